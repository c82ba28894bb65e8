package org.nongyou.indicator;

import static nongyoudb.indicator.Tables.CASE_DIFFERENCES;
import static nongyoudb.indicator.Tables.LISTINGS;
import static nongyoudb.indicator.Tables.NOTICES;
import static nongyoudb.indicator.Tables.OPEN_CASES_DUE;
import static nongyoudb.indicator.Tables.RECTIFICATIONS;
import static nongyoudb.indicator.Tables.RETURNS;
import static nongyoudb.indicator.Tables.SETTLEMENTS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.left;
import static org.jooq.impl.DSL.quarter;
import static org.jooq.impl.DSL.year;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nongyoudb.indicator.tables.records.CaseDifferencesRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.job.Tally;
import org.nongyou.kernel.Level;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Frequency;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;

/// What leaders look at beside the targets (驾驶舱): how the catalogue grew, where work waits too long, what changed.
@Service
public class Overview {

    private static final int CHANGE_DAYS = 60;
    private static final long DAY = 86_400;

    private final DSLContext sql;
    private final Tally<Cases> underWay;

    Overview(DSLContext sql) {
        this.sql = sql;
        this.underWay =
                Tally.of(sql, CASE_DIFFERENCES, CASE_DIFFERENCES.ID, CASE_DIFFERENCES.FOLDED, Cases::of, Cases::county);
    }

    /// Cases of one scheme in one county, or a difference of their number.
    private record Cases(String scheme, boolean open, String county, long n) {
        static Cases of(CaseDifferencesRecord row) {
            return new Cases(
                    row.getSchemeId().intern(),
                    row.getState().equals("open"),
                    row.getCountyCode().intern(),
                    row.getN());
        }
    }

    /// How many entries there were at the end of a quarter.
    public record Point(ReportingPeriod quarter, long total) {}

    /// A case past its deadline, or an entry under rectification.
    /// @param link its page
    public record Waiting(RegionCode region, String title, String what, LocalDate due, String link, boolean demo) {}

    /// @param count of all, of which some are shown
    public record WaitingList(int count, List<Waiting> first) {}

    /// What was announced, settled or returned.
    public record Change(Instant at, RegionCode region, String what, String title, String link) {}

    /// The entries that stand in the catalogue today, by the quarter in which they were listed, added up; every
    /// quarter from the first to today's.
    /// @param level only this level, or null for all
    public List<Point> growth(Scope scope, String scheme, String kind, @Nullable Level level, LocalDate today) {
        var theYear = year(LISTINGS.LISTED_ON);
        var theQuarter = quarter(LISTINGS.LISTED_ON);
        var where = LISTINGS.SCHEME_ID
                .eq(scheme)
                .and(LISTINGS.KIND.eq(kind))
                .and(LISTINGS.STATUS.in(Progress.IN_CATALOGUE))
                .and(LISTINGS.LISTED_ON.le(today))
                .and(scope.on(LISTINGS.REGION_CODE));
        if (level != null) where = where.and(LISTINGS.LEVEL.eq(level.code()));
        var added = new HashMap<ReportingPeriod, Integer>();
        sql.select(theYear, theQuarter, count())
                .from(LISTINGS)
                .where(where)
                .groupBy(theYear, theQuarter)
                .forEach(row ->
                        added.put(new ReportingPeriod(row.value1(), Frequency.QUARTER, row.value2()), row.value3()));
        var points = new ArrayList<Point>();
        var first = added.keySet().stream().min(Comparator.comparing(ReportingPeriod::from));
        if (first.isEmpty()) return points;
        long total = 0;
        var last = ReportingPeriod.at(today, Frequency.QUARTER);
        for (var at = first.get(); !at.from().isAfter(last.from()); at = at.next()) {
            total += added.getOrDefault(at, 0);
            points.add(new Point(at, total));
        }
        return points;
    }

    /// Cases on which somebody should have acted before today, the longest overdue first.
    public WaitingList overdue(Scope scope, @Nullable String scheme, LocalDate today, int limit) {
        var where = OPEN_CASES_DUE.DUE_ON.lt(today).and(scope.on(OPEN_CASES_DUE.REGION_CODE));
        if (scheme != null) where = where.and(OPEN_CASES_DUE.SCHEME_ID.eq(scheme));
        var first = sql.selectFrom(OPEN_CASES_DUE)
                .where(where)
                .orderBy(OPEN_CASES_DUE.DUE_ON, OPEN_CASES_DUE.ID)
                .limit(limit)
                .fetch(row -> new Waiting(
                        new RegionCode(row.getRegionCode()),
                        row.getTitle(),
                        row.getStageTitle(),
                        row.getDueOn(),
                        "/cases/" + row.getId(),
                        row.getDemo()));
        return new WaitingList(first.size() < limit ? first.size() : sql.fetchCount(OPEN_CASES_DUE, where), first);
    }

    /// Entries that have to be put right by a date, the nearest first.
    public WaitingList rectifications(Scope scope, @Nullable String scheme, int limit) {
        var where = scope.on(RECTIFICATIONS.REGION_CODE);
        if (scheme != null) where = where.and(RECTIFICATIONS.SCHEME_ID.eq(scheme));
        var first = sql.selectFrom(RECTIFICATIONS)
                .where(where)
                .orderBy(RECTIFICATIONS.DUE_ON, RECTIFICATIONS.ID)
                .limit(limit)
                .fetch(row -> new Waiting(
                        new RegionCode(row.getRegionCode()),
                        row.getTitle(),
                        row.getReason(),
                        row.getDueOn(),
                        "/catalogue/" + row.getListingId(),
                        row.getDemo()));
        return new WaitingList(first.size() < limit ? first.size() : sql.fetchCount(RECTIFICATIONS, where), first);
    }

    /// Overdue cases by division of the level below the scope's region.
    public Map<RegionCode, Integer> overdueByDivision(Scope scope, @Nullable String scheme, LocalDate today) {
        var region = scope.region();
        if (region == null) return Map.of();
        boolean byCity = region.level().isAbove(Level.CITY);
        var code = left(OPEN_CASES_DUE.REGION_CODE, inline(byCity ? 4 : 6));
        var where = OPEN_CASES_DUE.DUE_ON.lt(today).and(scope.on(OPEN_CASES_DUE.REGION_CODE));
        if (scheme != null) where = where.and(OPEN_CASES_DUE.SCHEME_ID.eq(scheme));
        return sql.select(code, count())
                .from(OPEN_CASES_DUE)
                .where(where)
                .groupBy(code)
                .fetchMap(row -> RegionCode.of(byCity ? row.value1() + "00" : row.value1()), row -> row.value2());
    }

    /// How many cases are under way in each county.
    public Map<RegionCode, Long> underWay(Scope scope, String scheme) {
        var region = scope.region();
        if (region == null) return Map.of();
        var counts = new HashMap<RegionCode, Long>();
        underWay.each(region.prefix(), one -> {
            if (one.open && one.scheme.equals(scheme)) counts.merge(RegionCode.of(one.county), one.n, Long::sum);
        });
        counts.values().removeIf(n -> n == 0);
        return counts;
    }

    /// The newest notices, settlements of schemes in force here, and returned cases of the last 60 days.
    public List<Change> changes(Scope scope, Instant now, int limit) {
        var region = scope.region();
        if (region == null) return List.of();
        var since = now.minusSeconds(CHANGE_DAYS * DAY);
        var changes = new ArrayList<Change>();
        sql.selectFrom(NOTICES)
                .where(scope.on(NOTICES.REGION_CODE))
                .and(NOTICES.PUBLISHED_AT.gt(since))
                .orderBy(NOTICES.STARTS_ON.desc(), NOTICES.ID.desc())
                .limit(limit)
                .forEach(row -> changes.add(new Change(
                        row.getPublishedAt(),
                        new RegionCode(row.getRegionCode()),
                        row.getKind().equals("publicity") ? "公示" : "公告",
                        row.getTitle(),
                        "/notices/" + row.getId())));
        sql.selectFrom(SETTLEMENTS)
                .where(SETTLEMENTS.SETTLED_AT.gt(since))
                .orderBy(SETTLEMENTS.ID.desc())
                .limit(50)
                .forEach(row -> {
                    var area = new RegionCode(row.getRegionCode());
                    if (!area.contains(region) && !region.contains(area)) return;
                    changes.add(new Change(
                            row.getSettledAt(),
                            area,
                            row.getOfficeName() + "明确",
                            row.getDecision(),
                            "/schemes/" + Ui.query(row.getSchemeId()) + "?version=" + row.getSchemeVersion()
                                    + "#doubts"));
                });
        sql.selectFrom(RETURNS)
                .where(scope.on(RETURNS.REGION_CODE))
                // Both ends, so that the years to come are left out when the statement is planned.
                .and(RETURNS.HAPPENED_AT.between(since, now.plusSeconds(DAY)))
                .orderBy(RETURNS.HAPPENED_AT.desc())
                .limit(limit)
                .forEach(row -> changes.add(new Change(
                        row.getHappenedAt(),
                        new RegionCode(row.getRegionCode()),
                        row.getOfficeName() + "退回",
                        row.getTitle(),
                        "/cases/" + row.getCaseId())));
        return changes.stream()
                .sorted(Comparator.comparing(Change::at).reversed())
                .limit(limit)
                .toList();
    }
}
