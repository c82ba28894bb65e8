package org.nongyou.compliance;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.nongyou.kernel.Refusal;
import org.nongyou.kernel.TypedDay;

/// What was typed at market entry, read; each fault stands beside its field, and reading goes on.
final class EntryTyped {

    /// Kilograms of one lot.
    private static final BigDecimal MOST = new BigDecimal(1_000_000);

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(?:\\.\\d{1,3})?");
    /// 晋D12345, 晋AD12345 and old plates of tractors: a province's sign, a letter, four to six signs.
    private static final Pattern PLATE = Pattern.compile("\\p{IsHan}[A-Z][A-Z0-9]{4,6}\\p{IsHan}?");
    private static final int LONGEST = 120;

    private EntryTyped() {}

    static boolean isPlate(String plain) {
        return PLATE.matcher(plain).matches();
    }

    /// @return today where it is no day
    static LocalDate day(String typed, LocalDate today, List<Refusal> faults) {
        try {
            var day = TypedDay.parse(typed.strip());
            if (day.isAfter(today) || day.isBefore(today.minusYears(1)))
                faults.add(Refusal.of("compliance.entry-day", today.minusYears(1), today)
                        .at("on"));
            return day;
        } catch (DateTimeParseException e) {
            faults.add(Refusal.of("compliance.entry-day", today.minusYears(1), today)
                    .at("on"));
            return today;
        }
    }

    static BigDecimal weight(String typed, List<Refusal> faults) {
        var plain = typed.strip().replace(",", "").replace("，", "");
        if (NUMBER.matcher(plain).matches()) {
            var kg = new BigDecimal(plain);
            if (kg.signum() > 0 && kg.compareTo(MOST) <= 0) return kg;
        }
        faults.add(Refusal.of("compliance.entry-weight").at("kg"));
        return BigDecimal.ONE;
    }

    static String plate(String typed, List<Refusal> faults) {
        var plate = plain(typed);
        if (!plate.isEmpty() && !isPlate(plate))
            faults.add(Refusal.of("compliance.entry-plate").at("vehicle"));
        return plate;
    }

    static String plain(String plate) {
        return plate.replaceAll("[\\s\u3000·.-]", "").toUpperCase(Locale.ROOT);
    }

    static String text(String typed, String field, String label, List<Refusal> faults) {
        var text = typed.strip();
        if (text.length() > LONGEST)
            faults.add(Refusal.of("compliance.entry-long", label, LONGEST).at(field));
        return text;
    }

    static String needed(String typed, String field, String label, List<Refusal> faults) {
        var text = text(typed, field, label, faults);
        if (text.isEmpty())
            faults.add(Refusal.of("compliance.entry-missing", label).at(field));
        return text;
    }
}
