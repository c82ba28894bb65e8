package org.nongyou.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// How evaluations are scored: what is late loses a point for each half month begun, what falls short one for each five
/// per cent, shares of the points, pieces with caps. Each rule beside its plain reckoning.
@Label("评分表的算法：对任何数都成立")
class ScorePropertyTest {

    private static final ScoreSheet SHEET = sheet();

    private static ScoreSheet sheet() {
        var files = BrokenSchemesTest.sound();
        files.computeIfPresent(
                "scheme.yaml",
                (_, text) -> text.replace(
                        "  base.grade:",
                        "  base.days_late: {title: 迟报天数, type: int, unit: 天}\n"
                                + "  base.percent_short: {title: 差的百分比, type: decimal, unit: \"%\"}\n"
                                + "  base.reports_done: {title: 报道, type: int, unit: 篇}\n"
                                + "  base.films_done: {title: 宣传片, type: int, unit: 部}\n"
                                + "  base.grade:"));
        files.put("scores.yaml", """
                scores:
                  - id: points
                    title: 绩效评分
                    clause: 一
                    subject: base
                    total: 50
                    decimals: 2
                    sections:
                      - id: all
                        title: 全部
                        max: 50
                        items:
                          - {id: late, title: 总结迟报, points: 10, deduct: {of: base.days_late, step: 15, count: started, take: 2, floor: 1}}
                          - {id: short, title: 支出没到, points: 10, deduct: {of: base.percent_short, step: 5, count: full, take: 1, floor: 0}}
                          - {id: share, title: 报道比例, points: 15, ratio: {done: base.reports_done, target: 4}}
                          - {id: media, title: 宣传, points: 10, pieces: [{title: 报道, of: base.reports_done, each: 1.5, at_most: 6}, {title: 宣传片, of: base.films_done, each: 3}]}
                          - {id: film, title: 有宣传片, points: 5, if: "base.films_done >= 1"}
                """);
        return SchemeLoader.read("example", files, FactCatalogue.platform())
                .orElseThrow()
                .score("points")
                .orElseThrow();
    }

    private static BigDecimal points(String item, Map<String, Object> facts) {
        return Score.of(SHEET, facts, Map.of()).lines().stream()
                .filter(line -> line.item().id().equals(item))
                .findFirst()
                .map(Score.Line::points)
                .orElseThrow();
    }

    @Property
    @Label("迟报：每开始半个月扣 2 分，扣到 1 分为止")
    void late(@ForAll @IntRange(min = -40, max = 400) int days) {
        int begun = days <= 0 ? 0 : (days + 14) / 15;
        assertThat(points("late", Map.of("base.days_late", (long) days)))
                .isEqualByComparingTo(BigDecimal.valueOf(Math.max(1, 10 - 2 * begun)));
    }

    @Property
    @Label("差的：每差满 5% 扣 1 分，扣完为止")
    void shortOf(@ForAll @IntRange(min = 0, max = 10_000) int hundredths) {
        int whole = hundredths / 500;
        assertThat(points("short", Map.of("base.percent_short", BigDecimal.valueOf(hundredths, 2))))
                .isEqualByComparingTo(BigDecimal.valueOf(Math.max(0, 10 - whole)));
    }

    @Property
    @Label("比例、分项封顶、有没有：合计等于各项之和，哪一项都不超过满分")
    void sums(
            @ForAll @IntRange(min = 0, max = 60) int days,
            @ForAll @IntRange(min = 0, max = 40) int percent,
            @ForAll @IntRange(min = 0, max = 9) int reports,
            @ForAll @IntRange(min = 0, max = 5) int films) {
        Map<String, Object> facts = Map.of(
                "base.days_late",
                (long) days,
                "base.percent_short",
                BigDecimal.valueOf(percent),
                "base.reports_done",
                (long) reports,
                "base.films_done",
                (long) films);
        var score = Score.of(SHEET, facts, Map.of());
        assertThat(points("share", facts)).isEqualByComparingTo(BigDecimal.valueOf(Math.min(15.0, 15.0 * reports / 4)));
        assertThat(points("media", facts))
                .isEqualByComparingTo(BigDecimal.valueOf(Math.min(10, Math.min(6, 1.5 * reports) + 3 * films)));
        assertThat(points("film", facts)).isEqualByComparingTo(films > 0 ? "5" : "0");
        var sum = BigDecimal.ZERO;
        for (var line : score.lines()) {
            var own = java.util.Objects.requireNonNull(line.points());
            assertThat(own).isBetween(BigDecimal.ZERO, line.item().points());
            sum = sum.add(own);
        }
        assertThat(score.points()).isEqualByComparingTo(sum.setScale(2, RoundingMode.HALF_UP));
        assertThat(score.complete()).isTrue();
    }

    @Property(tries = 5)
    @Label("缺数就没有分，不当作零分")
    void nothingKnown(@ForAll boolean any) {
        var score = Score.of(SHEET, any ? Map.of("base.days_late", 0L) : Map.of(), Map.of());
        assertThat(score.complete()).isFalse();
        assertThat(score.points()).isEqualByComparingTo(any ? "10" : "0");
    }
}
