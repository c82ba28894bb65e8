package org.nongyou.task;

import static nongyoudb.task.Tables.ASSIGNMENTS;
import static nongyoudb.task.Tables.FIGURES;
import static nongyoudb.task.Tables.PROOFS;
import static nongyoudb.task.Tables.REPORTS;

import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.nongyou.file.Files;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Task;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The tasks of offices (责任清单): the responsible office reports, the one above confirms or sends back, the one that
/// gave it out calls it off. What lies outside the person's area throws [NotFound].
@Service
public class Assignments {

    public static final int LONGEST_WORDS = 2000;

    /// Files of one task.
    private static final int MOST_PROOFS = 40;
    private static final Scope EVERYWHERE = Scope.within(RegionCode.COUNTRY);

    private final DSLContext sql;
    private final AssignmentStore store;
    private final Schemes schemes;
    private final TaskFacts facts;
    private final Files files;
    private final Journal journal;
    private final Clock clock;

    Assignments(
            DSLContext sql,
            AssignmentStore store,
            Schemes schemes,
            TaskFacts facts,
            Files files,
            Journal journal,
            Clock clock) {
        this.sql = sql;
        this.store = store;
        this.schemes = schemes;
        this.facts = facts;
        this.files = files;
        this.journal = journal;
        this.clock = clock;
    }

    public Optional<Assignment> find(Scope scope, long id) {
        return store.find(scope, id);
    }

    /// The newest first.
    public List<ProgressReport> reports(Assignment one) {
        return store.reports(one.id());
    }

    public List<TaskProof> proofs(Assignment one) {
        return store.proofs(one.id());
    }

    // --- The responsible office

    /// Says how far it is, or that it is finished.
    /// @param revision as the person saw it
    /// @param finished asks for everything, and for confirmation
    /// @param figures  title of the field to what was typed
    @Transactional
    public Decision<Assignment> report(
            Actor actor, long id, int revision, boolean finished, String words, Map<String, String> figures) {
        var one = store.hold(actor.scope(), id).orElseThrow(NotFound::new);
        var act = finished ? TaskAct.REPORT : TaskAct.PROGRESS;
        if (sentTwice(actor, one, revision, act, words)) return Decision.done(one);
        var barred = barred(actor, one);
        if (barred.isPresent()) return Decision.refused(barred.get().citing(clause(one)));
        if (one.state() == AssignmentState.REPORTED)
            return Decision.refused(Refusal.of("task.waits", one.toOfficeName()).citing(clause(one)));
        if (revision != one.revision()) return Decision.refused("task.changed");
        var faults = new ArrayList<Refusal>();
        if (words.isBlank()) faults.add(Refusal.of("task.words-missing").at("words"));
        if (words.length() > LONGEST_WORDS)
            faults.add(Refusal.of("task.words-long", LONGEST_WORDS).at("words"));
        var told = new LinkedHashMap<String, String>();
        var numbers = new LinkedHashMap<ReportField, BigDecimal>();
        for (int i = 0; i < one.asks().size(); i++) {
            var field = one.asks().get(i);
            var typed = figures.getOrDefault(field.title(), "");
            if (typed.isBlank()) {
                if (finished)
                    faults.add(Refusal.of("task.field-missing", field.written()).at("f" + i));
                continue;
            }
            switch (field.read(typed, "f" + i)) {
                case Decision.Refused<ReportField.Value>(var refusal) -> faults.add(refusal);
                case Decision.Done<ReportField.Value>(var value) -> {
                    told.put(field.written(), value.text());
                    if (value.number() != null) numbers.put(field, value.number());
                }
            }
        }
        if (finished) {
            var handedIn = store.proofs(id).stream().map(TaskProof::title).toList();
            for (var title : one.proofs())
                if (!handedIn.contains(title))
                    faults.add(Refusal.of("task.proof-missing", title).at("proofs"));
        }
        if (!faults.isEmpty())
            return Decision.refused(Refusal.joined(
                    faults.stream().map(fault -> fault.citing(clause(one))).toList()));
        boolean closes = finished && one.toOfficeId() == null;
        var state = closes ? AssignmentState.DONE : finished ? AssignmentState.REPORTED : AssignmentState.DOING;
        // A return stays visible until it is answered in full.
        if (!finished && one.state() == AssignmentState.RETURNED) state = AssignmentState.RETURNED;
        sql.update(ASSIGNMENTS)
                .set(ASSIGNMENTS.STATE, state.code())
                .set(ASSIGNMENTS.REPORTED_ON, finished ? today() : one.reportedOn())
                .set(ASSIGNMENTS.REPORTED_BY, finished ? (Long) actor.accountId() : one.reportedBy())
                .set(ASSIGNMENTS.CLOSED_ON, closes ? today() : null)
                .set(ASSIGNMENTS.REVISION, one.revision() + 1)
                .where(ASSIGNMENTS.ID.eq(id))
                .execute();
        sql.update(PROOFS)
                .set(PROOFS.SENT, true)
                .where(PROOFS.ASSIGNMENT_ID.eq(id))
                .execute();
        keepFigures(one, numbers, closes);
        record(actor, one, act, words.strip(), told);
        journal.write(
                actor,
                entry(finished ? "task.report" : "task.progress", one, finished ? "报完成" : "报进展")
                        .because(shortened(words))
                        .change(null, told.isEmpty() ? null : AssignmentStore.JSON.writeValueAsString(told)));
        return Decision.done(store.find(actor.scope(), id).orElseThrow());
    }

    private void keepFigures(Assignment one, Map<ReportField, BigDecimal> numbers, boolean confirmed) {
        sql.deleteFrom(FIGURES).where(FIGURES.ASSIGNMENT_ID.eq(one.id())).execute();
        if (numbers.isEmpty()) return;
        var insert = sql.insertInto(
                FIGURES,
                FIGURES.ASSIGNMENT_ID,
                FIGURES.TITLE,
                FIGURES.UNIT,
                FIGURES.AMOUNT,
                FIGURES.REGION_CODE,
                FIGURES.SCHEME_ID,
                FIGURES.TASK_KEY,
                FIGURES.SPAN_YEAR,
                FIGURES.CONFIRMED);
        for (var number : numbers.entrySet())
            insert = insert.values(
                    one.id(),
                    number.getKey().title(),
                    number.getKey().unit(),
                    number.getValue(),
                    one.region().value(),
                    one.scheme().id(),
                    one.taskKey(),
                    one.spanYear(),
                    confirmed);
        insert.execute();
    }

    /// Adds a file that proves what is reported.
    /// @param title one of those asked for, or what it is in own words
    @Transactional
    public Decision<Assignment> attach(Actor actor, long id, String title, String name, InputStream content) {
        var one = store.hold(actor.scope(), id).orElseThrow(NotFound::new);
        var barred = barred(actor, one);
        if (barred.isPresent()) return Decision.refused(barred.get().citing(clause(one)));
        if (one.state() == AssignmentState.REPORTED)
            return Decision.refused(Refusal.of("task.waits", one.toOfficeName()).citing(clause(one)));
        var what = title.strip();
        if (what.isEmpty() || what.length() > 60) return Decision.refused("task.proof-title");
        if (sql.fetchCount(PROOFS, PROOFS.ASSIGNMENT_ID.eq(id)) >= MOST_PROOFS)
            return Decision.refused("task.proofs-many", MOST_PROOFS);
        return files.store(actor, one.region(), null, name, content).then(file -> {
            sql.insertInto(PROOFS)
                    .set(PROOFS.ASSIGNMENT_ID, id)
                    .set(PROOFS.TITLE, what)
                    .set(PROOFS.FILE_ID, file.id())
                    .set(PROOFS.ADDED_BY, actor.accountId())
                    .set(PROOFS.ADDED_AT, clock.instant())
                    .execute();
            return Decision.done(one);
        });
    }

    /// Takes away a file that was not reported with yet.
    @Transactional
    public Decision<Assignment> detach(Actor actor, long id, long proof) {
        var one = store.hold(actor.scope(), id).orElseThrow(NotFound::new);
        var barred = barred(actor, one);
        if (barred.isPresent()) return Decision.refused(barred.get().citing(clause(one)));
        int gone = sql.deleteFrom(PROOFS)
                .where(PROOFS.ID.eq(proof))
                .and(PROOFS.ASSIGNMENT_ID.eq(id))
                .and(PROOFS.SENT.isFalse())
                .execute();
        boolean there = gone == 0 && sql.fetchExists(PROOFS, PROOFS.ID.eq(proof).and(PROOFS.ASSIGNMENT_ID.eq(id)));
        return there ? Decision.refused("task.proof-sent") : Decision.done(one);
    }

    /// Why this person may say nothing about it; empty where he may.
    Optional<Refusal> barred(Actor actor, Assignment one) {
        if (actor.officeId() == null || actor.officeId() != one.officeId())
            return Optional.of(Refusal.of("task.not-yours", one.officeName(), actor.officeName()));
        if (!actor.may(Verb.REPORT)) return Optional.of(Refusal.of("task.no-right"));
        if (one.state().closed())
            return Optional.of(Refusal.of("task.closed", one.state().title(), Ui.date(one.closedOn())));
        return Optional.empty();
    }

    // --- The office above

    @Transactional
    public Decision<Assignment> confirm(Actor actor, long id, int revision, String words) {
        return judge(actor, id, revision, TaskAct.CONFIRM, words);
    }

    /// Sends it back with the reason.
    @Transactional
    public Decision<Assignment> sendBack(Actor actor, long id, int revision, String reason) {
        return judge(actor, id, revision, TaskAct.RETURN, reason);
    }

    private Decision<Assignment> judge(Actor actor, long id, int revision, TaskAct act, String words) {
        var one = store.hold(actor.scope(), id).orElseThrow(NotFound::new);
        if (sentTwice(actor, one, revision, act, words)) return Decision.done(one);
        if (actor.officeId() != null && actor.officeId() == one.officeId())
            return Decision.refused(Refusal.of("task.confirm-own", one.toOfficeId() == null ? "上级" : one.toOfficeName())
                    .citing(clause(one)));
        if (actor.officeId() == null || !actor.officeId().equals(one.toOfficeId()))
            return Decision.refused(
                    Refusal.of("task.confirm-other", one.toOfficeName()).citing(clause(one)));
        if (!actor.may(Verb.DECIDE)) return Decision.refused("task.confirm-no-right");
        // Whoever reported may have moved to the office above since.
        if (one.reportedBy() != null && one.reportedBy() == actor.accountId())
            return Decision.refused(
                    Refusal.of("task.confirm-self", one.toOfficeName()).citing(clause(one)));
        if (one.state() != AssignmentState.REPORTED)
            return Decision.refused(
                    Refusal.of("task.not-reported", one.state().title()).citing(clause(one)));
        if (revision != one.revision()) return Decision.refused("task.changed");
        if (act == TaskAct.RETURN && words.isBlank())
            return Decision.refused(Refusal.of("task.reason-missing").at("judgement"));
        if (words.length() > LONGEST_WORDS)
            return Decision.refused(Refusal.of("task.words-long", LONGEST_WORDS).at("judgement"));
        boolean done = act == TaskAct.CONFIRM;
        sql.update(ASSIGNMENTS)
                .set(ASSIGNMENTS.STATE, (done ? AssignmentState.DONE : AssignmentState.RETURNED).code())
                .set(ASSIGNMENTS.CLOSED_ON, done ? today() : null)
                .set(ASSIGNMENTS.REVISION, one.revision() + 1)
                .where(ASSIGNMENTS.ID.eq(id))
                .execute();
        if (done)
            sql.update(FIGURES)
                    .set(FIGURES.CONFIRMED, true)
                    .where(FIGURES.ASSIGNMENT_ID.eq(id))
                    .execute();
        record(actor, one, act, words.strip(), Map.of());
        journal.write(
                actor,
                entry(done ? "task.confirm" : "task.return", one, done ? "确认办结" : "退回")
                        .because(shortened(words)));
        return Decision.done(store.find(actor.scope(), id).orElseThrow());
    }

    /// The office that gave it out calls it off.
    /// @param dispatchOffice id of that office
    Decision<Assignment> cancel(Actor actor, Assignment one, long dispatchOffice, int revision, String reason) {
        if (sentTwice(actor, one, revision, TaskAct.CANCEL, reason)) return Decision.done(one);
        if (actor.officeId() == null || actor.officeId() != dispatchOffice)
            return Decision.refused(Refusal.of("task.cancel-other").citing(clause(one)));
        if (!actor.may(Verb.DECIDE)) return Decision.refused("task.confirm-no-right");
        if (one.state().closed())
            return Decision.refused("task.closed", one.state().title(), Ui.date(one.closedOn()));
        if (revision != one.revision()) return Decision.refused("task.changed");
        if (reason.isBlank())
            return Decision.refused(Refusal.of("task.reason-missing").at("cancel"));
        if (reason.length() > LONGEST_WORDS)
            return Decision.refused(Refusal.of("task.words-long", LONGEST_WORDS).at("cancel"));
        sql.update(ASSIGNMENTS)
                .set(ASSIGNMENTS.STATE, AssignmentState.CANCELLED.code())
                .set(ASSIGNMENTS.CLOSED_ON, today())
                .set(ASSIGNMENTS.REVISION, one.revision() + 1)
                .where(ASSIGNMENTS.ID.eq(one.id()))
                .execute();
        sql.deleteFrom(FIGURES).where(FIGURES.ASSIGNMENT_ID.eq(one.id())).execute();
        record(actor, one, TaskAct.CANCEL, reason.strip(), Map.of());
        journal.write(actor, entry("task.cancel", one, "撤销").because(shortened(reason)));
        return Decision.done(store.find(actor.scope(), one.id()).orElseThrow());
    }

    // --- By facts

    /// What the facts say now about a task that they may show done; empty where only the office says so.
    public Optional<TaskEvidence> evidence(Assignment one) {
        return one.byFacts()
                ? schemes.at(one.scheme())
                        .task(one.taskKey())
                        .map(Task::doneWhen)
                        .map(condition -> facts.of(
                                condition,
                                schemes.at(one.scheme()),
                                one.subjectKind(),
                                one.subjectId(),
                                one.region(),
                                today()))
                : Optional.empty();
    }

    /// Those that facts may show done and that have begun, in the order of their ids.
    List<Assignment> waitingForFacts(long after, int limit) {
        return store.waitingForFacts(after, today(), limit);
    }

    /// Closes it where the facts show it done, with the facts as they stand. Nobody has to report it then.
    @Transactional
    public boolean closeByFacts(long id) {
        var one = store.hold(EVERYWHERE, id).orElse(null);
        if (one == null || !one.state().waitsForOffice()) return false;
        var evidence = evidence(one).orElse(null);
        if (evidence == null || !evidence.holds()) return false;
        sql.update(ASSIGNMENTS)
                .set(ASSIGNMENTS.STATE, AssignmentState.DONE.code())
                .set(ASSIGNMENTS.REPORTED_ON, one.reportedOn() == null ? today() : one.reportedOn())
                .set(ASSIGNMENTS.CLOSED_ON, today())
                .set(ASSIGNMENTS.REVISION, one.revision() + 1)
                .where(ASSIGNMENTS.ID.eq(id))
                .execute();
        sql.update(FIGURES)
                .set(FIGURES.CONFIRMED, true)
                .where(FIGURES.ASSIGNMENT_ID.eq(id))
                .execute();
        record(0, "系统", "平台", one, TaskAct.FACTS, evidence.words(), Map.of());
        journal.writeAsSystem(entry("task.facts", one, "按平台的数据办结").because(evidence.words()));
        return true;
    }

    /// Calls off what nobody has begun and what no longer arises.
    void dropAsSystem(Assignment one, String why) {
        sql.update(ASSIGNMENTS)
                .set(ASSIGNMENTS.STATE, AssignmentState.CANCELLED.code())
                .set(ASSIGNMENTS.CLOSED_ON, today())
                .set(ASSIGNMENTS.REVISION, one.revision() + 1)
                .where(ASSIGNMENTS.ID.eq(one.id()))
                .execute();
        sql.deleteFrom(FIGURES).where(FIGURES.ASSIGNMENT_ID.eq(one.id())).execute();
        record(0, "系统", "平台", one, TaskAct.CANCEL, why, Map.of());
        journal.writeAsSystem(entry("task.cancel", one, "撤销").because(why));
    }

    Assignment held(Scope scope, long id) {
        return store.hold(scope, id).orElseThrow(NotFound::new);
    }

    // --- Common

    /// The same form again, after a double click: the act that it asks for is the last one that was done.
    private boolean sentTwice(Actor actor, Assignment one, int revision, TaskAct act, String words) {
        if (revision != one.revision() - 1) return false;
        return sql.selectFrom(REPORTS)
                .where(REPORTS.ASSIGNMENT_ID.eq(one.id()))
                .orderBy(REPORTS.ID.desc())
                .limit(1)
                .fetchOptional()
                .filter(last -> last.getAct().equals(act.code())
                        && last.getAccountId() == actor.accountId()
                        && last.getWords().equals(words.strip()))
                .isPresent();
    }

    void record(Actor actor, Assignment one, TaskAct act, String words, Map<String, String> figures) {
        record(actor.accountId(), actor.name(), actor.officeName(), one, act, words, figures);
    }

    private void record(
            long account,
            String name,
            String office,
            Assignment one,
            TaskAct act,
            String words,
            Map<String, String> figures) {
        sql.insertInto(REPORTS)
                .set(REPORTS.ASSIGNMENT_ID, one.id())
                .set(REPORTS.ACT, act.code())
                .set(REPORTS.WORDS, words)
                .set(REPORTS.FIGURES, JSONB.valueOf(AssignmentStore.JSON.writeValueAsString(figures)))
                .set(REPORTS.ACCOUNT_ID, account)
                .set(REPORTS.ACCOUNT_NAME, name)
                .set(REPORTS.OFFICE_NAME, office)
                .set(REPORTS.AT, clock.instant())
                .execute();
    }

    static JournalEntry entry(String act, Assignment one, String does) {
        return JournalEntry.of(
                act,
                one.region(),
                "task",
                one.id(),
                one.fullTitle(),
                does + "“" + one.fullTitle() + "”（" + one.officeName() + "，" + one.spanTitle() + "）");
    }

    /// 《张掖市加快有机农产品基地建设实施方案》三（二）8
    String clause(Assignment one) {
        return "《" + schemes.at(one.scheme()).title() + "》" + String.join("、", one.clauses());
    }

    private static @Nullable String shortened(String words) {
        var text = words.strip();
        return text.isEmpty() ? null : text.length() <= 300 ? text : text.substring(0, 300) + "……";
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
