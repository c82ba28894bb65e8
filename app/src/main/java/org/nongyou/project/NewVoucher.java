package org.nongyou.project;

/// As typed.
/// @param line     id of the budget line
/// @param purpose  what it was spent for: id of a purpose of the allocation
/// @param contract id, or empty
/// @param payee    may be left out where there is a contract
/// @param note     a word more; needed for a payment after the project's time, which says why
public record NewVoucher(
        String line,
        String purpose,
        String contract,
        String number,
        String paidOn,
        String payee,
        String content,
        String amount,
        String note) {

    /// A payment within the project's time.
    public NewVoucher(
            String line,
            String purpose,
            String contract,
            String number,
            String paidOn,
            String payee,
            String content,
            String amount) {
        this(line, purpose, contract, number, paidOn, payee, content, amount, "");
    }
}
