package org.nongyou.task;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Frequency;
import org.nongyou.scheme.SchemeRef;

/// A scheme's tasks as they are to be given out.
/// @param year      the year of the spans
/// @param tasks     ids of tasks
/// @param places    divisions to which they go; empty for the whole of the scheme's area
/// @param dueOn     for tasks whose document gives no day, or one that is over
/// @param frequency for tasks of which the document does not say how often
/// @param asks      fields that every report fills in besides the document's
/// @param formKey   the same for a form that is sent twice
public record TaskList(
        SchemeRef scheme,
        int year,
        List<String> tasks,
        List<RegionCode> places,
        @Nullable LocalDate dueOn,
        @Nullable Frequency frequency,
        List<String> asks,
        String formKey) {

    TaskList only(List<String> some) {
        return new TaskList(scheme, year, some, places, dueOn, frequency, asks, formKey);
    }
}
