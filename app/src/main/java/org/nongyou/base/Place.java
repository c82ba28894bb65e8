package org.nongyou.base;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.sf.geographiclib.Geodesic;
import net.sf.geographiclib.GeodesicMask;
import net.sf.geographiclib.PolygonArea;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;
import org.nongyou.kernel.Area;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A piece of ground: one or more polygons in WGS84 degrees, each valid by itself. It is read from GeoJSON or from
/// corners that a person typed; what cannot be a piece of ground is refused with where and why.
public final class Place {

    static final int MOST_CORNERS = 5_000;
    static final int MOST_POLYGONS = 100;
    static final int LONGEST_TEXT = 1_000_000;

    /// China with its seas, roughly: catches swapped or projected coordinates, decides nothing else.
    private static final double WEST = 73;

    private static final double EAST = 136;
    private static final double SOUTH = 3;
    private static final double NORTH = 54;

    private static final GeometryFactory FACTORY = new GeometryFactory(new PrecisionModel(), 4326);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<Polygon> polygons;

    private Place(List<Polygon> polygons) {
        this.polygons = List.copyOf(polygons);
    }

    /// A polygon as it was found in a file, with the name it has there.
    public record Found(String name, Place place) {}

    // Reading

    /// What a person typed for one plot: corners as lines of longitude and latitude, or GeoJSON.
    public static Decision<Place> parse(String typed) {
        var text = typed.strip();
        if (text.length() > LONGEST_TEXT) return Decision.refused("base.place.too-long");
        if (text.startsWith("{") || text.startsWith("[")) {
            return parseFile(text)
                    .then(found -> joined(found.stream().map(Found::place).toList()));
        }
        return parseCorners(text);
    }

    /// A GeoJSON file: Polygon, MultiPolygon, GeometryCollection, Feature or FeatureCollection, in WGS84.
    public static Decision<List<Found>> parseFile(String text) {
        if (text.length() > LONGEST_TEXT) return Decision.refused("base.place.too-long");
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JacksonException e) {
            var at = e.getLocation();
            return at == null
                    ? Decision.refused("base.place.no-json")
                    : Decision.refused("base.place.no-json-at", at.getLineNr(), at.getColumnNr());
        }
        if (!root.isObject()) return Decision.refused("base.place.no-geojson");
        try {
            checkCrs(root);
            var found = new ArrayList<Found>();
            collect(root, "", found, 0);
            if (found.isEmpty()) return Decision.refused("base.place.no-polygon");
            if (found.stream().mapToInt(one -> one.place.polygons.size()).sum() > MOST_POLYGONS)
                return Decision.refused("base.place.many-polygons", MOST_POLYGONS);
            if (found.stream().mapToInt(one -> one.place.corners()).sum() > MOST_CORNERS)
                return Decision.refused("base.place.many-corners", MOST_CORNERS);
            return Decision.done(List.copyOf(found));
        } catch (Unusable e) {
            return Decision.refused(e.refusal);
        }
    }

    private static Decision<Place> parseCorners(String text) {
        var corners = new ArrayList<Coordinate>();
        int line = 0;
        try {
            for (var typed : text.split("\\R")) {
                line++;
                var trimmed = typed.strip()
                        .replaceAll("[，、\\s°]+", ",")
                        .replaceAll(",+", ",")
                        .replaceAll("^,|,$", "");
                if (trimmed.isEmpty()) continue;
                var parts = trimmed.split(",");
                if (parts.length != 2) return Decision.refused("base.place.corner", line, typed.strip());
                corners.add(corner(Double.parseDouble(parts[0]), Double.parseDouble(parts[1])));
                if (corners.size() > MOST_CORNERS) return Decision.refused("base.place.many-corners", MOST_CORNERS);
            }
            return Decision.done(new Place(List.of(polygon(ring(corners, false), List.of()))));
        } catch (NumberFormatException e) {
            return Decision.refused("base.place.corner", line, text.split("\\R")[line - 1].strip());
        } catch (Unusable e) {
            return Decision.refused(e.refusal);
        }
    }

    /// RFC 7946 knows only WGS84; older files name their system, and only the same one is taken.
    private static void checkCrs(JsonNode root) {
        var crs = root.get("crs");
        if (crs == null || crs.isNull()) return;
        var name = crs.path("properties").path("name").asString("");
        if (!name.matches(
                "(?i)urn:ogc:def:crs:OGC:[0-9.]*:CRS84|OGC:CRS84|EPSG:4326|urn:ogc:def:crs:EPSG:[0-9.]*:4326"))
            throw new Unusable(Refusal.of("base.place.crs", name.isEmpty() ? "没有写名称" : name));
    }

    private static void collect(JsonNode node, String name, List<Found> found, int depth) {
        if (depth > 8) throw new Unusable(Refusal.of("base.place.no-geojson"));
        switch (node.path("type").asString("")) {
            case "FeatureCollection" -> each(node.path("features"), one -> collect(one, "", found, depth + 1));
            case "Feature" -> {
                var properties = node.path("properties");
                var named = "";
                for (var key : List.of("name", "名称", "地块", "NAME", "title")) {
                    if (named.isEmpty() && properties.path(key).isValueNode())
                        named = properties.path(key).asString("");
                }
                if (node.path("geometry").isObject()) collect(node.path("geometry"), named, found, depth + 1);
            }
            case "GeometryCollection" -> each(node.path("geometries"), one -> collect(one, name, found, depth + 1));
            case "Polygon" -> found.add(new Found(name, new Place(List.of(polygon(node.path("coordinates"))))));
            case "MultiPolygon" -> {
                var parts = new ArrayList<Polygon>();
                each(node.path("coordinates"), one -> parts.add(polygon(one)));
                if (!parts.isEmpty()) found.add(new Found(name, new Place(parts)));
            }
            case "Point", "MultiPoint", "LineString", "MultiLineString" ->
                throw new Unusable(Refusal.of("base.place.not-polygon"));
            default -> throw new Unusable(Refusal.of("base.place.no-geojson"));
        }
        if (found.size() > MOST_POLYGONS) throw new Unusable(Refusal.of("base.place.many-polygons", MOST_POLYGONS));
    }

    private static void each(JsonNode list, java.util.function.Consumer<JsonNode> one) {
        if (!list.isArray()) throw new Unusable(Refusal.of("base.place.no-geojson"));
        list.forEach(one);
    }

    private static Polygon polygon(JsonNode rings) {
        if (!rings.isArray() || rings.isEmpty()) throw new Unusable(Refusal.of("base.place.no-geojson"));
        var read = new ArrayList<LinearRing>();
        for (var ring : rings) {
            if (!ring.isArray()) throw new Unusable(Refusal.of("base.place.no-geojson"));
            if (ring.size() > MOST_CORNERS) throw new Unusable(Refusal.of("base.place.many-corners", MOST_CORNERS));
            var corners = new ArrayList<Coordinate>();
            for (var c : ring) {
                if (!c.isArray()
                        || c.size() < 2
                        || !c.get(0).isNumber()
                        || !c.get(1).isNumber()) throw new Unusable(Refusal.of("base.place.no-geojson"));
                corners.add(corner(c.get(0).asDouble(), c.get(1).asDouble()));
            }
            read.add(ring(corners, true));
        }
        return polygon(read.getFirst(), read.subList(1, read.size()));
    }

    private static Coordinate corner(double longitude, double latitude) {
        if (!Double.isFinite(longitude) || !Double.isFinite(latitude))
            throw new Unusable(Refusal.of("base.place.no-geojson"));
        if (Math.abs(longitude) > 180 || Math.abs(latitude) > 180)
            throw new Unusable(Refusal.of("base.place.projected", plain(longitude), plain(latitude)));
        boolean inside = longitude >= WEST && longitude <= EAST && latitude >= SOUTH && latitude <= NORTH;
        if (!inside) {
            boolean swapped = latitude >= WEST && latitude <= EAST && longitude >= SOUTH && longitude <= NORTH;
            throw new Unusable(Refusal.of(
                    swapped ? "base.place.swapped" : "base.place.abroad", plain(longitude), plain(latitude)));
        }
        // A metre is 0.00001°: finer figures are noise of the device.
        return new Coordinate(Math.round(longitude * 1e7) / 1e7, Math.round(latitude * 1e7) / 1e7);
    }

    /// @param mustClose GeoJSON repeats the first corner at the end; a person does not
    private static LinearRing ring(List<Coordinate> typed, boolean mustClose) {
        var corners = new ArrayList<Coordinate>();
        for (var corner : typed) {
            if (corners.isEmpty() || !corners.getLast().equals2D(corner)) corners.add(corner);
        }
        boolean closed = corners.size() > 1 && corners.getFirst().equals2D(corners.getLast());
        if (mustClose && !closed) throw new Unusable(Refusal.of("base.place.open"));
        if (!closed && !corners.isEmpty()) corners.add(corners.getFirst());
        if (corners.size() < 4)
            throw new Unusable(Refusal.of("base.place.few-corners", Math.max(0, corners.size() - 1)));
        return FACTORY.createLinearRing(corners.toArray(Coordinate[]::new));
    }

    private static Polygon polygon(LinearRing shell, List<LinearRing> holes) {
        var polygon = FACTORY.createPolygon(shell, holes.toArray(LinearRing[]::new));
        var fault = new IsValidOp(polygon).getValidationError();
        if (fault != null) throw new Unusable(refusal(fault));
        polygon.normalize();
        // Corners on one line have no area in degrees, though the ellipsoid bends between them.
        if (polygon.getArea() < 1e-11 || mu(polygon).mu().signum() == 0)
            throw new Unusable(Refusal.of("base.place.no-area"));
        return polygon;
    }

    private static Refusal refusal(TopologyValidationError fault) {
        var at = fault.getCoordinate();
        var east = plain(at.x);
        var north = plain(at.y);
        return switch (fault.getErrorType()) {
            case TopologyValidationError.SELF_INTERSECTION, TopologyValidationError.RING_SELF_INTERSECTION ->
                Refusal.of("base.place.crossing", east, north);
            case TopologyValidationError.HOLE_OUTSIDE_SHELL, TopologyValidationError.NESTED_HOLES ->
                Refusal.of("base.place.hole", east, north);
            case TopologyValidationError.DISCONNECTED_INTERIOR -> Refusal.of("base.place.cut", east, north);
            default -> Refusal.of("base.place.invalid", east, north);
        };
    }

    /// Several pieces as one. Two that overlap are refused: an area must not count twice.
    public static Decision<Place> joined(List<Place> places) {
        var all = new ArrayList<Polygon>();
        places.forEach(place -> all.addAll(place.polygons));
        if (all.isEmpty()) return Decision.refused("base.place.no-polygon");
        if (all.size() > MOST_POLYGONS) return Decision.refused("base.place.many-polygons", MOST_POLYGONS);
        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                var overlap = overlap(all.get(i), all.get(j));
                if (overlap.mu().doubleValue() >= 0.05)
                    return Decision.refused("base.place.pieces-overlap", i + 1, j + 1, overlap);
            }
        }
        return Decision.done(new Place(all));
    }

    /// A geometry that was stored by [#toGeoJson].
    static Place stored(String geoJson) {
        return parseFile(geoJson)
                .then(found -> Decision.done(new Place(found.stream()
                        .flatMap(one -> one.place.polygons.stream())
                        .toList())))
                .orElseThrow();
    }

    // Measuring

    /// On the WGS84 ellipsoid.
    public Area area() {
        return polygons.stream()
                .map(Place::mu)
                .reduce((a, b) -> new Area(a.mu().add(b.mu())))
                .orElseThrow();
    }

    private static Area mu(Geometry geometry) {
        double squareMetres = 0;
        for (int i = 0; i < geometry.getNumGeometries(); i++) {
            if (!(geometry.getGeometryN(i) instanceof Polygon polygon) || polygon.isEmpty()) continue;
            squareMetres += ringArea(polygon.getExteriorRing());
            for (int h = 0; h < polygon.getNumInteriorRing(); h++)
                squareMetres -= ringArea(polygon.getInteriorRingN(h));
        }
        return Area.ofSquareMetres(squareMetres);
    }

    private static double ringArea(LinearRing ring) {
        var area = new PolygonArea(Geodesic.WGS84, false);
        var corners = ring.getCoordinates();
        for (int i = 0; i < corners.length - 1; i++) area.AddPoint(corners[i].y, corners[i].x);
        return Math.abs(area.Compute().area);
    }

    /// The ground that both cover.
    public Area overlap(Place other) {
        var total = new Area(java.math.BigDecimal.ZERO);
        for (var mine : polygons) {
            for (var theirs : other.polygons)
                total = new Area(total.mu().add(overlap(mine, theirs).mu()));
        }
        return total;
    }

    private static Area overlap(Polygon one, Polygon other) {
        var nothing = new Area(java.math.BigDecimal.ZERO);
        if (!one.getEnvelopeInternal().intersects(other.getEnvelopeInternal())) return nothing;
        if (!PreparedGeometryFactory.prepare(one).intersects(other)) return nothing;
        return mu(OverlayNGRobust.overlay(one, other, OverlayNG.INTERSECTION));
    }

    /// Between a point and the nearest corner, in kilometres; 0 when the point lies within.
    public double kilometresTo(double longitude, double latitude) {
        var point = FACTORY.createPoint(new Coordinate(longitude, latitude));
        if (polygons.stream().anyMatch(polygon -> polygon.covers(point))) return 0;
        return polygons.stream()
                        .flatMap(polygon -> java.util.Arrays.stream(polygon.getCoordinates()))
                        .mapToDouble(
                                c -> Geodesic.WGS84.Inverse(latitude, longitude, c.y, c.x, GeodesicMask.DISTANCE).s12)
                        .min()
                        .orElseThrow()
                / 1000;
    }

    public int corners() {
        return polygons.stream().mapToInt(polygon -> polygon.getNumPoints() - 1).sum();
    }

    public int pieces() {
        return polygons.size();
    }

    /// West, south, east, north.
    public double[] extent() {
        var all = new org.locationtech.jts.geom.Envelope();
        polygons.forEach(polygon -> all.expandToInclude(polygon.getEnvelopeInternal()));
        return new double[] {all.getMinX(), all.getMinY(), all.getMaxX(), all.getMaxY()};
    }

    /// A point that lies inside, for a mark on the map: longitude, latitude.
    public double[] centre() {
        var point = asMultiPolygon().getInteriorPoint();
        return new double[] {point.getX(), point.getY()};
    }

    private MultiPolygon asMultiPolygon() {
        return FACTORY.createMultiPolygon(polygons.toArray(Polygon[]::new));
    }

    // Writing

    /// A geometry by RFC 7946: Polygon or MultiPolygon, outer rings counter-clockwise.
    public String toGeoJson() {
        return JSON.writeValueAsString(geometry());
    }

    Map<String, Object> geometry() {
        var geometry = new LinkedHashMap<String, Object>();
        if (polygons.size() == 1) {
            geometry.put("type", "Polygon");
            geometry.put("coordinates", rings(polygons.getFirst()));
        } else {
            geometry.put("type", "MultiPolygon");
            geometry.put("coordinates", polygons.stream().map(Place::rings).toList());
        }
        return geometry;
    }

    /// The corners as a person reads and changes them, where there is one piece without holes; else GeoJSON.
    public String toText() {
        if (polygons.size() > 1 || polygons.getFirst().getNumInteriorRing() > 0) return toGeoJson();
        var text = new StringBuilder();
        var corners = polygons.getFirst().getExteriorRing().getCoordinates();
        for (int i = 0; i < corners.length - 1; i++) {
            text.append(plain(corners[i].x))
                    .append(',')
                    .append(plain(corners[i].y))
                    .append('\n');
        }
        return text.toString().strip();
    }

    private static List<List<List<Double>>> rings(Polygon polygon) {
        var rings = new ArrayList<List<List<Double>>>();
        rings.add(corners(polygon.getExteriorRing(), true));
        for (int i = 0; i < polygon.getNumInteriorRing(); i++) rings.add(corners(polygon.getInteriorRingN(i), false));
        return rings;
    }

    private static List<List<Double>> corners(LinearRing ring, boolean counterClockwise) {
        var list = new ArrayList<List<Double>>();
        for (var c : ring.getCoordinates()) list.add(List.of(c.x, c.y));
        boolean is = org.locationtech.jts.algorithm.Orientation.isCCW(ring.getCoordinateSequence());
        return is == counterClockwise ? list : list.reversed();
    }

    private static String plain(double degrees) {
        return java.math.BigDecimal.valueOf(Math.round(degrees * 1e7), 7)
                .stripTrailingZeros()
                .toPlainString();
    }

    /// Carries a refusal out of the depth of a file.
    private static final class Unusable extends RuntimeException {

        private final transient Refusal refusal;

        Unusable(Refusal refusal) {
            super(refusal.key(), null, false, false);
            this.refusal = refusal;
        }
    }

    @Override
    public String toString() {
        return polygons.size() + " polygons, " + corners() + " corners";
    }
}
