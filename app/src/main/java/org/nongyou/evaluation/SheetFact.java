package org.nongyou.evaluation;

import org.jspecify.annotations.Nullable;

/// A fact by which a sheet is judged.
/// @param link the page with the rows behind it, or null
/// @param told by a module of the platform; otherwise stated by a person with proof
public record SheetFact(String name, Object value, @Nullable String link, boolean told, String accountName) {}
