package org.nongyou.certification;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Who else may put a certificate's mark on its produce (用标授权).
/// @param userId      of a registered producer, or null
/// @param tonnesAYear at most, of a calendar year
/// @param endedOn     ended before its time, or null
public record MarkUse(
        long id,
        @Nullable Long userId,
        String userName,
        String products,
        String agreement,
        LocalDate fromOn,
        LocalDate toOn,
        BigDecimal tonnesAYear,
        @Nullable LocalDate endedOn,
        String endedBecause,
        String recordedBy) {

    public boolean holdsOn(LocalDate day) {
        return !day.isBefore(fromOn) && !day.isAfter(toOn) && (endedOn == null || day.isBefore(endedOn));
    }

    /// The last day on which it held, or holds.
    public LocalDate until() {
        return endedOn == null || endedOn.isAfter(toOn) ? toOn : endedOn.minusDays(1);
    }

    public String stateTitle(LocalDate today) {
        if (endedOn != null && !today.isBefore(endedOn)) return "已终止";
        return today.isBefore(fromOn) ? "未开始" : today.isAfter(toOn) ? "到期" : "有效";
    }
}
