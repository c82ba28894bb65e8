package org.nongyou.production;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// What was used in a farm act.
/// @param name         as on the label: 1.8%阿维菌素乳油
/// @param registration number on the label, or null
/// @param purchaseId   the purchase in the ledger that it comes from, or null for one that was never entered
/// @param amount       in all, on all plots together
/// @param method       how it was used (用法)
/// @param stoppedOn    last day, where it was given for several (停用日期)
public record UsedInput(
        InputKind kind,
        String name,
        @Nullable String registration,
        @Nullable Long purchaseId,
        BigDecimal amount,
        String unit,
        @Nullable String method,
        @Nullable LocalDate stoppedOn) {

    /// The last day on which it was used.
    public LocalDate last(LocalDate on) {
        return stoppedOn == null ? on : stoppedOn;
    }
}
