package org.nongyou.certification;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A span for which a certificate was issued: the first, or one renewal (有效期).
/// @param validTo null where it does not end
public record CertificatePeriod(
        String number,
        LocalDate issuedOn,
        LocalDate validFrom,
        @Nullable LocalDate validTo,
        String products,
        @Nullable BigDecimal areaMu,
        @Nullable BigDecimal outputTonnes,
        String recordedBy,
        Instant recordedAt) {}
