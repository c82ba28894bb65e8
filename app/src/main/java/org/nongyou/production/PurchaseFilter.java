package org.nongyou.production;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;
import org.nongyou.web.Address;

/// What the ledger of inputs is narrowed to; null and empty say nothing.
/// @param name  its beginning
/// @param stock with something left
public record PurchaseFilter(
        @Nullable RegionCode region,
        @Nullable Long producerId,
        @Nullable InputKind kind,
        String name,
        boolean stock) {

    public static final PurchaseFilter NONE = new PurchaseFilter(null, null, null, "", false);

    /// Out of an address: `region`, `producer`, `kind`, `name`, `stock`.
    public static PurchaseFilter of(Map<String, String> query) {
        return new PurchaseFilter(
                RegionCode.parse(query.getOrDefault("region", "")).orElse(null),
                FarmActFilter.number(query.getOrDefault("producer", "")),
                InputKind.ofCode(query.getOrDefault("kind", "")).orElse(null),
                FarmActFilter.cut(query.getOrDefault("name", ""), 40),
                query.getOrDefault("stock", "").equals("yes"));
    }

    public Address address(String path) {
        return Address.of(path)
                .with("region", region)
                .with("producer", producerId)
                .with("kind", kind == null ? null : kind.code())
                .with("name", name)
                .with("stock", stock ? "yes" : null);
    }

    public PurchaseFilter in(@Nullable RegionCode other) {
        return new PurchaseFilter(other, producerId, kind, name, stock);
    }

    public boolean narrowed() {
        return producerId != null || kind != null || !name.isEmpty() || stock;
    }
}
