package org.nongyou.production.web;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.web.Ui;

/// A small line of one measured item through the years, drawn by the server; its numbers stand in the table beside it.
/// @param title  of the item, with its unit
/// @param line   path of the line
/// @param points where something was measured
/// @param limit  height of the highest that is allowed; null where there is none, or it lies out of the picture
public record SeriesChart(
        String title,
        String line,
        List<Point> points,
        @Nullable Point limit,
        String from,
        String to,
        String words) {

    public static final int WIDTH = 280;
    public static final int HEIGHT = 110;
    private static final int SIDE = 14;
    private static final int TOP = 22;
    private static final int BOTTOM = 24;

    public record Point(int x, int y, String text) {}

    /// @param text the value as it is told: <0.002 where less was found than the laboratory can tell
    public record Measured(LocalDate on, BigDecimal value, String text) {}

    /// @param series at least two
    static SeriesChart of(String title, List<Measured> series, @Nullable BigDecimal highest) {
        var sorted = series.stream().sorted(Comparator.comparing(Measured::on)).toList();
        double top = sorted.stream()
                .mapToDouble(one -> one.value().doubleValue())
                .max()
                .orElse(1);
        // A limit far above would press the line flat: then the table alone tells it.
        boolean near = highest != null && highest.doubleValue() <= top * 4;
        double most = Math.max(near && highest != null ? highest.doubleValue() : 0, top) * 1.1;
        if (most <= 0) most = 1;
        long days = Math.max(
                1,
                ChronoUnit.DAYS.between(sorted.getFirst().on(), sorted.getLast().on()));
        var points = new ArrayList<Point>();
        var line = new StringBuilder();
        var words = new StringBuilder(title);
        for (var one : sorted) {
            int x = (int) (SIDE
                    + (WIDTH - 2L * SIDE)
                            * ChronoUnit.DAYS.between(sorted.getFirst().on(), one.on())
                            / days);
            int y = y(one.value().doubleValue(), most);
            line.append(points.isEmpty() ? "M" : "L").append(x).append(' ').append(y);
            points.add(new Point(x, y, one.text()));
            words.append('，').append(one.on()).append(' ').append(one.text());
        }
        return new SeriesChart(
                title,
                line.toString(),
                points,
                near && highest != null ? new Point(SIDE, y(highest.doubleValue(), most), Ui.number(highest)) : null,
                sorted.getFirst().on().toString(),
                sorted.getLast().on().toString(),
                words.toString());
    }

    private static int y(double value, double most) {
        return (int) Math.round(HEIGHT - BOTTOM - value / most * (HEIGHT - TOP - BOTTOM));
    }

    public Point last() {
        return points.getLast();
    }

    public int right() {
        return WIDTH - SIDE;
    }
}
