package org.nongyou.production;

import org.jspecify.annotations.Nullable;

/// A measured value held against its limit.
/// @param limit null where there is none, or none can be picked
public record Judged(
        MeasuredItem item, Sample.Value value, @Nullable EnvironmentLimit limit, Verdict verdict) {

    public enum Verdict {
        WITHIN("在限值内", "ok"),
        OVER("超过限值", "bad"),
        /// The laboratory found less than it can tell, and it cannot tell as little as the limit.
        UNCLEAR("检出限比限值高，判不了", "warn"),
        /// The limit hangs on the pH of the soil, which was not measured with it.
        NO_PH("没有测 pH，对不了限值", "warn"),
        NO_LIMIT("没有限值", "idle");

        private final String title;
        private final String tone;

        Verdict(String title, String tone) {
            this.title = title;
            this.tone = tone;
        }

        public String title() {
            return title;
        }

        public String tone() {
            return tone;
        }
    }
}
