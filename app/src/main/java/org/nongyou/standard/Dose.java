package org.nongyou.standard;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The dose of a label in numbers (用量): 30—40 毫升/亩. What a label prints as a dilution or for an animal's weight
/// cannot be held against an amount and an area, so it is not read.
/// @param least    of `unit` on a 亩
/// @param most     of `unit` on a 亩
/// @param unit     克 or 毫升
public record Dose(BigDecimal least, BigDecimal most, String unit) {

    private static final BigDecimal MU_PER_HECTARE = BigDecimal.valueOf(15);
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
    private static final Pattern PRINTED =
            Pattern.compile("(\\d{1,7}(?:\\.\\d{1,4})?)(?:[-—–~～至到](\\d{1,7}(?:\\.\\d{1,4})?))?"
                    + "(千克|公斤|kg|克|g|毫升|ml|升|l)(?:制剂)?/(亩|公顷|hm2|ha)");

    public static Optional<Dose> of(String printed) {
        var found = PRINTED.matcher(Plain.text(printed));
        if (!found.matches()) return Optional.empty();
        var unit = found.group(3).toLowerCase(Locale.ROOT);
        var per = found.group(4).toLowerCase(Locale.ROOT);
        var from = number(found.group(1), unit, per);
        var to = found.group(2) == null ? from : number(found.group(2), unit, per);
        if (to.compareTo(from) < 0 || to.signum() == 0) return Optional.empty();
        return Optional.of(new Dose(from, to, base(unit)));
    }

    private static BigDecimal number(String text, String unit, String per) {
        var amount = new BigDecimal(text).multiply(factor(unit));
        return per.equals("亩") ? amount : amount.divide(MU_PER_HECTARE, 4, RoundingMode.HALF_UP);
    }

    private static BigDecimal factor(String unit) {
        return switch (unit) {
            case "千克", "公斤", "kg", "升", "l" -> THOUSAND;
            default -> BigDecimal.ONE;
        };
    }

    private static String base(String unit) {
        return switch (unit) {
            case "毫升", "ml", "升", "l" -> "毫升";
            default -> "克";
        };
    }

    /// Whether an amount on an area is more than the label allows; empty where the unit is of another kind.
    /// @param amount in `unit`
    public Optional<Boolean> above(BigDecimal amount, String amountUnit, BigDecimal areaMu) {
        var plain = Plain.text(amountUnit);
        if (areaMu.signum() <= 0
                || !plain.matches("千克|公斤|kg|克|g|毫升|ml|升|l")
                || !base(plain).equals(unit)) return Optional.empty();
        return Optional.of(amount.multiply(factor(plain)).compareTo(most.multiply(areaMu)) > 0);
    }

    /// 30—40 毫升/亩
    @Override
    public String toString() {
        var from = least.stripTrailingZeros().toPlainString();
        var to = most.stripTrailingZeros().toPlainString();
        return (from.equals(to) ? from : from + "—" + to) + " " + unit + "/亩";
    }
}
