package org.nongyou.compliance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// An incomplete or untrue certificate, told to the agriculture office of the origin.
/// @param region     of the origin
/// @param answer     what that office found; empty while it has not answered
public record EntryReport(
        long id,
        long entryId,
        @Nullable CertificateCode code,
        String originName,
        RegionCode region,
        String words,
        long producerId,
        String toldBy,
        Instant toldAt,
        String answer,
        String answeredBy,
        @Nullable Instant answeredAt) {

    public boolean open() {
        return answeredAt == null;
    }
}
