package org.nongyou.production;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// Film or straw of one crop of one year on one base: what arose and what of it was recovered.
/// @param produce what the film lay over, or what the straw is of
/// @param lastOn  the newest day written down
public record Recovery(
        long id,
        long producerId,
        String producerName,
        long baseId,
        String baseName,
        RegionCode region,
        RecoveryKind kind,
        int year,
        String produce,
        BigDecimal arisenKg,
        BigDecimal recoveredKg,
        LocalDate lastOn,
        boolean demo) {

    public BigDecimal openKg() {
        return arisenKg.subtract(recoveredKg);
    }

    public @Nullable BigDecimal percent() {
        return percent(recoveredKg, arisenKg);
    }

    /// With one decimal; null where nothing arose.
    static @Nullable BigDecimal percent(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0
                ? null
                : part.multiply(BigDecimal.valueOf(100)).divide(whole, 1, RoundingMode.HALF_UP);
    }
}
