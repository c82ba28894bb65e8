package org.nongyoubench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.PGConnection;

/// The public check of random codes among many certificates (承诺达标合格证), against two empty endpoints of the same
/// server in the same run: a page that does nothing but say where to go on, behind the same filters, and `/health`,
/// which
/// stands before them. Requests a second of people who leave no pause, and how long one takes at half that load. Taken
/// at
/// one million and at ten, to see whether the cost grows with the table.
final class ChecksBench {

    private static final int USERS = 16;
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("bench.warm-up", 10));
    private static final Duration MEASURED = Duration.ofSeconds(Integer.getInteger("bench.seconds", 10));
    private static final int ASKED = 200_000;
    private static final int AT_ONCE = 50_000;
    private static final int KEY = 999_999;
    private static final YearMonth FIRST = YearMonth.of(2026, 1);
    private static final String SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private static final int DRAWN = 13;

    private ChecksBench() {}

    /// @param rows how many certificates there are to be, one measurement for each, growing
    static void run(Path folder, List<Long> rows) throws Exception {
        try (var installation =
                        Installation.start(folder, List.of("--bases", "100", "--cases", "100", "--journal", "100"));
                var connection = installation.connect()) {
            System.out.println(Machine.line());
            System.out.println("| 合格证 | /health | 空页面 | 查一张 | 比 /health | 比空页面 | 半载 p50 | 半载 p99 | 程序 CPU | 数据库 CPU |");
            System.out.println("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
            for (long wanted : rows) {
                fill(connection, wanted);
                measure(installation, codes(connection), count(connection));
            }
        }
    }

    private static void measure(Installation installation, List<String> codes, long count) throws Exception {
        var browsers = new ArrayList<Browser>();
        for (int user = 0; user < USERS; user++) browsers.add(new Browser(installation.port()));
        var random = new Random(1);
        var order = random.ints(1 << 20, 0, codes.size()).toArray();
        Load.Call health = (user, _) -> expect(browsers.get(user), "/health", 200);
        // The address of a QR code in capitals is only sent on.
        Load.Call empty = (user, _) -> expect(browsers.get(user), "/C/X", 302);
        Load.Call check = (user, number) ->
                expect(browsers.get(user), "/c/" + codes.get(order[(user * 65_536 + number) & order.length - 1]), 200);
        Load.during(USERS, WARM_UP, check);
        Load.during(USERS, WARM_UP.dividedBy(2), empty);
        Load.during(USERS, WARM_UP.dividedBy(2), health);
        var lowest = Load.during(USERS, MEASURED, health);
        var floor = Load.during(USERS, MEASURED, empty);
        var before = installation.processor();
        var full = Load.during(USERS, MEASURED, check);
        var processor = installation.processor().since(before, full.nanos().length);
        var half = paced(full.perSecond() / 2, check);
        System.out.printf(
                Locale.ROOT,
                "| %,d | %.0f 次/秒 | %.0f 次/秒 | %.0f 次/秒 | %.0f %% | %.0f %% | %.1f ms | %.1f ms | %.2f ms | %.2f ms |%n",
                count,
                lowest.perSecond(),
                floor.perSecond(),
                full.perSecond(),
                100 * full.perSecond() / lowest.perSecond(),
                100 * full.perSecond() / floor.perSecond(),
                half.p50(),
                half.percentile(0.99),
                processor[0],
                processor[1]);
        for (var browser : browsers) browser.close();
    }

    /// Calls begin at fixed moments, whether the one before was slow or not: each user has his own.
    private static Timings paced(double perSecond, Load.Call call) {
        long pause = (long) (USERS * 1e9 / perSecond);
        var next = new long[USERS];
        long begin = System.nanoTime();
        for (int user = 0; user < USERS; user++) next[user] = begin + pause * user / USERS;
        return Load.during(USERS, MEASURED, (user, number) -> {
            long wait = next[user] - System.nanoTime();
            if (wait > 0) LockSupport.parkNanos(wait);
            next[user] += pause;
            call.run(user, number);
        });
    }

    private static void expect(Browser browser, String path, int status) throws IOException {
        var answer = browser.get(path);
        if (answer.status() != status) throw new IllegalStateException(path + " " + answer.status());
    }

    private static long count(Connection connection) throws SQLException {
        try (var rows = connection.createStatement().executeQuery("select count(*) from compliance.commitments")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static List<String> codes(Connection connection) throws SQLException {
        var codes = new ArrayList<String>();
        try (var rows = connection
                .createStatement()
                .executeQuery("select code from compliance.commitments tablesample system (5) limit " + ASKED)) {
            while (rows.next()) codes.add(rows.getString(1));
        }
        return codes;
    }

    /// As many as are wanted, spread over the months up to this one; each with words of its own form.
    private static void fill(Connection connection, long wanted) throws SQLException, IOException {
        try (var sql = connection.createStatement()) {
            sql.execute(
                    "insert into compliance.signing_keys (id, algorithm, public_key, from_day, until_day, made_at) values ("
                            + KEY + ", 'Ed25519', '\\x00', '2026-01-01', '2026-12-31', now()) on conflict do nothing");
        }
        var random = new Random(new SecureRandom().nextLong());
        var today = LocalDate.now();
        int months = (int) Math.min(12, FIRST.until(YearMonth.from(today), ChronoUnit.MONTHS) + 1);
        var copy = connection.unwrap(PGConnection.class).getCopyAPI();
        for (long have = count(connection); have < wanted; ) {
            long some = Math.min(AT_ONCE, wanted - have);
            var text = new StringBuilder((int) some * 700);
            for (long n = 0; n < some; n++) {
                var day = FIRST.plusMonths(random.nextInt(months)).atDay(1 + random.nextInt(28));
                row(text, random, day.isAfter(today) ? today : day);
            }
            copy.copyIn("""
                    copy compliance.commitments (code, issued_on, issued_at, style, form, producer_id, producer_name, producer_kind,
                        region_code, phone, product, quantity_kg, piece_kg, pieces, origin, batch_code, base_id, bases, promise, story, key_id,
                        words, signature, keep_until, issued_by, issued_by_name, demo) from stdin""", new java.io.StringReader(text.toString()));
            have += some;
        }
        try (var sql = connection.createStatement()) {
            sql.execute("vacuum (analyze) compliance.commitments");
        }
    }

    private static void row(StringBuilder text, Random random, LocalDate day) {
        int producer = random.nextInt(100_000);
        var name = "示例" + producer + "种植专业合作社";
        var region = "14%02d%02d".formatted(1 + random.nextInt(11), 1 + random.nextInt(17));
        long grams = 1_000L * (1 + random.nextInt(2_000));
        var signature = new byte[64];
        random.nextBytes(signature);
        var cells = List.of(
                code(YearMonth.from(day), random),
                day.toString(),
                day + " " + "%02d:%02d:%02d+08".formatted(random.nextInt(24), random.nextInt(60), random.nextInt(60)),
                "producer",
                "printed",
                String.valueOf(producer),
                name,
                "cooperative",
                region,
                "13800000000",
                "番茄",
                String.valueOf(grams / 1000),
                "5",
                "1",
                "示例县示例镇",
                "FQ-260616-02",
                String.valueOf(1 + producer % 100),
                "3",
                "{不使用禁用农药兽药、停用兽药和非法添加物,常规农药兽药残留不超标}",
                "{\"records\":9,\"drugs\":1,\"steps\":[],\"tests\":[]}",
                String.valueOf(KEY),
                "\\\\x" + HexFormat.of().formatHex(words(day, grams, name)),
                "\\\\x" + HexFormat.of().formatHex(signature),
                day.plusMonths(24).toString(),
                "1",
                "压测",
                "true");
        text.append(String.join("\t", cells)).append('\n');
    }

    /// As the product writes them: version and algorithm, key, days since 2026-01-01, grams, bases, three texts.
    private static byte[] words(LocalDate day, long grams, String producer) {
        var out = new ByteArrayOutputStream();
        out.write(0x11);
        number(out, KEY);
        number(out, ChronoUnit.DAYS.between(FIRST.atDay(1), day));
        number(out, grams);
        out.write(3);
        for (var word : List.of("番茄", producer, "示例县示例镇")) {
            var bytes = word.getBytes(Charset.forName("GB18030"));
            number(out, bytes.length);
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }

    private static void number(ByteArrayOutputStream out, long number) {
        long rest = number;
        for (; rest >= 0x80; rest >>>= 7) out.write((int) (rest & 0x7f | 0x80));
        out.write((int) rest);
    }

    private static String code(YearMonth month, Random random) {
        int number = (int) FIRST.until(month, ChronoUnit.MONTHS);
        var code = new StringBuilder()
                .append(SIGNS.charAt(number / SIGNS.length()))
                .append(SIGNS.charAt(number % SIGNS.length()));
        for (int i = 0; i < DRAWN; i++) code.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        int sum = 0;
        for (int i = 0; i < code.length(); i++) sum += (i + 1) * SIGNS.indexOf(code.charAt(i));
        int digit = 0;
        while ((sum + (code.length() + 1) * digit) % SIGNS.length() != 0) digit++;
        return code.append(SIGNS.charAt(digit)).toString();
    }
}
