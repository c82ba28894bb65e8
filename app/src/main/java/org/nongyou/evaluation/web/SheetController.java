package org.nongyou.evaluation.web;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nongyou.catalogue.Listing;
import org.nongyou.evaluation.Corrections;
import org.nongyou.evaluation.Directory;
import org.nongyou.evaluation.EvaluationSheet;
import org.nongyou.evaluation.EvaluationSheets;
import org.nongyou.evaluation.Filling;
import org.nongyou.evaluation.Mark;
import org.nongyou.evaluation.Round;
import org.nongyou.evaluation.SheetLists;
import org.nongyou.evaluation.SheetProof;
import org.nongyou.evaluation.SheetProofs;
import org.nongyou.evaluation.SheetRulings;
import org.nongyou.evaluation.SheetViews;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.indicator.Progress;
import org.nongyou.indicator.TargetStanding;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Digits;
import org.nongyou.kernel.FactDefinition;
import org.nongyou.kernel.FactType;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.Divisions;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Score;
import org.nongyou.scheme.ScoreSheet;
import org.nongyou.scheme.Stage;
import org.nongyou.scheme.Subject;
import org.nongyou.web.Entered;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/// One sheet: each item with its points, facts, proofs and clause; and all that is done with it.
@Controller
@Requires(Verb.READ)
class SheetController {

    private static final int HISTORY = 50;

    private final EvaluationSheets sheets;
    private final SheetViews views;
    private final SheetProofs handedIn;
    private final SheetRulings rulings;
    private final SheetLists lists;
    private final Corrections corrections;
    private final Directory directory;
    private final Schemes schemes;
    private final Progress progress;
    private final Divisions divisions;
    private final Journal journal;

    SheetController(
            EvaluationSheets sheets,
            SheetViews views,
            SheetProofs handedIn,
            SheetRulings rulings,
            SheetLists lists,
            Corrections corrections,
            Directory directory,
            Schemes schemes,
            Progress progress,
            Divisions divisions,
            Journal journal) {
        this.sheets = sheets;
        this.views = views;
        this.handedIn = handedIn;
        this.rulings = rulings;
        this.lists = lists;
        this.corrections = corrections;
        this.directory = directory;
        this.schemes = schemes;
        this.progress = progress;
        this.divisions = divisions;
        this.journal = journal;
    }

    @GetMapping("/evaluations/sheets/{id:\\d+}")
    ModelAndView show(Actor actor, @PathVariable long id) {
        return Page.of("evaluation/sheet", page(actor, id, false, "", Entered.NOTHING));
    }

    /// Whatever the button, files come first, so that none has to be chosen again after a refusal.
    @PostMapping("/evaluations/sheets/{id:\\d+}")
    @Requires(Verb.DECIDE)
    ModelAndView fill(
            Actor actor,
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @RequestParam MultiValueMap<String, MultipartFile> files)
            throws IOException {
        return fill(actor, id, false, typed, files);
    }

    // --- An expert's page: he sees nothing else of the evaluation

    @GetMapping("/evaluations/scoring")
    @Requires(Verb.SCORE)
    ModelAndView scoring(Actor actor) {
        var waiting = lists.waiting(actor, SheetLists.PAGE);
        return Page.of(
                "evaluation/scoring",
                new ScoringPage(
                        waiting.isEmpty() ? "现在没有请你评分的。" : "请你评分的有 " + Ui.number(lists.waitingCount(actor)) + " 份。",
                        waiting.stream()
                                .map(sheet -> new RoundsPage.Waiting(
                                        sheet,
                                        lists.roundTitle(sheet),
                                        divisions.path(sheet.region()),
                                        "/evaluations/scoring/" + sheet.id()))
                                .toList()));
    }

    @GetMapping("/evaluations/scoring/{id:\\d+}")
    @Requires(Verb.SCORE)
    ModelAndView score(Actor actor, @PathVariable long id) {
        return Page.of("evaluation/sheet", page(actor, id, true, "", Entered.NOTHING));
    }

    @PostMapping("/evaluations/scoring/{id:\\d+}")
    @Requires(Verb.SCORE)
    ModelAndView score(
            Actor actor,
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @RequestParam MultiValueMap<String, MultipartFile> files)
            throws IOException {
        return fill(actor, id, true, typed, files);
    }

    private ModelAndView fill(
            Actor actor, long id, boolean expert, Map<String, String> typed, MultiValueMap<String, MultipartFile> files)
            throws IOException {
        var faults = new ArrayList<Refusal>();
        attach(actor, id, typed, files, faults);
        var act = typed.getOrDefault("do", "save");
        if (act.matches("detach-\\d{1,18}"))
            collect(handedIn.detach(actor, id, Long.parseLong(act.substring(7))), faults);
        if (!faults.isEmpty()) return again(actor, id, expert, "fill", typed, Refusal.joined(faults));
        var points = new HashMap<String, String>();
        var notes = new HashMap<String, String>();
        var facts = new HashMap<String, String>();
        typed.forEach((name, value) -> {
            if (name.startsWith("item-")) points.put(name.substring(5), value);
            if (name.startsWith("note-")) notes.put(name.substring(5), value);
            if (name.startsWith("fact-")) facts.put(name.substring(5), value);
        });
        var filling = new Filling(RoundsController.revision(typed), points, notes, facts);
        var decision = act.equals("hand-on")
                ? sheets.handOn(actor, id, filling, typed.getOrDefault("words", ""))
                : sheets.save(actor, id, filling);
        return switch (decision) {
            case Decision.Done<EvaluationSheet> _ ->
                Page.redirect(expert && act.equals("hand-on") ? "/evaluations/scoring" : path(expert, id));
            case Decision.Refused<EvaluationSheet>(var refusal) -> again(actor, id, expert, "fill", typed, refusal);
        };
    }

    private void attach(
            Actor actor,
            long id,
            Map<String, String> typed,
            MultiValueMap<String, MultipartFile> files,
            List<Refusal> faults)
            throws IOException {
        for (var field : files.entrySet()) {
            if (!field.getKey().matches("proof-\\d{1,3}")) continue;
            var about = typed.getOrDefault(field.getKey() + "-about", "");
            for (var file : field.getValue()) {
                var name = Objects.requireNonNullElse(file.getOriginalFilename(), "");
                if (file.isEmpty() && name.isEmpty()) continue;
                try (var content = file.getInputStream()) {
                    collect(handedIn.attach(actor, id, about, name, content), faults);
                }
            }
        }
    }

    private static void collect(Decision<EvaluationSheet> decision, List<Refusal> faults) {
        if (decision instanceof Decision.Refused<EvaluationSheet>(var refusal)) faults.add(refusal.at("proofs"));
    }

    // --- What else is done

    @PostMapping("/evaluations/sheets/{id:\\d+}/return")
    @Requires(Verb.DECIDE)
    ModelAndView sendBack(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        return done(
                actor,
                id,
                "return",
                typed,
                sheets.sendBack(actor, id, RoundsController.revision(typed), typed.getOrDefault("words", "")));
    }

    @PostMapping("/evaluations/sheets/{id:\\d+}/leave")
    @Requires(Verb.DECIDE)
    ModelAndView leave(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        return done(
                actor,
                id,
                "leave",
                typed,
                rulings.leaveOut(actor, id, RoundsController.revision(typed), typed.getOrDefault("reason", "")));
    }

    @PostMapping("/evaluations/sheets/{id:\\d+}/anew")
    @Requires(Verb.DECIDE)
    ModelAndView anew(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        return done(
                actor,
                id,
                "anew",
                typed,
                rulings.scoreAnew(actor, id, RoundsController.revision(typed), typed.getOrDefault("reason", "")));
    }

    @PostMapping("/evaluations/sheets/{id:\\d+}/corrections")
    @Requires(Verb.DECIDE)
    ModelAndView correct(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        return done(
                actor,
                id,
                "correct",
                typed,
                corrections.correct(
                        actor,
                        id,
                        RoundsController.revision(typed),
                        typed.getOrDefault("item", ""),
                        typed.getOrDefault("points", ""),
                        typed.getOrDefault("reason", "")));
    }

    @PostMapping("/evaluations/sheets/{id:\\d+}/listing")
    @Requires(Verb.MANAGE_CATALOGUE)
    ModelAndView list(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        return switch (directory.enter(actor, id)) {
            case Decision.Done<Listing>(var listing) -> Page.redirect("/catalogue/" + listing.id());
            case Decision.Refused<Listing>(var refusal) -> again(actor, id, false, "list", typed, refusal);
        };
    }

    private ModelAndView done(
            Actor actor, long id, String form, Map<String, String> typed, Decision<EvaluationSheet> decision) {
        return switch (decision) {
            case Decision.Done<EvaluationSheet> _ -> Page.redirect(path(false, id));
            case Decision.Refused<EvaluationSheet>(var refusal) -> again(actor, id, false, form, typed, refusal);
        };
    }

    private ModelAndView again(
            Actor actor, long id, boolean expert, String form, Map<String, String> typed, Refusal refusal) {
        return Page.again("evaluation/sheet", page(actor, id, expert, form, Entered.of(typed, refusal)));
    }

    private static String path(boolean expert, long id) {
        return expert ? "/evaluations/scoring/" + id : "/evaluations/sheets/" + id;
    }

    // --- The page

    private SheetPage page(Actor actor, long id, boolean expert, String form, Entered entered) {
        var view = views.view(actor, id);
        var sheet = view.sheet();
        var round = view.round();
        var way = view.way();
        var scheme = way.scheme();
        var filling = form.equals("fill") ? entered : Entered.NOTHING;
        var current = way.stage(sheet.stage()).orElseThrow();
        boolean scored = view.stage().equals(way.last());
        var earlier = way.stages().subList(0, way.stages().indexOf(view.stage()));
        var figures = figures(round, way.scheme(), sheet);
        var sections = new ArrayList<SheetPage.Section>();
        for (var section : way.sheet().sections()) {
            var sum = BigDecimal.ZERO;
            var items = new ArrayList<SheetPage.Item>();
            for (var item : section.items()) {
                var line = line(view.score(), item);
                if (line != null) sum = sum.add(line);
                items.add(item(view, item, line, earlier, figures, filling));
            }
            sections.add(
                    new SheetPage.Section(section.title(), Ui.number(section.max()), rounded(sum, way.sheet()), items));
        }
        boolean runs = actor.officeId() != null && actor.officeId() == round.officeId();
        boolean decides = runs && actor.may(Verb.DECIDE);
        boolean open = round.state() == Round.State.OPEN;
        boolean scoring = current.equals(way.last());
        return new SheetPage(
                sheet,
                round,
                path(expert, id),
                divisions.path(sheet.region()),
                sheet.subjectKind().equals("base") || sheet.subjectKind().equals("site")
                        ? "/bases/" + sheet.subjectId()
                        : sheet.subjectKind().equals("producer") ? "/producers/" + sheet.subjectId() : null,
                scheme.title(),
                way.sheet().title(),
                Ui.number(way.sheet().total()),
                sheet.total() != null
                        ? Ui.number(sheet.total())
                        : Ui.number(view.score().points()),
                say(view, current),
                sheet.state() == EvaluationSheet.State.OPEN
                        ? view.mayFill() ? "warn" : "info"
                        : sheet.state() == EvaluationSheet.State.LEFT ? "plain" : "ok",
                Stream.concat(
                                earlier.stream().map(Stage::title),
                                Stream.of(
                                        scored && sheet.total() != null
                                                ? "得分"
                                                : view.stage().title()))
                        .toList(),
                sections,
                stated(view, filling),
                current.needs().stream()
                        .map(need -> new SheetPage.Need(need, proofs(view, need)))
                        .toList(),
                view.scores(),
                view.corrections(),
                view.mayFill(),
                view.maySend(),
                decides && open && sheet.state() == EvaluationSheet.State.OPEN,
                decides && open && sheet.state() != EvaluationSheet.State.OPEN,
                decides
                        && actor.may(Verb.PUBLISH)
                        && round.state() == Round.State.PUBLISHED
                        && sheet.state() == EvaluationSheet.State.SCORED,
                runs
                        && actor.may(Verb.MANAGE_CATALOGUE)
                        && round.state() == Round.State.PUBLISHED
                        && way.lists()
                        && sheet.state() == EvaluationSheet.State.SCORED
                        && sheet.listingId() == null,
                way.lists() ? scheme.kind(way.kind()).orElseThrow().title() : "",
                scoring ? "交评分" : "交到下一步",
                current.title(),
                way.sheet().items().stream()
                        .filter(item -> !kind(item.rule()).equals("computed"))
                        .map(item -> new SheetPage.Option(item.id(), item.title()))
                        .toList(),
                expert,
                expert ? List.of() : journal.of(actor.scope(), "evaluation-sheet", Long.toString(id), HISTORY),
                form,
                entered);
    }

    private static String say(SheetViews.View view, Stage current) {
        var sheet = view.sheet();
        var round = view.round();
        return switch (sheet.state()) {
            case LEFT -> "不参评：" + sheet.leftBecause();
            case SCORED ->
                sheet.total() == null
                        ? "已经评完，排名确认以后公开得分。"
                        : "得 " + Ui.number(sheet.total()) + " 分"
                                + (sheet.rank() == null ? "，排名还没有确认。" : "，第 " + sheet.rank() + " 名。")
                                + (round.scorers() > 1 ? "由 " + round.scorers() + " 人评分取平均。" : "");
            case OPEN ->
                (view.mayFill()
                                ? "现在是“" + current.title() + "”，填好每一项再交。"
                                : "在“" + current.title() + "”，"
                                        + (sheet.officeName().isEmpty()
                                                ? "还没有建立办理的机构。"
                                                : "由" + sheet.officeName() + "办。"))
                        + (round.dueOn() == null ? "" : Ui.day(round.dueOn()) + "前办完。");
        };
    }

    private static @Nullable BigDecimal line(Score score, ScoreSheet.Item item) {
        return score.lines().stream()
                .filter(one -> one.item().equals(item))
                .findFirst()
                .map(Score.Line::points)
                .orElse(null);
    }

    private static String rounded(BigDecimal points, ScoreSheet sheet) {
        return Ui.number(points.setScale(sheet.decimals(), RoundingMode.HALF_UP));
    }

    private SheetPage.Item item(
            SheetViews.View view,
            ScoreSheet.Item item,
            @Nullable BigDecimal points,
            List<Stage> earlier,
            List<TargetStanding> figures,
            Entered filling) {
        var scheme = view.way().scheme();
        var own = view.mark(view.stage().id(), view.scorer(), item.id());
        var before = earlier.isEmpty() ? null : view.mark(earlier.getLast().id(), 0, item.id());
        var present = given(own);
        // A reviewer begins with what the stage before gave.
        var start = own != null
                ? present
                : view.mayFill() && !view.stage().equals(view.way().last()) ? given(before) : "";
        var typed = filling.values().get("item-" + item.id());
        return new SheetPage.Item(
                item.id(),
                item.title(),
                clauses(view, item),
                RoundsController.href(scheme, item),
                Ui.number(item.points()),
                how(item),
                kind(item.rule()),
                earlier.stream()
                        .map(stage -> view.mark(stage.id(), 0, item.id()))
                        .map(mark -> new SheetPage.Given(
                                kind(item.rule()).equals("computed") ? "" : text(item, mark),
                                mark == null ? "" : mark.note(),
                                mark == null ? "" : mark.accountName()))
                        .toList(),
                typed != null ? typed : start,
                Optional.ofNullable(filling.values().get("note-" + item.id())).orElse(own == null ? "" : own.note()),
                points == null ? null : rounded(points, view.way().sheet()),
                points != null && points.compareTo(item.points()) == 0,
                typed != null && !typed.strip().equals(present) && own != null && own.points() != null
                        ? Ui.number(own.points()) + "（" + own.accountName() + "）"
                        : null,
                evidence(view, item, figures),
                proofs(view, item.id()));
    }

    private static String clauses(SheetViews.View view, ScoreSheet.Item item) {
        return String.join("、", item.clauses().isEmpty() ? view.way().sheet().clauses() : item.clauses());
    }

    private static String given(@Nullable Mark mark) {
        return mark == null || mark.points() == null
                ? ""
                : mark.points().stripTrailingZeros().toPlainString();
    }

    private static String text(ScoreSheet.Item item, @Nullable Mark mark) {
        if (mark == null || mark.points() == null) return "";
        return item.rule() instanceof ScoreSheet.Rule.Asked
                ? mark.points().signum() > 0 ? "是" : "否"
                : Ui.number(mark.points());
    }

    static String kind(ScoreSheet.Rule rule) {
        return switch (rule) {
            case ScoreSheet.Rule.Judge _ -> "judge";
            case ScoreSheet.Rule.Asked _ -> "asked";
            case ScoreSheet.Rule.If _,
                    ScoreSheet.Rule.Ratio _,
                    ScoreSheet.Rule.Deduct _,
                    ScoreSheet.Rule.Pieces _,
                    ScoreSheet.Rule.Bands _ -> "computed";
        };
    }

    static String how(ScoreSheet.Item item) {
        return switch (item.rule()) {
            case ScoreSheet.Rule.Judge _ -> "按情况打 0—" + Ui.number(item.points()) + " 分";
            case ScoreSheet.Rule.Asked _ -> "是得 " + Ui.number(item.points()) + " 分，否不得分";
            case ScoreSheet.Rule.If _ -> "做到得 " + Ui.number(item.points()) + " 分，没有做到不得分";
            case ScoreSheet.Rule.Ratio _ -> "完成的比例 × " + Ui.number(item.points()) + " 分";
            case ScoreSheet.Rule.Deduct deduct ->
                "每" + (deduct.started() ? "满或不足 " : "满 ") + Ui.number(deduct.step()) + " 扣 " + Ui.number(deduct.take())
                        + " 分，最低 " + Ui.number(deduct.floor()) + " 分";
            case ScoreSheet.Rule.Pieces(var pieces) -> pieces.size() + " 项相加，最多 " + Ui.number(item.points()) + " 分";
            case ScoreSheet.Rule.Bands(var bands) -> "分 " + bands.size() + " 档，取达到的最高一档";
        };
    }

    /// The figures of a county's targets that stand on the same clause, and the facts that the item reads.
    private List<SheetPage.Evidence> evidence(
            SheetViews.View view, ScoreSheet.Item item, List<TargetStanding> figures) {
        var scheme = view.way().scheme();
        var evidence = new ArrayList<SheetPage.Evidence>();
        for (var name : item.rule().facts()) {
            if (name.indexOf('.') < 0) continue;
            var definition = schemes.fact(scheme, name);
            var fact = view.facts().get(name);
            evidence.add(new SheetPage.Evidence(
                    definition.map(FactDefinition::title).orElse(name),
                    fact == null
                            ? "还没有填"
                            : Ui.value(
                                    fact.value(),
                                    definition.map(FactDefinition::unit).orElse("")),
                    fact == null ? "" : fact.told() ? "系统登记" : "填报，" + fact.accountName(),
                    fact == null ? null : fact.link()));
        }
        for (var one : figures) {
            if (one.target().clauses().stream().noneMatch(item.clauses()::contains)) continue;
            var amount = one.measured().amount();
            evidence.add(new SheetPage.Evidence(
                    one.indicator().title(),
                    amount == null
                            ? "还没有数"
                            : Digits.grouped(amount.setScale(
                                            Math.min(2, Math.max(0, amount.scale())), RoundingMode.HALF_UP))
                                    + " " + one.indicator().unit(),
                    one.measured().source().title() + "，全省目标" + one.target().bound().text() + " "
                            + one.indicator().unit(),
                    "/targets/" + scheme.id() + "/" + one.indicator().id() + "?region="
                            + view.sheet().region()));
        }
        return evidence;
    }

    private List<TargetStanding> figures(Round round, Scheme scheme, EvaluationSheet sheet) {
        if (!sheet.subjectKind().equals(Subject.REGION.code())) return List.of();
        var on = LocalDate.of(round.year(), 12, 31);
        return progress.targets(Scope.within(sheet.region()), scheme, on.isBefore(views.day()) ? on : views.day())
                .current();
    }

    private List<SheetPage.Stated> stated(SheetViews.View view, Entered filling) {
        var scheme = view.way().scheme();
        var stated = new ArrayList<SheetPage.Stated>();
        for (var name : views.stated(view)) {
            var definition = schemes.fact(scheme, name).orElseThrow();
            var fact = view.facts().get(name);
            var typed = filling.values().get("fact-" + name);
            stated.add(new SheetPage.Stated(
                    name,
                    definition.title(),
                    definition.unit(),
                    definition.type() == FactType.BOOL,
                    typed != null ? typed : fact == null ? "" : fact.typed(),
                    fact == null ? "" : fact.accountName(),
                    proofs(view, name)));
        }
        return stated;
    }

    private static List<SheetProof> proofs(SheetViews.View view, String about) {
        return view.proofs().stream().filter(one -> one.about().equals(about)).toList();
    }
}
