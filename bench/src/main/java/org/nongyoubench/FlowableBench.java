package org.nongyoubench;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.nongyou.NongyouApplication;
import org.nongyou.database.EmbeddedPostgres;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.kernel.Decision;
import org.nongyou.procedure.ActForm;
import org.nongyou.procedure.Case;
import org.nongyou.procedure.Cases;
import org.nongyou.scheme.Act;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// An approval step in the product and in Flowable, by turns, on the same PostgreSQL with the same durable settings and
/// in the same process: by the service alone, and as a whole request. The product works on its full load, Flowable on a
/// database that holds nothing else.
final class FlowableBench {

    private static final String OPINION = "材料齐全，符合要求，同意";
    private static final int ROUNDS = 1;
    private static final int WARM = 5;
    private static final List<Integer> USERS = List.of(1, 8);

    /// Revocations between city and province: the city passes them on, the province returns them, each with an opinion
    /// and nothing else, so that the same cases serve for as many steps as the warm-up needs.
    private static final String WAITING = """
            select id, revision, left(region_code, 4), stage <> 'city-report'
              from procedure.cases
             where state = 'open' and procedure_id in ('revocation', 'national-revocation')
               and stage in ('city-report', 'province-report', 'decision')
             order by md5(id::text)""";

    /// A case that waits.
    /// @param city the leading digits of its code
    private record Waiting(long id, int revision, String city, boolean atProvince) {

        /// Name to sign in with.
        String reviewer() {
            return "bench-" + (atProvince ? city.substring(0, 2) + "0000" : city + "00");
        }

        Act act() {
            return atProvince ? Act.RETURN : Act.PASS;
        }

        Waiting next() {
            return new Waiting(id, revision + 1, city, !atProvince);
        }
    }

    private final Path folder;
    private final int steps;
    private final Cases cases;
    private final int port;
    private final Queue<Waiting> waiting;
    private final Map<String, Actor> reviewers = new HashMap<>();
    private final Map<String, Browser> sessions = new HashMap<>();
    private final FlowablePeer.Approvals peer;
    private final int peerPort;
    private int started;

    private FlowableBench(
            Path folder,
            int steps,
            ConfigurableApplicationContext product,
            ConfigurableApplicationContext flowable,
            List<Waiting> waiting) {
        this.folder = folder;
        // Each of eight users makes as many.
        this.steps = steps / 8 * 8;
        this.cases = product.getBean(Cases.class);
        var accounts = product.getBean(Accounts.class);
        this.port = port(product);
        this.waiting = new ConcurrentLinkedQueue<>(waiting);
        for (var one : waiting)
            for (var name : List.of(one.reviewer(), one.next().reviewer()))
                reviewers.computeIfAbsent(name, _ -> accounts.actor(name).orElseThrow());
        this.peer = flowable.getBean(FlowablePeer.Approvals.class);
        this.peerPort = port(flowable);
        product.getBean(SignedInPeer.class).peer = peer;
    }

    /// @param tell   instead of the comparison, the statements of a step
    /// @param folder loaded by `bench/run pages` or `./run load`
    static void run(Path folder, int steps, boolean tell) throws Exception {
        System.out.println(Machine.line());
        try (var postgres = EmbeddedPostgres.start(folder, EmbeddedPostgres.Durability.DURABLE);
                var connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password())) {
            try (var sql = connection.createStatement()) {
                sql.execute("drop database if exists flowable with (force)");
                sql.execute("create database flowable");
            }
            Installation.reviewers(connection);
            try (var product = product(postgres, folder);
                    var flowable = flowable(postgres)) {
                var bench = new FlowableBench(folder, steps, product, flowable, waiting(connection));
                if (tell) bench.tell(Statements.watch(connection));
                else bench.run();
            }
        }
    }

    private static ConfigurableApplicationContext product(EmbeddedPostgres postgres, Path folder) {
        return new SpringApplicationBuilder(NongyouApplication.class, SignedInPeer.class)
                .web(WebApplicationType.SERVLET)
                .run(
                        "--server.port=0",
                        "--nongyou.data=" + folder.toAbsolutePath(),
                        "--nongyou.demo=false",
                        "--spring.datasource.url=" + postgres.url(),
                        "--spring.datasource.username=" + postgres.user(),
                        "--spring.datasource.password=" + postgres.password());
    }

    private static ConfigurableApplicationContext flowable(EmbeddedPostgres postgres) {
        return new SpringApplicationBuilder(FlowablePeer.class)
                .web(WebApplicationType.SERVLET)
                .run(
                        "--server.port=0",
                        "--server.tomcat.basedir=" + System.getProperty("java.io.tmpdir"),
                        "--peer.url=" + postgres.url().replaceFirst("/[^/]+$", "/flowable"),
                        "--peer.user=" + postgres.user(),
                        "--peer.password=" + postgres.password());
    }

    private static int port(ConfigurableApplicationContext context) {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    private static List<Waiting> waiting(Connection connection) throws SQLException {
        var waiting = new ArrayList<Waiting>();
        try (var sql = connection.createStatement();
                var rows = sql.executeQuery(WAITING)) {
            while (rows.next())
                waiting.add(new Waiting(rows.getLong(1), rows.getInt(2), rows.getString(3), rows.getBoolean(4)));
        }
        return waiting;
    }

    private void run() throws Exception {
        System.out.println("| 什么 | 线程 | 农优 | p95 | CPU | Flowable | p95 | CPU | 倍数 | CPU 倍数 |");
        System.out.println("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        peer.deploy();
        // Both are warmed by the same number of steps: a server that has run for an hour is what offices meet.
        for (int warm = 0; warm < WARM; warm++) {
            oursByRequest(8, steps);
            peersByRequest(8, steps, false);
            peersByRequest(8, steps, true);
        }
        for (int round = 1; round <= ROUNDS; round++) {
            for (var users : USERS) {
                print(users, "服务", ours(users, steps), peers(users, steps));
                var whole = oursByRequest(users, steps);
                print(users, "整个请求", whole, peersByRequest(users, steps, true));
                print(users, "整个请求，Flowable 不登录", whole, peersByRequest(users, steps, false));
            }
        }
        System.out.printf("Flowable 留下的记录：%d 步%n", peer.onRecord());
    }

    /// What a step asks of the database.
    private void tell(Statements statements) throws Exception {
        oursByRequest(8, steps);
        statements.forget();
        ours(8, steps);
        System.out.println("农优，服务");
        statements.tell(steps);
        statements.forget();
        oursByRequest(8, steps);
        System.out.println("农优，整个请求");
        statements.tell(steps);
    }

    /// Milliseconds of a step on the processor.
    /// @param process  the server and the client, which are one process
    /// @param database PostgreSQL
    private record Measured(Timings timings, double process, double database) {

        double processor() {
            return process + database;
        }
    }

    private Measured measured(int users, int steps, Load.Call step) throws Exception {
        var before = Installation.processor(folder, ProcessHandle.current());
        var timings = Load.calls(users, steps / users, step);
        var used = Installation.processor(folder, ProcessHandle.current()).since(before, timings.nanos().length);
        return new Measured(timings, used[0], used[1]);
    }

    private static void print(int users, String what, Measured ours, Measured peers) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.0f/s | %.1f ms | %.1f + %.1f ms | %.0f/s | %.1f ms | %.1f + %.1f ms | %.1f | %.1f |%n",
                what,
                users,
                ours.timings.perSecond(),
                ours.timings.p95(),
                ours.process,
                ours.database,
                peers.timings.perSecond(),
                peers.timings.p95(),
                peers.process,
                peers.database,
                ours.timings.perSecond() / peers.timings.perSecond(),
                peers.processor() / ours.processor());
    }

    private Measured ours(int users, int steps) throws Exception {
        return measured(users, steps, (_, _) -> {
            var one = waiting.remove();
            var decision = cases.act(
                    requireNonNull(reviewers.get(one.reviewer())),
                    one.id(),
                    new ActForm(one.act(), one.revision(), OPINION));
            if (decision instanceof Decision.Refused<Case>(var refusal)) {
                throw new IllegalStateException(one + ": " + refusal.message());
            }
            waiting.add(one.next());
        });
    }

    private Measured oursByRequest(int users, int steps) throws Exception {
        // Each user has a browser for every reviewer, since the cases wait for one or the other.
        var browsers = new ArrayList<Map<String, Browser>>();
        for (int user = 0; user < users; user++) {
            var his = new HashMap<String, Browser>();
            for (var name : reviewers.keySet()) his.put(name, signedIn(name).again());
            browsers.add(his);
        }
        try {
            return measured(users, steps, (user, _) -> {
                var one = waiting.remove();
                var answer = requireNonNull(browsers.get(user).get(one.reviewer()))
                        .post(
                                "/cases/" + one.id() + "/acts",
                                Map.of(
                                        "act",
                                        one.act().code(),
                                        "revision",
                                        String.valueOf(one.revision()),
                                        "opinion",
                                        OPINION));
                if (answer.status() / 100 != 3) throw new IllegalStateException(one + ": status " + answer.status());
                waiting.add(one.next());
            });
        } finally {
            for (var his : browsers) for (var browser : his.values()) browser.close();
        }
    }

    private Browser signedIn(String name) throws IOException {
        var browser = sessions.get(name);
        if (browser == null) {
            browser = new Browser(port).signIn(name, Installation.PASSWORD);
            browser.close();
            sessions.put(name, browser);
        }
        return browser;
    }

    private List<String> tasks(int count) {
        var tasks = Collections.synchronizedList(new ArrayList<String>());
        var first = started;
        started += count;
        Load.calls(8, count / 8, (user, number) -> tasks.add(peer.start(first + user * count + number)));
        return tasks;
    }

    private Measured peers(int users, int steps) throws Exception {
        var tasks = tasks(steps);
        var taken = new AtomicInteger();
        return measured(users, steps, (user, _) -> {
            var task = tasks.get(taken.getAndIncrement());
            if (!peer.complete(task, "reviewer-" + user, "province-agriculture", "pass", OPINION)) {
                throw new IllegalStateException(task);
            }
        });
    }

    /// @param signedIn behind the product's own session, form token and rights, as any product on Flowable would be
    private Measured peersByRequest(int users, int steps, boolean signedIn) throws Exception {
        var tasks = tasks(steps);
        var taken = new AtomicInteger();
        var browsers = new ArrayList<Browser>();
        var anyone = reviewers.keySet().iterator().next();
        for (int user = 0; user < users; user++)
            browsers.add(signedIn ? signedIn(anyone).again() : new Browser(peerPort));
        try {
            return measured(users, steps, (user, _) -> {
                var fields = Map.of(
                        "task",
                        tasks.get(taken.getAndIncrement()),
                        "user",
                        "reviewer-" + user,
                        "decision",
                        "pass",
                        "opinion",
                        OPINION);
                var answer = browsers.get(user).post("/tasks/complete", fields);
                if (answer.status() / 100 != 3) throw new IllegalStateException("status " + answer.status());
            });
        } finally {
            for (var browser : browsers) browser.close();
        }
    }
}
