package org.nongyoubench;

import java.util.Arrays;

/// How long the calls of one measurement took.
/// @param nanos   each call, sorted
/// @param elapsed nanoseconds of the whole
record Timings(long[] nanos, long elapsed) {

    Timings {
        nanos = nanos.clone();
        Arrays.sort(nanos);
    }

    /// Milliseconds.
    double percentile(double share) {
        if (nanos.length == 0) return Double.NaN;
        var place = (int) Math.min(nanos.length - 1, Math.ceil(share * nanos.length) - 1);
        return nanos[Math.max(0, place)] / 1e6;
    }

    double p50() {
        return percentile(0.5);
    }

    double p95() {
        return percentile(0.95);
    }

    double perSecond() {
        return nanos.length / (elapsed / 1e9);
    }
}
