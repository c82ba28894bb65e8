package org.nongyou.indicator.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One figure opened: what each division brings, and who reported it.
public record IndicatorPage(
        String schemeTitle,
        String scheme,
        int version,
        List<String> clauses,
        String title,
        String unit,
        String regionName,
        String region,
        Places.Way way,
        String say,
        String tone,
        String how,
        List<Row> rows,
        List<Entry> entries,
        @Nullable String figures) {

    /// @param href     the same page for the division
    /// @param rowsHref the rows behind the figure, or null
    public record Row(
            String name,
            String href,
            String now,
            @Nullable String rowsHref,
            String goal,
            String tone,
            String state,
            String how) {}

    public record Entry(
            String indicator,
            String name,
            String period,
            String value,
            String by,
            String at,
            String note,
            @Nullable String file,
            boolean corrected,
            boolean demo) {}

    public boolean judged() {
        return rows.stream().anyMatch(row -> !row.state().isEmpty());
    }
}
