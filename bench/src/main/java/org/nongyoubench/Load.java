package org.nongyoubench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Users that work side by side, each the next call as soon as the last has ended.
final class Load {

    /// One call; the user's number and the call's number tell it apart.
    @FunctionalInterface
    interface Call {
        void run(int user, int number) throws Exception;
    }

    private Load() {}

    /// Each user makes so many calls.
    static Timings calls(int users, int calls, Call call) {
        return run(users, calls, Long.MAX_VALUE, call);
    }

    /// Calls until the time is over.
    static Timings during(int users, Duration time, Call call) {
        return run(users, Integer.MAX_VALUE, time.toNanos(), call);
    }

    private static Timings run(int users, int calls, long nanos, Call call) {
        var together = new CyclicBarrier(users);
        var begin = new long[users];
        var end = new long[users];
        try (var threads = Executors.newFixedThreadPool(users)) {
            var work = new ArrayList<Callable<long[]>>();
            for (int number = 0; number < users; number++) {
                var user = number;
                work.add(() -> {
                    var took = new long[Math.min(calls, 1 << 20)];
                    together.await();
                    begin[user] = System.nanoTime();
                    var done = 0;
                    while (done < took.length && System.nanoTime() - begin[user] < nanos) {
                        var start = System.nanoTime();
                        call.run(user, done);
                        took[done++] = System.nanoTime() - start;
                    }
                    end[user] = System.nanoTime();
                    return Arrays.copyOf(took, done);
                });
            }
            var all = new ArrayList<long[]>();
            for (var one : threads.invokeAll(work)) all.add(one.get());
            var elapsed = Arrays.stream(end).max().orElseThrow()
                    - Arrays.stream(begin).min().orElseThrow();
            return new Timings(joined(all), elapsed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static long[] joined(List<long[]> parts) {
        return parts.stream().flatMapToLong(Arrays::stream).toArray();
    }
}
