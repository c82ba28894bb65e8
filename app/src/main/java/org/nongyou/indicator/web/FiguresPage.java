package org.nongyou.indicator.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the office of a region enters in a year, and who below is late.
/// @param unchecked entries of those below that nobody has looked at, up to
/// [org.nongyou.indicator.FigureChecks#MOST_COUNTED]
public record FiguresPage(
        List<TargetsPage.Choice> schemes,
        String scheme,
        String title,
        String region,
        String regionName,
        Places.Way way,
        int year,
        List<Integer> years,
        String say,
        String more,
        String tone,
        List<Row> own,
        List<Below> below,
        int unchecked) {

    /// @param href where it is entered or corrected; null where the person may not
    /// @param closed since when figures are not taken and whom to ask; empty while they are
    public record Row(
            String title,
            String unit,
            String period,
            String value,
            String by,
            String tone,
            String state,
            @Nullable String href,
            String act,
            String closed,
            boolean optional) {}

    /// How complete the offices below are.
    /// @param missing names of those that have not entered
    /// @param late    whether the span is over
    /// @param inTime  how many entered before it was over
    public record Below(
            String title,
            String unit,
            String period,
            int entered,
            int expected,
            String percent,
            List<String> missing,
            boolean late,
            int inTime,
            int confirmed,
            int givenBack,
            String href) {}
}
