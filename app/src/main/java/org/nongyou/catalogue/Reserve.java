package org.nongyou.catalogue;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.SchemeRef;

/// A place on the reserve list (储备名单): an entry of one level that is being prepared for a higher one.
public record Reserve(
        long id,
        SchemeRef scheme,
        String kind,
        Level level,
        Level promotesTo,
        @Nullable String classId,
        String subjectKind,
        String subjectId,
        String title,
        String producerName,
        RegionCode region,
        LocalDate addedOn,
        String note,
        @Nullable LocalDate leftOn,
        @Nullable String leftReason,
        boolean demo) {}
