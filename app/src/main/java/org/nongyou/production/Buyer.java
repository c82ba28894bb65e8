package org.nongyou.production;

/// A producer that a purchase may be written down for.
/// @param about what tells it from others of the name: its code, or its base in the township
public record Buyer(long id, String name, String about) {}
