package org.nongyou.indicator;

import static nongyoudb.journal.Tables.ENTRIES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nongyou.identity.Role;
import org.nongyou.kernel.Decision;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;

@DisplayName("上报的数：谁的谁填，填过的不丢，改要有理由")
class ReportedFiguresTest extends IndicatorTest {

    @BeforeEach
    void clean() {
        clear();
    }

    @Test
    @DisplayName("更正留下原来的数、理由和两条记录")
    void aCorrectionKeepsTheFirstEntry() {
        var clerk = clerk(XIANGYUAN);
        var cell = cell("green", XIANGYUAN, "2025");
        var first =
                figures.report(clerk, scheme, entry(cell, "12.3", null, null)).orElseThrow();
        assertThat(refusal(figures.correct(clerk, scheme, entry(cell, "13", null, first.id()))))
                .isEqualTo("indicator.figure.reason");
        var second = figures.correct(clerk, scheme, entry(cell, "13", "年报定稿改了数", first.id()))
                .orElseThrow();

        var history = figures.history(Scope.within(XIANGYUAN), scheme, cell);
        assertThat(history).extracting(FigureReport::id).containsExactly(second.id(), first.id());
        assertThat(history.getLast().value()).isEqualByComparingTo("12.3");
        assertThat(history.getLast().current()).isFalse();
        assertThat(second.replaces()).isEqualTo(first.id());
        assertThat(second.reason()).isEqualTo("年报定稿改了数");
        assertThat(sql.select(ENTRIES.ACT)
                        .from(ENTRIES)
                        .where(ENTRIES.SUBJECT_ID.eq("measured/green/140423/2025"))
                        .and(ENTRIES.REFUSED.isFalse())
                        .orderBy(ENTRIES.ID)
                        .fetch(ENTRIES.ACT))
                .endsWith("figure.report", "figure.correct");
    }

    @Test
    @DisplayName("库里也改不了已经填的数")
    void theDatabaseKeepsIt() {
        var kept = figures.report(clerk(XIANGYUAN), scheme, entry(cell("green", XIANGYUAN, "2025"), "12", null, null))
                .orElseThrow();
        for (var statement : new String[] {
            "update indicator.reports set value = 99 where id = " + kept.id(),
            "delete from indicator.reports where id = " + kept.id()
        }) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> sql.execute(statement)))
                    .hasStackTraceContaining("permission denied");
        }
    }

    @ParameterizedTest(name = "{0} 填 {1}：{2}")
    @CsvSource({
        "green, '', indicator.figure.value-missing",
        "green, 很多, indicator.figure.not-a-number",
        "green, -1, indicator.figure.negative",
        "green, 1000000000, indicator.figure.too-large",
        "green, 1e99, indicator.figure.too-large",
        "green, 1.00001, indicator.figure.places",
        "good, 100.1, indicator.figure.share",
        "green, 60, indicator.figure.part-over-whole",
        "green, 12 万亩, indicator.figure.other-unit",
        "green, 12%, indicator.figure.other-unit",
        "green, 120000吨, indicator.figure.unit",
        "green, 1.2.3, indicator.figure.not-a-number",
        "green, 12abc, indicator.figure.not-a-number",
        "green, 0x10, indicator.figure.not-a-number",
        "people, 1000000, indicator.figure.people",
        "people, 1e9, indicator.figure.too-large",
        "people, 10亿, indicator.figure.other-unit",
        "people, 30 万人, indicator.figure.unit",
        "land, 50000, indicator.figure.area",
        "county-bases, 999999999, indicator.figure.things",
        "county-bases, 10000001, indicator.figure.things",
        "county-bases, 999999, indicator.figure.first-large",
        "share, 30, indicator.figure.computed",
        "nonsense, 3, indicator.figure.unknown",
        "untold, 3, indicator.figure.level",
    })
    @DisplayName("填得不合理的，说清哪里不对")
    void implausible(String indicator, String value, String key) {
        var clerk = clerk(XIANGYUAN);
        figures.report(clerk, scheme, entry(cell("total", XIANGYUAN, "2025"), "50", null, null))
                .orElseThrow();
        assertThat(refusal(figures.report(clerk, scheme, entry(cell(indicator, XIANGYUAN, "2025"), value, null, null))))
                .isEqualTo(key);
    }

    @ParameterizedTest(name = "{0} 收作 {1}")
    @CsvSource({"１２．５, 12.5", "' 1,234.5 ', 1234.5", "12 万吨, 12", "0, 0"})
    @DisplayName("全角、千分号、带着本来的单位，都收")
    void written(String typed, String value) {
        assertThat(figures.report(clerk(XIANGYUAN), scheme, entry(cell("total", XIANGYUAN, "2025"), typed, null, null))
                        .orElseThrow()
                        .value())
                .isEqualByComparingTo(value);
    }

    @Test
    @DisplayName("比上一期多十倍的，先写明为什么；理由在条款旁边，换算后的数直接告诉")
    void jumps() {
        var clerk = clerk(XIANGYUAN);
        figures.report(clerk, scheme, entry(cell("total", XIANGYUAN, "2024"), "50", null, null))
                .orElseThrow();
        var now = cell("total", XIANGYUAN, "2025");
        var refused = figures.report(clerk, scheme, entry(now, "500", null, null));
        assertThat(refusal(refused)).isEqualTo("indicator.figure.jump");
        assertThat(refused instanceof Decision.Refused<FigureReport>(var reason) ? reason.clause() : null)
                .isEqualTo("《测试方案》三");
        figures.report(clerk, scheme, new ReportedFigures.Entry(now, "500", "新增两个园区", null, null, null))
                .orElseThrow();
        // A first count has nothing before it; a very large one needs its source.
        var bases = cell("county-bases", XIANGYUAN, "2025");
        figures.report(clerk, scheme, new ReportedFigures.Entry(bases, "120000", "逐村清查台账", null, null, null))
                .orElseThrow();
        var whole = figures.report(clerk, scheme, entry(cell("green", XIANGYUAN, "2025"), "1000000000", null, null));
        assertThat(whole instanceof Decision.Refused<FigureReport>(var reason) ? reason.message() : "")
                .contains("达到或超过 10 亿");
        var people = figures.report(clerk, scheme, entry(cell("people", XIANGYUAN, "2025"), "30万人", null, null));
        assertThat(people instanceof Decision.Refused<FigureReport>(var reason) ? reason.message() : "")
                .contains("换算过来是 300。");
    }

    @ParameterizedTest(name = "{0}：{1}")
    @CsvSource({
        "2027, indicator.figure.future",
        "2019, indicator.figure.before",
        "2025-Q2, indicator.figure.period-kind",
        "2025-06, indicator.figure.period-kind",
    })
    @DisplayName("填报期不对的不收")
    void wrongPeriods(String period, String key) {
        assertThat(refusal(figures.report(
                        clerk(XIANGYUAN), scheme, entry(cell("green", XIANGYUAN, period), "1", null, null))))
                .isEqualTo(key);
    }

    @Test
    @DisplayName("别的县、没有填报权的人、第二次填：都不行")
    void whoMay() {
        var cell = cell("green", XIANGYUAN, "2025");
        assertThat(refusal(figures.report(clerk(QINYUAN), scheme, entry(cell, "1", null, null))))
                .isEqualTo("indicator.figure.other-region");
        assertThat(refusal(figures.report(clerk(CHANGZHI), scheme, entry(cell, "1", null, null))))
                .isEqualTo("indicator.figure.other-region");
        assertThat(refusal(figures.report(clerk(XIANGYUAN, Role.LEADER), scheme, entry(cell, "1", null, null))))
                .isEqualTo("indicator.figure.no-right");
        figures.report(clerk(XIANGYUAN), scheme, entry(cell, "1", null, null)).orElseThrow();
        assertThat(refusal(figures.report(clerk(XIANGYUAN), scheme, entry(cell, "2", null, null))))
                .isEqualTo("indicator.figure.already");
        assertThat(figures.history(Scope.within(QINYUAN), scheme, cell)).isEmpty();
    }

    @Test
    @DisplayName("两个人同时填或同时更正：只有一个算数，另一个知道已被改过")
    void twoAtOnce() throws Exception {
        var cell = cell("green", XIANGYUAN, "2025");
        var clerk = clerk(XIANGYUAN);
        for (int round = 0; round < 5; round++) {
            clear();
            assertThat(done(
                            () -> figures.report(clerk, scheme, entry(cell, "1", null, null)),
                            () -> figures.report(clerk, scheme, entry(cell, "2", null, null))))
                    .isEqualTo(1);
            var current = figures.history(Scope.within(XIANGYUAN), scheme, cell)
                    .getFirst()
                    .id();
            assertThat(done(
                            () -> figures.correct(clerk, scheme, entry(cell, "3", "第一个更正", current)),
                            () -> figures.correct(clerk, scheme, entry(cell, "4", "第二个更正", current))))
                    .isEqualTo(1);
            assertThat(figures.history(Scope.within(XIANGYUAN), scheme, cell))
                    .hasSize(2)
                    .filteredOn(FigureReport::current)
                    .hasSize(1);
        }
    }

    @Test
    @DisplayName("市里看得到报了几个、谁没有报；县里只看自己的")
    void completeness() {
        figures.report(clerk(XIANGYUAN), scheme, entry(cell("green", XIANGYUAN, "2025"), "1", null, null))
                .orElseThrow();
        var city = figures.lines(Scope.within(CHANGZHI), scheme, 2025).stream()
                .filter(line -> line.indicator().id().equals("green"))
                .findFirst()
                .orElseThrow();
        assertThat(city.entered()).isEqualTo(1);
        assertThat(city.expected()).isEqualTo(12);
        assertThat(city.missing()).extracting(one -> one.name()).contains("沁源县").doesNotContain("襄垣县");
        assertThat(city.must()).isFalse();
        assertThat(figures.lines(Scope.within(XIANGYUAN), scheme, 2025))
                .allSatisfy(line -> assertThat(line.cell().region()).isEqualTo(XIANGYUAN))
                .filteredOn(ReportedFigures.Line::must)
                .extracting(line -> line.indicator().id())
                .containsExactly("green", "total", "good", "people", "land");
    }

    private static int done(Callable<Decision<FigureReport>> one, Callable<Decision<FigureReport>> other)
            throws Exception {
        int done = 0;
        try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = both.submit(one);
            var second = both.submit(other);
            if (first.get() instanceof Decision.Done<FigureReport>) done++;
            if (second.get() instanceof Decision.Done<FigureReport>) done++;
        }
        return done;
    }

    private static ReportedFigures.Cell cell(String indicator, RegionCode region, String period) {
        return new ReportedFigures.Cell(
                indicator, region, ReportingPeriod.parse(period).orElseThrow());
    }

    private static ReportedFigures.Entry entry(
            ReportedFigures.Cell cell, String value, @Nullable String reason, @Nullable Long replaces) {
        return new ReportedFigures.Entry(cell, value, "", null, reason, replaces);
    }

    private static String refusal(Decision<FigureReport> decision) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        var refusal = decision instanceof Decision.Refused<FigureReport>(var reason) ? reason : null;
        assertThat(Objects.requireNonNull(refusal).message()).isNotBlank().doesNotContain("{");
        return refusal.key();
    }
}
