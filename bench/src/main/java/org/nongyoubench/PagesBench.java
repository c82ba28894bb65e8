package org.nongyoubench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.nongyoubench.Installation.Person;

/// Each list page at full load, against its hand-written query and an empty endpoint: alone, and with twenty people
/// side by side who leave no pause between two pages. Beside the clock stand figures that other work on the machine
/// hardly moves: the time that PostgreSQL itself counts for the statements of a page (planning included), and the
/// processor time of a page.
final class PagesBench {

    private static final int USERS = 20;
    private static final Duration WARM_UP = seconds("bench.warm-up", 8);
    private static final Duration MEASURED = seconds("bench.seconds", 6);
    private static final Duration ALONE = seconds("bench.seconds", 6).dividedBy(2);

    private static Duration seconds(String property, int otherwise) {
        return Duration.ofSeconds(Integer.getInteger(property, otherwise));
    }

    private final Installation installation;
    private final Statements statements;
    private final List<String> only;
    private final boolean tell;
    private final List<Person> province;
    private final List<Person> counties;

    private PagesBench(
            Installation installation, Statements statements, List<Person> people, List<String> only, boolean tell) {
        this.installation = installation;
        this.statements = statements;
        this.only = only;
        this.tell = tell;
        this.province =
                people.stream().filter(one -> one.region().endsWith("0000")).toList();
        this.counties =
                people.stream().filter(one -> !one.region().endsWith("0000")).toList();
    }

    /// @param only parts of names; all pages when empty
    /// @param tell whether the statements of each page are printed too
    static void run(Path folder, List<String> order, List<String> only, boolean tell) throws Exception {
        try (var installation = Installation.start(folder, order);
                var connection = installation.connect()) {
            var people = installation.people(USERS);
            new PagesBench(installation, Statements.watch(connection), people, only, tell).run();
        }
    }

    private void run() throws Exception {
        System.out.println(Machine.line());
        var empty = pages(List.of(new Browser(installation.port())), _ -> "/health", 1);
        System.out.printf("空端点（/health）：单人 %.2f ms%n%n", empty.p50());
        System.out.println(
                "| 页面 | 谁 | 单人 p50 | 手写查询 p50 | 倍数 | 页面库内 | 手写库内 | 倍数 | 20 人 p50 | 20 人 p95 | 页/秒 | 程序 CPU | 数据库 CPU | 字节 |");
        System.out.println("|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        var provincial = signedIn(province);
        var local = signedIn(counties);
        var anonymous = new ArrayList<Browser>();
        for (int user = 0; user < USERS; user++) anonymous.add(new Browser(installation.port()));
        for (var page : Pages.ALL) {
            if (!only.isEmpty() && only.stream().noneMatch(page.name()::contains)) continue;
            if (page.open()) {
                measure(page, "公众", anonymous, province);
            } else {
                measure(page, "省", provincial, province);
                measure(page, "县", local, counties);
            }
        }
    }

    private List<Browser> signedIn(List<Person> people) throws IOException {
        var browsers = new ArrayList<Browser>();
        for (int user = 0; user < USERS; user++) {
            var person = people.get(user % people.size());
            browsers.add(new Browser(installation.port()).signIn(person.user(), Installation.PASSWORD));
        }
        return browsers;
    }

    private void measure(Pages page, String who, List<Browser> browsers, List<Person> people) throws Exception {
        var first = browsers.getFirst().get(page.path(0));
        if (first.status() != 200) {
            System.out.printf("| %s | %s | 状态 %d |%n", page.name(), who, first.status());
            return;
        }
        Load.during(USERS, WARM_UP, (user, _) -> read(browsers.get(user), page.path(user)));
        statements.forget();
        var alone = pages(browsers, page::path, 1);
        var inDatabase = statements.milliseconds() / alone.nanos().length;
        if (tell) statements.tell(alone.nanos().length);
        statements.forget();
        var queryAlone = queries(page, people, 1);
        var queryInDatabase = statements.milliseconds() / queryAlone.nanos().length;
        var before = installation.processor();
        var together = pages(browsers, page::path, USERS);
        var processor = installation.processor().since(before, together.nanos().length);
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.1f ms | %.2f ms | %.1f | %.2f ms | %.2f ms | %.1f | %.0f ms | %.0f ms | %.0f | %.1f ms | %.1f ms | %,d |%n",
                page.name(),
                who,
                alone.p50(),
                queryAlone.p50(),
                alone.p50() / queryAlone.p50(),
                inDatabase,
                queryInDatabase,
                inDatabase / queryInDatabase,
                together.p50(),
                together.p95(),
                together.perSecond(),
                processor[0],
                processor[1],
                first.body().length);
    }

    private static Timings pages(List<Browser> browsers, IntFunction<String> path, int users) {
        if (users == 1) {
            return Load.during(
                    1,
                    ALONE,
                    (_, number) -> read(browsers.get(number % browsers.size()), path.apply(number % browsers.size())));
        }
        return Load.during(users, MEASURED, (user, _) -> read(browsers.get(user), path.apply(user)));
    }

    private static void read(Browser browser, String path) throws IOException {
        var answer = browser.get(path);
        if (answer.status() != 200) throw new IllegalStateException(path + " answered " + answer.status());
    }

    /// Prepared once a connection, every column of every row read.
    private Timings queries(Pages page, List<Person> people, int users) throws Exception {
        var connections = new ArrayList<Connection>();
        var statements = new ArrayList<PreparedStatement>();
        try {
            for (int user = 0; user < Math.max(users, Math.min(USERS, people.size())); user++) {
                var connection = installation.connect();
                connections.add(connection);
                statements.add(connection.prepareStatement(
                        page.query(people.get(user % people.size()).region(), user)));
            }
            if (users == 1) {
                return Load.during(1, ALONE, (_, number) -> fetch(statements.get(number % statements.size())));
            }
            return Load.during(users, MEASURED, (user, _) -> fetch(statements.get(user)));
        } finally {
            for (var connection : connections) connection.close();
        }
    }

    private static void fetch(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            var columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int column = 1; column <= columns; column++) rows.getObject(column);
            }
        }
    }
}
