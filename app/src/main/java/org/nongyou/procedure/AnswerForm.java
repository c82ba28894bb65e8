package org.nongyou.procedure;

import org.jspecify.annotations.Nullable;

/// What a reviewer enters on an item of a checklist, or on a fact that no module can tell.
/// @param item  id of the item, or name of the fact
/// @param met   yes or no; null takes the answer back
/// @param value of a fact, as typed; null for an item
public record AnswerForm(
        String item, @Nullable Boolean met, @Nullable String value, String note) {}
