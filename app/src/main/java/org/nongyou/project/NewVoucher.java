package org.nongyou.project;

/// As typed.
/// @param line     id of the budget line
/// @param purpose  what it was spent for: id of a purpose of the allocation
/// @param contract id, or empty
/// @param payee    may be left out where there is a contract
public record NewVoucher(
        String line,
        String purpose,
        String contract,
        String number,
        String paidOn,
        String payee,
        String content,
        String amount) {}
