package org.nongyou.indicator;

import static org.nongyou.kernel.Decision.refused;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Map;
import java.util.regex.Pattern;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.scheme.Indicator;
import org.nongyou.web.Ui;

/// A figure as a person types it: full-width digits, thousands parted by commas, the unit behind it. A unit that is not
/// the indicator's own is never silently converted: the person is told what the figure would be.
final class TypedFigure {

    private static final Pattern NUMBER =
            Pattern.compile("([+-]?(?:\\d[\\d,]*(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,3})?)(.*)");
    /// More digits than any figure has; a longer text is no number that somebody meant.
    private static final int LONGEST = 40;

    private enum Sort {
        AREA,
        MASS,
        PEOPLE,
        MONEY
    }

    /// @param factor how many of the smallest unit of its sort one is
    private record Unit(Sort sort, BigDecimal factor) {}

    private static final Map<String, Unit> UNITS = Map.ofEntries(
            unit("亩", Sort.AREA, "1"),
            unit("万亩", Sort.AREA, "10000"),
            unit("公顷", Sort.AREA, "15"),
            unit("平方公里", Sort.AREA, "1500"),
            unit("斤", Sort.MASS, "0.5"),
            unit("公斤", Sort.MASS, "1"),
            unit("千克", Sort.MASS, "1"),
            unit("吨", Sort.MASS, "1000"),
            unit("万吨", Sort.MASS, "10000000"),
            unit("人", Sort.PEOPLE, "1"),
            unit("千人", Sort.PEOPLE, "1000"),
            unit("万人", Sort.PEOPLE, "10000"),
            unit("元", Sort.MONEY, "1"),
            unit("万元", Sort.MONEY, "10000"),
            unit("亿元", Sort.MONEY, "100000000"));

    private TypedFigure() {}

    private static Map.Entry<String, Unit> unit(String name, Sort sort, String factor) {
        return Map.entry(name, new Unit(sort, new BigDecimal(factor)));
    }

    static Decision<BigDecimal> read(Indicator indicator, String typed) {
        var text = Normalizer.normalize(typed, Normalizer.Form.NFKC).strip();
        if (text.isEmpty()) return refused(Refusal.of("indicator.figure.value-missing", indicator.title()));
        var match = NUMBER.matcher(text);
        if (text.length() > LONGEST || !match.matches())
            return refused(Refusal.of("indicator.figure.not-a-number", shortened(typed.strip())));
        var value = new BigDecimal(match.group(1).replace(",", ""));
        var suffix = match.group(2).strip();
        var unit = indicator.unit();
        if (suffix.isEmpty() || suffix.equals(unit)) return Decision.done(value);
        var from = UNITS.get(suffix);
        var to = UNITS.get(unit);
        if (from != null && to != null && from.sort() == to.sort()) {
            var converted = value.multiply(from.factor())
                    .divide(to.factor(), 10, java.math.RoundingMode.HALF_UP)
                    .stripTrailingZeros();
            return refused(Refusal.of("indicator.figure.unit", shortened(typed.strip()), unit, Ui.number(converted)));
        }
        // Letters right behind the digits are a slip of the hand; a word is a unit.
        if (suffix.codePoints().noneMatch(Character::isIdeographic) && !suffix.equals("%") && !suffix.equals("‰"))
            return refused(Refusal.of("indicator.figure.not-a-number", shortened(typed.strip())));
        return refused(Refusal.of("indicator.figure.other-unit", shortened(suffix), unit));
    }

    /// How many people or 亩 a figure stands for; null for other units.
    static BigDecimal inSmallest(String unit, BigDecimal value) {
        var known = UNITS.get(unit);
        return known == null ? BigDecimal.ZERO : value.multiply(known.factor());
    }

    static boolean people(String unit) {
        var known = UNITS.get(unit);
        return known != null && known.sort() == Sort.PEOPLE;
    }

    static boolean area(String unit) {
        var known = UNITS.get(unit);
        return known != null && known.sort() == Sort.AREA;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
