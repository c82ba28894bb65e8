package org.nongyou.procedure;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One expert's score sheet. Until the scoring is closed only the expert himself sees what is in it.
/// @param answers     points given, by item id; 1 or 0 for an asked item
/// @param submittedAt null while he is still at it; then nothing changes any more
public record ExpertScore(
        long id,
        long expertId,
        String expertName,
        Map<String, BigDecimal> answers,
        @Nullable BigDecimal total,
        Instant invitedAt,
        @Nullable Instant submittedAt) {

    public boolean submitted() {
        return submittedAt != null;
    }

    /// As others see it before the close: who, and whether he is done.
    ExpertScore sealed() {
        return new ExpertScore(id, expertId, expertName, Map.of(), null, invitedAt, submittedAt);
    }
}
