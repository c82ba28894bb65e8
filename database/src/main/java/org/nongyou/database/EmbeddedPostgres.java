package org.nongyou.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// A real PostgreSQL in a folder: unpacked, initialised with a random password and durable settings, started on
/// loopback, and stopped when closed. A server left over from a killed run is stopped first; its committed rows
/// are all there. Each folder belongs to the user who made it.
public final class EmbeddedPostgres implements AutoCloseable {

    /// Whether a power cut may lose rows. Only tests and generators may say [#THROWAWAY].
    public enum Durability {
        DURABLE,
        THROWAWAY
    }

    private static final String USER = "postgres";
    private static final String DATABASE = "postgres";

    private final Path folder;
    private final Path binaries;
    private final List<String> prefix;
    private final int port;
    private final String password;

    private EmbeddedPostgres(Path folder, Path binaries, List<String> prefix, int port, String password) {
        this.folder = folder;
        this.binaries = binaries;
        this.prefix = prefix;
        this.port = port;
        this.password = password;
    }

    /// Starts the PostgreSQL that the product brings along.
    /// @throws PostgresUnavailable with one clear line
    public static EmbeddedPostgres start(Path folder, Durability durability) {
        var home = folder.toAbsolutePath().normalize();
        prepare(home);
        return start(home, unpack(home.resolve("postgres")), durability);
    }

    /// Starts another PostgreSQL's programs (15 or newer) on a folder of ours: `binaries` is the folder with initdb.
    public static EmbeddedPostgres startWith(Path binaries, Path folder, Durability durability) {
        var home = folder.toAbsolutePath().normalize();
        prepare(home);
        return start(home, binaries, durability);
    }

    private static EmbeddedPostgres start(Path home, Path binaries, Durability durability) {
        var prefix = prefix();
        var data = home.resolve("data");
        var password = password(home);
        var postgres = new EmbeddedPostgres(home, binaries, prefix, freePort(), password);
        if (!Files.exists(data.resolve("PG_VERSION"))) postgres.initialise(data);
        if (postgres.tool("pg_ctl", "-D", data.toString(), "status") == 0) postgres.stop();
        postgres.launch(data, durability);
        return postgres;
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, DATABASE);
    }

    public String user() {
        return USER;
    }

    public String password() {
        return password;
    }

    public int port() {
        return port;
    }

    /// Stops the server at once and in order: open transactions are rolled back, the rest is on disk.
    @Override
    public void close() {
        stop();
    }

    private void stop() {
        tool("pg_ctl", "-D", folder.resolve("data").toString(), "-m", "fast", "-w", "stop");
    }

    private void initialise(Path data) {
        var arguments = new ArrayList<>(List.of(
                "-D",
                data.toString(),
                "-U",
                USER,
                "--pwfile=" + folder.resolve("superuser.pw"),
                "--auth-host=scram-sha-256",
                "--auth-local=scram-sha-256",
                "-E",
                "UTF8",
                "--data-checksums"));
        if (majorVersion() >= 17) {
            // With plain C, pg_trgm finds nothing in Chinese: it looks at LC_CTYPE.
            arguments.addAll(List.of(
                    "--locale=C", "--lc-ctype=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
        } else {
            arguments.add("--locale=C.UTF-8");
        }
        if (tool("initdb", arguments.toArray(String[]::new)) != 0) {
            throw new PostgresUnavailable("初始化数据库失败，看 " + folder.resolve("tools.log"));
        }
    }

    private void launch(Path data, Durability durability) {
        var settings = new StringBuilder()
                .append("-p ")
                .append(port)
                .append(" -c listen_addresses=127.0.0.1 -c unix_socket_directories=''")
                .append(" -c max_connections=60 -c shared_buffers=128MB -c work_mem=16MB -c maintenance_work_mem=128MB")
                .append(" -c random_page_cost=1.1 -c jit=off -c timezone=Asia/Shanghai -c log_timezone=Asia/Shanghai")
                .append(" -c shared_preload_libraries=pg_stat_statements -c max_wal_size=2GB");
        switch (durability) {
            case DURABLE -> settings.append(" -c fsync=on -c synchronous_commit=on -c full_page_writes=on");
            case THROWAWAY -> settings.append(" -c fsync=off -c synchronous_commit=off -c full_page_writes=off");
        }
        var log = folder.resolve("postgres.log");
        var code = tool(
                "pg_ctl",
                "-D",
                data.toString(),
                "-w",
                "-t",
                "120",
                "-l",
                log.toString(),
                "-o",
                settings.toString(),
                "start");
        if (code != 0) throw new PostgresUnavailable("数据库没有启动，看 " + log);
    }

    private int majorVersion() {
        try {
            var process = new ProcessBuilder(binaries.resolve("postgres").toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            var line = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            var digits = line.replaceAll("^\\D+(\\d+).*", "$1").strip();
            return Integer.parseInt(digits);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs one of PostgreSQL's programs. Its output goes to a file: a pipe would stay open as long as the server
    /// lives.
    private int tool(String name, String... arguments) {
        var command = new ArrayList<>(prefix);
        command.add(binaries.resolve(name).toString());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("tools.log").toFile()));
        builder.environment().keySet().removeIf(key -> key.startsWith("PG"));
        try {
            return builder.start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PostgresUnavailable("启动被中断");
        }
    }

    /// PostgreSQL refuses to run as root. In a user namespace of its own it does not see that it is root, and its
    /// files stay root's; where that is not allowed, it runs as nobody.
    private static List<String> prefix() {
        if (!"root".equals(System.getProperty("user.name"))) return List.of();
        if (succeeds("unshare", "-U", "true")) return List.of("unshare", "-U");
        return List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups");
    }

    private static boolean succeeds(String... command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void prepare(Path folder) {
        try {
            Files.createDirectories(folder);
            var owner = Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName();
            var me = System.getProperty("user.name");
            if (!owner.equals(me)) {
                throw new PostgresUnavailable("数据目录 %s 属于用户 %s，现在是 %s；换个目录（--data）或换用户".formatted(folder, owner, me));
            }
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        } catch (java.nio.file.AccessDeniedException e) {
            throw new PostgresUnavailable("数据目录 %s 不能写；换个目录（--data）".formatted(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String password(Path folder) {
        var file = folder.resolve("superuser.pw");
        try {
            if (!Files.exists(file)) {
                var bytes = new byte[24];
                new SecureRandom().nextBytes(bytes);
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, HexFormat.of().formatHex(bytes));
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path unpack(Path target) {
        var done = target.resolve(".unpacked");
        if (Files.exists(done)) return target.resolve("bin");
        var archive = "/postgres-" + platform() + ".txz";
        try (InputStream raw = EmbeddedPostgres.class.getResourceAsStream(archive)) {
            if (raw == null)
                throw new PostgresUnavailable("这个系统没有自带的 PostgreSQL（%s）；用 --database 指定一个".formatted(platform()));
            extract(raw, target);
            Files.createFile(done);
        } catch (java.nio.file.FileAlreadyExistsException e) {
            return target.resolve("bin");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return target.resolve("bin");
    }

    private static void extract(InputStream raw, Path target) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(raw)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) throw new IOException("entry outside the folder: " + entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(path.getParent());
                    Files.deleteIfExists(path);
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(tar, path, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                    if ((entry.getMode() & 0100) != 0) {
                        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
                    }
                }
            }
        }
    }

    private static String platform() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var arm = List.of("aarch64", "arm64").contains(System.getProperty("os.arch"));
        if (system.contains("linux")) return arm ? "linux-arm_64" : "linux-x86_64";
        if (system.contains("mac")) return arm ? "darwin-arm_64" : "darwin-x86_64";
        return system;
    }
}
