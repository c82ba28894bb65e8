package org.nongyou.evaluation;

import java.math.BigDecimal;
import java.time.LocalDate;

/// What was put right after the result was published. It stands for ever.
/// @param before the points of each scorer, or the fact as it was
public record Correction(
        long sheetId,
        String sheetTitle,
        String item,
        String before,
        BigDecimal after,
        BigDecimal totalBefore,
        BigDecimal totalAfter,
        String reason,
        String officeName,
        LocalDate on) {}
