package org.nongyou.project.web;

import java.util.List;
import org.nongyou.project.Project;

/// Page `/public/projects`.
/// @param more whether only the newest are shown
public record PublicProjectsPage(String say, String words, List<Row> rows, boolean more) {

    public record Row(Project project, String place, String document, String href, String clause) {}
}
