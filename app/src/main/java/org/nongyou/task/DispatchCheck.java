package org.nongyou.task;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Refusal;
import org.nongyou.web.Ui;

/// What is wrong with the day and the fields that a form of giving out asks for.
final class DispatchCheck {

    private static final int LONGEST_FIELD = 30;
    private static final int MOST_FIELDS = 20;
    /// Later is a slip of the finger in the year.
    private static final int LONGEST_YEARS = 3;

    private DispatchCheck() {}

    static Optional<Refusal> day(@Nullable LocalDate due, LocalDate today, boolean needed) {
        if (due == null)
            return needed ? Optional.of(Refusal.of("task.due-missing").at("dueOn")) : Optional.empty();
        if (due.isBefore(today))
            return Optional.of(
                    Refusal.of("task.due-past", Ui.date(due), Ui.date(today)).at("dueOn"));
        return due.isAfter(today.plusYears(LONGEST_YEARS))
                ? Optional.of(
                        Refusal.of("task.due-far", Ui.date(due), LONGEST_YEARS).at("dueOn"))
                : Optional.empty();
    }

    static List<Refusal> fields(List<String> fields, String at) {
        var faults = new ArrayList<Refusal>();
        if (fields.size() > MOST_FIELDS)
            faults.add(Refusal.of("task.fields-many", MOST_FIELDS).at(at));
        for (var one : fields)
            if (one.length() > LONGEST_FIELD)
                faults.add(
                        Refusal.of("task.field-title-long", one, LONGEST_FIELD).at(at));
        return faults;
    }
}
