package org.nongyou.subsidy;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// What a list of claims is narrowed to; null and empty say nothing.
/// @param words in producer, number or what it is for
public record ClaimFilter(
        @Nullable RegionCode region,
        @Nullable String schemeId,
        @Nullable Integer year,
        @Nullable ClaimState state,
        String words) {

    public static final ClaimFilter NONE = new ClaimFilter(null, null, null, null, "");

    /// Out of an address: `region`, `scheme`, `year`, `state`, `q`.
    public static ClaimFilter of(Map<String, String> query) {
        var year = query.getOrDefault("year", "");
        var scheme = query.getOrDefault("scheme", "");
        var words = query.getOrDefault("q", "").strip();
        return new ClaimFilter(
                RegionCode.parse(query.getOrDefault("region", "")).orElse(null),
                scheme.isBlank() ? null : scheme,
                year.matches("20\\d\\d") ? Integer.valueOf(year) : null,
                ClaimState.ofCode(query.getOrDefault("state", "")).orElse(null),
                words.substring(0, Math.min(words.length(), 50)));
    }

    public ClaimFilter in(@Nullable ClaimState state) {
        return new ClaimFilter(region, schemeId, year, state, words);
    }
}
