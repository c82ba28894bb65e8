package org.nongyou.task;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.SchemeRef;
import org.nongyou.web.Ui;

/// Somebody on a roster (名册): in a leading group, a work team or among the experts of a place.
/// @param role    组长, 成员, 专家 …
/// @param signsIn has an account on the platform
/// @param to      the last day, or null while it lasts
public record RosterMember(
        long id,
        SchemeRef scheme,
        String rosterId,
        String rosterTitle,
        RegionCode region,
        String role,
        String name,
        String post,
        String officeName,
        String phone,
        boolean signsIn,
        LocalDate from,
        @Nullable LocalDate to,
        String endedBecause,
        boolean demo) {

    /// The whole number for those in whose area it is; for others enough to recognise it.
    public String phoneFor(Scope scope) {
        if (phone.isEmpty()) return "未填";
        return scope.covers(region) ? phone : Ui.maskedPhone(phone);
    }
}
