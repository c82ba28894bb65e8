package org.nongyou.compliance;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;
import org.nongyou.web.Ui;

/// A certificate that an office asks the office of another place to look at (交叉核查), and what that one found.
/// @param region      of the certificate, where it is looked at
/// @param askedRegion of the office that asks
/// @param words       what is to be looked at
/// @param finding     null while it waits
public record CrossCheck(
        long id,
        CertificateCode code,
        String product,
        long producerId,
        String producerName,
        @Nullable Long batchId,
        String batchCode,
        RegionCode region,
        RegionCode askedRegion,
        String askedOffice,
        String askedBy,
        Instant askedAt,
        String words,
        LocalDate due,
        @Nullable Finding finding,
        String answer,
        String answeredOffice,
        String answeredBy,
        @Nullable Instant answeredAt,
        boolean demo) {

    /// What may be wrong with a certificate, in the words of order 4/2025.
    public enum Finding {
        SOUND("sound", "属实", "ok"),
        INCOMPLETE("incomplete", "不全", "warn"),
        UNTRUE("untrue", "不实", "bad");

        private final String code;
        private final String title;
        private final String tone;

        Finding(String code, String title, String tone) {
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

        public static Optional<Finding> ofCode(@Nullable String code) {
            return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
        }
    }

    public boolean open() {
        return answeredAt == null;
    }

    /// Not answered by its day, or later than that.
    public boolean late(LocalDate today) {
        var at = answeredAt;
        return (at == null ? today : LocalDate.ofInstant(at, Ui.ZONE)).isAfter(due);
    }
}
