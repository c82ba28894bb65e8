package org.nongyou.project;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.nongyou.file.StoredFile;
import org.nongyou.kernel.Money;

/// A payment with its voucher (支出凭证).
/// @param contractNumber of the contract under which it was paid, or null
/// @param note           a word more; for payments after the project's time, why
/// @param offPurpose     why an inspection found that it was not for the project; empty for all others
/// @param voidReason     why it was reversed (冲销); empty where it holds
public record Voucher(
        long id,
        String number,
        LocalDate paidOn,
        long lineId,
        String lineTitle,
        @Nullable String contractNumber,
        String payee,
        String content,
        String note,
        Money amount,
        @Nullable StoredFile file,
        String offPurpose,
        String offPurposeBy,
        String voidReason) {

    public boolean holds() {
        return voidReason.isEmpty();
    }
}
