package org.nongyou.producer;

/// A producer has a new name. Whoever keeps a copy of the name hears it in the same transaction.
public record ProducerRenamed(long producerId, String name) {}
