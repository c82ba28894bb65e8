package org.nongyou.procedure;

import java.time.Instant;
import java.util.Map;

/// What came of saving a form.
/// @param theirs fields that somebody else changed meanwhile, with what stands there now; these were not saved
public record Saved(Instant at, Map<String, String> theirs) {}
