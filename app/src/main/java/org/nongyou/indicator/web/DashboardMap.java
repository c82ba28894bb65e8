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

    /// In the units of the drawing.
    private static final int PIN = 25;

    private static final int LETTER = 20;
    private static final int STEPS = 4;
    private static final int[][] WAYS = {{0, -1}, {0, 1}, {1, 0}, {-1, 0}, {1, -1}, {-1, -1}, {1, 1}, {-1, 1}};

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
            var at = free(pins, names, ground, x, y);
            pins.add(new MapView.Mark(
                    at[0],
                    at[1],
                    String.valueOf(mark.line().number()),
                    mark.line().tone(),
                    mark.line().place() + " " + mark.line().what(),
                    mark.line().href()));
        }
        return MapView.of(
                ground, values, CellMap.steps(values.values(), breaks.orElse(null)), tips, hrefs, names, pins);
    }

    /// The spot nearest to the place where a pin covers neither another one nor a name; marks of one place stand side
    /// by
    /// side.
    private static int[] free(List<MapView.Mark> pins, List<MapView.Name> names, CellMap.Ground ground, int x, int y) {
        for (int step = 0; step <= STEPS; step++) {
            for (var way : WAYS) {
                int atX = x + way[0] * step * PIN;
                int atY = y + way[1] * step * PIN;
                boolean inside = atX > 0 && atX < ground.width() && atY > 0 && atY < ground.height();
                if (inside && !taken(pins, atX, atY) && !covers(names, atX, atY)) return new int[] {atX, atY};
            }
        }
        return new int[] {x, y};
    }

    private static boolean taken(List<MapView.Mark> pins, int x, int y) {
        return pins.stream().anyMatch(one -> Math.abs(one.x() - x) < PIN && Math.abs(one.y() - y) < PIN);
    }

    /// A name is written around its spot, each letter up to 20 wide and high.
    private static boolean covers(List<MapView.Name> names, int x, int y) {
        return names.stream()
                .anyMatch(name -> Math.abs(name.x() - x) < name.text().length() * LETTER / 2 + PIN / 2
                        && Math.abs(name.y() - LETTER / 3 - y) < (LETTER + PIN) / 2);
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
