package org.nongyou.indicator;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.region.Division;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Frequency;
import org.nongyou.scheme.Indicator;
import org.nongyou.scheme.Scheme;
import org.springframework.stereotype.Service;

/// Sums of entered figures by indicator, span and region (填报汇总), with how many have entered of those who have to. What
/// a division entered under an earlier code counts as its own.
@Service
public class Totals {

    /// After the name of a division that is none any more.
    private static final String GONE = "（已撤并）";

    private final EnteredSums sums;
    private final Reporting reporting;
    private final Divisions divisions;
    private final Clock clock;

    Totals(EnteredSums sums, Reporting reporting, Divisions divisions, Clock clock) {
        this.sums = sums;
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
    /// none of today's.
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
        var periods = codesOf(spans(asked, indicator));
        return sums.entries(scope, asked.scheme(), indicator, periods, level, asked.asOf(), after, limit);
    }

    /// How often an indicator is entered; a ratio as often as its parts.
    public Frequency frequency(Scheme scheme, Indicator indicator) {
        return parts(scheme, indicator).stream()
                .map(one -> reporting.frequency(scheme, one))
                .findFirst()
                .orElse(Frequency.YEAR);
    }

    /// Whether the office of the total's own region has to enter the figure.
    public boolean enters(Scheme scheme, Total total) {
        return reporting
                .level(scheme, total.indicator())
                .filter(level -> level == total.region().level())
                .isPresent();
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

    /// @param over spans of all indicators instead of those that were asked for; empty for those
    private EnteredSums.Known read(
            Scope scope,
            RegionCode region,
            Asked asked,
            List<Indicator> indicators,
            List<ReportingPeriod> over,
            Collection<RegionCode> places) {
        var entered = new LinkedHashSet<String>();
        var periods = new LinkedHashSet<String>();
        for (var indicator : indicators) {
            for (var part : parts(asked.scheme(), indicator)) {
                entered.add(part.id());
                periods.addAll(codesOf(over.isEmpty() ? spans(asked, part) : over));
            }
        }
        return sums.read(
                scope,
                region,
                new EnteredSums.Wanted(asked.scheme(), indicators, entered, periods, places),
                asked.asOf());
    }

    private Total total(Asked asked, EnteredSums.Known known, Indicator indicator, Place place) {
        if (!(indicator.how() instanceof Indicator.How.Ratio(var ofId, var toId)))
            return entered(asked, known, indicator, place);
        var of = entered(asked, known, asked.scheme().indicator(ofId).orElseThrow(), place);
        var to = entered(asked, known, asked.scheme().indicator(toId).orElseThrow(), place);
        var share = share(asked, known, indicator, of, to, place);
        return new Total(indicator, place.region(), place.name(), of.spans(), null, of.formerly(), List.of(), share);
    }

    private Total.Share share(Asked asked, EnteredSums.Known known, Indicator ratio, Total of, Total to, Place place) {
        var level = reporting.levelOfBoth(asked.scheme(), ratio);
        if (level == null
                || of.own() != null && to.own() != null
                || !place.region().level().isAbove(level))
            return new Total.Share(of, to, of.amount(), to.amount(), 0, 0);
        int expected = sums.divisionsBelow(place.region(), level) * of.spans().size();
        var ofSum = at(level, of);
        var toSum = at(level, to);
        if (expected > 0
                && ofSum != null
                && toSum != null
                && ofSum.entered() == expected
                && toSum.entered() == expected)
            return new Total.Share(of, to, ofSum.total(), toSum.total(), expected, expected);
        EnteredSums.Both both = null;
        for (var span : of.spans()) {
            for (var code : place.codes()) {
                var found = known.pair(
                        new EnteredSums.Pair(of.indicator().id(), to.indicator().id(), span.code(), code));
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

    private Total entered(Asked asked, EnteredSums.Known known, Indicator indicator, Place place) {
        var spans = spans(asked, indicator);
        boolean adds = Reporting.adds(indicator);
        BigDecimal own = null;
        String formerly = null;
        var added = new EnumMap<Level, EnteredSums.Sum>(Level.class);
        for (var span : spans) {
            for (var code : place.codes()) {
                var key = new EnteredSums.Key(indicator.id(), span.code(), code);
                var entry = known.own(key);
                if (entry != null) {
                    // Shares do not add up: the newest span's stands.
                    own = own == null || !adds ? entry : own.add(entry);
                    if (!code.equals(place.region())) formerly = divisions.name(code);
                }
                known.sums(key).forEach((level, sum) -> added.merge(level, sum, EnteredSums.Sum::plus));
            }
        }
        var must = reporting.level(asked.scheme(), indicator).orElse(null);
        var below = new ArrayList<Total.OfLevel>();
        for (var level : Level.values()) {
            var sum = added.getOrDefault(level, EnteredSums.NOTHING);
            int expected = level == must ? sums.divisionsBelow(place.region(), level) * spans.size() : 0;
            if (sum.n() > 0 || expected > 0)
                below.add(new Total.OfLevel(level, sum.n(), expected, adds && sum.n() > 0 ? sum.total() : null));
        }
        return new Total(indicator, place.region(), place.name(), spans, own, formerly, below, null);
    }
}
