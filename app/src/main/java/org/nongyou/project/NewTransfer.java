package org.nongyou.project;

/// As typed.
public record NewTransfer(String amount, String document, String madeOn) {}
