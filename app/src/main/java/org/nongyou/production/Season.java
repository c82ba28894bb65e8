package org.nongyou.production;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// What grows on a plot from setting out to clearing (茬次).
/// @param plotId     null where the base has no plots
/// @param isolationM metres to the nearest field that is not grown alike
/// @param isolation  what lies between
/// @param warning    what was told when it began; empty where nothing was
public record Season(
        long id,
        long producerId,
        String producerName,
        long baseId,
        String baseName,
        RegionCode region,
        @Nullable Long plotId,
        String plotName,
        BigDecimal areaMu,
        String produce,
        String variety,
        LocalDate setOutOn,
        @Nullable LocalDate endedOn,
        Conversion conversion,
        @Nullable BigDecimal isolationM,
        String isolation,
        String warning) {

    /// How the plot is farmed (转换状态).
    public enum Conversion {
        CONVENTIONAL("conventional", "常规"),
        CONVERSION("conversion", "有机转换"),
        ORGANIC("organic", "有机");

        private final String code;
        private final String title;

        Conversion(String code, String title) {
            this.code = code;
            this.title = title;
        }

        public String code() {
            return code;
        }

        public String title() {
            return title;
        }

        public static java.util.Optional<Conversion> ofCode(String code) {
            return java.util.Arrays.stream(values())
                    .filter(one -> one.code.equals(code))
                    .findFirst();
        }
    }
}
