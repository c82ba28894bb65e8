package org.nongyou.task;

import java.time.Instant;
import java.time.LocalDate;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.SchemeRef;

/// A circular that names whose tasks were late on a day (通报).
/// @param number of the office's in the year
/// @param region the area of the office that published it
public record Circular(
        long id,
        int year,
        int number,
        SchemeRef scheme,
        String clause,
        String title,
        String words,
        LocalDate asOf,
        RegionCode region,
        String officeName,
        String publishedByName,
        Instant publishedAt,
        boolean demo) {

    /// What was late, as it stood on the day.
    public record Line(
            long assignmentId,
            String title,
            String span,
            String officeName,
            RegionCode region,
            LocalDate dueOn,
            int daysLate) {}

    /// 2026年第3期
    public String issue() {
        return year + "年第" + number + "期";
    }
}
