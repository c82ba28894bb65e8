package org.nongyou.kernel;

import org.jspecify.annotations.Nullable;

/// What a fact is now, and the page that shows the rows behind it.
/// @param value of the Java class of its type
/// @param link  path of that page, or null where none exists
public record FactValue(Object value, @Nullable String link) {}
