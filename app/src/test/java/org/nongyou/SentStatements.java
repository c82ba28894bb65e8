package org.nongyou;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;
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
        var before = configuration.connectionProvider();
        configuration.set(new ConnectionProvider() {
            @Override
            public @Nullable Connection acquire() {
                var connection = before.acquire();
                return connection == null || Thread.currentThread() != here
                        ? connection
                        : watched(connection, texts::add);
            }

            @Override
            public void release(Connection connection) {
                before.release(
                        Proxy.isProxyClass(connection.getClass())
                                        && Proxy.getInvocationHandler(connection) instanceof Watcher watcher
                                ? (Connection) watcher.of
                                : connection);
            }
        });
        try {
            work.run();
        } finally {
            configuration.set(before);
        }
        return new SentStatements(texts);
    }

    /// The driver itself says a statement with its values in it, whoever wrote its text.
    private static Connection watched(Connection connection, Consumer<String> heard) {
        return (Connection) Proxy.newProxyInstance(
                SentStatements.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new Watcher(connection, heard));
    }

    private record Watcher(Object of, Consumer<String> heard) implements InvocationHandler {
        @Override
        public Object invoke(Object proxy, Method method, Object[] values) throws Throwable {
            if (of instanceof PreparedStatement statement && method.getName().startsWith("execute"))
                for (var text : statement.unwrap(PGStatement.class).toString().split(";\n")) heard.accept(text);
            try {
                var result = method.invoke(of, values);
                return result instanceof PreparedStatement statement
                        ? Proxy.newProxyInstance(
                                SentStatements.class.getClassLoader(),
                                new Class<?>[] {PreparedStatement.class},
                                new Watcher(statement, heard))
                        : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
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
