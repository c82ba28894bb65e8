package org.nongyou.compliance;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// Goods that came in or were turned away (进货查验).
/// @param producerId  who looked at them
/// @param region      where that is
/// @param code        of the certificate, or null where the proof is another
/// @param proofNumber of another proof
/// @param originId    who grew them, where the certificate tells
/// @param originCode  the region of the origin, where it is known
/// @param verdict     what the certificate said on that day
/// @param reason      why they were turned away; a remark otherwise
/// @param withdrawn   why the entry does not count, or empty
public record Entry(
        long id,
        long producerId,
        String producerName,
        RegionCode region,
        LocalDate enteredOn,
        boolean accepted,
        EntryProof proof,
        @Nullable CertificateCode code,
        String proofNumber,
        @Nullable Long fileId,
        String produce,
        BigDecimal kg,
        @Nullable Long originId,
        String originName,
        @Nullable RegionCode originCode,
        String originPlace,
        String vehicle,
        String verdict,
        String reason,
        LocalDate keepUntil,
        String withdrawn,
        String recordedBy,
        Instant recordedAt,
        boolean demo) {

    public boolean counts() {
        return withdrawn.isEmpty();
    }

    public String outcome() {
        return !counts() ? "已撤销" : accepted ? "已收" : "没收";
    }

    public String tone() {
        return !counts() ? "idle" : accepted ? "ok" : "bad";
    }
}
