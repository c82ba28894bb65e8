package org.nongyou.indicator.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a leader sees on one screen.
/// @param seven   the first seven targets; `others` the rest
/// @param map     settings of the map as JSON
/// @param lacking what is below the lower bound, by city
/// @param growth  the entries at the end of each quarter
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
        String mapTitle,
        String mapNote,
        String map,
        String lackTitle,
        List<Group> lacking,
        String growthTitle,
        List<Growth> growth,
        @Nullable String aim,
        List<Attention> attention,
        int attentionAll,
        List<Late> late,
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

    public record Growth(String quarter, long total) {}

    public record Attention(int number, String tone, String place, String what, String when, String href) {}

    /// Overdue cases of one division.
    public record Late(String name, int count, String href) {}

    public String growthAlt() {
        if (growth.isEmpty()) return growthTitle + "，还没有";
        var first = growth.getFirst();
        var last = growth.getLast();
        return growthTitle + "，" + first.quarter() + " " + first.total() + " 个，" + last.quarter() + " " + last.total()
                + " 个" + (aim == null ? "" : "，目标 " + aim + " 个");
    }
}
