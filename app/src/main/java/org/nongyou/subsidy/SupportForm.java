package org.nongyou.subsidy;

/// What somebody typed about a loan, a policy or a programme's money, unchecked.
/// @param producerId id, or the credit code where a table is imported
/// @param baseId     id, or the base's name where a table is imported; may be empty
public record SupportForm(
        String kind,
        String producerId,
        String baseId,
        String title,
        String provider,
        String number,
        String amount,
        String publicMoney,
        String from,
        String to,
        String basis,
        String note) {}
