package org.nongyou.subsidy;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// What a list of supports is narrowed to; null and empty say nothing.
public record SupportFilter(
        @Nullable RegionCode region,
        @Nullable SupportKind kind,
        @Nullable Integer year,
        String words) {

    private static final int LONGEST = 50;

    /// Out of an address: `region`, `kind`, `year`, `q`.
    public static SupportFilter of(Map<String, String> query) {
        var year = query.getOrDefault("year", "");
        var words = query.getOrDefault("q", "").strip();
        return new SupportFilter(
                RegionCode.parse(query.getOrDefault("region", "")).orElse(null),
                SupportKind.ofCode(query.getOrDefault("kind", "")).orElse(null),
                year.matches("20\\d\\d") ? Integer.valueOf(year) : null,
                words.substring(0, Math.min(words.length(), LONGEST)));
    }

    public boolean narrowed() {
        return kind != null || year != null || !words.isEmpty();
    }
}
