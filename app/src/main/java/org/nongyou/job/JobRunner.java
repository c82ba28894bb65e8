package org.nongyou.job;

import static nongyoudb.job.Tables.FILES;
import static nongyoudb.job.Tables.JOBS;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import nongyoudb.job.tables.records.JobsRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.web.Ui;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Runs the jobs with db-scheduler. A job is started in the transaction that asks for it; whichever node is free
/// takes it; one whose node was cut off is found by its missing heartbeat.
@Component
class JobRunner implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final int MISSED_HEARTBEATS = 4;
    private static final int THREADS = 2;
    private static final Duration SHOWN_EVERY = Duration.ofMillis(500);

    private final DSLContext sql;
    private final Accounts accounts;
    private final JsonMapper json;
    private final Clock clock;
    private final ObjectProvider<JobHandler> handlerBeans;
    private final ObjectProvider<Daily> dailies;
    private final ObjectProvider<Often> oftens;
    private final TransactionTemplate apart;
    private final DataSource dataSource;
    private final OneTimeTask<Void> task;
    private @Nullable Scheduler made;
    private volatile @Nullable Map<String, JobHandler> handlers;
    private volatile boolean running;

    JobRunner(
            DSLContext sql,
            DataSource dataSource,
            Accounts accounts,
            JsonMapper json,
            Clock clock,
            ObjectProvider<JobHandler> handlerBeans,
            ObjectProvider<Daily> dailies,
            ObjectProvider<Often> oftens,
            PlatformTransactionManager transactions) {
        this.sql = sql;
        this.accounts = accounts;
        this.json = json;
        this.clock = clock;
        this.handlerBeans = handlerBeans;
        this.task = Tasks.oneTime("job", Void.class)
                .onDeadExecutionRevive()
                .execute((instance, _) -> run(Long.parseLong(instance.getId())));
        this.dailies = dailies;
        this.oftens = oftens;
        this.apart = new TransactionTemplate(transactions);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.dataSource = dataSource;
    }

    /// Made when first needed: what is done daily may itself start jobs.
    private synchronized Scheduler scheduler() {
        var scheduler = made;
        if (scheduler == null) {
            scheduler = Scheduler.create(new TransactionAwareDataSourceProxy(dataSource), task)
                    .tableName("job.scheduled_tasks")
                    .threads(THREADS)
                    .pollUsingLockAndFetch(0.5, 1.0)
                    .pollingInterval(Duration.ofSeconds(5))
                    .heartbeatInterval(HEARTBEAT)
                    .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                    .shutdownMaxWait(Duration.ofSeconds(15))
                    .startTasks(Stream.concat(
                                    dailies.stream().map(JobRunner::recurring),
                                    oftens.stream().map(JobRunner::recurring))
                            .toList())
                    .build();
            made = scheduler;
        }
        return scheduler;
    }

    private synchronized void forget() {
        made = null;
    }

    private static RecurringTask<Void> recurring(Daily daily) {
        return Tasks.recurring("daily." + daily.name(), Schedules.daily(Ui.ZONE, daily.at()))
                .execute((_, _) -> daily.run());
    }

    private static RecurringTask<Void> recurring(Often often) {
        return Tasks.recurring("often." + often.name(), FixedDelay.of(often.pause()))
                .execute((_, _) -> often.run());
    }

    @Override
    public void start() {
        scheduler().start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        scheduler().stop();
        // One that was stopped cannot start again; a context that is paused and goes on gets a new one.
        forget();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// Handlers need services that need [Jobs]: they are looked up when first asked for.
    private Map<String, JobHandler> handlers() {
        var known = handlers;
        if (known == null) {
            known = handlerBeans.stream().collect(Collectors.toMap(JobHandler::kind, Function.identity()));
            handlers = known;
        }
        return known;
    }

    void requireHandler(String kind) {
        if (!handlers().containsKey(kind)) throw new IllegalArgumentException("no job handler for " + kind);
    }

    /// Part of the current transaction; wakes the scheduler after its commit.
    void schedule(long id) {
        scheduler().schedule(task.instance(String.valueOf(id)), Instant.now());
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    scheduler().triggerCheckForDueExecutions();
                }
            });
        } else {
            scheduler().triggerCheckForDueExecutions();
        }
    }

    private void run(long id) {
        var row = sql.selectFrom(JOBS).where(JOBS.ID.eq(id)).fetchOne();
        if (row == null || Job.State.ofCode(row.getState()) == Job.State.CANCELLED) return;
        var handler = handlers().get(row.getKind());
        if (handler == null) {
            finish(id, Job.State.FAILED, "这个版本做不了这种任务，请重新提交。");
            return;
        }
        if (Job.State.ofCode(row.getState()) == Job.State.RUNNING && !handler.resumable()) {
            finish(
                    id,
                    Job.State.FAILED,
                    "系统中途停过，任务没有做完" + (row.getDone() > 0 ? "，停在第 " + Ui.number(row.getDone()) + " 条" : "")
                            + "。请重新提交一次。");
            return;
        }
        var actor = accounts.actor(row.getAccountId()).orElse(null);
        if (actor == null) {
            finish(id, Job.State.FAILED, "账号已经停用，任务没有做。");
            return;
        }
        sql.update(JOBS)
                .set(JOBS.STATE, Job.State.RUNNING.code())
                .set(JOBS.STARTED_AT, clock.instant())
                .where(JOBS.ID.eq(id))
                .execute();
        try {
            var result = handler.run(new Context(row, actor));
            if (result.file() != null) keepFile(sql, id, "result", result.file());
            finish(id, Job.State.DONE, result.sentence());
        } catch (JobCancelled e) {
            finish(id, Job.State.CANCELLED, "按你的要求停了。停以前做好的已经生效。");
        } catch (JobFailed e) {
            finish(id, Job.State.FAILED, e.sentence());
        } catch (RuntimeException e) {
            // A node that shuts down leaves its jobs to the next start.
            if (Thread.currentThread().isInterrupted() || !running) throw e;
            var mark = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
            LOG.error("job {} ({}) failed, mark {}", id, row.getKind(), mark, e);
            finish(id, Job.State.FAILED, "系统出了问题，没有做完。过一会儿再试；还不行，把编号 " + mark + " 告诉管理员。");
        }
    }

    private void finish(long id, Job.State state, String message) {
        sql.update(JOBS)
                .set(JOBS.STATE, state.code())
                .set(JOBS.MESSAGE, message)
                .set(JOBS.FINISHED_AT, clock.instant())
                .where(JOBS.ID.eq(id))
                .execute();
        sql.deleteFrom(FILES)
                .where(FILES.JOB_ID.eq(id))
                .and(FILES.PURPOSE.eq("input"))
                .execute();
    }

    static void keepFile(DSLContext sql, long id, String purpose, JobFile file) {
        sql.insertInto(FILES)
                .set(FILES.JOB_ID, id)
                .set(FILES.PURPOSE, purpose)
                .set(FILES.NAME, file.name())
                .set(FILES.MEDIA_TYPE, file.mediaType())
                .set(FILES.CONTENT, file.content())
                .onConflictOnConstraint(nongyoudb.job.Keys.JOB_FILE_ONCE)
                .doUpdate()
                .set(FILES.NAME, file.name())
                .set(FILES.CONTENT, file.content())
                .execute();
    }

    private final class Context implements JobContext {

        private final JobsRecord row;
        private final Actor actor;
        private final Map<String, String> parameters;
        private long shownAt;

        Context(JobsRecord row, Actor actor) {
            this.row = row;
            this.actor = actor;
            this.parameters = json.readValue(row.getParameters().data(), new TypeReference<Map<String, String>>() {});
        }

        @Override
        public long id() {
            return row.getId();
        }

        @Override
        public Actor actor() {
            return actor;
        }

        @Override
        public Map<String, String> parameters() {
            return parameters;
        }

        @Override
        public Optional<JobFile> input() {
            return sql.select(FILES.NAME, FILES.MEDIA_TYPE, FILES.CONTENT)
                    .from(FILES)
                    .where(FILES.JOB_ID.eq(row.getId()))
                    .and(FILES.PURPOSE.eq("input"))
                    .fetchOptional(found -> new JobFile(found.value1(), found.value2(), found.value3()));
        }

        @Override
        public void progress(long done, long total) {
            var now = System.nanoTime();
            if (shownAt != 0 && now - shownAt < SHOWN_EVERY.toNanos() && done < total) return;
            shownAt = now;
            // Seen at once, and possible while the handler reads in a transaction of its own.
            var stop = apart.execute(_ -> sql.update(JOBS)
                    .set(JOBS.DONE, done)
                    .set(JOBS.TOTAL, total)
                    .where(JOBS.ID.eq(row.getId()))
                    .returning(JOBS.CANCEL_REQUESTED)
                    .fetchOne(JOBS.CANCEL_REQUESTED));
            if (Boolean.TRUE.equals(stop)) throw new JobCancelled();
        }

        @Override
        public void keep(String checkpoint) {
            sql.update(JOBS)
                    .set(JOBS.CHECKPOINT, checkpoint)
                    .where(JOBS.ID.eq(row.getId()))
                    .execute();
        }

        @Override
        public Optional<String> kept() {
            return Optional.ofNullable(row.getCheckpoint());
        }
    }
}
