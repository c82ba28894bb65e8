package org.nongyou.procedure.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.notice.Due;
import org.nongyou.procedure.Case;

/// @param deadlines what is late, what soon will be
/// @param deadline the one that is on, or empty
/// @param query the filters as they stand in the address, without paging
public record CaseListPage(
        String tone,
        String say,
        String more,
        List<Row> rows,
        List<Option> procedures,
        List<Option> stages,
        List<Option> levels,
        List<Chip> crumbs,
        List<Chip> chips,
        List<Chip> applied,
        String q,
        String state,
        List<Chip> deadlines,
        String deadline,
        @Nullable String region,
        int total,
        @Nullable String next,
        boolean first,
        String query,
        boolean mayApply) {

    public record Row(
            Case theCase,
            String region,
            String procedure,
            String kind,
            String who,
            String tone,
            String status,
            @Nullable Due due) {}

    public record Option(String value, String title, boolean chosen) {}

    /// A link that narrows or widens.
    public record Chip(String title, String href, int count, boolean current) {}
}
