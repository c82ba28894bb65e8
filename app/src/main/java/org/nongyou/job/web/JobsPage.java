package org.nongyou.job.web;

import java.util.List;
import org.nongyou.job.Job;

/// Page `/jobs`: the person's own, newest first.
public record JobsPage(List<Job> jobs) {

    public long running() {
        return jobs.stream().filter(job -> !job.isOver()).count();
    }
}
