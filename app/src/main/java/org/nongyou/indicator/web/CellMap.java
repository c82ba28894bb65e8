package org.nongyou.indicator.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.region.RegionCode;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The map of an area as a drawing that the server makes: some kilobytes instead of a map library, so that an old
/// office
/// PC shows it at once and paper has it too. The cells are schematic (示意): no set of county outlines is known that may
/// be copied into the product and whose origin is clear.
@Component
class CellMap {

    /// Size of the drawing's longer side.
    private static final int SIDE = 640;
    /// Corners closer to the straight line than this are left out.
    private static final double NEAR = 0.9;

    private final Map<Level, List<Area>> areas;
    private final Map<RegionCode, Optional<Ground>> grounds = new ConcurrentHashMap<>();

    CellMap(JsonMapper json) {
        this.areas = Map.of(Level.COUNTY, read(json, "counties"), Level.CITY, read(json, "cities"));
    }

    /// @param rings longitude and latitude of the corners
    private record Area(RegionCode code, List<double[][]> rings) {}

    /// @param path  of the drawing
    /// @param x     middle, for the name
    record Shape(RegionCode code, String path, int x, int y) {}

    /// The drawing of an area without any figures.
    /// @param inside the counties or cities
    /// @param cities outlines of the cities over it
    record Ground(int width, int height, Level level, List<Shape> inside, List<Shape> cities, Projection projection) {}

    record Projection(double west, double north, double perLongitude, double perLatitude) {
        int x(double longitude) {
            return (int) Math.round((longitude - west) * perLongitude);
        }

        int y(double latitude) {
            return (int) Math.round((north - latitude) * perLatitude);
        }
    }

    /// The cells of the level below the area's own; of a county those of its city. Empty where none are known.
    /// @param level of the cells
    Optional<Ground> ground(RegionCode area, Level level) {
        return level == Level.CITY
                ? draw(area, Level.CITY)
                : grounds.computeIfAbsent(area, code -> draw(code, Level.COUNTY));
    }

    private Optional<Ground> draw(RegionCode area, Level level) {
        var around = area.level().ordinal() >= Level.COUNTY.ordinal()
                ? area.at(Level.CITY).orElse(area)
                : area;
        var inside = within(around, level);
        // Beyond one province the schematic cells are islands.
        if (inside.isEmpty() || !Level.NATIONAL.isAbove(around.level())) return Optional.empty();
        double west = 180;
        double east = -180;
        double south = 90;
        double north = -90;
        for (var one : inside) {
            for (var ring : one.rings()) {
                for (var corner : ring) {
                    west = Math.min(west, corner[0]);
                    east = Math.max(east, corner[0]);
                    south = Math.min(south, corner[1]);
                    north = Math.max(north, corner[1]);
                }
            }
        }
        double narrowing = Math.cos(Math.toRadians((south + north) / 2));
        double scale = SIDE / Math.max((east - west) * narrowing, north - south);
        var projection = new Projection(west, north, scale * narrowing, scale);
        return Optional.of(new Ground(
                projection.x(east) + 1,
                projection.y(south) + 1,
                level,
                inside.stream().map(one -> shape(one, projection)).toList(),
                around.level() == Level.PROVINCE && level == Level.COUNTY
                        ? within(around, Level.CITY).stream()
                                .map(one -> shape(one, projection))
                                .toList()
                        : List.of(),
                projection));
    }

    private List<Area> within(RegionCode region, Level level) {
        return areas.getOrDefault(level, List.of()).stream()
                .filter(one -> region.contains(one.code()))
                .toList();
    }

    private static Shape shape(Area area, Projection projection) {
        var path = new StringBuilder();
        int left = Integer.MAX_VALUE;
        int right = Integer.MIN_VALUE;
        int top = Integer.MAX_VALUE;
        int bottom = Integer.MIN_VALUE;
        for (var ring : area.rings()) {
            var corners = new ArrayList<int[]>();
            for (var corner : ring) corners.add(new int[] {projection.x(corner[0]), projection.y(corner[1])});
            var kept = thinned(corners);
            for (int i = 0; i < kept.size() - 1; i++) {
                var at = kept.get(i);
                left = Math.min(left, at[0]);
                right = Math.max(right, at[0]);
                top = Math.min(top, at[1]);
                bottom = Math.max(bottom, at[1]);
                path.append(i == 0 ? 'M' : i == 1 ? 'L' : ' ')
                        .append(at[0])
                        .append(' ')
                        .append(at[1]);
            }
            path.append('Z');
        }
        return new Shape(area.code(), path.toString(), (left + right) / 2, (top + bottom) / 2);
    }

    /// Without the corners that the eye cannot see (Douglas and Peucker); first and last stay.
    static List<int[]> thinned(List<int[]> line) {
        if (line.size() < 3) return line;
        var first = line.getFirst();
        var last = line.getLast();
        double farthest = 0;
        int at = 0;
        for (int i = 1; i < line.size() - 1; i++) {
            double distance = distance(line.get(i), first, last);
            if (distance > farthest) {
                farthest = distance;
                at = i;
            }
        }
        if (farthest < NEAR) return List.of(first, last);
        var kept = new ArrayList<>(thinned(line.subList(0, at + 1)));
        kept.removeLast();
        kept.addAll(thinned(line.subList(at, line.size())));
        return kept;
    }

    private static double distance(int[] point, int[] from, int[] to) {
        double along = Math.hypot(to[0] - from[0], to[1] - from[1]);
        if (along == 0) return Math.hypot(point[0] - from[0], point[1] - from[1]);
        return Math.abs((to[0] - from[0]) * (double) (from[1] - point[1])
                        - (from[0] - point[0]) * (double) (to[1] - from[1]))
                / along;
    }

    private static List<Area> read(JsonMapper json, String name) {
        try (var stream = CellMap.class.getResourceAsStream("/static/maps/" + name + ".geojson")) {
            if (stream == null) throw new IllegalStateException("maps/" + name + ".geojson is missing");
            var found = new ArrayList<Area>();
            for (var feature : json.readTree(stream).path("features")) {
                var rings = new ArrayList<double[][]>();
                var geometry = feature.path("geometry");
                boolean several = geometry.path("type").asString().equals("MultiPolygon");
                for (var part : geometry.path("coordinates")) {
                    if (several) for (var ring : part) rings.add(ring(ring));
                    else rings.add(ring(part));
                }
                found.add(new Area(
                        RegionCode.of(feature.path("properties").path("code").asString()), rings));
            }
            return List.copyOf(found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[][] ring(JsonNode ring) {
        var corners = new double[ring.size()][];
        for (int i = 0; i < corners.length; i++)
            corners[i] = new double[] {
                ring.get(i).get(0).asDouble(), ring.get(i).get(1).asDouble()
            };
        return corners;
    }

    /// Where steps 2 to 5 of the colours begin: where the rule changes, or equal parts up to the greatest.
    static List<BigDecimal> steps(Iterable<BigDecimal> values, @Nullable List<BigDecimal> breaks) {
        if (breaks != null) return breaks;
        var most = BigDecimal.ZERO;
        boolean whole = true;
        for (var value : values) {
            most = most.max(value);
            whole &= value.stripTrailingZeros().scale() <= 0;
        }
        var fifth = most.divide(BigDecimal.valueOf(5), 2, java.math.RoundingMode.UP);
        var width = whole
                ? fifth.setScale(0, java.math.RoundingMode.UP).max(BigDecimal.ONE)
                : fifth.max(new BigDecimal("0.01"));
        var steps = new ArrayList<BigDecimal>();
        for (int i = 1; i <= 4; i++) steps.add(width.multiply(BigDecimal.valueOf(i)));
        return steps;
    }

    /// 0 to 4.
    static int step(BigDecimal value, List<BigDecimal> steps) {
        int step = 0;
        while (step < steps.size() && value.compareTo(steps.get(step)) >= 0) step++;
        return step;
    }
}
