package org.nongyou.task;

import static nongyoudb.task.Tables.ASSIGNMENTS;
import static nongyoudb.task.Tables.DISPATCHES;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nongyoudb.task.tables.records.AssignmentsRecord;
import nongyoudb.task.tables.records.DispatchesRecord;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Records;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Office;
import org.nongyou.kernel.Decision;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.SchemeRef;
import org.springframework.stereotype.Component;

/// The rows of what was given out.
@Component
class DispatchStore {

    private final DSLContext sql;
    private final Clock clock;

    DispatchStore(DSLContext sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// The newest first.
    List<Dispatch> list(Scope scope, int limit) {
        return sql.selectFrom(DISPATCHES)
                .where(scope.on(DISPATCHES.REGION_CODE))
                .orderBy(DISPATCHES.ID.desc())
                .limit(limit)
                .fetch(DispatchStore::dispatch);
    }

    Dispatch of(Assignment one) {
        return sql.selectFrom(DISPATCHES)
                .where(DISPATCHES.ID.eq(one.dispatchId()))
                .fetchSingle(DispatchStore::dispatch);
    }

    /// A row that stands: a task, its office, its span and what it is for.
    record Given(String task, long office, String span, String subject) {}

    /// What was given out before of a scheme's tasks.
    Set<Given> given(SchemeRef scheme, List<String> tasks) {
        return sql.select(ASSIGNMENTS.TASK_KEY, ASSIGNMENTS.OFFICE_ID, ASSIGNMENTS.SPAN, ASSIGNMENTS.SUBJECT_ID)
                .from(ASSIGNMENTS)
                .where(ASSIGNMENTS.SCHEME_ID.eq(scheme.id()))
                .and(ASSIGNMENTS.STATE.ne("cancelled"))
                .and(ASSIGNMENTS.TASK_KEY.in(tasks))
                .fetchSet(Records.mapping(Given::new));
    }

    /// Of some tasks of a dispatch those that nobody has begun.
    List<Assignment> untouched(long dispatch, List<String> tasks) {
        return sql.selectFrom(ASSIGNMENTS)
                .where(ASSIGNMENTS.DISPATCH_ID.eq(dispatch))
                .and(ASSIGNMENTS.STATE.eq("open"))
                .and(ASSIGNMENTS.TASK_KEY.in(tasks))
                .fetch(AssignmentStore::assignment);
    }

    /// Lists of which more comes later by itself.
    List<DispatchesRecord> goingOn() {
        return sql.selectFrom(DISPATCHES)
                .where(DISPATCHES.ORDERED.isNotNull())
                .orderBy(DISPATCHES.ID)
                .fetch();
    }

    /// Keeps how the list was ordered, so that the rest of it can follow.
    void goesOn(long id, TaskList order) {
        sql.update(DISPATCHES)
                .set(DISPATCHES.ORDERED, JSONB.valueOf(AssignmentStore.JSON.writeValueAsString(Ordered.of(order))))
                .where(DISPATCHES.ID.eq(id))
                .execute();
    }

    void add(long id, int given) {
        sql.update(DISPATCHES)
                .set(DISPATCHES.ASSIGNMENTS, DISPATCHES.ASSIGNMENTS.plus(given))
                .where(DISPATCHES.ID.eq(id))
                .execute();
    }

    void remove(long id) {
        sql.deleteFrom(DISPATCHES).where(DISPATCHES.ID.eq(id)).execute();
    }

    /// The same form again, after a double click: the second waits here for the first, and finds what it gave out.
    /// @return empty for a form that is new; refused where somebody else sent it
    Optional<Decision<Dispatch>> sentBefore(Actor actor, String formKey) {
        sql.execute("select pg_advisory_xact_lock(hashtextextended(?, 0))", "dispatch " + formKey);
        return sql.selectFrom(DISPATCHES)
                .where(DISPATCHES.FORM_KEY.eq(formKey))
                .fetchOptional(row -> row.getCreatedBy() == actor.accountId()
                        ? Decision.done(dispatch(row))
                        : Decision.refused("task.form-taken"));
    }

    long insert(
            Actor actor,
            Office office,
            String formKey,
            String kind,
            SchemeRef scheme,
            String title,
            String content,
            String[] clauses,
            @Nullable LocalDate due) {
        return sql.insertInto(DISPATCHES)
                .set(DISPATCHES.FORM_KEY, formKey)
                .set(DISPATCHES.KIND, kind)
                .set(DISPATCHES.SCHEME_ID, scheme.id())
                .set(DISPATCHES.SCHEME_VERSION, scheme.version())
                .set(DISPATCHES.TITLE, title)
                .set(DISPATCHES.CONTENT, content)
                .set(DISPATCHES.CLAUSES, clauses)
                .set(DISPATCHES.DUE_ON, due)
                .set(DISPATCHES.OFFICE_ID, office.id())
                .set(DISPATCHES.OFFICE_NAME, office.name())
                .set(DISPATCHES.REGION_CODE, office.region().value())
                .set(DISPATCHES.CREATED_BY, actor.accountId())
                .set(DISPATCHES.CREATED_BY_NAME, actor.name())
                .set(DISPATCHES.CREATED_AT, clock.instant())
                .set(DISPATCHES.DEMO, actor.demo())
                .returning(DISPATCHES.ID)
                .fetchSingle()
                .getId();
    }

    /// What every row of a dispatch has.
    static AssignmentsRecord record(
            long dispatch, SchemeRef scheme, String key, String title, String content, Office office, boolean demo) {
        var record = new AssignmentsRecord();
        record.setDispatchId(dispatch);
        record.setSchemeId(scheme.id());
        record.setSchemeVersion(scheme.version());
        record.setTaskKey(key);
        record.setTitle(title);
        record.setContent(content);
        record.setOfficeId(office.id());
        record.setOfficeName(office.name());
        record.setRegionCode(office.region().value());
        record.setDemo(demo);
        return record;
    }

    /// One statement for all of them.
    int write(List<AssignmentsRecord> batch) {
        if (batch.isEmpty()) return 0;
        int written =
                sql.insertInto(ASSIGNMENTS).set(batch).onConflictDoNothing().execute();
        batch.clear();
        return written;
    }

    Dispatch settle(long id, int given) {
        return sql.update(DISPATCHES)
                .set(DISPATCHES.ASSIGNMENTS, given)
                .where(DISPATCHES.ID.eq(id))
                .returning()
                .fetchSingle(DispatchStore::dispatch);
    }

    static Dispatch dispatch(DispatchesRecord row) {
        return new Dispatch(
                row.getId(),
                row.getKind().equals("order"),
                new SchemeRef(row.getSchemeId(), row.getSchemeVersion()),
                row.getTitle(),
                row.getContent(),
                List.of(row.getClauses()),
                row.getDueOn(),
                row.getOfficeId(),
                row.getOfficeName(),
                new RegionCode(row.getRegionCode()),
                row.getCreatedByName(),
                row.getCreatedAt(),
                row.getAssignments(),
                row.getDemo());
    }
}
