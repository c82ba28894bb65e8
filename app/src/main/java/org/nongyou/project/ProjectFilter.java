package org.nongyou.project;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// What a list of projects is narrowed to; null and empty say nothing.
/// @param words in product, number or the person who answers for the money
public record ProjectFilter(
        @Nullable RegionCode region,
        @Nullable String schemeId,
        @Nullable ProjectState state,
        String words) {

    public static final ProjectFilter NONE = new ProjectFilter(null, null, null, "");

    /// Out of an address: `region`, `scheme`, `state`, `q`.
    public static ProjectFilter of(Map<String, String> query) {
        var scheme = query.getOrDefault("scheme", "");
        var words = query.getOrDefault("q", "").strip();
        return new ProjectFilter(
                RegionCode.parse(query.getOrDefault("region", "")).orElse(null),
                scheme.isBlank() ? null : scheme,
                ProjectState.ofCode(query.getOrDefault("state", "")).orElse(null),
                words.substring(0, Math.min(words.length(), 50)));
    }
}
