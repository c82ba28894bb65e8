package org.nongyou.identity.web;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// How often one sender may do something: `burst` times at once, then once in each `refill`. Senders beyond the
/// `remembered` latest are forgotten, so that the memory stays bounded whoever calls.
final class TokenBuckets {

    private record Bucket(double tokens, long nanos) {}

    private final int burst;
    private final double perNano;
    private final Map<String, Bucket> buckets;

    TokenBuckets(int burst, Duration refill, int remembered) {
        this.burst = burst;
        this.perNano = 1.0 / refill.toNanos();
        this.buckets = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                return size() > remembered;
            }
        };
    }

    /// @param nanos a clock that only goes forward, as System.nanoTime
    synchronized boolean take(String sender, long nanos) {
        var bucket = buckets.get(sender);
        var tokens = bucket == null ? burst : Math.min(burst, bucket.tokens() + (nanos - bucket.nanos()) * perNano);
        var granted = tokens >= 1;
        buckets.put(sender, new Bucket(granted ? tokens - 1 : tokens, nanos));
        return granted;
    }

    synchronized int remembered() {
        return buckets.size();
    }
}
