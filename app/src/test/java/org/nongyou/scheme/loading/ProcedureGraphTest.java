package org.nongyou.scheme.loading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.nongyou.kernel.Level;
import org.nongyou.scheme.FactCatalogue;
import org.nongyou.scheme.Problem;

/// The checks of a procedure as a whole, against naive answers on random procedures.
class ProcedureGraphTest {

    /// @param next where each act of each stage leads; a stage without acts is an end
    record Graph(List<List<Integer>> next, List<Integer> levels) {}

    private static final String[] ACTS = {"submit", "pass", "return", "reject", "conclude"};
    private static final Set<String> FORWARD = Set.of("submit", "pass", "conclude");

    @Property(tries = 2000)
    void agreesWithWalkingEveryRoad(@ForAll("graphs") Graph graph) {
        var next = new LinkedHashMap<String, List<String>>();
        var ends = new LinkedHashSet<String>();
        for (int i = 0; i < graph.next.size(); i++) {
            next.put("s" + i, graph.next.get(i).stream().map(to -> "s" + to).toList());
            if (graph.next.get(i).isEmpty()) ends.add("s" + i);
        }
        var checked = new ProcedureGraph("s0", next, ends);
        var reached = walk(graph, 0);
        for (int i = 0; i < graph.next.size(); i++) {
            assertThat(checked.unreachable().contains("s" + i)).isEqualTo(!reached.contains(i));
            boolean ending =
                    walk(graph, i).stream().anyMatch(to -> graph.next.get(to).isEmpty());
            assertThat(checked.withoutEnd().contains("s" + i)).isEqualTo(!ending);
        }
    }

    /// A whole file with random stages, offices of random levels and random acts: the reader refuses it for exactly
    /// the stages that the naive look refuses.
    @Property(tries = 300)
    void theReaderFindsWhatANaiveLookFinds(@ForAll("graphs") Graph graph) {
        var expected = new ArrayList<String>();
        var reached = walk(graph, 0);
        var file = new StringBuilder(
                "procedures:\n  - id: random\n    title: 随机\n    clause: 一\n    start: s0\n    stages:\n");
        for (int i = 0; i < graph.next.size(); i++) {
            boolean end = graph.next.get(i).isEmpty();
            file.append("      - {id: s").append(i).append(", title: 环节").append(i);
            if (end) file.append(", end: closed}\n");
            else
                file.append(", by: ")
                        .append(level(graph, i).code())
                        .append(", acts: {")
                        .append(acts(graph, i))
                        .append("}}\n");
            boolean ending =
                    walk(graph, i).stream().anyMatch(to -> graph.next.get(to).isEmpty());
            if (!reached.contains(i)) expected.add("unreachable s" + i);
            else if (!ending) expected.add("no end s" + i);
            if (end) continue;
            for (int a = 0; a < graph.next.get(i).size(); a++) {
                int to = graph.next.get(i).get(a);
                if (!FORWARD.contains(ACTS[a]) || graph.next.get(to).isEmpty()) continue;
                for (int between = level(graph, to).ordinal() + 1;
                        between < level(graph, i).ordinal();
                        between++) {
                    expected.add("jump s" + i + " " + ACTS[a] + " " + Level.values()[between].title());
                }
            }
        }
        assertThat(found(file.toString())).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static Level level(Graph graph, int stage) {
        return Level.values()[graph.levels.get(stage) % 5];
    }

    private static String acts(Graph graph, int stage) {
        var acts = new ArrayList<String>();
        for (int a = 0; a < graph.next.get(stage).size(); a++) {
            acts.add(ACTS[a] + ": s" + graph.next.get(stage).get(a));
        }
        return String.join(", ", acts);
    }

    private static List<String> found(String procedures) {
        var scheme = new StringBuilder("""
                id: random
                version: 1
                title: 随机
                issuer: 无
                region: 140000
                period: {from: 2024-01-01}
                clauses:
                  - {section: 一, title: 一, text: 一。}
                offices:
                """);
        for (var level : Level.values()) {
            scheme.append("  ")
                    .append(level.code())
                    .append(": {title: ")
                    .append(level.title())
                    .append(", level: ")
                    .append(level.code())
                    .append("}\n");
        }
        var lines = procedures.split("\n");
        return new FolderReader(FactCatalogue.platform())
                        .read("random", Map.of("scheme.yaml", scheme.toString(), "procedures.yaml", procedures))
                        .problems()
                        .stream()
                        .map(problem -> told(problem, lines))
                        .toList();
    }

    private static String told(Problem problem, String[] lines) {
        var line = lines[problem.line() - 1];
        var stage = line.substring(line.indexOf("id: ") + 4, line.indexOf(','));
        if (problem.message().contains("走不到环节")) return "unreachable " + stage;
        if (problem.message().contains("走不到任何结束")) return "no end " + stage;
        var act = line.substring(problem.column() - 1).split(":")[0];
        var message = problem.message();
        int at = message.indexOf("跳过了") + 3;
        return "jump " + stage + " " + act + " " + message.substring(at, at + 2);
    }

    private static Set<Integer> walk(Graph graph, int from) {
        var reached = new LinkedHashSet<Integer>();
        walk(graph, from, reached);
        return reached;
    }

    private static void walk(Graph graph, int at, Set<Integer> reached) {
        if (!reached.add(at)) return;
        for (int to : graph.next.get(at)) walk(graph, to, reached);
    }

    @Provide
    Arbitrary<Graph> graphs() {
        return Arbitraries.integers()
                .between(1, 8)
                .flatMap(size -> Arbitraries.longs().map(seed -> random(size, seed)));
    }

    private static Graph random(int size, long seed) {
        var random = new Random(seed);
        var next = new ArrayList<List<Integer>>();
        var levels = new ArrayList<Integer>();
        for (int i = 0; i < size; i++) {
            var targets = new ArrayList<Integer>();
            int acts = random.nextInt(4);
            for (int a = 0; a < acts; a++) targets.add(random.nextInt(size));
            next.add(targets);
            levels.add(random.nextInt(5));
        }
        return new Graph(next, levels);
    }
}
