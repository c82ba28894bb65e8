package org.nongyou.evaluation;

import static nongyoudb.evaluation.Tables.CORRECTIONS;
import static nongyoudb.evaluation.Tables.FACTS;
import static nongyoudb.evaluation.Tables.MARKS;
import static nongyoudb.evaluation.Tables.PROOFS;
import static nongyoudb.evaluation.Tables.REMARKS;
import static nongyoudb.evaluation.Tables.ROUNDS;
import static nongyoudb.evaluation.Tables.SCORES;
import static nongyoudb.evaluation.Tables.SHEETS;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nongyoudb.evaluation.tables.records.RoundsRecord;
import nongyoudb.evaluation.tables.records.SheetsRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.nongyou.file.Files;
import org.nongyou.procedure.CaseForm;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.SchemeRef;
import org.nongyou.scheme.Schemes;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// The rows of evaluations.
@Component
class EvaluationStore {

    private final DSLContext sql;
    private final Schemes schemes;
    private final Files files;

    EvaluationStore(DSLContext sql, Schemes schemes, Files files) {
        this.sql = sql;
        this.schemes = schemes;
        this.files = files;
    }

    // --- Rounds

    /// An evaluation is for all who are evaluated in it.
    static Condition readable(Scope scope) {
        var own = scope.region();
        if (own == null) return scope.on(ROUNDS.REGION_CODE);
        var above = own.path().stream().map(RegionCode::value).toList();
        return scope.on(ROUNDS.REGION_CODE).or(ROUNDS.REGION_CODE.in(above));
    }

    Optional<Round> round(Scope scope, long id) {
        return sql.selectFrom(ROUNDS)
                .where(ROUNDS.ID.eq(id))
                .and(readable(scope))
                .fetchOptional(EvaluationStore::round);
    }

    Optional<Round> round(long id) {
        return sql.selectFrom(ROUNDS).where(ROUNDS.ID.eq(id)).fetchOptional(EvaluationStore::round);
    }

    Optional<Round> lockRound(Scope scope, long id) {
        return sql.selectFrom(ROUNDS)
                .where(ROUNDS.ID.eq(id))
                .and(readable(scope))
                .forUpdate()
                .fetchOptional(EvaluationStore::round);
    }

    // --- EvaluationSheets

    Optional<EvaluationSheet> sheet(Condition which) {
        return sql.selectFrom(SHEETS).where(which).fetchOptional(EvaluationStore::sheet);
    }

    /// Whoever changes a sheet holds its evaluation first, so that none changes while the ranking is confirmed.
    Optional<EvaluationSheet> lockSheet(Condition which) {
        var round = sql.select(SHEETS.ROUND_ID).from(SHEETS).where(which).fetchOptional(SHEETS.ROUND_ID);
        if (round.isEmpty()) return Optional.empty();
        sql.selectOne().from(ROUNDS).where(ROUNDS.ID.eq(round.get())).forShare().execute();
        return sql.selectFrom(SHEETS).where(which).forUpdate().fetchOptional(EvaluationStore::sheet);
    }

    /// By stage and scorer, then item.
    List<Mark> marks(long sheet) {
        return sql.selectFrom(MARKS)
                .where(MARKS.SHEET_ID.eq(sheet))
                .orderBy(MARKS.STAGE, MARKS.SCORER, MARKS.ITEM_ID)
                .fetch(row -> new Mark(
                        row.getStage(),
                        row.getScorer(),
                        row.getItemId(),
                        row.getPoints(),
                        row.getNote(),
                        row.getAccountName(),
                        row.getMarkedAt()));
    }

    static Map<String, BigDecimal> answers(Collection<Mark> marks, String stage, long scorer) {
        var answers = new HashMap<String, BigDecimal>();
        for (var mark : marks)
            if (mark.stage().equals(stage) && mark.scorer() == scorer && mark.points() != null)
                answers.put(mark.item(), mark.points());
        return answers;
    }

    /// Those that are kept with the sheet, by name.
    Map<String, SheetFact> facts(Scheme scheme, long sheet) {
        var facts = new LinkedHashMap<String, SheetFact>();
        sql.selectFrom(FACTS)
                .where(FACTS.SHEET_ID.eq(sheet))
                .orderBy(FACTS.NAME)
                .forEach(row -> schemes.fact(scheme, row.getName())
                        .flatMap(definition -> CaseForm.parse(definition, row.getValue()))
                        .ifPresent(value -> facts.put(
                                row.getName(),
                                new SheetFact(
                                        row.getName(), value, row.getLink(), row.getTold(), row.getAccountName()))));
        return facts;
    }

    List<SheetProof> proofs(long sheet) {
        var rows = sql.selectFrom(PROOFS)
                .where(PROOFS.SHEET_ID.eq(sheet))
                .orderBy(PROOFS.ID)
                .fetch();
        var stored = files.ofMatter(rows.getValues(PROOFS.FILE_ID));
        var proofs = new ArrayList<SheetProof>();
        for (var row : rows) {
            var file = stored.get(row.getFileId());
            if (file != null)
                proofs.add(new SheetProof(row.getId(), row.getAbout(), row.getStage(), row.getAddedByName(), file));
        }
        return proofs;
    }

    /// With what each scorer said.
    List<GivenScore> scores(long sheet) {
        return sql.select(SCORES, REMARKS.WORDS)
                .from(SCORES)
                .join(SHEETS)
                .on(SHEETS.ID.eq(SCORES.SHEET_ID))
                .leftJoin(REMARKS)
                .on(REMARKS.SHEET_ID
                        .eq(SCORES.SHEET_ID)
                        .and(REMARKS.STAGE.eq(SHEETS.STAGE))
                        .and(REMARKS.SCORER.eq(SCORES.SCORER)))
                .where(SCORES.SHEET_ID.eq(sheet))
                .orderBy(SCORES.GIVEN_AT, SCORES.SCORER)
                .fetch(row -> new GivenScore(
                        row.value1().getScorer(),
                        row.value1().getScorerName(),
                        row.value1().getPoints(),
                        row.value1().getGivenAt(),
                        Ui.text(row.value2())));
    }

    /// What was written to go with the sheet from a stage, or empty.
    String words(long sheet, String stage, long scorer) {
        return sql.select(REMARKS.WORDS)
                .from(REMARKS)
                .where(REMARKS.SHEET_ID.eq(sheet))
                .and(REMARKS.STAGE.eq(stage))
                .and(REMARKS.SCORER.eq(scorer))
                .fetchOptional(REMARKS.WORDS)
                .orElse("");
    }

    /// @param words empty takes them away
    void keepWords(long sheet, String stage, long scorer, String words) {
        sql.deleteFrom(REMARKS)
                .where(REMARKS.SHEET_ID.eq(sheet))
                .and(REMARKS.STAGE.eq(stage))
                .and(REMARKS.SCORER.eq(scorer))
                .execute();
        if (words.isEmpty()) return;
        sql.insertInto(REMARKS)
                .set(REMARKS.SHEET_ID, sheet)
                .set(REMARKS.STAGE, stage)
                .set(REMARKS.SCORER, scorer)
                .set(REMARKS.WORDS, words)
                .execute();
    }

    List<Correction> corrections(Condition which) {
        return sql.select(CORRECTIONS, SHEETS.TITLE)
                .from(CORRECTIONS)
                .join(SHEETS)
                .on(SHEETS.ID.eq(CORRECTIONS.SHEET_ID))
                .where(which)
                .orderBy(CORRECTIONS.ID.desc())
                .limit(200)
                .fetch(row -> new Correction(
                        row.value1().getSheetId(),
                        row.value2(),
                        row.value1().getItemTitle(),
                        row.value1().getBeforePoints(),
                        row.value1().getAfterPoints(),
                        row.value1().getBeforeTotal(),
                        row.value1().getAfterTotal(),
                        row.value1().getReason(),
                        row.value1().getOfficeName(),
                        row.value1().getCorrectedOn()));
    }

    /// Equal points have the same rank, and the next is as far behind as there are before it.
    void rank(long round) {
        var ranked = DSL.select(
                        SHEETS.ID.as("sheet"),
                        DSL.rank().over(DSL.orderBy(SHEETS.TOTAL.desc())).as("place"))
                .from(SHEETS)
                .where(SHEETS.ROUND_ID.eq(round))
                .and(SHEETS.STATE.eq(EvaluationSheet.State.SCORED.code()))
                .asTable("ranked");
        sql.update(SHEETS)
                .set(SHEETS.RANK, ranked.field("place", Integer.class))
                .from(ranked)
                .where(SHEETS.ID.eq(ranked.field("sheet", Long.class)))
                .execute();
    }

    static Round round(RoundsRecord row) {
        return new Round(
                row.getId(),
                new SchemeRef(row.getSchemeId(), row.getSchemeVersion()),
                row.getProcedureId(),
                row.getSheetId(),
                row.getTitle(),
                row.getYear(),
                new RegionCode(row.getRegionCode()),
                row.getOfficeId(),
                row.getOfficeName(),
                row.getScorers(),
                Arrays.asList(row.getExperts()),
                row.getPass(),
                row.getDueOn(),
                Round.State.ofCode(row.getState()),
                row.getNoticeId(),
                row.getConfirmedOn(),
                row.getPublishedOn(),
                row.getRevision(),
                row.getCreatedByName(),
                row.getDemo());
    }

    static EvaluationSheet sheet(SheetsRecord row) {
        return new EvaluationSheet(
                row.getId(),
                row.getRoundId(),
                row.getSubjectKind(),
                row.getSubjectId(),
                row.getTitle(),
                row.getProduct(),
                row.getProducerName(),
                new RegionCode(row.getRegionCode()),
                row.getStage(),
                row.getStageTitle(),
                row.getOfficeId(),
                row.getOfficeName(),
                EvaluationSheet.State.ofCode(row.getState()),
                row.getOwnPoints(),
                row.getReviewPoints(),
                row.getTotal(),
                row.getRank(),
                row.getLeftBecause(),
                row.getListingId(),
                row.getRevision(),
                row.getUpdatedBy(),
                row.getUpdatedAt(),
                row.getDemo());
    }
}
