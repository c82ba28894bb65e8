package org.nongyou.task;

import static nongyoudb.task.Tables.SUPERVISIONS;
import static nongyoudb.task.Tables.SUPERVISION_FILES;
import static org.jooq.impl.DSL.noCondition;

import java.io.InputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nongyoudb.task.tables.records.SupervisionsRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.file.Files;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Office;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.SchemeRef;
import org.nongyou.scheme.Schemes;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Letters, interviews and rectification (督办函、约谈、限期整改): an office above steps in, the one below mends and answers,
/// the one above closes. What lies outside the person's area throws [NotFound].
@Service
public class Supervisions {

    private static final int LONGEST_TITLE = 80;
    private static final int LONGEST_YEARS = 2;
    private static final int MOST_FILES = 20;

    private final DSLContext sql;
    private final Offices offices;
    private final Schemes schemes;
    private final AssignmentStore assignments;
    private final Files files;
    private final Journal journal;
    private final Clock clock;

    Supervisions(
            DSLContext sql,
            Offices offices,
            Schemes schemes,
            AssignmentStore assignments,
            Files files,
            Journal journal,
            Clock clock) {
        this.files = files;
        this.sql = sql;
        this.offices = offices;
        this.schemes = schemes;
        this.assignments = assignments;
        this.journal = journal;
        this.clock = clock;
    }

    /// The newest first.
    /// @param before only those older than this id, for the next page; null for the first
    public List<Supervision> list(Scope scope, @Nullable Long before, int limit) {
        return sql.selectFrom(SUPERVISIONS)
                .where(scope.on(SUPERVISIONS.REGION_CODE))
                .and(before == null ? noCondition() : SUPERVISIONS.ID.lt(before))
                .orderBy(SUPERVISIONS.ID.desc())
                .limit(limit)
                .fetch(Supervisions::supervision);
    }

    public List<Supervision> of(Assignment one) {
        return sql.selectFrom(SUPERVISIONS)
                .where(SUPERVISIONS.ASSIGNMENT_ID.eq(one.id()))
                .orderBy(SUPERVISIONS.ID.desc())
                .limit(50)
                .fetch(Supervisions::supervision);
    }

    public Optional<Supervision> find(Scope scope, long id) {
        return sql.selectFrom(SUPERVISIONS)
                .where(SUPERVISIONS.ID.eq(id))
                .and(scope.on(SUPERVISIONS.REGION_CODE))
                .fetchOptional(Supervisions::supervision);
    }

    /// What was handed in with answers, in the order of handing in.
    public List<AnswerFile> files(Supervision one) {
        var rows = sql.selectFrom(SUPERVISION_FILES)
                .where(SUPERVISION_FILES.SUPERVISION_ID.eq(one.id()))
                .orderBy(SUPERVISION_FILES.ID)
                .limit(MOST_FILES)
                .fetch();
        var stored = files.ofMatter(rows.map(row -> row.getFileId()));
        var handed = new ArrayList<AnswerFile>();
        for (var row : rows) {
            var file = stored.get(row.getFileId());
            if (file != null) handed.add(new AnswerFile(row.getId(), file, row.getSent()));
        }
        return handed;
    }

    // --- Acts

    @Transactional
    public Decision<Supervision> order(Actor actor, NewSupervision order) {
        var by = actor.office();
        if (by == null || !actor.may(Verb.DECIDE)) return Decision.refused("task.supervise-no-right");
        // A second click waits here for the first, and finds its letter.
        sql.execute("select pg_advisory_xact_lock(hashtextextended(?, 0))", "supervision " + order.formKey());
        var before = sql.selectFrom(SUPERVISIONS)
                .where(SUPERVISIONS.FORM_KEY.eq(order.formKey()))
                .fetchOne();
        if (before != null)
            return before.getCreatedBy() == actor.accountId()
                    ? Decision.done(supervision(before))
                    : Decision.refused("task.form-taken");
        var office = offices.find(order.officeId()).filter(Office::active).orElse(null);
        var scheme = schemes.find(order.scheme())
                .filter(one -> Dispatches.reaches(actor, one))
                .orElse(null);
        var today = today();
        var faults = new ArrayList<Refusal>();
        if (office == null
                || !by.region().contains(office.region())
                || !by.level().isAbove(office.level()))
            faults.add(Refusal.of("task.supervise-not-below", by.name()).at("office"));
        if (scheme == null || scheme.clause(order.clause()).isEmpty())
            faults.add(Refusal.of("task.dispatch-clause").at("clause"));
        if (order.title().isBlank())
            faults.add(Refusal.of("task.supervise-title").at("title"));
        if (order.title().length() > LONGEST_TITLE)
            faults.add(Refusal.of("task.dispatch-title-long", LONGEST_TITLE).at("title"));
        if (order.words().isBlank())
            faults.add(Refusal.of("task.supervise-words").at("words"));
        shortEnough(order.words(), "words", faults);
        var assignment = order.assignmentId() == null
                ? null
                : assignments.find(actor.scope(), order.assignmentId()).orElseThrow(NotFound::new);
        if (assignment != null && assignment.officeId() != order.officeId())
            faults.add(Refusal.of("task.supervise-other-task", assignment.officeName())
                    .at("office"));
        boolean interview = order.kind() == SupervisionKind.INTERVIEW;
        if (interview) {
            if (order.heldOn() == null)
                faults.add(Refusal.of("task.interview-day").at("heldOn"));
            else if (order.heldOn().isAfter(today))
                faults.add(Refusal.of("task.interview-future", Ui.date(order.heldOn()))
                        .at("heldOn"));
            if (order.attended().isBlank())
                faults.add(Refusal.of("task.interview-who").at("attended"));
            if (order.agreed().isBlank())
                faults.add(Refusal.of("task.interview-agreed").at("agreed"));
            shortEnough(order.attended(), "attended", faults);
            shortEnough(order.agreed(), "agreed", faults);
        }
        if (order.dueOn() == null) {
            if (order.kind() == SupervisionKind.RECTIFICATION)
                faults.add(Refusal.of("task.rectify-day").at("dueOn"));
        } else if (order.dueOn().isBefore(today))
            faults.add(Refusal.of("task.rectify-past", Ui.date(order.dueOn()), Ui.date(today))
                    .at("dueOn"));
        else if (order.dueOn().isAfter(today.plusYears(LONGEST_YEARS)))
            faults.add(Refusal.of("task.due-far", Ui.date(order.dueOn()), LONGEST_YEARS)
                    .at("dueOn"));
        if (!faults.isEmpty() || office == null || scheme == null)
            return Decision.refused(Refusal.joined(faults.stream()
                    .map(fault -> scheme == null ? fault : fault.citing("《" + scheme.title() + "》" + order.clause()))
                    .toList()));
        boolean recorded = order.dueOn() == null;
        var done = sql.insertInto(SUPERVISIONS)
                .set(SUPERVISIONS.FORM_KEY, order.formKey())
                .set(SUPERVISIONS.KIND, order.kind().code())
                .set(SUPERVISIONS.ASSIGNMENT_ID, order.assignmentId())
                .set(SUPERVISIONS.SCHEME_ID, scheme.id())
                .set(SUPERVISIONS.SCHEME_VERSION, scheme.version())
                .set(SUPERVISIONS.CLAUSE, order.clause())
                .set(SUPERVISIONS.TITLE, order.title().strip())
                .set(SUPERVISIONS.WORDS, order.words().strip())
                .set(SUPERVISIONS.OFFICE_ID, office.id())
                .set(SUPERVISIONS.OFFICE_NAME, office.name())
                .set(SUPERVISIONS.REGION_CODE, office.region().value())
                .set(SUPERVISIONS.BY_OFFICE_ID, by.id())
                .set(SUPERVISIONS.BY_OFFICE_NAME, by.name())
                .set(SUPERVISIONS.HELD_ON, interview ? order.heldOn() : null)
                .set(SUPERVISIONS.ATTENDED, interview ? order.attended().strip() : "")
                .set(SUPERVISIONS.AGREED, interview ? order.agreed().strip() : "")
                .set(SUPERVISIONS.DUE_ON, order.dueOn())
                .set(SUPERVISIONS.STATE, (recorded ? Supervision.State.CLOSED : Supervision.State.OPEN).code())
                .set(SUPERVISIONS.CLOSED_ON, recorded ? today : null)
                .set(SUPERVISIONS.CREATED_BY, actor.accountId())
                .set(SUPERVISIONS.CREATED_BY_NAME, actor.name())
                .set(SUPERVISIONS.CREATED_ON, today)
                .set(SUPERVISIONS.DEMO, actor.demo())
                .returning()
                .fetchSingle(Supervisions::supervision);
        journal.write(
                actor,
                entry(
                                "task." + order.kind().code(),
                                done,
                                order.kind().title() + "“" + done.title() + "”，给" + office.name()
                                        + (recorded ? "" : "，" + Ui.date(done.dueOn()) + " 前整改"))
                        .because(shortened(order.words())));
        return Decision.done(done);
    }

    /// The office below says what it mended.
    @Transactional
    public Decision<Supervision> answer(Actor actor, long id, int revision, String words) {
        var one = hold(actor, id);
        if (again(one, revision, Supervision.State.ANSWERED) && one.answer().equals(words.strip()))
            return Decision.done(one);
        var barred = barred(actor, one);
        if (barred.isPresent()) return Decision.refused(barred.get());
        if (revision != one.revision()) return Decision.refused("task.changed");
        if (words.isBlank())
            return Decision.refused(Refusal.of("task.rectify-words").at("words"));
        if (words.length() > Assignments.LONGEST_WORDS)
            return Decision.refused(
                    Refusal.of("task.words-long", Assignments.LONGEST_WORDS).at("words"));
        sql.update(SUPERVISION_FILES)
                .set(SUPERVISION_FILES.SENT, true)
                .where(SUPERVISION_FILES.SUPERVISION_ID.eq(id))
                .execute();
        sql.update(SUPERVISIONS)
                .set(SUPERVISIONS.STATE, Supervision.State.ANSWERED.code())
                .set(SUPERVISIONS.ANSWER, words.strip())
                .set(SUPERVISIONS.ANSWERED_BY, actor.accountId())
                .set(SUPERVISIONS.ANSWERED_ON, today())
                .set(SUPERVISIONS.REVISION, one.revision() + 1)
                .where(SUPERVISIONS.ID.eq(id))
                .execute();
        journal.write(
                actor,
                entry("task.rectified", one, "报整改情况“" + one.title() + "”").because(shortened(words)));
        return Decision.done(find(actor.scope(), id).orElseThrow());
    }

    /// Adds a file that shows what was mended.
    @Transactional
    public Decision<Supervision> attach(Actor actor, long id, String name, InputStream content) {
        var one = hold(actor, id);
        var barred = barred(actor, one);
        if (barred.isPresent()) return Decision.refused(barred.get());
        if (sql.fetchCount(SUPERVISION_FILES, SUPERVISION_FILES.SUPERVISION_ID.eq(id)) >= MOST_FILES)
            return Decision.refused("task.proofs-many", MOST_FILES);
        return files.store(actor, one.region(), null, name, content).then(file -> {
            sql.insertInto(SUPERVISION_FILES)
                    .set(SUPERVISION_FILES.SUPERVISION_ID, id)
                    .set(SUPERVISION_FILES.FILE_ID, file.id())
                    .set(SUPERVISION_FILES.ADDED_BY, actor.accountId())
                    .set(SUPERVISION_FILES.ADDED_AT, clock.instant())
                    .execute();
            return Decision.done(one);
        });
    }

    /// Takes away a file that no answer was given with yet.
    @Transactional
    public Decision<Supervision> detach(Actor actor, long id, long file) {
        var one = hold(actor, id);
        var barred = barred(actor, one);
        if (barred.isPresent()) return Decision.refused(barred.get());
        var of = SUPERVISION_FILES.ID.eq(file).and(SUPERVISION_FILES.SUPERVISION_ID.eq(id));
        int gone = sql.deleteFrom(SUPERVISION_FILES)
                .where(of)
                .and(SUPERVISION_FILES.SENT.isFalse())
                .execute();
        return gone == 0 && sql.fetchExists(SUPERVISION_FILES, of)
                ? Decision.refused("task.proof-sent")
                : Decision.done(one);
    }

    /// Why this person may answer nothing; empty where he may.
    private Optional<Refusal> barred(Actor actor, Supervision one) {
        if (actor.officeId() == null || actor.officeId() != one.officeId())
            return Optional.of(Refusal.of("task.not-yours", one.officeName(), actor.officeName())
                    .citing(clause(one)));
        if (!actor.may(Verb.REPORT)) return Optional.of(Refusal.of("task.no-right"));
        return one.state() == Supervision.State.OPEN
                ? Optional.empty()
                : Optional.of(
                        Refusal.of("task.rectify-not-open", one.stateTitle()).citing(clause(one)));
    }

    private String clause(Supervision one) {
        return "《" + schemes.at(one.scheme()).title() + "》" + one.clause();
    }

    /// The office above is content, or not.
    /// @param content false sends it back for more
    @Transactional
    public Decision<Supervision> close(Actor actor, long id, int revision, boolean content, String words) {
        var one = hold(actor, id);
        var state = content ? Supervision.State.CLOSED : Supervision.State.OPEN;
        if (again(one, revision, state) && one.closing().equals(words.strip())) return Decision.done(one);
        if (actor.officeId() != null && actor.officeId() == one.officeId())
            return Decision.refused(Refusal.of("task.rectify-own", one.byOfficeName()));
        if (actor.officeId() == null || actor.officeId() != one.byOfficeId())
            return Decision.refused(Refusal.of("task.rectify-other", one.byOfficeName()));
        if (!actor.may(Verb.DECIDE)) return Decision.refused("task.confirm-no-right");
        if (one.state() != Supervision.State.ANSWERED)
            return Decision.refused("task.rectify-no-answer", one.stateTitle());
        if (revision != one.revision()) return Decision.refused("task.changed");
        if (words.isBlank())
            return Decision.refused(Refusal.of("task.rectify-closing").at("closing"));
        if (words.length() > Assignments.LONGEST_WORDS)
            return Decision.refused(
                    Refusal.of("task.words-long", Assignments.LONGEST_WORDS).at("closing"));
        sql.update(SUPERVISIONS)
                .set(SUPERVISIONS.STATE, state.code())
                .set(SUPERVISIONS.CLOSING, words.strip())
                .set(SUPERVISIONS.CLOSED_ON, content ? today() : null)
                .set(SUPERVISIONS.REVISION, one.revision() + 1)
                .where(SUPERVISIONS.ID.eq(id))
                .execute();
        journal.write(
                actor,
                entry(
                                content ? "task.rectify-close" : "task.rectify-return",
                                one,
                                (content ? "整改销号“" : "整改退回“") + one.title() + "”")
                        .because(shortened(words)));
        return Decision.done(find(actor.scope(), id).orElseThrow());
    }

    // --- Common

    private static void shortEnough(String text, String field, List<Refusal> faults) {
        if (text.length() > Assignments.LONGEST_WORDS)
            faults.add(Refusal.of("task.words-long", Assignments.LONGEST_WORDS).at(field));
    }

    private Supervision hold(Actor actor, long id) {
        return sql.selectFrom(SUPERVISIONS)
                .where(SUPERVISIONS.ID.eq(id))
                .and(actor.scope().on(SUPERVISIONS.REGION_CODE))
                .forUpdate()
                .fetchOptional(Supervisions::supervision)
                .orElseThrow(NotFound::new);
    }

    /// The same form again, after a double click.
    private static boolean again(Supervision one, int revision, Supervision.State state) {
        return revision == one.revision() - 1 && one.state() == state;
    }

    private static JournalEntry entry(String act, Supervision one, String summary) {
        return JournalEntry.of(act, one.region(), "supervision", one.id(), one.title(), summary);
    }

    private static String shortened(String words) {
        var text = words.strip();
        return text.length() <= 300 ? text : text.substring(0, 300) + "……";
    }

    private static Supervision supervision(SupervisionsRecord row) {
        return new Supervision(
                row.getId(),
                SupervisionKind.ofCode(row.getKind()).orElseThrow(),
                row.getAssignmentId(),
                new SchemeRef(row.getSchemeId(), row.getSchemeVersion()),
                row.getClause(),
                row.getTitle(),
                row.getWords(),
                row.getOfficeId(),
                row.getOfficeName(),
                new RegionCode(row.getRegionCode()),
                row.getByOfficeId(),
                row.getByOfficeName(),
                row.getHeldOn(),
                row.getAttended(),
                row.getAgreed(),
                row.getDueOn(),
                Supervision.State.ofCode(row.getState()),
                row.getAnswer(),
                row.getAnsweredOn(),
                row.getClosing(),
                row.getClosedOn(),
                row.getCreatedByName(),
                row.getCreatedOn(),
                row.getRevision(),
                row.getDemo());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
