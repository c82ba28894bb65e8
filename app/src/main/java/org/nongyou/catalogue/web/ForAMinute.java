package org.nongyou.catalogue.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What many ask for and may be a minute old. The least recently asked for goes first.
/// @param <K> what is asked for
/// @param <V> the answer
final class ForAMinute<K, V> {

    private static final int MOST = 100;
    private static final Duration KEPT = Duration.ofMinutes(1);

    private record Kept<V>(Instant until, V value) {}

    private final Clock clock;
    private final Map<K, Kept<V>> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Kept<V>> eldest) {
            return size() > MOST;
        }
    };

    ForAMinute(Clock clock) {
        this.clock = clock;
    }

    /// @param keep whether an answer is worth keeping
    V get(K key, Supplier<V> answer, Predicate<V> keep) {
        var now = clock.instant();
        var known = known(key);
        if (known != null && now.isBefore(known.until())) return known.value();
        var value = answer.get();
        if (!keep.test(value)) return value;
        synchronized (kept) {
            kept.put(key, new Kept<>(now.plus(KEPT), value));
        }
        return value;
    }

    private @Nullable Kept<V> known(K key) {
        synchronized (kept) {
            return kept.get(key);
        }
    }
}
