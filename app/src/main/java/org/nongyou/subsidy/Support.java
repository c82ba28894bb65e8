package org.nongyou.subsidy;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Money;
import org.nongyou.region.RegionCode;

/// A loan, a policy or another programme's money (扶持资金) of a producer.
/// @param region      of the base, or of the producer where it is for none
/// @param provider    bank, insurer, department
/// @param number      of contract, policy or document
/// @param amount      principal, sum insured, programme money
/// @param publicMoney interest subsidy, premium subsidy, public share
/// @param basis       section of the document that it rests on
/// @param voidedOn    when it was struck, with the reason; or null
public record Support(
        long id,
        SupportKind kind,
        long producerId,
        String producerName,
        @Nullable Long baseId,
        String baseName,
        RegionCode region,
        String title,
        String provider,
        String number,
        Money amount,
        Money publicMoney,
        LocalDate from,
        LocalDate to,
        String basis,
        String note,
        @Nullable Long fileId,
        @Nullable LocalDate voidedOn,
        String voidedBecause,
        String recordedByName,
        String officeName,
        boolean demo) {}
