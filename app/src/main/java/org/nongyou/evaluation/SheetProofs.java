package org.nongyou.evaluation;

import static nongyoudb.evaluation.Tables.PROOFS;

import java.io.InputStream;
import org.jooq.DSLContext;
import org.nongyou.file.Files;
import org.nongyou.identity.Actor;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.scheme.Score;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Files that prove what a sheet says (佐证材料): handed in by the office whose turn it is.
@Service
public class SheetProofs {

    private static final int MOST_PROOFS = 60;

    private final DSLContext sql;
    private final EvaluationStore store;
    private final EvaluationSheets sheets;
    private final Rounds rounds;
    private final Files files;

    SheetProofs(DSLContext sql, EvaluationStore store, EvaluationSheets sheets, Rounds rounds, Files files) {
        this.sql = sql;
        this.store = store;
        this.sheets = sheets;
        this.rounds = rounds;
        this.files = files;
    }

    /// @param about an item's id, a fact's name or a needed document's title
    @Transactional
    public Decision<EvaluationSheet> attach(Actor actor, long id, String about, String name, InputStream content) {
        var sheet = sheets.held(actor, id);
        var round = store.round(sheet.roundId()).orElseThrow();
        var way = rounds.way(round);
        var stage = way.stage(sheet.stage()).orElseThrow();
        var barred = sheets.barred(actor, round, way, stage, sheet);
        if (barred.isPresent()) return Decision.refused(barred.get());
        boolean known = way.sheet().item(about).isPresent()
                || Score.factsOf(way.sheet()).contains(about)
                || stage.needs().contains(about);
        if (!known) return Decision.refused(Refusal.of("evaluation.proof-about").at("proofs"));
        if (sql.fetchCount(PROOFS, PROOFS.SHEET_ID.eq(id)) >= MOST_PROOFS)
            return Decision.refused(
                    Refusal.of("evaluation.proofs-many", MOST_PROOFS).at("proofs"));
        return files.store(actor, sheet.region(), null, name, content).then(file -> {
            sql.insertInto(PROOFS)
                    .set(PROOFS.SHEET_ID, id)
                    .set(PROOFS.ABOUT, about)
                    .set(PROOFS.FILE_ID, file.id())
                    .set(PROOFS.STAGE, stage.id())
                    .set(PROOFS.ADDED_BY, actor.accountId())
                    .set(PROOFS.ADDED_BY_NAME, actor.name())
                    .set(PROOFS.ADDED_AT, sheets.now())
                    .execute();
            return Decision.done(sheet);
        });
    }

    /// Takes away a file as long as the sheet is at the stage at which it was handed in.
    @Transactional
    public Decision<EvaluationSheet> detach(Actor actor, long id, long proof) {
        var sheet = sheets.held(actor, id);
        var round = store.round(sheet.roundId()).orElseThrow();
        var way = rounds.way(round);
        var barred = sheets.barred(actor, round, way, way.stage(sheet.stage()).orElseThrow(), sheet);
        if (barred.isPresent()) return Decision.refused(barred.get());
        int gone = sql.deleteFrom(PROOFS)
                .where(PROOFS.ID.eq(proof))
                .and(PROOFS.SHEET_ID.eq(id))
                .and(PROOFS.STAGE.eq(sheet.stage()))
                .execute();
        return gone == 0 ? Decision.refused(Refusal.of("evaluation.proof-kept").at("proofs")) : Decision.done(sheet);
    }
}
