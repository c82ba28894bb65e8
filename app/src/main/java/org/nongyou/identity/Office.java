package org.nongyou.identity;

import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.region.RegionCode;

/// An office (机构): the body of one department in one region, such as 襄垣县农业农村局.
/// @param department as schemes name it: `agriculture`, `leading-group`, `experts`, `ministry` …
public record Office(
        long id,
        RegionCode region,
        Level level,
        String department,
        String name,
        @Nullable String phone,
        boolean active,
        boolean demo) {}
