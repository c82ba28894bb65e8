package org.nongyou.compliance;

import org.nongyou.identity.Actor;
import org.nongyou.job.JobContext;
import org.nongyou.job.JobHandler;
import org.nongyou.job.JobResult;
import org.nongyou.kernel.Decision;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// Carries out a run of certificates, a thousand after the other. How far it has come is written with the certificates
/// themselves, so that it may go on after a crash.
@Component
class BulkIssueJob implements JobHandler {

    static final String KIND = "commitment.bulk";

    private final BulkIssuing bulk;

    BulkIssueJob(BulkIssuing bulk) {
        this.bulk = bulk;
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
        Actor actor = job.actor();
        long id = Long.parseLong(job.parameters().getOrDefault("run", "0"));
        var run = bulk.now(actor, id);
        job.progress(run.issued(), run.wanted());
        while (run.open()) {
            run = switch (bulk.step(actor, id)) {
                case Decision.Done<BulkRun>(var now) -> now;
                // The line has ended with its reason; the others go on.
                case Decision.Refused<BulkRun> _ -> bulk.now(actor, id);
            };
            job.progress(run.issued(), run.wanted());
        }
        var refused =
                run.lines().stream().filter(one -> !one.refused().isEmpty()).toList();
        return new JobResult(
                "开具 " + Ui.number(run.issued()) + " 张，" + Ui.number(run.issuedKg()) + " 公斤"
                        + (refused.isEmpty()
                                ? "。"
                                : "；" + refused.size() + " 个批次没有开完："
                                        + refused.getFirst().refused() + "。"),
                null);
    }
}
