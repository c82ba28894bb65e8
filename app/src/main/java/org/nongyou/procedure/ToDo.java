package org.nongyou.procedure;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Something that waits for a person or his office.
/// @param act  what the button says: 验收, 评分
/// @param link where it is done
public record ToDo(Case theCase, String act, @Nullable LocalDate dueOn, String link) {

    /// How many wait, and how many of them are late or soon will be.
    /// @param soon  today's too
    public record Summary(int total, int today, int soon, int overdue) {

        Summary plus(int moreInAll, int moreToday, int moreSoon, int moreOverdue) {
            return new Summary(total + moreInAll, today + moreToday, soon + moreSoon, overdue + moreOverdue);
        }
    }
}
