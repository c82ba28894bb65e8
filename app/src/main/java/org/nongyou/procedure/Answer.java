package org.nongyou.procedure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a reviewer found on an item of a checklist, or the value of a fact that no module can tell.
/// @param item  id of the item, or name of the fact
/// @param met   null while not judged, and for facts
/// @param value the fact's value as typed, or null for items
/// @param note  what was seen, when and by whom
public record Answer(
        String item, @Nullable Boolean met, @Nullable String value, String note, long accountId, Instant at) {}
