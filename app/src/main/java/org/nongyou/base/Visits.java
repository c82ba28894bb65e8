package org.nongyou.base;

import static nongyoudb.base.Tables.BASES;
import static nongyoudb.base.Tables.VISITS;
import static nongyoudb.base.Tables.VISIT_FILES;
import static org.jooq.impl.DSL.inline;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nongyoudb.base.tables.records.VisitsRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.kernel.TypedDay;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Checks of bases (定期检查、跟踪核查): the office over the place plans a round, records what was found, sets a day for
/// mending, and looks again; a follow-up that finds nothing closes all that it follows. A base's producer reads them.
/// What lies outside the person's area throws [NotFound].
@Service
public class Visits {

    /// Bases planned at one time.
    public static final int MOST_AT_ONCE = 500;

    private static final int LONGEST = 1000;
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_YEARS = 2;

    private final DSLContext sql;
    private final Journal journal;
    private final Clock clock;

    Visits(DSLContext sql, Journal journal, Clock clock) {
        this.sql = sql;
        this.journal = journal;
        this.clock = clock;
    }

    /// The newest first.
    public List<Visit> of(Scope scope, long base, int limit) {
        return sql.selectFrom(VISITS)
                .where(VISITS.BASE_ID.eq(base))
                .and(scope.on(VISITS.REGION_CODE, VISITS.PRODUCER_ID))
                .orderBy(VISITS.ID.desc())
                .limit(limit)
                .fetch(Visits::visit);
    }

    public static boolean mayCheck(Actor actor) {
        return actor.office() != null && actor.may(Verb.REGISTER);
    }

    /// Plans one periodic check for each of the bases. One that has a plan keeps it.
    /// @return how many were planned
    @Transactional
    public Decision<Integer> plan(Actor actor, VisitPlan plan) {
        var office = actor.office();
        if (office == null || !mayCheck(actor)) return Decision.refused("base.visit.no-right");
        var faults = new ArrayList<Refusal>();
        if (plan.bases().isEmpty()) faults.add(Refusal.of("base.visit.none").at("base"));
        if (plan.bases().size() > MOST_AT_ONCE)
            faults.add(Refusal.of("base.visit.many", MOST_AT_ONCE, plan.bases().size())
                    .at("base"));
        var due = day(plan.dueOn(), "dueOn", faults);
        if (due != null && due.isBefore(today()))
            faults.add(Refusal.of("base.visit.past", Ui.date(due), Ui.date(today()))
                    .at("dueOn"));
        if (due != null && due.isAfter(today().plusYears(LONGEST_YEARS)))
            faults.add(Refusal.of("base.visit.far", Ui.date(due), LONGEST_YEARS).at("dueOn"));
        text(plan.checker(), "checker", "谁去检查", true, LONGEST_NAME, faults);
        text(plan.round(), "round", "哪一轮", false, LONGEST_NAME, faults);
        if (!faults.isEmpty() || due == null) return Decision.refused(Refusal.joined(faults));
        var bases = sql.select(
                        BASES.ID, BASES.NAME, BASES.PRODUCER_ID, BASES.PRODUCER_NAME, BASES.REGION_CODE, BASES.ACTIVE)
                .from(BASES)
                .where(BASES.ID.in(plan.bases()))
                .and(actor.scope().on(BASES.REGION_CODE, BASES.PRODUCER_ID))
                .orderBy(BASES.ID)
                .fetch();
        int planned = 0;
        for (var base : bases) {
            if (!base.value6()) continue;
            var row = sql.insertInto(VISITS)
                    .set(VISITS.BASE_ID, base.value1())
                    .set(VISITS.BASE_NAME, base.value2())
                    .set(VISITS.PRODUCER_ID, base.value3())
                    .set(VISITS.PRODUCER_NAME, base.value4())
                    .set(VISITS.REGION_CODE, base.value5())
                    .set(VISITS.ROUND, plan.round().strip())
                    .set(VISITS.DUE_ON, due)
                    .set(VISITS.CHECKER, plan.checker().strip())
                    .set(VISITS.OFFICE_ID, office.id())
                    .set(VISITS.OFFICE_NAME, office.name())
                    .set(VISITS.RECORDED_BY_NAME, actor.name())
                    .set(VISITS.DEMO, actor.demo())
                    .onConflictDoNothing()
                    .returning()
                    .fetchOne();
            if (row == null) continue;
            planned++;
            journal.write(
                    actor,
                    entry(
                            "base.visit-plan",
                            visit(row),
                            "安排" + Ui.date(due) + "前检查"
                                    + (plan.round().isBlank()
                                            ? ""
                                            : "（" + plan.round().strip() + "）")));
        }
        return planned == 0 ? Decision.refused("base.visit.planned-already") : Decision.done(planned);
    }

    /// What was found. Nothing found closes the check and those that it follows; findings get a day, and are looked at
    /// again by then.
    @Transactional
    public Decision<Visit> record(Actor actor, long id, int revision, VisitForm form) {
        var one = hold(actor, id);
        if (!mayCheck(actor)) return Decision.refused("base.visit.no-right");
        if (one.state() != VisitState.PLANNED)
            return Decision.refused("base.visit.made", one.state().title());
        if (revision != one.revision()) return Decision.refused("base.visit.changed");
        var faults = new ArrayList<Refusal>();
        var on = day(form.visitedOn(), "visitedOn", faults);
        if (on != null && on.isAfter(today()))
            faults.add(Refusal.of("base.visit.future", Ui.date(on), Ui.date(today()))
                    .at("visitedOn"));
        var before = one.follows() == null ? null : find(one.follows());
        if (on != null && before != null && before.visitedOn() != null && on.isBefore(before.visitedOn()))
            faults.add(
                    Refusal.of("base.visit.before", Ui.date(before.visitedOn())).at("visitedOn"));
        boolean defects = form.outcome().equals("defects");
        if (!defects && !form.outcome().equals("sound"))
            faults.add(Refusal.of("base.visit.outcome").at("outcome"));
        text(form.findings(), "findings", defects ? "发现的问题" : "检查情况", true, LONGEST, faults);
        var by = defects ? day(form.rectifyBy(), "rectifyBy", faults) : null;
        if (by != null && by.isBefore(today()))
            faults.add(
                    Refusal.of("base.visit.past", Ui.date(by), Ui.date(today())).at("rectifyBy"));
        if (by != null && by.isAfter(today().plusYears(LONGEST_YEARS)))
            faults.add(Refusal.of("base.visit.far", Ui.date(by), LONGEST_YEARS).at("rectifyBy"));
        if (!faults.isEmpty() || on == null) return Decision.refused(Refusal.joined(faults));
        sql.update(VISITS)
                .set(VISITS.STATE, (defects ? VisitState.MENDING : VisitState.SOUND).code())
                .set(VISITS.VISITED_ON, on)
                .set(VISITS.FINDINGS, form.findings().strip())
                .set(VISITS.RECTIFY_BY, by)
                .set(VISITS.RECORDED_BY_NAME, actor.name())
                .set(VISITS.REVISION, one.revision() + 1)
                .where(VISITS.ID.eq(id))
                .execute();
        sql.update(BASES)
                .set(BASES.VISITED_ON, on)
                .where(BASES.ID.eq(one.baseId()))
                .and(BASES.VISITED_ON.isNull().or(BASES.VISITED_ON.lt(on)))
                .execute();
        sql.update(VISIT_FILES)
                .set(VISIT_FILES.KEPT, true)
                .where(VISIT_FILES.VISIT_ID.eq(id))
                .execute();
        if (by != null) followUp(actor, one, by);
        else mended(one, on);
        var done = hold(actor, id);
        journal.write(
                actor,
                entry(
                                "base.visit-record",
                                done,
                                Ui.date(on) + one.kindTitle() + (defects ? "，发现问题，" + Ui.date(by) + " 前改好" : "，没有问题"))
                        .because(done.findings()));
        return Decision.done(done);
    }

    private void followUp(Actor actor, Visit found, LocalDate by) {
        sql.insertInto(VISITS)
                .set(VISITS.BASE_ID, found.baseId())
                .set(VISITS.BASE_NAME, found.baseName())
                .set(VISITS.PRODUCER_ID, found.producerId())
                .set(VISITS.PRODUCER_NAME, found.producerName())
                .set(VISITS.REGION_CODE, found.region().value())
                .set(VISITS.FOLLOW_UP, true)
                .set(VISITS.FOLLOWS, found.id())
                .set(VISITS.ROUND, found.round())
                .set(VISITS.DUE_ON, by)
                .set(VISITS.CHECKER, found.checker())
                .set(VISITS.OFFICE_ID, found.officeId())
                .set(VISITS.OFFICE_NAME, found.officeName())
                .set(VISITS.RECORDED_BY_NAME, actor.name())
                .set(VISITS.DEMO, actor.demo())
                .execute();
    }

    private void mended(Visit sound, LocalDate on) {
        for (var follows = sound.follows(); follows != null; ) {
            sql.update(VISITS)
                    .set(VISITS.STATE, VisitState.MENDED.code())
                    .set(VISITS.CLOSED_ON, on)
                    .set(VISITS.REVISION, VISITS.REVISION.plus(1))
                    .where(VISITS.ID.eq(follows))
                    .and(VISITS.STATE.eq(VisitState.MENDING.code()))
                    .execute();
            var before = find(follows);
            follows = before == null ? null : before.follows();
        }
    }

    /// A periodic check that is not to be made after all. A follow-up cannot be given up: what was found stays open.
    @Transactional
    public Decision<Visit> drop(Actor actor, long id, int revision, String reason) {
        var one = hold(actor, id);
        if (!mayCheck(actor)) return Decision.refused("base.visit.no-right");
        if (one.state() != VisitState.PLANNED)
            return Decision.refused("base.visit.made", one.state().title());
        if (one.follows() != null) return Decision.refused("base.visit.follow-up-stays");
        if (revision != one.revision()) return Decision.refused("base.visit.changed");
        var faults = new ArrayList<Refusal>();
        text(reason, "reason", "为什么不查了", true, LONGEST, faults);
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        sql.update(VISITS)
                .set(VISITS.STATE, VisitState.DROPPED.code())
                .set(VISITS.CLOSED_ON, today())
                .set(VISITS.REVISION, one.revision() + 1)
                .where(VISITS.ID.eq(id))
                .execute();
        var done = hold(actor, id);
        journal.write(
                actor,
                entry("base.visit-drop", done, "不做" + Ui.date(one.dueOn()) + "前的检查")
                        .because(reason.strip()));
        return Decision.done(done);
    }

    // --- Common

    /// The check, locked until the act is over.
    Visit hold(Actor actor, long id) {
        return sql.selectFrom(VISITS)
                .where(VISITS.ID.eq(id))
                .and(actor.scope().on(VISITS.REGION_CODE, VISITS.PRODUCER_ID))
                .forUpdate()
                .fetchOptional(Visits::visit)
                .orElseThrow(NotFound::new);
    }

    private @Nullable Visit find(long id) {
        return sql.selectFrom(VISITS).where(VISITS.ID.eq(id)).fetchOne(Visits::visit);
    }

    public Optional<Visit> find(Scope scope, long id) {
        return sql.selectFrom(VISITS)
                .where(VISITS.ID.eq(id))
                .and(scope.on(VISITS.REGION_CODE, VISITS.PRODUCER_ID))
                .fetchOptional(Visits::visit);
    }

    private static @Nullable LocalDate day(String typed, String field, List<Refusal> faults) {
        var text = typed.strip();
        try {
            if (!text.isEmpty()) return TypedDay.parse(text);
            faults.add(Refusal.of("base.visit.day").at(field));
        } catch (DateTimeException e) {
            faults.add(Refusal.of("base.visit.day-wrong", text).at(field));
        }
        return null;
    }

    private static void text(
            String typed, String field, String title, boolean needed, int longest, List<Refusal> faults) {
        if (needed && typed.isBlank())
            faults.add(Refusal.of("base.visit.needed", title).at(field));
        if (typed.strip().length() > longest)
            faults.add(Refusal.of("base.text.long", title, longest).at(field));
    }

    static JournalEntry entry(String act, Visit one, String summary) {
        return JournalEntry.of(act, one.region(), "base", one.baseId(), one.baseName(), summary);
    }

    /// A base that moves, or goes to another producer, takes its checks along.
    @EventListener
    void moved(BaseChanged changed) {
        sql.update(VISITS)
                .set(VISITS.REGION_CODE, BASES.REGION_CODE)
                .set(VISITS.PRODUCER_ID, BASES.PRODUCER_ID)
                .set(VISITS.PRODUCER_NAME, BASES.PRODUCER_NAME)
                .set(VISITS.BASE_NAME, BASES.NAME)
                .from(BASES)
                .where(VISITS.BASE_ID.eq(changed.baseId()))
                .and(BASES.ID.eq(VISITS.BASE_ID))
                .execute();
        // A base that was closed is not checked any more.
        sql.update(VISITS)
                .set(VISITS.STATE, VisitState.DROPPED.code())
                .set(VISITS.CLOSED_ON, today())
                .from(BASES)
                .where(VISITS.BASE_ID.eq(changed.baseId()))
                .and(BASES.ID.eq(VISITS.BASE_ID))
                .and(BASES.ACTIVE.isFalse())
                .and(VISITS.STATE.eq(inline("planned")))
                .execute();
    }

    static Visit visit(VisitsRecord row) {
        return new Visit(
                row.getId(),
                row.getBaseId(),
                row.getBaseName(),
                row.getProducerId(),
                row.getProducerName(),
                new RegionCode(row.getRegionCode()),
                row.getFollows(),
                row.getRound(),
                row.getDueOn(),
                row.getChecker(),
                row.getOfficeId(),
                row.getOfficeName(),
                VisitState.ofCode(row.getState()),
                row.getVisitedOn(),
                row.getFindings(),
                row.getRectifyBy(),
                row.getClosedOn(),
                row.getRecordedByName(),
                row.getRevision(),
                row.getDemo());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
