package org.nongyou.region;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;

/// A division (行政区划) with the days on which it was one.
/// @param fullName  names from the province down, as shown
/// @param validTo   its last day, or null while it exists
/// @param longitude WGS84 degrees of a point in it, or null where none is known; with latitude
public record Division(
        RegionCode code,
        String name,
        Level level,
        String fullName,
        @Nullable LocalDate validTo,
        @Nullable BigDecimal longitude,
        @Nullable BigDecimal latitude) {}
