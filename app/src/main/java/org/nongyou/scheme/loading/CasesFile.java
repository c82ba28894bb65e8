package org.nongyou.scheme.loading;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.FactDefinition;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Money;
import org.nongyou.scheme.Act;
import org.nongyou.scheme.SchemeCase;
import org.nongyou.scheme.SchemeCase.What;
import org.nongyou.scheme.loading.Reading.Group;

/// `cases.yaml`: worked examples.
final class CasesFile {

    final List<SchemeCase> cases = new ArrayList<>();

    CasesFile(Block file) {
        for (var block : file.blocks(
                "cases",
                "id!",
                "title!",
                "expect!",
                "claim",
                "procedure",
                "acts",
                "checklist",
                "score",
                "facts",
                "answers",
                "target")) {
            var what = what(block);
            var id = block.id(Group.CASE);
            if (what != null) cases.add(new SchemeCase(block.path(), id, block.text("title"), what));
        }
    }

    private static @Nullable What what(Block block) {
        var key = block.oneOf("算例算什么", "claim", "procedure", "checklist", "score", "target");
        if (key == null) return null;
        return switch (key) {
            case "claim" -> claim(block);
            case "procedure" -> road(block);
            case "checklist" -> inspection(block);
            case "score" -> scored(block);
            default -> reached(block);
        };
    }

    private static @Nullable What road(Block block) {
        var procedure = block.ref("procedure", Group.PROCEDURE);
        var acts = new ArrayList<Act>();
        for (var item : block.items("acts", false)) {
            block.choice(item.text(), item.place(), Act.class, Act::code).ifPresent(acts::add);
        }
        if (!block.has("acts")) block.reading().problem(block.place(), "缺少“acts”：依次写办了什么");
        var expect = block.block("expect", "stage", "refused", "at");
        if (expect == null) return null;
        if (expect.oneOf("期望", "stage", "refused") == null) return null;
        if (expect.has("stage")) return new What.Road(procedure, acts, expect.text("stage"), null);
        if (!expect.has("at")) expect.reading().problem(expect.place(), "缺少“at”：写在哪个环节被拒绝");
        return new What.Road(procedure, acts, expect.text("at"), expect.choice("refused", Act.class, Act::code));
    }

    private static @Nullable What inspection(Block block) {
        var checklist = block.ref("checklist", Group.CHECKLIST);
        var answers = new LinkedHashMap<String, Boolean>();
        for (var entry : block.entries("answers"))
            answers.put(entry.key(), entry.block().yes(entry.key()));
        var expect = block.block("expect", "passed!", "missing");
        if (expect == null) return null;
        return new What.Inspection(
                checklist, facts(block, "facts", ""), answers, expect.yes("passed"), expect.texts("missing"));
    }

    private static @Nullable What scored(Block block) {
        var sheet = block.ref("score", Group.SCORE);
        var answers = new LinkedHashMap<String, BigDecimal>();
        for (var entry : block.entries("answers")) {
            var text = entry.block().text(entry.key());
            answers.put(
                    entry.key(),
                    text.equals("true")
                            ? BigDecimal.ONE
                            : text.equals("false")
                                    ? BigDecimal.ZERO
                                    : entry.block().decimal(entry.key()));
        }
        var expect = block.block("expect", "points!");
        if (expect == null) return null;
        return new What.Scored(sheet, facts(block, "facts", ""), answers, expect.decimal("points"));
    }

    private static @Nullable What reached(Block block) {
        var target = block.block("target", "indicator!", "region", "value!");
        var expect = block.block("expect", "met!");
        if (target == null || expect == null) return null;
        return new What.Reached(
                target.ref("indicator", Group.INDICATOR),
                target.has("region") ? target.code("region", "") : null,
                target.decimal("value"),
                expect.yes("met"));
    }

    private static @Nullable What claim(Block block) {
        var claim = block.block("claim", "date!", "applicant!", "facts", "items!", "paid_before");
        var expect = block.block("expect", "total", "paid_by", "refused", "because");
        if (claim == null || expect == null) return null;
        var lines = new ArrayList<SchemeCase.Line>();
        for (var line : claim.blocks("items", "*")) {
            var rule = line.text("rule");
            line.reading().mustExist(Group.SUBSIDY, rule, line.at("rule"));
            var facts = new LinkedHashMap<String, Object>();
            for (var key : line.keys()) {
                if (!key.equals("rule")) fact(line, key, key).ifPresent(value -> facts.put(key, value));
            }
            lines.add(new SchemeCase.Line(rule, facts));
        }
        var earlier = new ArrayList<SchemeCase.Earlier>();
        for (var one : claim.blocks("paid_before", "rule!", "item!", "same", "date!", "amount!", "region", "other")) {
            earlier.add(new SchemeCase.Earlier(
                    one.ref("rule", Group.SUBSIDY),
                    one.text("item"),
                    one.textOrNull("same"),
                    one.date("date"),
                    one.money("amount"),
                    one.has("region") ? one.code("region", "") : null,
                    one.has("other") && one.yes("other")));
        }
        Map<Level, Money> paidBy = new EnumMap<>(Level.class);
        for (var entry : expect.entries("paid_by")) {
            expect.choice(entry.key(), entry.place(), Level.class, Level::code)
                    .ifPresent(level -> paidBy.put(level, entry.block().money(entry.key())));
        }
        var applicant = facts(claim, "applicant", "applicant.");
        var facts = facts(claim, "facts", "");
        if (claim.has("date")) facts.put("claim.date", claim.date("date"));
        return new What.Claim(
                claim.date("date"),
                applicant,
                facts,
                lines,
                earlier,
                expect.has("total") ? expect.money("total") : null,
                paidBy,
                expect.has("refused") ? expect.text("refused") : null,
                expect.has("because") ? expect.text("because") : null);
    }

    /// The facts of a worked example, each read by the type of its name.
    private static Map<String, Object> facts(Block block, String key, String prefix) {
        var facts = new LinkedHashMap<String, Object>();
        for (var entry : block.entries(key)) {
            var name = prefix + entry.key();
            fact(entry.block(), entry.key(), name).ifPresent(value -> facts.put(name, value));
        }
        return facts;
    }

    /// The value of the key, read as the named fact.
    private static Optional<Object> fact(Block block, String key, String name) {
        var definition = block.reading().fact(name);
        if (definition == null) {
            block.reading()
                    .problem(
                            block.atKey(key),
                            "没有“" + name + "”这个事实"
                                    + NearNames.hint(name, block.reading().factNames()));
            return Optional.empty();
        }
        return switch (definition.type()) {
            case TEXT -> Optional.ofNullable(block.textOrNull(key));
            case BOOL -> block.has(key) ? Optional.of(block.yes(key)) : Optional.empty();
            case INT -> Optional.ofNullable(block.integerOrNull(key)).map(Integer::longValue);
            case DECIMAL -> Optional.ofNullable(block.decimalOrNull(key));
            case MONEY -> Optional.of(block.money(key));
            case DATE -> Optional.ofNullable(block.dateOrNull(key));
            case CHOICE -> {
                var text = block.textOrNull(key);
                yield text != null && chosen(block, definition, text, block.at(key))
                        ? Optional.of(text)
                        : Optional.empty();
            }
            case CHOICES -> {
                var items = block.items(key, false);
                for (var item : items) chosen(block, definition, item.text(), item.place());
                yield Optional.of(items.stream().map(Block.Item::text).toList());
            }
            case INTS ->
                Optional.of(block.integers(key).stream().map(Integer::longValue).toList());
        };
    }

    private static boolean chosen(Block block, FactDefinition fact, String text, Place place) {
        if (fact.choices().isEmpty() || fact.choices().contains(text)) return true;
        block.reading()
                .problem(
                        place,
                        "“" + fact.name() + "”没有“" + text + "”这一项" + NearNames.hint(text, fact.choices()) + "可选的有："
                                + String.join("、", fact.choices()));
        return false;
    }
}
