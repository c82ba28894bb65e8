package org.nongyou.indicator;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nongyou.indicator.ReportedFigures.Cell;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Refusal;
import org.nongyou.scheme.Indicator;
import org.nongyou.scheme.Scheme;
import org.nongyou.web.Ui;

/// What a figure cannot be, and what has to be explained: below nothing, more than the largest place has, a part above
/// its whole, ten times the span before, a first count that is very large.
final class Plausibility {

    private static final BigDecimal TOO_LARGE = new BigDecimal("1000000000");
    private static final int DECIMALS = 4;
    private static final int EXPLANATION = 4;
    private static final BigDecimal JUMP = BigDecimal.TEN;
    /// A first count is large from this part of what a place can have.
    private static final BigDecimal LARGE = new BigDecimal("0.01");

    private final Scheme scheme;
    private final Function<Cell, Optional<FigureReport>> current;

    /// @param current finds the entry that holds
    Plausibility(Scheme scheme, Function<Cell, Optional<FigureReport>> current) {
        this.scheme = scheme;
        this.current = current;
    }

    /// @param explained whether the person has written where the figure comes from, or why it was corrected
    Optional<Refusal> against(Indicator indicator, Cell cell, BigDecimal value, String explained) {
        var fault = against(indicator, cell, value);
        if (fault == null) fault = parts(indicator, cell, value);
        if (fault != null) return Optional.of(fault.at("value"));
        if (explained.strip().length() >= EXPLANATION) return Optional.empty();
        return Optional.ofNullable(jump(indicator, cell, value)).map(doubt -> doubt.at("note"));
    }

    private @Nullable Refusal against(Indicator indicator, Cell cell, BigDecimal value) {
        var title = indicator.title();
        var unit = indicator.unit();
        if (value.signum() < 0) return Refusal.of("indicator.figure.negative", title, value.toPlainString());
        if (value.precision() - value.scale() > 18 || value.compareTo(TOO_LARGE) >= 0)
            return Refusal.of("indicator.figure.too-large", title, unit);
        if (value.stripTrailingZeros().scale() > DECIMALS)
            return Refusal.of("indicator.figure.places", title, DECIMALS);
        if (unit.contains("%") && value.compareTo(BigDecimal.valueOf(100)) > 0)
            return Refusal.of("indicator.figure.share", title, Ui.number(value));
        if (Reporting.whole(indicator) && value.stripTrailingZeros().scale() > 0)
            return Refusal.of("indicator.figure.whole", title, unit, Ui.number(value));
        var level = cell.region().level();
        if (TypedFigure.people(unit)) {
            var people = TypedFigure.inSmallest(unit, value);
            if (people.compareTo(mostPeople(level)) > 0)
                return Refusal.of(
                        "indicator.figure.people",
                        title,
                        Ui.number(people),
                        level.title(),
                        Ui.number(mostPeople(level)),
                        unit);
        }
        if (TypedFigure.area(unit)) {
            var mu = TypedFigure.inSmallest(unit, value);
            if (mu.compareTo(mostMu(level)) > 0)
                return Refusal.of(
                        "indicator.figure.area", title, Ui.number(mu), level.title(), Ui.number(mostMu(level)), unit);
        }
        if (Reporting.thing(unit) && value.compareTo(mostThings(level)) > 0)
            return Refusal.of(
                    "indicator.figure.things",
                    title,
                    Ui.number(value),
                    level.title(),
                    Ui.number(mostThings(level)),
                    unit);
        return null;
    }

    /// More cases, batches or offices than any place of the level has, one for each of its people.
    private static BigDecimal mostThings(Level level) {
        return new BigDecimal(
                switch (level) {
                    case NATIONAL -> "1000000000";
                    case PROVINCE -> "100000000";
                    case CITY -> "30000000";
                    case COUNTY -> "10000000";
                    case TOWNSHIP -> "1000000";
                    case VILLAGE -> "100000";
                });
    }

    /// More people than any place of the level has: the census of 2020 with room above its largest.
    private static BigDecimal mostPeople(Level level) {
        return new BigDecimal(
                switch (level) {
                    case NATIONAL -> "2000000000";
                    case PROVINCE -> "200000000";
                    case CITY -> "50000000";
                    case COUNTY -> "10000000";
                    case TOWNSHIP -> "2000000";
                    case VILLAGE -> "500000";
                });
    }

    /// More land than any place of the level has, in 亩: the largest county has 3.0, the largest prefecture 7, the
    /// largest
    /// province 25 hundred million.
    private static BigDecimal mostMu(Level level) {
        return new BigDecimal(
                switch (level) {
                    case NATIONAL -> "15000000000";
                    case PROVINCE -> "3000000000";
                    case CITY -> "1000000000";
                    case COUNTY -> "400000000";
                    case TOWNSHIP -> "100000000";
                    case VILLAGE -> "20000000";
                });
    }

    private @Nullable Refusal parts(Indicator indicator, Cell cell, BigDecimal value) {
        for (var ratio : scheme.indicators()) {
            if (!(ratio.how() instanceof Indicator.How.Ratio(var of, var to))
                    || !ratio.unit().contains("%")) continue;
            boolean part = of.equals(indicator.id());
            if (!part && !to.equals(indicator.id())) continue;
            var otherId = part ? to : of;
            var other = current.apply(new Cell(otherId, cell.region(), cell.period()));
            if (other.isEmpty()) continue;
            var otherTitle = scheme.indicator(otherId).map(Indicator::title).orElse(otherId);
            var numerator = part ? value : other.get().value();
            var denominator = part ? other.get().value() : value;
            if (numerator.compareTo(denominator) > 0)
                return Refusal.of(
                        "indicator.figure.part-over-whole",
                        part ? indicator.title() : otherTitle,
                        Ui.number(numerator),
                        part ? otherTitle : indicator.title(),
                        Ui.number(denominator));
        }
        return null;
    }

    /// With nothing to compare it to, a very large count is a slip of the hand until somebody says where it comes from.
    private static @Nullable Refusal first(Indicator indicator, Cell cell, BigDecimal value) {
        var large = mostThings(cell.region().level()).multiply(LARGE);
        return Reporting.thing(indicator.unit()) && value.compareTo(large) > 0
                ? Refusal.of("indicator.figure.first-large", indicator.title(), Ui.number(value), indicator.unit())
                : null;
    }

    private @Nullable Refusal jump(Indicator indicator, Cell cell, BigDecimal value) {
        var before = current.apply(
                new Cell(cell.indicator(), cell.region(), cell.period().previous()));
        if (before.isEmpty()) return first(indicator, cell, value);
        if (before.get().value().signum() == 0 || value.signum() == 0) return null;
        var old = before.get().value();
        var more = value.max(old);
        var less = value.min(old);
        return more.compareTo(less.multiply(JUMP)) < 0
                ? null
                : Refusal.of(
                        "indicator.figure.jump",
                        indicator.title(),
                        cell.period().previous().title(),
                        Ui.number(old),
                        Ui.number(value),
                        indicator.unit());
    }
}
