package org.nongyou.catalogue;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// What is listed: a base, a city, a county …, as its own module tells it.
/// @param kind as a scheme's kinds name it
/// @param link path of its page, or null where it has none
public record Listed(
        String kind,
        String id,
        String title,
        RegionCode region,
        @Nullable Long producerId,
        String producerName,
        String product,
        @Nullable BigDecimal areaMu,
        @Nullable BigDecimal longitude,
        @Nullable BigDecimal latitude,
        @Nullable String link,
        boolean demo) {}
