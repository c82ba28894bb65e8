package org.nongyou.indicator;

import static org.nongyou.indicator.Measured.Source.COUNTED;
import static org.nongyou.indicator.Measured.Source.FACT;
import static org.nongyou.indicator.Measured.Source.RATIO;
import static org.nongyou.indicator.Measured.Source.REPORTED;
import static org.nongyou.indicator.Measured.Source.REPORTED_BELOW;
import static org.nongyou.indicator.Measured.Source.SUMMED;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.FactValue;
import org.nongyou.kernel.Level;
import org.nongyou.region.Division;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Expression;
import org.nongyou.scheme.Indicator;
import org.nongyou.scheme.Scheme;
import org.nongyou.web.Ui;

/// The figures of one scheme in one area: read at once in grouped statements, then asked for any region of the area
/// without another statement.
final class Sheet {

    /// Entries of the catalogue of one kind, level and class in one place.
    record Counted(String kind, String level, String classId, String code, long n, BigDecimal mu) {}

    /// The figures as they stand now, whatever span they were entered for.
    static final String STANDING = "";

    private final Scheme scheme;
    private final LocalDate on;
    private final Reporting reporting;
    private final Divisions divisions;
    private final BiFunction<Expression, RegionCode, Optional<FactValue>> facts;
    private final Map<Asked, Optional<FactValue>> told = new HashMap<>();
    private final Map<String, NavigableMap<String, BigDecimal>> counted = new HashMap<>();
    private final Map<String, NavigableMap<String, FigureReport>> entries = new HashMap<>();
    private final Map<RegionCode, List<RegionCode>> children = new HashMap<>();
    private final Map<String, Integer> sizes = new HashMap<>();

    Sheet(
            Scheme scheme,
            LocalDate on,
            Reporting reporting,
            Divisions divisions,
            BiFunction<Expression, RegionCode, Optional<FactValue>> facts) {
        this.scheme = scheme;
        this.on = on;
        this.reporting = reporting;
        this.divisions = divisions;
        this.facts = facts;
    }

    /// Adds up rows for every indicator that they belong to.
    /// @param span the span in which they were listed, or STANDING for all
    void count(String span, Collection<Counted> rows) {
        for (var indicator : scheme.indicators()) {
            switch (indicator.how()) {
                case Indicator.How.Count count -> {
                    if (count.where() != null) continue;
                    var sums = counted.computeIfAbsent(key(indicator, span), _ -> new TreeMap<>());
                    for (var row : rows) {
                        if (belongs(row, count.kind(), count.level(), count.classes()))
                            sums.merge(row.code(), BigDecimal.valueOf(row.n()), BigDecimal::add);
                    }
                }
                case Indicator.How.Sum sum -> {
                    if (reporting.level(scheme, indicator).isPresent()) continue;
                    var sums = counted.computeIfAbsent(key(indicator, span), _ -> new TreeMap<>());
                    for (var row : rows) {
                        if (belongs(row, sum.kind(), sum.level(), sum.classes()))
                            sums.merge(row.code(), row.mu(), BigDecimal::add);
                    }
                }
                case Indicator.How.Ratio _, Indicator.How.Fact _, Indicator.How.Reported _ -> {}
            }
        }
    }

    /// Sums by indicator, span and code, for [#counted(Map)] of another sheet of the same scheme; not to be changed.
    Map<String, NavigableMap<String, BigDecimal>> counted() {
        return counted;
    }

    void counted(Map<String, NavigableMap<String, BigDecimal>> known) {
        counted.putAll(known);
    }

    /// What another module was asked for.
    private record Asked(Expression value, RegionCode region) {}

    private Optional<FactValue> fact(Expression value, RegionCode region) {
        return told.computeIfAbsent(new Asked(value, region), asked -> facts.apply(asked.value(), asked.region()));
    }

    /// Whether both hold the same figures of the same scheme, so that all that is asked of them has the same answer.
    /// What other modules told this one, they are asked again for the other.
    boolean says(Sheet other) {
        return scheme == other.scheme
                && on.equals(other.on)
                && counted.equals(other.counted)
                && entries.equals(other.entries)
                && told.entrySet().stream()
                        .allMatch(one -> one.getValue()
                                .equals(other.fact(
                                        one.getKey().value(), one.getKey().region())));
    }

    void enter(String span, Collection<FigureReport> reports) {
        for (var report : reports) {
            entries.computeIfAbsent(report.indicator() + ' ' + span, _ -> new TreeMap<>())
                    .put(report.region().value(), report);
        }
    }

    Measured measured(Indicator indicator, RegionCode region, String span) {
        return switch (indicator.how()) {
            case Indicator.How.Count count
            when count.where() == null ->
                Measured.computed(
                        COUNTED,
                        total(indicator, region, span),
                        link(count.kind(), count.level(), count.classes(), region, span));
            case Indicator.How.Sum sum
            when reporting.level(scheme, indicator).isEmpty() ->
                Measured.computed(
                        SUMMED,
                        Reporting.fromMu(total(indicator, region, span), indicator.unit()),
                        link(sum.kind(), sum.level(), sum.classes(), region, span));
            case Indicator.How.Ratio(var of, var to) -> ratio(indicator, of, to, region, span);
            case Indicator.How.Fact(var value)
            when reporting.supplied(value) ->
                fact(value, region)
                        .map(fact -> Measured.computed(FACT, decimal(fact.value()), fact.link()))
                        .orElseGet(() -> entered(indicator, region, span));
            case Indicator.How.Fact _, Indicator.How.Reported _, Indicator.How.Count _, Indicator.How.Sum _ ->
                entered(indicator, region, span);
        };
    }

    /// The entries in the region that a figure rests on.
    List<FigureReport> entries(Indicator indicator, RegionCode region, String span) {
        if (indicator.how() instanceof Indicator.How.Ratio(var of, var to)) {
            var both = new ArrayList<FigureReport>();
            scheme.indicator(of).ifPresent(one -> both.addAll(entries(one, region, span)));
            scheme.indicator(to).ifPresent(one -> both.addAll(entries(one, region, span)));
            return both;
        }
        // What an office entered beside a counted figure is only compared with it.
        boolean counts = indicator.how() instanceof Indicator.How.Count || indicator.how() instanceof Indicator.How.Sum;
        if (counts && reporting.level(scheme, indicator).isEmpty()) return List.of();
        var found = within(entries.get(key(indicator, span)), region);
        if (!found.isEmpty()) return List.copyOf(found.values());
        return ofTheOfficeAbove(indicator, region, span).map(List::of).orElse(List.of());
    }

    boolean anyEntered(Indicator indicator, RegionCode region, String span) {
        return !entries(indicator, region, span).isEmpty()
                || !within(counted.get(key(indicator, span)), region).isEmpty();
    }

    private BigDecimal total(Indicator indicator, RegionCode region, String span) {
        return within(counted.get(key(indicator, span)), region).values().stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /// The region's own entry, or what those below add up to.
    private Measured entered(Indicator indicator, RegionCode region, String span) {
        var level = reporting.level(scheme, indicator).orElse(region.level());
        var above = ofTheOfficeAbove(indicator, region, span);
        if (above.isPresent()) {
            var report = above.get();
            return new Measured(REPORTED, report.value(), null, null, report, 0, 0, null, null);
        }
        var found = entries.getOrDefault(key(indicator, span), new TreeMap<>());
        var own = found.get(region.value());
        boolean lowest = region.level().ordinal() >= level.ordinal();
        int expected = lowest ? 0 : size(region, level);
        int filled = lowest
                ? 0
                : (int) within(found, region).keySet().stream()
                        .filter(code -> RegionCode.of(code).level() == level)
                        .count();
        var below = lowest || !Reporting.adds(indicator) ? null : below(found, region, level);
        if (own != null) return new Measured(REPORTED, own.value(), null, null, own, filled, expected, below, null);
        if (below != null) return new Measured(REPORTED_BELOW, below, null, null, null, filled, expected, below, null);
        return new Measured(Measured.Source.NONE, null, null, null, null, filled, expected, null, null);
    }

    /// A target for a township, say, that the county's office answers for.
    private Optional<FigureReport> ofTheOfficeAbove(Indicator indicator, RegionCode region, String span) {
        var level = reporting.level(scheme, indicator);
        if (level.isEmpty() || !level.get().isAbove(region.level())) return Optional.empty();
        if (!region.level().equals(Level.TOWNSHIP) && !region.level().equals(Level.VILLAGE)) return Optional.empty();
        return region.at(level.get())
                .map(office -> entries.getOrDefault(key(indicator, span), new TreeMap<>())
                        .get(office.value()));
    }

    private @Nullable BigDecimal below(NavigableMap<String, FigureReport> found, RegionCode region, Level level) {
        BigDecimal sum = null;
        for (var child : children(region)) {
            var own = found.get(child.value());
            var part = own != null
                    ? own.value()
                    : child.level().ordinal() < level.ordinal() ? below(found, child, level) : null;
            if (part != null) sum = sum == null ? part : sum.add(part);
        }
        return sum;
    }

    /// Where the two parts come from offices, only those offices count that have entered both; otherwise a late one
    /// would bend the share.
    private Measured ratio(Indicator indicator, String ofId, String toId, RegionCode region, String span) {
        var of = scheme.indicator(ofId).orElseThrow();
        var to = scheme.indicator(toId).orElseThrow();
        var above = measured(of, region, span);
        var under = measured(to, region, span);
        var numerator = above.amount();
        var denominator = under.amount();
        int filled = Math.min(above.entered(), under.entered());
        int expected = Math.max(above.expected(), under.expected());
        var level = reporting.level(scheme, of);
        boolean bothEntered = level.isPresent() && level.equals(reporting.level(scheme, to));
        boolean own = above.own() != null && under.own() != null;
        if (bothEntered && !own && level.get().ordinal() > region.level().ordinal()) {
            var tops = within(entries.get(key(of, span)), region);
            var bottoms = within(entries.get(key(to, span)), region);
            var both = new TreeSet<>(tops.keySet());
            both.retainAll(bottoms.keySet());
            both.removeIf(code -> RegionCode.of(code).level() != level.get());
            numerator = denominator = null;
            for (var code : both) {
                var top = tops.get(code);
                var bottom = bottoms.get(code);
                if (top == null || bottom == null) continue;
                numerator = numerator == null ? top.value() : numerator.add(top.value());
                denominator = denominator == null ? bottom.value() : denominator.add(bottom.value());
            }
            filled = both.size();
        }
        if (numerator == null || denominator == null || denominator.signum() == 0) {
            return new Measured(Measured.Source.NONE, null, numerator, denominator, null, filled, expected, null, null);
        }
        var rounding = indicator.better() == Indicator.Better.MORE ? RoundingMode.DOWN : RoundingMode.UP;
        var factor = indicator.unit().contains("%") ? BigDecimal.valueOf(100) : BigDecimal.ONE;
        // Rounded against the target, so that 29.996 % is never shown as 30 %.
        var amount = numerator.multiply(factor).divide(denominator, 2, rounding);
        return new Measured(RATIO, amount, numerator, denominator, null, filled, expected, null, null);
    }

    /// The list of the catalogue with just the rows that are counted: their states, their classes, their days.
    private String link(String kind, @Nullable Level level, List<String> classes, RegionCode region, String span) {
        var link = new StringBuilder("/catalogue?kind=").append(Ui.query(scheme.id() + "/" + kind));
        if (level != null) link.append("&level=").append(level.code());
        if (!classes.isEmpty()) link.append("&class=").append(Ui.query(String.join(",", classes)));
        link.append("&status=in-force");
        if (span.equals(STANDING)) {
            // Of a year that is over, what was listed later does not count.
            if (on.plusDays(1).getDayOfYear() == 1) link.append("&to=").append(on);
        } else {
            var period = ReportingPeriod.parse(span).orElseThrow();
            link.append("&from=").append(period.from()).append("&to=").append(period.to());
        }
        return link.append("&region=").append(region.value()).toString();
    }

    private List<RegionCode> children(RegionCode region) {
        return children.computeIfAbsent(
                region,
                of -> divisions.children(of).stream().map(Division::code).toList());
    }

    private int size(RegionCode region, Level level) {
        if (level.ordinal() > Level.COUNTY.ordinal()) return 0;
        return sizes.computeIfAbsent(
                region + " " + level, _ -> divisions.within(region, level).size());
    }

    private static boolean belongs(Counted row, String kind, @Nullable Level level, List<String> classes) {
        return row.kind().equals(kind)
                && (level == null || row.level().equals(level.code()))
                && (classes.isEmpty() || classes.contains(row.classId()));
    }

    private static <V> NavigableMap<String, V> within(@Nullable NavigableMap<String, V> all, RegionCode region) {
        if (all == null) return new TreeMap<>();
        var prefix = region.prefix();
        return all.subMap(prefix, true, prefix + ":", false);
    }

    private static String key(Indicator indicator, String span) {
        return indicator.id() + ' ' + span;
    }

    private static BigDecimal decimal(Object value) {
        return switch (value) {
            case BigDecimal decimal -> decimal;
            case Long whole -> BigDecimal.valueOf(whole);
            case Integer whole -> BigDecimal.valueOf(whole);
            default -> throw new IllegalArgumentException("not a number: " + value);
        };
    }
}
