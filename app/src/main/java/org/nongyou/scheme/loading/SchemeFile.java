package org.nongyou.scheme.loading;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.FactDefinition;
import org.nongyou.kernel.FactType;
import org.nongyou.kernel.Period;
import org.nongyou.scheme.Clause;
import org.nongyou.scheme.PlanTable.Use;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.SchemeOffice;
import org.nongyou.scheme.Stage;
import org.nongyou.scheme.loading.Reading.Group;

/// `scheme.yaml`: what the document is, its clauses, offices, areas, own facts, rosters and contradictions.
final class SchemeFile {

    private static final Pattern FACT = Pattern.compile("[a-z]+\\.[a-z][a-z0-9_]*");

    final String id;
    final int version;
    final String title;
    final String issuer;
    final @Nullable String issuedBy;
    final String region;
    final @Nullable LocalDate issued;
    final Period period;
    final List<SchemeOffice> offices;
    final List<String> carriedOutBy;
    final List<Scheme.NamedArea> areas;
    final List<Scheme.OwnFact> facts;
    final List<Clause> clauses;
    final List<Scheme.Roster> rosters;
    final List<Scheme.Discrepancy> discrepancies;

    /// @param folder the folder's name, which is the scheme's id
    SchemeFile(Block file, String folder) {
        id = file.plainId("id");
        if (!id.isEmpty() && !id.equals(folder)) {
            file.problem("id", "id“" + id + "”和文件夹名“" + folder + "”不同：两个要一样");
        }
        version = file.integer("version");
        if (file.text("version").equals("0")) file.problem("version", "版本号从 1 开始");
        title = file.text("title");
        issuer = file.text("issuer");
        issuedBy = file.refOrNull("issued_by", Group.OFFICE);
        region = file.code("region", "");
        issued = file.dateOrNull("issued");
        period = period(file);
        offices = offices(file);
        carriedOutBy = file.refs("carried_out_by", Group.OFFICE);
        areas = areas(file);
        facts = facts(file);
        clauses = clauses(file);
        rosters = rosters(file);
        discrepancies = discrepancies(file);
    }

    static final String[] KEYS = {
        "id!",
        "version!",
        "title!",
        "issuer!",
        "issued_by",
        "region!",
        "issued",
        "period!",
        "offices!",
        "carried_out_by",
        "areas",
        "facts",
        "clauses!",
        "rosters",
        "discrepancies"
    };

    private static Period period(Block file) {
        var block = file.block("period", "from!", "to");
        if (block == null) return new Period(LocalDate.EPOCH, null);
        var from = block.date("from");
        var to = block.dateOrNull("to");
        if (to != null && to.isBefore(from)) block.problem("to", "结束日期早于开始日期 " + from);
        return new Period(from, to);
    }

    private List<SchemeOffice> offices(Block file) {
        var offices = new ArrayList<SchemeOffice>();
        for (var entry : file.entries("offices")) {
            var block = entry.value("title!", "level!", "region", "department");
            if (block == null) continue;
            var id = entry.key();
            if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*") || id.equals(Stage.APPLICANT)) {
                file.reading().problem(entry.place(), "“" + id + "”不能作机构的 id：只用小写字母、数字和连字符，也不能叫 applicant");
            }
            file.reading().name(Group.OFFICE, id, entry.place());
            var level = block.text("level").equals("outside") ? null : block.levelOrNull("level");
            var department = block.textOrNull("department");
            offices.add(new SchemeOffice(
                    block.path(),
                    id,
                    block.text("title"),
                    level,
                    block.has("region") ? block.code("region", region) : null,
                    department == null ? "agriculture" : department));
        }
        return offices;
    }

    private List<Scheme.NamedArea> areas(Block file) {
        var areas = new ArrayList<Scheme.NamedArea>();
        for (var entry : file.entries("areas")) {
            var block = entry.value("title!", "clause!", "regions!");
            if (block == null) continue;
            file.reading().name(Group.AREA, entry.key(), entry.place());
            var regions = new ArrayList<String>();
            for (var item : block.items("regions", false)) {
                block.checkCode(item.text(), region, item.place());
                regions.add(Block.stem(item.text()));
            }
            areas.add(new Scheme.NamedArea(
                    block.path(), entry.key(), block.text("title"), block.clauses(), List.copyOf(regions)));
        }
        return areas;
    }

    private static List<Scheme.OwnFact> facts(Block file) {
        var reading = file.reading();
        var facts = new ArrayList<Scheme.OwnFact>();
        for (var entry : file.entries("facts")) {
            var block = entry.value("title!", "type!", "unit", "choices", "evidence");
            if (block == null) continue;
            var name = entry.key();
            var subjects = reading.catalogue().subjects();
            if (!FACT.matcher(name).matches()) {
                reading.problem(entry.place(), "“" + name + "”不能作事实名：写成“主题.名称”，用小写字母、数字和下划线，如 base.product_class");
                continue;
            }
            var subject = name.substring(0, name.indexOf('.'));
            if (!subjects.containsKey(subject)) {
                reading.unknown("主题", subject, subjects.keySet(), entry.place());
                continue;
            }
            if (reading.catalogue().fact(name).isPresent()) {
                reading.problem(entry.place(), "“" + name + "”是平台已有的事实，直接用就行，不要再定义");
                continue;
            }
            var type = block.choice("type", FactType.class, FactType::code);
            var choices = block.texts("choices");
            boolean chooses = type == FactType.CHOICE || type == FactType.CHOICES;
            if (type == FactType.CHOICE && choices.isEmpty()) {
                reading.problem(block.at("type"), "选项型的事实要写 choices: [甲, 乙]");
            }
            if (!chooses && !choices.isEmpty()) {
                reading.problem(block.atKey("choices"), "只有 choice 和 list 型的事实才有 choices");
            }
            var unit = block.textOrNull("unit");
            var definition =
                    new FactDefinition(name, type, block.text("title"), unit == null ? "" : unit, choices, "scheme");
            reading.own(definition);
            facts.add(new Scheme.OwnFact(block.path(), definition, block.texts("evidence")));
        }
        return facts;
    }

    private static List<Clause> clauses(Block file) {
        var clauses = new ArrayList<Clause>();
        for (var block : file.blocks("clauses", "section!", "title!", "text!", "responsible", "cooperating", "asks")) {
            var section = block.text("section");
            if (!section.isEmpty()) file.reading().name(Group.CLAUSE, section, block.at("section"));
            clauses.add(new Clause(
                    block.path(),
                    section,
                    block.text("title"),
                    block.text("text"),
                    block.refs("responsible", Group.OFFICE),
                    block.refs("cooperating", Group.OFFICE),
                    asks(block)));
        }
        return clauses;
    }

    private static boolean asks(Block block) {
        boolean asks = !block.has("asks") || block.yes("asks");
        if (!asks && !block.has("note")) {
            block.problem("asks", "写了 asks: false（不提要求），就要在 note 里写明为什么");
        }
        return asks;
    }

    private static List<Scheme.Roster> rosters(Block file) {
        var rosters = new ArrayList<Scheme.Roster>();
        for (var block : file.blocks("rosters", "id!", "title!", "clause!", "levels!")) {
            rosters.add(new Scheme.Roster(
                    block.path(),
                    block.id(Group.ROSTER),
                    block.text("title"),
                    block.clauses(),
                    block.levels("levels")));
        }
        return rosters;
    }

    private static List<Scheme.Discrepancy> discrepancies(Block file) {
        var all = new ArrayList<Scheme.Discrepancy>();
        for (var block :
                file.blocks("discrepancies", "id!", "clause!", "title!", "unit", "printed", "parts", "found", "use!")) {
            var printed = block.decimalOrNull("printed");
            var parts = block.decimals("parts");
            var found = block.decimalOrNull("found");
            if (!parts.isEmpty() && found != null) {
                var sum = parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
                if (sum.compareTo(found) != 0) {
                    block.problem("found", "各项之和是 " + sum.toPlainString() + "，不是 " + found.toPlainString());
                }
                if (printed != null && printed.compareTo(found) == 0) {
                    block.problem("found", "两个数相等，没有矛盾：请删去这一条");
                }
            }
            var unit = block.textOrNull("unit");
            all.add(new Scheme.Discrepancy(
                    block.path(),
                    block.id(Group.DISCREPANCY),
                    block.text("title"),
                    block.clauses(),
                    unit == null ? "" : unit,
                    printed,
                    parts,
                    found,
                    block.choice("use", Use.class, Use::code)));
        }
        return all;
    }

    static List<String> fileNames() {
        return Arrays.asList(
                "scheme.yaml",
                "targets.yaml",
                "catalogue.yaml",
                "procedures.yaml",
                "checklists.yaml",
                "scores.yaml",
                "subsidies.yaml",
                "tasks.yaml",
                "cases.yaml");
    }
}
