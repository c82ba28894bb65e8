package org.nongyou.procedure;

import gg.jte.Content;
import java.util.Optional;
import org.nongyou.web.Viewer;

/// A card about the subject on the page of its case, such as the map of a base with its plots.
public interface SubjectCard {

    /// Smaller stands higher.
    int order();

    /// Empty when there is nothing to say about this subject to this person.
    Optional<Content> content(Viewer viewer, String subjectKind, String subjectId);
}
