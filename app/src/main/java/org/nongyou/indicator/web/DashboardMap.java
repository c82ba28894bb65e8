package org.nongyou.indicator.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.indicator.TargetStanding;
import org.nongyou.indicator.TargetState;
import org.nongyou.indicator.web.DashboardAttentions.Marked;
import org.nongyou.kernel.Level;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Bound;
import org.nongyou.scheme.Scheme;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// The map of the dashboard: the places in the colour of their figure, and a pin on each that wants attention.
@Component
class DashboardMap {

    private final CellMap cells;
    private final Divisions divisions;

    DashboardMap(CellMap cells, Divisions divisions) {
        this.cells = cells;
        this.divisions = divisions;
    }

    /// Null where no cells of the area are known.
    @Nullable
    MapView of(@Nullable DashboardFocus focus, Scheme scheme, RegionCode area, List<Marked> marks) {
        var level = focus != null
                        && focus.parts().stream().anyMatch(part -> part.region().level() == Level.CITY)
                ? Level.CITY
                : Level.COUNTY;
        var found = cells.ground(area, level);
        if (found.isEmpty()) return null;
        var ground = found.get();
        var values = new HashMap<RegionCode, BigDecimal>();
        var tips = new HashMap<RegionCode, String>();
        var hrefs = new HashMap<RegionCode, String>();
        if (focus != null) {
            var parts = new ArrayList<>(focus.parts());
            if (parts.isEmpty())
                parts.add(new TargetStanding.Part(
                        area, divisions.name(area), new Bound(null, null), focus.whole(), TargetState.SHARE, null));
            for (var part : parts) {
                var amount = part.measured().amount();
                if (amount != null) values.put(part.region(), amount);
                tips.put(
                        part.region(),
                        part.name() + " "
                                + (amount == null
                                        ? "没有数"
                                        : Ui.number(amount) + " "
                                                + focus.indicator().unit()));
                hrefs.put(part.region(), TargetsController.href(scheme, focus.indicator(), part.region()));
            }
        }
        var breaks = focus == null || focus.each() == null
                ? Optional.<List<BigDecimal>>empty()
                : steps(focus.each().target().bound());
        var names = new ArrayList<MapView.Name>();
        var named = area.level() == Level.PROVINCE && level == Level.COUNTY
                ? cells.ground(area, Level.CITY).map(CellMap.Ground::inside).orElse(List.of())
                : ground.inside();
        for (var shape : named) names.add(new MapView.Name(shape.x(), shape.y(), divisions.name(shape.code())));
        var pins = new ArrayList<MapView.Mark>();
        for (var mark : marks) {
            var division = divisions.find(mark.region());
            if (division.isEmpty()) continue;
            var longitude = division.get().longitude();
            var latitude = division.get().latitude();
            if (longitude == null || latitude == null) continue;
            int x = ground.projection().x(longitude.doubleValue());
            int y = ground.projection().y(latitude.doubleValue());
            // Marks of one place stand beside each other.
            while (taken(pins, x, y)) x += 26;
            pins.add(new MapView.Mark(
                    x,
                    y,
                    String.valueOf(mark.line().number()),
                    mark.line().tone(),
                    mark.line().place() + " " + mark.line().what(),
                    mark.line().href()));
        }
        return MapView.of(
                ground, values, CellMap.steps(values.values(), breaks.orElse(null)), tips, hrefs, names, pins);
    }

    private static boolean taken(List<MapView.Mark> pins, int x, int y) {
        return pins.stream().anyMatch(one -> Math.abs(one.x() - x) < 25 && Math.abs(one.y() - y) < 25);
    }

    /// The map's colours change where the rule does: 0—1, 2 / 3, 4, 5 for 3—5.
    private static Optional<List<BigDecimal>> steps(Bound bound) {
        var least = bound.least();
        var most = bound.most();
        if (least == null || most == null || least.compareTo(BigDecimal.ONE) <= 0) return Optional.empty();
        var second = least.add(BigDecimal.ONE);
        if (second.compareTo(most) >= 0) return Optional.empty();
        return Optional.of(List.of(least.subtract(BigDecimal.ONE), least, second, most));
    }
}
