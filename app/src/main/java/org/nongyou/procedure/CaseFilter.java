package org.nongyou.procedure;

import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.region.RegionCode;

/// What a list of cases is narrowed to; a null says nothing.
/// @param procedure `scheme/procedure`
/// @param stage     id of a stage
/// @param open      true for cases at work, false for ended ones
/// @param text      part of the title, or a number
public record CaseFilter(
        @Nullable String procedure,
        @Nullable String stage,
        @Nullable Level level,
        @Nullable RegionCode region,
        @Nullable Boolean open,
        boolean overdue,
        @Nullable String text) {

    public static final CaseFilter ALL = new CaseFilter(null, null, null, null, null, false, null);

    /// Whether the kept counts can answer it.
    boolean counted() {
        return level == null && !overdue && text == null;
    }
}
