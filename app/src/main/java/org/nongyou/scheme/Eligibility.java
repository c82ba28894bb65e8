package org.nongyou.scheme;

import static org.nongyou.scheme.Reckoning.stop;
import static org.nongyou.scheme.Reckoning.text;
import static org.nongyou.scheme.Reckoning.titles;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nongyou.kernel.Digits;
import org.nongyou.scheme.Entitlement.Reason;
import org.nongyou.scheme.Reckoning.Item;
import org.nongyou.scheme.Reckoning.Open;
import org.nongyou.scheme.Subsidy.Rate;

/// Whether a line of a claim is paid at all: who may claim, for what, where, when, from which size, and not twice.
final class Eligibility {

    private final Scheme scheme;
    private final SubsidyClaim claim;
    private final Collection<Open> open;

    /// @param open the lines of the claim that were found to be paid so far
    Eligibility(Scheme scheme, SubsidyClaim claim, Collection<Open> open) {
        this.scheme = scheme;
        this.claim = claim;
        this.open = open;
    }

    /// @param missing takes the names of facts that are wanting
    /// @throws Reckoning.Stop where a rule says no
    void check(Item line, Set<String> missing) {
        var rule = line.rule();
        var facts = line.facts();
        if (!scheme.period().contains(claim.date()))
            throw stop(rule, Reason.PERIOD, "subsidy.rule.period", claim.date(), period());
        if (!rule.applicants().isEmpty()) {
            if (!(facts.get("applicant.kind") instanceof String kind)) missing.add("applicant.kind");
            else if (!rule.applicants().contains(kind))
                throw stop(
                        rule,
                        Reason.APPLICANTS,
                        "subsidy.rule.applicants",
                        titles("applicant.kind", rule.applicants()),
                        titles("applicant.kind", List.of(kind)));
        }
        if (rule.when() != null
                && known(rule.when(), facts, missing)
                && !rule.when().holds(facts)) throw stop(rule, Reason.WHEN, "subsidy.rule.when", rule.title());
        if (rule.area() != null) {
            var area = scheme.area(rule.area()).orElseThrow();
            if (line.region() == null) missing.add(rule.item() + ".region");
            else if (!area.contains(line.region()))
                throw stop(rule, Reason.AREA, "subsidy.rule.area", rule.itemTitle(), area.title());
        }
        for (var requirement : rule.require()) {
            if (known(requirement.that(), facts, missing) && !requirement.that().holds(facts))
                throw stop(rule, Reason.REQUIRE, "subsidy.rule.require", requirement.otherwise());
        }
        if (line.item().isEmpty() && !rule.item().equals("claim")) missing.add(rule.item() + ".id");
        checkWindow(line, missing);
        checkThreshold(line, missing);
        for (var cap : rule.caps()) if (cap.when() != null) known(cap.when(), facts, missing);
        for (var cap : scheme.sharedCaps())
            if (cap.rules().contains(rule.id()) && cap.when() != null) known(cap.when(), facts, missing);
        for (var expression : rule.amount().expressions()) known(expression, facts, missing);
        checkEarlier(line);
    }

    private void checkWindow(Item line, Set<String> missing) {
        var window = line.rule().window();
        if (window == null || !known(window.date(), line.facts(), missing)) return;
        var date = (LocalDate) window.date().evaluate(line.facts());
        boolean within = window.claimYear()
                ? date.getYear() == claim.date().getYear()
                : scheme.period().contains(date);
        if (window.from() != null) within &= !date.isBefore(window.from());
        if (window.to() != null) within &= !date.isAfter(window.to());
        if (date.isAfter(claim.date()))
            throw stop(line.rule(), Reason.WINDOW, "subsidy.rule.window-later", date, claim.date());
        if (!within)
            throw stop(
                    line.rule(),
                    Reason.WINDOW,
                    "subsidy.rule.window",
                    date,
                    window.claimYear() ? claim.date().getYear() + " 年内" : "方案期内（" + period() + "）");
    }

    private void checkThreshold(Item line, Set<String> missing) {
        var threshold = line.rule().threshold();
        if (threshold == null || !known(threshold.of(), line.facts(), missing)) return;
        var least = switch (threshold.atLeast()) {
            case Rate.One<BigDecimal>(var value) -> value;
            case Rate.ByChoice<BigDecimal>(var by, var values) -> {
                if (!known(by, line.facts(), missing)) yield null;
                var choice = text(by.evaluate(line.facts()));
                var value = values.get(choice);
                if (value == null)
                    throw stop(
                            line.rule(),
                            Reason.THRESHOLD,
                            "subsidy.rule.threshold-choice",
                            titles(by.text(), List.of(choice)));
                yield value;
            }
        };
        if (least == null) return;
        var size = threshold.of().number(line.facts());
        if (size.compareTo(least) < 0)
            throw stop(
                    line.rule(),
                    Reason.THRESHOLD,
                    "subsidy.rule.threshold",
                    Digits.grouped(least) + " " + threshold.unit(),
                    Digits.grouped(size) + " " + threshold.unit());
    }

    private void checkEarlier(Item line) {
        var rule = line.rule();
        for (var one : claim.earlier()) {
            if (one.amount().fen() == 0 || !Reckoning.sameItem(scheme, rule, line.item(), one)) continue;
            boolean again = switch (rule.repeat()) {
                case ONCE -> true;
                case YEARLY -> one.date().getYear() == claim.date().getYear();
                case ALWAYS -> false;
            };
            if (one.rule().equals(rule.id()) && again)
                throw stop(
                        rule,
                        Reason.REPEAT,
                        rule.repeat() == Subsidy.Repeat.ONCE ? "subsidy.rule.repeat" : "subsidy.rule.repeat-year",
                        rule.itemTitle() + (line.item().isEmpty() ? "" : "（" + line.item() + "）"),
                        one.named(),
                        Digits.grouped(one.amount()));
            if (excluded(rule, one.rule()))
                throw stop(rule, Reason.EXCLUDES, "subsidy.rule.excludes", ruleTitle(one.rule()), one.named());
        }
        for (var before : open) {
            if (!sameItem(line, before)) continue;
            if (before.rule.id().equals(rule.id()) && rule.repeat() != Subsidy.Repeat.ALWAYS)
                throw stop(rule, Reason.REPEAT, "subsidy.rule.repeat-here", rule.itemTitle(), line.item());
            if (excluded(rule, before.rule.id()))
                throw stop(rule, Reason.EXCLUDES, "subsidy.rule.excludes-here", before.rule.title());
        }
    }

    private boolean excluded(Subsidy rule, String other) {
        return rule.excludes().contains(other)
                || scheme.subsidy(other)
                        .filter(one -> one.excludes().contains(rule.id()))
                        .isPresent();
    }

    private static boolean sameItem(Item line, Open other) {
        return line.rule().item().equals(other.rule.item()) && line.item().equals(other.item);
    }

    private static boolean known(Expression expression, Map<String, Object> facts, Set<String> missing) {
        var wanting = expression.missingFrom(facts);
        missing.addAll(wanting);
        return wanting.isEmpty();
    }

    private String period() {
        var period = scheme.period();
        return period.from() + (period.to() == null ? " 起" : " 到 " + period.to());
    }

    private String ruleTitle(String rule) {
        return scheme.subsidy(rule).map(Subsidy::title).orElse(rule);
    }
}
