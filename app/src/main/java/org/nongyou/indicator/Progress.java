package org.nongyou.indicator;

import static nongyoudb.indicator.Tables.LISTINGS;
import static nongyoudb.indicator.Tables.LISTING_DIFFERENCES;
import static nongyoudb.indicator.Tables.REPORTS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.left;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.when;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import nongyoudb.indicator.tables.records.ListingDifferencesRecord;
import nongyoudb.indicator.tables.records.ReportsRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.job.Tally;
import org.nongyou.kernel.FactSource;
import org.nongyou.kernel.FactValue;
import org.nongyou.kernel.Level;
import org.nongyou.region.Division;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Bound;
import org.nongyou.scheme.Expression;
import org.nongyou.scheme.Frequency;
import org.nongyou.scheme.Indicator;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Target;
import org.springframework.stereotype.Service;

/// How far the targets of a scheme are reached (指标进度), computed from the rows on each look. The number of statements
/// depends neither on the number of regions nor on that of indicators.
@Service
public class Progress {

    /// What counts as standing in the catalogue: listed, also while warned or under rectification. Suspended, removed,
    /// expired entries do not count, and one promoted to a higher level counts there.
    public static final Set<String> IN_CATALOGUE = Set.of("listed", "warned", "rectifying");

    /// Regions and years are few; who walks through all counties begins anew.
    private static final int MOST_ANSWERS = 400;

    private final DSLContext sql;
    private final Divisions divisions;
    private final Reporting reporting;
    private final List<FactSource> sources;
    private final Tally<Entries> tally;
    private final Map<Asked, Answer> answers = new ConcurrentHashMap<>();
    private final Map<Look, Seen> seen = new ConcurrentHashMap<>();

    Progress(DSLContext sql, Divisions divisions, Reporting reporting, List<FactSource> sources) {
        this.sql = sql;
        this.divisions = divisions;
        this.reporting = reporting;
        this.sources = sources;
        this.tally = Tally.of(
                sql,
                LISTING_DIFFERENCES,
                LISTING_DIFFERENCES.ID,
                LISTING_DIFFERENCES.FOLDED,
                Entries::of,
                Entries::county);
    }

    /// Entries of the catalogue of one sort, in one county, listed in one year; or a difference of their number.
    private record Entries(
            String scheme,
            String kind,
            String level,
            String classId,
            String status,
            String county,
            int year,
            long n,
            BigDecimal mu) {

        static Entries of(ListingDifferencesRecord row) {
            return new Entries(
                    row.getSchemeId().intern(),
                    row.getKind().intern(),
                    row.getLevel().intern(),
                    row.getClassId().intern(),
                    row.getStatus().intern(),
                    row.getCountyCode().intern(),
                    row.getYear(),
                    row.getN(),
                    row.getAreaMu());
        }

        /// Whether they stand in the catalogue and were listed in one of the years.
        boolean standing(String ofScheme, int from, int to) {
            return scheme.equals(ofScheme) && year >= from && year <= to && IN_CATALOGUE.contains(status);
        }
    }

    /// @param years for which the flows are counted anew, newest first
    private record Asked(String scheme, int version, RegionCode region, int year, List<Integer> years) {}

    private record Answer(Scheme scheme, Tally.Stamp stamp, Map<String, NavigableMap<String, BigDecimal>> counted) {}

    /// What was made of a sheet, for as long as the next sheet says the same.
    private record Seen(Sheet sheet, SchemeProgress progress) {}

    private record Look(String scheme, int version, RegionCode region, LocalDate on) {}

    /// The kept differences added up for each indicator. They change with a decision, pages are read far more often:
    /// the sums stay until a row comes.
    private Map<String, NavigableMap<String, BigDecimal>> counted(
            RegionCode region, Scheme scheme, LocalDate on, List<Integer> years) {
        int year = on.getYear();
        var asked = new Asked(scheme.id(), scheme.version(), region, year, years);
        var look = tally.look();
        var stamp = look.stamp();
        var known = answers.get(asked);
        if (known != null && known.scheme() == scheme && known.stamp().equals(stamp)) return known.counted();
        var sheet = new Sheet(scheme, on, reporting, divisions, (_, _) -> Optional.empty());
        sheet.count(Sheet.STANDING, counted(look, region, scheme, 0, year));
        for (int one : years) sheet.count(String.valueOf(one), counted(look, region, scheme, one, one));
        if (answers.size() >= MOST_ANSWERS) answers.clear();
        answers.put(asked, new Answer(scheme, stamp, sheet.counted()));
        return sheet.counted();
    }

    /// By sort and county.
    private static List<Sheet.Counted> counted(
            Tally<Entries>.Look look, RegionCode region, Scheme scheme, int from, int to) {
        record Sort(String kind, String level, String classId, String county) {}
        var sums = new HashMap<Sort, Sums>();
        look.each(region.prefix(), one -> {
            if (one.standing(scheme.id(), from, to))
                sums.computeIfAbsent(new Sort(one.kind(), one.level(), one.classId(), one.county()), _ -> new Sums())
                        .add(one);
        });
        var rows = new ArrayList<Sheet.Counted>(sums.size());
        sums.forEach((sort, sum) -> {
            if (sum.n != 0) {
                rows.add(new Sheet.Counted(sort.kind(), sort.level(), sort.classId(), sort.county(), sum.n, sum.mu));
            }
        });
        return rows;
    }

    private static final class Sums {
        private long n;
        private BigDecimal mu = BigDecimal.ZERO;

        void add(Entries one) {
            n += one.n();
            mu = mu.add(one.mu());
        }
    }

    /// All targets of the scheme, seen from the scope's region.
    /// @param on the day as of which they are looked at; entries listed in later years do not count
    public SchemeProgress targets(Scope scope, Scheme scheme, LocalDate on) {
        var region = scope.region();
        if (region == null) return new SchemeProgress(scheme, RegionCode.of(scheme.region()), on, List.of());
        var sheet = sheet(scope, region, scheme, on);
        if (asksFacts(scheme)) return of(sheet, scheme, region, on);
        var look = new Look(scheme.id(), scheme.version(), region, on);
        var before = seen.get(look);
        if (before != null && before.sheet().says(sheet)) return before.progress();
        var progress = of(sheet, scheme, region, on);
        if (seen.size() >= MOST_ANSWERS) seen.clear();
        seen.put(look, new Seen(sheet, progress));
        return progress;
    }

    private SchemeProgress of(Sheet sheet, Scheme scheme, RegionCode region, LocalDate on) {
        var standings = new ArrayList<TargetStanding>();
        var below = new LinkedHashMap<String, List<Target>>();
        for (var target : scheme.everyTarget().stream().distinct().toList()) {
            var indicator = scheme.indicator(target.indicator()).orElseThrow();
            switch (target.where()) {
                case Target.Where.ForEach(var each) ->
                    forEach(sheet, scheme, target, indicator, each.level(), region, on)
                            .ifPresent(standings::add);
                case Target.Where.Region(var code) -> {
                    var own = RegionCode.of(code);
                    if (own.equals(region)) {
                        standings.add(direct(sheet, target, indicator, own, on));
                    } else if (region.contains(own)) {
                        below.computeIfAbsent(
                                        indicator.id() + ' ' + own.level() + ' ' + target.when(),
                                        _ -> new ArrayList<>())
                                .add(target);
                    } else if (own.contains(region)) {
                        standings.add(share(sheet, target, indicator, region, on));
                    }
                }
            }
        }
        for (var group : below.values()) standings.add(ofLowerTargets(sheet, scheme, group, region, on));
        return new SchemeProgress(scheme, region, on, standings);
    }

    /// What each division directly below brings to an indicator, and the region's own figure first.
    public List<TargetStanding.Part> byDivision(Scope scope, Scheme scheme, Indicator indicator, LocalDate on) {
        var region = scope.region();
        if (region == null) return List.of();
        var sheet = sheet(scope, region, scheme, on);
        var frequency = reporting.flow(scheme, indicator);
        var span =
                frequency.map(f -> span(sheet, indicator, region, f, on).code()).orElse(Sheet.STANDING);
        var bound = new Bound(null, null);
        var parts = new ArrayList<TargetStanding.Part>();
        parts.add(new TargetStanding.Part(
                region,
                divisions.name(region),
                bound,
                sheet.measured(indicator, region, span),
                TargetState.SHARE,
                null));
        if (region.level().isAbove(Level.COUNTY)) {
            for (var child : divisions.children(region)) {
                var measured = sheet.measured(indicator, child.code(), span);
                parts.add(
                        new TargetStanding.Part(child.code(), child.name(), bound, measured, TargetState.SHARE, null));
            }
        }
        return parts;
    }

    private TargetStanding direct(Sheet sheet, Target target, Indicator indicator, RegionCode region, LocalDate on) {
        var time = time(sheet, target, indicator, region, on);
        var measured = sheet.measured(indicator, region, time.span());
        return new TargetStanding(
                target,
                indicator,
                region,
                divisions.name(region),
                time.title(),
                measured,
                TargetState.of(target.bound(), measured.amount()),
                TargetState.gap(target.bound(), measured.amount()),
                time.past(),
                List.of(),
                sheet.entries(indicator, region, time.span()));
    }

    private TargetStanding share(Sheet sheet, Target target, Indicator indicator, RegionCode region, LocalDate on) {
        var time = time(sheet, target, indicator, region, on);
        var measured = sheet.measured(indicator, region, time.span());
        return new TargetStanding(
                target,
                indicator,
                region,
                divisions.name(region),
                time.title(),
                measured,
                TargetState.SHARE,
                null,
                time.past(),
                List.of(),
                sheet.entries(indicator, region, time.span()));
    }

    private Optional<TargetStanding> forEach(
            Sheet sheet,
            Scheme scheme,
            Target target,
            Indicator indicator,
            @Nullable Level level,
            RegionCode region,
            LocalDate on) {
        var area = RegionCode.of(scheme.region());
        if (!area.contains(region) && !region.contains(area)) return Optional.empty();
        if (level == null || level.ordinal() > Level.COUNTY.ordinal()) {
            var time = time(sheet, target, indicator, region, on);
            return Optional.of(new TargetStanding(
                    target,
                    indicator,
                    region,
                    divisions.name(region),
                    time.title(),
                    Measured.none(0),
                    TargetState.NOT_HELD,
                    null,
                    time.past(),
                    List.of(),
                    List.of()));
        }
        if (region.level() == level) return Optional.of(direct(sheet, target, indicator, region, on));
        if (level.isAbove(region.level())) return Optional.of(share(sheet, target, indicator, region, on));
        var time = time(sheet, target, indicator, region, on);
        var parts = new ArrayList<TargetStanding.Part>();
        for (var division : divisions.within(area.contains(region) ? region : area, level)) {
            parts.add(part(sheet, indicator, division, target.bound(), time.span()));
        }
        return Optional.of(of(sheet, target, indicator, region, time, parts));
    }

    /// The targets that the document sets for single divisions of the region, such as the rows of a yearly plan.
    private TargetStanding ofLowerTargets(
            Sheet sheet, Scheme scheme, List<Target> targets, RegionCode region, LocalDate on) {
        var first = targets.getFirst();
        var indicator = scheme.indicator(first.indicator()).orElseThrow();
        var time = time(sheet, first, indicator, region, on);
        if (targets.size() == 1 && first.where() instanceof Target.Where.Region(var code))
            return direct(sheet, first, indicator, RegionCode.of(code), on);
        var parts = new ArrayList<TargetStanding.Part>();
        for (var target : targets) {
            if (!(target.where() instanceof Target.Where.Region(var code))) continue;
            divisions
                    .find(RegionCode.of(code))
                    .ifPresent(division -> parts.add(part(sheet, indicator, division, target.bound(), time.span())));
        }
        return of(sheet, first, indicator, region, time, parts);
    }

    private TargetStanding of(
            Sheet sheet,
            Target target,
            Indicator indicator,
            RegionCode region,
            Time time,
            List<TargetStanding.Part> parts) {
        long reached = parts.stream().filter(TargetStanding.Part::reached).count();
        long known =
                parts.stream().filter(part -> part.measured().amount() != null).count();
        var state = reached == parts.size() ? TargetState.MET : known == 0 ? TargetState.UNKNOWN : TargetState.SHORT;
        var gap = reached == parts.size() ? null : BigDecimal.valueOf(parts.size() - reached);
        return new TargetStanding(
                target,
                indicator,
                region,
                divisions.name(region),
                time.title(),
                sheet.measured(indicator, region, time.span()),
                state,
                gap,
                time.past(),
                parts,
                sheet.entries(indicator, region, time.span()));
    }

    private static TargetStanding.Part part(
            Sheet sheet, Indicator indicator, Division division, Bound bound, String span) {
        var measured = sheet.measured(indicator, division.code(), span);
        return new TargetStanding.Part(
                division.code(),
                division.name(),
                bound,
                measured,
                TargetState.of(bound, measured.amount()),
                TargetState.gap(bound, measured.amount()));
    }

    /// @param span key of the sheet
    private record Time(String span, String title, boolean past) {}

    private Time time(Sheet sheet, Target target, Indicator indicator, RegionCode region, LocalDate on) {
        return switch (target.when()) {
            case Target.When.By(var year) -> new Time(Sheet.STANDING, year + "年底", on.getYear() > year);
            case Target.When.Every(var frequency) -> {
                var span = span(sheet, indicator, region, frequency, on);
                yield new Time(span.code(), span.title(), span.to().isBefore(on));
            }
        };
    }

    /// The running span; the one before while nothing is known of the running one but something of that.
    private static ReportingPeriod span(
            Sheet sheet, Indicator indicator, RegionCode region, Frequency frequency, LocalDate on) {
        var running = ReportingPeriod.at(on, frequency);
        var before = running.previous();
        return !sheet.anyEntered(indicator, region, running.code())
                        && sheet.anyEntered(indicator, region, before.code())
                ? before
                : running;
    }

    /// Whether other modules are asked for a value, which no sheet holds.
    private boolean asksFacts(Scheme scheme) {
        return scheme.indicators().stream()
                .anyMatch(one -> one.how() instanceof Indicator.How.Fact(var value) && reporting.supplied(value));
    }

    private Sheet sheet(Scope scope, RegionCode region, Scheme scheme, LocalDate on) {
        var sheet = new Sheet(scheme, on, reporting, divisions, (value, place) -> fact(value, place, on));
        sheet.enter(Sheet.STANDING, newest(scope, scheme, on));
        var flows = new EnumMap<Frequency, Boolean>(Frequency.class);
        for (var target : scheme.everyTarget()) {
            if (target.when() instanceof Target.When.Every(var frequency)) {
                boolean counts = scheme.indicator(target.indicator())
                        .filter(one -> one.how() instanceof Indicator.How.Count
                                || one.how() instanceof Indicator.How.Sum
                                || one.how() instanceof Indicator.How.Ratio)
                        .isPresent();
                flows.merge(frequency, counts, Boolean::logicalOr);
            }
        }
        boolean kept = region.level().ordinal() <= Level.COUNTY.ordinal();
        if (kept) {
            boolean yearly = flows.getOrDefault(Frequency.YEAR, false) && countsRows(scheme);
            sheet.counted(counted(region, scheme, on, yearly ? List.of(on.getYear(), on.getYear() - 1) : List.of()));
        } else {
            sheet.count(Sheet.STANDING, counted(scope, region, scheme, on));
        }
        var periods = new HashSet<String>();
        flows.forEach((frequency, counts) -> {
            var running = ReportingPeriod.at(on, frequency);
            periods.add(running.code());
            periods.add(running.previous().code());
            if (counts && countsRows(scheme) && !(kept && frequency == Frequency.YEAR))
                countSpans(sheet, scope, scheme, running);
        });
        if (!periods.isEmpty()) {
            var byPeriod = new HashMap<String, List<FigureReport>>();
            sql.selectFrom(REPORTS)
                    .where(REPORTS.SCHEME_ID.eq(scheme.id()))
                    .and(REPORTS.CURRENT)
                    .and(REPORTS.PERIOD.in(periods))
                    .and(scope.on(REPORTS.REGION_CODE))
                    .forEach(row -> byPeriod.computeIfAbsent(row.getPeriod(), _ -> new ArrayList<>())
                            .add(report(row)));
            byPeriod.forEach(sheet::enter);
        }
        return sheet;
    }

    private static boolean countsRows(Scheme scheme) {
        return scheme.indicators().stream()
                .anyMatch(one -> one.how() instanceof Indicator.How.Count || one.how() instanceof Indicator.How.Sum);
    }

    /// Below the county, where no counts are kept: the rows themselves.
    private List<Sheet.Counted> counted(Scope scope, RegionCode region, Scheme scheme, LocalDate on) {
        return sql.select(
                        LISTINGS.KIND, LISTINGS.LEVEL, coalesce(LISTINGS.CLASS_ID, ""), count(), sum(LISTINGS.AREA_MU))
                .from(LISTINGS)
                .where(LISTINGS.SCHEME_ID.eq(scheme.id()))
                .and(LISTINGS.STATUS.in(IN_CATALOGUE))
                .and(LISTINGS.LISTED_ON.lt(LocalDate.of(on.getYear() + 1, 1, 1)))
                .and(scope.on(LISTINGS.REGION_CODE))
                .groupBy(LISTINGS.KIND, LISTINGS.LEVEL, LISTINGS.CLASS_ID)
                .fetch(row -> new Sheet.Counted(
                        row.value1(), row.value2(), row.value3(), region.value(), row.value4(), zero(row.value5())));
    }

    /// Entries listed within the running span and the one before it, for targets that begin anew each time.
    private void countSpans(Sheet sheet, Scope scope, Scheme scheme, ReportingPeriod running) {
        var now = when(LISTINGS.LISTED_ON.ge(inline(running.from())), inline(true))
                .otherwise(inline(false));
        // By county; for a township's or a village's person all rows are of that one place.
        var region = scope.region();
        int digits = region == null ? 6 : Math.max(6, region.prefix().length());
        var code = left(LISTINGS.REGION_CODE, inline(digits));
        var rows = sql.select(
                        LISTINGS.KIND,
                        LISTINGS.LEVEL,
                        coalesce(LISTINGS.CLASS_ID, ""),
                        code,
                        now,
                        count(),
                        sum(LISTINGS.AREA_MU))
                .from(LISTINGS)
                .where(LISTINGS.SCHEME_ID.eq(scheme.id()))
                .and(LISTINGS.STATUS.in(IN_CATALOGUE))
                .and(LISTINGS.LISTED_ON.between(running.previous().from(), running.to()))
                .and(scope.on(LISTINGS.REGION_CODE))
                .groupBy(LISTINGS.KIND, LISTINGS.LEVEL, LISTINGS.CLASS_ID, code, now)
                .fetchGroups(
                        row -> row.value5(),
                        row -> new Sheet.Counted(
                                row.value1(),
                                row.value2(),
                                row.value3(),
                                row.value4(),
                                row.value6(),
                                zero(row.value7())));
        sheet.count(running.code(), rows.getOrDefault(true, List.of()));
        sheet.count(running.previous().code(), rows.getOrDefault(false, List.of()));
    }

    /// Of each place the newest entry that is not of a later year.
    private List<FigureReport> newest(Scope scope, Scheme scheme, LocalDate on) {
        return sql.select()
                .distinctOn(REPORTS.INDICATOR, REPORTS.REGION_CODE)
                .from(REPORTS)
                .where(REPORTS.SCHEME_ID.eq(scheme.id()))
                .and(REPORTS.CURRENT)
                .and(REPORTS.PERIOD.lt(String.valueOf(on.getYear() + 1)))
                .and(scope.on(REPORTS.REGION_CODE))
                .orderBy(REPORTS.INDICATOR, REPORTS.REGION_CODE, REPORTS.PERIOD.desc())
                .fetch(row -> report(row.into(REPORTS)));
    }

    private Optional<FactValue> fact(Expression value, RegionCode region, LocalDate on) {
        var given = new HashMap<String, Object>();
        given.put("today", on);
        given.put("region", region.value());
        String link = null;
        for (var source : sources) {
            var wanted = new HashSet<>(value.facts());
            wanted.retainAll(source.supplies());
            if (wanted.isEmpty()) continue;
            for (var told : source.values("region", region.value(), wanted, on).entrySet()) {
                given.put(told.getKey(), told.getValue().value());
                if (link == null) link = told.getValue().link();
            }
        }
        if (!value.missingFrom(given).isEmpty()) return Optional.empty();
        given.keySet().retainAll(value.facts());
        return Optional.of(new FactValue(value.evaluate(given), link));
    }

    static FigureReport report(ReportsRecord row) {
        return new FigureReport(
                row.getId(),
                row.getIndicator(),
                new RegionCode(row.getRegionCode()),
                row.getPeriod(),
                row.getValue().stripTrailingZeros(),
                row.getNote(),
                row.getReason(),
                row.getReplaces(),
                row.getFileId(),
                row.getOfficeName(),
                row.getAccountName(),
                row.getReportedAt(),
                row.getFirstAt(),
                row.getChecked(),
                row.getCurrent(),
                row.getDemo());
    }

    private static BigDecimal zero(@Nullable BigDecimal value) {
        return value == null ? BigDecimal.ZERO : value;
    }
}
