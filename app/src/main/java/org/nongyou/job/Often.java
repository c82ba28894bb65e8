package org.nongyou.job;

import java.time.Duration;

/// Something small that one node does again and again. Each module contributes its own as a bean. One that fails is
/// logged and tried again the next time.
public interface Often {

    /// A written-out stable name.
    String name();

    /// From the end of one run to the next.
    Duration pause();

    void run();

    static Often of(String name, Duration pause, Runnable work) {
        return new Often() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Duration pause() {
                return pause;
            }

            @Override
            public void run() {
                work.run();
            }
        };
    }
}
