package org.nongyou.catalogue.web;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The public's first page.
public record PublicHomePage(
        String area, long total, List<KindCount> kinds, List<Notice> notices, List<Document> documents) {

    /// @param href   the list behind the number
    /// @param clause the clause of the kind, with its address
    public record KindCount(String title, long count, String href, String clause, String clauseHref) {}

    public record Notice(
            long id, String title, String office, @Nullable LocalDate endsOn) {}

    public record Document(String id, String title) {}
}
