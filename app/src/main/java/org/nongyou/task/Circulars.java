package org.nongyou.task;

import static nongyoudb.task.Tables.CIRCULARS;
import static nongyoudb.task.Tables.CIRCULAR_LINES;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nongyoudb.task.tables.records.CircularLinesRecord;
import nongyoudb.task.tables.records.CircularsRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.SchemeRef;
import org.nongyou.scheme.Schemes;
import org.nongyou.task.AssignmentFilter.Standing;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The circulars (通报): published by an office, read by every office below it and above.
@Service
public class Circulars {

    /// Names in one circular. More is no circular but a table.
    public static final int MOST_LINES = 2_000;

    private static final int LONGEST_TITLE = 80;

    private final DSLContext sql;
    private final AssignmentLists lists;
    private final Schemes schemes;
    private final Journal journal;
    private final Clock clock;

    Circulars(DSLContext sql, AssignmentLists lists, Schemes schemes, Journal journal, Clock clock) {
        this.sql = sql;
        this.lists = lists;
        this.schemes = schemes;
        this.journal = journal;
        this.clock = clock;
    }

    /// Of the person's area and of the offices above it, the newest first.
    public List<Circular> list(Scope scope, int limit) {
        return sql.selectFrom(CIRCULARS)
                .where(readable(scope))
                .orderBy(CIRCULARS.ID.desc())
                .limit(limit)
                .fetch(Circulars::circular);
    }

    public Optional<Circular> find(Scope scope, long id) {
        return sql.selectFrom(CIRCULARS)
                .where(CIRCULARS.ID.eq(id))
                .and(readable(scope))
                .fetchOptional(Circulars::circular);
    }

    /// A circular is for all who are named and all who might have been.
    private static Condition readable(Scope scope) {
        var own = scope.region();
        if (own == null) return scope.on(CIRCULARS.REGION_CODE);
        var above = own.path().stream().map(RegionCode::value).toList();
        return scope.on(CIRCULARS.REGION_CODE).or(CIRCULARS.REGION_CODE.in(above));
    }

    /// The latest first.
    public List<Circular.Line> lines(Circular circular) {
        return sql.selectFrom(CIRCULAR_LINES)
                .where(CIRCULAR_LINES.CIRCULAR_ID.eq(circular.id()))
                .orderBy(CIRCULAR_LINES.LINE)
                .fetch(row -> new Circular.Line(
                        row.getAssignmentId(),
                        row.getTitle(),
                        row.getSpan(),
                        row.getOfficeName(),
                        new RegionCode(row.getRegionCode()),
                        row.getDueOn(),
                        row.getDaysLate()));
    }

    /// What a circular would name today: late tasks of the document in offices below the person's own.
    public List<Assignment> late(Actor actor, String scheme, @Nullable RegionCode region) {
        var office = actor.office();
        if (office == null) return List.of();
        var filter =
                new AssignmentFilter(AssignmentFilter.Whose.AREA, region, scheme, null, null, Standing.OVERDUE, "");
        return lists.list(actor, filter, null, MOST_LINES + 1).stream()
                .filter(one -> office.level().isAbove(one.region().level()))
                .toList();
    }

    @Transactional
    public Decision<Circular> publish(Actor actor, NewCircular order) {
        var office = actor.office();
        if (office == null || !actor.may(Verb.DECIDE)) return Decision.refused("task.circular-no-right");
        // A second click waits here for the first, and finds its circular.
        sql.execute("select pg_advisory_xact_lock(hashtextextended(?, 0))", "circular " + order.formKey());
        var before = sql.selectFrom(CIRCULARS)
                .where(CIRCULARS.FORM_KEY.eq(order.formKey()))
                .fetchOne();
        if (before != null)
            return before.getPublishedBy() == actor.accountId()
                    ? Decision.done(circular(before))
                    : Decision.refused("task.form-taken");
        var scheme = schemes.find(order.scheme()).orElse(null);
        var faults = new ArrayList<Refusal>();
        if (scheme == null || scheme.clause(order.clause()).isEmpty())
            faults.add(Refusal.of("task.dispatch-clause").at("clause"));
        if (order.title().isBlank())
            faults.add(Refusal.of("task.circular-title").at("title"));
        if (order.title().length() > LONGEST_TITLE)
            faults.add(Refusal.of("task.dispatch-title-long", LONGEST_TITLE).at("title"));
        if (order.words().isBlank())
            faults.add(Refusal.of("task.circular-words").at("words"));
        if (order.words().length() > Assignments.LONGEST_WORDS)
            faults.add(Refusal.of("task.words-long", Assignments.LONGEST_WORDS).at("words"));
        var late = late(actor, order.scheme().id(), order.region());
        if (late.isEmpty()) faults.add(Refusal.of("task.circular-nobody").at("late"));
        if (late.size() > MOST_LINES)
            faults.add(Refusal.of("task.circular-many", MOST_LINES).at("late"));
        if (!faults.isEmpty() || scheme == null) return Decision.refused(Refusal.joined(faults));
        var today = today();
        int year = today.getYear();
        // Two circulars of one office at the same moment take their numbers one after the other.
        sql.execute("select pg_advisory_xact_lock(?, ?)", "task.circular".hashCode(), (int) office.id());
        int number = sql.select(coalesce(max(CIRCULARS.NUMBER), inline(0)))
                        .from(CIRCULARS)
                        .where(CIRCULARS.OFFICE_ID.eq(office.id()))
                        .and(CIRCULARS.YEAR.eq(year))
                        .fetchSingle()
                        .value1()
                + 1;
        var circular = sql.insertInto(CIRCULARS)
                .set(CIRCULARS.FORM_KEY, order.formKey())
                .set(CIRCULARS.YEAR, year)
                .set(CIRCULARS.NUMBER, number)
                .set(CIRCULARS.SCHEME_ID, scheme.id())
                .set(CIRCULARS.SCHEME_VERSION, scheme.version())
                .set(CIRCULARS.CLAUSE, order.clause())
                .set(CIRCULARS.TITLE, order.title().strip())
                .set(CIRCULARS.WORDS, order.words().strip())
                .set(CIRCULARS.AS_OF, today)
                .set(CIRCULARS.REGION_CODE, office.region().value())
                .set(CIRCULARS.OFFICE_ID, office.id())
                .set(CIRCULARS.OFFICE_NAME, office.name())
                .set(CIRCULARS.PUBLISHED_BY, actor.accountId())
                .set(CIRCULARS.PUBLISHED_BY_NAME, actor.name())
                .set(CIRCULARS.PUBLISHED_AT, clock.instant())
                .set(CIRCULARS.DEMO, actor.demo())
                .returning()
                .fetchSingle(Circulars::circular);
        var lines = new ArrayList<CircularLinesRecord>();
        for (var one : late) {
            var line = new CircularLinesRecord();
            line.setCircularId(circular.id());
            line.setLine(lines.size() + 1);
            line.setAssignmentId(one.id());
            line.setTitle(one.title());
            line.setSpan(one.span());
            line.setOfficeId(one.officeId());
            line.setOfficeName(one.officeName());
            line.setRegionCode(one.region().value());
            line.setDueOn(one.dueOn());
            line.setDaysLate((int) ChronoUnit.DAYS.between(one.dueOn(), today));
            lines.add(line);
        }
        sql.insertInto(CIRCULAR_LINES).set(lines).execute();
        journal.write(
                actor,
                JournalEntry.of(
                                "task.circular",
                                office.region(),
                                "circular",
                                circular.id(),
                                circular.title(),
                                "通报“" + circular.title() + "”（" + circular.issue() + "），点名超期 " + lines.size() + " 项")
                        .because("《" + scheme.title() + "》" + order.clause()));
        return Decision.done(circular);
    }

    private static Circular circular(CircularsRecord row) {
        return new Circular(
                row.getId(),
                row.getYear(),
                row.getNumber(),
                new SchemeRef(row.getSchemeId(), row.getSchemeVersion()),
                row.getClause(),
                row.getTitle(),
                row.getWords(),
                row.getAsOf(),
                new RegionCode(row.getRegionCode()),
                row.getOfficeName(),
                row.getPublishedByName(),
                row.getPublishedAt(),
                row.getDemo());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
