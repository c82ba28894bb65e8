package org.nongyou.identity;

import org.jspecify.annotations.Nullable;

/// An administrator changed an office. Published inside the change's transaction, as [AccountChanged].
/// @param before null for a new office
public record OfficeChanged(
        Actor by, Change change, @Nullable Office before, Office after) {

    public enum Change {
        OPENED,
        CHANGED,
        CLOSED,
        REOPENED
    }
}
