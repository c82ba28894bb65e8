package org.nongyou.procedure;

import static java.util.Objects.requireNonNull;
import static nongyoudb.procedure.Tables.ACTS;
import static nongyoudb.procedure.Tables.ANSWERS;
import static nongyoudb.procedure.Tables.CASES;
import static nongyoudb.procedure.Tables.DOCUMENTS;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.selectFrom;
import static org.jooq.impl.DSL.update;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nongyoudb.procedure.tables.records.ActsRecord;
import nongyoudb.procedure.tables.records.AnswersRecord;
import nongyoudb.procedure.tables.records.CasesRecord;
import nongyoudb.procedure.tables.records.DocumentsRecord;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Office;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Level;
import org.nongyou.procedure.CaseAct.Doer;
import org.nongyou.procedure.CaseAct.Header;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.End;
import org.nongyou.scheme.SchemeRef;
import org.nongyou.scheme.Stage;
import org.nongyou.statement.Prepared;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/// The rows of cases and what belongs to them.
@Component
class CaseStore {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final ObjectReader FORM = JSON.readerFor(new TypeReference<Map<String, String>>() {});
    private static final JSONB NO_DETAILS = JSONB.valueOf("{}");

    private static final Query ACTS_IN_ORDER =
            selectFrom(ACTS).where(ACTS.CASE_ID.eq(param("case", ACTS.CASE_ID))).orderBy(ACTS.SEQ);

    /// A case is locked first and alone, so that the acts read with it are those that the last one left.
    private static final Prepared LOCK_WITHIN = Prepared.of(
            selectFrom(CASES)
                    .where(CASES.ID.eq(param("id", CASES.ID)))
                    .and(CASES.REGION_CODE.ge(param("from", CASES.REGION_CODE)))
                    .and(CASES.REGION_CODE.lt(param("to", CASES.REGION_CODE)))
                    .forUpdate(),
            ACTS_IN_ORDER);

    private static final Prepared LOCK_OWN = Prepared.of(
            selectFrom(CASES)
                    .where(CASES.ID.eq(param("id", CASES.ID)))
                    .and(CASES.PRODUCER_ID.eq(param("producer", CASES.PRODUCER_ID)))
                    .forUpdate(),
            ACTS_IN_ORDER);

    /// The act, where it leads the case, and its line in the journal.
    private static final Prepared ACT_MOVE_AND_LINE = Prepared.of(
                    insertInto(
                                    ACTS,
                                    ACTS.CASE_ID,
                                    ACTS.SEQ,
                                    ACTS.ACT,
                                    ACTS.FROM_STAGE,
                                    ACTS.TO_STAGE,
                                    ACTS.ACTOR_ID,
                                    ACTS.ACTOR_NAME,
                                    ACTS.OFFICE_ID,
                                    ACTS.OFFICE_NAME,
                                    ACTS.RECORDED_FOR,
                                    ACTS.OPINION,
                                    ACTS.DETAILS,
                                    ACTS.HAPPENED_AT)
                            .values(
                                    param("case", ACTS.CASE_ID),
                                    param("seq", ACTS.SEQ),
                                    param("act", ACTS.ACT),
                                    param("from", ACTS.FROM_STAGE),
                                    param("to", ACTS.TO_STAGE),
                                    param("actor", ACTS.ACTOR_ID),
                                    param("name", ACTS.ACTOR_NAME),
                                    param("office", ACTS.OFFICE_ID),
                                    param("officeName", ACTS.OFFICE_NAME),
                                    param("recorded", ACTS.RECORDED_FOR),
                                    param("opinion", ACTS.OPINION),
                                    param("details", ACTS.DETAILS),
                                    param("at", ACTS.HAPPENED_AT)),
                    update(CASES)
                            .set(CASES.STAGE, param("stage", CASES.STAGE))
                            .set(CASES.STAGE_TITLE, param("title", CASES.STAGE_TITLE))
                            .set(CASES.STATE, param("state", CASES.STATE))
                            .set(CASES.OUTCOME, param("outcome", CASES.OUTCOME))
                            .set(CASES.ACTING_OFFICE_ID, param("acting", CASES.ACTING_OFFICE_ID))
                            .set(CASES.OTHER_OFFICES, param("others", CASES.OTHER_OFFICES))
                            .set(CASES.WITH_APPLICANT, param("applicant", CASES.WITH_APPLICANT))
                            .set(CASES.ENTERED_STAGE_AT, param("entered", CASES.ENTERED_STAGE_AT))
                            .set(CASES.DUE_ON, param("due", CASES.DUE_ON))
                            .set(CASES.REVISION, param("revision", CASES.REVISION))
                            .set(CASES.UPDATED_AT, param("updated", CASES.UPDATED_AT))
                            .where(CASES.ID.eq(param("id", CASES.ID))))
            .then(Journal.WRITE);

    private final DSLContext sql;

    CaseStore(DSLContext sql) {
        this.sql = sql;
    }

    Optional<CasesRecord> read(Scope scope, long id) {
        return sql.selectFrom(CASES)
                .where(CASES.ID.eq(id))
                .and(scope.on(CASES.REGION_CODE, CASES.PRODUCER_ID))
                .fetchOptional();
    }

    /// Without a scope: for an expert who was invited to just this case.
    Optional<CasesRecord> read(long id) {
        return sql.selectFrom(CASES).where(CASES.ID.eq(id)).fetchOptional();
    }

    /// Locks the row first and alone, so that what is read afterwards is what the last act left.
    Optional<CasesRecord> lock(Scope scope, long id) {
        return sql.selectFrom(CASES)
                .where(CASES.ID.eq(id))
                .and(scope.on(CASES.REGION_CODE, CASES.PRODUCER_ID))
                .forUpdate()
                .fetchOptional();
    }

    /// A case that is locked until the transaction ends, and its acts.
    record Locked(CasesRecord row, List<CaseAct> acts) {}

    Optional<Locked> lockWithActs(Scope scope, long id) {
        var read = switch (scope) {
            case Scope.Own(var producer) -> LOCK_OWN.fetchBoth(sql, CASES, ACTS, id, producer, id);
            case Scope.Within(var region) ->
                LOCK_WITHIN.fetchBoth(sql, CASES, ACTS, id, region.prefix(), region.prefix() + RegionCode.AFTER, id);
        };
        return read.first().stream()
                .findFirst()
                .map(row -> new Locked(row, read.second().map(CaseStore::act)));
    }

    List<CaseAct> acts(long caseId) {
        return sql.selectFrom(ACTS)
                .where(ACTS.CASE_ID.eq(caseId))
                .orderBy(ACTS.SEQ)
                .fetch(CaseStore::act);
    }

    List<CaseDocument> documents(long caseId) {
        return sql.selectFrom(DOCUMENTS)
                .where(DOCUMENTS.CASE_ID.eq(caseId))
                .and(DOCUMENTS.REMOVED_AT.isNull())
                .orderBy(DOCUMENTS.ID)
                .fetch(row -> new CaseDocument(
                        row.getId(),
                        row.getStage(),
                        row.getNeed(),
                        row.getItem(),
                        row.getFileId(),
                        row.getAddedBy(),
                        row.getAddedAt()));
    }

    /// A file that is handed in.
    record NewDocument(String need, @Nullable String item, long fileId) {}

    List<CaseDocument> addDocuments(long caseId, String stage, List<NewDocument> documents, long by, Instant at) {
        if (documents.isEmpty()) return List.of();
        var rows = new ArrayList<DocumentsRecord>();
        for (var document : documents) {
            var row = new DocumentsRecord();
            row.setCaseId(caseId);
            row.setStage(stage);
            row.setNeed(document.need);
            row.setItem(document.item);
            row.setFileId(document.fileId);
            row.setAddedBy(by);
            row.setAddedAt(at);
            rows.add(row);
        }
        var ids = sql.insertInto(DOCUMENTS)
                .set(rows)
                .returning(DOCUMENTS.FILE_ID, DOCUMENTS.ID)
                .fetchMap(DOCUMENTS.FILE_ID, DOCUMENTS.ID);
        return documents.stream()
                .map(one -> new CaseDocument(
                        requireNonNull(ids.get(one.fileId)), stage, one.need, one.item, one.fileId, by, at))
                .toList();
    }

    boolean removeDocument(long caseId, long documentId, String stage, long by, Instant at) {
        return sql.update(DOCUMENTS)
                        .set(DOCUMENTS.REMOVED_AT, at)
                        .set(DOCUMENTS.REMOVED_BY, by)
                        .where(DOCUMENTS.ID.eq(documentId))
                        .and(DOCUMENTS.CASE_ID.eq(caseId))
                        .and(DOCUMENTS.STAGE.eq(stage))
                        .and(DOCUMENTS.REMOVED_AT.isNull())
                        .execute()
                == 1;
    }

    /// The answers given at a stage, by round and then by item id or fact name. Stages may share a checklist, so an
    /// answer is kept under its stage.
    Map<Integer, Map<String, Answer>> answers(long caseId, String stage) {
        var rounds = new HashMap<Integer, Map<String, Answer>>();
        sql.selectFrom(ANSWERS)
                .where(ANSWERS.CASE_ID.eq(caseId))
                .and(ANSWERS.ITEM.startsWith(stage + "/"))
                .orderBy(ANSWERS.ROUND, ANSWERS.ITEM)
                .forEach(row -> {
                    var item = row.getItem().substring(stage.length() + 1);
                    rounds.computeIfAbsent(row.getRound(), _ -> new LinkedHashMap<>())
                            .put(
                                    item,
                                    new Answer(
                                            item,
                                            row.getMet(),
                                            row.getValue(),
                                            row.getNote(),
                                            row.getAccountId(),
                                            row.getAnsweredAt()));
                });
        return rounds;
    }

    /// @param answers at most one for an item
    void saveAnswers(long caseId, String stage, int round, Collection<Answer> answers) {
        var rows = new ArrayList<AnswersRecord>();
        for (var answer : answers) {
            var row = new AnswersRecord();
            row.setCaseId(caseId);
            row.setRound(round);
            row.setItem(stage + "/" + answer.item());
            row.setMet(answer.met());
            row.setValue(answer.value());
            row.setNote(answer.note());
            row.setAccountId(answer.accountId());
            row.setAnsweredAt(answer.at());
            rows.add(row);
        }
        sql.insertInto(ANSWERS)
                .set(rows)
                .onConflict(ANSWERS.CASE_ID, ANSWERS.ROUND, ANSWERS.ITEM)
                .doUpdate()
                .setAllToExcluded()
                .execute();
    }

    void saveForm(long caseId, CaseForm form, Instant at) {
        sql.update(CASES)
                .set(CASES.FORM, JSONB.valueOf(JSON.writeValueAsString(form.values())))
                .set(CASES.CLASS_ID, form.classId())
                .set(CASES.SAVED_AT, at)
                .where(CASES.ID.eq(caseId))
                .execute();
    }

    String nextNumber(RegionCode region, int year) {
        var next = sql.nextval(nongyoudb.procedure.Sequences.CASE_NUMBERS);
        return "%s-%d-%05d".formatted(region.value().substring(0, 6), year, next);
    }

    /// Empty when the subject has an open case of this procedure already.
    Optional<CasesRecord> insert(CasesRecord row) {
        row.changed(CASES.ID, false);
        return sql.insertInto(CASES)
                .set(row)
                .onConflict(CASES.SCHEME_ID, CASES.PROCEDURE_ID, CASES.SUBJECT_KIND, CASES.SUBJECT_ID)
                .where(CASES.STATE.eq(org.jooq.impl.DSL.inline("open")))
                .doNothing()
                .returning()
                .fetchOptional();
    }

    Optional<CasesRecord> openOne(String scheme, String procedure, String subjectKind, String subjectId) {
        return sql.selectFrom(CASES)
                .where(CASES.SCHEME_ID.eq(scheme))
                .and(CASES.PROCEDURE_ID.eq(procedure))
                .and(CASES.SUBJECT_KIND.eq(subjectKind))
                .and(CASES.SUBJECT_ID.eq(subjectId))
                .and(CASES.STATE.eq("open"))
                .fetchOptional();
    }

    void insertAct(long caseId, CaseAct act) {
        var header = act.header();
        var by = header.by();
        sql.insertInto(ACTS)
                .set(ACTS.CASE_ID, caseId)
                .set(ACTS.SEQ, header.seq())
                .set(ACTS.ACT, act.code())
                .set(ACTS.FROM_STAGE, header.from())
                .set(ACTS.TO_STAGE, header.to())
                .set(ACTS.ACTOR_ID, by.accountId())
                .set(ACTS.ACTOR_NAME, by.name())
                .set(ACTS.OFFICE_ID, by.officeId())
                .set(ACTS.OFFICE_NAME, by.officeName())
                .set(ACTS.RECORDED_FOR, by.recordedFor())
                .set(ACTS.OPINION, header.opinion())
                .set(ACTS.DETAILS, details(act))
                .set(ACTS.HAPPENED_AT, header.at())
                .execute();
    }

    /// Writes an act and puts the case where it leads.
    /// @param line of the journal, see [Journal#line]
    void move(Case theCase, CaseAct act, Stage stage, Turn turn, @Nullable LocalDate dueOn, @Nullable Object[] line) {
        var header = act.header();
        var by = header.by();
        var end = stage.end();
        var values = new @Nullable Object[] {
            theCase.id(),
            header.seq(),
            act.code(),
            header.from(),
            header.to(),
            by.accountId(),
            by.name(),
            by.officeId(),
            by.officeName(),
            by.recordedFor(),
            header.opinion(),
            details(act),
            header.at(),
            stage.id(),
            stage.title(),
            end == null ? "open" : "ended",
            end == null ? null : end.code(),
            first(turn, theCase.createdOffice()),
            others(turn),
            end == null && turn.applicant(),
            header.at(),
            dueOn,
            header.seq(),
            header.at(),
            theCase.id()
        };
        ACT_MOVE_AND_LINE.execute(
                sql, Stream.concat(Arrays.stream(values), Arrays.stream(line)).toArray());
    }

    void revise(long caseId, int revision, Instant at) {
        sql.update(CASES)
                .set(CASES.REVISION, revision)
                .set(CASES.UPDATED_AT, at)
                .where(CASES.ID.eq(caseId))
                .execute();
    }

    void publicise(long caseId, long noticeId, LocalDate dueOn, int revision, Instant at) {
        sql.update(CASES)
                .set(CASES.NOTICE_ID, noticeId)
                .set(CASES.DUE_ON, dueOn)
                .set(CASES.REVISION, revision)
                .set(CASES.UPDATED_AT, at)
                .where(CASES.ID.eq(caseId))
                .execute();
    }

    /// In whose to-do list the case stands. An applicant's draft waits for him, and for the office only where the
    /// office began it, even where the scheme lets both act.
    static @Nullable Long first(Turn turn, @Nullable Long createdOffice) {
        if (turn.applicant()) return createdOffice;
        return turn.offices().isEmpty() ? null : turn.offices().getFirst().id();
    }

    static Long @Nullable [] others(Turn turn) {
        if (turn.applicant() || turn.offices().size() < 2) return null;
        return turn.offices().stream().skip(1).map(Office::id).toArray(Long[]::new);
    }

    /// Cases that wait for an office that did not exist when they came to its step.
    List<CasesRecord> withoutOffice(int limit) {
        return sql.selectFrom(CASES)
                .where(CASES.STATE.eq(org.jooq.impl.DSL.inline("open")))
                .and(CASES.ACTING_OFFICE_ID.isNull())
                .andNot(CASES.WITH_APPLICANT)
                .orderBy(CASES.ID)
                .limit(limit)
                .fetch();
    }

    void handOver(long caseId, Turn turn) {
        sql.update(CASES)
                .set(CASES.ACTING_OFFICE_ID, first(turn, null))
                .set(CASES.OTHER_OFFICES, others(turn))
                .where(CASES.ID.eq(caseId))
                .and(CASES.ACTING_OFFICE_ID.isNull())
                .execute();
    }

    static CaseForm form(CasesRecord row) {
        return new CaseForm(FORM.readValue(row.getForm().data()));
    }

    static Case of(CasesRecord row) {
        return new Case(
                row.getId(),
                row.getNumber(),
                new SchemeRef(row.getSchemeId(), row.getSchemeVersion()),
                row.getProcedureId(),
                row.getKind(),
                row.getLevel() == null ? null : Level.ofCode(row.getLevel()).orElseThrow(),
                row.getClassId(),
                row.getSubjectKind(),
                row.getSubjectId(),
                row.getTitle(),
                row.getProducerId(),
                row.getProducerName(),
                new RegionCode(row.getRegionCode()),
                row.getStage(),
                row.getStageTitle(),
                row.getOutcome() == null ? null : End.ofCode(row.getOutcome()).orElseThrow(),
                row.getActingOfficeId(),
                row.getWithApplicant(),
                row.getEnteredStageAt(),
                row.getDueOn(),
                row.getNoticeId(),
                row.getRevision(),
                row.getCreatedBy(),
                row.getCreatedOffice(),
                row.getCreatedAt(),
                row.getDemo());
    }

    private record Judged(
            @Nullable BigDecimal points, @Nullable BigDecimal score) {

        private static final Judged NOTHING = new Judged(null, null);
    }

    private record Notice(long noticeId, int workingDays, LocalDate endsOn) {}

    private record Opened(int experts, BigDecimal pass) {}

    private record Closed(BigDecimal mean, int scores) {}

    private static JSONB details(CaseAct act) {
        @Nullable
        Object details = switch (act) {
            case CaseAct.Passed passed ->
                passed.points() == null && passed.score() == null ? null : new Judged(passed.points(), passed.score());
            case CaseAct.Publicised p -> new Notice(p.noticeId(), p.workingDays(), p.endsOn());
            case CaseAct.ScoringOpened opened -> new Opened(opened.experts(), opened.pass());
            case CaseAct.ScoringClosed closed -> new Closed(closed.mean(), closed.scores());
            case CaseAct.Started _,
                    CaseAct.Submitted _,
                    CaseAct.Returned _,
                    CaseAct.Rejected _,
                    CaseAct.Withdrawn _,
                    CaseAct.Upheld _,
                    CaseAct.Adopted _,
                    CaseAct.Concluded _ -> null;
        };
        return details == null ? NO_DETAILS : JSONB.valueOf(JSON.writeValueAsString(details));
    }

    private static CaseAct act(ActsRecord row) {
        var header = new Header(
                row.getSeq(),
                row.getFromStage(),
                row.getToStage(),
                new Doer(
                        row.getActorId(),
                        row.getActorName(),
                        row.getOfficeId(),
                        row.getOfficeName(),
                        row.getRecordedFor()),
                row.getOpinion(),
                row.getHappenedAt());
        var details = row.getDetails().data();
        return switch (row.getAct()) {
            case "start" -> new CaseAct.Started(header);
            case "submit" -> new CaseAct.Submitted(header);
            case "pass" -> {
                var judged = details.equals("{}") ? Judged.NOTHING : JSON.readValue(details, Judged.class);
                yield new CaseAct.Passed(header, judged.points(), judged.score());
            }
            case "return" -> new CaseAct.Returned(header);
            case "reject" -> new CaseAct.Rejected(header);
            case "withdraw" -> new CaseAct.Withdrawn(header);
            case "uphold" -> new CaseAct.Upheld(header);
            case "adopt" -> new CaseAct.Adopted(header);
            case "conclude" -> new CaseAct.Concluded(header);
            case "publicise" -> {
                var notice = JSON.readValue(details, Notice.class);
                yield new CaseAct.Publicised(header, notice.noticeId(), notice.workingDays(), notice.endsOn());
            }
            case "open-scoring" -> {
                var opened = JSON.readValue(details, Opened.class);
                yield new CaseAct.ScoringOpened(header, opened.experts(), opened.pass());
            }
            case "close-scoring" -> {
                var closed = JSON.readValue(details, Closed.class);
                yield new CaseAct.ScoringClosed(header, closed.mean(), closed.scores());
            }
            case String unknown -> throw new IllegalStateException("act " + unknown + " of case " + row.getCaseId());
        };
    }
}
