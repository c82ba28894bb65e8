package org.nongyou.indicator.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sums of entered figures: of every indicator of a region, or of one indicator by level, division and span.
/// @param indicator the chosen one, or empty for all
/// @param asOf      yyyy-mm-dd, or empty for now
/// @param asOfTitle as read on screens, or empty
/// @param rows      by indicator, or by division
/// @param levels    of one indicator: who entered, and what they add up to
/// @param spans     of one indicator: the spans one after another
/// @param computes  whether a column tells what the system counts
/// @param enter     where the region's office enters its own figure, or null
public record TotalsPage(
        List<TargetsPage.Choice> schemes,
        String scheme,
        int version,
        String schemeTitle,
        String region,
        String regionName,
        Places.Way way,
        List<TargetsPage.Choice> indicators,
        String indicator,
        String title,
        String unit,
        List<String> clauses,
        List<TargetsPage.Choice> periods,
        String period,
        String periodTitle,
        String asOf,
        String asOfTitle,
        String tone,
        String say,
        String more,
        List<OfLevel> levels,
        List<Row> rows,
        List<Row> spans,
        boolean computes,
        @Nullable String export,
        @Nullable String enter) {

    /// @param who  襄垣县自己、各县
    /// @param href the entries, or null where there are none
    public record OfLevel(
            String who,
            String total,
            String entered,
            @Nullable String href,
            String tone,
            String difference) {}

    /// @param href      of the row's own page, or null
    /// @param sub       below the title: the span, the earlier name
    /// @param own       未报, or the figure
    /// @param sum       of those below, with who they are; empty where nobody is below
    /// @param entered   115 / 117
    /// @param sumHref   the entries behind the sum, or null
    /// @param state     相符, 本级多 5.5, 还差 2 个没有报
    /// @param computed  what the system counts, or empty
    /// @param against   how far the entered one lies from it
    public record Row(
            String title,
            @Nullable String href,
            String sub,
            String own,
            String sum,
            String entered,
            @Nullable String sumHref,
            String tone,
            String state,
            String computed,
            @Nullable String computedHref,
            String against,
            List<String> clauses) {}
}
