package org.nongyou.job;

import java.time.LocalTime;

/// Something that is done once a day by one node, at a fixed hour of China's time. Each module contributes its own as
/// a bean. One that fails is logged and tried again the next day.
public interface Daily {

    /// A written-out stable name.
    String name();

    LocalTime at();

    void run();
}
