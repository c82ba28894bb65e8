package org.nongyou.task;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Frequency;
import org.nongyou.scheme.SchemeRef;

/// A list as it was given out, kept as JSON so that the rest of it can follow.
record Ordered(
        int year,
        List<String> tasks,
        List<String> places,
        @Nullable String dueOn,
        @Nullable String frequency,
        List<String> asks) {

    static Ordered of(TaskList list) {
        return new Ordered(
                list.year(),
                list.tasks(),
                list.places().stream().map(RegionCode::value).toList(),
                list.dueOn() == null ? null : list.dueOn().toString(),
                list.frequency() == null ? null : list.frequency().code(),
                list.asks());
    }

    TaskList list(SchemeRef scheme, String formKey) {
        return new TaskList(
                scheme,
                year,
                tasks,
                places.stream().map(RegionCode::new).toList(),
                dueOn == null ? null : LocalDate.parse(dueOn),
                frequency == null ? null : Frequency.ofCode(frequency).orElseThrow(),
                asks,
                formKey);
    }
}
