package org.nongyou.production;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;
import org.nongyou.web.Ui;

/// What one report says of one plot on one day (监测).
/// @param plotId           null: the whole base
/// @param correctedBy      what stands instead; null while this does
/// @param withdrawnBecause null while it stands
public record Sample(
        long id,
        long producerId,
        String producerName,
        long baseId,
        String baseName,
        RegionCode region,
        @Nullable Long plotId,
        String plotName,
        Medium medium,
        LandUse land,
        LocalDate on,
        String lab,
        String report,
        @Nullable Long fileId,
        String note,
        @Nullable Long corrects,
        @Nullable Long correctedBy,
        String reason,
        @Nullable String withdrawnBecause,
        String recordedBy,
        Instant recordedAt,
        boolean demo,
        List<Value> values) {

    public Sample {
        values = List.copyOf(values);
    }

    /// @param item  code of the [MeasuredItem]
    /// @param below less than `value` was found, which is what the laboratory can tell (未检出)
    public record Value(String item, BigDecimal value, boolean below) {

        public String text() {
            return (below ? "<" : "") + Ui.number(value);
        }
    }

    public boolean current() {
        return correctedBy == null && withdrawnBecause == null;
    }

    public String place() {
        return plotName.isEmpty() ? "全基地" : plotName;
    }

    public @Nullable Value of(String item) {
        return values.stream().filter(one -> one.item.equals(item)).findFirst().orElse(null);
    }
}
