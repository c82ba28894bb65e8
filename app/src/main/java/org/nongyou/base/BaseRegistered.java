package org.nongyou.base;

/// A base was registered; heard in the same transaction.
public record BaseRegistered(long baseId) {}
