package org.nongyou.catalogue;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// What an office sends about a measure.
/// @param status the status that the person saw: a measure decided on an old page is refused
/// @param clause as shown, or null for the scheme's clause of dynamic management
/// @param dueOn  of a rectification
public record MeasureForm(
        ListingStatus status,
        String reason,
        @Nullable String clause,
        @Nullable LocalDate dueOn) {

    public MeasureForm {
        reason = reason.strip();
    }
}
