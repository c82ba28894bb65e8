package org.nongyou.compliance;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Digits;
import org.nongyou.production.InputUse;
import org.nongyou.standard.InputRules;
import org.nongyou.standard.UseAnswer;
import org.nongyou.standard.WaitRule;
import org.nongyou.standard.Waiting;

/// A use of a drug with what the rules say of it.
/// @param last the last day of the use
record DrugUse(
        InputUse use,
        LocalDate last,
        List<UseAnswer> answers,
        @Nullable Wait delay) {

    /// How long to wait after a use.
    /// @param earliest first day of harvest; null where no number of days would do
    /// @param uncertain degree-days that only the water's temperature can tell
    record Wait(String length, @Nullable LocalDate earliest, boolean uncertain, List<String> rows) {}

    /// @param warmest of the water, which degree-days are reckoned with
    static DrugUse of(InputUse use, String produce, InputRules rules, BigDecimal warmest) {
        var stopped = use.stoppedOn();
        var last = stopped != null && stopped.isAfter(use.on()) ? stopped : use.on();
        var answers = new ArrayList<UseAnswer>();
        var days = last.equals(use.on()) ? List.of(last) : List.of(use.on(), last);
        for (var day : days) {
            var own = rules.mayUse(use.name(), use.registration(), produce, day);
            answers.add(own);
            // A label that is known has judged its ingredients already.
            if (own.label() == null)
                for (var substance : use.substances())
                    if (!substance.equals(use.name())) answers.add(rules.mayUse(substance, produce, day));
        }
        return new DrugUse(use, last, answers, new Waits(produce, rules, warmest).after(use, last));
    }

    Set<String> names() {
        return names(use);
    }

    private static Set<String> names(InputUse use) {
        var names = new LinkedHashSet<String>();
        names.add(use.name());
        names.addAll(use.substances());
        return names;
    }

    static boolean later(@Nullable LocalDate one, @Nullable LocalDate other) {
        if (one == null || other == null) return one == null && other != null;
        return one.isAfter(other);
    }

    private record Waits(String produce, InputRules rules, BigDecimal warmest) {

        @Nullable
        Wait after(InputUse use, LocalDate last) {
            Wait longest = null;
            var label = use.registration() == null
                    ? Optional.<Waiting>empty()
                    : Optional.ofNullable(rules.mayUse(use.name(), use.registration(), produce, last)
                            .waiting());
            if (label.isPresent() && label.get().product() != null) return wait(label.get(), last);
            for (var name : names(use)) {
                var one = rules.interval(name, produce, use.registration(), last)
                        .map(waiting -> wait(waiting, last))
                        .orElse(null);
                if (one != null && (longest == null || later(one.earliest(), longest.earliest()))) longest = one;
            }
            return longest;
        }

        private Wait wait(Waiting waiting, LocalDate last) {
            var product = waiting.product();
            var taken = waiting.taken();
            if (product != null)
                return of(
                        product.rule(),
                        product.intervalDays(),
                        last,
                        List.of(product.name() + "（" + product.registration() + "）的标签"));
            if (taken == null) throw new IllegalStateException("neither label nor row");
            return of(
                    taken.rule(),
                    taken.longest() == null ? 0 : taken.longest(),
                    last,
                    List.of(taken.provenance().say()));
        }

        private Wait of(WaitRule rule, int length, LocalDate last, List<String> rows) {
            return switch (rule) {
                case DAYS, EGGS, MILK -> new Wait(length + " 天", last.plusDays(length), false, rows);
                case NOT_WHILE_LAYING -> new Wait("产蛋期禁用", null, false, rows);
                case DEGREE_DAYS -> {
                    int days = BigDecimal.valueOf(length)
                            .divide(warmest, 0, RoundingMode.CEILING)
                            .intValue();
                    yield new Wait(
                            length + " 度日（水温 " + Digits.grouped(warmest) + " ℃ 也要 " + days + " 天）",
                            last.plusDays(days),
                            true,
                            rows);
                }
            };
        }
    }
}
