package org.nongyou.compliance;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.TypedDay;
import org.nongyou.region.RegionCode;
import org.nongyou.web.Address;

/// What a list of entries is narrowed to; null and empty say nothing.
/// @param fair  looked at there
/// @param words in the origin's name, the produce or the vehicle; or a certificate's code
public record EntryFilter(
        @Nullable RegionCode region,
        @Nullable Boolean accepted,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable Long fair,
        String words) {

    public static final EntryFilter NONE = new EntryFilter(null, null, null, null, null, "");

    /// Out of an address: `region`, `outcome`, `from`, `to`, `fair`, `q`.
    public static EntryFilter of(Map<String, String> query) {
        var words = query.getOrDefault("q", "").strip();
        return new EntryFilter(
                RegionCode.parse(query.getOrDefault("region", "")).orElse(null),
                switch (query.getOrDefault("outcome", "")) {
                    case "accepted" -> true;
                    case "refused" -> false;
                    default -> null;
                },
                day(query.getOrDefault("from", "")),
                day(query.getOrDefault("to", "")),
                query.getOrDefault("fair", "").matches("\\d{1,18}") ? Long.valueOf(query.get("fair")) : null,
                words.substring(0, Math.min(words.length(), 60)));
    }

    public Address address(String path) {
        return Address.of(path)
                .with("region", region)
                .with("outcome", accepted == null ? null : accepted ? "accepted" : "refused")
                .with("from", from)
                .with("to", to)
                .with("fair", fair)
                .with("q", words);
    }

    public EntryFilter in(@Nullable RegionCode other) {
        return new EntryFilter(other, accepted, from, to, fair, words);
    }

    public boolean narrowed() {
        return accepted != null || from != null || to != null || fair != null || !words.isEmpty();
    }

    private static @Nullable LocalDate day(String text) {
        if (!text.matches("\\d{4}-\\d{2}-\\d{2}")) return null;
        try {
            return TypedDay.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
