package org.nongyou.indicator;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Bound;
import org.nongyou.scheme.Indicator;
import org.nongyou.scheme.Target;

/// One target as seen from a region: what is to be reached, what is, and how far apart they are.
/// @param region   for which the figure holds: the target's own region, or the page's where the target is larger
/// @param period   the span meant: 2025年底, 2026年
/// @param gap      what is missing or too much, in the indicator's unit; for a target set for each division, how many
///                 of them do not reach it
/// @param past     whether its time is over
/// @param each     the divisions, for a target set for each of them; else empty
/// @param entries  the reported figures that the value rests on
public record TargetStanding(
        Target target,
        Indicator indicator,
        RegionCode region,
        String regionName,
        String period,
        Measured measured,
        TargetState state,
        @Nullable BigDecimal gap,
        boolean past,
        List<Part> each,
        List<FigureReport> entries) {

    /// One division of a target that is set for each.
    public record Part(
            RegionCode region,
            String name,
            Bound bound,
            Measured measured,
            TargetState state,
            @Nullable BigDecimal gap) {

        public boolean reached() {
            return state.reaches(bound);
        }
    }

    public TargetStanding {
        each = List.copyOf(each);
        entries = List.copyOf(entries);
    }

    /// The area for which the target is set: the region itself, or the larger one to which it contributes.
    public RegionCode setFor() {
        if (state != TargetState.SHARE) return region;
        return switch (target.where()) {
            case Target.Where.Region(var code) -> RegionCode.of(code);
            case Target.Where.ForEach(var each) -> {
                var level = each.level();
                yield level == null ? region : region.at(level).orElse(region);
            }
        };
    }

    /// The divisions that do not reach the target, those without a figure included.
    public List<Part> lacking() {
        return each.stream().filter(part -> !part.reached()).toList();
    }

    /// The divisions with more than the document has.
    public List<Part> beyond() {
        return each.stream().filter(part -> part.state() == TargetState.OVER).toList();
    }

    public int reached() {
        return each.size() - lacking().size();
    }

    /// Whether the figure is judged here at all.
    public boolean judged() {
        return state != TargetState.SHARE && state != TargetState.NOT_HELD;
    }

    public boolean met() {
        return each.isEmpty() ? state.reaches(target.bound()) : lacking().isEmpty();
    }
}
