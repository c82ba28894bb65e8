package org.nongyou.production;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One entry (一笔农事) as typed, or as it came from a phone.
/// @param clientId   drawn where it was typed: the same id twice is the same act
/// @param plotIds    none only where the base has no plots
/// @param produce    empty: what grows there
/// @param quantityKg of a harvest, or of what was sold
/// @param purpose    pest or disease, buyer …
/// @param operator   who did it; empty: who records it
/// @param fileIds    photographs and voice notes, stored before
/// @param corrects   the act that this one replaces, with the reason
/// @param reason     of a correction; also of an office that records a use of a banned input as found
/// @param recordedAt when it was typed, as the device says; null: now
public record FarmEntry(
        UUID clientId,
        ActKind kind,
        long baseId,
        List<Long> plotIds,
        LocalDate on,
        String produce,
        String variety,
        List<UsedInput> inputs,
        @Nullable BigDecimal quantityKg,
        String purpose,
        String operator,
        String note,
        List<Long> fileIds,
        @Nullable Long corrects,
        @Nullable String reason,
        @Nullable Instant recordedAt) {

    public FarmEntry {
        plotIds = List.copyOf(plotIds);
        inputs = List.copyOf(inputs);
        fileIds = List.copyOf(fileIds);
    }
}
