package org.nongyou.scheme;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Digits;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Money;
import org.nongyou.kernel.Refusal;
import org.nongyou.scheme.Entitlement.Cut;
import org.nongyou.scheme.Entitlement.Line;
import org.nongyou.scheme.Entitlement.Reason;
import org.nongyou.scheme.Entitlement.Working;
import org.nongyou.scheme.Subsidy.Amount;
import org.nongyou.scheme.Subsidy.CapPer;
import org.nongyou.scheme.Subsidy.Counting;
import org.nongyou.scheme.Subsidy.Rate;
import org.nongyou.scheme.Subsidy.Rounding;
import org.nongyou.scheme.Subsidy.SharedCap;
import org.nongyou.scheme.Subsidy.Within;

/// Works out a claim: amount, the rule's own caps, caps over several rules, shares of the levels, in this order. Every
/// step is exact; where a rule has to round, it says which way.
final class Reckoning {

    private static final int COUNTY_DIGITS = 6;

    /// A line on its way: `granted` shrinks as caps cut it.
    private static final class Open {
        final Subsidy rule;
        final String item;
        final Map<String, Object> facts;
        final @Nullable String region;
        final @Nullable String same;
        final Working working;
        final Money full;
        final List<Cut> cuts = new ArrayList<>();
        Money granted;

        Open(Checked checked, Worth worth) {
            rule = checked.rule;
            item = checked.item;
            facts = checked.facts;
            region = checked.region;
            same = worth.same;
            working = worth.working;
            full = worth.amount;
            granted = worth.amount;
        }
    }

    private record Checked(
            Subsidy rule,
            String item,
            Map<String, Object> facts,
            @Nullable String region) {}

    private record Worth(
            Money amount, Working working, @Nullable String same) {}

    /// A check's answer in the middle of a line's way.
    private static final class Stop extends RuntimeException {
        final transient Reason reason;
        final transient Refusal refusal;

        Stop(Reason reason, Refusal refusal) {
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
        for (var line : open.values()) cut(line);
        for (var cap : scheme.sharedCaps()) cut(cap);
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
                                    shares(line.rule.paidBy(), line.granted))
                            : java.util.Objects.requireNonNull(denied.get(i)));
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
            var checked = new Checked(rule, item, facts, region);
            check(checked, missing);
            if (!missing.isEmpty()) {
                denied.put(place, missing(checked, missing));
                return;
            }
            open.put(place, new Open(checked, worth(checked)));
        } catch (Stop stop) {
            denied.put(place, new Line.Denied(rule, item, stop.reason, stop.refusal, Set.of()));
        }
    }

    private static Line.Denied missing(Checked line, Set<String> missing) {
        return new Line.Denied(
                line.rule,
                line.item,
                Reason.FACTS,
                Refusal.of("subsidy.rule.facts", missing.size()).citing(cite(line.rule)),
                missing);
    }

    /// Where the item lies: its own region, else the applicant's, else the claim's.
    private @Nullable String regionOf(Subsidy rule, Map<String, Object> facts) {
        for (var name : List.of(rule.item() + ".region", "applicant.region"))
            if (facts.get(name) instanceof String region && !region.isEmpty()) return region;
        return claim.region();
    }

    // --- Whether it is paid at all

    private void check(Checked line, Set<String> missing) {
        var rule = line.rule;
        var facts = line.facts;
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
            if (line.region == null) missing.add(rule.item() + ".region");
            else if (!area.contains(line.region))
                throw stop(rule, Reason.AREA, "subsidy.rule.area", itemTitle(rule), area.title());
        }
        for (var requirement : rule.require()) {
            if (known(requirement.that(), facts, missing) && !requirement.that().holds(facts))
                throw stop(rule, Reason.REQUIRE, "subsidy.rule.require", requirement.otherwise());
        }
        if (line.item.isEmpty() && !rule.item().equals("claim")) missing.add(rule.item() + ".id");
        checkWindow(line, missing);
        checkThreshold(line, missing);
        for (var cap : rule.caps()) if (cap.when() != null) known(cap.when(), facts, missing);
        for (var cap : scheme.sharedCaps())
            if (cap.rules().contains(rule.id()) && cap.when() != null) known(cap.when(), facts, missing);
        for (var expression : expressions(rule.amount())) known(expression, facts, missing);
        checkEarlier(line);
    }

    private void checkWindow(Checked line, Set<String> missing) {
        var window = line.rule.window();
        if (window == null || !known(window.date(), line.facts, missing)) return;
        var date = (LocalDate) window.date().evaluate(line.facts);
        boolean within = window.claimYear()
                ? date.getYear() == claim.date().getYear()
                : scheme.period().contains(date);
        if (window.from() != null) within &= !date.isBefore(window.from());
        if (window.to() != null) within &= !date.isAfter(window.to());
        if (date.isAfter(claim.date()))
            throw stop(line.rule, Reason.WINDOW, "subsidy.rule.window-later", date, claim.date());
        if (!within)
            throw stop(
                    line.rule,
                    Reason.WINDOW,
                    "subsidy.rule.window",
                    date,
                    window.claimYear() ? claim.date().getYear() + " 年内" : "方案期内（" + period() + "）");
    }

    private void checkThreshold(Checked line, Set<String> missing) {
        var threshold = line.rule.threshold();
        if (threshold == null || !known(threshold.of(), line.facts, missing)) return;
        var least = switch (threshold.atLeast()) {
            case Rate.One<BigDecimal>(var value) -> value;
            case Rate.ByChoice<BigDecimal>(var by, var values) -> {
                if (!known(by, line.facts, missing)) yield null;
                var choice = text(by.evaluate(line.facts));
                var value = values.get(choice);
                if (value == null)
                    throw stop(
                            line.rule,
                            Reason.THRESHOLD,
                            "subsidy.rule.threshold-choice",
                            titles(by.text(), List.of(choice)));
                yield value;
            }
        };
        if (least == null) return;
        var size = threshold.of().number(line.facts);
        if (size.compareTo(least) < 0)
            throw stop(
                    line.rule,
                    Reason.THRESHOLD,
                    "subsidy.rule.threshold",
                    Digits.grouped(least) + " " + threshold.unit(),
                    Digits.grouped(size) + " " + threshold.unit());
    }

    private void checkEarlier(Checked line) {
        var rule = line.rule;
        for (var one : claim.earlier()) {
            if (one.amount().fen() == 0 || !sameItem(rule, line.item, one)) continue;
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
                        itemTitle(rule) + (line.item.isEmpty() ? "" : "（" + line.item + "）"),
                        one.date(),
                        Digits.grouped(one.amount()));
            if (excluded(rule, one.rule()))
                throw stop(rule, Reason.EXCLUDES, "subsidy.rule.excludes", ruleTitle(one.rule()), one.date());
        }
        for (var before : open.values()) {
            if (!sameItem(line, before)) continue;
            if (before.rule.id().equals(rule.id()) && rule.repeat() != Subsidy.Repeat.ALWAYS)
                throw stop(rule, Reason.REPEAT, "subsidy.rule.repeat-here", itemTitle(rule), line.item);
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

    /// An item is known by its number within its kind. What is claimed as a whole, once for an applicant, is the
    /// applicant's.
    private boolean sameItem(Subsidy rule, String item, SubsidyClaim.Earlier earlier) {
        if (rule.item().equals("claim")) return earlier.sameApplicant();
        var other = scheme.subsidy(earlier.rule());
        return other.isPresent()
                && other.get().item().equals(rule.item())
                && earlier.item().equals(item);
    }

    private static boolean sameItem(Checked line, Open other) {
        return line.rule.item().equals(other.rule.item()) && line.item.equals(other.item);
    }

    private static boolean known(Expression expression, Map<String, Object> facts, Set<String> missing) {
        var wanting = expression.missingFrom(facts);
        missing.addAll(wanting);
        return wanting.isEmpty();
    }

    /// Every expression that an amount is worked out from.
    static List<Expression> expressions(Amount amount) {
        return switch (amount) {
            case Amount.Flat _ -> List.of();
            case Amount.PerUnit one -> with(one.of(), one.pay());
            case Amount.Percent one -> List.of(one.of());
            case Amount.Tiers one -> one.same() == null ? List.of() : List.of(one.same());
            case Amount.Steps one -> List.of(one.of());
            case Amount.ByChoice one -> List.of(one.by());
            case Amount.Formula one -> List.of(one.formula());
        };
    }

    private static List<Expression> with(Expression of, Rate<Money> pay) {
        return pay instanceof Rate.ByChoice<Money> chosen ? List.of(of, chosen.by()) : List.of(of);
    }

    // --- How much

    private Worth worth(Checked line) {
        var rule = line.rule;
        var facts = line.facts;
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
                                yuan(base) + " × " + Digits.grouped(percent) + "%，不足一分" + roundingTitle(round)),
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
                        new Working(null, "", "按公式 " + formula.text() + "，不足一分" + roundingTitle(round)),
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

    private Worth tier(Checked line, Amount.Tiers tiers) {
        var same = tiers.same() == null ? null : text(tiers.same().evaluate(line.facts));
        int before = 0;
        for (var one : claim.earlier()) {
            if (one.rule().equals(line.rule.id())
                    && one.sameApplicant()
                    && one.amount().fen() > 0
                    && counts(tiers.counting(), one.date())
                    && (same == null || same.equals(one.same()))) before++;
        }
        for (var one : open.values())
            if (one.rule.id().equals(line.rule.id()) && (same == null || same.equals(one.same))) before++;
        int reached = 0;
        for (var tier : tiers.tiers()) {
            if (tier.first() != null) reached += tier.first();
            if (tier.first() == null || before < reached)
                return new Worth(
                        tier.pay(),
                        new Working(
                                BigDecimal.ONE,
                                "",
                                withinTitle(tiers.counting()) + "第 " + (before + 1) + " 个，这一档 " + yuan(tier.pay())),
                        same);
        }
        throw stop(line.rule, Reason.TIERS, "subsidy.rule.tiers", withinTitle(tiers.counting()), reached, before + 1);
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

    // --- Caps

    private void cut(Open line) {
        for (var cap : line.rule.caps()) {
            if (cap.when() != null && !cap.when().holds(line.facts)) continue;
            var before = Money.ZERO;
            for (var one : claim.earlier()) {
                if (one.rule().equals(line.rule.id())
                        && counts(cap.within(), one.date())
                        && under(cap.per(), line, one)) before = before.plus(one.amount());
            }
            for (var one : open.values()) {
                if (one == line) break;
                if (one.rule.id().equals(line.rule.id())
                        && under(cap.per(), line, one)
                        && (cap.when() == null || cap.when().holds(one.facts))) before = before.plus(one.granted);
            }
            shrink(
                    line,
                    capTitle(cap, line.rule) + " " + yuan(cap.atMost()),
                    line.rule.clauses(),
                    before,
                    room(cap.atMost(), before));
        }
    }

    private void cut(SharedCap cap) {
        var groups = new LinkedHashMap<String, List<Open>>();
        for (var line : open.values()) {
            if (!cap.rules().contains(line.rule.id())) continue;
            if (cap.when() != null && !cap.when().holds(line.facts)) continue;
            var key = switch (cap.per()) {
                case ITEM -> line.rule.item() + " " + line.item;
                case APPLICANT -> "";
                case REGION -> county(line.region);
            };
            groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(line);
        }
        for (var lines : groups.values()) {
            var before = Money.ZERO;
            for (var one : claim.earlier()) {
                if (cap.rules().contains(one.rule())
                        && counts(cap.within(), one.date())
                        && under(cap.per(), lines.getFirst(), one)) before = before.plus(one.amount());
            }
            share(cap, lines, before, room(cap.atMost(), before));
        }
    }

    private static void share(SharedCap cap, List<Open> lines, Money before, Money room) {
        var sum = lines.stream().map(line -> line.granted).reduce(Money.ZERO, Money::plus);
        if (sum.compareTo(room) <= 0) return;
        switch (cap.cut()) {
            case LAST_FIRST -> {
                var left = room;
                for (var line : lines) {
                    var given = line.granted.min(left);
                    left = left.minus(given);
                    shrink(line, cap.title(), cap.clauses(), before, given);
                }
            }
            case PRO_RATA -> {
                var parts = new ArrayList<BigDecimal>();
                for (var line : lines) parts.add(BigDecimal.valueOf(line.granted.fen()));
                var given = split(room, parts);
                for (int i = 0; i < lines.size(); i++)
                    shrink(lines.get(i), cap.title(), cap.clauses(), before, given.get(i));
            }
        }
    }

    /// In proportion, rounded down; the fen that are left go one each to the largest remainders, the earlier first.
    static List<Money> split(Money whole, List<BigDecimal> parts) {
        var sum = parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        var fen = BigDecimal.valueOf(whole.fen());
        var given = new ArrayList<Money>();
        var remainders = new ArrayList<BigDecimal>();
        long left = whole.fen();
        for (var part : parts) {
            var divided = fen.multiply(part).divideAndRemainder(sum);
            given.add(new Money(divided[0].longValueExact()));
            remainders.add(divided[1]);
            left -= divided[0].longValueExact();
        }
        var order = new ArrayList<Integer>();
        for (int i = 0; i < parts.size(); i++) order.add(i);
        order.sort(Comparator.comparing((Integer i) -> remainders.get(i)).reversed());
        for (int i = 0; i < left; i++) {
            int at = order.get(i);
            given.set(at, given.get(at).plus(new Money(1)));
        }
        return given;
    }

    private static void shrink(Open line, String title, List<String> clauses, Money before, Money most) {
        if (line.granted.compareTo(most) <= 0) return;
        line.cuts.add(new Cut(title, clauses, before, line.granted, most));
        line.granted = most;
    }

    private static Money room(Money atMost, Money used) {
        var room = atMost.minus(used);
        return room.fen() < 0 ? Money.ZERO : room;
    }

    private boolean counts(Within within, LocalDate date) {
        return switch (within) {
            case CLAIM -> false;
            case YEAR -> date.getYear() == claim.date().getYear();
            case LIFETIME -> true;
        };
    }

    private boolean under(CapPer per, Open line, SubsidyClaim.Earlier earlier) {
        return switch (per) {
            case ITEM -> sameItem(line.rule, line.item, earlier);
            case APPLICANT -> earlier.sameApplicant();
            case REGION -> county(earlier.region()).equals(county(line.region));
        };
    }

    private static boolean under(CapPer per, Open line, Open other) {
        return switch (per) {
            case ITEM -> line.rule.item().equals(other.rule.item()) && line.item.equals(other.item);
            case APPLICANT -> true;
            case REGION -> county(other.region).equals(county(line.region));
        };
    }

    private static String county(@Nullable String region) {
        if (region == null) return "";
        return region.substring(0, Math.min(COUNTY_DIGITS, region.length()));
    }

    // --- Who pays

    static Map<Level, Money> shares(Subsidy.PaidBy paidBy, Money amount) {
        var whole = paidBy.parts().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        var shares = new EnumMap<Level, Money>(Level.class);
        var rest = amount;
        for (var part : paidBy.parts().entrySet()) {
            if (part.getKey() == paidBy.lastFen()) continue;
            var share = new Money(BigDecimal.valueOf(amount.fen())
                    .multiply(part.getValue())
                    .divide(whole, 0, RoundingMode.DOWN)
                    .longValueExact());
            shares.put(part.getKey(), share);
            rest = rest.minus(share);
        }
        shares.put(paidBy.lastFen(), rest);
        return shares;
    }

    // --- In words

    private static Stop stop(Subsidy rule, Reason reason, String key, Object... details) {
        return new Stop(reason, Refusal.of(key, details).citing(cite(rule)));
    }

    private static String cite(Subsidy rule) {
        return String.join("、", rule.clauses());
    }

    private static String yuan(Money money) {
        return Digits.grouped(money) + " 元";
    }

    /// 每个主体累计不超过
    static String capTitle(Subsidy.Cap cap, Subsidy rule) {
        var whose = switch (cap.per()) {
            case ITEM -> "每个" + itemTitle(rule);
            case APPLICANT -> "每个主体";
            case REGION -> "每个县区";
        };
        return whose + withinTitle(cap.within()) + "不超过";
    }

    private static String withinTitle(Within within) {
        return switch (within) {
            case CLAIM -> "一次";
            case YEAR -> "一年";
            case LIFETIME -> "累计";
        };
    }

    private static String roundingTitle(Rounding round) {
        return switch (round) {
            case DOWN -> "舍去";
            case HALF_UP -> "四舍五入";
            case UP -> "进一分";
        };
    }

    private String period() {
        var period = scheme.period();
        return period.from() + (period.to() == null ? " 起" : " 到 " + period.to());
    }

    private static String itemTitle(Subsidy rule) {
        return FactCatalogue.subjectTitle(rule.item());
    }

    private String ruleTitle(String rule) {
        return scheme.subsidy(rule).map(Subsidy::title).orElse(rule);
    }

    private static String titles(String fact, List<String> choices) {
        return String.join(
                "、",
                choices.stream()
                        .map(choice -> CATALOGUE.choiceTitle(fact, choice))
                        .toList());
    }

    private static final FactCatalogue CATALOGUE = FactCatalogue.platform();

    private static String text(@Nullable Object value) {
        return Optional.ofNullable(value).map(String::valueOf).orElse("");
    }
}
