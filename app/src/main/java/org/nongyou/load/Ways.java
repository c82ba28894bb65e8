package org.nongyou.load;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nongyou.scheme.Act;
import org.nongyou.scheme.Procedure;
import org.nongyou.scheme.Stage;

/// The ways on which a case can have come to where it stands: to each stage and end of a procedure the straight one,
/// and where an office may return the case, one with a return. Every way is lawful under the procedure, since it is
/// read from it.
final class Ways {

    /// One act on a way.
    /// @param act  null for the start and for opening a notice, which are no acts of a scheme
    /// @param code as the database keeps it
    record Step(@Nullable Act act, String code, Stage from, Stage to) {

        static Step start(Stage first) {
            return new Step(null, "start", first, first);
        }

        static Step publicise(Stage stage) {
            return new Step(null, "publicise", stage, stage);
        }

        static Step of(Act act, Stage from, Stage to) {
            return new Step(act, act.code(), from, to);
        }

        boolean publicises() {
            return code.equals("publicise");
        }
    }

    /// @param steps begins with the start, ends where the case stands
    record Way(Procedure procedure, List<Step> steps) {

        Stage standing() {
            return steps.getLast().to();
        }

        /// The place among the steps, counted from 1, of the first that opens a notice.
        Optional<Integer> noticed() {
            return IntStream.range(0, steps.size())
                    .filter(place -> steps.get(place).publicises())
                    .mapToObj(place -> place + 1)
                    .findFirst();
        }
    }

    private Ways() {}

    static List<Way> of(Procedure procedure) {
        var straight = straight(procedure);
        var ways = new ArrayList<Way>();
        for (var stage : procedure.stages()) {
            var steps = straight.get(stage.id());
            if (steps == null) continue;
            ways.add(new Way(procedure, steps));
            withReturn(steps).map(more -> new Way(procedure, more)).ifPresent(ways::add);
            if (stage.notice().asked()) ways.add(new Way(procedure, extended(steps, Step.publicise(stage))));
        }
        return ways;
    }

    /// The shortest way to each stage, by acts that do not lead back.
    private static Map<String, List<Step>> straight(Procedure procedure) {
        var found = new HashMap<String, List<Step>>();
        var open = new ArrayDeque<Stage>();
        found.put(procedure.start(), List.of(Step.start(procedure.first())));
        open.add(procedure.first());
        while (!open.isEmpty()) {
            var from = open.remove();
            from.acts().forEach((act, to) -> {
                if (found.containsKey(to)) return;
                var stage = procedure.stage(to).orElseThrow();
                var before = known(found, from);
                // A notice must have stood before the case goes forward.
                if (from.notice().asked() && act.forward()) before = extended(before, Step.publicise(from));
                found.put(to, extended(before, Step.of(act, from, stage)));
                open.add(stage);
            });
        }
        return found;
    }

    /// The same way, gone back once from the last stage that may return the case, and forward again.
    private static Optional<List<Step>> withReturn(List<Step> steps) {
        for (int place = steps.size() - 1; place > 0; place--) {
            var at = steps.get(place).to();
            var back = at.after(Act.RETURN).orElse(null);
            if (back == null) continue;
            for (int earlier = place - 1; earlier >= 0; earlier--) {
                var stage = steps.get(earlier).to();
                if (!stage.id().equals(back)) continue;
                var more = new ArrayList<>(steps.subList(0, place + 1));
                more.add(Step.of(Act.RETURN, at, stage));
                more.addAll(steps.subList(earlier + 1, steps.size()));
                return Optional.of(List.copyOf(more));
            }
        }
        return Optional.empty();
    }

    private static List<Step> known(Map<String, List<Step>> found, Stage stage) {
        var steps = found.get(stage.id());
        if (steps == null) throw new IllegalStateException(stage.id());
        return steps;
    }

    private static List<Step> extended(List<Step> steps, Step step) {
        var all = new ArrayList<>(steps);
        all.add(step);
        return List.copyOf(all);
    }
}
