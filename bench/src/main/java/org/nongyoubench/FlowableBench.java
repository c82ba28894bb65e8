package org.nongyoubench;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.nongyou.database.EmbeddedPostgres;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

/// An approval step in the product and in Flowable, by turns, on the same PostgreSQL.
final class FlowableBench {

    private static final String OPINION = "材料齐全，符合要求，同意";

    private FlowableBench() {}

    static void run(Path folder, int steps) throws Exception {
        System.out.println(Machine.line());
        try (var postgres = EmbeddedPostgres.start(folder, EmbeddedPostgres.Durability.DURABLE)) {
            try (var connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                    var sql = connection.createStatement()) {
                sql.execute("drop database if exists flowable with (force)");
                sql.execute("create database flowable");
            }
            var url = postgres.url().replaceFirst("/[^/]+$", "/flowable");
            try (var peer = new SpringApplicationBuilder(FlowablePeer.class)
                    .web(WebApplicationType.SERVLET)
                    .properties(Map.of(
                            "server.port",
                            0,
                            "peer.url",
                            url,
                            "peer.user",
                            postgres.user(),
                            "peer.password",
                            postgres.password()))
                    .run()) {
                var approvals = peer.getBean(FlowablePeer.Approvals.class);
                var port = Integer.parseInt(peer.getEnvironment().getRequiredProperty("local.server.port"));
                approvals.deploy();
                for (var users : List.of(1, 8)) {
                    var tasks = new ArrayList<String>();
                    Load.calls(8, steps * 2 / 8, (user, number) -> {
                        var task = approvals.start(user * steps + number);
                        synchronized (tasks) {
                            tasks.add(task);
                        }
                    });
                    var next = new AtomicInteger();
                    var engine = Load.calls(users, steps / users, (user, _) -> {
                        var task = tasks.get(next.getAndIncrement());
                        if (!approvals.complete(task, "reviewer-" + user, "province-agriculture", "pass", OPINION))
                            throw new IllegalStateException(task);
                    });
                    System.out.printf(
                            "Flowable 服务 %d 线程 %.0f/s p95 %.1f ms%n", users, engine.perSecond(), engine.p95());
                    var browsers = new Browser[users];
                    for (int user = 0; user < users; user++) browsers[user] = new Browser(port);
                    var request = Load.calls(users, steps / users, (user, _) -> {
                        var answer = browsers[user].post(
                                "/tasks/complete",
                                Map.of(
                                        "task",
                                        tasks.get(next.getAndIncrement()),
                                        "user",
                                        "reviewer-" + user,
                                        "decision",
                                        "pass",
                                        "opinion",
                                        OPINION));
                        if (answer.status() != 303) throw new IllegalStateException("status " + answer.status());
                    });
                    System.out.printf(
                            "Flowable 请求 %d 线程 %.0f/s p95 %.1f ms%n", users, request.perSecond(), request.p95());
                    for (var browser : browsers) browser.close();
                }
                System.out.println("on record " + approvals.onRecord());
            }
        }
    }
}
