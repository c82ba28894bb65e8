package org.nongyou.scheme.loading;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.FactDefinition;
import org.nongyou.kernel.FactType;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Money;
import org.nongyou.scheme.Expression;
import org.nongyou.scheme.PlanTable.Use;
import org.nongyou.scheme.Procedure;
import org.nongyou.scheme.Subsidy;
import org.nongyou.scheme.Subsidy.Amount;
import org.nongyou.scheme.loading.Reading.Group;

/// `subsidies.yaml`: rules by which money is paid, caps over several of them, and money allotted by name.
final class SubsidiesFile {

    private static final Set<String> ITEMS =
            Set.of("claim", "site", "base", "product", "certification", "award", "standard", "project");

    final List<Subsidy> subsidies = new ArrayList<>();
    final List<Subsidy.SharedCap> sharedCaps = new ArrayList<>();
    final List<Subsidy.Allocation> allocations = new ArrayList<>();
    private final List<Procedure> procedures;
    private final String region;

    SubsidiesFile(Block file, List<Procedure> procedures, String region) {
        this.procedures = procedures;
        this.region = region;
        for (var block : file.blocks(
                "subsidies",
                "id!",
                "title!",
                "clause!",
                "applicants!",
                "item!",
                "area",
                "when",
                "require",
                "threshold",
                "window",
                "amount!",
                "caps",
                "paid_by!",
                "repeat!",
                "excludes",
                "proof!",
                "procedure!")) {
            subsidies.add(subsidy(block));
        }
        for (var block : file.blocks(
                "caps", "id!", "title", "clause!", "rules!", "per!", "within!", "at_most!", "when", "cut!")) {
            var title = block.textOrNull("title");
            sharedCaps.add(new Subsidy.SharedCap(
                    block.path(),
                    block.id(Group.CAP),
                    title == null ? "共同上限 " + block.money("at_most") + " 元" : title,
                    block.clauses(),
                    block.refs("rules", Group.SUBSIDY),
                    block.choice("per", Subsidy.CapPer.class, Subsidy.CapPer::code),
                    block.choice("within", Subsidy.Within.class, Subsidy.Within::code),
                    block.money("at_most"),
                    block.conditionOrNull("when", file.reading().atHand("claim", "applicant")),
                    block.choice("cut", Subsidy.SharedCap.Cut.class, Subsidy.SharedCap.Cut::code)));
        }
        for (var block : file.blocks(
                "allocations",
                "id!",
                "title!",
                "clause!",
                "kind!",
                "source!",
                "printed_total!",
                "rows!",
                "differences",
                "through",
                "purposes")) {
            allocations.add(allocation(block));
        }
    }

    private Subsidy subsidy(Block block) {
        var id = block.id(Group.SUBSIDY);
        var item = block.text("item");
        if (!item.isEmpty() && !ITEMS.contains(item)) block.reading().unknown("补助对象", item, ITEMS, block.at("item"));
        var hand = block.reading().atHand("claim", "applicant", item);
        var amount = amount(block, hand);
        var procedure = block.ref("procedure", Group.PROCEDURE);
        procedures.stream()
                .filter(one -> one.id().equals(procedure) && !one.pays().contains(id))
                .findFirst()
                .ifPresent(one -> block.problem("procedure", "程序“" + procedure + "”的 pays 里没有“" + id + "”"));
        return new Subsidy(
                block.path(),
                id,
                block.text("title"),
                block.clauses(),
                applicants(block),
                item,
                block.refOrNull("area", Group.AREA),
                block.conditionOrNull("when", hand),
                CatalogueFile.requirements(block, hand),
                threshold(block, hand),
                window(block, hand),
                amount,
                caps(block, hand),
                paidBy(block, amount),
                block.choice("repeat", Subsidy.Repeat.class, Subsidy.Repeat::code),
                block.refs("excludes", Group.SUBSIDY),
                block.texts("proof"),
                procedure);
    }

    private static List<String> applicants(Block block) {
        var kinds = new ArrayList<String>();
        var fact = block.reading().fact("applicant.kind");
        for (var item : block.items("applicants", true)) {
            if (item.text().equals("any")) return List.of();
            if (fact != null && !fact.choices().contains(item.text())) {
                block.reading().unknown("主体类型", item.text(), Set.copyOf(fact.choices()), item.place());
            }
            kinds.add(item.text());
        }
        return kinds;
    }

    private static Subsidy.@Nullable Threshold threshold(Block block, Map<String, FactDefinition> hand) {
        var one = block.block("threshold", "of!", "unit!", "at_least!", "by");
        if (one == null) return null;
        var of = one.number("of", hand);
        checkUnit(one, of.facts(), hand);
        Subsidy.Rate<BigDecimal> least = one.isBlock("at_least")
                ? new Subsidy.Rate.ByChoice<>(chooser(one, hand), byChoice(one, "at_least", Block::decimal))
                : new Subsidy.Rate.One<>(one.decimal("at_least"));
        return new Subsidy.Threshold(of, one.text("unit"), least);
    }

    private static Subsidy.@Nullable Window window(Block block, Map<String, FactDefinition> hand) {
        var one = block.block("window", "date!", "within!", "from", "to");
        if (one == null) return null;
        var within = one.text("within");
        if (!within.isEmpty() && !within.equals("claim-year") && !within.equals("period")) {
            one.problem("within", "“" + within + "”不是这里的选项，可选的有：claim-year、period");
        }
        return new Subsidy.Window(
                one.expression("date", hand, FactType.DATE),
                within.equals("claim-year"),
                one.dateOrNull("from"),
                one.dateOrNull("to"));
    }

    private static Amount amount(Block block, Map<String, FactDefinition> hand) {
        var one = block.block(
                "amount",
                "flat",
                "per",
                "of",
                "count",
                "pay",
                "by",
                "percent",
                "round",
                "tiers",
                "same",
                "counting",
                "steps",
                "formula");
        var nothing = new Amount.Flat(Money.ZERO);
        if (one == null) return nothing;
        if (one.has("by") && !one.has("per")) {
            need(one, "pay");
            return new Amount.ByChoice(chooser(one, hand), byChoice(one, "pay", Block::money));
        }
        var key = one.oneOf("金额怎么算", "flat", "per", "percent", "tiers", "steps", "formula");
        if (key == null) return nothing;
        return switch (key) {
            case "flat" -> new Amount.Flat(one.money("flat"));
            case "per" -> {
                need(one, "of", "count", "pay");
                var of = one.number("of", hand);
                checkUnit(one, of.facts(), hand);
                Subsidy.Rate<Money> pay = one.isBlock("pay")
                        ? new Subsidy.Rate.ByChoice<>(chooser(one, hand), byChoice(one, "pay", Block::money))
                        : new Subsidy.Rate.One<>(one.money("pay"));
                var count = one.choice("count", Subsidy.Counting.class, Subsidy.Counting::code);
                boolean fenParts = pay instanceof Subsidy.Rate.One<Money>(var each)
                        ? partsOfAYuan(each)
                        : pay instanceof Subsidy.Rate.ByChoice<Money> chosen
                                && chosen.values().values().stream().anyMatch(SubsidiesFile::partsOfAYuan);
                yield new Amount.PerUnit(one.text("per"), of, count, pay, rounding(one, count, fenParts));
            }
            case "percent" -> {
                need(one, "of", "round");
                yield new Amount.Percent(
                        one.decimal("percent"),
                        one.expression("of", hand, FactType.MONEY),
                        one.choice("round", Subsidy.Rounding.class, Subsidy.Rounding::code));
            }
            case "tiers" -> {
                need(one, "counting");
                yield tiers(one, hand);
            }
            case "steps" -> {
                need(one, "of", "count");
                var steps = one.block("steps", "up_to!", "pay!", "each!", "add!");
                if (steps == null) yield nothing;
                var count = one.choice("count", Subsidy.Counting.class, Subsidy.Counting::code);
                if (steps.has("each") && steps.decimal("each").signum() <= 0) steps.problem("each", "“each”要大于 0");
                yield new Amount.Steps(
                        steps.decimal("up_to"),
                        steps.money("pay"),
                        steps.decimal("each"),
                        steps.money("add"),
                        one.number("of", hand),
                        count,
                        rounding(one, count, true));
            }
            default -> {
                need(one, "round");
                yield new Amount.Formula(
                        one.expression("formula", hand, FactType.MONEY),
                        one.choice("round", Subsidy.Rounding.class, Subsidy.Rounding::code));
            }
        };
    }

    /// An exact count of a rate with fen can end in parts of a fen, and then the document has to say which way.
    private static Subsidy.@Nullable Rounding rounding(Block one, Subsidy.Counting count, boolean fenParts) {
        if (count == Subsidy.Counting.EXACT && fenParts) need(one, "round");
        return one.has("round") ? one.choice("round", Subsidy.Rounding.class, Subsidy.Rounding::code) : null;
    }

    private static boolean partsOfAYuan(Money money) {
        return money.fen() % 100 != 0;
    }

    private static Amount tiers(Block one, Map<String, FactDefinition> hand) {
        var tiers = new ArrayList<Subsidy.Tier>();
        for (var tier : one.blocks("tiers", "first", "then", "pay!")) {
            var key = tier.oneOf("这一档", "first", "then");
            if ("then".equals(key) && !tier.text("then").equals("all")) tier.problem("then", "最后一档写 then: all");
            tiers.add(new Subsidy.Tier("first".equals(key) ? tier.integer("first") : null, tier.money("pay")));
        }
        return new Amount.Tiers(
                tiers,
                one.has("same")
                        ? one.expression("same", hand, FactType.TEXT, FactType.CHOICE, FactType.INT, FactType.BOOL)
                        : null,
                one.choice("counting", Subsidy.Within.class, Subsidy.Within::code));
    }

    private static void need(Block block, String... keys) {
        for (var key : keys) {
            if (!block.has(key)) block.reading().problem(block.place(), "缺少“" + key + "”：影响金额的写法没有默认值");
        }
    }

    private static void checkUnit(Block block, Set<String> names, Map<String, FactDefinition> hand) {
        var key = block.has("per") ? "per" : "unit";
        var unit = block.text(key);
        for (var name : names) {
            var fact = hand.get(name);
            if (fact != null && !fact.unit().isEmpty() && !fact.unit().equals(unit)) {
                block.problem(key, "单位对不上：“" + name + "”的单位是" + fact.unit() + "，这里写的是" + unit);
            }
        }
    }

    private static Expression chooser(Block block, Map<String, FactDefinition> hand) {
        if (!block.has("by")) block.reading().problem(block.place(), "缺少“by”：按哪个事实分档");
        return block.expression("by", hand, FactType.CHOICE, FactType.TEXT);
    }

    private static <T> Map<String, T> byChoice(Block block, String key, BiFunction<Block, String, T> read) {
        var values = new LinkedHashMap<String, T>();
        for (var entry : block.entries(key)) values.put(entry.key(), read.apply(entry.block(), entry.key()));
        var fact = block.reading().fact(block.text("by"));
        if (fact == null) return values;
        for (var entry : block.entries(key)) {
            if (!fact.choices().contains(entry.key())) {
                block.reading().unknown("选项", entry.key(), Set.copyOf(fact.choices()), entry.place());
            }
        }
        return values;
    }

    private static List<Subsidy.Cap> caps(Block block, Map<String, FactDefinition> hand) {
        var caps = new ArrayList<Subsidy.Cap>();
        for (var one : block.blocks("caps", "per!", "within!", "at_most!", "when")) {
            caps.add(new Subsidy.Cap(
                    one.choice("per", Subsidy.CapPer.class, Subsidy.CapPer::code),
                    one.choice("within", Subsidy.Within.class, Subsidy.Within::code),
                    one.money("at_most"),
                    one.conditionOrNull("when", hand)));
        }
        return caps;
    }

    private static Subsidy.PaidBy paidBy(Block block, Amount amount) {
        if (!block.isBlock("paid_by")) {
            var level = block.level("paid_by");
            return new Subsidy.PaidBy(Map.of(level, BigDecimal.ONE), level);
        }
        var parts = new EnumMap<Level, BigDecimal>(Level.class);
        Level last = null;
        for (var entry : block.entries("paid_by")) {
            var part = entry.block();
            if (entry.key().equals("last_fen")) {
                last = part.level("last_fen");
            } else {
                part.choice(entry.key(), entry.place(), Level.class, Level::code)
                        .ifPresent(level -> parts.put(level, part.decimal(entry.key())));
            }
        }
        if (last == null) {
            block.problem("paid_by", "缺少“last_fen”：写余下的分由哪一级承担");
            last = Level.COUNTY;
        } else if (!parts.containsKey(last)) {
            block.problem("paid_by", "last_fen 写的“" + last.code() + "”不在分担的各级里");
        }
        var sum = parts.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        var whole =
                amount instanceof Amount.PerUnit perUnit && perUnit.pay() instanceof Subsidy.Rate.One<Money>(var pay)
                        ? pay.toYuan()
                        : BigDecimal.valueOf(100);
        if (sum.compareTo(whole) != 0 && sum.compareTo(BigDecimal.valueOf(100)) != 0) {
            block.problem(
                    "paid_by", "各级之和是 " + sum.toPlainString() + "，应当是 " + whole.toPlainString() + "（或按百分比合计 100）");
        }
        return new Subsidy.PaidBy(parts, last);
    }

    private Subsidy.Allocation allocation(Block block) {
        var rows = new ArrayList<Subsidy.Allocation.Row>();
        long sum = 0;
        for (var one : block.blocks("rows", "product!", "region", "amount!")) {
            var amount = one.money("amount");
            sum += amount.fen();
            rows.add(new Subsidy.Allocation.Row(
                    one.text("product"), one.has("region") ? one.code("region", region) : null, amount));
        }
        var printed = block.money("printed_total");
        var found = new Money(sum);
        Use use = null;
        for (var one : block.blocks("differences", "printed!", "sum!", "use!")) {
            use = one.choice("use", Use.class, Use::code);
            if (one.money("printed").fen() != printed.fen()) one.problem("printed", "印的合计是 " + printed);
            if (one.money("sum").fen() != sum) one.problem("sum", "各行之和是 " + found);
            if (printed.fen() == sum) one.reading().problem(one.place(), "合计并没有差错：请删去这一条");
        }
        if (block.has("printed_total") && printed.fen() != sum && use == null) {
            block.problem("printed_total", "印的合计是 " + printed + "，各行之和是 " + found + "：核对数字；文件就是这样印的，写进 differences");
        }
        return new Subsidy.Allocation(
                block.path(),
                block.id(Group.ALLOCATION),
                block.text("title"),
                block.clauses(),
                block.ref("kind", Group.KIND),
                block.text("source"),
                printed,
                rows,
                use,
                through(block),
                purposes(block));
    }

    /// The levels that hand the money down: each once, the higher first.
    private static List<Level> through(Block block) {
        var levels = block.levels("through");
        boolean down = true;
        for (int i = 1; i < levels.size(); i++) down &= levels.get(i - 1).isAbove(levels.get(i));
        if (block.has("through") && (levels.size() < 2 || !down))
            block.problem("through", "资金从上往下逐级下达，至少写两级，例如 [province, city, county]");
        return levels;
    }

    private static List<Subsidy.Allocation.Purpose> purposes(Block block) {
        var purposes = new ArrayList<Subsidy.Allocation.Purpose>();
        for (var one : block.blocks("purposes", "id!", "title!", "clause!")) {
            var id = one.plainId("id");
            if (purposes.stream().anyMatch(other -> other.id().equals(id))) one.problem("id", "用途“" + id + "”写了两次");
            purposes.add(new Subsidy.Allocation.Purpose(one.path(), id, one.text("title"), one.clauses()));
        }
        return purposes;
    }
}
