package org.nongyou.base;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A certificate that a base declares.
/// @param validFrom null where it is not known
/// @param validTo   its last day; null when it does not end, as a geographical indication
/// @param fileId    the copy, or null
public record Certificate(
        long id,
        CertificateType type,
        String number,
        @Nullable LocalDate validFrom,
        @Nullable LocalDate validTo,
        @Nullable Long fileId) {

    public boolean holdsOn(LocalDate day) {
        return (validFrom == null || !day.isBefore(validFrom)) && (validTo == null || !day.isAfter(validTo));
    }
}
