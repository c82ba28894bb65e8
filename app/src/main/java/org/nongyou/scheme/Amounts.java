package org.nongyou.scheme;

import static org.nongyou.scheme.Reckoning.stop;
import static org.nongyou.scheme.Reckoning.text;
import static org.nongyou.scheme.Reckoning.titles;
import static org.nongyou.scheme.Reckoning.yuan;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Digits;
import org.nongyou.kernel.Money;
import org.nongyou.scheme.Entitlement.Reason;
import org.nongyou.scheme.Entitlement.Working;
import org.nongyou.scheme.Reckoning.Item;
import org.nongyou.scheme.Reckoning.Open;
import org.nongyou.scheme.Subsidy.Amount;
import org.nongyou.scheme.Subsidy.Counting;
import org.nongyou.scheme.Subsidy.Rate;
import org.nongyou.scheme.Subsidy.Rounding;

/// How much a line of a claim comes to by its rule, before any cap, and how that was worked out.
final class Amounts {

    private final SubsidyClaim claim;
    private final Collection<Open> open;

    /// @param open the lines before it that are paid
    Amounts(SubsidyClaim claim, Collection<Open> open) {
        this.claim = claim;
        this.open = open;
    }

    /// @param same what the item is counted under in a rule with tiers, or null
    record Worth(Money amount, Working working, @Nullable String same) {}

    Worth of(Item line) {
        var rule = line.rule();
        var facts = line.facts();
        return switch (rule.amount()) {
            case Amount.Flat(var pay) -> new Worth(pay, new Working(null, "", "定额 " + yuan(pay)), null);
            case Amount.PerUnit(var unit, var of, var count, var rate, var round) -> {
                var quantity = of.number(facts);
                checkSize(rule, quantity);
                var units = counted(quantity, count);
                var pay = switch (rate) {
                    case Rate.One<Money>(var one) -> one;
                    case Rate.ByChoice<Money>(var by, var values) -> chosen(rule, by, values, facts);
                };
                yield new Worth(
                        times(rule, pay, units, round),
                        new Working(
                                quantity, unit, counted(quantity, units, unit, count) + " × " + yuan(pay) + "/" + unit),
                        null);
            }
            case Amount.Percent(var percent, var of, var round) -> {
                var base = (Money) of.evaluate(facts);
                if (base.fen() < 0)
                    throw stop(rule, Reason.AMOUNT, "subsidy.rule.negative", Digits.grouped(base) + " 元");
                yield new Worth(
                        base.times(percent.movePointLeft(2), round.mode()),
                        new Working(
                                base.toYuan(),
                                "元",
                                yuan(base) + " × " + Digits.grouped(percent) + "%，不足一分" + round.title()),
                        null);
            }
            case Amount.Tiers tiers -> tier(line, tiers);
            case Amount.Steps steps -> steps(rule, steps, facts);
            case Amount.ByChoice(var by, var pay) -> {
                var money = chosen(rule, by, pay, facts);
                yield new Worth(
                        money,
                        new Working(
                                null, "", titles(by.text(), List.of(text(by.evaluate(facts)))) + "，定额 " + yuan(money)),
                        null);
            }
            case Amount.Formula(var formula, var round) -> {
                BigDecimal result;
                try {
                    result = formula.yuan(facts);
                } catch (IllegalArgumentException e) {
                    throw stop(rule, Reason.AMOUNT, "subsidy.rule.formula", formula.text());
                }
                if (result.signum() < 0)
                    throw stop(rule, Reason.AMOUNT, "subsidy.rule.negative", Digits.grouped(result) + " 元");
                yield new Worth(
                        Money.yuan(result.setScale(2, round.mode())),
                        new Working(null, "", "按公式 " + formula.text() + "，不足一分" + round.title()),
                        null);
            }
        };
    }

    private Money chosen(Subsidy rule, Expression by, Map<String, Money> values, Map<String, Object> facts) {
        var choice = text(by.evaluate(facts));
        var money = values.get(choice);
        if (money == null) throw stop(rule, Reason.AMOUNT, "subsidy.rule.choice", titles(by.text(), List.of(choice)));
        return money;
    }

    private static void checkSize(Subsidy rule, BigDecimal quantity) {
        if (quantity.signum() < 0) throw stop(rule, Reason.AMOUNT, "subsidy.rule.negative", Digits.grouped(quantity));
    }

    private static BigDecimal counted(BigDecimal quantity, Counting count) {
        return switch (count) {
            case EXACT -> quantity;
            case FULL -> quantity.setScale(0, RoundingMode.FLOOR);
            case STARTED -> quantity.setScale(0, RoundingMode.CEILING);
        };
    }

    private static String counted(BigDecimal quantity, BigDecimal units, String unit, Counting count) {
        var text = Digits.grouped(quantity) + " " + unit;
        if (quantity.compareTo(units) == 0) return text;
        return text + (count == Counting.FULL ? "，不足一" : "，满") + unit + (count == Counting.FULL ? "的不算，" : "不满都算，")
                + Digits.grouped(units) + " " + unit;
    }

    private static Money times(Subsidy rule, Money pay, BigDecimal units, @Nullable Rounding round) {
        if (round != null) return pay.times(units, round.mode());
        try {
            return pay.times(units, RoundingMode.UNNECESSARY);
        } catch (ArithmeticException e) {
            throw stop(rule, Reason.AMOUNT, "subsidy.rule.rounding", Digits.grouped(units));
        }
    }

    private Worth tier(Item line, Amount.Tiers tiers) {
        var same = tiers.same() == null ? null : text(tiers.same().evaluate(line.facts()));
        int before = 0;
        for (var one : claim.earlier()) {
            if (one.rule().equals(line.rule().id())
                    && one.sameApplicant()
                    && one.amount().fen() > 0
                    && tiers.counting().counts(one.date(), claim.date())
                    && (same == null || same.equals(one.same()))) before++;
        }
        for (var one : open)
            if (one.rule.id().equals(line.rule().id()) && (same == null || same.equals(one.same))) before++;
        int reached = 0;
        for (var tier : tiers.tiers()) {
            if (tier.first() != null) reached += tier.first();
            if (tier.first() == null || before < reached)
                return new Worth(
                        tier.pay(),
                        new Working(
                                BigDecimal.ONE,
                                "",
                                tiers.counting().title() + "第 " + (before + 1) + " 个，这一档 " + yuan(tier.pay())),
                        same);
        }
        throw stop(
                line.rule(),
                Reason.TIERS,
                "subsidy.rule.tiers",
                tiers.counting().title(),
                reached,
                before + 1);
    }

    private static Worth steps(Subsidy rule, Amount.Steps steps, Map<String, Object> facts) {
        var quantity = steps.of().number(facts);
        checkSize(rule, quantity);
        var over = quantity.subtract(steps.upTo()).max(BigDecimal.ZERO);
        Money more;
        String words;
        if (steps.count() == Counting.EXACT) {
            // Multiplied first and divided last, so that no digit is lost before the one rounding.
            var fen = over.multiply(BigDecimal.valueOf(steps.add().fen()));
            var mode = steps.round() == null
                    ? RoundingMode.UNNECESSARY
                    : steps.round().mode();
            try {
                more = new Money(fen.divide(steps.each(), 0, mode).longValueExact());
            } catch (ArithmeticException e) {
                throw stop(rule, Reason.AMOUNT, "subsidy.rule.rounding", Digits.grouped(quantity));
            }
            words = "多出的 " + Digits.grouped(over) + "，按每 " + Digits.grouped(steps.each()) + " 加 " + yuan(steps.add());
        } else {
            var count = over.divide(
                    steps.each(), 0, steps.count() == Counting.FULL ? RoundingMode.FLOOR : RoundingMode.CEILING);
            more = steps.add().times(count, RoundingMode.UNNECESSARY);
            words = count.toPlainString() + " 个 " + Digits.grouped(steps.each())
                    + (steps.count() == Counting.FULL ? "（足数才算）" : "（不足也算）") + "，每个加 " + yuan(steps.add());
        }
        return new Worth(
                steps.pay().plus(more),
                new Working(
                        quantity,
                        "",
                        Digits.grouped(quantity) + "：" + Digits.grouped(steps.upTo()) + " 以内 " + yuan(steps.pay())
                                + (over.signum() == 0 ? "" : "，" + words)),
                null);
    }
}
