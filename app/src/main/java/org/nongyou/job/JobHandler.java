package org.nongyou.job;

/// What a kind of job does. Each module contributes its own as a bean.
public interface JobHandler {

    /// A written-out stable name: `producer.import`.
    String kind();

    /// Whether the work may go on after the server was cut off in the middle: a handler that keeps a checkpoint in
    /// the transactions of its work, or whose work has no effect but its file, says yes.
    boolean resumable();

    /// Does the work. Calls [JobContext#progress] now and then; that is also where it is stopped.
    /// @throws JobFailed with a sentence for the person
    JobResult run(JobContext job);
}
