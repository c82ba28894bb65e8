package org.nongyou.scheme;

import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;

/// An office as a document speaks of it. In a rule it means the office of this level and department in whose area the
/// case lies: 县农业农村局 is each county's own.
/// @param level      null for a body outside administration
/// @param region     code of the one area that it stands for, or null for the area of the case
/// @param department `agriculture` unless the scheme says otherwise
public record SchemeOffice(
        String path,
        String id,
        String title,
        @Nullable Level level,
        @Nullable String region,
        String department) {

    public boolean outside() {
        return level == null;
    }
}
