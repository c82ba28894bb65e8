package org.nongyou.certification;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A time for which a certificate was suspended (暂停).
/// @param resumedOn the first day on which it held again; null while it is suspended
public record Suspension(
        LocalDate suspendedOn,
        String because,
        String suspendedBy,
        @Nullable LocalDate resumedOn,
        String resumedBecause,
        String resumedBy) {}
