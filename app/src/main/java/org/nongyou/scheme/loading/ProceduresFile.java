package org.nongyou.scheme.loading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.FactDefinition;
import org.nongyou.kernel.Level;
import org.nongyou.scheme.Act;
import org.nongyou.scheme.Checklist;
import org.nongyou.scheme.Days;
import org.nongyou.scheme.Doubt;
import org.nongyou.scheme.End;
import org.nongyou.scheme.Figure;
import org.nongyou.scheme.Kind;
import org.nongyou.scheme.Procedure;
import org.nongyou.scheme.SchemeOffice;
import org.nongyou.scheme.ScoreSheet;
import org.nongyou.scheme.Stage;
import org.nongyou.scheme.loading.Reading.Group;

/// `procedures.yaml`: the procedures with their stages, and the checks of each as a whole.
final class ProceduresFile {

    static final String BY_OFFICE = "by-office";

    final List<Procedure> procedures = new ArrayList<>();
    private final List<SheetUse> sheets = new ArrayList<>();

    /// Where a stage names a checklist or a score sheet.
    private record SheetUse(String id, Procedure.Lists lists, Spot place) {}

    private record Spot(String key, Place at) {}

    private final List<Kind> kinds;
    private final Map<String, SchemeOffice> offices = new HashMap<>();

    ProceduresFile(Block file, List<Kind> kinds, List<SchemeOffice> offices) {
        this.kinds = kinds;
        for (var office : offices) this.offices.put(office.id(), office);
        for (var block : file.blocks(
                "procedures", "id!", "title!", "clause!", "lists", "pays", "separate", "start!", "stages!")) {
            procedures.add(procedure(block));
        }
    }

    private Procedure procedure(Block block) {
        var id = block.id(Group.PROCEDURE);
        var lists = lists(block);
        var hand = hand(block, lists);
        var places = new LinkedHashMap<String, Block>();
        var stages = new ArrayList<Stage>();
        for (var one : block.blocks(
                "stages",
                "id!",
                "title!",
                "by",
                "acts",
                "needs",
                "checklist",
                "score",
                "notice",
                "require",
                "days",
                "calendar_days",
                "remind",
                "recorded_by",
                "skips",
                "clause",
                "end")) {
            var stage = stage(one, hand);
            if (places.putIfAbsent(stage.id(), one) != null) {
                one.problem("id", "“" + stage.id() + "”重复了：这个程序里已经有一个同名的环节");
            }
            stages.add(stage);
            if (lists != null) sheets(one, stage, lists);
        }
        var separate = new ArrayList<String>();
        for (var item : block.items("separate", false)) {
            if (places.containsKey(item.text())) separate.add(item.text());
            else block.reading().unknown("环节", item.text(), places.keySet(), item.place());
        }
        var procedure = new Procedure(
                block.path(),
                id,
                block.text("title"),
                block.clauses(),
                lists,
                block.refs("pays", Group.SUBSIDY),
                separate,
                block.text("start"),
                stages);
        check(procedure, block, places);
        return procedure;
    }

    private void sheets(Block one, Stage stage, Procedure.Lists lists) {
        if (stage.checklist() != null) {
            sheets.add(new SheetUse(stage.checklist(), lists, new Spot("checklist", one.at("checklist"))));
        }
        var scoring = stage.scoring();
        if (scoring != null) sheets.add(new SheetUse(scoring.sheet(), lists, new Spot("sheet", one.at("score"))));
    }

    private static Procedure.@Nullable Lists lists(Block block) {
        var lists = block.block("lists", "kind!", "level!");
        return lists == null ? null : new Procedure.Lists(lists.refs("kind", Group.KIND), lists.level("level"));
    }

    private Map<String, FactDefinition> hand(Block block, Procedure.@Nullable Lists lists) {
        if (lists == null) return block.reading().atHand("applicant", "claim");
        return block.reading()
                .atHandFor(kinds.stream()
                        .filter(kind -> lists.kinds().contains(kind.id()))
                        .toList());
    }

    private static Stage stage(Block one, Map<String, FactDefinition> hand) {
        var id = one.plainId("id");
        var title = one.text("title");
        var end = one.choiceOrNull("end", End.class, End::code);
        var by = new ArrayList<String>();
        for (var item : one.items("by", true)) {
            if (!item.text().equals(Stage.APPLICANT)) one.reading().mustExist(Group.OFFICE, item.text(), item.place());
            by.add(item.text());
        }
        if (end != null) {
            for (var key : List.of("by", "acts", "needs", "checklist", "score", "notice", "require", "days")) {
                if (one.has(key)) one.reading().problem(one.atKey(key), "“" + title + "”是结束，不能再有“" + key + "”");
            }
        } else {
            if (!one.has("by")) one.reading().problem(one.place(), "缺少“by”：写由哪个机构办理，或 applicant（申报主体）");
            if (!one.has("acts")) {
                one.reading().problem(one.place(), "缺少“acts”：写能办什么、到哪个环节，如 {pass: publicity}；结束的环节写 end");
            }
        }
        return new Stage(
                one.path(),
                id,
                title,
                one.clauses(),
                by,
                acts(one),
                one.texts("needs"),
                one.refOrNull("checklist", Group.CHECKLIST),
                scoring(one, title),
                notice(one, title),
                CatalogueFile.requirements(one, hand),
                days(one, title + "：办理期限"),
                one.integers("remind"),
                one.refOrNull("recorded_by", Group.OFFICE),
                one.levels("skips"),
                end);
    }

    private static Map<Act, String> acts(Block one) {
        var acts = new LinkedHashMap<Act, String>();
        for (var entry : one.entries("acts")) {
            var act = one.choice(entry.key(), entry.place(), Act.class, Act::code);
            if (act.isPresent()) acts.put(act.get(), entry.block().text(entry.key()));
        }
        return acts;
    }

    private static Stage.@Nullable Scoring scoring(Block one, String title) {
        var score = one.block("score", "sheet!", "experts!", "pass!", "drop_extremes");
        if (score == null) return null;
        return new Stage.Scoring(
                score.ref("sheet", Group.SCORE),
                figure(score, "experts", title + "：专家人数"),
                figure(score, "pass", title + "：通过分数"),
                score.yes("drop_extremes"));
    }

    private static Days notice(Block one, String title) {
        var notice = one.block("notice", "days", "calendar_days");
        if (notice == null) return Days.NONE;
        if (notice.oneOf("公示天数", "days", "calendar_days") == null) return Days.NONE;
        return days(notice, title + "：公示期");
    }

    /// `days` or `calendar_days`, either of which the document may leave open.
    private static Days days(Block one, String title) {
        var key = one.atMostOne("days", "calendar_days");
        if (key == null) return Days.NONE;
        var count = key.equals("days") ? Days.Count.WORKING : Days.Count.CALENDAR;
        if (one.text(key).equals(BY_OFFICE)) {
            var path = one.path() + "." + key;
            one.reading().open(path, title + "（" + count.title() + "）", Doubt.Settles.DAYS);
            return new Days.ByOffice(path, count);
        }
        return new Days.Fixed(one.integer(key), count);
    }

    private static Figure figure(Block block, String key, String title) {
        if (!block.has(key)) return Figure.NONE;
        if (block.text(key).equals(BY_OFFICE)) {
            var path = block.path() + "." + key;
            block.reading().open(path, title, Doubt.Settles.NUMBER);
            return new Figure.ByOffice(path);
        }
        return new Figure.Fixed(block.decimal(key));
    }

    // --- The procedure as a whole

    private void check(Procedure procedure, Block block, Map<String, Block> places) {
        var reading = block.reading();
        if (block.has("start") && !places.containsKey(procedure.start())) {
            reading.unknown("环节", procedure.start(), places.keySet(), block.at("start"));
            return;
        }
        boolean whole = true;
        for (var stage : procedure.stages()) {
            var one = places.get(stage.id());
            if (one == null) continue;
            for (var entry : one.entries("acts")) {
                var target = entry.block().text(entry.key());
                if (!target.isEmpty() && !places.containsKey(target)) {
                    reading.unknown("环节", target, places.keySet(), entry.block().at(entry.key()));
                    whole = false;
                }
            }
        }
        if (whole) checkRoads(procedure, block, places);
        // Offices of another file part are known by now; those that do not exist are reported by name.
        for (var stage : procedure.stages()) checkLevels(procedure, stage, places);
        checkSeparation(procedure, block);
        checkEnds(procedure, block, places);
    }

    private static void checkRoads(Procedure procedure, Block block, Map<String, Block> places) {
        var next = new LinkedHashMap<String, List<String>>();
        var ends = new LinkedHashSet<String>();
        for (var stage : procedure.stages()) {
            next.put(stage.id(), List.copyOf(stage.acts().values()));
            if (stage.end() != null) ends.add(stage.id());
        }
        var graph = new ProcedureGraph(procedure.start(), next, ends);
        var unreachable = graph.unreachable();
        for (var stage : procedure.stages()) {
            var one = places.get(stage.id());
            if (one == null) continue;
            if (unreachable.contains(stage.id())) {
                one.problem("id", "从“" + procedure.start() + "”开始走不到环节“" + stage.id() + "”：让某个环节的 acts 指向它，或删去它");
            } else if (graph.withoutEnd().contains(stage.id()) && stage.end() == null) {
                one.problem("id", "环节“" + stage.id() + "”走不到任何结束：最后要有一个写了 end 的环节");
            }
        }
        if (procedure.stages().isEmpty() && block.has("stages")) block.problem("stages", "程序里没有环节");
    }

    private @Nullable Level level(Stage stage) {
        Level lowest = null;
        for (var office : stage.offices()) {
            var named = offices.get(office);
            var level = named == null ? null : named.level();
            if (level != null && (lowest == null || lowest.isAbove(level))) lowest = level;
        }
        return lowest;
    }

    private void checkLevels(Procedure procedure, Stage stage, Map<String, Block> places) {
        var one = places.get(stage.id());
        var from = level(stage);
        if (one == null || from == null) return;
        var jumped = new LinkedHashSet<Level>();
        for (var entry : one.entries("acts")) {
            var act = Act.ofCode(entry.key());
            if (act.isEmpty() || !act.get().forward()) continue;
            var to = procedure.stage(entry.block().text(entry.key())).orElse(null);
            var above = to == null ? null : level(to);
            if (to == null || above == null) continue;
            for (int i = above.ordinal() + 1; i < from.ordinal(); i++) {
                var between = Level.values()[i];
                jumped.add(between);
                if (stage.skips().contains(between)) continue;
                one.reading()
                        .problem(
                                entry.place(),
                                "“" + stage.title() + "”（" + from.title() + "）直接到“" + to.title() + "”（" + above.title()
                                        + "），跳过了"
                                        + between.title() + "：中间加一个" + between.title() + "环节；文件确实允许的，在这个环节写 skips: ["
                                        + between.code() + "]");
            }
        }
        for (var skipped : stage.skips()) {
            if (!jumped.contains(skipped)) {
                one.problem("skips", "这个环节并没有跳过" + skipped.title() + "：请删去 " + skipped.code());
            }
        }
    }

    /// Two names for the office of one level and department are one office.
    private String holder(String id) {
        var office = offices.get(id);
        return office == null || office.level() == null
                ? id
                : office.level() + " " + office.department() + " " + office.region();
    }

    private void checkSeparation(Procedure procedure, Block block) {
        var holders = new HashMap<String, String>();
        for (var item : block.items("separate", false)) {
            var stage = procedure.stage(item.text()).orElse(null);
            if (stage == null) continue;
            for (var office : stage.by()) {
                var other = holders.putIfAbsent(holder(office), stage.title());
                if (other != null) {
                    block.reading()
                            .problem(
                                    item.place(),
                                    "“" + other + "”和“" + stage.title() + "”要由不同机构办理，现在都是“" + office
                                            + "”：改 by，或从 separate 里删去");
                }
            }
        }
        if (block.has("separate") && procedure.separate().size() == 1) {
            block.problem("separate", "separate 至少要写两个环节");
        }
    }

    private static void checkEnds(Procedure procedure, Block block, Map<String, Block> places) {
        var lists = procedure.lists();
        for (var stage : procedure.stages()) {
            var one = places.get(stage.id());
            if (one == null) continue;
            if (stage.end() == End.LISTED && lists == null) {
                one.problem("end", "结束写了 listed（纳入目录），程序就要写 lists: {kind: …, level: …}");
            }
            if (stage.end() == End.PAID && procedure.pays().isEmpty()) {
                one.problem("end", "结束写了 paid（已拨付），程序就要写 pays: [补助规则]");
            }
        }
        boolean listed = procedure.stages().stream().anyMatch(stage -> stage.end() == End.LISTED);
        if (lists != null && !listed) block.reading().problem(block.atKey("lists"), "写了 lists，就要有一个 end: listed 的环节");
        boolean paid = procedure.stages().stream().anyMatch(stage -> stage.end() == End.PAID);
        if (!procedure.pays().isEmpty() && !paid) {
            block.reading().problem(block.atKey("pays"), "写了 pays，就要有一个 end: paid 的环节");
        }
    }

    /// What a stage looks at must be made for what its procedure lists.
    void checkSheets(List<Checklist> checklists, List<ScoreSheet> scores, Reading reading) {
        for (var use : sheets) {
            var lists = use.lists();
            for (var checklist : checklists) {
                if (!checklist.id().equals(use.id()) || !use.place().key().equals("checklist")) continue;
                for (var kind : lists.kinds()) {
                    if (checklist.kinds().contains(kind)) continue;
                    reading.problem(
                            use.place().at(),
                            "清单“" + use.id() + "”是给 " + String.join("、", checklist.kinds()) + " 用的，这个程序办的是 " + kind);
                }
            }
            for (var score : scores) {
                if (!score.id().equals(use.id()) || !use.place().key().equals("sheet")) continue;
                for (var kind : kinds) {
                    if (!lists.kinds().contains(kind.id()) || kind.subject() == score.subject()) continue;
                    reading.problem(
                            use.place().at(),
                            "评分表“" + use.id() + "”评的是" + score.subject().title() + "，“" + kind.id() + "”是"
                                    + kind.subject().title());
                }
            }
        }
    }

    /// An exit that removes, with a procedure that cannot end in a removal, would lead nowhere.
    void checkExits(List<CatalogueFile.ExitUse> exits, Reading reading) {
        for (var use : exits) {
            procedures.stream()
                    .filter(one -> one.id().equals(use.procedure()))
                    .filter(one -> one.stages().stream().noneMatch(stage -> stage.end() == End.REMOVED))
                    .findFirst()
                    .ifPresent(one ->
                            reading.problem(use.place(), "程序“" + use.procedure() + "”里没有 end: removed 的环节，不能用来取消资格"));
        }
    }

    /// The entry procedures that the kinds name must list just that kind at that level.
    void checkEntries(List<CatalogueFile.EntryUse> entries, Reading reading) {
        for (var use : entries) {
            var procedure = procedures.stream()
                    .filter(one -> one.id().equals(use.procedure()))
                    .findFirst();
            if (procedure.isEmpty()) {
                reading.unknown("程序", use.procedure(), reading.ids(Group.PROCEDURE), use.place());
                continue;
            }
            var lists = procedure.get().lists();
            if (lists == null) {
                reading.problem(use.place(), "程序“" + use.procedure() + "”没有写 lists，不能用来进入目录");
            } else if (!lists.kinds().contains(use.kind())) {
                reading.problem(
                        use.place(),
                        "程序“" + use.procedure() + "”纳入的是 " + String.join("、", lists.kinds()) + "，不是 " + use.kind());
            } else if (lists.level() != use.level()) {
                reading.problem(
                        use.place(),
                        "程序“" + use.procedure() + "”纳入的是" + lists.level().title() + "，不是"
                                + use.level().title());
            }
        }
    }
}
