package org.nongyou.evaluation;

import static nongyoudb.evaluation.Tables.SCORES;

import java.util.Optional;
import org.jooq.DSLContext;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Office;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What the office that runs an evaluation decides about a sheet: out of the ranking (不参评), or scored anew (重评).
@Service
public class SheetRulings {

    private final DSLContext sql;
    private final EvaluationStore store;
    private final EvaluationSheets sheets;
    private final Rounds rounds;
    private final Journal journal;

    SheetRulings(DSLContext sql, EvaluationStore store, EvaluationSheets sheets, Rounds rounds, Journal journal) {
        this.sql = sql;
        this.store = store;
        this.sheets = sheets;
        this.rounds = rounds;
        this.journal = journal;
    }

    /// Leaves somebody out of the ranking, with the reason.
    @Transactional
    public Decision<EvaluationSheet> leaveOut(Actor actor, long id, int revision, String reason) {
        var sheet = sheets.held(actor, id);
        var round = store.round(sheet.roundId()).orElseThrow();
        var barred = ofTheOffice(actor, round, sheet, revision, "定为不参评");
        if (barred.isPresent()) return sheets.refused(actor, sheet, "定为不参评", barred.get());
        if (sheet.state() != EvaluationSheet.State.OPEN)
            return Decision.refused("evaluation.sheet-closed", sheet.state().title());
        if (reason.strip().length() < EvaluationSheets.REASON)
            return Decision.refused(Refusal.of("evaluation.reason").at("reason"));
        sheets.change(actor, sheet, row -> {
            row.setState(EvaluationSheet.State.LEFT.code());
            row.setLeftBecause(reason.strip());
            row.setOfficeId(null);
            row.setOfficeName("");
        });
        journal.write(
                actor,
                EvaluationSheets.entry("evaluation.leave-out", sheet, "不参评").because(reason.strip()));
        return Decision.done(sheets.again(id));
    }

    /// Has a scored sheet scored anew before the ranking is confirmed; the scores so far are put aside in the journal.
    @Transactional
    public Decision<EvaluationSheet> scoreAnew(Actor actor, long id, int revision, String reason) {
        var sheet = sheets.held(actor, id);
        var round = store.round(sheet.roundId()).orElseThrow();
        var barred = ofTheOffice(actor, round, sheet, revision, "重评");
        if (barred.isPresent()) return sheets.refused(actor, sheet, "重评", barred.get());
        if (sheet.state() == EvaluationSheet.State.OPEN) return Decision.refused("evaluation.not-scored");
        if (reason.strip().length() < EvaluationSheets.REASON)
            return Decision.refused(Refusal.of("evaluation.reason").at("reason"));
        var way = rounds.way(round);
        var given = store.scores(id);
        sql.deleteFrom(SCORES).where(SCORES.SHEET_ID.eq(id)).execute();
        var stage = way.stage(sheet.stage()).orElseThrow();
        var turn = rounds.offices(way, stage, sheet.region()).findFirst();
        sheets.change(actor, sheet, row -> {
            row.setState(EvaluationSheet.State.OPEN.code());
            row.setLeftBecause("");
            row.setTotal(null);
            row.setRank(null);
            row.setOfficeId(turn.map(Office::id).orElse(null));
            row.setOfficeName(turn.map(Office::name).orElse(""));
        });
        var points = String.join(
                "、",
                given.stream()
                        .map(one -> one.name() + " " + Ui.number(one.points()) + " 分")
                        .toList());
        journal.write(
                actor,
                EvaluationSheets.entry("evaluation.score-anew", sheet, "重评" + (given.isEmpty() ? "" : "，原来" + points))
                        .because(reason.strip()));
        return Decision.done(sheets.again(id));
    }

    private Optional<Refusal> ofTheOffice(Actor actor, Round round, EvaluationSheet sheet, int revision, String act) {
        if (!rounds.runs(actor, round))
            return Optional.of(Refusal.of("evaluation.other-office", act, round.officeName()));
        if (!actor.may(Verb.DECIDE)) return Optional.of(Refusal.of("evaluation.no-right", act));
        if (round.state() != Round.State.OPEN)
            return Optional.of(
                    Refusal.of("evaluation.not-now", act, round.state().title()));
        return revision == sheet.revision()
                ? Optional.empty()
                : Optional.of(Refusal.of("evaluation.changed", Ui.text(sheet.updatedBy()), Ui.time(sheet.updatedAt())));
    }
}
