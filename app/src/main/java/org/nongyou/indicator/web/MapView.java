package org.nongyou.indicator.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;
import org.nongyou.web.Ui;

/// The drawn map with its figures: cells in five steps, names of cities, numbered marks, and what the colours mean.
/// @param cells  one for each county or city
/// @param lines  outlines of the cities
/// @param names  where they stand
public record MapView(
        int width,
        int height,
        List<Cell> cells,
        List<String> lines,
        List<Name> names,
        List<Mark> marks,
        List<Step> legend) {

    /// @param step 0 to 4, or none
    /// @param tip  name and figure
    /// @param href the place's own rows, or null where it lies outside
    public record Cell(
            String step, String path, String tip, @Nullable String href) {}

    public record Name(int x, int y, String text) {}

    public record Mark(int x, int y, String number, String tone, String tip, String href) {}

    public record Step(String step, String text) {}

    /// @param tips  what is told of each place
    /// @param hrefs where each place leads
    static MapView of(
            CellMap.Ground ground,
            Map<RegionCode, BigDecimal> values,
            List<BigDecimal> steps,
            Map<RegionCode, String> tips,
            Map<RegionCode, String> hrefs,
            List<Name> names,
            List<Mark> marks) {
        var cells = new ArrayList<Cell>();
        for (var shape : ground.inside()) {
            var value = values.get(shape.code());
            cells.add(new Cell(
                    value == null ? "none" : String.valueOf(CellMap.step(value, steps)),
                    shape.path(),
                    tips.getOrDefault(shape.code(), ""),
                    hrefs.get(shape.code())));
        }
        return new MapView(
                ground.width(),
                ground.height(),
                cells,
                ground.cities().stream().map(CellMap.Shape::path).toList(),
                names,
                marks,
                legend(values, steps));
    }

    private static List<Step> legend(Map<RegionCode, BigDecimal> values, List<BigDecimal> steps) {
        if (values.isEmpty()) return List.of();
        boolean whole = values.values().stream()
                        .allMatch(one -> one.stripTrailingZeros().scale() <= 0)
                && steps.stream().allMatch(one -> one.stripTrailingZeros().scale() <= 0);
        var legend = new ArrayList<Step>();
        for (int i = 0; i <= steps.size(); i++) {
            var from = i == 0 ? BigDecimal.ZERO : steps.get(i - 1);
            var to = i == steps.size() ? null : whole ? steps.get(i).subtract(BigDecimal.ONE) : steps.get(i);
            legend.add(new Step(
                    String.valueOf(i),
                    to == null
                            ? Ui.number(from) + " 以上"
                            : whole && to.compareTo(from) <= 0
                                    ? Ui.number(from)
                                    : Ui.number(from) + "—" + Ui.number(to)));
        }
        legend.add(new Step("none", "没有数"));
        return legend;
    }
}
