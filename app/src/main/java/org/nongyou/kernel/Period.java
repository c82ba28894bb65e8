package org.nongyou.kernel;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A span of days, both ends included. An open end is null.
public record Period(LocalDate from, @Nullable LocalDate to) {

    public boolean contains(LocalDate day) {
        return !day.isBefore(from) && (to == null || !day.isAfter(to));
    }
}
