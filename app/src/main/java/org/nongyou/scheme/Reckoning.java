package org.nongyou.scheme;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Digits;
import org.nongyou.kernel.Money;
import org.nongyou.kernel.Refusal;
import org.nongyou.scheme.Entitlement.Cut;
import org.nongyou.scheme.Entitlement.Line;
import org.nongyou.scheme.Entitlement.Reason;
import org.nongyou.scheme.Entitlement.Working;

/// Works out a claim: whether each line is paid at all ([Eligibility]), how much it is worth ([Amounts]), what caps
/// leave of it ([Caps]), and what each level pays, in this order. Every step is exact; where a rule has to round, it
/// says which way.
final class Reckoning {

    private static final FactCatalogue CATALOGUE = FactCatalogue.platform();

    /// A line on its way: `granted` shrinks as caps cut it.
    static final class Open {
        final Subsidy rule;
        final String item;
        final Map<String, Object> facts;
        final @Nullable String region;
        final @Nullable String same;
        final Working working;
        final Money full;
        final List<Cut> cuts = new ArrayList<>();
        Money granted;

        private Open(Item checked, Amounts.Worth worth) {
            rule = checked.rule();
            item = checked.item();
            facts = checked.facts();
            region = checked.region();
            same = worth.same();
            working = worth.working();
            full = worth.amount();
            granted = worth.amount();
        }
    }

    /// What a line asks for, with all facts known of it.
    record Item(
            Subsidy rule,
            String item,
            Map<String, Object> facts,
            @Nullable String region) {}

    /// A check's answer in the middle of a line's way.
    static final class Stop extends RuntimeException {
        final transient Reason reason;
        final transient Refusal refusal;

        private Stop(Reason reason, Refusal refusal) {
            super(null, null, false, false);
            this.reason = reason;
            this.refusal = refusal;
        }
    }

    private final Scheme scheme;
    private final SubsidyClaim claim;

    /// By their place in the claim.
    private final Map<Integer, Open> open = new LinkedHashMap<>();

    private final Map<Integer, Line.Denied> denied = new HashMap<>();

    Reckoning(Scheme scheme, SubsidyClaim claim) {
        this.scheme = scheme;
        this.claim = claim;
    }

    Entitlement entitlement() {
        for (int i = 0; i < claim.lines().size(); i++) enter(i, claim.lines().get(i));
        new Caps(scheme, claim, open.values()).cut();
        var lines = new ArrayList<Line>();
        for (int i = 0; i < claim.lines().size(); i++) {
            var line = open.get(i);
            lines.add(
                    line != null
                            ? new Line.Granted(
                                    line.rule,
                                    line.item,
                                    line.same,
                                    line.working,
                                    line.full,
                                    line.cuts,
                                    line.granted,
                                    line.rule.paidBy().shares(line.granted))
                            : Objects.requireNonNull(denied.get(i)));
        }
        return new Entitlement(lines);
    }

    private void enter(int place, SubsidyClaim.Line line) {
        var rule = scheme.subsidy(line.rule())
                .orElseThrow(() -> new IllegalArgumentException("no subsidy rule " + line.rule()));
        var facts = new HashMap<>(claim.facts());
        facts.putAll(line.facts());
        var item = rule.item().equals("claim") ? "" : text(facts.get(rule.item() + ".id"));
        var region = regionOf(rule, facts);
        facts.put("today", claim.date());
        facts.put("claim.date", claim.date());
        facts.put("claim.year", (long) claim.date().getYear());
        if (region != null) facts.putIfAbsent("region", region);
        var missing = new TreeSet<String>();
        try {
            var asked = new Item(rule, item, facts, region);
            new Eligibility(scheme, claim, open.values()).check(asked, missing);
            if (!missing.isEmpty()) {
                denied.put(place, missing(asked, missing));
                return;
            }
            open.put(place, new Open(asked, new Amounts(claim, open.values()).of(asked)));
        } catch (Stop stop) {
            denied.put(place, new Line.Denied(rule, item, stop.reason, stop.refusal, Set.of()));
        }
    }

    private static Line.Denied missing(Item line, Set<String> missing) {
        return new Line.Denied(
                line.rule(),
                line.item(),
                Reason.FACTS,
                Refusal.of("subsidy.rule.facts", missing.size())
                        .citing(line.rule().cited()),
                missing);
    }

    /// Where the item lies: its own region, else the applicant's, else the claim's.
    private @Nullable String regionOf(Subsidy rule, Map<String, Object> facts) {
        for (var name : List.of(rule.item() + ".region", "applicant.region"))
            if (facts.get(name) instanceof String region && !region.isEmpty()) return region;
        return claim.region();
    }

    /// An item is known by its number within its kind. What is claimed as a whole, once for an applicant, is the
    /// applicant's.
    static boolean sameItem(Scheme scheme, Subsidy rule, String item, SubsidyClaim.Earlier earlier) {
        if (rule.item().equals("claim")) return earlier.sameApplicant();
        var other = scheme.subsidy(earlier.rule());
        return other.isPresent()
                && other.get().item().equals(rule.item())
                && earlier.item().equals(item);
    }

    static Stop stop(Subsidy rule, Reason reason, String key, Object... details) {
        return new Stop(reason, Refusal.of(key, details).citing(rule.cited()));
    }

    static String yuan(Money money) {
        return Digits.grouped(money) + " 元";
    }

    static String titles(String fact, List<String> choices) {
        return String.join(
                "、",
                choices.stream()
                        .map(choice -> CATALOGUE.choiceTitle(fact, choice))
                        .toList());
    }

    static String text(@Nullable Object value) {
        return Optional.ofNullable(value).map(String::valueOf).orElse("");
    }
}
