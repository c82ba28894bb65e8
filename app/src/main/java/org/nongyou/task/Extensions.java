package org.nongyou.task;

import static nongyoudb.task.Tables.ASSIGNMENTS;
import static nongyoudb.task.Tables.EXTENSIONS;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nongyoudb.task.tables.records.ExtensionsRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.RegionCode;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Later days for tasks (延期): the office that has the task asks with a reason, the one that confirms it grants a day or
/// refuses. What lies outside the person's area throws [NotFound].
@Service
public class Extensions {

    /// Longer is another task.
    private static final int LONGEST_YEARS = 1;

    private final DSLContext sql;
    private final AssignmentStore store;
    private final Assignments assignments;
    private final Reminders reminders;
    private final Journal journal;
    private final Clock clock;

    Extensions(
            DSLContext sql,
            AssignmentStore store,
            Assignments assignments,
            Reminders reminders,
            Journal journal,
            Clock clock) {
        this.sql = sql;
        this.store = store;
        this.assignments = assignments;
        this.reminders = reminders;
        this.journal = journal;
        this.clock = clock;
    }

    /// The newest first.
    public List<Extension> of(Assignment one) {
        return sql.selectFrom(EXTENSIONS)
                .where(EXTENSIONS.ASSIGNMENT_ID.eq(one.id()))
                .orderBy(EXTENSIONS.ID.desc())
                .limit(20)
                .fetch(Extensions::extension);
    }

    /// Those that wait for the person's office, the oldest first.
    public List<Extension> toDecide(Actor actor, int limit) {
        var office = actor.officeId();
        if (office == null) return List.of();
        return sql.selectFrom(EXTENSIONS)
                .where(EXTENSIONS.OFFICE_ID.eq(office))
                .and(EXTENSIONS.STATE.eq(org.jooq.impl.DSL.inline("asked")))
                .and(actor.scope().on(EXTENSIONS.REGION_CODE))
                .orderBy(EXTENSIONS.ID)
                .limit(limit)
                .fetch(Extensions::extension);
    }

    @Transactional
    public Decision<Extension> ask(Actor actor, long assignment, @Nullable LocalDate wanted, String reason) {
        var one = store.hold(actor.scope(), assignment).orElseThrow(NotFound::new);
        var clause = assignments.clause(one);
        var open = asked(assignment);
        if (open != null
                && open.wantedOn().equals(wanted)
                && open.reason().equals(reason.strip())
                && open.askedByName().equals(actor.name())) return Decision.done(open);
        var barred = assignments.barred(actor, one);
        if (barred.isPresent()) return Decision.refused(barred.get().citing(clause));
        if (one.state() == AssignmentState.REPORTED)
            return Decision.refused(Refusal.of("task.waits", one.toOfficeName()).citing(clause));
        if (one.toOfficeId() == null)
            return Decision.refused(Refusal.of("task.extend-nobody").citing(clause));
        if (open != null)
            return Decision.refused(Refusal.of("task.extend-asked", Ui.date(open.wantedOn()), open.officeName())
                    .citing(clause));
        var faults = new ArrayList<Refusal>();
        if (reason.isBlank()) faults.add(Refusal.of("task.extend-reason").at("reason"));
        if (reason.length() > Assignments.LONGEST_WORDS)
            faults.add(Refusal.of("task.words-long", Assignments.LONGEST_WORDS).at("reason"));
        if (wanted == null) faults.add(Refusal.of("task.extend-day").at("wantedOn"));
        else fits(one, wanted, "wantedOn", faults);
        if (!faults.isEmpty() || wanted == null)
            return Decision.refused(Refusal.joined(
                    faults.stream().map(fault -> fault.citing(clause)).toList()));
        var done = sql.insertInto(EXTENSIONS)
                .set(EXTENSIONS.ASSIGNMENT_ID, assignment)
                .set(EXTENSIONS.REGION_CODE, one.region().value())
                .set(EXTENSIONS.FROM_DAY, one.dueOn())
                .set(EXTENSIONS.WANTED_ON, wanted)
                .set(EXTENSIONS.REASON, reason.strip())
                .set(EXTENSIONS.ASKED_BY, actor.accountId())
                .set(EXTENSIONS.ASKED_BY_NAME, actor.name())
                .set(EXTENSIONS.ASKED_ON, today())
                .set(EXTENSIONS.OFFICE_ID, one.toOfficeId())
                .set(EXTENSIONS.OFFICE_NAME, one.toOfficeName())
                .set(EXTENSIONS.DEMO, actor.demo())
                .returning()
                .fetchSingle(Extensions::extension);
        assignments.record(actor, one, TaskAct.EXTEND, reason.strip(), Map.of("要延到", Ui.date(wanted)));
        journal.write(
                actor,
                Assignments.entry("task.extend", one, "申请延期到 " + Ui.date(wanted) + "，")
                        .because(reason.strip()));
        return Decision.done(done);
    }

    /// @param to the day granted, null to refuse
    @Transactional
    public Decision<Extension> decide(Actor actor, long assignment, @Nullable LocalDate to, String words) {
        var one = store.hold(actor.scope(), assignment).orElseThrow(NotFound::new);
        var clause = assignments.clause(one);
        var open = asked(assignment);
        if (open == null) return Decision.refused(Refusal.of("task.extend-none").citing(clause));
        if (actor.officeId() != null && actor.officeId() == one.officeId())
            return Decision.refused(
                    Refusal.of("task.extend-own", open.officeName()).citing(clause));
        if (actor.officeId() == null || actor.officeId() != open.officeId())
            return Decision.refused(
                    Refusal.of("task.extend-other", open.officeName()).citing(clause));
        if (!actor.may(Verb.DECIDE)) return Decision.refused("task.confirm-no-right");
        var faults = new ArrayList<Refusal>();
        if (words.isBlank() && to == null)
            faults.add(Refusal.of("task.reason-missing").at("extensionWords"));
        if (words.length() > Assignments.LONGEST_WORDS)
            faults.add(Refusal.of("task.words-long", Assignments.LONGEST_WORDS).at("extensionWords"));
        if (to != null) {
            fits(one, to, "grantedTo", faults);
            if (to.isAfter(open.wantedOn()))
                faults.add(Refusal.of("task.extend-more", Ui.date(open.wantedOn()), Ui.date(to))
                        .at("grantedTo"));
        }
        if (!faults.isEmpty())
            return Decision.refused(Refusal.joined(
                    faults.stream().map(fault -> fault.citing(clause)).toList()));
        var state = to == null ? Extension.State.REFUSED : Extension.State.GRANTED;
        var done = sql.update(EXTENSIONS)
                .set(EXTENSIONS.STATE, state.code())
                .set(EXTENSIONS.GRANTED_TO, to)
                .set(EXTENSIONS.WORDS, words.strip())
                .set(EXTENSIONS.DECIDED_BY_NAME, actor.name())
                .set(EXTENSIONS.DECIDED_ON, today())
                .where(EXTENSIONS.ID.eq(open.id()))
                .returning()
                .fetchSingle(Extensions::extension);
        if (to != null)
            sql.update(ASSIGNMENTS)
                    .set(ASSIGNMENTS.DUE_ON, to)
                    .set(ASSIGNMENTS.FIRST_DUE_ON, one.firstDueOn() == null ? one.dueOn() : one.firstDueOn())
                    .set(ASSIGNMENTS.REMIND_ON, reminders.first(to, one.remind()))
                    .set(ASSIGNMENTS.REVISION, one.revision() + 1)
                    .where(ASSIGNMENTS.ID.eq(assignment))
                    .execute();
        assignments.record(
                actor,
                one,
                to == null ? TaskAct.REFUSE : TaskAct.GRANT,
                words.strip(),
                to == null ? Map.of() : Map.of("延到", Ui.date(to)));
        journal.write(
                actor,
                Assignments.entry(
                                to == null ? "task.refuse-extension" : "task.grant-extension",
                                one,
                                to == null ? "不准延期，" : "准延期到 " + Ui.date(to) + "，")
                        .because(words.isBlank() ? null : words.strip()));
        return Decision.done(done);
    }

    private void fits(Assignment one, LocalDate day, String field, List<Refusal> faults) {
        if (!day.isAfter(one.dueOn()))
            faults.add(Refusal.of("task.extend-earlier", Ui.date(one.dueOn())).at(field));
        else if (day.isBefore(today()))
            faults.add(
                    Refusal.of("task.due-past", Ui.date(day), Ui.date(today())).at(field));
        else if (day.isAfter(today().plusYears(LONGEST_YEARS)))
            faults.add(Refusal.of("task.due-far", Ui.date(day), LONGEST_YEARS).at(field));
    }

    private @Nullable Extension asked(long assignment) {
        return sql.selectFrom(EXTENSIONS)
                .where(EXTENSIONS.ASSIGNMENT_ID.eq(assignment))
                .and(EXTENSIONS.STATE.eq(org.jooq.impl.DSL.inline("asked")))
                .fetchOne(Extensions::extension);
    }

    private static Extension extension(ExtensionsRecord row) {
        return new Extension(
                row.getId(),
                row.getAssignmentId(),
                new RegionCode(row.getRegionCode()),
                row.getFromDay(),
                row.getWantedOn(),
                row.getReason(),
                row.getAskedByName(),
                row.getAskedOn(),
                row.getOfficeId(),
                row.getOfficeName(),
                Extension.State.ofCode(row.getState()),
                row.getGrantedTo(),
                row.getWords(),
                row.getDecidedByName(),
                row.getDecidedOn());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
