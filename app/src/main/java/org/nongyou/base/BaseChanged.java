package org.nongyou.base;

/// A base was changed, closed or reopened. Whoever keeps a copy of its name, area or place hears it in the same
/// transaction.
public record BaseChanged(long baseId) {}
