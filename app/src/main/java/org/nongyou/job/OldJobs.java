package org.nongyou.job;

import static nongyoudb.job.Tables.FILES;
import static nongyoudb.job.Tables.JOBS;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/// Files of jobs go after seven days, the jobs themselves after ninety: both are copies of what stands elsewhere.
@Component
class OldJobs implements Daily {

    static final Duration FILES_KEPT = Duration.ofDays(7);
    private static final Duration JOBS_KEPT = Duration.ofDays(90);

    private final DSLContext sql;
    private final Clock clock;

    OldJobs(DSLContext sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "old-jobs";
    }

    @Override
    public LocalTime at() {
        return LocalTime.of(3, 10);
    }

    @Override
    public void run() {
        var now = clock.instant();
        sql.deleteFrom(FILES).where(FILES.CREATED_AT.lt(now.minus(FILES_KEPT))).execute();
        sql.deleteFrom(JOBS).where(JOBS.FINISHED_AT.lt(now.minus(JOBS_KEPT))).execute();
    }
}
