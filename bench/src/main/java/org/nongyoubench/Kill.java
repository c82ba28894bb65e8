package org.nongyoubench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/// kill -9 of the product, every third time of the PostgreSQL beneath it too, at a moment drawn by chance while it
/// works;
/// then the next round starts it again.
final class Kill {

    private static final int DATABASE_EVERY = 3;
    private static final int PATIENCE_SECONDS = 60;

    /// One start of the product, from the look at what the last kill left to the next kill.
    interface Round {
        void run(Installation installation, Kill kill) throws Exception;
    }

    /// One thing that a user asks for.
    interface Turn {
        /// @return whether it was done: a server that has just started is slow at first, so the time to the kill runs
        ///     from the first that was
        /// @throws IOException once the server is gone
        boolean take(Browser browser, int user) throws IOException;
    }

    /// How a round finds the product.
    interface Start {
        Installation get() throws Exception;
    }

    private final Installation installation;
    private final List<ProcessHandle> victims;
    private final Random random;

    private Kill(Installation installation, boolean databaseToo, Random random) throws IOException {
        this.installation = installation;
        this.random = random;
        this.victims = new ArrayList<>();
        // The database first, so that the product has no time to notice.
        if (databaseToo) victims.add(ProcessHandle.of(installation.postmaster()).orElseThrow());
        victims.add(installation.handle());
    }

    /// @param acknowledged how many there are so far, in `unit`
    static void rounds(int rounds, Start start, IntSupplier acknowledged, String unit, Round round) throws Exception {
        var random = new Random(42);
        for (int n = 1; n <= rounds; n++) {
            boolean databaseToo = n % DATABASE_EVERY == 0;
            int before = acknowledged.getAsInt();
            try (var installation = start.get()) {
                round.run(installation, new Kill(installation, databaseToo, random));
            }
            System.out.printf(
                    "第 %d 次%s：确认 %,d %s%n", n, databaseToo ? "（连数据库）" : "", acknowledged.getAsInt() - before, unit);
        }
    }

    /// Every user takes turns without a pause until the kill, 0.1 to 2 seconds after the first was done.
    void under(List<Browser> browsers, Turn turn) throws Exception {
        var killed = new AtomicBoolean();
        var begun = new CountDownLatch(1);
        try (var threads = Executors.newScheduledThreadPool(browsers.size() + 1)) {
            for (int user = 0; user < browsers.size(); user++) {
                int number = user;
                var browser = browsers.get(user);
                threads.execute(() -> {
                    try {
                        while (!killed.get()) if (turn.take(browser, number)) begun.countDown();
                    } catch (IOException e) {
                        // The server is gone.
                    }
                });
            }
            if (!begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                throw new IllegalStateException("nothing was done within a minute");
            threads.schedule(
                            () -> {
                                victims.forEach(ProcessHandle::destroyForcibly);
                                killed.set(true);
                            },
                            100 + random.nextInt(1900),
                            TimeUnit.MILLISECONDS)
                    .get();
        }
        gone();
        for (var browser : browsers) browser.close();
    }

    /// Under what the product does by itself, up to one and a half seconds from now.
    void soon() throws Exception {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(1500)));
        victims.forEach(ProcessHandle::destroyForcibly);
        gone();
    }

    private void gone() throws Exception {
        installation.handle().onExit().get(30, TimeUnit.SECONDS);
    }
}
