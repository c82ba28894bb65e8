package org.nongyou.scheme;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Money;
import org.nongyou.kernel.Refusal;

/// What a claim comes to under the rules (应补金额): for each line the amount with how it was worked out, which cap cut
/// it and what each level pays, or the reason why nothing is paid for it.
public record Entitlement(List<Line> lines) {

    public Entitlement {
        lines = List.copyOf(lines);
    }

    /// @throws IllegalArgumentException when a line names a rule that the scheme does not have
    public static Entitlement of(Scheme scheme, SubsidyClaim claim) {
        return new Reckoning(scheme, claim).entitlement();
    }

    public sealed interface Line {

        Subsidy rule();

        /// Id of what it is for; empty where it is not known yet.
        String item();

        /// @param same    what the item is counted under in a rule with tiers, or null
        /// @param full    before any cap
        /// @param granted what is paid; may be nothing where a cap is used up
        /// @param paidBy  adds up to `granted` to the fen
        record Granted(
                Subsidy rule,
                String item,
                @Nullable String same,
                Working working,
                Money full,
                List<Cut> cuts,
                Money granted,
                Map<Level, Money> paidBy)
                implements Line {

            public Granted {
                cuts = List.copyOf(cuts);
                paidBy = Map.copyOf(paidBy);
            }
        }

        /// @param missing names of the facts that are wanting; empty for any other reason
        record Denied(Subsidy rule, String item, Reason reason, Refusal refusal, Set<String> missing) implements Line {

            public Denied {
                missing = Set.copyOf(missing);
            }

            /// As a scheme's examples name it: the key, or the sentence of the requirement that does not hold.
            public String because() {
                return reason == Reason.REQUIRE ? refusal.message() : reason.key();
            }
        }
    }

    /// Why nothing is paid. `key` is the key of the rule that is behind it.
    public enum Reason {
        FACTS("facts"),
        PERIOD("period"),
        APPLICANTS("applicants"),
        AREA("area"),
        WHEN("when"),
        REQUIRE("require"),
        THRESHOLD("threshold"),
        WINDOW("window"),
        REPEAT("repeat"),
        EXCLUDES("excludes"),
        /// More items than the tiers pay for.
        TIERS("tiers"),
        /// No amount is stated for this choice, or it has no exact value.
        AMOUNT("amount");

        private final String key;

        Reason(String key) {
            this.key = key;
        }

        public String key() {
            return key;
        }
    }

    /// How the amount was worked out, for people to follow.
    /// @param quantity how much there is, or null where the rule does not ask
    /// @param words    such as 120.5 亩 × 3000.00 元
    public record Working(@Nullable BigDecimal quantity, String unit, String words) {}

    /// A cap that took something away.
    /// @param title  such as 每个主体累计不超过 100000.00 元
    /// @param before what was used of it before this line
    public record Cut(String title, List<String> clauses, Money before, Money from, Money to) {}

    /// Every fact that a rule speaks of, that of its item's number among them.
    public static Set<String> factsOf(Scheme scheme, Subsidy rule) {
        var names = new TreeSet<String>();
        if (!rule.item().equals("claim")) names.add(rule.item() + ".id");
        if (!rule.applicants().isEmpty()) names.add("applicant.kind");
        if (rule.when() != null) names.addAll(rule.when().facts());
        for (var requirement : rule.require()) names.addAll(requirement.that().facts());
        if (rule.threshold() != null) {
            names.addAll(rule.threshold().of().facts());
            if (rule.threshold().atLeast() instanceof Subsidy.Rate.ByChoice<BigDecimal> chosen)
                names.addAll(chosen.by().facts());
        }
        if (rule.window() != null) names.addAll(rule.window().date().facts());
        for (var expression : rule.amount().expressions()) names.addAll(expression.facts());
        for (var cap : rule.caps())
            if (cap.when() != null) names.addAll(cap.when().facts());
        for (var cap : scheme.sharedCaps())
            if (cap.rules().contains(rule.id()) && cap.when() != null)
                names.addAll(cap.when().facts());
        return names;
    }

    public Money total() {
        return granted().stream().map(Line.Granted::granted).reduce(Money.ZERO, Money::plus);
    }

    /// What each level pays in all; levels that pay nothing under these rules are left out.
    public Map<Level, Money> paidBy() {
        var sums = new EnumMap<Level, Money>(Level.class);
        for (var line : granted()) line.paidBy().forEach((level, part) -> sums.merge(level, part, Money::plus));
        return sums;
    }

    public List<Line.Granted> granted() {
        return lines.stream()
                .filter(Line.Granted.class::isInstance)
                .map(Line.Granted.class::cast)
                .toList();
    }

    public List<Line.Denied> denied() {
        return lines.stream()
                .filter(Line.Denied.class::isInstance)
                .map(Line.Denied.class::cast)
                .toList();
    }

    public Optional<Line.Denied> firstDenied() {
        return denied().stream().findFirst();
    }
}
