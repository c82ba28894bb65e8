package org.nongyou.project;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.nongyou.file.StoredFile;
import org.nongyou.kernel.Money;

/// A contract of the county with whoever carries work out.
/// @param voidReason why it no longer holds; empty where it does
public record Contract(
        long id,
        String number,
        long lineId,
        String lineTitle,
        long implementerId,
        String implementer,
        String content,
        Money amount,
        Money paid,
        LocalDate signedOn,
        @Nullable StoredFile file,
        String voidReason) {

    public boolean holds() {
        return voidReason.isEmpty();
    }

    public Money left() {
        return amount.minus(paid);
    }
}
