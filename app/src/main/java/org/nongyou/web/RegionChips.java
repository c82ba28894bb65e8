package org.nongyou.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;

/// The regions over a list: the way from the person's own area down to the one picked, and chips of the next level
/// with their counts. Shown by `component/regions.jte`.
public record RegionChips(List<Chip> way, List<Chip> next) {

    public record Chip(String title, long count, String href) {}

    /// @param counts by county code; summed up for higher levels. Townships are counted by their own code
    public static RegionChips of(
            Divisions divisions,
            Scope scope,
            @Nullable RegionCode picked,
            Map<String, Long> counts,
            Function<RegionCode, String> href) {
        var own = scope.region();
        var at = scope.narrowedTo(picked).region();
        if (own == null || at == null) return new RegionChips(List.of(), List.of());
        var way = new ArrayList<Chip>();
        if (own.equals(RegionCode.COUNTRY)) way.add(new Chip("全国", sum(counts, own), href.apply(own)));
        for (var step : at.path()) {
            if (own.contains(step)) way.add(new Chip(divisions.name(step), sum(counts, step), href.apply(step)));
        }
        var next = at.level().ordinal() >= Level.TOWNSHIP.ordinal()
                ? List.<Chip>of()
                : divisions.children(at).stream()
                        .map(child -> new Chip(child.name(), sum(counts, child.code()), href.apply(child.code())))
                        .filter(chip -> at.level() != Level.COUNTY || chip.count() > 0)
                        .toList();
        return new RegionChips(List.copyOf(way), next);
    }

    private static long sum(Map<String, Long> counts, RegionCode region) {
        var prefix = region.prefix();
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
