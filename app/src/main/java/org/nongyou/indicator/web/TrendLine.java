package org.nongyou.indicator.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.web.Ui;

/// A line through the spans, drawn by the server; its numbers stand in a table below.
/// @param line   corners of the line; parted where a span has no figure
/// @param ticks  of the upright axis
/// @param labels of the level axis
/// @param aim    where the target stands, or null
/// @param last   the newest figure
public record TrendLine(
        List<String> line,
        List<Tick> ticks,
        List<Tick> labels,
        @Nullable Tick aim,
        @Nullable Tick last,
        List<Point> points) {

    public static final int WIDTH = 380;
    public static final int HEIGHT = 190;

    private static final int LEFT = 52;
    private static final int RIGHT = 56;
    private static final int TOP = 18;
    private static final int BOTTOM = 26;
    private static final int TICKS = 4;
    private static final int LABELS = 5;

    /// @param at distance from the left or the top
    public record Tick(int at, int other, String text) {}

    /// @param value null where nobody knows it
    public record Point(String span, @Nullable BigDecimal value) {}

    static TrendLine of(List<Point> points, @Nullable BigDecimal aim) {
        var most = aim == null ? BigDecimal.ZERO : aim;
        for (var point : points) if (point.value() != null) most = most.max(point.value());
        double top = nice(most.doubleValue() <= 0 ? 1 : most.doubleValue());
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        Tick last = null;
        int corners = 0;
        for (int i = 0; i < points.size(); i++) {
            var value = points.get(i).value();
            if (value == null) {
                if (corners > 0) lines.add(line.toString());
                line.setLength(0);
                corners = 0;
                continue;
            }
            int x = x(i, points.size());
            int y = y(value.doubleValue(), top);
            line.append(corners++ == 0 ? "M" : "L").append(x).append(' ').append(y);
            last = new Tick(x, y, Ui.number(value));
        }
        if (corners > 0) lines.add(line.toString());
        var ticks = new ArrayList<Tick>();
        for (int i = 0; i <= TICKS; i++) {
            double value = top * i / TICKS;
            ticks.add(new Tick(
                    y(value, top), 0, Ui.number(BigDecimal.valueOf(value).stripTrailingZeros())));
        }
        var labels = new ArrayList<Tick>();
        int every = Math.max(1, (points.size() + LABELS - 1) / LABELS);
        for (int i = 0; i < points.size(); i += every)
            labels.add(new Tick(
                    x(i, points.size()),
                    HEIGHT - 8,
                    points.get(i)
                            .span()
                            .substring(0, Math.min(4, points.get(i).span().length()))));
        return new TrendLine(
                lines,
                ticks,
                labels,
                aim == null ? null : new Tick(y(aim.doubleValue(), top), 0, Ui.number(aim)),
                last,
                points);
    }

    /// The next of 1, 2, 4, 5, 8 and their tens, so that a fourth of it reads well.
    static double nice(double most) {
        double ten = Math.pow(10, Math.floor(Math.log10(most)));
        for (double step : new double[] {1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10})
            if (step * ten >= most) return step * ten;
        return 10 * ten;
    }

    private static int x(int i, int of) {
        return of <= 1 ? (LEFT + WIDTH - RIGHT) / 2 : LEFT + (WIDTH - LEFT - RIGHT) * i / (of - 1);
    }

    private static int y(double value, double top) {
        return (int) Math.round(HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM));
    }

    public int left() {
        return LEFT;
    }

    public int right() {
        return WIDTH - RIGHT;
    }
}
