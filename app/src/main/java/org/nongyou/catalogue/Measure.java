package org.nongyou.catalogue;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A measure as it stands on record; never changed.
/// @param dueOn    last day of a rectification
/// @param noticeId what was published of it, or null
/// @param caseId   the case that it belongs to, or null
/// @param closes   the measure that a lifting ends, or null
public record Measure(
        long id,
        long listingId,
        MeasureKind kind,
        String reason,
        @Nullable String clause,
        @Nullable LocalDate dueOn,
        @Nullable Long noticeId,
        @Nullable Long caseId,
        long officeId,
        String officeName,
        String accountName,
        Instant at,
        @Nullable Long closes) {}
