package org.nongyou.identity;

/// Who an open session belongs to.
/// @param mustChangePassword the password came from an administrator and is good for nothing but choosing an own one
public record SessionAccount(Actor actor, boolean mustChangePassword) {}
