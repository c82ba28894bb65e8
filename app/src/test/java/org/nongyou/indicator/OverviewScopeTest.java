package org.nongyou.indicator;

import static nongyoudb.catalogue.Tables.LISTINGS;
import static nongyoudb.indicator.Tables.REPORTS;
import static nongyoudb.notice.Tables.NOTICES;
import static nongyoudb.procedure.Tables.CASES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.nongyou.FiveLevels.PLACES;
import static org.nongyou.FiveLevels.beginning;
import static org.nongyou.FiveLevels.pick;
import static org.nongyou.FiveLevels.scopes;
import static org.nongyou.FiveLevels.sees;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.indicator.Overview.Waiting;
import org.nongyou.indicator.ReportedFigures.Cell;
import org.nongyou.kernel.Level;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.springframework.beans.factory.annotation.Autowired;

/// What the dashboard tells of other modules, and the reported figures, against a naive answer for people of all five
/// levels and for producers.
@DisplayName("驾驶舱和上报的数只给看得到的：五级用户和蛮力答案一致")
class OverviewScopeTest extends IndicatorTest {

    private static final long SEED = 20261122;

    private record Row(
            String place,
            String status,
            LocalDate day,
            @Nullable LocalDate due,
            String title) {}

    @Autowired
    Overview overview;

    private final List<Row> entries = new ArrayList<>();
    private final List<Row> cases = new ArrayList<>();
    private final List<Row> published = new ArrayList<>();

    @BeforeAll
    void fill() {
        var random = new Random(SEED);
        for (int i = 0; i < 250; i++) {
            var place = pick(random, PLACES);
            var status = pick(random, List.of("listed", "warned", "rectifying", "suspended", "removed"));
            var day = LocalDate.of(2024 + random.nextInt(3), 1 + random.nextInt(6), 3);
            long id = listed(RegionCode.of(place), "province", "organic", status, day);
            var due = status.equals("rectifying") ? LocalDate.of(2026, 6, 1 + random.nextInt(28)) : null;
            sql.update(LISTINGS)
                    .set(LISTINGS.RECTIFY_BY, due)
                    .where(LISTINGS.ID.eq(id))
                    .execute();
            entries.add(new Row(place, status, day, due, "/catalogue/" + id));
        }
        for (int i = 0; i < 250; i++) {
            var place = pick(random, PLACES);
            boolean open = random.nextInt(4) > 0;
            var due = random.nextInt(5) == 0 ? null : LocalDate.of(2026, 6, 1 + random.nextInt(28));
            var id = sql.insertInto(CASES)
                    .set(CASES.NUMBER, "seen-" + i)
                    .set(CASES.SCHEME_ID, scheme.id())
                    .set(CASES.SCHEME_VERSION, scheme.version())
                    .set(CASES.PROCEDURE_ID, "provincial")
                    .set(CASES.SUBJECT_KIND, "base")
                    .set(CASES.SUBJECT_ID, "seen-" + i)
                    .set(CASES.TITLE, "申报" + i)
                    .set(CASES.REGION_CODE, place)
                    .set(CASES.STAGE, "start")
                    .set(CASES.STAGE_TITLE, "申报")
                    .set(CASES.STATE, open ? "open" : "ended")
                    .set(CASES.OUTCOME, open ? null : "refused")
                    .set(CASES.DUE_ON, due)
                    .set(CASES.CREATED_BY, 1L)
                    .returning(CASES.ID)
                    .fetchSingle()
                    .getId();
            cases.add(new Row(place, open ? "open" : "ended", TODAY, due, "/cases/" + id));
        }
        for (int i = 0; i < 60; i++) {
            var place = pick(random, PLACES);
            var day = TODAY.minusDays(i % 40);
            var id = sql.insertInto(NOTICES)
                    .set(NOTICES.KIND, "announcement")
                    .set(NOTICES.TITLE, "公告" + i)
                    .set(NOTICES.BODY, "内容")
                    .set(NOTICES.REGION_CODE, place)
                    .set(NOTICES.OFFICE_ID, 1L)
                    .set(NOTICES.OFFICE_NAME, "某局")
                    .set(NOTICES.PUBLISHED_AT, instant(day))
                    .set(NOTICES.STARTS_ON, day)
                    .set(NOTICES.PUBLISHED_BY, 1L)
                    .returning(NOTICES.ID)
                    .fetchSingle()
                    .getId();
            published.add(new Row(place, "", day, null, "/notices/" + id));
        }
    }

    private static Instant instant(LocalDate day) {
        return day.atStartOfDay(java.time.ZoneId.of("Asia/Shanghai")).toInstant();
    }

    @Test
    @DisplayName("超期、整改、在办、累计、最近变化")
    void overview() {
        for (var scope : scopes(900)) {
            var as = scope.toString();
            var late = cases.stream()
                    .filter(row -> row.status().equals("open")
                            && row.due() != null
                            && row.due().isBefore(TODAY))
                    .filter(row -> sees(scope, row.place(), null))
                    .toList();
            var seen = overview.overdue(scope, scheme.id(), TODAY, 1000);
            assertThat(seen.count()).as(as).isEqualTo(late.size());
            assertThat(seen.first().stream().map(Waiting::link))
                    .as(as)
                    .containsExactlyInAnyOrderElementsOf(
                            late.stream().map(Row::title).toList());
            assertThat(overview.overdue(scope, scheme.id(), TODAY, 2).count())
                    .as(as)
                    .isEqualTo(late.size());
            assertThat(overview.overdueByDivision(scope, null, TODAY).values().stream()
                            .mapToInt(n -> n)
                            .sum())
                    .as(as)
                    .isEqualTo(scope.region() == null ? 0 : late.size());

            var mending = entries.stream()
                    .filter(row -> row.due() != null && sees(scope, row.place(), null))
                    .map(Row::title)
                    .toList();
            var rectifications = overview.rectifications(scope, scheme.id(), 1000);
            assertThat(rectifications.count()).as(as).isEqualTo(mending.size());
            assertThat(rectifications.first().stream().map(Waiting::link))
                    .as(as)
                    .containsExactlyInAnyOrderElementsOf(mending);

            // Kept by county: below it a person sees none rather than his county's.
            boolean kept = scope.region() != null && scope.region().level().ordinal() <= Level.COUNTY.ordinal();
            assertThat(overview.underWay(scope, scheme.id()).values().stream()
                            .mapToLong(n -> n)
                            .sum())
                    .as(as)
                    .isEqualTo(
                            kept
                                    ? cases.stream()
                                            .filter(row ->
                                                    row.status().equals("open") && sees(scope, row.place(), null))
                                            .count()
                                    : 0);

            var growth = overview.growth(scope, scheme.id(), "quality-base", null, TODAY);
            assertThat(growth.isEmpty() ? 0 : growth.getLast().total())
                    .as(as)
                    .isEqualTo(entries.stream()
                            .filter(row -> Progress.IN_CATALOGUE.contains(row.status()))
                            .filter(row -> !row.day().isAfter(TODAY) && sees(scope, row.place(), null))
                            .count());

            assertThat(overview.changes(scope, instant(TODAY.plusDays(1)), 1000).stream()
                            .map(Overview.Change::link))
                    .as(as)
                    .containsExactlyInAnyOrderElementsOf(published.stream()
                            .filter(row -> sees(scope, row.place(), null))
                            .map(Row::title)
                            .toList());
        }
    }

    @Test
    @DisplayName("上报的数：经过、合计和下级，都不出辖区")
    void reportedFigures() {
        var random = new Random(SEED + 1);
        var counties = List.of("140423", "140427", "140105", "140121", "140431");
        record Told(String place, BigDecimal value) {}
        var told = new ArrayList<Told>();
        for (var county : counties) {
            if (random.nextInt(4) == 0) continue;
            var value = BigDecimal.valueOf(1 + random.nextInt(900), 1);
            sql.insertInto(REPORTS)
                    .set(REPORTS.SCHEME_ID, scheme.id())
                    .set(REPORTS.INDICATOR, "green")
                    .set(REPORTS.REGION_CODE, county)
                    .set(REPORTS.PERIOD, "2026")
                    .set(REPORTS.VALUE, value)
                    .set(REPORTS.OFFICE_ID, 1L)
                    .set(REPORTS.OFFICE_NAME, "某局")
                    .set(REPORTS.ACCOUNT_ID, 1L)
                    .set(REPORTS.ACCOUNT_NAME, "测试员")
                    .execute();
            told.add(new Told(county, value));
        }
        for (var scope : scopes(900)) {
            for (var county : counties) {
                var history = figures.history(
                        scope, scheme, new Cell("green", RegionCode.of(county), ReportingPeriod.ofYear(2026)));
                assertThat(history.stream().map(one -> one.value().stripTrailingZeros()))
                        .as(scope + " " + county)
                        .containsExactlyElementsOf(told.stream()
                                .filter(one -> one.place().equals(county) && sees(scope, county, null))
                                .map(one -> one.value().stripTrailingZeros())
                                .toList());
            }
            var inside =
                    told.stream().filter(one -> sees(scope, one.place(), null)).toList();
            var progress = this.progress.targets(scope, scheme, TODAY);
            for (var standing : progress.standings()) {
                assertThat(standing.entries().stream()
                                .map(entry -> entry.region().value())
                                .sorted())
                        .as(scope + " " + standing.indicator().id())
                        .isSubsetOf(inside.stream().map(Told::place).toList());
            }
            if (!(scope instanceof Scope.Within(var area))) {
                assertThat(progress.standings()).isEmpty();
                assertThat(figures.lines(scope, scheme, 2026)).isEmpty();
                continue;
            }
            var green = scheme.indicator("green").orElseThrow();
            for (var part : this.progress.byDivision(scope, scheme, green, TODAY))
                assertThat(area.contains(part.region())).as(scope + " " + part).isTrue();
            for (var line : figures.lines(scope, scheme, 2026)) {
                assertThat(line.cell().region()).as(scope.toString()).isEqualTo(area);
                assertThat(line.missing().stream().map(one -> one.code().value()))
                        .as(scope + " " + line)
                        .allMatch(code -> code.startsWith(beginning(area.value())));
            }
        }
        assertThat(told).hasSizeGreaterThan(2);
    }
}
