package org.nongyou.production;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was measured of a batch and the grade that followed (批次定级).
/// @param gradingId of the [org.nongyou.standard.Grading] that was asked
/// @param numbers   by indicator, in their order
/// @param grade     null: it reaches none
/// @param reasons   as they were told then
public record BatchGrade(
        long id,
        long batchId,
        long gradingId,
        LocalDate on,
        String lab,
        String report,
        @Nullable Long fileId,
        Map<String, BigDecimal> numbers,
        @Nullable String grade,
        List<String> reasons,
        String recordedBy) {

    public BatchGrade {
        reasons = List.copyOf(reasons);
    }
}
