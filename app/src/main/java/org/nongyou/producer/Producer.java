package org.nongyou.producer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// A producer (生产经营主体).
/// @param creditCode     or null for a natural person, who has `identityMasked`
/// @param closedReason   why it stands no longer, or null
/// @param creditFiled    a credit record (信用档案) was set up
public record Producer(
        long id,
        ProducerKind kind,
        String name,
        @Nullable String creditCode,
        @Nullable String identityMasked,
        RegionCode region,
        String address,
        String contactName,
        String phone,
        List<Crop> mainCrops,
        boolean traceabilityRegistered,
        boolean creditFiled,
        boolean active,
        @Nullable String closedReason,
        int revision,
        boolean demo,
        Instant createdAt,
        Instant updatedAt) {

    public Producer {
        mainCrops = List.copyOf(mainCrops);
    }

    /// The code, or the masked ID number.
    public String identifier() {
        return creditCode != null ? creditCode : identityMasked != null ? identityMasked : "";
    }
}
