package org.nongyou.indicator.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Refusal;

/// Figures of the offices below that wait to be checked.
/// @param unchecked how many there are, up to [org.nongyou.indicator.FigureChecks#MOST_COUNTED]
/// @param confirmed how many were confirmed just now
/// @param refused   why others were not
/// @param next      the next page, or null
public record ChecksPage(
        String scheme,
        String title,
        String regionName,
        Places.Way way,
        int unchecked,
        int confirmed,
        List<Refusal> refused,
        List<Row> rows,
        @Nullable String next) {

    /// @param before    of the span before; empty when there is none
    /// @param change    多 12.5%, or empty
    /// @param corrected whether it corrects an earlier entry
    /// @param fileId    the proof, or null
    public record Row(
            long id,
            String place,
            String title,
            String unit,
            String period,
            String value,
            String before,
            String change,
            String by,
            boolean corrected,
            @Nullable Long fileId,
            boolean demo,
            String href,
            boolean mayCheck) {}

    public boolean mayCheck() {
        return rows.stream().anyMatch(Row::mayCheck);
    }
}
