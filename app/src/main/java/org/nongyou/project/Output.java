package org.nongyou.project;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.nongyou.file.StoredFile;

/// Something that a project brought about (成果), with its proof.
/// @param fact       that it adds to
/// @param voidReason why it does not count; empty where it does
public record Output(
        long id,
        String fact,
        LocalDate happenedOn,
        BigDecimal amount,
        String title,
        @Nullable StoredFile proof,
        String voidedBy,
        String voidReason) {

    public boolean holds() {
        return voidReason.isEmpty();
    }
}
