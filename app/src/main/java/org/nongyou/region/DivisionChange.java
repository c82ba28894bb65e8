package org.nongyou.region;

import org.jspecify.annotations.Nullable;

/// What became of a division: a new code, a new name, a successor, or an end.
/// @param byYear the first list of divisions that shows it; exact days are not known
public record DivisionChange(
        String oldCode,
        String oldName,
        @Nullable String newCode,
        @Nullable String newName,
        String change,
        int byYear,
        String evidence) {}
