package org.nongyou.indicator.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.web.Ui;

/// What a leader sees on one screen.
/// @param seven   the first seven targets; `others` the rest
/// @param judged  whether the ranked places are judged one by one
/// @param map     drawn by the server, or null where no cells are known
/// @param lacking what is below the lower bound, by city
/// @param growth  the figure at the end of each span, or null
/// @param indicator the one that was asked for, or empty
/// @param aim     the target of the growth, or null
public record DashboardPage(
        List<TargetsPage.Choice> schemes,
        String scheme,
        int version,
        String title,
        String region,
        String regionName,
        Places.Way way,
        boolean dark,
        String asOf,
        String say,
        String more,
        List<TargetView> seven,
        List<TargetView> others,
        String rankTitle,
        String rankNote,
        List<Rank> ranks,
        boolean judged,
        String mapTitle,
        String mapNote,
        @Nullable MapView map,
        String lackTitle,
        List<Group> lacking,
        String growthTitle,
        String growthUnit,
        @Nullable TrendLine growth,
        @Nullable String aim,
        List<Attention> attention,
        int attentionAll,
        List<Late> late,
        boolean mayExport,
        String indicator,
        String query) {

    /// @param share  percent of the counties that reach the target; empty where a single county stands here
    /// @param counts 11/12
    public record Rank(
            String name,
            String href,
            String percent,
            boolean low,
            String share,
            String counts,
            String total,
            @Nullable String totalHref) {}

    public record Group(String name, List<Lack> lacks) {}

    /// @param far nothing or hardly anything there
    public record Lack(String name, String now, String href, boolean far) {}

    public record Attention(int number, String tone, String place, String what, String when, String href) {}

    /// Overdue cases of one division.
    public record Late(String name, int count, String href) {}

    public String growthAlt() {
        if (growth == null) return growthTitle + "，还没有";
        var first = growth.points().getFirst();
        var last = growth.points().getLast();
        return growthTitle + "，" + first.span() + " " + Ui.number(first.value()) + "，" + last.span() + " "
                + Ui.number(last.value()) + " " + growthUnit + (aim == null ? "" : "，目标 " + aim + " " + growthUnit);
    }
}
