package org.nongyou.production;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// A base as far as one medium of it was measured.
/// @param lastOn null: never
public record MeasuredBase(
        long baseId,
        String baseName,
        String producerName,
        RegionCode region,
        String product,
        @Nullable LocalDate lastOn,
        boolean demo) {}
