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
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Indicator;
import org.nongyou.scheme.Scheme;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// What offices entered, read for some places at once: their own entries, the sums by level, and the sums of both parts
/// of a ratio. Today's come from kept sums (decision 0008), those as of a day from the entries that held then.
@Component
class EnteredSums {

    static final Sum NOTHING = new Sum(0, BigDecimal.ZERO);

    private final DSLContext sql;
    private final Reporting reporting;
    private final Divisions divisions;

    EnteredSums(DSLContext sql, Reporting reporting, Divisions divisions) {
        this.sql = sql;
        this.reporting = reporting;
        this.divisions = divisions;
    }

    /// @param indicators asked for
    /// @param entered    ids of those that the asked ones rest on
    /// @param periods    codes of the spans
    record Wanted(
            Scheme scheme,
            List<Indicator> indicators,
            Set<String> entered,
            Set<String> periods,
            Collection<RegionCode> places) {}

    /// What an entry or a sum is of.
    record Key(String indicator, String period, RegionCode region) {}

    /// @param n how many entries
    record Sum(int n, BigDecimal total) {
        Sum plus(Sum other) {
            return new Sum(n + other.n, total.add(other.total));
        }
    }

    /// What a ratio's two parts are of.
    record Pair(String of, String to, String period, RegionCode region) {}

    /// Of the offices that entered both parts: how many, and their sums.
    record Both(int n, BigDecimal of, BigDecimal to) {
        Both plus(Both other) {
            return new Both(n + other.n, of.add(other.of), to.add(other.to));
        }
    }

    /// What was read for the asked places: own entries, sums by level, and of ratios the sums of the offices that
    /// entered both parts.
    static final class Known {

        private final Map<Key, BigDecimal> own = new HashMap<>();
        private final Map<Key, Map<Level, Sum>> sums = new HashMap<>();
        private final Map<Pair, Both> pairs = new HashMap<>();

        @Nullable
        BigDecimal own(Key key) {
            return own.get(key);
        }

        Map<Level, Sum> sums(Key key) {
            return sums.getOrDefault(key, Map.of());
        }

        @Nullable
        Both pair(Pair pair) {
            return pairs.get(pair);
        }

        private void add(Key key, Level level, Sum sum) {
            sums.computeIfAbsent(key, _ -> new EnumMap<>(Level.class)).merge(level, sum, Sum::plus);
        }
    }

    /// @param asOf the day at whose end the sums are told, or null for now
    Known read(Scope scope, RegionCode region, Wanted wanted, @Nullable LocalDate asOf) {
        var known = new Known();
        if (wanted.entered().isEmpty()) return known;
        if (asOf != null) {
            readHeld(scope, region, wanted, asOf, known);
            return known;
        }
        readKept(scope, wanted, known);
        var ratios = wanted.indicators().stream()
                .filter(one -> incomplete(wanted.scheme(), one, region, known))
                .toList();
        if (!ratios.isEmpty()) readPairs(scope, region, wanted, ratios, known);
        return known;
    }

    private void readKept(Scope scope, Wanted wanted, Known known) {
        var codes = wanted.places().stream().map(RegionCode::value).toList();
        sql.select(TOTALS.INDICATOR, TOTALS.PERIOD, TOTALS.REGION_CODE, TOTALS.LEVEL, TOTALS.N, TOTALS.TOTAL)
                .from(TOTALS)
                .where(TOTALS.SCHEME_ID.eq(wanted.scheme().id()))
                .and(TOTALS.INDICATOR.in(wanted.entered()))
                .and(TOTALS.PERIOD.in(wanted.periods()))
                .and(TOTALS.REGION_CODE.in(codes))
                .and(seen(scope, TOTALS.REGION_CODE))
                .forEach(one -> known.add(
                        new Key(one.value1(), one.value2(), new RegionCode(one.value3())),
                        Level.ofCode(one.value4()).orElseThrow(),
                        new Sum(one.value5(), one.value6())));
        sql.select(REPORTS.INDICATOR, REPORTS.PERIOD, REPORTS.REGION_CODE, REPORTS.VALUE)
                .from(REPORTS)
                .where(REPORTS.SCHEME_ID.eq(wanted.scheme().id()))
                .and(REPORTS.CURRENT)
                .and(REPORTS.INDICATOR.in(wanted.entered()))
                .and(REPORTS.PERIOD.in(wanted.periods()))
                .and(REPORTS.REGION_CODE.in(codes))
                .and(seen(scope, REPORTS.REGION_CODE))
                .forEach(one ->
                        known.own.put(new Key(one.value1(), one.value2(), new RegionCode(one.value3())), one.value4()));
    }

    /// Where every office has entered both parts, their sums are those of the same offices; else the pairs are added
    /// up.
    private boolean incomplete(Scheme scheme, Indicator indicator, RegionCode region, Known known) {
        if (!(indicator.how() instanceof Indicator.How.Ratio(var of, var to))) return false;
        var level = reporting.levelOfBoth(scheme, indicator);
        if (level == null || !region.level().isAbove(level)) return false;
        return known.sums.entrySet().stream()
                .filter(one -> one.getKey().indicator().equals(of)
                        || one.getKey().indicator().equals(to))
                .anyMatch(one -> one.getValue().getOrDefault(level, NOTHING).n()
                        != divisionsBelow(one.getKey().region(), level));
    }

    private void readPairs(Scope scope, RegionCode region, Wanted wanted, List<Indicator> ratios, Known known) {
        var of = REPORTS.as("of");
        var to = REPORTS.as("to");
        // The scope's region itself, and its parts.
        int digits = digitsBelow(region.level());
        var part = left(of.REGION_CODE, inline(digits));
        var sorts = noCondition();
        for (var ratio : ratios) {
            if (!(ratio.how() instanceof Indicator.How.Ratio(var ofId, var toId))) continue;
            var level = reporting.levelOfBoth(wanted.scheme(), ratio);
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
                .where(of.SCHEME_ID.eq(wanted.scheme().id()))
                .and(of.CURRENT)
                .and(of.PERIOD.in(wanted.periods()))
                .and(sorts)
                .and(seen(scope, of.REGION_CODE))
                .groupBy(of.INDICATOR, to.INDICATOR, of.PERIOD, part)
                .forEach(one -> {
                    var code = RegionCode.of(one.value4() + "0".repeat(Math.max(0, 6 - digits)));
                    var both = new Both(one.value5(), one.value6(), one.value7());
                    for (var place : new LinkedHashSet<>(List.of(region, code))) {
                        if (wanted.places().contains(place))
                            known.pairs.merge(
                                    new Pair(one.value1(), one.value2(), one.value3(), place), both, Both::plus);
                    }
                });
    }

    /// Of each office the entry that was the newest at the end of the day.
    private void readHeld(Scope scope, RegionCode region, Wanted wanted, LocalDate asOf, Known known) {
        var places = Set.copyOf(wanted.places());
        var held = new HashMap<Key, BigDecimal>();
        sql.select(REPORTS.INDICATOR, REPORTS.PERIOD, REPORTS.REGION_CODE, REPORTS.VALUE)
                .distinctOn(REPORTS.INDICATOR, REPORTS.PERIOD, REPORTS.REGION_CODE)
                .from(REPORTS)
                .where(REPORTS.SCHEME_ID.eq(wanted.scheme().id()))
                .and(REPORTS.INDICATOR.in(wanted.entered()))
                .and(REPORTS.PERIOD.in(wanted.periods()))
                .and(REPORTS.REPORTED_AT.lt(end(asOf)))
                .and(seen(scope, REPORTS.REGION_CODE))
                .orderBy(REPORTS.INDICATOR, REPORTS.PERIOD, REPORTS.REGION_CODE, REPORTS.ID.desc())
                .forEach(one ->
                        held.put(new Key(one.value1(), one.value2(), new RegionCode(one.value3())), one.value4()));
        held.forEach((key, value) -> {
            if (places.contains(key.region())) known.own.put(key, value);
            for (var place : above(region, key.region(), places)) {
                known.add(
                        new Key(key.indicator(), key.period(), place),
                        key.region().level(),
                        new Sum(1, value));
            }
        });
        for (var ratio : wanted.indicators()) {
            var level = reporting.levelOfBoth(wanted.scheme(), ratio);
            if (level == null || !(ratio.how() instanceof Indicator.How.Ratio(var of, var to))) continue;
            held.forEach((key, value) -> {
                if (!key.indicator().equals(of) || key.region().level() != level) return;
                var other = held.get(new Key(to, key.period(), key.region()));
                if (other == null) return;
                for (var place : above(region, key.region(), places))
                    known.pairs.merge(new Pair(of, to, key.period(), place), new Both(1, value, other), Both::plus);
            });
        }
    }

    /// The entries of one level in the scope that a sum is made of, in the order of spans and regions.
    /// @param asOf  the day at whose end they held, or null for now
    /// @param after the last one of the page before, or null
    List<FigureReport> entries(
            Scope scope,
            Scheme scheme,
            Indicator indicator,
            List<String> periods,
            Level level,
            @Nullable LocalDate asOf,
            Totals.@Nullable Mark after,
            int limit) {
        var later = asOf == null ? null : REPORTS.as("later");
        return sql.selectFrom(REPORTS)
                .where(REPORTS.SCHEME_ID.eq(scheme.id()))
                .and(REPORTS.INDICATOR.eq(indicator.id()))
                .and(REPORTS.PERIOD.in(periods))
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

    /// How many divisions of a level lie below a region; 0 for levels below the county, whose offices need not enter.
    int divisionsBelow(RegionCode region, Level level) {
        return level.ordinal() > Level.COUNTY.ordinal() || !region.level().isAbove(level)
                ? 0
                : divisions.within(region, level).size();
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
}
