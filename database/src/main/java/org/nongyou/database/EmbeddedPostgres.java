package org.nongyou.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;

/// A real PostgreSQL in a folder: unpacked, initialised with a random password and durable settings, started on
/// loopback, and stopped when closed. A server left over from a killed run is stopped first; its committed rows
/// are all there. Each folder belongs to the user who made it and serves one process at a time.
public final class EmbeddedPostgres implements AutoCloseable {

    /// Whether a power cut may lose rows. Only tests and generators may say [#THROWAWAY].
    public enum Durability {
        DURABLE,
        THROWAWAY
    }

    private static final String USER = "postgres";
    private static final String DATABASE = "postgres";

    /// Unpacked programs 60 MB, a new cluster 40 MB, two segments of the write-ahead log 32 MB, and room to work.
    private static final long ROOM_TO_BEGIN = 250L << 20;

    private static final long LOG_KEPT = 5L << 20;
    private static final Duration LEFTOVERS_MAY_TAKE = Duration.ofSeconds(15);

    private final Path folder;
    private final Path binaries;
    private final ServerAccount account;
    private final @Nullable DataFolder owned;
    private final int port;
    private final String password;
    private boolean closed;

    private EmbeddedPostgres(
            Path folder, Path binaries, ServerAccount account, @Nullable DataFolder owned, String password) {
        this.folder = folder;
        this.binaries = binaries;
        this.account = account;
        this.owned = owned;
        this.port = freePort();
        this.password = password;
    }

    /// Starts the PostgreSQL that the product brings along, and claims the folder for it.
    /// @throws PostgresUnavailable with one clear line
    public static EmbeddedPostgres start(Path folder, Durability durability) {
        return start(folder, null, durability, ServerAccount.of(folder));
    }

    /// Starts another PostgreSQL's programs (15 or newer) on a folder of ours: `binaries` is the folder with initdb.
    /// @throws PostgresUnavailable with one clear line
    public static EmbeddedPostgres startWith(Path binaries, Path folder, Durability durability) {
        return start(folder, binaries, durability, ServerAccount.of(folder));
    }

    /// Starts in a folder that the caller has claimed and will release after closing the server.
    /// @throws PostgresUnavailable with one clear line
    public static EmbeddedPostgres start(DataFolder folder, Durability durability) {
        return start(folder, null, durability, ServerAccount.of(folder.path()), null);
    }

    static EmbeddedPostgres start(
            Path path, @Nullable Path foreignBinaries, Durability durability, ServerAccount account) {
        var folder = DataFolder.claim(path);
        try {
            return start(folder, foreignBinaries, durability, account, folder);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static EmbeddedPostgres start(
            DataFolder folder,
            @Nullable Path foreignBinaries,
            Durability durability,
            ServerAccount account,
            @Nullable DataFolder owned) {
        var home = folder.path();
        try {
            var binaries = foreignBinaries == null ? unpack(home) : foreignBinaries;
            var postgres = new EmbeddedPostgres(home, binaries, account, owned, password(home));
            account.takeOver(home);
            postgres.start(durability);
            return postgres;
        } catch (RuntimeException e) {
            throw DataFolder.diskIsFull(e) ? DataFolder.noSpace(home) : e;
        }
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
    public synchronized void close() {
        if (closed) return;
        closed = true;
        tool("pg_ctl", "-D", data().toString(), "-m", "fast", "-w", "-t", "60", "stop");
        if (owned != null) owned.close();
    }

    private Path data() {
        return folder.resolve("database");
    }

    private void start(Durability durability) {
        shorten(folder.resolve("postgres.log"));
        shorten(folder.resolve("tools.log"));
        if (Files.exists(data().resolve("PG_VERSION"))) {
            refuseOtherMajorVersion();
            stopLeftOver();
        } else {
            initialise();
        }
        launch(durability);
    }

    /// initdb works in a folder of another name, which is renamed when it is whole: a start that was cut off, or a
    /// full disk, leaves nothing that looks like a database.
    private void initialise() {
        if (DataFolder.roomLeft(folder) < ROOM_TO_BEGIN) throw DataFolder.noSpace(folder);
        var unfinished = folder.resolve("database.new");
        delete(unfinished);
        delete(data());
        var arguments = new ArrayList<>(List.of(
                "-D",
                unfinished.toString(),
                "-U",
                USER,
                "--pwfile=" + folder.resolve("superuser.pw"),
                "--auth-host=scram-sha-256",
                "--auth-local=scram-sha-256",
                "-E",
                "UTF8",
                "--data-checksums"));
        // Hashing a password thousands of times guards one that can be guessed. Ours has 192 random bits, and every
        // connection that is opened would pay for it.
        if (majorVersion() >= 16) arguments.addAll(List.of("-c", "scram_iterations=1"));
        if (majorVersion() >= 17) {
            // With plain C, pg_trgm finds nothing in Chinese: it looks at LC_CTYPE.
            var characters = System.getProperty("os.name").startsWith("Mac") ? "en_US.UTF-8" : "C.UTF-8";
            arguments.addAll(List.of(
                    "--locale=C", "--lc-ctype=" + characters, "--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
        } else {
            arguments.add("--locale=C.UTF-8");
        }
        if (tool("initdb", arguments.toArray(String[]::new)) != 0) throw failed("初始化数据库失败", "tools.log");
        try {
            Files.move(unfinished, data(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void launch(Durability durability) {
        var durable = switch (durability) {
            case DURABLE -> "on";
            case THROWAWAY -> "off";
        };
        var settings = String.join(
                " ",
                "-p " + port,
                "-c listen_addresses=127.0.0.1 -c unix_socket_directories=''",
                "-c max_connections=60 -c shared_buffers=128MB -c work_mem=16MB -c maintenance_work_mem=128MB",
                "-c random_page_cost=1.1 -c jit=off -c timezone=Asia/Shanghai -c log_timezone=Asia/Shanghai",
                "-c shared_preload_libraries=pg_stat_statements -c max_wal_size=2GB -c lc_messages=C",
                "-c fsync=" + durable,
                "-c synchronous_commit=" + durable,
                "-c full_page_writes=" + durable,
                // A test counts buffers; whether the cleaner came by in between must not change them.
                "-c autovacuum=" + durable);
        var log = folder.resolve("postgres.log");
        for (int attempt = 1; ; attempt++) {
            var begin = size(log);
            var started = tool(
                    "pg_ctl",
                    "-D",
                    data().toString(),
                    "-w",
                    "-t",
                    "300",
                    "-l",
                    log.toString(),
                    "-o",
                    settings,
                    "start");
            if (started == 0) return;
            // Back ends of a postmaster that was killed hold its shared memory until they notice.
            var heldByOrphans = tail(log, begin).contains("is still in use");
            if (!heldByOrphans || attempt == 3) throw failed("数据库没有启动", "postgres.log");
            endOrphans();
        }
    }

    /// After a kill of our process its server is still alive; after a power cut or a kill of the server only its
    /// file is left, and the number in it may by now be another program's: that one must not be touched.
    private void stopLeftOver() {
        var file = data().resolve("postmaster.pid");
        if (!Files.exists(file)) return;
        try (var lines = Files.lines(file)) {
            var pid = lines.findFirst().map(String::strip).map(Long::parseLong);
            var server = pid.flatMap(ProcessHandle::of).filter(EmbeddedPostgres::isPostgres);
            if (server.isPresent()) {
                tool("pg_ctl", "-D", data().toString(), "-m", "fast", "-w", "-t", "120", "stop");
            } else {
                Files.deleteIfExists(file);
            }
        } catch (NumberFormatException e) {
            delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
                .orElse(false);
    }

    /// Ends the PostgreSQL processes that still work in our folder. Only Linux tells where a process works.
    private void endOrphans() {
        var ends = ProcessHandle.allProcesses()
                .filter(EmbeddedPostgres::isPostgres)
                .filter(process -> data().equals(workingFolder(process)))
                .peek(ProcessHandle::destroy)
                .map(ProcessHandle::onExit)
                .toArray(CompletableFuture<?>[]::new);
        if (ends.length == 0) throw failed("上次的数据库进程还没有退出，稍后再启动", "postgres.log");
        try {
            CompletableFuture.allOf(ends).get(LEFTOVERS_MAY_TAKE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw failed("上次的数据库进程还没有退出，稍后再启动", "postgres.log");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PostgresUnavailable("启动被中断");
        }
    }

    private static @Nullable Path workingFolder(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd"));
        } catch (IOException e) {
            return null;
        }
    }

    private void refuseOtherMajorVersion() {
        try {
            var kept = Integer.parseInt(
                    Files.readString(data().resolve("PG_VERSION")).strip());
            var ours = majorVersion();
            if (kept != ours) {
                throw new PostgresUnavailable(
                        "数据目录 %s 是 PostgreSQL %d 的，这个程序带的是 %d；用原来的版本启动，导出后再升级".formatted(folder, kept, ours));
            }
        } catch (IOException | NumberFormatException e) {
            throw new PostgresUnavailable("数据目录 %s 不完整（PG_VERSION 读不出）；从备份恢复，或换个目录（--data）".formatted(folder));
        }
    }

    private int majorVersion() {
        try {
            var process = new ProcessBuilder(binaries.resolve("postgres").toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            var line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(line.replaceAll("(?s)^\\D+(\\d+).*", "$1").strip());
        } catch (IOException | NumberFormatException e) {
            throw new PostgresUnavailable("PostgreSQL 程序不能运行：" + binaries.resolve("postgres"));
        }
    }

    /// Runs one of PostgreSQL's programs. Its output goes to a file: a pipe would stay open as long as the server
    /// lives.
    private int tool(String name, String... arguments) {
        var command = new ArrayList<>(account.prefix());
        command.add(binaries.resolve(name).toString());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("tools.log").toFile()));
        builder.environment().keySet().removeIf(key -> key.startsWith("PG") || key.startsWith("LC_"));
        try {
            return builder.start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PostgresUnavailable("启动被中断");
        }
    }

    private PostgresUnavailable failed(String what, String log) {
        var said = tail(folder.resolve(log), Math.max(0, size(folder.resolve(log)) - 8192));
        if (DataFolder.speaksOfAFullDisk(said)) return DataFolder.noSpace(folder);
        return new PostgresUnavailable("%s，看 %s".formatted(what, folder.resolve(log)));
    }

    private static String password(Path folder) {
        var file = folder.resolve("superuser.pw");
        try {
            if (!Files.exists(file)) {
                var bytes = new byte[24];
                new SecureRandom().nextBytes(bytes);
                var unfinished = folder.resolve("superuser.pw.new");
                Files.deleteIfExists(unfinished);
                Files.createFile(
                        unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(unfinished, HexFormat.of().formatHex(bytes));
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
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

    /// Unpacks the programs beside their place and renames them into it, so that a start that was cut off is
    /// repeated. The archive's length tells an older product's programs from ours.
    private static Path unpack(Path home) {
        var target = home.resolve("postgres");
        var archive = archive(System.getProperty("os.name"), System.getProperty("os.arch"));
        var resource = EmbeddedPostgres.class.getResource("/" + archive);
        if (resource == null) {
            throw new PostgresUnavailable("这个系统没有自带的 PostgreSQL（%s）；用 --database 指定一个".formatted(archive));
        }
        try {
            var connection = resource.openConnection();
            connection.setUseCaches(false);
            var identity = archive + " " + connection.getContentLengthLong();
            var done = target.resolve(".unpacked");
            if (Files.exists(done) && Files.readString(done).equals(identity)) return target.resolve("bin");
            if (DataFolder.roomLeft(home) < ROOM_TO_BEGIN / 2) throw DataFolder.noSpace(home);
            var unfinished = home.resolve("postgres.new");
            delete(unfinished);
            try (var raw = connection.getInputStream()) {
                extract(raw, unfinished);
            }
            Files.writeString(unfinished.resolve(".unpacked"), identity);
            delete(target);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            return target.resolve("bin");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(tar, path, StandardCopyOption.REPLACE_EXISTING);
                    if ((entry.getMode() & 0100) != 0) {
                        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
                    }
                }
            }
        }
    }

    /// The names that the binaries' publisher gives to the archives.
    static String archive(String osName, String osArch) {
        var system = osName.toLowerCase(Locale.ROOT);
        var processor = List.of("aarch64", "arm64").contains(osArch) ? "arm_64" : "x86_64";
        var family = system.contains("linux") ? "linux" : system.contains("mac") ? "darwin" : system.replace(' ', '-');
        return "postgres-%s-%s.txz".formatted(family, processor);
    }

    /// A log that grew for months is cut when the server starts: what happened last is kept.
    private static void shorten(Path log) {
        if (size(log) <= LOG_KEPT) return;
        try {
            var kept = tail(log, size(log) - LOG_KEPT / 5);
            Files.writeString(log, kept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tail(Path file, long from) {
        try (var read = new RandomAccessFile(file.toFile(), "r")) {
            read.seek(Math.min(from, read.length()));
            var bytes = new byte[(int) Math.min(read.length() - read.getFilePointer(), LOG_KEPT)];
            read.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private static void delete(Path path) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) return;
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
                        throws IOException {
                    if (failure != null) throw failure;
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
