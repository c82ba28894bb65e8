package org.nongyou.base;

import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// What the list of effects is narrowed to.
/// @param year    whose effects
/// @param missing the registered bases that have reported nothing for the year, instead of those that have
public record EffectFilter(int year, @Nullable RegionCode region, boolean missing) {}
