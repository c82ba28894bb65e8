package org.nongyoubench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/// The product as a person starts it, in a process of its own, with the data of `./run load` in a folder of its own.
final class Installation implements AutoCloseable {

    static final String PASSWORD = "bench-password-2026";

    /// What starts the product: `./run`, or another command with the same options.
    private static final String RUN = System.getProperty("bench.run", "./run");

    private final Path folder;
    private final ProcessHandle process;
    private final int port;
    private final boolean own;

    /// @param own whether it ends with this object
    private Installation(Path folder, ProcessHandle process, int port, boolean own) {
        this.folder = folder;
        this.process = process;
        this.port = port;
        this.own = own;
    }

    /// Loads the folder when it is new, and starts on it.
    static Installation start(Path folder, List<String> order) throws IOException, InterruptedException {
        var mark = folder.resolve("loaded");
        if (!Files.exists(mark)) {
            var command = new ArrayList<>(List.of(RUN, "load", "--data", folder.toString()));
            command.addAll(order);
            var load = new ProcessBuilder(command).inheritIO().start();
            if (load.waitFor() != 0) throw new IllegalStateException("load failed");
            Files.createFile(mark);
        }
        var running = Integer.getInteger("bench.attach");
        if (running != null) return attached(folder, running);
        return begun(folder, "--no-demo");
    }

    /// With what the product tells people who look at it for the first time.
    static Installation demo(Path folder) throws IOException {
        var running = Integer.getInteger("bench.attach");
        return running != null ? attached(folder, running) : begun(folder);
    }

    private static Installation begun(Path folder, String... more) throws IOException {
        var command = new ArrayList<>(List.of(RUN, "--port", "0", "--data", folder.toString()));
        command.addAll(List.of(more));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (var line = said.readLine(); line != null; line = said.readLine()) {
            if (!line.startsWith("ready ")) continue;
            return new Installation(folder, process.toHandle(), Integer.parseInt(line.replaceFirst(".*:", "")), true);
        }
        throw new IllegalStateException("the product did not start");
    }

    /// A product that somebody else has started on the folder, and ends.
    private static Installation attached(Path folder, int port) throws IOException {
        // The first line of the lock is the process that holds the folder.
        var owner = Long.parseLong(Files.readString(folder.resolve("lock")).strip());
        return new Installation(folder, ProcessHandle.of(owner).orElseThrow(), port, false);
    }

    int port() {
        return port;
    }

    /// The most memory that the product's process has had, heap and all the rest, as Linux tells it.
    String mostMemory() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .map(kilobytes -> Long.parseLong(kilobytes) / 1024 + " MB")
                    .findFirst()
                    .orElse("?");
        }
    }

    /// As the owner of the tables.
    Connection connect() throws SQLException, IOException {
        var port = Files.readAllLines(folder.resolve("database/postmaster.pid")).get(3);
        var password = Files.readString(folder.resolve("superuser.pw")).strip();
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", password);
    }

    /// The process of our own PostgreSQL.
    long postmaster() throws IOException {
        return postmaster(folder);
    }

    private static long postmaster(Path folder) throws IOException {
        return Long.parseLong(Files.readAllLines(folder.resolve("database/postmaster.pid"))
                .getFirst()
                .strip());
    }

    /// Processor time so far.
    /// @param server   of the product's process
    /// @param database of PostgreSQL and all that it started
    record Processor(Duration server, Duration database) {

        /// Milliseconds a piece since an earlier look.
        /// @return of the server, and of the database
        double[] since(Processor before, long pieces) {
            return new double[] {
                server.minus(before.server).toNanos() / 1e6 / pieces,
                database.minus(before.database).toNanos() / 1e6 / pieces
            };
        }
    }

    /// On a machine that others use too this says more than the clock.
    Processor processor() throws IOException {
        return processor(folder, process);
    }

    /// Of a process, and of the PostgreSQL of a folder.
    static Processor processor(Path folder, ProcessHandle process) throws IOException {
        var postmaster = ProcessHandle.of(postmaster(folder)).orElseThrow();
        var database = Stream.concat(Stream.of(postmaster), postmaster.descendants())
                .map(Installation::used)
                .reduce(Duration.ZERO, Duration::plus);
        return new Processor(used(process), database);
    }

    private static Duration used(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /// For the drivers that end the product without asking it.
    ProcessHandle handle() {
        return process;
    }

    /// @param user name to sign in with
    record Person(String user, String region) {}

    /// A reviewer of the province's agriculture office, and one of each of the largest counties.
    /// @param counties how many
    List<Person> people(int counties) throws SQLException, IOException {
        try (var connection = connect()) {
            return people(connection, counties);
        }
    }

    /// A reviewer of the agriculture office of the province and of each city.
    static void reviewers(Connection connection) throws SQLException {
        try (var sql = connection.prepareStatement("""
                insert into identity.accounts (username, password_hash, name, office_id, region_code, roles, demo)
                select 'bench-' || region_code, ?, '压测', id, region_code, array['reviewer', 'auditor'], true
                  from identity.offices where department = 'agriculture' and level in ('province', 'city')
                on conflict on constraint account_username_unique do update set password_hash = excluded.password_hash""")) {
            sql.setString(1, hash());
            sql.execute();
        }
    }

    /// Of [#PASSWORD].
    static String hash() {
        return new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2).encode(PASSWORD);
    }

    static List<Person> people(Connection connection, int counties) throws SQLException {
        var people = new ArrayList<Person>();
        try (var sql = connection.prepareStatement("""
                        with most as (
                            select left(region_code, 6) as code from base.bases group by 1 order by count(*) desc, 1 limit ?),
                        acting as (
                            select id, region_code from identity.offices
                             where department = 'agriculture' and (level = 'province' or region_code in (select code from most)))
                        insert into identity.accounts (username, password_hash, name, office_id, region_code, roles, demo)
                        select 'bench-' || region_code, ?, '压测', id, region_code, array['reviewer', 'auditor'], true from acting
                        on conflict on constraint account_username_unique do update set password_hash = excluded.password_hash
                        returning username, region_code""")) {
            sql.setInt(1, counties);
            sql.setString(2, hash());
            try (var rows = sql.executeQuery()) {
                while (rows.next()) people.add(new Person(rows.getString(1), rows.getString(2)));
            }
        }
        return people;
    }

    @Override
    public void close() throws IOException {
        if (!own) return;
        process.destroy();
        try {
            process.onExit().get(60, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
        } catch (ExecutionException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
