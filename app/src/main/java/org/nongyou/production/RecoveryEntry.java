package org.nongyou.production;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// What was written down of a [Recovery] at one time.
/// @param way              what became of it; null where nothing was recovered this time
/// @param correctedBy      the entry that stands instead; null while this one does
/// @param withdrawnBecause null while it stands
public record RecoveryEntry(
        long id,
        long recoveryId,
        BigDecimal arisenKg,
        BigDecimal recoveredKg,
        @Nullable RecoveryWay way,
        String handedTo,
        LocalDate on,
        @Nullable Long fileId,
        String note,
        @Nullable Long corrects,
        @Nullable Long correctedBy,
        String reason,
        @Nullable String withdrawnBecause,
        String recordedBy,
        Instant recordedAt) {

    public boolean current() {
        return correctedBy == null && withdrawnBecause == null;
    }
}
