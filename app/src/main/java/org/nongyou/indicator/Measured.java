package org.nongyou.indicator;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What an indicator is in one region, and how that is known.
/// @param amount      in the indicator's unit, or null while nobody knows it
/// @param numerator   of a ratio, or null
/// @param denominator of a ratio, or null
/// @param own         the region's own entry, where there is one
/// @param entered     how many offices below have entered theirs
/// @param expected    how many have to; 0 where nobody below reports
/// @param below       what the entries below add up to, or null where they do not add (shares) or are none
/// @param link        the page with the rows behind it, or null
public record Measured(
        Source source,
        @Nullable BigDecimal amount,
        @Nullable BigDecimal numerator,
        @Nullable BigDecimal denominator,
        @Nullable FigureReport own,
        int entered,
        int expected,
        @Nullable BigDecimal below,
        @Nullable String link) {

    public enum Source {
        /// Entries of the catalogue, counted.
        COUNTED("系统从目录数出"),
        /// A size of the entries of the catalogue, added up.
        SUMMED("系统从目录加总"),
        RATIO("系统按两项相除"),
        /// Told by a module of the platform.
        FACT("系统从登记取得"),
        /// The region's own entry.
        REPORTED("上报"),
        /// The entries of the offices below, added up.
        REPORTED_BELOW("下级上报合计"),
        /// Nobody has told it yet.
        NONE("还没有上报");

        private final String title;

        Source(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }

        /// Whether the figure rests on what offices entered.
        public boolean reported() {
            return switch (this) {
                case COUNTED, SUMMED, FACT, RATIO -> false;
                case REPORTED, REPORTED_BELOW, NONE -> true;
            };
        }
    }

    static Measured none(int expected) {
        return new Measured(Source.NONE, null, null, null, null, 0, expected, null, null);
    }

    static Measured computed(Source source, BigDecimal amount, @Nullable String link) {
        return new Measured(source, amount, null, null, null, 0, 0, null, link);
    }

    /// How far the region's own entry lies from what the entries below add up to, once all below have entered; null
    /// where there is nothing to compare or no difference.
    public @Nullable BigDecimal difference() {
        if (own == null || below == null || entered < expected || entered == 0) return null;
        var difference = own.value().subtract(below);
        return difference.signum() == 0 ? null : difference;
    }
}
