package org.nongyou.production;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;
import org.nongyou.web.Address;

/// What the list of film and straw is narrowed to; null and empty say nothing.
/// @param open not all recovered
public record RecoveryFilter(
        @Nullable RegionCode region,
        @Nullable Long baseId,
        @Nullable RecoveryKind kind,
        @Nullable Integer year,
        String produce,
        boolean open) {

    public static final RecoveryFilter NONE = new RecoveryFilter(null, null, null, null, "", false);

    /// Out of an address: `region`, `base`, `kind`, `year`, `produce`, `open`.
    public static RecoveryFilter of(Map<String, String> query) {
        var year = query.getOrDefault("year", "");
        return new RecoveryFilter(
                RegionCode.parse(query.getOrDefault("region", "")).orElse(null),
                FarmActFilter.number(query.getOrDefault("base", "")),
                RecoveryKind.ofCode(query.getOrDefault("kind", "")).orElse(null),
                year.matches("20\\d\\d") ? Integer.valueOf(year) : null,
                FarmActFilter.cut(query.getOrDefault("produce", ""), 40),
                query.getOrDefault("open", "").equals("yes"));
    }

    public Address address(String path) {
        return Address.of(path)
                .with("region", region)
                .with("base", baseId)
                .with("kind", kind == null ? null : kind.code())
                .with("year", year)
                .with("produce", produce)
                .with("open", open ? "yes" : null);
    }

    public boolean narrowed() {
        return baseId != null || kind != null || year != null || !produce.isEmpty() || open;
    }
}
