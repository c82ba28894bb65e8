package org.nongyou.scheme;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the issuing office settled on record where the document is silent. The newest of a path holds; older ones stay
/// as history.
/// @param path     of the doubt
/// @param value    the number, date or frequency; null where only a reading was settled
/// @param decision in words
/// @param document title or number of the paper that it rests on, or null
/// @param by       name of the office
public record Settlement(
        long id,
        SchemeRef scheme,
        String path,
        @Nullable String value,
        String decision,
        @Nullable String document,
        String by,
        Instant at) {

    /// What a rule goes by: the value, or the words where there is none.
    public String effective() {
        return value != null ? value : decision;
    }
}
