package org.nongyou.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nongyou.database.EmbeddedPostgres.Durability;

@DisplayName("自带的数据库")
class EmbeddedPostgresTest {

    private static final Path DEBIAN_15 = Path.of("/usr/lib/postgresql/15/bin");

    /// Unpacked once: most tests are about something else.
    private static @TempDir Path shared;
    private static Path binaries;

    @TempDir
    Path folder;

    @BeforeAll
    static void unpack() {
        EmbeddedPostgres.start(shared, Durability.THROWAWAY).close();
        binaries = shared.resolve("postgres/bin");
    }

    @Test
    @DisplayName("第二次启动不解包、不初始化，写过的行都在")
    void keepsRowsAndFiles() throws Exception {
        try (var postgres = EmbeddedPostgres.start(folder, Durability.DURABLE)) {
            run(postgres, "create table kept as select 42 as answer");
        }
        var unpacked = Files.getLastModifiedTime(folder.resolve("postgres/.unpacked"));
        var initialised = Files.getLastModifiedTime(folder.resolve("database/PG_VERSION"));
        try (var postgres = EmbeddedPostgres.start(folder, Durability.DURABLE)) {
            assertThat(value(postgres, "select answer from kept")).isEqualTo("42");
        }
        assertThat(Files.getLastModifiedTime(folder.resolve("postgres/.unpacked")))
                .isEqualTo(unpacked);
        assertThat(Files.getLastModifiedTime(folder.resolve("database/PG_VERSION")))
                .isEqualTo(initialised);
    }

    @Test
    @DisplayName("设置是持久的，只听本机，口令不外露，中文三元组可用")
    void isDurableAndClosed() throws Exception {
        try (var postgres = EmbeddedPostgres.startWith(binaries, folder, Durability.DURABLE)) {
            assertThat(value(postgres, "show fsync")).isEqualTo("on");
            assertThat(value(postgres, "show synchronous_commit")).isEqualTo("on");
            assertThat(value(postgres, "show full_page_writes")).isEqualTo("on");
            assertThat(value(postgres, "show data_checksums")).isEqualTo("on");
            assertThat(value(postgres, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(value(postgres, "show unix_socket_directories")).isEmpty();
            assertThat(Files.getPosixFilePermissions(folder)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
            assertThat(Files.getPosixFilePermissions(folder.resolve("superuser.pw")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            run(postgres, "create extension pg_trgm");
            assertThat(value(postgres, "select cardinality(show_trgm('有机大米'))")).isEqualTo("5");
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.url(), postgres.user(), "wrong"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    @DisplayName("程序被强杀、数据库还活着：下次启动先停旧的，已提交的行都在")
    void takesOverFromAKilledProgram() throws Exception {
        var killed = startInOtherJvm(folder);
        killed.destroyForcibly().waitFor();
        try (var postgres = EmbeddedPostgres.startWith(binaries, folder, Durability.DURABLE)) {
            assertThat(value(postgres, "select count(*) from written")).isEqualTo("1");
        }
    }

    @Test
    @DisplayName("数据库被强杀：留下的进程号文件不妨碍启动")
    void recoversFromAKilledServer() throws Exception {
        try (var postgres = EmbeddedPostgres.startWith(binaries, folder, Durability.DURABLE)) {
            run(postgres, "create table written as select 1 as one");
            kill(folder);
        }
        try (var postgres = EmbeddedPostgres.startWith(binaries, folder, Durability.DURABLE)) {
            assertThat(value(postgres, "select count(*) from written")).isEqualTo("1");
        }
    }

    @Test
    @DisplayName("断电后旧进程号已属于别的程序：不碰那个程序")
    void leavesAStrangerAlone() throws Exception {
        EmbeddedPostgres.startWith(binaries, folder, Durability.DURABLE).close();
        var stranger = new ProcessBuilder("sleep", "600").start();
        try {
            Files.writeString(
                    folder.resolve("database/postmaster.pid"),
                    "%d\n%s\n1\n5432\n\n127.0.0.1\n".formatted(stranger.pid(), folder.resolve("database")));
            try (var postgres = EmbeddedPostgres.startWith(binaries, folder, Durability.DURABLE)) {
                assertThat(value(postgres, "select 1")).isEqualTo("1");
            }
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    @DisplayName("初始化到一半断了：下次从头来，不留半个数据库")
    void repeatsAnInterruptedBeginning() throws Exception {
        EmbeddedPostgres.start(folder, Durability.THROWAWAY).close();
        Files.move(folder.resolve("database"), folder.resolve("database.new"));
        Files.delete(folder.resolve("database.new/global/pg_control"));
        Files.delete(folder.resolve("postgres/.unpacked"));
        try (var postgres = EmbeddedPostgres.start(folder, Durability.THROWAWAY)) {
            assertThat(value(postgres, "select 1")).isEqualTo("1");
        }
        assertThat(folder.resolve("database.new")).doesNotExist();
        assertThat(folder.resolve("postgres.new")).doesNotExist();
    }

    @Test
    @DisplayName("同一目录开两个：第二个被拒绝，第一个照常")
    void refusesASecondServerOnTheFolder() throws Exception {
        try (var first = EmbeddedPostgres.startWith(binaries, folder, Durability.THROWAWAY)) {
            assertThatThrownBy(() -> EmbeddedPostgres.startWith(binaries, folder, Durability.THROWAWAY))
                    .isInstanceOf(PostgresUnavailable.class)
                    .hasMessageContaining("正被另一个农优程序使用")
                    .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()));
            assertThat(value(first, "select 1")).isEqualTo("1");
        }
    }

    @Test
    @DisplayName("另一个大版本的数据目录：一句话说清，不动它")
    void refusesAnotherMajorVersion() throws Exception {
        EmbeddedPostgres.startWith(binaries, folder, Durability.THROWAWAY).close();
        Files.writeString(folder.resolve("database/PG_VERSION"), "14\n");
        assertThatThrownBy(() -> EmbeddedPostgres.startWith(binaries, folder, Durability.THROWAWAY))
                .isInstanceOf(PostgresUnavailable.class)
                .hasMessageContaining("PostgreSQL 14");
    }

    @Test
    @DisplayName("数据目录其实是文件：一句话")
    void refusesAFile() throws Exception {
        var file = Files.writeString(folder.resolve("data.txt"), "x");
        assertThatThrownBy(() -> EmbeddedPostgres.startWith(binaries, file, Durability.THROWAWAY))
                .isInstanceOf(PostgresUnavailable.class)
                .hasMessageContaining("不是目录");
    }

    @Test
    @DisplayName("别人的目录：一句话，说出是谁的")
    void refusesAnotherUsersFolder() throws Exception {
        assumeRoot();
        var others = Files.createDirectory(folder.resolve("others"));
        Files.setOwner(
                others, others.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("daemon"));
        assertThatThrownBy(() -> EmbeddedPostgres.startWith(binaries, others, Durability.THROWAWAY))
                .isInstanceOf(PostgresUnavailable.class)
                .hasMessageContaining("属于用户 daemon");
    }

    @Test
    @DisplayName("磁盘满：一句话，剩多少说多少")
    void saysThatTheDiskIsFull() throws Exception {
        assumeRoot();
        var small = Files.createDirectory(folder.resolve("small"));
        assumeTrue(shell("mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", small.toString()) == 0, "mount 不可用");
        try {
            assertThatThrownBy(() -> EmbeddedPostgres.start(small.resolve("data"), Durability.DURABLE))
                    .isInstanceOf(PostgresUnavailable.class)
                    .hasMessageContaining("磁盘满了");
            assumeTrue(shell("mount", "-o", "remount,size=400m", small.toString()) == 0);
            try (var postgres = EmbeddedPostgres.start(small.resolve("data"), Durability.DURABLE)) {
                run(postgres, "create table written as select 1 as one");
            }
            fill(small);
            assertThatThrownBy(() -> EmbeddedPostgres.start(small.resolve("data"), Durability.DURABLE))
                    .isInstanceOf(PostgresUnavailable.class)
                    .hasMessageContaining("磁盘满了");
            Files.delete(small.resolve("filler"));
            try (var postgres = EmbeddedPostgres.start(small.resolve("data"), Durability.DURABLE)) {
                assertThat(value(postgres, "select count(*) from written")).isEqualTo("1");
            }
        } finally {
            shell("umount", small.toString());
        }
    }

    @Test
    @DisplayName("root 但没有用户命名空间：数据库以 nobody 运行")
    void runsAsNobody() throws Exception {
        assumeRoot();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        var own = folder.resolve("own");
        try (var postgres = EmbeddedPostgres.start(own, null, Durability.DURABLE, ServerAccount.NOBODY)) {
            run(postgres, "create table written as select 1 as one");
        }
        // The ordinary way in recognises the folder.
        try (var postgres = EmbeddedPostgres.start(own, Durability.DURABLE)) {
            assertThat(value(postgres, "select count(*) from written")).isEqualTo("1");
            assertThat(Files.getOwner(own).getName()).isEqualTo("nobody");
        }
    }

    @Test
    @DisplayName("nobody 进不了的目录：一句话")
    void saysThatNobodyCannotReachTheFolder() throws Exception {
        assumeRoot();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        assertThatThrownBy(() ->
                        EmbeddedPostgres.start(folder.resolve("own"), null, Durability.DURABLE, ServerAccount.NOBODY))
                .isInstanceOf(PostgresUnavailable.class)
                .hasMessageContaining("nobody");
    }

    @Test
    @DisplayName("普通用户也能启动")
    void runsAsAnOrdinaryUser() throws Exception {
        assumeRoot();
        assumeTrue(shell("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "true") == 0);
        var reachable = Path.of(
                System.getProperty("java.io.tmpdir"),
                "nongyou-user-" + ProcessHandle.current().pid());
        Files.createDirectory(reachable);
        try {
            Files.setOwner(
                    reachable,
                    reachable.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
            // Class folders of the build may lie where nobody cannot read: copies can be read.
            var classPath = readableClassPath(reachable);
            var process = new ProcessBuilder(
                            "setpriv",
                            "--reuid=nobody",
                            "--regid=nogroup",
                            "--clear-groups",
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            classPath,
                            OneRow.class.getName(),
                            reachable.resolve("data").toString(),
                            "stop")
                    .redirectErrorStream(true)
                    .start();
            var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            assertThat(said).contains("written");
        } finally {
            shell("rm", "-rf", reachable.toString());
        }
    }

    @Test
    @DisplayName("Debian 的 PostgreSQL 15 也能用，所有迁移都通过")
    void worksWithDebians15() throws Exception {
        assumeTrue(Files.isExecutable(DEBIAN_15.resolve("initdb")), "没有安装 Debian 的 PostgreSQL 15，略过");
        try (var postgres = EmbeddedPostgres.startWith(DEBIAN_15, folder, Durability.DURABLE)) {
            Migrations.migrate(postgres.url(), postgres.user(), postgres.password());
            assertThat(value(postgres, "show server_version_num")).startsWith("15");
            assertThat(value(postgres, "select count(*) from region.divisions")).isNotNull();
            assertThat(value(postgres, "select cardinality(show_trgm('有机大米'))")).isEqualTo("5");
            // A second time there is nothing to do.
            Migrations.migrate(postgres.url(), postgres.user(), postgres.password());
        }
    }

    @ParameterizedTest
    @DisplayName("每个系统和处理器的包名与发布者的一致")
    @CsvSource({
        "Linux, amd64, postgres-linux-x86_64.txz",
        "Linux, aarch64, postgres-linux-arm_64.txz",
        "Mac OS X, x86_64, postgres-darwin-x86_64.txz",
        "Mac OS X, aarch64, postgres-darwin-arm_64.txz"
    })
    void namesTheArchive(String system, String processor, String archive) {
        assertThat(EmbeddedPostgres.archive(system, processor)).isEqualTo(archive);
    }

    private static void run(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = connect(postgres);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String value(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = connect(postgres);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
    }

    private static Process startInOtherJvm(Path folder) throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OneRow.class.getName(),
                        folder.toString(),
                        "stay")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var line = process.inputReader().readLine();
        assertThat(line).isEqualTo("written");
        return process;
    }

    private static void kill(Path folder) throws Exception {
        var pid = Long.parseLong(Files.readAllLines(folder.resolve("database/postmaster.pid"))
                .getFirst()
                .strip());
        var server = ProcessHandle.of(pid).orElseThrow();
        server.destroyForcibly();
        server.onExit().get(10, TimeUnit.SECONDS);
    }

    private static void fill(Path folder) throws IOException, InterruptedException {
        shell("dd", "if=/dev/zero", "of=" + folder.resolve("filler"), "bs=64k");
        assertThat(Files.getFileStore(folder).getUsableSpace()).isLessThan(1 << 20);
    }

    private static String readableClassPath(Path into) throws IOException, InterruptedException {
        var copies = new java.util.ArrayList<String>();
        for (var entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
            if (!Files.exists(Path.of(entry))) continue;
            var copy = into.resolve("cp-" + copies.size() + "-" + Path.of(entry).getFileName());
            shell("cp", "-r", entry, copy.toString());
            copies.add(copy.toString());
        }
        shell("chmod", "-R", "a+rX", into.toString());
        return String.join(java.io.File.pathSeparator, copies);
    }

    private static int shell(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static void assumeRoot() {
        assumeTrue("root".equals(System.getProperty("user.name")), "只有 root 能试");
    }
}
