package org.nongyou.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/// Places of invented bases: some fields side by side, a few kilometres from the county's point, turned a little. The
/// fields' area is what the base declares, up to a few per cent, as in life.
final class DemoPlaces {

    private static final double METRES_PER_DEGREE = 111_320;
    private static final double SQUARE_METRES_PER_MU = 10_000.0 / 15;

    private DemoPlaces() {}

    /// @param ring longitude and latitude of the corners, closed
    record Field(String name, BigDecimal areaMu, List<double[]> ring) {

        /// The outline as a GeoJSON Polygon.
        String geoJson() {
            return "{\"type\":\"Polygon\",\"coordinates\":[" + coordinates() + "]}";
        }

        private String coordinates() {
            var text = new StringBuilder("[");
            for (var corner : ring) {
                if (text.length() > 1) text.append(',');
                text.append(String.format(Locale.ROOT, "[%.6f,%.6f]", corner[0], corner[1]));
            }
            return text.append(']').toString();
        }
    }

    record Place(double longitude, double latitude, List<Field> fields) {

        /// All fields as a GeoJSON MultiPolygon.
        String geoJson() {
            var text = new StringBuilder("{\"type\":\"MultiPolygon\",\"coordinates\":[");
            for (int i = 0; i < fields.size(); i++) {
                if (i > 0) text.append(',');
                text.append('[').append(fields.get(i).coordinates()).append(']');
            }
            return text.append("]}").toString();
        }
    }

    /// @param slot bases of one county take different slots and do not overlap
    static Place around(double longitude, double latitude, int slot, BigDecimal areaMu, RandomGenerator random) {
        var bearing = Math.toRadians(slot * 47.0 + random.nextDouble() * 10);
        var distance = 3_000 + slot * 900.0;
        var east = METRES_PER_DEGREE * Math.cos(Math.toRadians(latitude));
        var lon = longitude + distance * Math.sin(bearing) / east;
        var lat = latitude + distance * Math.cos(bearing) / METRES_PER_DEGREE;
        var turn = Math.toRadians(random.nextDouble() * 20 - 10);
        int count = 2 + random.nextInt(4);
        var each = areaMu.divide(BigDecimal.valueOf(count), 2, RoundingMode.DOWN);
        var fields = new ArrayList<Field>();
        var squareMetres = each.doubleValue() * SQUARE_METRES_PER_MU * (0.97 + random.nextDouble() * 0.06);
        var height = Math.sqrt(squareMetres * 1.6);
        var width = squareMetres / height;
        for (int i = 0; i < count; i++) {
            var left = i * (width + 12);
            var ring = new ArrayList<double[]>();
            for (var corner :
                    new double[][] {{left, 0}, {left + width, 0}, {left + width, height}, {left, height}, {left, 0}}) {
                var x = corner[0] * Math.cos(turn) - corner[1] * Math.sin(turn);
                var y = corner[0] * Math.sin(turn) + corner[1] * Math.cos(turn);
                ring.add(new double[] {lon + x / east, lat + y / METRES_PER_DEGREE});
            }
            fields.add(new Field((i + 1) + " 号", each, ring));
        }
        return new Place(lon, lat, fields);
    }
}
