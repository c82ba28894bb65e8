package org.nongyou.indicator;

import static nongyoudb.indicator.Tables.REPORTS;
import static nongyoudb.indicator.Tables.TOTALS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.left;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.sum;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.region.Division;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Frequency;
import org.nongyou.scheme.Indicator;
import org.nongyou.scheme.Scheme;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;

/// Sums of entered figures by indicator, span and region (填报汇总). Today's come from kept sums (decision 0008), those
/// as of a day from the entries that held then. What a division entered under an earlier code counts as its own.
@Service
public class Totals {

    private static final Sum NOTHING = new Sum(0, BigDecimal.ZERO);

    /// After the name of a division that is none any more.
    private static final String GONE = "（已撤并）";

    private final DSLContext sql;
    private final Reporting reporting;
    private final Divisions divisions;
    private final Clock clock;

    Totals(DSLContext sql, Reporting reporting, Divisions divisions, Clock clock) {
        this.sql = sql;
        this.reporting = reporting;
        this.divisions = divisions;
        this.clock = clock;
    }

    /// @param period the span asked for; a finer figure is added up over it
    /// @param asOf   the day at whose end the sums are told, or null for now
    public record Asked(
            Scheme scheme, ReportingPeriod period, @Nullable LocalDate asOf) {}

    /// A place in the list of entries: what comes after it stands on the next page.
    public record Mark(String period, RegionCode region) {}

    /// The indicators that rest on what offices enter, ratios of two of them, and those that the system computes and an
    /// office may enter beside it, to compare.
    public List<Indicator> indicators(Scheme scheme) {
        return scheme.indicators().stream()
                .filter(one -> entered(scheme, one) || ratio(scheme, one) || reporting.compared(scheme, one))
                .toList();
    }

    /// Every indicator of the scheme for the scope's region.
    public List<Total> byIndicator(Scope scope, Asked asked) {
        var region = scope.region();
        if (region == null) return List.of();
        var indicators = indicators(asked.scheme());
        var known = read(scope, region, asked, indicators, List.of(), codes(region));
        var place = place(region);
        return indicators.stream().map(one -> total(asked, known, one, place)).toList();
    }

    /// The scope's region, then each division of the next level: those of today, and those of then that are part of
    /// none
    /// of today's.
    public List<Total> byDivision(Scope scope, Asked asked, Indicator indicator) {
        var region = scope.region();
        if (region == null) return List.of();
        var places = new ArrayList<Place>();
        places.add(place(region));
        for (var child : divisions.children(region)) places.add(place(child.code()));
        var covered = new LinkedHashSet<RegionCode>();
        for (var place : places) covered.addAll(place.codes());
        for (var child : ended(region)) {
            if (!covered.contains(child.code()))
                places.add(new Place(child.code(), child.name() + GONE, List.of(child.code())));
        }
        var codes = new LinkedHashSet<RegionCode>();
        for (var place : places) codes.addAll(place.codes());
        var known = read(scope, region, asked, List.of(indicator), List.of(), codes);
        var totals = new ArrayList<Total>();
        for (var place : places) {
            var total = total(asked, known, indicator, place);
            if (!place.name().endsWith(GONE) || total.known()) totals.add(total);
        }
        return totals;
    }

    /// The scope's region over the spans of the years from the first to the asked one, oldest first.
    public List<Total> byPeriod(Scope scope, Asked asked, Indicator indicator) {
        var region = scope.region();
        if (region == null) return List.of();
        var today = LocalDate.now(clock);
        var frequency = frequency(asked.scheme(), indicator);
        int first = frequency == Frequency.YEAR
                ? asked.scheme().period().from().getYear()
                : asked.period().year();
        var periods = new ArrayList<ReportingPeriod>();
        for (var at = ReportingPeriod.at(LocalDate.of(first, 1, 1), frequency);
                at.year() <= asked.period().year() && !at.from().isAfter(today);
                at = at.next()) periods.add(at);
        if (periods.isEmpty()) return List.of();
        var known = read(scope, region, asked, List.of(indicator), periods, codes(region));
        var place = place(region);
        return periods.stream()
                .map(period -> total(new Asked(asked.scheme(), period, asked.asOf()), known, indicator, place))
                .toList();
    }

    /// The entries of one level in the scope that a sum is made of, in the order of spans and regions.
    /// @param after the last one of the page before, or null
    public List<FigureReport> entries(
            Scope scope, Asked asked, Indicator indicator, Level level, @Nullable Mark after, int limit) {
        var asOf = asked.asOf();
        var later = asOf == null ? null : REPORTS.as("later");
        return sql.selectFrom(REPORTS)
                .where(REPORTS.SCHEME_ID.eq(asked.scheme().id()))
                .and(REPORTS.INDICATOR.eq(indicator.id()))
                .and(REPORTS.PERIOD.in(codesOf(spans(asked, indicator))))
                .and(seen(scope, REPORTS.REGION_CODE))
                .and(levelOf(REPORTS.REGION_CODE).eq(level.code()))
                .and(
                        asOf == null || later == null
                                ? REPORTS.CURRENT
                                : REPORTS.REPORTED_AT
                                        .lt(end(asOf))
                                        .andNotExists(sql.selectOne()
                                                .from(later)
                                                .where(later.REPLACES.eq(REPORTS.ID))
                                                .and(later.REPORTED_AT.lt(end(asOf)))))
                .and(
                        after == null
                                ? noCondition()
                                : row(REPORTS.PERIOD, REPORTS.REGION_CODE)
                                        .gt(after.period(), after.region().value()))
                .orderBy(REPORTS.PERIOD, REPORTS.REGION_CODE)
                .limit(limit)
                .fetch(FigureReport::of);
    }

    /// How often an indicator is entered; a ratio as often as its parts.
    public Frequency frequency(Scheme scheme, Indicator indicator) {
        return parts(scheme, indicator).stream()
                .map(one -> reporting.frequency(scheme, one))
                .findFirst()
                .orElse(Frequency.YEAR);
    }

    private boolean entered(Scheme scheme, Indicator indicator) {
        return reporting.level(scheme, indicator).isPresent();
    }

    private boolean ratio(Scheme scheme, Indicator indicator) {
        return indicator.how() instanceof Indicator.How.Ratio(var of, var to)
                && entered(scheme, scheme.indicator(of).orElseThrow())
                && entered(scheme, scheme.indicator(to).orElseThrow());
    }

    /// The entered indicators that one rests on.
    private static List<Indicator> parts(Scheme scheme, Indicator indicator) {
        return indicator.how() instanceof Indicator.How.Ratio(var of, var to)
                ? List.of(
                        scheme.indicator(of).orElseThrow(), scheme.indicator(to).orElseThrow())
                : List.of(indicator);
    }

    /// The spans of the indicator's own frequency that make up the asked one, begun by today; of a coarser figure the
    /// one around it.
    private List<ReportingPeriod> spans(Asked asked, Indicator indicator) {
        var frequency = frequency(asked.scheme(), indicator);
        var period = asked.period();
        var first = ReportingPeriod.at(period.from(), frequency);
        var today = LocalDate.now(clock);
        var spans = new ArrayList<ReportingPeriod>();
        for (var at = first; !at.from().isAfter(period.to()) && !at.from().isAfter(today); at = at.next())
            spans.add(at);
        return spans.isEmpty() ? List.of(first) : spans;
    }

    private static List<String> codesOf(List<ReportingPeriod> periods) {
        return periods.stream().map(ReportingPeriod::code).toList();
    }

    /// A division with all the codes it has had.
    private record Place(RegionCode region, String name, List<RegionCode> codes) {}

    private Place place(RegionCode region) {
        return new Place(region, divisions.name(region), List.copyOf(codes(region)));
    }

    private Set<RegionCode> codes(RegionCode region) {
        var codes = new LinkedHashSet<RegionCode>();
        codes.add(region);
        codes.addAll(divisions.predecessors(region));
        return codes;
    }

    private List<Division> ended(RegionCode region) {
        return switch (region.level()) {
            case NATIONAL -> divisions.ended(region, Level.PROVINCE);
            case PROVINCE -> divisions.ended(region, Level.CITY);
            case CITY -> divisions.ended(region, Level.COUNTY);
            case COUNTY, TOWNSHIP, VILLAGE -> List.of();
        };
    }

    private record Key(String indicator, String period, RegionCode region) {}

    private record Sum(int n, BigDecimal total) {
        Sum plus(Sum other) {
            return new Sum(n + other.n, total.add(other.total));
        }
    }

    private record Pair(String of, String to, String period, RegionCode region) {}

    private record Both(int n, BigDecimal of, BigDecimal to) {
        Both plus(Both other) {
            return new Both(n + other.n, of.add(other.of), to.add(other.to));
        }
    }

    /// What was read for the asked places: own entries, sums by level, and of ratios the sums of the offices that
    /// entered
    /// both parts.
    private static final class Known {
        private final Map<Key, BigDecimal> own = new HashMap<>();
        private final Map<Key, Map<Level, Sum>> sums = new HashMap<>();
        private final Map<Pair, Both> pairs = new HashMap<>();

        void add(Key key, Level level, Sum sum) {
            sums.computeIfAbsent(key, _ -> new EnumMap<>(Level.class)).merge(level, sum, Sum::plus);
        }
    }

    private Known read(
            Scope scope,
            RegionCode region,
            Asked asked,
            List<Indicator> indicators,
            List<ReportingPeriod> over,
            Collection<RegionCode> places) {
        var known = new Known();
        var entered = new LinkedHashSet<String>();
        var periods = new LinkedHashSet<String>();
        for (var indicator : indicators) {
            for (var part : parts(asked.scheme(), indicator)) {
                entered.add(part.id());
                periods.addAll(codesOf(over.isEmpty() ? spans(asked, part) : over));
            }
        }
        if (entered.isEmpty()) return known;
        var asOf = asked.asOf();
        if (asOf == null) {
            readKept(scope, asked.scheme(), entered, periods, places, known);
            var ratios = indicators.stream()
                    .filter(one -> incomplete(asked.scheme(), one, region, known))
                    .toList();
            if (!ratios.isEmpty()) readPairs(scope, region, asked.scheme(), ratios, periods, places, known);
        } else {
            readHeld(scope, region, asked.scheme(), indicators, entered, periods, asOf, places, known);
        }
        return known;
    }

    private void readKept(
            Scope scope,
            Scheme scheme,
            Set<String> indicators,
            Set<String> periods,
            Collection<RegionCode> places,
            Known known) {
        var codes = places.stream().map(RegionCode::value).toList();
        sql.select(TOTALS.INDICATOR, TOTALS.PERIOD, TOTALS.REGION_CODE, TOTALS.LEVEL, TOTALS.N, TOTALS.TOTAL)
                .from(TOTALS)
                .where(TOTALS.SCHEME_ID.eq(scheme.id()))
                .and(TOTALS.INDICATOR.in(indicators))
                .and(TOTALS.PERIOD.in(periods))
                .and(TOTALS.REGION_CODE.in(codes))
                .and(seen(scope, TOTALS.REGION_CODE))
                .forEach(one -> known.add(
                        new Key(one.value1(), one.value2(), new RegionCode(one.value3())),
                        Level.ofCode(one.value4()).orElseThrow(),
                        new Sum(one.value5(), one.value6())));
        sql.select(REPORTS.INDICATOR, REPORTS.PERIOD, REPORTS.REGION_CODE, REPORTS.VALUE)
                .from(REPORTS)
                .where(REPORTS.SCHEME_ID.eq(scheme.id()))
                .and(REPORTS.CURRENT)
                .and(REPORTS.INDICATOR.in(indicators))
                .and(REPORTS.PERIOD.in(periods))
                .and(REPORTS.REGION_CODE.in(codes))
                .and(seen(scope, REPORTS.REGION_CODE))
                .forEach(one ->
                        known.own.put(new Key(one.value1(), one.value2(), new RegionCode(one.value3())), one.value4()));
    }

    /// Where every office has entered both parts, their sums are those of the same offices; else the pairs are added
    /// up.
    private boolean incomplete(Scheme scheme, Indicator indicator, RegionCode region, Known known) {
        if (!(indicator.how() instanceof Indicator.How.Ratio(var of, var to))) return false;
        var level = levelOfBoth(scheme, indicator);
        if (level == null || !region.level().isAbove(level)) return false;
        return known.sums.entrySet().stream()
                .filter(one -> one.getKey().indicator().equals(of)
                        || one.getKey().indicator().equals(to))
                .anyMatch(one -> one.getValue().getOrDefault(level, NOTHING).n()
                        != size(one.getKey().region(), level));
    }

    private void readPairs(
            Scope scope,
            RegionCode region,
            Scheme scheme,
            List<Indicator> ratios,
            Set<String> periods,
            Collection<RegionCode> places,
            Known known) {
        var of = REPORTS.as("of");
        var to = REPORTS.as("to");
        // The scope's region itself, and its parts.
        int digits = digitsBelow(region.level());
        var part = left(of.REGION_CODE, inline(digits));
        var sorts = noCondition();
        for (var ratio : ratios) {
            if (!(ratio.how() instanceof Indicator.How.Ratio(var ofId, var toId))) continue;
            var level = levelOfBoth(scheme, ratio);
            if (level == null) continue;
            sorts = sorts.or(of.INDICATOR
                    .eq(ofId)
                    .and(to.INDICATOR.eq(toId))
                    .and(levelOf(of.REGION_CODE).eq(level.code())));
        }
        sql.select(of.INDICATOR, to.INDICATOR, of.PERIOD, part, count(), sum(of.VALUE), sum(to.VALUE))
                .from(of)
                .join(to)
                .on(to.SCHEME_ID.eq(of.SCHEME_ID))
                .and(to.PERIOD.eq(of.PERIOD))
                .and(to.REGION_CODE.eq(of.REGION_CODE))
                .and(to.CURRENT)
                .where(of.SCHEME_ID.eq(scheme.id()))
                .and(of.CURRENT)
                .and(of.PERIOD.in(periods))
                .and(sorts)
                .and(seen(scope, of.REGION_CODE))
                .groupBy(of.INDICATOR, to.INDICATOR, of.PERIOD, part)
                .forEach(one -> {
                    var code = RegionCode.of(one.value4() + "0".repeat(Math.max(0, 6 - digits)));
                    var both = new Both(one.value5(), one.value6(), one.value7());
                    for (var place : new LinkedHashSet<>(List.of(region, code))) {
                        if (places.contains(place))
                            known.pairs.merge(
                                    new Pair(one.value1(), one.value2(), one.value3(), place), both, Both::plus);
                    }
                });
    }

    /// Of each office the entry that was the newest at the end of the day.
    private void readHeld(
            Scope scope,
            RegionCode region,
            Scheme scheme,
            List<Indicator> indicators,
            Set<String> entered,
            Set<String> periods,
            LocalDate asOf,
            Collection<RegionCode> places,
            Known known) {
        var wanted = Set.copyOf(places);
        var held = new HashMap<Key, BigDecimal>();
        sql.select(REPORTS.INDICATOR, REPORTS.PERIOD, REPORTS.REGION_CODE, REPORTS.VALUE)
                .distinctOn(REPORTS.INDICATOR, REPORTS.PERIOD, REPORTS.REGION_CODE)
                .from(REPORTS)
                .where(REPORTS.SCHEME_ID.eq(scheme.id()))
                .and(REPORTS.INDICATOR.in(entered))
                .and(REPORTS.PERIOD.in(periods))
                .and(REPORTS.REPORTED_AT.lt(end(asOf)))
                .and(seen(scope, REPORTS.REGION_CODE))
                .orderBy(REPORTS.INDICATOR, REPORTS.PERIOD, REPORTS.REGION_CODE, REPORTS.ID.desc())
                .forEach(one ->
                        held.put(new Key(one.value1(), one.value2(), new RegionCode(one.value3())), one.value4()));
        held.forEach((key, value) -> {
            if (wanted.contains(key.region())) known.own.put(key, value);
            for (var place : above(region, key.region(), wanted)) {
                known.add(
                        new Key(key.indicator(), key.period(), place),
                        key.region().level(),
                        new Sum(1, value));
            }
        });
        for (var ratio : indicators) {
            var level = levelOfBoth(scheme, ratio);
            if (level == null || !(ratio.how() instanceof Indicator.How.Ratio(var of, var to))) continue;
            held.forEach((key, value) -> {
                if (!key.indicator().equals(of) || key.region().level() != level) return;
                var other = held.get(new Key(to, key.period(), key.region()));
                if (other == null) return;
                for (var place : above(region, key.region(), wanted))
                    known.pairs.merge(new Pair(of, to, key.period(), place), new Both(1, value, other), Both::plus);
            });
        }
    }

    /// The asked places above a division.
    private static List<RegionCode> above(RegionCode region, RegionCode code, Set<RegionCode> wanted) {
        var above = new ArrayList<RegionCode>();
        for (var at = code.parent(); at.isPresent(); at = at.get().parent()) {
            if (region.contains(at.get()) && wanted.contains(at.get())) above.add(at.get());
        }
        return above;
    }

    /// What a division entered under an earlier code is its own past.
    private Condition seen(Scope scope, Field<String> code) {
        var region = scope.region();
        var before = region == null ? List.<RegionCode>of() : divisions.predecessors(region);
        return before.isEmpty()
                ? scope.on(code)
                : scope.on(code)
                        .or(code.in(before.stream().map(RegionCode::value).toList()));
    }

    private static Instant end(LocalDate day) {
        return day.plusDays(1).atStartOfDay(Ui.ZONE).toInstant();
    }

    private static Field<String> levelOf(Field<String> code) {
        return function(name("indicator", "level_of"), String.class, code);
    }

    /// Leading digits of a division directly below one of a level.
    private static int digitsBelow(Level level) {
        return switch (level) {
            case NATIONAL -> 2;
            case PROVINCE -> 4;
            case CITY -> 6;
            case COUNTY -> 9;
            case TOWNSHIP, VILLAGE -> 12;
        };
    }

    /// The level whose offices enter both parts of a ratio; null where each part has its own.
    private @Nullable Level levelOfBoth(Scheme scheme, Indicator indicator) {
        if (!(indicator.how() instanceof Indicator.How.Ratio(var of, var to))) return null;
        var level = reporting.level(scheme, scheme.indicator(of).orElseThrow());
        return level.equals(reporting.level(scheme, scheme.indicator(to).orElseThrow())) ? level.orElse(null) : null;
    }

    private int size(RegionCode region, Level level) {
        return level.ordinal() > Level.COUNTY.ordinal() || !region.level().isAbove(level)
                ? 0
                : divisions.within(region, level).size();
    }

    private Total total(Asked asked, Known known, Indicator indicator, Place place) {
        if (!(indicator.how() instanceof Indicator.How.Ratio(var ofId, var toId)))
            return entered(asked, known, indicator, place);
        var of = entered(asked, known, asked.scheme().indicator(ofId).orElseThrow(), place);
        var to = entered(asked, known, asked.scheme().indicator(toId).orElseThrow(), place);
        var share = share(asked, known, indicator, of, to, place);
        return new Total(indicator, place.region(), place.name(), of.spans(), null, of.formerly(), List.of(), share);
    }

    private Total.Share share(Asked asked, Known known, Indicator ratio, Total of, Total to, Place place) {
        var level = levelOfBoth(asked.scheme(), ratio);
        if (level == null
                || of.own() != null && to.own() != null
                || !place.region().level().isAbove(level))
            return new Total.Share(of, to, of.amount(), to.amount(), 0, 0);
        int expected = size(place.region(), level) * of.spans().size();
        var ofSum = at(level, of);
        var toSum = at(level, to);
        if (expected > 0
                && ofSum != null
                && toSum != null
                && ofSum.entered() == expected
                && toSum.entered() == expected)
            return new Total.Share(of, to, ofSum.total(), toSum.total(), expected, expected);
        Both both = null;
        for (var span : of.spans()) {
            for (var code : place.codes()) {
                var found = known.pairs.get(
                        new Pair(of.indicator().id(), to.indicator().id(), span.code(), code));
                if (found != null) both = both == null ? found : both.plus(found);
            }
        }
        return both == null
                ? new Total.Share(of, to, null, null, 0, expected)
                : new Total.Share(of, to, both.of(), both.to(), both.n(), expected);
    }

    private static Total.@Nullable OfLevel at(Level level, Total total) {
        return total.below().stream()
                .filter(one -> one.level() == level)
                .findFirst()
                .orElse(null);
    }

    private Total entered(Asked asked, Known known, Indicator indicator, Place place) {
        var spans = spans(asked, indicator);
        boolean adds = Reporting.adds(indicator);
        BigDecimal own = null;
        String formerly = null;
        var sums = new EnumMap<Level, Sum>(Level.class);
        for (var span : spans) {
            for (var code : place.codes()) {
                var key = new Key(indicator.id(), span.code(), code);
                var entry = known.own.get(key);
                if (entry != null) {
                    // Shares do not add up: the newest span's stands.
                    own = own == null || !adds ? entry : own.add(entry);
                    if (!code.equals(place.region())) formerly = divisions.name(code);
                }
                known.sums.getOrDefault(key, Map.of()).forEach((level, sum) -> sums.merge(level, sum, Sum::plus));
            }
        }
        var must = reporting.level(asked.scheme(), indicator).orElse(null);
        var below = new ArrayList<Total.OfLevel>();
        for (var level : Level.values()) {
            var sum = sums.getOrDefault(level, NOTHING);
            int expected = level == must ? size(place.region(), level) * spans.size() : 0;
            if (sum.n() > 0 || expected > 0)
                below.add(new Total.OfLevel(level, sum.n(), expected, adds && sum.n() > 0 ? sum.total() : null));
        }
        return new Total(indicator, place.region(), place.name(), spans, own, formerly, below, null);
    }
}
