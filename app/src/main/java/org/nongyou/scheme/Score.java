package org.nongyou.scheme;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nongyou.scheme.ScoreSheet.Rule;

/// A filled score sheet. Points are exact; only the sum is rounded, half up, to the places that the sheet keeps.
/// @param points what was reached so far, rounded
public record Score(ScoreSheet sheet, List<Line> lines, BigDecimal points) {

    /// @param points null while a fact or an answer is wanting
    public record Line(ScoreSheet.Item item, @Nullable BigDecimal points) {}

    public Score {
        lines = List.copyOf(lines);
    }

    /// @param facts   by name; those that are not known are left out
    /// @param answers the scorer's, by item id: points for a judged item, 1 or 0 for an asked one
    /// @throws IllegalArgumentException when judged points are below 0 or above the item's
    public static Score of(ScoreSheet sheet, Map<String, Object> facts, Map<String, BigDecimal> answers) {
        var lines = new ArrayList<Line>();
        var sum = BigDecimal.ZERO;
        for (var item : sheet.items()) {
            var points = points(item, facts, answers.get(item.id()));
            if (points.isPresent()) sum = sum.add(points.get());
            lines.add(new Line(item, points.orElse(null)));
        }
        return new Score(sheet, lines, sum.setScale(sheet.decimals(), RoundingMode.HALF_UP));
    }

    /// The mean of several experts' points.
    /// @param dropExtremes leaves out one highest and one lowest where there are at least three
    public static BigDecimal mean(List<BigDecimal> points, boolean dropExtremes, int decimals) {
        if (points.isEmpty()) throw new IllegalArgumentException("no points");
        var counted = points.stream().sorted(Comparator.naturalOrder()).toList();
        if (dropExtremes && counted.size() >= 3) counted = counted.subList(1, counted.size() - 1);
        var sum = counted.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return sum.divide(BigDecimal.valueOf(counted.size()), decimals, RoundingMode.HALF_UP);
    }

    /// Every fact that the sheet speaks of.
    public static Set<String> factsOf(ScoreSheet sheet) {
        var names = new TreeSet<String>();
        for (var item : sheet.items()) names.addAll(item.rule().facts());
        return names;
    }

    /// Whether nothing is wanting.
    public boolean complete() {
        return lines.stream().allMatch(line -> line.points() != null);
    }

    public boolean passed() {
        return complete() && (sheet.pass() == null || points.compareTo(sheet.pass()) >= 0);
    }

    private static Optional<BigDecimal> points(
            ScoreSheet.Item item, Map<String, Object> facts, @Nullable BigDecimal answer) {
        for (var expression : item.rule().expressions()) {
            if (!expression.missingFrom(facts).isEmpty()) return Optional.empty();
        }
        var full = item.points();
        return switch (item.rule()) {
            case Rule.Judge _ -> {
                if (answer != null && (answer.signum() < 0 || answer.compareTo(full) > 0)) {
                    throw new IllegalArgumentException(item.id() + ": " + answer + " is not within 0 and " + full);
                }
                yield Optional.ofNullable(answer);
            }
            case Rule.Asked _ -> Optional.ofNullable(answer).map(yes -> yes.signum() > 0 ? full : BigDecimal.ZERO);
            case Rule.If(var condition) -> Optional.of(condition.holds(facts) ? full : BigDecimal.ZERO);
            case Rule.Ratio(var done, var target) -> {
                var whole = number(target, facts);
                if (whole.signum() <= 0) yield Optional.empty();
                var part = full.multiply(number(done, facts)).divide(whole, MathContext.DECIMAL128);
                yield Optional.of(within(part, BigDecimal.ZERO, full));
            }
            case Rule.Deduct(var of, var step, var started, var take, var floor) -> {
                var steps = number(of, facts)
                        .max(BigDecimal.ZERO)
                        .divide(step, 0, started ? RoundingMode.CEILING : RoundingMode.FLOOR);
                yield Optional.of(full.subtract(take.multiply(steps)).max(floor));
            }
            case Rule.Pieces(var pieces) -> {
                var sum = BigDecimal.ZERO;
                for (var piece : pieces) {
                    var points = piece.each().multiply(number(piece.of(), facts));
                    sum = sum.add(piece.atMost() == null ? points : points.min(piece.atMost()));
                }
                yield Optional.of(within(sum, BigDecimal.ZERO, full));
            }
            case Rule.Bands(var bands) -> {
                var best = BigDecimal.ZERO;
                for (var band : bands) {
                    if (number(band.of(), facts).compareTo(band.from()) >= 0) best = best.max(band.points());
                }
                yield Optional.of(best);
            }
        };
    }

    private static BigDecimal within(BigDecimal value, BigDecimal least, BigDecimal most) {
        return value.max(least).min(most);
    }

    private static BigDecimal number(Expression expression, Map<String, Object> facts) {
        return switch (expression.evaluate(facts)) {
            case Long whole -> BigDecimal.valueOf(whole);
            case BigDecimal decimal -> decimal;
            case Object other -> throw new IllegalStateException(expression + " gave " + other);
        };
    }
}
