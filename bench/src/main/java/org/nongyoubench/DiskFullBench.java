package org.nongyoubench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The disk fills while certificates (承诺达标合格证) are issued: what the person is told, and whether it goes on by itself
/// once there is room again. The folder lies on a small file system of its own; `bench/disk-full.sh` makes one.
final class DiskFullBench {

    private static final int MOST = 20_000;
    private static final int REFUSED = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private DiskFullBench() {}

    static void run(Path folder) throws Exception {
        try (var installation =
                Installation.start(folder, List.of("--bases", "100", "--cases", "100", "--journal", "100"))) {
            System.out.println(Machine.line());
            IssueKillBench.Person person;
            long batch;
            try (var connection = installation.connect()) {
                person = IssueKillBench.people(connection).getFirst();
                batch = IssueKillBench.harvested(connection, person.producer(), "KILL-full", 40_000)
                        .getFirst();
            }
            try (var browser = new Browser(installation.port()).signIn(person.user(), Installation.PASSWORD)) {
                var codes = new ArrayList<String>();
                codes.add(IssueKillBench.code(issued(browser, form(batch))));
                var filler = fill(folder);
                var form = form(batch);
                var answer = browser.post("/conformity/new", form);
                while (answer.status() / 100 == 3 && codes.size() < MOST) {
                    codes.add(IssueKillBench.code(answer));
                    form = form(batch);
                    answer = browser.post("/conformity/new", form);
                }
                if (answer.status() / 100 == 3) throw new IllegalStateException("the disk never was full");
                int accepted = codes.size();
                System.out.printf("盘满以后又开了 %d 张，然后 %d：%s%n", accepted - 1, answer.status(), told(answer));
                for (int more = 1; more < REFUSED; more++) {
                    answer = browser.post("/conformity/new", form(batch));
                    if (answer.status() / 100 == 3) codes.add(IssueKillBench.code(answer));
                    else told(answer);
                }
                Files.delete(filler);
                long begin = System.nanoTime();
                while ((answer = browser.post("/conformity/new", form)).status() / 100 != 3) {
                    told(answer);
                    if (System.nanoTime() - begin > PATIENCE.toNanos())
                        throw new IllegalStateException("腾出空间两分钟以后还不行：" + told(answer));
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                }
                codes.add(IssueKillBench.code(answer));
                System.out.printf("腾出空间后 %.1f 秒，没收下的那张表单收下了%n", (System.nanoTime() - begin) / 1e9);
                try (var connection = installation.connect()) {
                    lost(connection, codes);
                    IssueKillBench.oneStory(connection);
                }
                System.out.printf("确认过的 %d 张都在，数量、表单、日志与合格证相符%n", codes.size());
            }
        }
    }

    private static Map<String, String> form(long batch) {
        return Map.of(
                "formId",
                UUID.randomUUID().toString(),
                "batch",
                String.valueOf(batch),
                "kg",
                "1",
                "form",
                "electronic",
                "bases",
                "control");
    }

    private static Browser.Answer issued(Browser browser, Map<String, String> form) throws IOException {
        var answer = browser.post("/conformity/new", form);
        if (answer.status() / 100 != 3) throw new IllegalStateException("not issued: " + answer.status());
        return answer;
    }

    /// As much as the file system takes, to the last byte.
    private static Path fill(Path folder) throws IOException {
        var filler = folder.resolve("filler");
        for (int size = 1 << 20; size > 0; size /= 16) {
            try (var out = Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                var zeros = new byte[size];
                while (true) out.write(zeros);
            } catch (IOException full) {
                // What is left takes less.
            }
        }
        return filler;
    }

    /// @return what the person reads
    /// @throws IllegalStateException where it is not what it should be
    private static String told(Browser.Answer answer) {
        var text = answer.text();
        if (!text.contains("磁盘满了") && !text.contains("数据库暂时连不上") || text.contains("Exception"))
            throw new IllegalStateException(answer.status() + ": " + text);
        return text.contains("磁盘满了") ? "磁盘满了" : "数据库暂时连不上";
    }

    private static void lost(Connection connection, List<String> codes) throws SQLException {
        try (var sql = connection.prepareStatement("select count(*) from compliance.commitments where code = any(?)")) {
            sql.setArray(1, connection.createArrayOf("text", codes.toArray()));
            try (var row = sql.executeQuery()) {
                row.next();
                if (row.getLong(1) != codes.size())
                    throw new IllegalStateException("确认过 " + codes.size() + " 张，只有 " + row.getLong(1) + " 张");
            }
        }
    }
}
