package org.nongyou.standard;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.TypedDay;
import org.nongyou.print.SheetColumn;
import org.nongyou.print.SheetForm;

/// The official tables that an operator brings (官方名录), each with its template.
public enum RuleTable implements SheetForm {
    PRODUCTS(
            "products",
            "登记农药",
            "",
            List.of("registration", "crop"),
            List.of(
                    text("registration", "登记证号", true, 20, "照标签写", "PD00000000（演示）"),
                    text("name", "农药名称", true, 20, "标签上的名称", "示例乳油"),
                    text("substances", "有效成分", true, 24, "几种用顿号隔开", "阿维菌素"),
                    text("formulation", "剂型和含量", true, 16, "如 1.8%乳油", "1.8%乳油"),
                    text("crop", "作物", true, 14, "一行一种作物", "豇豆"),
                    text("dose", "用量", false, 20, "照标签写，如 30-40毫升/亩", "30-40毫升/亩"),
                    text("maxUses", "每季最多次数", false, 14, "整数，标签没有写就空着", "3"),
                    text("intervalDays", "安全间隔期（天）", true, 16, "整数", "5"),
                    text("fromOn", "登记有效期起", true, 14, "如 2024-06-18", "2024-06-18"),
                    text("toOn", "登记有效期止", false, 14, "空着就是长期", "2029-06-17"),
                    text("source", "出处", true, 30, "官方名录的名称或网址", "登记公告"))),
    VETERINARY(
            "veterinary-products",
            "登记兽药",
            "",
            List.of("registration", "crop"),
            List.of(
                    text("registration", "批准文号", true, 24, "照标签写", "兽药字000000000（演示）"),
                    text("name", "通用名", true, 20, "标签上的名称", "示例预混剂"),
                    text("substances", "有效成分", true, 24, "几种用顿号隔开", "土霉素"),
                    text("formulation", "剂型", true, 12, "片、注射液", "片"),
                    text("crop", "动物或产品", true, 14, "一行一种；蛋、奶单写一行", "鸡"),
                    text("dose", "用量", false, 20, "照说明书写", ""),
                    SheetColumn.chosen("rule", "休药期算法", true, rules(), "天数"),
                    text("intervalDays", "休药期", false, 10, "天数或度日；产蛋期禁用空着", "5"),
                    text("fromOn", "批准有效期起", true, 14, "如 2024-06-18", "2024-06-18"),
                    text("toOn", "批准有效期止", false, 14, "空着就是长期", "2029-06-17"),
                    text("source", "出处", true, 30, "官方名录的名称或网址", "批准公告"))),
    WITHDRAWAL(
            "withdrawal",
            "兽药休药期",
            "",
            List.of("printed", "crop", "rule"),
            List.of(
                    text("printed", "药名", true, 20, "照公告写，如 土霉素片", "土霉素片"),
                    text("substances", "有效成分", true, 20, "一种", "土霉素"),
                    text("formulation", "剂型", false, 12, "片、注射液", "片"),
                    text("crop", "动物或产品", true, 14, "一行一种；蛋、奶单写一行", "鸡"),
                    SheetColumn.chosen("rule", "休药期算法", true, rules(), "天数"),
                    text("intervalDays", "休药期", false, 10, "天数或度日；产蛋期禁用空着", "5"),
                    text("document", "公告", true, 30, "公告名和号", "示例公告"),
                    text("source", "出处", true, 30, "网址或文件", "示例公告"))),
    RESTRICTIONS(
            "restrictions",
            "禁限用名录",
            "kind",
            List.of("kind", "substances", "measure", "scope"),
            List.of(
                    SheetColumn.chosen("kind", "类别", true, titles(InputKind.values(), InputKind::title), "农药"),
                    text("substances", "名称", true, 20, "一行一种有效成分", "氧乐果"),
                    SheetColumn.chosen(
                            "measure",
                            "措施",
                            true,
                            Arrays.stream(Measure.values())
                                    .filter(one -> one != Measure.CAUTION)
                                    .map(Measure::title)
                                    .toList(),
                            "禁用"),
                    text("scope", "范围", true, 30, "照公告写", "销售和使用"),
                    text("places", "作物或动物", false, 30, "部分禁用、只准用于的要填，几种用顿号隔开", ""),
                    text("fromOn", "从哪天", true, 14, "如 2026-06-01", "2026-06-01"),
                    text("document", "公告", true, 30, "公告名和号", "农业农村部公告第736号"),
                    text("source", "出处", true, 30, "网址或文件", "公告原文"))),
    LIMITS(
            "limits",
            "农药残留限量",
            "standard",
            List.of("standard", "printed", "food"),
            List.of(
                    text("standard", "标准号", true, 20, "如 GB 2763-2026", "GB 2763-2026"),
                    SheetColumn.chosen(
                            "part",
                            "全本还是增补",
                            true,
                            List.of(Edition.Part.FULL.title(), Edition.Part.SUPPLEMENT.title()),
                            "全本"),
                    text("fromOn", "标准实施日期", true, 14, "如 2026-03-01", "2026-03-01"),
                    text("printed", "农药", true, 20, "照标准写；几种之和用加号", "腐霉利"),
                    text("food", "食品", true, 24, "照标准写，可以带（……除外）", "韭菜"),
                    text("limit", "限量（mg/kg）", true, 14, "数字", "5"),
                    SheetColumn.chosen("temporary", "临时限量", true, List.of("是", "否"), "否"),
                    text("source", "出处", true, 30, "网址或文件", "标准原文"))),
    PERMITTED(
            "permitted",
            "允许使用名单",
            "list",
            List.of("list", "category", "printed", "standard"),
            List.of(
                    SheetColumn.chosen(
                            "list", "名单", true, titles(Permitted.List.values(), Permitted.List::title), "有机"),
                    text("category", "类别", true, 20, "照附录写，如 植物保护产品", "植物保护产品"),
                    text("printed", "名称", true, 24, "照附录写", "示例物质"),
                    text("conditions", "使用条件", false, 40, "照附录写", ""),
                    text("standard", "依据", true, 28, "标准号和附录", "GB/T 19630-2019 附录A"),
                    text("fromOn", "从哪天", true, 14, "如 2020-01-01", "2020-01-01"),
                    text("toOn", "到哪天", false, 14, "空着就是长期", ""),
                    text("source", "出处", true, 30, "网址或文件", "标准原文")));

    private static final int MOST_DAYS = 3650;
    private static final LocalDate FIRST = LocalDate.of(1990, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2100, 12, 31);
    private static final int LONGEST = 200;

    private final String code;
    private final String title;
    private final String part;
    private final List<String> keys;
    private final List<SheetColumn> columns;

    RuleTable(String code, String title, String part, List<String> keys, List<SheetColumn> columns) {
        this.code = code;
        this.title = title;
        this.part = part;
        this.keys = keys;
        this.columns = columns;
    }

    private static SheetColumn text(
            String field, String title, boolean required, double width, String hint, String example) {
        return SheetColumn.of(field, title, required, width, hint, example);
    }

    private static List<String> rules() {
        return Arrays.stream(WaitRule.values()).map(RuleTable::rule).toList();
    }

    private static <T> List<String> titles(T[] all, java.util.function.Function<T, String> title) {
        return Arrays.stream(all).map(title).toList();
    }

    private static String rule(WaitRule rule) {
        return rule == WaitRule.DAYS ? "天数" : rule.title();
    }

    public String code() {
        return code;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String counter() {
        return "条";
    }

    @Override
    public List<SheetColumn> columns() {
        return columns;
    }

    public static Optional<RuleTable> ofCode(String code) {
        return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
    }

    /// What of the table a whole file speaks for: one standard, one list; empty for the whole table.
    String part(RuleRow row) {
        return part.isEmpty() ? "" : row.cell(part);
    }

    /// 类别, 标准号: what a whole table is whole of; empty where of everything.
    public String partTitle() {
        return columns.stream()
                .filter(column -> column.field().equals(part))
                .map(SheetColumn::title)
                .findFirst()
                .orElse("");
    }

    public String fieldTitle(String field) {
        if (field.equals("confidence")) return "可信度";
        return columns.stream()
                .filter(column -> column.field().equals(field))
                .map(SheetColumn::title)
                .findFirst()
                .orElse(field);
    }

    /// The columns that name a row, for a line of a list.
    public List<String> keyFields() {
        return keys;
    }

    RuleRow row(Map<String, String> cells) {
        return new RuleRow(
                keys.stream()
                        .map(field -> Plain.text(cells.getOrDefault(field, "")))
                        .collect(Collectors.joining("|")),
                cells);
    }

    // --- what the book has

    List<RuleRow> of(RuleBook.Rows rows) {
        return switch (this) {
            case PRODUCTS -> products(rows, InputKind.PESTICIDE).toList();
            case VETERINARY -> products(rows, InputKind.VETERINARY).toList();
            case WITHDRAWAL ->
                rows.intervals().stream()
                        .filter(row -> row.kind() == InputKind.VETERINARY)
                        .map(row -> row(cells(
                                "_row", row.row(),
                                "printed", row.printed(),
                                "substances", row.substance(),
                                "formulation", row.formulation(),
                                "crop", row.place(),
                                "rule", rule(row.rule()),
                                "intervalDays", row.longest(),
                                "document", row.provenance().document(),
                                "source", row.provenance().address(),
                                "confidence", row.provenance().confidence().title())))
                        .toList();
            case RESTRICTIONS ->
                rows.restrictions().stream()
                        .filter(row -> row.measure() != Measure.CAUTION)
                        .map(row -> row(cells(
                                "_row", row.id(),
                                "kind", row.kind().title(),
                                "substances", row.substance(),
                                "measure", row.measure().title(),
                                "scope", row.scope(),
                                "places", String.join("、", row.places()),
                                "fromOn", row.from(),
                                "document", row.provenance().document(),
                                "source", row.provenance().address(),
                                "confidence", row.provenance().confidence().title())))
                        .toList();
            case LIMITS -> {
                var editions =
                        rows.editions().stream().collect(Collectors.toMap(Edition::standard, one -> one, (a, _) -> a));
                yield rows.limits().stream()
                        .map(row -> {
                            var edition = editions.get(row.standard());
                            return row(cells(
                                    "_row", row.row(),
                                    "standard", row.standard(),
                                    "part",
                                            edition == null
                                                    ? null
                                                    : edition.part().title(),
                                    "fromOn", edition == null ? null : edition.from(),
                                    "printed", row.printed(),
                                    "food", row.food().toString(),
                                    "limit", row.limit().stripTrailingZeros().toPlainString(),
                                    "temporary",
                                            row.temporary().equals("yes")
                                                    ? "是"
                                                    : row.temporary().equals("no") ? "否" : "不明",
                                    "source", row.provenance().address(),
                                    "confidence", row.provenance().confidence().title()));
                        })
                        .toList();
            }
            case PERMITTED ->
                rows.permitted().stream()
                        .map(row -> row(cells(
                                "list", row.list().title(),
                                "category", row.category(),
                                "printed", row.name(),
                                "conditions", row.conditions(),
                                "standard", row.standard(),
                                "fromOn", row.from(),
                                "toOn", row.to(),
                                "source", row.source())))
                        .toList();
        };
    }

    private Stream<RuleRow> products(RuleBook.Rows rows, InputKind kind) {
        return rows.products().stream()
                .filter(row -> row.kind() == kind)
                .map(row -> row(cells(
                        "registration", row.registration(),
                        "name", row.name(),
                        "substances", String.join("、", row.substances()),
                        "formulation", row.formulation(),
                        "crop", row.crop(),
                        "dose", row.dose(),
                        "maxUses", row.maxUses(),
                        "rule", kind == InputKind.PESTICIDE ? null : rule(row.rule()),
                        "intervalDays", row.rule() == WaitRule.NOT_WHILE_LAYING ? null : row.intervalDays(),
                        "fromOn", row.from(),
                        "toOn", row.to(),
                        "source", row.source())));
    }

    private static Map<String, String> cells(@Nullable Object... pairs) {
        var cells = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            var value = pairs[i + 1];
            if (value != null && !value.toString().isEmpty()) cells.put(String.valueOf(pairs[i]), value.toString());
        }
        return cells;
    }

    // --- what a file says

    /// @param field whose cell it is, or empty for the whole row
    record Fault(String field, String sentence) {}

    /// @param row null where there are faults
    record Read(@Nullable RuleRow row, List<Fault> faults) {}

    /// Makes the cells of a file's row comparable and tells each fault.
    Read read(List<String> values) {
        var faults = new ArrayList<Fault>();
        var cells = new LinkedHashMap<String, String>();
        for (int i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            var value = values.get(i).strip();
            if (value.isEmpty()) {
                if (column.required()) faults.add(new Fault(column.field(), "要填"));
                continue;
            }
            if (value.codePointCount(0, value.length()) > LONGEST) {
                faults.add(new Fault(column.field(), "最多 " + LONGEST + " 个字"));
                continue;
            }
            if (!column.choices().isEmpty() && !column.choices().contains(value)) {
                faults.add(new Fault(column.field(), "“" + value + "”不在选项里，只能填 " + String.join("、", column.choices())));
                continue;
            }
            var read = cell(column.field(), value, faults);
            if (!read.isEmpty()) cells.put(column.field(), read);
        }
        if (faults.isEmpty()) together(cells, faults);
        if (!faults.isEmpty()) return new Read(null, faults);
        if (this == WITHDRAWAL || this == RESTRICTIONS || this == LIMITS)
            cells.put("confidence", Confidence.HIGH.title());
        return new Read(row(cells), List.of());
    }

    private String cell(String field, String value, List<Fault> faults) {
        switch (field) {
            case "fromOn", "toOn" -> {
                try {
                    var day = TypedDay.parse(value);
                    if (day.isBefore(FIRST) || day.isAfter(LAST))
                        faults.add(new Fault(field, "日期要在 " + FIRST.getYear() + " 年到 " + LAST.getYear() + " 年之间"));
                    return day.toString();
                } catch (java.time.DateTimeException e) {
                    faults.add(new Fault(field, "“" + value + "”不是日期，写成 2026-06-18 这样"));
                    return "";
                }
            }
            case "maxUses" -> {
                return whole(field, value, 1, 99, faults);
            }
            case "intervalDays" -> {
                return whole(field, value, 0, MOST_DAYS, faults);
            }
            case "limit" -> {
                if (!value.matches("\\d{1,6}(\\.\\d{1,6})?") || new BigDecimal(value).signum() == 0) {
                    faults.add(new Fault(field, "“" + value + "”不是限量，写大于 0 的数字，单位 mg/kg"));
                    return "";
                }
                return new BigDecimal(value).stripTrailingZeros().toPlainString();
            }
            case "substances", "places" -> {
                return names(value, field.equals("substances") && (this == RESTRICTIONS || this == WITHDRAWAL), faults);
            }
            case "food" -> {
                return FoodScope.parse(value).toString();
            }
            case "registration" -> {
                var plain = Plain.text(value).toUpperCase(Locale.ROOT);
                if (!plain.matches("[\\p{IsHan}A-Z0-9()-]{4,40}"))
                    faults.add(new Fault(field, "“" + value + "”不像登记证号，照标签写字母和数字"));
                return plain;
            }
            default -> {
                return value;
            }
        }
    }

    private static String whole(String field, String value, int least, int most, List<Fault> faults) {
        if (value.matches("\\d{1,5}") && Integer.parseInt(value) >= least && Integer.parseInt(value) <= most)
            return Integer.toString(Integer.parseInt(value));
        faults.add(new Fault(field, "“" + value + "”要写 " + least + " 到 " + most + " 的整数"));
        return "";
    }

    private static String names(String value, boolean one, List<Fault> faults) {
        var names = Arrays.stream(value.split("[、，;；+＋\\n]"))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        if (names.isEmpty()) faults.add(new Fault("substances", "写出名称"));
        if (one && names.size() > 1) faults.add(new Fault("substances", "一行只写一种"));
        return String.join("、", names);
    }

    /// What only two cells together show.
    private void together(Map<String, String> cells, List<Fault> faults) {
        var from = cells.get("fromOn");
        var to = cells.get("toOn");
        if (from != null && to != null && to.compareTo(from) < 0) faults.add(new Fault("toOn", "止在起的前面"));
        var rule = cells.get("rule");
        if (rule != null) {
            boolean never = rule.equals(rule(WaitRule.NOT_WHILE_LAYING));
            if (never && cells.containsKey("intervalDays")) faults.add(new Fault("intervalDays", "产蛋期禁用的不填天数"));
            if (!never && !cells.containsKey("intervalDays"))
                faults.add(new Fault("intervalDays", "写上" + (rule.equals("度日") ? "度日" : "天数")));
        }
        var measure = cells.get("measure");
        if ((Measure.BANNED_HERE.title().equals(measure)
                        || Measure.ONLY_HERE.title().equals(measure))
                && !cells.containsKey("places")) faults.add(new Fault("places", measure + "要写明作物或动物"));
        if (this == LIMITS
                && !StandardNumber.of(cells.getOrDefault("standard", "")).isPresent())
            faults.add(new Fault("standard", "标准号写成 GB 2763-2026 这样"));
    }
}
