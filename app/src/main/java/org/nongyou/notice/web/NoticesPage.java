package org.nongyou.notice.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.notice.Due;
import org.nongyou.notice.Notice;
import org.nongyou.web.Chip;

/// The list of notices, for the office and for the public.
/// @param waiting  notices of the reader's own office with objections that wait
/// @param kind     code of the picked kind, or empty
/// @param open     `yes`, `no` or empty
/// @param older    where the next hundred are, or null
public record NoticesPage(
        String area,
        List<Chip> chips,
        String region,
        String kind,
        String open,
        String q,
        int openNow,
        List<Waiting> waiting,
        List<Row> rows,
        @Nullable String older,
        boolean first,
        boolean mayPublish,
        String exportHref) {

    public record Waiting(Notice notice, int objections) {}

    /// @param left until the last day of a publicity that stands, or null
    public record Row(Notice notice, String place, @Nullable Due left) {}

    public boolean filtered() {
        return !kind.isEmpty() || !open.isEmpty() || !q.isEmpty();
    }
}
