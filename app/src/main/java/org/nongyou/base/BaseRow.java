package org.nongyou.base;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.nongyou.producer.Crop;
import org.nongyou.region.RegionCode;

/// A line of the list of bases.
public record BaseRow(
        long id,
        String number,
        String name,
        long producerId,
        String producerName,
        RegionCode region,
        String product,
        @Nullable Crop productClass,
        BigDecimal areaMu,
        @Nullable BigDecimal measuredMu,
        @Nullable BigDecimal longitude,
        @Nullable BigDecimal latitude,
        String responsibleName,
        String supervisionPhone,
        boolean active,
        boolean demo) {}
