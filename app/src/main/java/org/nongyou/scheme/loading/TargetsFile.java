package org.nongyou.scheme.loading;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.FactType;
import org.nongyou.kernel.Level;
import org.nongyou.scheme.Each;
import org.nongyou.scheme.Frequency;
import org.nongyou.scheme.Indicator;
import org.nongyou.scheme.Kind;
import org.nongyou.scheme.PlanTable;
import org.nongyou.scheme.Subject;
import org.nongyou.scheme.Target;
import org.nongyou.scheme.loading.Reading.Group;

/// `targets.yaml`: indicators, what they are to reach, and tables printed in the document.
final class TargetsFile {

    final List<Indicator> indicators = new ArrayList<>();
    final List<Target> targets = new ArrayList<>();
    final List<PlanTable> tables = new ArrayList<>();
    private final List<Kind> kinds;
    private final String region;

    TargetsFile(Block file, List<Kind> kinds, String region) {
        this.kinds = kinds;
        this.region = region;
        for (var block : file.blocks(
                "indicators",
                "id!",
                "title!",
                "unit!",
                "better!",
                "clause",
                "count",
                "sum",
                "ratio",
                "fact",
                "reported")) {
            indicators.add(indicator(block));
        }
        var paths = new HashSet<String>();
        for (var block : file.blocks(
                "targets",
                "indicator!",
                "region",
                "each",
                "by",
                "every",
                "exactly",
                "at_least",
                "at_most",
                "between",
                "clause!")) {
            var target = target(block);
            if (!paths.add(target.path())) {
                block.reading().problem(block.place(), "同一个指标、同一区域、同一时间已经有一个目标");
            }
            targets.add(target);
        }
        for (var block : file.blocks(
                "tables", "id!", "title!", "clause!", "columns!", "rows!", "printed_total", "differences")) {
            tables.add(table(block));
        }
    }

    /// A proportion of itself, straight or by way of others, has no value.
    private boolean circular(String id, Set<String> seen) {
        if (!seen.add(id)) return true;
        for (var one : indicators) {
            if (one.id().equals(id) && one.how() instanceof Indicator.How.Ratio(var of, var to)) {
                return circular(of, new HashSet<>(seen)) || circular(to, new HashSet<>(seen));
            }
        }
        return false;
    }

    private Indicator indicator(Block block) {
        if (block.has("ratio")) {
            block.reading().later(() -> {
                if (circular(block.text("id"), new HashSet<>())) block.problem("ratio", "这个比例绕回了自己：of 和 to 要写别的指标");
            });
        }
        return new Indicator(
                block.path(),
                block.id(Group.INDICATOR),
                block.text("title"),
                block.clauses(),
                block.text("unit"),
                block.choice("better", Indicator.Better.class, Indicator.Better::code),
                how(block));
    }

    private Indicator.How how(Block block) {
        var nothing = new Indicator.How.Reported(Level.PROVINCE);
        var key = block.oneOf("指标怎么算", "count", "sum", "ratio", "fact", "reported");
        if (key == null) return nothing;
        return switch (key) {
            case "count" -> {
                var count = block.block("count", "kind!", "level", "classes", "where");
                if (count == null) yield nothing;
                var kind = kind(count);
                yield new Indicator.How.Count(
                        count.ref("kind", Group.KIND),
                        level(count, kind),
                        classes(count, kind),
                        count.conditionOrNull(
                                "where", block.reading().atHandFor(kind == null ? List.of() : List.of(kind))));
            }
            case "sum" -> {
                var sum = block.block("sum", "kind!", "fact!", "level", "classes", "where");
                if (sum == null) yield nothing;
                var kind = kind(sum);
                checkSummed(sum, kind);
                yield new Indicator.How.Sum(
                        sum.ref("kind", Group.KIND),
                        sum.text("fact"),
                        level(sum, kind),
                        classes(sum, kind),
                        sum.conditionOrNull(
                                "where", block.reading().atHandFor(kind == null ? List.of() : List.of(kind))));
            }
            case "ratio" -> {
                var ratio = block.block("ratio", "of!", "to!");
                yield ratio == null
                        ? nothing
                        : new Indicator.How.Ratio(ratio.ref("of", Group.INDICATOR), ratio.ref("to", Group.INDICATOR));
            }
            case "fact" ->
                new Indicator.How.Fact(block.expression(
                        "fact",
                        block.reading().atHand("region", "project"),
                        FactType.INT,
                        FactType.DECIMAL,
                        FactType.MONEY));
            default -> new Indicator.How.Reported(block.level("reported"));
        };
    }

    private @Nullable Kind kind(Block block) {
        return kinds.stream()
                .filter(one -> one.id().equals(block.text("kind")))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Level level(Block block, @Nullable Kind kind) {
        var level = block.levelOrNull("level");
        if (level != null && kind != null && !kind.levels().contains(level)) {
            block.problem("level", "“" + kind.id() + "”没有" + level.title());
        }
        return level;
    }

    private static List<String> classes(Block block, @Nullable Kind kind) {
        var classes = new ArrayList<String>();
        for (var item : block.items("classes", false)) {
            classes.add(item.text());
            if (kind == null || kind.kindClass(item.text()).isPresent()) continue;
            var existing = new HashSet<String>();
            for (var one : kind.classes()) existing.add(one.id());
            block.reading().unknown("类", item.text(), existing, item.place());
        }
        return classes;
    }

    private static void checkSummed(Block block, @Nullable Kind kind) {
        var name = block.text("fact");
        if (kind == null || name.isEmpty()) return;
        var hand = block.reading().atHand(kind.subject().code());
        var fact = hand.get(name);
        if (fact == null) {
            block.reading().unknown("事实", name, hand.keySet(), block.at("fact"));
        } else if (!Set.of(FactType.INT, FactType.DECIMAL, FactType.MONEY).contains(fact.type())) {
            block.problem("fact", "“" + name + "”是" + ExpressionFaults.title(fact.type()) + "，不能求和");
        }
    }

    private Target target(Block block) {
        var whereKey = block.oneOf("目标是谁的", "region", "each");
        Target.Where where = new Target.Where.Region(region);
        if (whereKey != null) {
            where = whereKey.equals("region")
                    ? new Target.Where.Region(block.code("region", region))
                    : new Target.Where.ForEach(block.choice("each", Each.class, Each::code));
        }
        var whenKey = block.oneOf("目标的时间", "by", "every");
        Target.When when = new Target.When.By(0);
        if (whenKey != null) {
            when = whenKey.equals("by")
                    ? new Target.When.By(year(block, "by"))
                    : new Target.When.Every(block.choice("every", Frequency.class, Frequency::code));
        }
        var indicator = block.ref("indicator", Group.INDICATOR);
        if (where instanceof Target.Where.ForEach(var each)) checkEach(block, indicator, each);
        return new Target(block.path(), indicator, block.clauses(), where, when, CatalogueFile.bound(block));
    }

    private void checkEach(Block block, String id, Each each) {
        var indicator = indicators.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElse(null);
        if (indicator == null || !(indicator.how() instanceof Indicator.How.Fact(var value))) return;
        boolean ofProject = value.facts().stream().anyMatch(name -> name.startsWith("project."));
        if (ofProject && each.subject() != Subject.PROJECT) {
            block.problem("each", "这个指标说的是项目，要写 each: project");
        }
        if (!ofProject && each.subject() != Subject.REGION) {
            block.problem("each", "这个指标说的是区域，要写 each: county 这样的一级");
        }
    }

    private static int year(Block block, String key) {
        int year = block.integer(key);
        if (block.has(key) && (year < 1950 || year > 2200)) block.problem(key, "“" + year + "”不是年份");
        return year;
    }

    private PlanTable table(Block block) {
        var columns = new ArrayList<PlanTable.Column>();
        for (var one : block.blocks("columns", "id!", "indicator!", "year!", "means!")) {
            columns.add(new PlanTable.Column(
                    one.plainId("id"),
                    one.ref("indicator", Group.INDICATOR),
                    year(one, "year"),
                    one.choice("means", PlanTable.Means.class, PlanTable.Means::code)));
        }
        var rows = rows(block, "rows", columns.size());
        var printed = rows(block, "printed_total", columns.size());
        var differences = new ArrayList<PlanTable.Difference>();
        var places = new HashMap<String, Block>();
        for (var one : block.blocks("differences", "column!", "printed!", "sum!", "use!")) {
            var column = one.text("column");
            places.put(column, one);
            differences.add(new PlanTable.Difference(
                    column,
                    one.decimal("printed"),
                    one.decimal("sum"),
                    one.choice("use", PlanTable.Use.class, PlanTable.Use::code)));
        }
        checkSums(block, columns, rows, printed, differences, places);
        return new PlanTable(
                block.path(),
                block.id(Group.TABLE),
                block.text("title"),
                block.clauses(),
                columns,
                rows,
                printed,
                differences);
    }

    private Map<String, List<BigDecimal>> rows(Block block, String key, int columns) {
        var rows = new LinkedHashMap<String, List<BigDecimal>>();
        for (var entry : block.entries(key)) {
            entry.block().checkCode(entry.key(), region, entry.place());
            var figures = entry.block().decimals(entry.key());
            if (figures.size() != columns) {
                entry.block().problem(entry.key(), "这一行有 " + figures.size() + " 个数，表有 " + columns + " 列");
            }
            rows.put(entry.key(), figures);
        }
        return rows;
    }

    private static void checkSums(
            Block block,
            List<PlanTable.Column> columns,
            Map<String, List<BigDecimal>> rows,
            Map<String, List<BigDecimal>> printed,
            List<PlanTable.Difference> differences,
            Map<String, Block> places) {
        var ids = new HashSet<String>();
        for (var column : columns) ids.add(column.id());
        for (var difference : differences) {
            var place = places.get(difference.column());
            if (place != null && !ids.contains(difference.column())) {
                block.reading().unknown("列", difference.column(), ids, place.at("column"));
            }
        }
        for (var total : printed.values()) {
            for (int i = 0; i < Math.min(columns.size(), total.size()); i++) {
                int at = i;
                var column = columns.get(i).id();
                var sum = rows.values().stream()
                        .filter(row -> row.size() > at)
                        .map(row -> row.get(at))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                var stated = places.get(column);
                boolean equal = sum.compareTo(total.get(i)) == 0;
                var figures = "印的合计是 " + total.get(i).toPlainString() + "，各行之和是 " + sum.toPlainString();
                if (!equal && stated == null) {
                    block.problem("printed_total", "“" + column + "”一列" + figures + "：核对数字；文件就是这样印的，写进 differences");
                }
                if (equal && stated != null) {
                    stated.problem("column", "“" + column + "”一列的合计并没有差错：请删去这一条");
                }
                if (!equal && stated != null) {
                    if (stated.decimal("printed").compareTo(total.get(i)) != 0) stated.problem("printed", figures);
                    if (stated.decimal("sum").compareTo(sum) != 0) stated.problem("sum", figures);
                }
            }
        }
    }
}
