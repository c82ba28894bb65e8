package org.nongyou.production;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;
import org.nongyou.web.Address;

/// What the list of internal inspectors is narrowed to.
/// @param standing null: all who inspect
/// @param words    in the names of person and base; empty for all
public record InspectorFilter(@Nullable RegionCode region, Inspector.@Nullable Standing standing, String words) {

    public static final InspectorFilter NONE = new InspectorFilter(null, null, "");

    /// Out of an address: `region`, `standing`, `name`.
    public static InspectorFilter of(Map<String, String> query) {
        var standing = query.getOrDefault("standing", "");
        return new InspectorFilter(
                RegionCode.parse(query.getOrDefault("region", "")).orElse(null),
                Arrays.stream(Inspector.Standing.values())
                        .filter(one -> one.code().equals(standing))
                        .findFirst()
                        .orElse(null),
                FarmActFilter.cut(query.getOrDefault("name", ""), 40));
    }

    public Address address(String path) {
        return Address.of(path)
                .with("region", region)
                .with("standing", standing == null ? null : standing.code())
                .with("name", words);
    }

    public List<Inspector.Standing> standings() {
        return List.of(Inspector.Standing.values());
    }

    public boolean narrowed() {
        return standing != null || !words.isEmpty();
    }
}
