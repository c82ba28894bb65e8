package org.nongyou.production;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// A purchase in the ledger of inputs (投入品台账).
/// @param name             as on the label
/// @param substances       active substances as the rules name them
/// @param labelDays        safety interval or withdrawal period on its label, where it was typed
/// @param fileId           voucher
/// @param remaining        not used, given back or spoiled, in `unit`
/// @param packages         bottles and bags; null where nobody counted
/// @param packagesReturned empty ones that were handed in
public record Purchase(
        long id,
        long producerId,
        String producerName,
        RegionCode region,
        InputKind kind,
        String name,
        @Nullable String registration,
        String maker,
        List<String> substances,
        @Nullable Integer labelDays,
        String dealer,
        String dealerLicence,
        @Nullable Long fileId,
        LocalDate boughtOn,
        BigDecimal quantity,
        BigDecimal remaining,
        String unit,
        @Nullable Integer packages,
        int packagesReturned,
        String note,
        String recordedBy,
        boolean demo) {

    public Purchase {
        substances = List.copyOf(substances);
    }

    public int packagesOut() {
        return packages == null ? 0 : packages - packagesReturned;
    }
}
