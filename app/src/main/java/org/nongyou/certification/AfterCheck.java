package org.nongyou.certification;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// A check after certification (证后检查): what was found, what has to be mended until when, what the certifier was told
/// and
/// answered.
/// @param markMisuse  the mark was used beyond what the certificate covers
/// @param mendBy      until when it has to be mended; only where the result says so
/// @param told        what the certifier was told; empty while it was told nothing
public record AfterCheck(
        long id,
        long certificateId,
        RegionCode region,
        LocalDate checkedOn,
        String inspectors,
        String officeName,
        String findings,
        Result result,
        boolean markMisuse,
        @Nullable LocalDate mendBy,
        @Nullable LocalDate mendedOn,
        String mended,
        @Nullable LocalDate toldOn,
        String told,
        @Nullable LocalDate answeredOn,
        String answer,
        String recordedBy,
        int revision) {

    public enum Result {
        PASSED("passed", "合格", "ok"),
        MEND("mend", "限期整改", "warn"),
        /// To be told to the certifier, who decides on the certificate.
        FAILED("failed", "不合格，提请处理", "bad");

        private final String code;
        private final String title;
        private final String tone;

        Result(String code, String title, String tone) {
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

        public static Optional<Result> ofCode(String code) {
            return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
        }
    }

    public boolean toMend() {
        return result == Result.MEND && mendedOn == null;
    }

    public boolean late(LocalDate today) {
        return toMend() && mendBy != null && mendBy.isBefore(today);
    }

    /// Told, and no answer yet.
    public boolean waits() {
        return toldOn != null && answeredOn == null;
    }
}
