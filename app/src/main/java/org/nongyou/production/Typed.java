package org.nongyou.production;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Refusal;
import org.nongyou.kernel.TypedDay;

/// Reads what was typed into the forms of this module and says what is wrong with it, at its field.
final class Typed {

    /// Nothing that is recorded here is older.
    private static final LocalDate OLDEST = LocalDate.of(2000, 1, 1);

    private Typed() {}

    static String text(String typed, String field, String title, int longest, List<Refusal> faults) {
        var text = typed.strip();
        if (text.length() > longest)
            faults.add(Refusal.of("production.long", title, longest).at(field));
        return text;
    }

    static @Nullable LocalDate day(String typed, String field, LocalDate today, List<Refusal> faults) {
        try {
            var day = TypedDay.parse(typed.strip());
            var fault = past(day, today);
            if (fault == null) return day;
            faults.add(fault.at(field));
        } catch (DateTimeParseException e) {
            faults.add(Refusal.of("production.day").at(field));
        }
        return null;
    }

    /// What is wrong with a day on which something was done; null where nothing is.
    static @Nullable Refusal past(LocalDate day, LocalDate today) {
        if (day.isAfter(today)) return Refusal.of("production.future", day, today);
        if (day.isBefore(OLDEST)) return Refusal.of("production.day");
        return null;
    }

    /// Above zero, with at most three decimals.
    static @Nullable BigDecimal number(String typed, String field, BigDecimal most, List<Refusal> faults) {
        var text = typed.strip().replace(",", "");
        if (text.matches("\\d{1,12}(\\.\\d{1,3})?")) {
            var number = new BigDecimal(text);
            if (number.signum() > 0 && number.compareTo(most) <= 0) return number;
        }
        faults.add(Refusal.of("production.number").at(field));
        return null;
    }

    static @Nullable Integer whole(String typed, String field, int most, List<Refusal> faults) {
        var text = typed.strip();
        if (text.matches("\\d{1,7}") && Integer.parseInt(text) <= most) return Integer.valueOf(text);
        faults.add(Refusal.of("production.whole", most).at(field));
        return null;
    }
}
