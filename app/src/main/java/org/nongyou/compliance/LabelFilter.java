package org.nongyou.compliance;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;
import org.nongyou.web.Address;

/// What a list of pre-printed labels is narrowed to; null says nothing.
/// @param number that lies in the range
public record LabelFilter(
        @Nullable RegionCode region,
        @Nullable LabelState state,
        @Nullable Long producerId,
        @Nullable Long number) {

    /// Out of an address: `region`, `state`, `producer`, `no`.
    public static LabelFilter of(Map<String, String> query) {
        return new LabelFilter(
                RegionCode.parse(query.getOrDefault("region", "")).orElse(null),
                LabelState.ofCode(query.getOrDefault("state", "")).orElse(null),
                number(query.getOrDefault("producer", "")),
                number(query.getOrDefault("no", "").strip()));
    }

    private static @Nullable Long number(String text) {
        return text.matches("\\d{1,15}") ? Long.valueOf(text) : null;
    }

    public Address address(String path) {
        return Address.of(path)
                .with("region", region)
                .with("state", state == null ? null : state.code())
                .with("producer", producerId)
                .with("no", number);
    }

    public LabelFilter with(@Nullable LabelState other) {
        return new LabelFilter(region, other, producerId, number);
    }
}
