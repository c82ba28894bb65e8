package org.nongyou.evaluation;

import static nongyoudb.evaluation.Tables.CORRECTIONS;
import static nongyoudb.evaluation.Tables.MARKS;
import static nongyoudb.evaluation.Tables.SCORES;
import static nongyoudb.evaluation.Tables.SHEETS;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.scheme.Score;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Corrections of published results (更正): nothing is overwritten in silence.
@Service
public class Corrections {

    private final DSLContext sql;
    private final EvaluationStore store;
    private final Rounds rounds;
    private final EvaluationSheets sheets;
    private final SheetViews views;
    private final Journal journal;

    Corrections(
            DSLContext sql,
            EvaluationStore store,
            Rounds rounds,
            EvaluationSheets sheets,
            SheetViews views,
            Journal journal) {
        this.sql = sql;
        this.store = store;
        this.rounds = rounds;
        this.sheets = sheets;
        this.views = views;
        this.journal = journal;
    }

    /// Puts points right in a published result: all who scored count with the new points, the total and every
    /// rank are found anew, and what stood before stays on the public page with the reason.
    @Transactional
    public Decision<EvaluationSheet> correct(
            Actor actor, long id, int revision, String itemId, String typed, String reason) {
        views.readable(actor, id);
        var round = store.sheet(SHEETS.ID.eq(id))
                .flatMap(one -> store.lockRound(actor.scope(), one.roundId()))
                .orElseThrow(NotFound::new);
        var sheet = sheets.held(actor, id);
        var way = rounds.way(round);
        var clause = way.clause(way.publication().orElse(way.last()));
        if (!rounds.runs(actor, round))
            return sheets.refused(
                    actor,
                    sheet,
                    "更正",
                    Refusal.of("evaluation.other-office", "更正", round.officeName())
                            .citing(clause));
        if (!actor.may(Verb.DECIDE) || !actor.may(Verb.PUBLISH))
            return Decision.refused(
                    Refusal.of("evaluation.no-right-publish", "更正").citing(clause));
        if (round.state() != Round.State.PUBLISHED || sheet.state() != EvaluationSheet.State.SCORED)
            return Decision.refused(Refusal.of("evaluation.correct-published").citing(clause));
        if (revision != sheet.revision())
            return Decision.refused(
                    Refusal.of("evaluation.changed", Ui.text(sheet.updatedBy()), Ui.time(sheet.updatedAt())));
        var item = way.sheet().item(itemId).orElse(null);
        var faults = new ArrayList<Refusal>();
        if (item == null) faults.add(Refusal.of("evaluation.correct-item").at("item"));
        else if (!item.rule().answered())
            faults.add(Refusal.of("evaluation.correct-computed", item.title())
                    .citing(way.clause(item))
                    .at("item"));
        var most = item == null ? BigDecimal.ZERO : item.mostAnswered();
        var points = typed.strip().matches("\\d{1,5}(\\.\\d{1,2})?") ? new BigDecimal(typed.strip()) : null;
        if (item != null && (points == null || points.compareTo(most) > 0))
            faults.add(Refusal.of("evaluation.points", item.title(), Ui.number(most))
                    .citing(way.clause(item))
                    .at("points"));
        if (reason.strip().length() < EvaluationSheets.REASON)
            faults.add(Refusal.of("evaluation.reason").at("reason"));
        if (!faults.isEmpty() || item == null || points == null) return Decision.refused(Refusal.joined(faults));
        var marks = store.marks(id);
        var given = store.scores(id);
        var before = String.join(
                "、",
                given.stream()
                        .map(one -> EvaluationStore.answers(marks, way.last().id(), one.scorer())
                                .get(itemId))
                        .filter(Objects::nonNull)
                        .map(Ui::number)
                        .toList());
        var at = sheets.now();
        sql.update(MARKS)
                .set(MARKS.POINTS, points)
                .set(MARKS.MARKED_AT, at)
                .where(MARKS.SHEET_ID.eq(id))
                .and(MARKS.STAGE.eq(way.last().id()))
                .and(MARKS.ITEM_ID.eq(itemId))
                .execute();
        var facts = views.values(views.facts(round, way, sheet));
        var corrected = store.marks(id);
        for (var one : given)
            sql.update(SCORES)
                    .set(
                            SCORES.POINTS,
                            Score.of(
                                            way.sheet(),
                                            facts,
                                            EvaluationStore.answers(
                                                    corrected, way.last().id(), one.scorer()))
                                    .points())
                    .where(SCORES.SHEET_ID.eq(id))
                    .and(SCORES.SCORER.eq(one.scorer()))
                    .execute();
        var total = EvaluationSheets.mean(way, store.scores(id));
        var was = Objects.requireNonNull(sheet.total());
        sql.insertInto(CORRECTIONS)
                .set(CORRECTIONS.SHEET_ID, id)
                .set(CORRECTIONS.ITEM_ID, itemId)
                .set(CORRECTIONS.ITEM_TITLE, item.title())
                .set(CORRECTIONS.BEFORE_POINTS, before)
                .set(CORRECTIONS.AFTER_POINTS, points)
                .set(CORRECTIONS.BEFORE_TOTAL, was)
                .set(CORRECTIONS.AFTER_TOTAL, total)
                .set(CORRECTIONS.REASON, reason.strip())
                .set(CORRECTIONS.OFFICE_NAME, actor.officeName())
                .set(CORRECTIONS.CORRECTED_BY, actor.accountId())
                .set(CORRECTIONS.CORRECTED_NAME, actor.name())
                .set(CORRECTIONS.CORRECTED_ON, rounds.today())
                .execute();
        sheets.change(actor, sheet, row -> row.setTotal(total));
        store.rank(round.id());
        journal.write(
                actor,
                EvaluationSheets.entry(
                                "evaluation.correct",
                                sheet,
                                "更正“" + item.title() + "”：" + before + " 分改为 " + Ui.number(points) + " 分，得分由 "
                                        + Ui.number(was) + " 改为 " + Ui.number(total))
                        .because(reason.strip()));
        return Decision.done(sheets.again(id));
    }

    /// What each item of a published sheet came to: the mean of those who scored, by item.
    public Map<String, BigDecimal> itemMeans(Round round, EvaluationSheet sheet) {
        var way = rounds.way(round);
        var facts = views.values(views.facts(round, way, sheet));
        var marks = store.marks(sheet.id());
        var means = new HashMap<String, BigDecimal>();
        var scored = store.scores(sheet.id()).stream()
                .map(one -> Score.of(
                        way.sheet(),
                        facts,
                        EvaluationStore.answers(marks, way.last().id(), one.scorer())))
                .toList();
        for (var item : way.sheet().items()) {
            var points = scored.stream()
                    .flatMap(score -> score.lines().stream())
                    .filter(line -> line.item().equals(item))
                    .flatMap(line -> Stream.ofNullable(line.points()))
                    .toList();
            if (!points.isEmpty())
                means.put(item.id(), Score.mean(points, false, way.sheet().decimals()));
        }
        return means;
    }
}
