package org.nongyou.base;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.producer.Crop;
import org.nongyou.region.RegionCode;

/// A base (基地) with its plots and certificates.
/// @param number        written on the signboard: county code and a running number
/// @param areaMu        亩, as declared
/// @param measuredMu    亩, measured on the map; null where no place is drawn
/// @param longitude     WGS84, of a point inside; null where no place is drawn; with latitude
/// @param techniques    main measures as the signboard tells them
/// @param signboardOn   the day the signboard was put up
public record Base(
        long id,
        String number,
        long producerId,
        String producerName,
        String name,
        RegionCode region,
        String address,
        String product,
        @Nullable Crop productClass,
        BigDecimal areaMu,
        @Nullable BigDecimal measuredMu,
        @Nullable BigDecimal longitude,
        @Nullable BigDecimal latitude,
        String responsibleName,
        String supervisionPhone,
        @Nullable String techniques,
        @Nullable BigDecimal goodVarietyPercent,
        @Nullable Integer internalInspectors,
        @Nullable Integer householdsLed,
        @Nullable Boolean operatingProcedure,
        @Nullable LocalDate signboardOn,
        boolean active,
        @Nullable String closedReason,
        int revision,
        boolean demo,
        Instant updatedAt,
        List<Plot> plots,
        List<Certificate> certificates) {

    public Base {
        plots = List.copyOf(plots);
        certificates = List.copyOf(certificates);
    }

    /// What the signboard still lacks; empty when it stands and tells all: name, area, produce, operator, responsible
    /// person, techniques and the telephone for supervision.
    public List<String> signboardLacks() {
        return signboardLacks(signboardOn, techniques, responsibleName, supervisionPhone);
    }

    static List<String> signboardLacks(
            @Nullable LocalDate signboardOn,
            @Nullable String techniques,
            String responsibleName,
            String supervisionPhone) {
        var lacks = new java.util.ArrayList<String>();
        if (signboardOn == null) lacks.add("立牌日期");
        if (techniques == null || techniques.isBlank()) lacks.add("技术措施");
        if (responsibleName.isBlank()) lacks.add("负责人");
        if (supervisionPhone.isBlank()) lacks.add("监督电话");
        return List.copyOf(lacks);
    }
}
