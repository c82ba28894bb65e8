package org.nongyou.identity;

import org.jspecify.annotations.Nullable;

/// An administrator changed an account. Published inside the change's transaction; the journal listens there, so that
/// neither is without the other.
/// @param before null for a new account
public record AccountChanged(
        Actor by, Change change, @Nullable Account before, Account after) {

    public enum Change {
        OPENED,
        CHANGED,
        CLOSED,
        REOPENED,
        PASSWORD_RESET,
        UNLOCKED
    }
}
