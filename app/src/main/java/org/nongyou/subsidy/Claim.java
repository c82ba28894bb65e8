package org.nongyou.subsidy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.SchemeRef;

/// A claim (补助申请) as it stands.
/// @param title      what for, such as 示范点每亩补助
/// @param claimedOn  the day as of which it is judged: when it was handed in last
/// @param facts      of the claim and the applicant as typed, by name
/// @param committed  whether the applicant answers for what is entered
/// @param changed    while returned: what is entered differs from what was handed in last
/// @param caseId     the case in which it travels; null for a draft
/// @param stageTitle where it stands in its procedure; empty for a draft
/// @param returned   sent back to whoever handed it in
/// @param shares     as handed in; nothing for a draft
/// @param paidOn     null until it is paid
public record Claim(
        long id,
        String number,
        SchemeRef scheme,
        String procedureId,
        long producerId,
        String producerName,
        String title,
        RegionCode region,
        LocalDate claimedOn,
        Map<String, String> facts,
        boolean committed,
        ClaimState state,
        boolean changed,
        @Nullable Long caseId,
        @Nullable String caseNumber,
        String stageTitle,
        boolean returned,
        Shares shares,
        @Nullable LocalDate paidOn,
        Instant updatedAt,
        int revision,
        boolean demo) {

    public Claim {
        facts = Map.copyOf(facts);
    }

    /// Whether what is claimed can still be changed.
    public boolean editable() {
        return state == ClaimState.DRAFT || state == ClaimState.OPEN && returned;
    }
}
