package org.nongyou.production;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A purchase as typed, unchecked.
/// @param formKey    the same for a form that is sent twice
/// @param producerId whose it is; a producer's person records its own
/// @param labelDays  whole days, or empty
/// @param fileId     of the voucher, stored before
public record NewPurchase(
        UUID formKey,
        long producerId,
        String kind,
        String name,
        String registration,
        String maker,
        String dealer,
        String dealerLicence,
        String boughtOn,
        String quantity,
        String unit,
        String packages,
        String labelDays,
        String note,
        @Nullable Long fileId) {}
