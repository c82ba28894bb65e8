package org.nongyou.scheme.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.scheme.Act;
import org.nongyou.scheme.Days;
import org.nongyou.scheme.End;
import org.nongyou.scheme.Procedure;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Stage;

/// A procedure drawn from its data: a lane for each level that acts, the steps from left to right, solid lines onward,
/// dashed lines back. Sizes are the drawing's own units; the page scales it.
public record Drawing(int width, int height, List<Lane> lanes, List<Box> boxes, List<Line> lines) {

    private static final int LABEL = 64;
    private static final int BOX_WIDTH = 132;
    private static final int BOX_HEIGHT = 66;
    private static final int STEP = 178;
    private static final int LANE = 112;
    private static final int LETTERS = 9;
    /// Marks a row beside the way onward.
    private static final String SIDE = "/";

    /// @param y of its middle
    public record Lane(String title, int y, int top) {}

    /// @param tone `now` for the first, `end` for the good end, else empty
    public record Box(int x, int y, List<String> title, String who, String note, String tone) {
        public int middle() {
            return x + BOX_WIDTH / 2;
        }

        public int width() {
            return BOX_WIDTH;
        }

        public int height() {
            return BOX_HEIGHT;
        }

        /// Where the first line of the title stands.
        public int firstLine() {
            return y + (title.size() > 1 ? 20 : 28);
        }
    }

    /// @param path SVG path data
    public record Line(String path, boolean back, String label, int labelX, int labelY) {}

    static Drawing of(Scheme scheme, Procedure procedure) {
        var ranks = ranks(procedure);
        var side = side(procedure, ranks);
        var shown = procedure.stages().stream()
                .filter(stage -> ranks.containsKey(stage.id()))
                .filter(stage -> stage.end() == null || good(stage.end()))
                .toList();
        var lanesByTitle = lanes(scheme, shown, side);
        var boxes = new LinkedHashMap<String, Box>();
        String lastLane = lanesByTitle.keySet().iterator().next();
        var taken = new HashMap<String, Integer>();
        for (var stage : shown) {
            var lane = stage.end() == null ? lane(scheme, stage, side) : lastLane;
            if (!side.contains(stage.id())) lastLane = lane;
            int rank = ranks.getOrDefault(stage.id(), 0);
            // Two steps of one rank in one lane stand beside each other.
            while (taken.containsKey(lane + rank)) rank++;
            taken.put(lane + rank, 1);
            var at = lanesByTitle.get(lane);
            if (at == null) continue;
            boxes.put(
                    stage.id(),
                    new Box(
                            LABEL + 12 + rank * STEP,
                            at.y() - BOX_HEIGHT / 2,
                            wrapped(stage.title()),
                            stage.end() == null ? short_(brief(Names.who(scheme, stage))) : "",
                            note(stage),
                            stage.end() != null ? "end" : stage.id().equals(procedure.start()) ? "now" : ""));
        }
        var lines = new ArrayList<Line>();
        for (var stage : shown) {
            for (var act : stage.acts().entrySet()) {
                var from = boxes.get(stage.id());
                var to = boxes.get(act.getValue());
                if (from == null || to == null || from == to) continue;
                lines.add(to.x() > from.x() ? onward(from, to, act.getKey()) : back(from, to, act.getKey()));
            }
        }
        int width = boxes.values().stream().mapToInt(Box::x).max().orElse(0) + BOX_WIDTH + 16;
        return new Drawing(
                width,
                lanesByTitle.size() * LANE,
                List.copyOf(lanesByTitle.values()),
                List.copyOf(boxes.values()),
                lines);
    }

    /// How many steps lie before a stage, on the longest way onward.
    private static Map<String, Integer> ranks(Procedure procedure) {
        var ranks = new HashMap<String, Integer>();
        ranks.put(procedure.start(), 0);
        for (int round = 0; round < procedure.stages().size(); round++) {
            for (var stage : procedure.stages()) {
                var rank = ranks.get(stage.id());
                if (rank == null) continue;
                stage.acts().forEach((act, to) -> {
                    boolean onward = act.forward()
                            || procedure
                                    .stage(to)
                                    .map(Stage::end)
                                    .filter(Drawing::good)
                                    .isPresent();
                    if (onward && rank + 1 < procedure.stages().size()) ranks.merge(to, rank + 1, Math::max);
                });
            }
        }
        return ranks;
    }

    /// What only a rejection or a return leads to, such as a rectification. It stands in rows of its own below the way
    /// onward, after the step that leads there.
    private static Set<String> side(Procedure procedure, Map<String, Integer> ranks) {
        var side = new HashSet<String>();
        for (int round = 0; round < procedure.stages().size(); round++) {
            for (var stage : procedure.stages()) {
                var rank = ranks.get(stage.id());
                if (rank == null) continue;
                for (var to : stage.acts().values()) {
                    boolean ends = procedure.stage(to).map(Stage::end).isPresent();
                    if (ranks.putIfAbsent(to, rank + 1) == null && !ends) side.add(to);
                }
            }
        }
        return side;
    }

    private static boolean good(@Nullable End end) {
        if (end == null) return false;
        return switch (end) {
            case LISTED, REMOVED, PAID, CLOSED -> true;
            case REFUSED, WITHDRAWN, KEPT -> false;
        };
    }

    /// Highest level on top, the applicant at the bottom.
    private static Map<String, Lane> lanes(Scheme scheme, List<Stage> stages, Set<String> side) {
        var order = laneTitles();
        var used = stages.stream()
                .filter(stage -> stage.end() == null)
                .map(stage -> lane(scheme, stage, side))
                .distinct()
                .sorted(Comparator.comparing((String key) -> key.endsWith(SIDE))
                        .thenComparing(key -> order.indexOf(key.replace(SIDE, ""))))
                .toList();
        var lanes = new LinkedHashMap<String, Lane>();
        for (var title : used) {
            int top = lanes.size() * LANE;
            lanes.put(title, new Lane(title.replace(SIDE, ""), top + LANE / 2, top));
        }
        return lanes;
    }

    static List<String> laneTitles() {
        var order = new ArrayList<String>();
        for (var level : Level.values()) order.add(level.title());
        order.add("外部");
        order.add("申报人");
        return order;
    }

    private static String lane(Scheme scheme, Stage stage, Set<String> side) {
        return lane(scheme, stage) + (side.contains(stage.id()) ? SIDE : "");
    }

    static String lane(Scheme scheme, Stage stage) {
        if (stage.byApplicant()) return "申报人";
        return stage.offices().stream()
                .findFirst()
                .flatMap(scheme::office)
                .map(office -> office.level() == null ? "外部" : office.level().title())
                .orElse("外部");
    }

    private static String note(Stage stage) {
        return switch (stage.notice()) {
            case Days.Fixed(var number, var count) -> "公示 " + number + " " + count.title();
            case Days.ByOffice _ -> "公示";
            case Days.None _ ->
                switch (stage.days()) {
                    case Days.Fixed(var number, var count) -> number + " " + count.title() + "内";
                    case Days.ByOffice _, Days.None _ ->
                        stage.scoring() != null ? "专家评分" : stage.checklist() != null ? "逐项验收" : "";
                };
        };
    }

    private static Line onward(Box from, Box to, Act act) {
        int y1 = from.y() + BOX_HEIGHT / 2;
        int y2 = to.y() + BOX_HEIGHT / 2;
        int x1 = from.x() + BOX_WIDTH;
        int turn = to.x() - (STEP - BOX_WIDTH) / 2;
        var path = y1 == y2
                ? "M%d %dH%d".formatted(x1, y1, to.x() - 2)
                : "M%d %dH%dV%dH%d".formatted(x1, y1, turn, y2, to.x() - 2);
        return new Line(path, false, act.title(), x1 + 5, act.forward() ? y1 - 6 : y1 + 16);
    }

    /// Down the left third of the box and along to the box that it goes back to.
    private static Line back(Box from, Box to, Act act) {
        int x = from.x() + 26;
        if (from.y() == to.y()) {
            int low = from.y() + BOX_HEIGHT + 12;
            var path = "M%d %dV%dH%dV%d".formatted(x, from.y() + BOX_HEIGHT, low, to.middle(), to.y() + BOX_HEIGHT + 2);
            return new Line(path, true, act.title(), (x + to.middle()) / 2 - 12, low + 12);
        }
        boolean down = to.y() > from.y();
        int start = down ? from.y() + BOX_HEIGHT : from.y();
        int y = to.y() + BOX_HEIGHT / 2 + (down ? 16 : -16);
        var path = "M%d %dV%dH%d".formatted(x, start, y, to.x() + BOX_WIDTH + 2);
        return new Line(path, true, act.title(), to.x() + BOX_WIDTH + (down ? 8 : 34), down ? y + 14 : y - 5);
    }

    private static List<String> wrapped(String title) {
        if (title.length() <= LETTERS) return List.of(title);
        int half = Math.min(LETTERS, (title.length() + 1) / 2);
        return List.of(title.substring(0, half), short_(title.substring(half)));
    }

    /// 县（市、区）农业农村局 is 县农业农村局 in a drawing.
    private static String brief(String who) {
        return who.replaceAll("（[^）]*）", "");
    }

    private static String short_(String text) {
        return text.length() <= LETTERS + 1 ? text : text.substring(0, LETTERS) + "…";
    }
}
