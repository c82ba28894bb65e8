package org.nongyou.production;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// An internal inspector of a base (内检员), with the newest training.
/// @param trainedOn   null: never
/// @param certificate of that training; empty where none was given
/// @param validUntil  of the certificate; null where it says nothing
/// @param leftOn      null while the person inspects
public record Inspector(
        long id,
        long producerId,
        String producerName,
        long baseId,
        String baseName,
        RegionCode region,
        String name,
        @Nullable LocalDate trainedOn,
        String certificate,
        @Nullable LocalDate validUntil,
        @Nullable LocalDate leftOn,
        String leftBecause,
        boolean demo) {

    public enum Standing {
        TRAINED("trained", "培训有效", "ok"),
        OLD("old", "该再培训了", "warn"),
        EXPIRED("expired", "证书过期", "bad"),
        NEVER("never", "没有培训过", "bad"),
        LEFT("left", "不做内检员了", "idle");

        private final String code;
        private final String title;
        private final String tone;

        Standing(String code, String title, String tone) {
            this.code = code;
            this.title = title;
            this.tone = tone;
        }

        public String code() {
            return code;
        }

        public String title() {
            return title;
        }

        public String tone() {
            return tone;
        }
    }

    /// @param since trainings before this day are old
    public Standing standing(LocalDate today, LocalDate since) {
        if (leftOn != null) return Standing.LEFT;
        if (trainedOn == null) return Standing.NEVER;
        if (validUntil != null && validUntil.isBefore(today)) return Standing.EXPIRED;
        return trainedOn.isBefore(since) ? Standing.OLD : Standing.TRAINED;
    }
}
