package org.nongyou.base;

import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// A base in the list of effects.
/// @param effect null where nothing was reported for the year
public record EffectRow(
        long baseId,
        String baseName,
        long producerId,
        String producerName,
        RegionCode region,
        String product,
        boolean demo,
        @Nullable Effect effect) {}
