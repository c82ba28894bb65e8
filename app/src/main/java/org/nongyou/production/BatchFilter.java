package org.nongyou.production;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;
import org.nongyou.web.Address;

/// What a list of batches is narrowed to; null and empty say nothing.
/// @param open with a remainder and not closed
/// @param code its beginning
public record BatchFilter(
        @Nullable RegionCode region,
        @Nullable Long producerId,
        @Nullable Long baseId,
        String produce,
        String code,
        boolean open) {

    public static final BatchFilter NONE = new BatchFilter(null, null, null, "", "", false);

    /// Out of an address: `region`, `producer`, `base`, `produce`, `code`, `open`.
    public static BatchFilter of(Map<String, String> query) {
        return new BatchFilter(
                RegionCode.parse(query.getOrDefault("region", "")).orElse(null),
                FarmActFilter.number(query.getOrDefault("producer", "")),
                FarmActFilter.number(query.getOrDefault("base", "")),
                FarmActFilter.cut(query.getOrDefault("produce", ""), 40),
                FarmActFilter.cut(query.getOrDefault("code", ""), 20).toUpperCase(java.util.Locale.ROOT),
                query.getOrDefault("open", "").equals("yes"));
    }

    public Address address(String path) {
        return Address.of(path)
                .with("region", region)
                .with("producer", producerId)
                .with("base", baseId)
                .with("produce", produce)
                .with("code", code)
                .with("open", open ? "yes" : null);
    }

    public BatchFilter in(@Nullable RegionCode other) {
        return new BatchFilter(other, producerId, baseId, produce, code, open);
    }

    public boolean narrowed() {
        return producerId != null || baseId != null || !produce.isEmpty() || !code.isEmpty() || open;
    }
}
