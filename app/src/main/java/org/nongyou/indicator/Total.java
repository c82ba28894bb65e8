package org.nongyou.indicator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Indicator;

/// What offices entered for one indicator in one region: the region's own figure beside the sums of those below (层级
/// 合计).
/// @param spans    the spans whose entries are added up
/// @param own      the region's own entry, or null
/// @param formerly the name under which the region entered it then, or null where it is today's
/// @param below    of the offices below, highest level first
/// @param share    of a ratio, or null
public record Total(
        Indicator indicator,
        RegionCode region,
        String name,
        List<ReportingPeriod> spans,
        @Nullable BigDecimal own,
        @Nullable String formerly,
        List<OfLevel> below,
        @Nullable Share share) {

    /// The entries of the offices of one level.
    /// @param expected how many there have to be; 0 for a level that need not enter the figure
    /// @param total    or null for figures that do not add up
    public record OfLevel(
            Level level,
            int entered,
            int expected,
            @Nullable BigDecimal total) {
        public boolean complete() {
            return entered >= expected;
        }
    }

    /// @param numerator   of the offices that entered both parts, so that a late one does not bend the share; or null
    /// @param denominator of the same
    /// @param entered     how many offices entered both
    /// @param expected    how many have to; 0 where the region's own two figures are taken
    public record Share(
            Total of,
            Total to,
            @Nullable BigDecimal numerator,
            @Nullable BigDecimal denominator,
            int entered,
            int expected) {}

    public Total {
        spans = List.copyOf(spans);
        below = List.copyOf(below);
    }

    /// What those who have to enter the figure add up to; else what the highest level below does.
    public Optional<OfLevel> sum() {
        return below.stream()
                .filter(one -> one.expected() > 0)
                .findFirst()
                .or(() -> below.stream().filter(one -> one.entered() > 0).findFirst());
    }

    /// The region's own figure, or what those below add up to, or the share; null while nothing is known.
    public @Nullable BigDecimal amount() {
        if (share != null) return divided(share.numerator(), share.denominator());
        if (own != null) return own;
        return sum().filter(one -> one.entered() > 0).map(OfLevel::total).orElse(null);
    }

    /// Rounded against the target, so that 29.996 % is never shown as 30 %.
    private @Nullable BigDecimal divided(@Nullable BigDecimal numerator, @Nullable BigDecimal denominator) {
        if (numerator == null || denominator == null || denominator.signum() == 0) return null;
        var rounding = indicator.better() == Indicator.Better.MORE ? RoundingMode.DOWN : RoundingMode.UP;
        var factor = indicator.unit().contains("%") ? BigDecimal.valueOf(100) : BigDecimal.ONE;
        return numerator.multiply(factor).divide(denominator, 2, rounding);
    }

    /// How far the own figure lies from a sum below; null where there is nothing to compare.
    public @Nullable BigDecimal difference(OfLevel from) {
        return own == null || from.entered() == 0 || from.total() == null ? null : own.subtract(from.total());
    }

    /// Whether anything was entered.
    public boolean known() {
        if (share != null) return share.of().known() || share.to().known();
        return own != null || below.stream().anyMatch(one -> one.entered() > 0);
    }
}
