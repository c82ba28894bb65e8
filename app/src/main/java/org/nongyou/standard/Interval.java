package org.nongyou.standard;

import org.jspecify.annotations.Nullable;

/// A row of a table of safety intervals (安全间隔期) or withdrawal periods (休药期).
/// @param printed     the name in the source, which may be a brand's
/// @param formulation 1.8%乳油, 片; empty where the source names none
/// @param place       crop, food or animal as printed
/// @param target      pests; empty where the source names none
/// @param maxUses     uses a season, as printed; empty where the source tells none
/// @param longest     days or degree-days; null only for [WaitRule#NOT_WHILE_LAYING]
public record Interval(
        InputKind kind,
        String row,
        String substance,
        String printed,
        String formulation,
        String place,
        String target,
        WaitRule rule,
        String maxUses,
        @Nullable Integer shortest,
        @Nullable Integer longest,
        Provenance provenance) {

    /// 5 天, 7—10 天, 弃蛋 2 天, 500 度日, 产蛋期禁用
    public String length() {
        var number = longest == null
                ? ""
                : shortest == null || shortest.equals(longest) ? longest.toString() : shortest + "—" + longest;
        return switch (rule) {
            case DAYS -> number + " 天";
            case EGGS, MILK -> rule.title() + " " + number + " 天";
            case DEGREE_DAYS -> number + " 度日";
            case NOT_WHILE_LAYING -> rule.title();
        };
    }
}
