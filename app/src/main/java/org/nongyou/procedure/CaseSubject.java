package org.nongyou.procedure;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// What a case is about: a base, a county, a product …, as its own module tells it.
/// @param product what it grows, or empty
/// @param area    亩, or null where it has none
/// @param link    path of its page
public record CaseSubject(
        String kind,
        String id,
        String title,
        RegionCode region,
        @Nullable Long producerId,
        String producerName,
        String product,
        @Nullable BigDecimal area,
        String link,
        boolean demo) {}
