package org.nongyou.procedure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A file that was handed in with a case.
/// @param stage id of the stage at which it was handed in
/// @param need  title of what it is, as the scheme asks for it
/// @param item  id of the checklist item that it proves, name of the fact that it supports, or null
public record CaseDocument(
        long id, String stage, String need, @Nullable String item, long fileId, long addedBy, Instant addedAt) {}
