package org.nongyou.project;

/// As typed.
public record NewLine(String title, String purpose, String amount) {}
