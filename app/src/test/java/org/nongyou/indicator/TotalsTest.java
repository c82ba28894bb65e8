package org.nongyou.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nongyou.SentStatements;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.region.Division;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("填报汇总：保存的合计始终等于逐行重数")
class TotalsTest extends IndicatorTest {

    private static final ReportingPeriod IN_2025 = ReportingPeriod.ofYear(2025);

    @Autowired
    Totals totals;

    @BeforeEach
    void clean() {
        clear();
    }

    /// What is entered for one cell by its only clerk.
    private final class Desk implements Callable<Integer> {
        private final RegionCode region;
        private final Random random;

        Desk(RegionCode region, long seed) {
            this.region = region;
            this.random = new Random(seed);
        }

        @Override
        public Integer call() {
            var clerk = clerk(region);
            int done = 0;
            Map<String, Long> current = new HashMap<>();
            for (int act = 0; act < 6; act++) {
                var indicator = random.nextBoolean() ? "green" : "total";
                var cell =
                        new ReportedFigures.Cell(indicator, region, ReportingPeriod.ofYear(2024 + random.nextInt(2)));
                var value = BigDecimal.valueOf(random.nextInt(100_000), random.nextInt(5));
                // The whole is large enough for every part.
                if (indicator.equals("total")) value = value.add(BigDecimal.valueOf(100_000));
                var key = indicator + cell.period().code();
                var entry = new ReportedFigures.Entry(
                        cell, value.toPlainString(), "随机的台账数", null, "随机更正一次", current.get(key));
                var decision = current.containsKey(key)
                        ? figures.correct(clerk, scheme, entry)
                        : figures.report(clerk, scheme, entry);
                if (decision instanceof Decision.Done<FigureReport>(var report)) {
                    current.put(key, report.id());
                    done++;
                }
            }
            return done;
        }
    }

    @ParameterizedTest(name = "种子 {0}")
    @ValueSource(longs = {7, 20211130, 424242})
    @DisplayName("许多县市同时填报、更正：合计一分不差，没有一个因为抢同一行失败")
    void equalsARecount(long seed) throws Exception {
        var offices = new ArrayList<RegionCode>();
        for (var city : divisions.within(SHANXI, Level.CITY).subList(0, 4)) {
            offices.add(city.code());
            divisions.within(city.code(), Level.COUNTY).stream()
                    .limit(6)
                    .map(Division::code)
                    .forEach(offices::add);
        }
        int done = 0;
        try (var together = Executors.newFixedThreadPool(8)) {
            var desks = new ArrayList<Desk>();
            for (var office : offices) desks.add(new Desk(office, seed + offices.indexOf(office)));
            for (var one : together.invokeAll(desks)) done += one.get();
        }
        assertThat(done).isGreaterThan(offices.size() * 5);
        assertThat(faults()).isZero();
        var cities = totals.byDivision(
                Scope.within(SHANXI), asked(IN_2025), scheme.indicator("green").orElseThrow());
        for (var city : cities) {
            for (var level : city.below()) {
                var naive = naive("green", "2025", city.region(), level.level());
                assertThat(level.entered()).isEqualTo(naive.size());
                assertThat(level.total() == null ? BigDecimal.ZERO : level.total())
                        .isEqualByComparingTo(naive.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
            }
        }
    }

    private int faults() {
        return sql.fetchSingle("""
                        select count(*) from (
                            (select * from indicator.totals where n <> 0 except select * from indicator.recount)
                            union all
                            (select * from indicator.recount except select * from indicator.totals)) fault""").get(0, Integer.class);
    }

    private List<BigDecimal> naive(String indicator, String period, RegionCode within, Level level) {
        return sql
                .fetch(
                        "select region_code, value from indicator.reports where current and indicator = ? and period = ?",
                        indicator,
                        period)
                .stream()
                .filter(row -> within.contains(RegionCode.of(row.get(0, String.class)))
                        && !within.value().equals(row.get(0, String.class))
                        && RegionCode.of(row.get(0, String.class)).level() == level)
                .map(row -> row.get(1, BigDecimal.class))
                .toList();
    }

    @Test
    @DisplayName("市里自己报的和各县合计不一样：差多少写出来；改一个数，马上进每一级")
    void differenceAcrossLevels() {
        var first = enter(XIANGYUAN, "green", "12.5");
        enter(QINYUAN, "green", "7.5");
        enter(CHANGZHI, "green", "25");
        var city = green(CHANGZHI).getFirst();
        var counties = city.sum().orElseThrow();
        assertThat(counties.level()).isEqualTo(Level.COUNTY);
        assertThat(counties.total()).isEqualByComparingTo("20");
        assertThat(counties.entered()).isEqualTo(2);
        assertThat(counties.expected()).isEqualTo(12);
        assertThat(city.difference(counties)).isEqualByComparingTo("5");
        assertThat(city.amount()).isEqualByComparingTo("25");

        figures.correct(
                        clerk(XIANGYUAN),
                        scheme,
                        new ReportedFigures.Entry(first, "13", "", null, "年报定稿改了数", id(first)))
                .orElseThrow();
        for (var place : List.of(RegionCode.COUNTRY, SHANXI, CHANGZHI)) {
            var total = green(place).getFirst();
            assertThat(total.below())
                    .filteredOn(one -> one.level() == Level.COUNTY)
                    .singleElement()
                    .satisfies(one -> assertThat(one.total()).isEqualByComparingTo("20.5"));
        }
        assertThat(green(SHANXI).getFirst().below())
                .extracting(Total.OfLevel::level)
                .containsExactly(Level.CITY, Level.COUNTY);
        assertThat(green(CHANGZHI))
                .filteredOn(one -> one.region().equals(XIANGYUAN))
                .singleElement()
                .satisfies(one -> assertThat(one.own()).isEqualByComparingTo("13"));
    }

    @Test
    @DisplayName("占比只按两项都报了的县算，和指标进度一样；分子、分母和各报了几个都在")
    void ratiosOfPairs() {
        enter(XIANGYUAN, "total", "50");
        enter(XIANGYUAN, "green", "20");
        enter(QINYUAN, "total", "50");
        var share = share(CHANGZHI, null);
        assertThat(share.amount()).isEqualByComparingTo("40");
        var parts = Objects.requireNonNull(share.share());
        assertThat(parts.entered()).isEqualTo(1);
        assertThat(parts.expected()).isEqualTo(12);
        assertThat(parts.to().sum().orElseThrow().total()).isEqualByComparingTo("100");
        assertThat(share.amount())
                .isEqualByComparingTo(
                        progress
                                .targets(Scope.within(CHANGZHI), scheme, LocalDate.of(2025, 12, 31))
                                .standings()
                                .stream()
                                .filter(one -> one.indicator().id().equals("share"))
                                .findFirst()
                                .map(one -> one.measured().amount())
                                .orElseThrow());
        assertThat(share(CHANGZHI, LocalDate.now().plusDays(1)).amount()).isEqualByComparingTo("40");
        assertThat(share(XIANGYUAN, null).amount()).isEqualByComparingTo("40");
        assertThat(totals.byDivision(
                        Scope.within(SHANXI),
                        asked(IN_2025),
                        scheme.indicator("share").orElseThrow()))
                .filteredOn(one -> one.amount() != null)
                .extracting(Total::region)
                .containsExactly(SHANXI, CHANGZHI);
    }

    @Test
    @DisplayName("那天看到的是多少：后来的更正和后来才报的不算")
    void asOfADay() {
        rows("""
                insert into indicator.reports (id, scheme_id, indicator, region_code, period, value, reason, replaces,
                    current, office_id, office_name, account_id, account_name, reported_at)
                overriding system value
                values (900001, 'measured', 'green', '140423', '2025', 10, null, null, false, 1, '县局', 1, '王', '2026-01-10 10:00+08'),
                       (900002, 'measured', 'green', '140423', '2025', 14, '改', 900001, true, 1, '县局', 1, '王', '2026-02-10 10:00+08'),
                       (900003, 'measured', 'green', '140431', '2025', 5, null, null, true, 1, '县局', 1, '王', '2026-01-20 23:30+08')""");
        assertThat(asOf("2026-01-09")).isNull();
        assertThat(asOf("2026-01-10")).isEqualByComparingTo("10");
        assertThat(asOf("2026-01-20")).isEqualByComparingTo("15");
        assertThat(asOf("2026-02-09")).isEqualByComparingTo("15");
        assertThat(asOf("2026-02-10")).isEqualByComparingTo("19");
        assertThat(green(SHANXI).getFirst().sum().orElseThrow().total()).isEqualByComparingTo("19");
        var then = new Totals.Asked(scheme, IN_2025, LocalDate.of(2026, 1, 31));
        assertThat(totals.entries(
                        Scope.within(SHANXI), then, scheme.indicator("green").orElseThrow(), Level.COUNTY, null, 10))
                .extracting(FigureReport::id)
                .containsExactly(900001L, 900003L);
    }

    private @Nullable BigDecimal asOf(String day) {
        return totals.byDivision(
                        Scope.within(SHANXI),
                        new Totals.Asked(scheme, IN_2025, LocalDate.parse(day)),
                        scheme.indicator("green").orElseThrow())
                .getFirst()
                .sum()
                .orElseThrow()
                .total();
    }

    @Test
    @DisplayName("改名改码的县，以前报的数归现在的县，写明当时叫什么；合计一个不丢")
    void aRecodedCountyKeepsItsPast() {
        rows("""
                insert into indicator.reports (scheme_id, indicator, region_code, period, value, office_id, office_name,
                    account_id, account_name)
                values ('measured', 'green', '140726', '2025', 3, 1, '县局', 1, '王'),
                       ('measured', 'green', '140211', '2025', 4, 1, '县局', 1, '王')""");
        var jinzhong = green(RegionCode.of("140700"));
        assertThat(jinzhong.getFirst().sum().orElseThrow().total()).isEqualByComparingTo("3");
        assertThat(jinzhong)
                .filteredOn(one -> one.own() != null)
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.region().value()).isEqualTo("140703");
                    assertThat(one.name()).isEqualTo("太谷区");
                    assertThat(one.formerly()).isEqualTo("太谷县");
                    assertThat(one.own()).isEqualByComparingTo("3");
                });
        var datong = green(RegionCode.of("140200"));
        assertThat(datong).filteredOn(one -> one.own() != null).hasSize(1);
        assertThat(datong.getFirst().sum().orElseThrow().total()).isEqualByComparingTo("4");
        assertThat(green(SHANXI).getFirst().sum().orElseThrow().total()).isEqualByComparingTo("7");
        var years = totals.byPeriod(
                Scope.within(RegionCode.of("140703")),
                asked(IN_2025),
                scheme.indicator("green").orElseThrow());
        assertThat(years.getLast().own()).isEqualByComparingTo("3");
        assertThat(years).hasSize(5);
    }

    @Test
    @DisplayName("全省的汇总页只读几条语句、几十个缓冲块，报的县再多也一样")
    void readsFewRows() throws Exception {
        rows("""
                insert into indicator.reports (scheme_id, indicator, region_code, period, value, office_id, office_name,
                    account_id, account_name)
                select 'measured', i, code, y::text, 1, 1, '县局', 1, '王'
                  from unnest(array['green', 'total', 'good']) i, generate_series(2021, 2026) y, region.divisions
                 where level = 'county' and valid_to is null""");
        afterANight();
        var green = scheme.indicator("green").orElseThrow();
        green(SHANXI);
        var sent = SentStatements.of(sql, () -> totals.byDivision(Scope.within(SHANXI), asked(IN_2025), green));
        assertThat(sent.count()).isLessThanOrEqualTo(2);
        var byHand = SentStatements.explain(sql, """
                        select left(region_code, 4), count(*), sum(value) from indicator.reports
                         where scheme_id = 'measured' and indicator = 'green' and period = '2025' and current
                           and region_code >= '14' and region_code < '14:' group by 1""").buffers();
        assertThat(byHand).isPositive();
        assertThat(sent.buffers(sql)).isLessThanOrEqualTo(Math.max(60, byHand * 3));
        var indicators = SentStatements.of(sql, () -> totals.byIndicator(Scope.within(SHANXI), asked(IN_2025)));
        assertThat(indicators.count()).isLessThanOrEqualTo(3);
        var county = SentStatements.of(sql, () -> totals.byIndicator(Scope.within(XIANGYUAN), asked(IN_2025)));
        assertThat(county.buffers(sql)).isLessThanOrEqualTo(indicators.buffers(sql));
        var country = SentStatements.of(
                sql, () -> totals.byDivision(Scope.within(RegionCode.COUNTRY), asked(IN_2025), green));
        assertThat(country.count()).isLessThanOrEqualTo(2);
        var countryByHand = SentStatements.explain(sql, """
                        select left(region_code, 2), count(*), sum(value) from indicator.reports
                         where scheme_id = 'measured' and indicator = 'green' and period = '2025' and current group by 1""").buffers();
        assertThat(country.buffers(sql)).isLessThanOrEqualTo(countryByHand * 3);
    }

    @Test
    @DisplayName("应用改不了合计，只有填报能改")
    void theApplicationCannotWriteTotals() {
        enter(XIANGYUAN, "green", "1");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> sql.execute("update indicator.totals set total = 99")))
                .hasStackTraceContaining("permission denied");
    }

    private Total share(RegionCode region, @Nullable LocalDate asOf) {
        return totals.byIndicator(Scope.within(region), new Totals.Asked(scheme, IN_2025, asOf)).stream()
                .filter(one -> one.indicator().id().equals("share"))
                .findFirst()
                .orElseThrow();
    }

    private List<Total> green(RegionCode region) {
        return totals.byDivision(
                Scope.within(region), asked(IN_2025), scheme.indicator("green").orElseThrow());
    }

    private Totals.Asked asked(ReportingPeriod period) {
        return new Totals.Asked(scheme, period, null);
    }

    private ReportedFigures.Cell enter(RegionCode region, String indicator, String value) {
        var cell = new ReportedFigures.Cell(indicator, region, IN_2025);
        figures.report(clerk(region), scheme, new ReportedFigures.Entry(cell, value, "", null, null, null))
                .orElseThrow();
        return cell;
    }

    private long id(ReportedFigures.Cell cell) {
        return figures.history(Scope.within(cell.region()), scheme, cell)
                .getFirst()
                .id();
    }

    private void rows(String statement) {
        sql.transaction(owner -> {
            owner.dsl().execute("set local role none");
            owner.dsl().execute(statement);
        });
    }
}
