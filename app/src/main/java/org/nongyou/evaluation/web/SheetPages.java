package org.nongyou.evaluation.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nongyou.evaluation.EvaluationSheet;
import org.nongyou.evaluation.Mark;
import org.nongyou.evaluation.Round;
import org.nongyou.evaluation.SheetProof;
import org.nongyou.evaluation.SheetViews;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.indicator.Progress;
import org.nongyou.indicator.TargetStanding;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Digits;
import org.nongyou.kernel.FactDefinition;
import org.nongyou.kernel.FactType;
import org.nongyou.region.Divisions;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Score;
import org.nongyou.scheme.ScoreSheet;
import org.nongyou.scheme.Stage;
import org.nongyou.scheme.Subject;
import org.nongyou.web.Entered;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// Lays out one sheet: each item with its points by stage, the facts and figures behind them, the proofs and the
/// clause.
@Component
class SheetPages {

    private static final int HISTORY = 50;

    private final SheetViews views;
    private final Schemes schemes;
    private final Progress progress;
    private final Divisions divisions;
    private final Journal journal;

    SheetPages(SheetViews views, Schemes schemes, Progress progress, Divisions divisions, Journal journal) {
        this.views = views;
        this.schemes = schemes;
        this.progress = progress;
        this.divisions = divisions;
        this.journal = journal;
    }

    /// @param expert  whether it is his own page
    /// @param form    which form was refused, with what was entered there; or empty
    SheetPage of(Actor actor, long id, boolean expert, String form, Entered entered) {
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
                filling.values().getOrDefault("words", view.words()),
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
                        .filter(item -> item.rule().answered())
                        .map(item -> new SheetPage.Option(item.id(), item.title()))
                        .toList(),
                expert,
                expert ? List.of() : journal.of(actor.scope(), "evaluation-sheet", Long.toString(id), HISTORY),
                form,
                entered);
    }

    /// Where the sheet is shown.
    static String path(boolean expert, long id) {
        return expert ? "/evaluations/scoring/" + id : "/evaluations/sheets/" + id;
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
                                item.rule().answered() ? text(item, mark) : "",
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

    private static String kind(ScoreSheet.Rule rule) {
        if (!rule.answered()) return "computed";
        return rule instanceof ScoreSheet.Rule.Asked ? "asked" : "judge";
    }

    /// How an item's points are found, in words.
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
                    one.measured().source().title() + "，全省目标"
                            + one.target().bound().text() + " "
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
