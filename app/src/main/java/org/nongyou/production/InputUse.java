package org.nongyou.production;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An input that was used for a batch.
/// @param substances active substances; a name that the rules do not know stands for itself
/// @param plots      of the act; empty where the base has no plots
public record InputUse(
        long actId,
        LocalDate on,
        InputKind kind,
        String name,
        @Nullable String registration,
        List<String> substances,
        List<String> plots,
        BigDecimal amount,
        String unit,
        @Nullable LocalDate stoppedOn) {

    public InputUse {
        substances = List.copyOf(substances);
        plots = List.copyOf(plots);
    }
}
