package org.nongyou.project;

/// As typed.
/// @param fact that it adds to
public record NewOutput(String fact, String happenedOn, String amount, String title) {}
