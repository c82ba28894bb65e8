package org.nongyou.catalogue;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.SchemeRef;

/// A published result that is taken over.
/// @param subjectId the registered subject, or null for a published name that is not registered here
/// @param title     of the subject as published; taken from the register where there is a subject
/// @param source    the published list: title, issuer, date
public record Adoption(
        SchemeRef scheme,
        String kind,
        Level level,
        @Nullable String classId,
        @Nullable String subjectId,
        String title,
        RegionCode region,
        String producerName,
        String product,
        @Nullable BigDecimal areaMu,
        LocalDate listedOn,
        String source) {}
