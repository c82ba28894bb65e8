package org.nongyou.compliance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nongyou.print.LabelPaper;
import org.nongyou.region.RegionCode;

/// An order of pre-printed labels (预印标签订单) with the numbers allotted to it.
/// @param producerId who ordered for itself; null where an office ordered for its producers
/// @param drawnAt    when its codes were drawn; null before
/// @param jobId      that prints it or did last; null before
public record LabelOrder(
        long id,
        String office,
        @Nullable Long producerId,
        String producerName,
        RegionCode region,
        LabelPaper.Size size,
        long from,
        long to,
        Instant orderedAt,
        String orderedBy,
        @Nullable Instant drawnAt,
        @Nullable Long jobId,
        boolean demo) {

    public long count() {
        return to - from + 1;
    }

    public String shown() {
        return LabelRange.shown(from) + " – " + LabelRange.shown(to);
    }
}
