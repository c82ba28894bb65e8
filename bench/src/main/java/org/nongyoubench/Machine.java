package org.nongyoubench;

import java.lang.management.ManagementFactory;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/// What stands above each printed result.
final class Machine {

    private Machine() {}

    static String line() {
        return "%s，%d 核，%s，负载 %.1f"
                .formatted(
                        LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm")),
                        Runtime.getRuntime().availableProcessors(),
                        "JDK " + Runtime.version().feature(),
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
