package org.nongyou.job;

/// The person stopped the job; thrown by [JobContext#progress] and passed on by handlers.
public final class JobCancelled extends RuntimeException {

    JobCancelled() {
        super("cancelled", null, false, false);
    }
}
