package org.nongyou;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.ExecuteListenerProvider;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultExecuteListenerProvider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The very statements that a piece of the application sends, with their values, and what PostgreSQL does for each.
/// The clock of a busy machine says nothing about our work; the number of statements, the way through the tables and
/// the buffers touched are the same on every run.
///
/// ```java
/// var sent = SentStatements.of(sql, () -> bases.list(scope, filter, 0, 100));
/// assertThat(sent.buffers(sql)).isLessThan(200);
/// ```
public final class SentStatements {

    private static final JsonMapper JSON = new JsonMapper();

    private final List<String> texts;

    private SentStatements(List<String> texts) {
        this.texts = List.copyOf(texts);
    }

    /// What a test does; a page's request may throw anything.
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    /// @param sql  the context through which the work sends its statements
    /// @param work in this thread; what other threads send meanwhile is theirs
    public static SentStatements of(DSLContext sql, Work work) throws Exception {
        var texts = new ArrayList<String>();
        var here = Thread.currentThread();
        var configuration = sql.configuration();
        var before = configuration.executeListenerProviders();
        var added = Arrays.copyOf(before, before.length + 1);
        added[before.length] = listener(text -> {
            if (Thread.currentThread() == here) texts.add(text);
        });
        configuration.set(added);
        try {
            work.run();
        } finally {
            configuration.set(before);
        }
        return new SentStatements(texts);
    }

    private static ExecuteListenerProvider listener(Consumer<String> heard) {
        return new DefaultExecuteListenerProvider(new ExecuteListener() {
            @Override
            public void executeStart(ExecuteContext context) {
                heard.accept(text(context));
            }
        });
    }

    private static String text(ExecuteContext context) {
        Configuration configuration = context.configuration();
        var query = context.query();
        if (query != null) return DSL.using(configuration).renderInlined(query);
        return String.join("; ", context.batchSQL());
    }

    public List<String> texts() {
        return texts;
    }

    public int count() {
        return texts.size();
    }

    /// How PostgreSQL answers each of them once the first look is over.
    public List<Plan> plans(DSLContext sql) {
        return texts.stream().map(text -> explain(sql, text)).toList();
    }

    /// Shared buffers of all of them together.
    public long buffers(DSLContext sql) {
        return plans(sql).stream().mapToLong(Plan::buffers).sum();
    }

    /// @param statement with its values in it
    /// @param buffers   shared ones that were touched, in memory already or not: 8 KiB each
    /// @param scans     sequential ones; one that stops early touches few buffers
    public record Plan(String statement, long buffers, List<Scan> scans) {}

    /// @param table with its schema
    public record Scan(String table, long buffers) {}

    /// Twice, and the second time counts: the first also reads PostgreSQL's own catalogue. What a statement changes is
    /// rolled back.
    public static Plan explain(DSLContext sql, String statement) {
        return sql.connectionResult(connection -> {
            var commits = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try (var asked = connection.createStatement()) {
                asked.setEscapeProcessing(false);
                var plan = "";
                for (int time = 0; time < 2; time++) {
                    try (var row = asked.executeQuery(
                            "explain (analyze, buffers, verbose, timing off, format json) " + statement)) {
                        row.next();
                        plan = row.getString(1);
                    }
                }
                var top = JSON.readTree(plan).get(0).get("Plan");
                var scans = new ArrayList<Scan>();
                collect(top, scans);
                return new Plan(statement, buffers(top), scans);
            } catch (SQLException e) {
                throw new IllegalStateException(statement, e);
            } finally {
                connection.rollback();
                connection.setAutoCommit(commits);
            }
        });
    }

    private static void collect(JsonNode node, List<Scan> scans) {
        if (node.path("Node Type").asString("").equals("Seq Scan"))
            scans.add(new Scan(
                    node.path("Schema").asString() + "."
                            + node.path("Relation Name").asString(),
                    buffers(node)));
        for (var child : node.path("Plans")) collect(child, scans);
    }

    private static long buffers(JsonNode node) {
        return node.path("Shared Hit Blocks").asLong(0)
                + node.path("Shared Read Blocks").asLong(0);
    }
}
