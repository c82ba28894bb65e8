package org.nongyou.compliance;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// Pre-printed labels with numbers in a row that share one fate (号段).
/// @param producerId  who has them; null in an office's stock
/// @param activatedOn day of issue; null before
/// @param runId       the run that made them certificates; null before
/// @param product     of the batch that they stand for; empty before
/// @param reason      why lost or spoiled; else empty
public record LabelRange(
        long id,
        long orderId,
        long from,
        long to,
        LabelState state,
        @Nullable Long producerId,
        String producerName,
        RegionCode region,
        @Nullable LocalDate activatedOn,
        @Nullable Long runId,
        String product,
        String reason,
        Instant changedAt,
        String changedBy,
        boolean demo) {

    public long count() {
        return to - from + 1;
    }

    /// As it is printed: eight digits at least.
    public static String shown(long number) {
        return "%08d".formatted(number);
    }

    public String shown() {
        return from == to ? shown(from) : shown(from) + " – " + shown(to);
    }
}
