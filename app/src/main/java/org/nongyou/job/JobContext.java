package org.nongyou.job;

import java.util.Map;
import java.util.Optional;
import org.nongyou.identity.Actor;

/// What a handler works with.
public interface JobContext {

    long id();

    /// The person with his rights as they are now, not as they were when he started the job.
    Actor actor();

    Map<String, String> parameters();

    /// The file that was handed in with the job.
    Optional<JobFile> input();

    /// Tells how far the work is; shown at most twice a second. Not after [#keep] in the same transaction.
    /// @throws JobCancelled when the person asked to stop
    void progress(long done, long total);

    /// Keeps how far the work has come, in the current transaction: after a crash the handler finds the last one
    /// that was committed.
    void keep(String checkpoint);

    /// What was kept before the server was cut off; empty at the first run.
    Optional<String> kept();
}
