package org.nongyou.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The product in a process of its own, started by its own door with the demo data, once for all browser tests.
final class Product {

    /// A product that runs already, while a test is being written: -De2e.address=… -De2e.data=…
    private static final String RUNNING = System.getProperty("e2e.address", "");

    private static final Path DATA =
            Path.of(System.getProperty("e2e.data", "target/e2e-data")).toAbsolutePath();

    private static final class Started {
        static final Product INSTANCE = new Product();
    }

    private final int port;

    private Product() {
        try {
            delete(DATA);
            putSchemes();
            port = freePort();
            var process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "-Duser.timezone=Asia/Shanghai",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "org.nongyou.Main",
                            "serve",
                            "--port",
                            String.valueOf(port),
                            "--data",
                            DATA.toString()))
                    // Schemes lie in the root of the project when the jar has none.
                    .directory(Path.of("..").toAbsolutePath().normalize().toFile())
                    .redirectErrorStream(true)
                    .start();
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(process)));
            awaitReady(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String address() {
        if (!RUNNING.isEmpty()) return RUNNING;
        return "http://localhost:" + Started.INSTANCE.port;
    }

    /// A notice began so many days earlier. The clock of the process cannot be turned from outside.
    static void letDaysPass(String notice, int days) {
        change("update notice.notices set starts_on = starts_on - ?, ends_on = ends_on - ? where id = ?", change -> {
            change.setInt(1, days);
            change.setInt(2, days);
            change.setLong(3, Long.parseLong(notice));
        });
    }

    /// A producer harvested tomatoes yesterday and used nothing on them.
    /// @param code of the batch
    static void harvested(String account, String code, int kg) {
        change("""
                with owner as (
                    select a.id as account, a.name as person, b.id as base, b.name, b.region_code, p.id as producer,
                        p.name as producer_name
                    from identity.accounts a join producer.producers p on p.id = a.producer_id
                        join base.bases b on b.producer_id = p.id
                    where a.username = ? order by b.id limit 1),
                batch as (
                    insert into production.batches (code, producer_id, producer_name, base_id, base_name, region_code,
                        plot_ids, plot_names, area_mu, produce, harvested_on, since, quantity_kg, recorded_at)
                    select ?, producer, producer_name, base, name, region_code, '{}', '{}', 15, '番茄',
                        current_date - 1, current_date - 95, ?, now() from owner
                    returning *)
                insert into production.acts (client_id, kind, producer_id, producer_name, base_id, base_name, region_code,
                    plot_ids, plot_names, area_mu, done_on, produce, quantity_kg, operator, batch_id, recorded_by,
                    recorded_by_name, recorded_at, received_at)
                select gen_random_uuid(), 'harvest', b.producer_id, b.producer_name, b.base_id, b.base_name,
                    b.region_code, '{}', '{}', 15, b.harvested_on, b.produce, b.quantity_kg, owner.person, b.id,
                    owner.account, owner.person, now(), now()
                from batch b, owner""", change -> {
            change.setString(1, account);
            change.setString(2, code);
            change.setInt(3, kg);
        });
    }

    private interface Values {
        void of(PreparedStatement change) throws SQLException;
    }

    private static void change(String text, Values values) {
        try {
            var port = Files.readAllLines(DATA.resolve("database").resolve("postmaster.pid"))
                    .get(3)
                    .strip();
            var password = Files.readString(DATA.resolve("superuser.pw")).strip();
            try (var connection = DriverManager.getConnection(
                            "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", password);
                    var statement = connection.prepareStatement(text)) {
                values.of(statement);
                statement.executeUpdate();
            }
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitReady(Process process) throws IOException {
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var seen = new StringBuilder();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            seen.append(line).append('\n');
            if (line.startsWith("ready ")) {
                Thread.ofVirtual().start(() -> output.lines().forEach(System.out::println));
                return;
            }
        }
        throw new IllegalStateException("the product did not start:\n" + seen);
    }

    /// What an operator does who has a document of his own: its folder lies in `schemes` of the data folder.
    private static void putSchemes() throws IOException {
        var own = Path.of("src/test/resources/schemes");
        try (var paths = Files.walk(own)) {
            for (var path : paths.toList()) {
                var copy = DATA.resolve("schemes").resolve(own.relativize(path));
                if (Files.isDirectory(path)) Files.createDirectories(copy);
                else Files.copy(path, copy);
            }
        }
    }

    private static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        }
    }
}
