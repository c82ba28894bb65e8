package org.nongyou.production;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.nongyou.region.RegionCode;

/// What was harvested at one time (批次).
/// @param code        letters of the produce, day, running number: FQ-260616-02
/// @param certifiedKg of this, certificates were issued for
/// @param plots       names; empty where the base has no plots
/// @param closed      nothing more is issued for it
public record Batch(
        long id,
        String code,
        long producerId,
        String producerName,
        long baseId,
        String baseName,
        RegionCode region,
        String produce,
        String variety,
        LocalDate harvestedOn,
        BigDecimal quantityKg,
        BigDecimal certifiedKg,
        List<String> plots,
        boolean closed) {

    public Batch {
        plots = List.copyOf(plots);
    }

    public BigDecimal remainingKg() {
        return quantityKg.subtract(certifiedKg);
    }
}
