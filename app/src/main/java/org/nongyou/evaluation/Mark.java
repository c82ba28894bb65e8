package org.nongyou.evaluation;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an item was given at a stage.
/// @param scorer the account of whoever scores by himself; 0 where the office acts as one
/// @param points 1 or 0 where the item asks yes or no; null where only a note was made
public record Mark(
        String stage,
        long scorer,
        String item,
        @Nullable BigDecimal points,
        String note,
        String accountName,
        Instant at) {}
