package org.nongyou.production;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// A farm act (农事) as it is kept.
/// @param plotIds     empty where the base has no plots
/// @param areaMu      亩, of the plots together
/// @param warnings    sentences that were told when it was recorded and refused nothing
/// @param batchId     of a harvest
/// @param corrects    what it replaces, or null
/// @param correctedBy what replaced it, or null
/// @param withdrawn   why it does not count, or null
/// @param recordedAt  as the device says
public record FarmAct(
        long id,
        UUID clientId,
        ActKind kind,
        long producerId,
        String producerName,
        long baseId,
        String baseName,
        RegionCode region,
        List<Long> plotIds,
        List<String> plots,
        BigDecimal areaMu,
        LocalDate on,
        String produce,
        String variety,
        List<UsedInput> inputs,
        @Nullable BigDecimal quantityKg,
        String purpose,
        String operator,
        String note,
        List<Long> fileIds,
        List<String> warnings,
        @Nullable Long batchId,
        @Nullable Long corrects,
        @Nullable Long correctedBy,
        String reason,
        @Nullable String withdrawn,
        String recordedBy,
        Instant recordedAt,
        Instant receivedAt,
        boolean demo) {

    public FarmAct {
        plotIds = List.copyOf(plotIds);
        plots = List.copyOf(plots);
        inputs = List.copyOf(inputs);
        fileIds = List.copyOf(fileIds);
        warnings = List.copyOf(warnings);
    }

    /// Neither corrected nor withdrawn.
    public boolean current() {
        return correctedBy == null && withdrawn == null;
    }

    /// 2号棚、3号棚; the base itself where it has no plots.
    public String place() {
        return plots.isEmpty() ? "全基地" : String.join("、", plots);
    }
}
