package org.nongyou.task;

import java.time.LocalDate;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.nongyou.notice.Workdays;
import org.springframework.stereotype.Component;

/// From when a task is announced: so many working days before its day, as the scheme says (`remind`).
@Component
class Reminders {

    private final Workdays workdays;

    Reminders(Workdays workdays) {
        this.workdays = workdays;
    }

    /// @param before working days before the day, in any order
    /// @return the earliest of them, or null where none is asked for
    @Nullable
    LocalDate first(LocalDate due, Collection<Integer> before) {
        int most = before.stream().mapToInt(Integer::intValue).max().orElse(0);
        if (most == 0) return null;
        var day = due;
        for (int left = most; left > 0; day = day.minusDays(1)) if (workdays.isWorkday(day)) left--;
        return day;
    }
}
