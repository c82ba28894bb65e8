package org.nongyou.production;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.TypedDay;
import org.nongyou.region.RegionCode;
import org.nongyou.web.Address;

/// What the log is narrowed to; null and empty say nothing.
/// @param plotId  only with a base
/// @param produce its name
public record FarmActFilter(
        @Nullable RegionCode region,
        @Nullable Long producerId,
        @Nullable Long baseId,
        @Nullable Long plotId,
        @Nullable ActKind kind,
        String produce,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {

    public static final FarmActFilter NONE = new FarmActFilter(null, null, null, null, null, "", null, null);

    /// Out of an address: `region`, `producer`, `base`, `plot`, `kind`, `produce`, `from`, `to`.
    public static FarmActFilter of(Map<String, String> query) {
        return new FarmActFilter(
                RegionCode.parse(query.getOrDefault("region", "")).orElse(null),
                number(query.getOrDefault("producer", "")),
                number(query.getOrDefault("base", "")),
                number(query.getOrDefault("plot", "")),
                ActKind.ofCode(query.getOrDefault("kind", "")).orElse(null),
                cut(query.getOrDefault("produce", ""), 40),
                day(query.getOrDefault("from", "")),
                day(query.getOrDefault("to", "")));
    }

    public Address address(String path) {
        return Address.of(path)
                .with("region", region)
                .with("producer", producerId)
                .with("base", baseId)
                .with("plot", plotId)
                .with("kind", kind == null ? null : kind.code())
                .with("produce", produce)
                .with("from", from)
                .with("to", to);
    }

    public FarmActFilter in(@Nullable RegionCode other) {
        return new FarmActFilter(other, producerId, baseId, plotId, kind, produce, from, to);
    }

    public boolean narrowed() {
        return producerId != null
                || baseId != null
                || plotId != null
                || kind != null
                || !produce.isEmpty()
                || from != null
                || to != null;
    }

    static String cut(String text, int longest) {
        var clean = text.strip();
        return clean.substring(0, Math.min(clean.length(), longest));
    }

    static @Nullable Long number(String text) {
        return text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
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
