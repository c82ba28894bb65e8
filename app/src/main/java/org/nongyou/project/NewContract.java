package org.nongyou.project;

/// As typed.
/// @param implementer id
/// @param line        id of the budget line from which it is paid
public record NewContract(
        String implementer, String line, String number, String content, String amount, String signedOn) {}
