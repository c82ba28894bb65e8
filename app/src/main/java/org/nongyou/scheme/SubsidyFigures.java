package org.nongyou.scheme;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nongyou.kernel.Digits;
import org.nongyou.kernel.Money;
import org.nongyou.scheme.Subsidy.Amount;
import org.nongyou.scheme.Subsidy.Rate;

/// The numbers of a rule that money hangs on, and the same rule with other numbers: for trying out a change before it
/// is written into a document.
public final class SubsidyFigures {

    private SubsidyFigures() {}

    /// @param key   unique within its rule
    /// @param title as read on screens
    public record Figure(String key, String title, String unit, BigDecimal value) {}

    public static List<Figure> of(Subsidy rule) {
        var figures = new ArrayList<Figure>();
        switch (rule.amount()) {
            case Amount.Flat(var pay) -> figures.add(money("pay", "定额", pay));
            case Amount.PerUnit one -> {
                switch (one.pay()) {
                    case Rate.One<Money>(var pay) -> figures.add(money("pay", "每" + one.unit(), pay));
                    case Rate.ByChoice<Money> chosen ->
                        chosen.values()
                                .forEach((choice, pay) -> figures.add(money(
                                        "pay." + choice,
                                        "每" + one.unit() + "（" + choice(chosen.by(), choice) + "）",
                                        pay)));
                }
            }
            case Amount.Percent one -> figures.add(new Figure("percent", "比例", "%", one.percent()));
            case Amount.Tiers one -> {
                for (int i = 0; i < one.tiers().size(); i++)
                    figures.add(money(
                            "tier." + i,
                            "第 " + (i + 1) + " 档",
                            one.tiers().get(i).pay()));
            }
            case Amount.Steps one -> {
                figures.add(money("pay", Digits.grouped(one.upTo()) + " 以内", one.pay()));
                figures.add(money("add", "每多 " + Digits.grouped(one.each()) + " 加", one.add()));
            }
            case Amount.ByChoice one ->
                one.pay().forEach((choice, pay) -> figures.add(money("pay." + choice, choice(one.by(), choice), pay)));
            case Amount.Formula _ -> {}
        }
        for (int i = 0; i < rule.caps().size(); i++)
            figures.add(money(
                    "cap." + i,
                    rule.capTitle(rule.caps().get(i)),
                    rule.caps().get(i).atMost()));
        return figures;
    }

    /// @param changed figures by key; those left out stay
    /// @throws ArithmeticException when an amount of money has parts of a fen
    public static Subsidy with(Subsidy rule, Map<String, BigDecimal> changed) {
        if (changed.isEmpty()) return rule;
        var caps = new ArrayList<Subsidy.Cap>();
        for (int i = 0; i < rule.caps().size(); i++) {
            var cap = rule.caps().get(i);
            caps.add(new Subsidy.Cap(cap.per(), cap.within(), changed(changed, "cap." + i, cap.atMost()), cap.when()));
        }
        return new Subsidy(
                rule.path(),
                rule.id(),
                rule.title(),
                rule.clauses(),
                rule.applicants(),
                rule.item(),
                rule.area(),
                rule.when(),
                rule.require(),
                rule.threshold(),
                rule.window(),
                amount(rule.amount(), changed),
                caps,
                rule.paidBy(),
                rule.repeat(),
                rule.excludes(),
                rule.proof(),
                rule.procedure());
    }

    private static Amount amount(Amount amount, Map<String, BigDecimal> changed) {
        return switch (amount) {
            case Amount.Flat(var pay) -> new Amount.Flat(changed(changed, "pay", pay));
            case Amount.PerUnit one ->
                new Amount.PerUnit(
                        one.unit(),
                        one.of(),
                        one.count(),
                        switch (one.pay()) {
                            case Rate.One<Money>(var pay) -> new Rate.One<>(changed(changed, "pay", pay));
                            case Rate.ByChoice<Money> chosen ->
                                new Rate.ByChoice<>(chosen.by(), changed(changed, chosen.values()));
                        },
                        one.round() == null ? Subsidy.Rounding.DOWN : one.round());
            case Amount.Percent one ->
                new Amount.Percent(changed.getOrDefault("percent", one.percent()), one.of(), one.round());
            case Amount.Tiers one -> {
                var tiers = new ArrayList<Subsidy.Tier>();
                for (int i = 0; i < one.tiers().size(); i++) {
                    var tier = one.tiers().get(i);
                    tiers.add(new Subsidy.Tier(tier.first(), changed(changed, "tier." + i, tier.pay())));
                }
                yield new Amount.Tiers(tiers, one.same(), one.counting());
            }
            case Amount.Steps one ->
                new Amount.Steps(
                        one.upTo(),
                        changed(changed, "pay", one.pay()),
                        one.each(),
                        changed(changed, "add", one.add()),
                        one.of(),
                        one.count(),
                        one.round());
            case Amount.ByChoice one -> new Amount.ByChoice(one.by(), changed(changed, one.pay()));
            case Amount.Formula one -> one;
        };
    }

    private static Map<String, Money> changed(Map<String, BigDecimal> changed, Map<String, Money> values) {
        var all = new LinkedHashMap<String, Money>();
        values.forEach((choice, pay) -> all.put(choice, changed(changed, "pay." + choice, pay)));
        return all;
    }

    private static Money changed(Map<String, BigDecimal> changed, String key, Money was) {
        var value = changed.get(key);
        return value == null ? was : Money.yuan(value);
    }

    private static Figure money(String key, String title, Money value) {
        return new Figure(key, title, "元", value.toYuan());
    }

    private static String choice(Expression by, String choice) {
        return CATALOGUE.choiceTitle(by.text(), choice);
    }

    private static final FactCatalogue CATALOGUE = FactCatalogue.platform();
}
