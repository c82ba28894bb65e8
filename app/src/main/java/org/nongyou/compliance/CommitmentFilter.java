package org.nongyou.compliance;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;
import org.nongyou.web.Address;

/// What a list of certificates is narrowed to; null and empty say nothing.
/// @param month of issue: one partition
/// @param run   that they were issued in together
/// @param words a code, or in producer, product, batch
public record CommitmentFilter(
        @Nullable RegionCode region,
        @Nullable YearMonth month,
        Commitment.@Nullable State state,
        @Nullable Long producerId,
        @Nullable Long run,
        String words) {

    public static final CommitmentFilter NONE = new CommitmentFilter(null, null, null, null, null, "");

    /// Out of an address: `region`, `month`, `state`, `producer`, `run`, `q`.
    public static CommitmentFilter of(Map<String, String> query) {
        var words = query.getOrDefault("q", "").strip();
        return new CommitmentFilter(
                RegionCode.parse(query.getOrDefault("region", "")).orElse(null),
                month(query.getOrDefault("month", "")),
                Commitment.State.of(query.getOrDefault("state", "")),
                number(query.getOrDefault("producer", "")),
                number(query.getOrDefault("run", "")),
                words.substring(0, Math.min(words.length(), 50)));
    }

    private static @Nullable Long number(String text) {
        return text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
    }

    private static @Nullable YearMonth month(String text) {
        try {
            return text.matches("\\d{4}-\\d{2}") ? YearMonth.parse(text) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    public Address address(String path) {
        return Address.of(path)
                .with("region", region)
                .with("month", month)
                .with("state", state == null ? null : state.code())
                .with("producer", producerId)
                .with("run", run)
                .with("q", words);
    }

    public CommitmentFilter in(@Nullable RegionCode other) {
        return new CommitmentFilter(other, month, state, producerId, run, words);
    }

    public boolean narrowed() {
        return month != null || state != null || producerId != null || run != null || !words.isEmpty();
    }

    /// First day of the month and of the one after.
    record Span(LocalDate from, LocalDate to) {
        static Span of(YearMonth month) {
            return new Span(month.atDay(1), month.plusMonths(1).atDay(1));
        }
    }
}
