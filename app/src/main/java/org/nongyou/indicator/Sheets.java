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
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import nongyoudb.indicator.tables.records.ListingDifferencesRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.job.Tally;
import org.nongyou.kernel.AreaFactSource;
import org.nongyou.kernel.FactSource;
import org.nongyou.kernel.FactValue;
import org.nongyou.kernel.Level;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Expression;
import org.nongyou.scheme.Frequency;
import org.nongyou.scheme.Indicator;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Target;
import org.springframework.stereotype.Component;

/// Reads the figures of a scheme in an area: the kept counts, what offices entered, and, where no counts are kept, the
/// rows themselves. The number of statements depends neither on the number of regions nor on that of indicators.
@Component
class Sheets {

    /// Regions and years are few; who walks through all counties begins anew.
    private static final int MOST_ANSWERS = 400;

    private final DSLContext sql;
    private final Divisions divisions;
    private final Reporting reporting;
    private final List<FactSource> sources;
    private final Tally<Entries> tally;
    private final Map<Asked, Answer> answers = new ConcurrentHashMap<>();

    Sheets(DSLContext sql, Divisions divisions, Reporting reporting, List<FactSource> sources) {
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
            return scheme.equals(ofScheme) && year >= from && year <= to && Progress.IN_CATALOGUE.contains(status);
        }
    }

    /// @param years for which the flows are counted anew, newest first
    private record Asked(String scheme, int version, RegionCode region, int year, List<Integer> years) {}

    private record Answer(Scheme scheme, Tally.Stamp stamp, Map<String, NavigableMap<String, BigDecimal>> counted) {}

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

    /// @param on the day as of which the area is looked at
    Sheet read(Scope scope, RegionCode region, Scheme scheme, LocalDate on) {
        var areas = new Areas(region, on);
        var sheet = new Sheet(scheme, on, reporting, divisions, (value, place) -> fact(value, place, areas));
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
                            .add(FigureReport.of(row)));
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
                .and(LISTINGS.STATUS.in(Progress.IN_CATALOGUE))
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
                .and(LISTINGS.STATUS.in(Progress.IN_CATALOGUE))
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
                .fetch(row -> FigureReport.of(row.into(REPORTS)));
    }

    /// What sources told of a sheet's places: one that tells of areas is asked once for all of them.
    private static final class Areas {

        private record Asked(AreaFactSource source, Set<String> wanted) {}

        private final RegionCode whole;
        private final LocalDate on;
        private final Map<Asked, Function<String, Map<String, FactValue>>> told = new HashMap<>();

        Areas(RegionCode whole, LocalDate on) {
            this.whole = whole;
            this.on = on;
        }

        Map<String, FactValue> values(FactSource source, RegionCode place, Set<String> wanted) {
            return source instanceof AreaFactSource many && whole.contains(place)
                    ? told.computeIfAbsent(
                                    new Asked(many, wanted), asked -> many.within(whole.value(), asked.wanted(), on))
                            .apply(place.value())
                    : source.values("region", place.value(), wanted, on);
        }
    }

    private Optional<FactValue> fact(Expression value, RegionCode region, Areas areas) {
        var given = new HashMap<String, Object>();
        given.put("today", areas.on);
        given.put("region", region.value());
        String link = null;
        for (var source : sources) {
            var wanted = new HashSet<>(value.facts());
            wanted.retainAll(source.supplies());
            if (wanted.isEmpty()) continue;
            for (var told : areas.values(source, region, wanted).entrySet()) {
                given.put(told.getKey(), told.getValue().value());
                if (link == null) link = told.getValue().link();
            }
        }
        if (!value.missingFrom(given).isEmpty()) return Optional.empty();
        given.keySet().retainAll(value.facts());
        return Optional.of(new FactValue(value.evaluate(given), link));
    }

    private static BigDecimal zero(@Nullable BigDecimal value) {
        return value == null ? BigDecimal.ZERO : value;
    }
}
