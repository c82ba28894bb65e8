package org.nongyou.base;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// A line of the list of checks: a base, and the check where there is one.
/// @param visitedOn when the base was checked last, or null
public record VisitRow(
        long baseId,
        String baseName,
        long producerId,
        String producerName,
        RegionCode region,
        String product,
        @Nullable LocalDate visitedOn,
        boolean demo,
        @Nullable Visit visit) {}
