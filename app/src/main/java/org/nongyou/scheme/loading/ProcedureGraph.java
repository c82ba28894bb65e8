package org.nongyou.scheme.loading;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The stages of a procedure as points and its acts as arrows.
/// @param next the stages that each stage leads to; an end leads nowhere
/// @param ends the stages that end the procedure
record ProcedureGraph(String start, Map<String, List<String>> next, Set<String> ends) {

    /// The stages that no road from the start comes to, in the order written.
    Set<String> unreachable() {
        var reached = closure(Set.of(start), next);
        var missing = new LinkedHashSet<>(next.keySet());
        missing.removeAll(reached);
        return missing;
    }

    /// The stages from which no end can be reached, in the order written.
    Set<String> withoutEnd() {
        var back = new LinkedHashMap<String, List<String>>();
        next.forEach((from, targets) -> {
            for (var target : targets)
                back.computeIfAbsent(target, _ -> new ArrayList<>()).add(from);
        });
        var ending = closure(ends, back);
        var missing = new LinkedHashSet<>(next.keySet());
        missing.removeAll(ending);
        return missing;
    }

    private static Set<String> closure(Set<String> from, Map<String, List<String>> arrows) {
        var reached = new LinkedHashSet<>(from);
        var open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            for (var target : arrows.getOrDefault(open.removeFirst(), List.of())) {
                if (reached.add(target)) open.addLast(target);
            }
        }
        return reached;
    }
}
