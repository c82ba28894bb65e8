package org.nongyou.standard;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How long to wait after a use, and by which row (间隔期).
/// @param product the registered product whose label decides, or null where general tables do
/// @param taken   the row that counts: the longest of the nearest crop or group; null where a product decides
/// @param same    the other rows of that crop or group
/// @param level   0 for rows of the crop itself, more for a group above it
/// @param narrower the rows are of kinds of the crop, as there are none of itself
/// @param otherForms there are rows, but none of the form that was named
/// @param broader rows of wider groups, which do not count
public record Waiting(
        @Nullable Product product,
        @Nullable Interval taken,
        List<Interval> same,
        int level,
        boolean narrower,
        boolean otherForms,
        List<Interval> broader) {

    public Waiting {
        same = List.copyOf(same);
        broader = List.copyOf(broader);
    }

    /// The sources tell different lengths.
    public boolean disagree() {
        return taken != null
                && same.stream()
                        .anyMatch(row -> row.rule() != taken.rule()
                                || !java.util.Objects.equals(row.longest(), taken.longest())
                                || !java.util.Objects.equals(row.shortest(), taken.shortest()));
    }

    public boolean notWhileLaying() {
        return product != null
                ? product.rule() == WaitRule.NOT_WHILE_LAYING
                : taken != null && taken.rule() == WaitRule.NOT_WHILE_LAYING;
    }

    /// Days to wait; empty where it is not counted in days.
    public Optional<Integer> days() {
        if (product != null) return product.days();
        if (taken == null || taken.longest() == null) return Optional.empty();
        return switch (taken.rule()) {
            case DAYS, EGGS, MILK -> Optional.of(taken.longest());
            case DEGREE_DAYS, NOT_WHILE_LAYING -> Optional.empty();
        };
    }

    /// The first day of harvest or sale after a use on this day: harvest minus last use is not less than the interval.
    public Optional<LocalDate> earliest(LocalDate used) {
        return days().map(used::plusDays);
    }
}
