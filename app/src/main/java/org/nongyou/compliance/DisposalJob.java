package org.nongyou.compliance;

import org.nongyou.job.JobContext;
import org.nongyou.job.JobHandler;
import org.nongyou.job.JobResult;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// Deletes what an approved disposal names, some thousand after the other.
@Component
class DisposalJob implements JobHandler {

    static final String KIND = "compliance.disposal";
    static final String DISPOSAL = "disposal";

    private final Retention retention;

    DisposalJob(Retention retention) {
        this.retention = retention;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean resumable() {
        return true;
    }

    @Override
    public JobResult run(JobContext job) {
        long id = Long.parseLong(job.parameters().getOrDefault(DISPOSAL, "0"));
        Disposal one;
        boolean more;
        do {
            more = retention.step(job.actor(), id);
            one = retention.find(job.actor().scope(), id).orElseThrow(NotFound::new);
            job.progress(one.gone(), Math.max(one.found(), one.gone()));
        } while (more);
        return new JobResult("销毁" + one.title() + " " + Ui.number(one.gone()) + " 条。", null);
    }
}
