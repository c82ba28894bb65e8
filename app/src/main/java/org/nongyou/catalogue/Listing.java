package org.nongyou.catalogue;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.SchemeRef;

/// An entry of the catalogue as it stands today.
/// @param subjectId    the subject's row or region code; `list:…` for a published entry whose subject is not registered
/// @param validTo      its last day, or null while it stands until it is removed
/// @param rectifyBy    last day of an ordered rectification, or null
/// @param caseId       the case that ended in it, or null where it was taken over
/// @param promotedFrom the entry of the lower level, or null
/// @param source       the published list that it was taken over from, or empty
public record Listing(
        long id,
        String number,
        SchemeRef scheme,
        String kind,
        Level level,
        @Nullable String classId,
        String subjectKind,
        String subjectId,
        String title,
        @Nullable Long producerId,
        String producerName,
        String product,
        @Nullable BigDecimal areaMu,
        RegionCode region,
        @Nullable BigDecimal longitude,
        @Nullable BigDecimal latitude,
        LocalDate listedOn,
        @Nullable LocalDate validTo,
        ListingStatus status,
        @Nullable LocalDate rectifyBy,
        @Nullable Long caseId,
        @Nullable Long promotedFrom,
        String source,
        String publicCode,
        boolean demo) {

    public boolean overdue(LocalDate today) {
        return status == ListingStatus.RECTIFYING && rectifyBy != null && rectifyBy.isBefore(today);
    }

    /// The registered base behind it, or null.
    public @Nullable Long baseId() {
        return (subjectKind.equals("base") || subjectKind.equals("site")) && subjectId.matches("\\d{1,18}")
                ? Long.valueOf(subjectId)
                : null;
    }
}
