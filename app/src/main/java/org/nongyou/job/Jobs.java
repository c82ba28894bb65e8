package org.nongyou.job;

import static nongyoudb.job.Tables.FILES;
import static nongyoudb.job.Tables.JOBS;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// The long work that persons started (任务). Everybody sees his own only.
@Service
public class Jobs {

    private final DSLContext sql;
    private final JobRunner runner;
    private final JsonMapper json;
    private final Clock clock;

    Jobs(DSLContext sql, JobRunner runner, JsonMapper json, Clock clock) {
        this.sql = sql;
        this.runner = runner;
        this.json = json;
        this.clock = clock;
    }

    /// Starts a job once the current transaction is committed.
    /// @param title as the person reads it: 导出生产主体 12,380 条
    /// @return its number, for `/jobs/{id}`
    public long submit(Actor actor, String kind, String title, Map<String, String> parameters) {
        return submit(actor, kind, title, parameters, null);
    }

    /// @param input the file that the job works on, or null
    @Transactional
    public long submit(
            Actor actor, String kind, String title, Map<String, String> parameters, @Nullable JobFile input) {
        runner.requireHandler(kind);
        var id = sql.insertInto(JOBS)
                .set(JOBS.KIND, kind)
                .set(JOBS.TITLE, title)
                .set(JOBS.ACCOUNT_ID, actor.accountId())
                .set(JOBS.REGION_CODE, actor.region().value())
                .set(JOBS.PARAMETERS, JSONB.valueOf(json.writeValueAsString(parameters)))
                .set(JOBS.CREATED_AT, clock.instant())
                .returning(JOBS.ID)
                .fetchSingle()
                .getId();
        if (input != null) JobRunner.keepFile(sql, id, "input", input);
        runner.schedule(id);
        return id;
    }

    /// The newest job of this person that was submitted with this parameter: what a form began that was sent twice.
    public Optional<Long> submitted(Actor actor, String kind, String parameter, String value) {
        return sql.select(JOBS.ID)
                .from(JOBS)
                .where(JOBS.ACCOUNT_ID.eq(actor.accountId()))
                .and(JOBS.KIND.eq(kind))
                .and(DSL.jsonbGetAttributeAsText(JOBS.PARAMETERS, parameter).eq(value))
                .orderBy(JOBS.ID.desc())
                .limit(1)
                .fetchOptional(JOBS.ID);
    }

    public Optional<Job> find(Actor actor, long id) {
        return select(JOBS.ID.eq(id), actor, 1).stream().findFirst();
    }

    /// Newest first.
    public List<Job> list(Actor actor, int limit) {
        return select(org.jooq.impl.DSL.noCondition(), actor, limit);
    }

    private List<Job> select(org.jooq.Condition which, Actor actor, int limit) {
        return sql.select(JOBS.asterisk(), FILES.NAME)
                .from(JOBS)
                .leftJoin(FILES)
                .on(FILES.JOB_ID.eq(JOBS.ID).and(FILES.PURPOSE.eq("result")))
                .where(JOBS.ACCOUNT_ID.eq(actor.accountId()))
                .and(which)
                .orderBy(JOBS.ID.desc())
                .limit(limit)
                .fetch(Jobs::job);
    }

    /// The file that the job made, for the person who started it.
    public Optional<JobFile> result(Actor actor, long id) {
        return sql.select(FILES.NAME, FILES.MEDIA_TYPE, FILES.CONTENT)
                .from(FILES)
                .join(JOBS)
                .on(JOBS.ID.eq(FILES.JOB_ID))
                .where(JOBS.ID.eq(id))
                .and(JOBS.ACCOUNT_ID.eq(actor.accountId()))
                .and(FILES.PURPOSE.eq("result"))
                .fetchOptional(row -> new JobFile(row.value1(), row.value2(), row.value3()));
    }

    /// Asks a job to stop. What it has done already stays.
    /// @return false when there is no such job of this person, or it is over
    @Transactional
    public boolean cancel(Actor actor, long id) {
        var waiting = sql.update(JOBS)
                .set(JOBS.STATE, Job.State.CANCELLED.code())
                .set(JOBS.CANCEL_REQUESTED, true)
                .set(JOBS.MESSAGE, "还没开始就停了，什么也没有改动。")
                .set(JOBS.FINISHED_AT, clock.instant())
                .where(JOBS.ID.eq(id))
                .and(JOBS.ACCOUNT_ID.eq(actor.accountId()))
                .and(JOBS.STATE.eq(Job.State.WAITING.code()))
                .execute();
        if (waiting == 1) return true;
        return sql.update(JOBS)
                        .set(JOBS.CANCEL_REQUESTED, true)
                        .where(JOBS.ID.eq(id))
                        .and(JOBS.ACCOUNT_ID.eq(actor.accountId()))
                        .and(JOBS.STATE.eq(Job.State.RUNNING.code()))
                        .execute()
                == 1;
    }

    private static Job job(Record row) {
        return new Job(
                row.get(JOBS.ID),
                row.get(JOBS.KIND),
                row.get(JOBS.TITLE),
                Job.State.ofCode(row.get(JOBS.STATE)),
                row.get(JOBS.DONE),
                row.get(JOBS.TOTAL),
                row.get(JOBS.MESSAGE),
                row.get(FILES.NAME),
                row.get(JOBS.CANCEL_REQUESTED),
                row.get(JOBS.CREATED_AT),
                row.get(JOBS.FINISHED_AT));
    }
}
