package org.nongyou.scheme.loading;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.FactDefinition;
import org.nongyou.kernel.FactType;
import org.nongyou.kernel.Level;
import org.nongyou.scheme.Bound;
import org.nongyou.scheme.Kind;
import org.nongyou.scheme.Requirement;
import org.nongyou.scheme.Subject;
import org.nongyou.scheme.loading.Reading.Group;

/// `catalogue.yaml`: the kinds of entry, their classes, quotas, reserve and exits.
final class CatalogueFile {

    final List<Kind> kinds = new ArrayList<>();
    /// Where each entry procedure was named, to be checked against the procedure itself.
    final List<EntryUse> entries = new ArrayList<>();

    /// Where an exit that removes names its procedure.
    final List<ExitUse> exits = new ArrayList<>();

    record ExitUse(String procedure, Place place) {}

    record EntryUse(String kind, Level level, String procedure, Place place) {}

    CatalogueFile(Block file) {
        for (var block : file.blocks(
                "kinds",
                "id!",
                "title!",
                "clause!",
                "subject!",
                "levels!",
                "entry!",
                "validity!",
                "classes",
                "quotas",
                "reserve",
                "exits",
                "require",
                "signboard",
                "benefits")) {
            kinds.add(kind(block));
        }
    }

    private Kind kind(Block block) {
        var id = block.id(Group.KIND);
        var subject = block.choice("subject", Subject.class, Subject::code);
        var hand = block.reading().atHand(subject.code(), "applicant", "listing");
        var levels = block.levels("levels");
        return new Kind(
                block.path(),
                id,
                block.text("title"),
                block.clauses(),
                subject,
                levels,
                entry(block, id, levels),
                validity(block, hand),
                classes(block, hand),
                quotas(block, hand),
                reserve(block, levels, hand),
                exits(block, levels, hand),
                requirements(block, hand),
                block.texts("signboard"),
                block.texts("benefits"));
    }

    private Map<Level, List<String>> entry(Block block, String kind, List<Level> levels) {
        var entry = new EnumMap<Level, List<String>>(Level.class);
        for (var one : block.entries("entry")) {
            var level = one.block().choice(one.key(), one.place(), Level.class, Level::code);
            if (level.isEmpty()) continue;
            if (!levels.contains(level.get())) {
                block.reading().problem(one.place(), "“" + one.key() + "”不在 levels 里：先把这一级写进 levels，或删去这一项");
            }
            var ids = new ArrayList<String>();
            for (var item : one.block().items(one.key(), true)) {
                ids.add(item.text());
                entries.add(new EntryUse(kind, level.get(), item.text(), item.place()));
            }
            entry.put(level.get(), List.copyOf(ids));
        }
        for (var level : levels) {
            if (block.has("entry") && !entry.containsKey(level)) {
                block.problem("entry", "没有写" + level.title() + "（" + level.code() + "）从哪个程序进入");
            }
        }
        return entry;
    }

    private static Kind.Validity validity(Block block, Map<String, FactDefinition> hand) {
        if (!block.isBlock("validity")) {
            var text = block.textOrNull("validity");
            if (text != null && !text.equals("open")) {
                block.problem("validity", "“" + text + "”不对：长期有效写 open，否则写 {years: 5} 这样");
            }
            return new Kind.Validity(new Kind.Validity.Span.Open(), null, List.of());
        }
        var term = block.block("validity", "years", "until", "from", "to", "renewal", "remind");
        if (term == null) return new Kind.Validity(new Kind.Validity.Span.Open(), null, List.of());
        Kind.Validity.Span span = new Kind.Validity.Span.Open();
        var key = term.oneOf("有效期", "years", "until", "from");
        if (key != null) {
            span = switch (key) {
                case "years" -> new Kind.Validity.Span.Years(term.integer("years"));
                case "until" -> new Kind.Validity.Span.Until(term.expression("until", hand, FactType.DATE));
                default -> {
                    if (!term.has("to")) term.reading().problem(term.place(), "缺少“to”：写到哪一天为止");
                    yield new Kind.Validity.Span.Between(term.date("from"), term.date("to"));
                }
            };
        }
        return new Kind.Validity(span, term.refOrNull("renewal", Group.PROCEDURE), term.integers("remind"));
    }

    private static List<Kind.KindClass> classes(Block block, Map<String, FactDefinition> hand) {
        var classes = new ArrayList<Kind.KindClass>();
        for (var one : block.blocks("classes", "id!", "title!", "when", "clause")) {
            var id = one.plainId("id");
            if (classes.stream().anyMatch(other -> other.id().equals(id))) {
                one.problem("id", "“" + id + "”重复了：这一类别里已经有一个同名的类");
            }
            classes.add(new Kind.KindClass(
                    one.path(), id, one.text("title"), one.clauses(), one.conditionOrNull("when", hand)));
        }
        return classes;
    }

    private static List<Kind.Quota> quotas(Block block, Map<String, FactDefinition> hand) {
        var quotas = new ArrayList<Kind.Quota>();
        for (var one : block.blocks(
                "quotas",
                "per!",
                "exactly",
                "at_least",
                "at_most",
                "between",
                "enforce!",
                "when",
                "clause!",
                "title")) {
            var per = one.choice("per", Kind.Quota.Per.class, Kind.Quota.Per::code);
            var bound = bound(one);
            var title = one.textOrNull("title");
            quotas.add(new Kind.Quota(
                    one.path(),
                    title == null ? per.title() + " " + bound.text() : title,
                    one.clauses(),
                    per,
                    bound,
                    one.choice("enforce", Kind.Quota.Enforce.class, Kind.Quota.Enforce::code),
                    one.conditionOrNull("when", hand)));
        }
        return quotas;
    }

    /// One of exactly, at_least, at_most and between.
    static Bound bound(Block block) {
        var key = block.oneOf("数量要求", "exactly", "at_least", "at_most", "between");
        if (key == null) return new Bound(null, null);
        return switch (key) {
            case "exactly" -> Bound.exactly(block.decimal(key));
            case "at_least" -> Bound.atLeast(block.decimal(key));
            case "at_most" -> Bound.atMost(block.decimal(key));
            default -> {
                var pair = block.decimals("between");
                if (pair.size() != 2) {
                    block.problem("between", "between 要写两个数：[3, 5]");
                    yield new Bound(null, null);
                }
                if (pair.get(0).compareTo(pair.get(1)) > 0) block.problem("between", "between 的第一个数不能比第二个大");
                yield new Bound(pair.get(0), pair.get(1));
            }
        };
    }

    private static Kind.@Nullable Reserve reserve(Block block, List<Level> levels, Map<String, FactDefinition> hand) {
        var one = block.block("reserve", "level!", "promotes_to!", "when", "clause!", "title");
        if (one == null) return null;
        var level = one.level("level");
        var to = one.level("promotes_to");
        for (var key : List.of("level", "promotes_to")) {
            var at = key.equals("level") ? level : to;
            if (one.has(key) && !levels.contains(at)) one.problem(key, "“" + at.code() + "”不在这个类别的 levels 里");
        }
        if (one.has("promotes_to") && one.has("level") && !to.isAbove(level)) {
            one.problem("promotes_to", "升级要往上升：" + to.title() + "不在" + level.title() + "之上");
        }
        var title = one.textOrNull("title");
        return new Kind.Reserve(
                one.path(),
                title == null ? level.title() + "储备，升为" + to.title() : title,
                one.clauses(),
                level,
                to,
                one.conditionOrNull("when", hand));
    }

    private List<Kind.Exit> exits(Block block, List<Level> levels, Map<String, FactDefinition> hand) {
        var all = new ArrayList<Kind.Exit>();
        for (var one : block.blocks(
                "exits", "id!", "title!", "when!", "effect!", "decided_by!", "procedure", "levels", "clause!")) {
            var id = one.plainId("id");
            if (all.stream().anyMatch(other -> other.id().equals(id))) {
                one.problem("id", "“" + id + "”重复了：这一类别里已经有一个同名的退出情形");
            }
            all.add(new Kind.Exit(
                    one.path(),
                    id,
                    one.text("title"),
                    one.clauses(),
                    one.condition("when", hand),
                    one.choice("effect", Kind.Exit.Effect.class, Kind.Exit.Effect::code),
                    one.ref("decided_by", Group.OFFICE),
                    one.refOrNull("procedure", Group.PROCEDURE),
                    one.levels("levels")));
            var exit = all.getLast();
            if (exit.effect() == Kind.Exit.Effect.REMOVE && exit.procedure() != null) {
                exits.add(new ExitUse(exit.procedure(), one.at("procedure")));
            }
            for (var level : exit.levels()) {
                if (!levels.contains(level)) one.problem("levels", "“" + level.code() + "”不在这个类别的 levels 里");
            }
        }
        return all;
    }

    static List<Requirement> requirements(Block block, Map<String, FactDefinition> hand) {
        var requirements = new ArrayList<Requirement>();
        for (var one : block.blocks("require", "that!", "else!")) {
            requirements.add(new Requirement(one.condition("that", hand), one.text("else")));
        }
        return requirements;
    }
}
