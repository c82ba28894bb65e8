package org.nongyou.job.web;

import org.nongyou.job.Job;

/// Page `/jobs/{id}` and its part that is asked again while the job runs.
public record JobPage(Job job) {

    /// 0 to 100, for the bar.
    public int percent() {
        var total = job.total();
        if (job.state() == Job.State.DONE) return 100;
        return total == null || total <= 0 ? 0 : (int) Math.min(99, job.done() * 100 / total);
    }

    public String tone() {
        return switch (job.state()) {
            case WAITING -> "idle";
            case RUNNING -> "info";
            case DONE -> "ok";
            case FAILED -> "bad";
            case CANCELLED -> "warn";
        };
    }
}
