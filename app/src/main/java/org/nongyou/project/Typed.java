package org.nongyou.project;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.nongyou.kernel.Digits;
import org.nongyou.kernel.Money;
import org.nongyou.kernel.Refusal;
import org.nongyou.kernel.TypedDay;

/// Reads what was typed into a form. What is wrong is collected with its field, so that everything is told at once;
/// what could not be read comes back as something harmless and is never used, since the faults are asked first.
final class Typed {

    private static final int LONGEST = 200;

    private final List<Refusal> faults = new ArrayList<>();

    Money money(String field, String label, String text) {
        var plain = text.strip().replace(",", "").replace("，", "");
        if (plain.matches("-?\\d{13,}(\\.\\d{1,2})?")) {
            faults.add(
                    Refusal.of("project.amount-huge", label, shortened(plain)).at(field));
            return Money.ZERO;
        }
        if (!plain.matches("-?\\d{1,12}(\\.\\d{1,2})?")) {
            faults.add(Refusal.of("project.amount-wrong", label, text.isBlank() ? "空的" : shortened(text.strip()))
                    .at(field));
            return Money.ZERO;
        }
        var money = Money.yuan(new BigDecimal(plain));
        if (money.fen() <= 0)
            faults.add(Refusal.of("project.amount-not-positive", label, Digits.grouped(money))
                    .at(field));
        return money;
    }

    /// A day that has come, not before `from`.
    LocalDate day(String field, String label, String text, LocalDate from, LocalDate today) {
        if (text.isBlank()) {
            faults.add(Refusal.of("project.day-missing", label).at(field));
            return from;
        }
        LocalDate day;
        try {
            day = TypedDay.parse(text.strip());
        } catch (DateTimeException e) {
            faults.add(Refusal.of("project.day-wrong", label).at(field));
            return from;
        }
        if (day.isAfter(today))
            faults.add(Refusal.of("project.day-future", label, day).at(field));
        else if (day.isBefore(from))
            faults.add(Refusal.of("project.day-before", label, day, from).at(field));
        return day;
    }

    String text(String field, String label, String text) {
        return text(field, label, text, LONGEST);
    }

    String text(String field, String label, String text, int longest) {
        var clean = text.strip().replaceAll("\\p{Cc}", " ");
        if (clean.isEmpty())
            faults.add(Refusal.of("project.text-missing", label).at(field));
        else if (clean.length() > longest)
            faults.add(Refusal.of("project.text-long", label, longest, clean.length())
                    .at(field));
        return clean;
    }

    void fault(Refusal refusal) {
        faults.add(refusal);
    }

    private static String shortened(String text) {
        return text.length() <= 30 ? text : text.substring(0, 30) + "……";
    }

    static long id(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }

    List<Refusal> faults() {
        return faults;
    }

    boolean sound() {
        return faults.isEmpty();
    }
}
