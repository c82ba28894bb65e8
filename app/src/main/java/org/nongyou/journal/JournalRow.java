package org.nongyou.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// A line of the journal as read.
public record JournalRow(
        long id,
        Instant happenedAt,
        String act,
        RegionCode region,
        @Nullable Long actorId,
        String actorName,
        String officeName,
        String subjectKind,
        String subjectId,
        String subjectTitle,
        String summary,
        @Nullable String reason,
        @Nullable String before,
        @Nullable String after,
        boolean refused) {}
