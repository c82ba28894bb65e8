package org.nongyoubench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;

/// Issuing certificates as a producer does it, on the demo: a hundred thousand at once against a COPY of the same rows
/// in the same run; one after the other; sheets of pre-printed labels; the year's coverage against the same figures by
/// hand.
final class IssueBench {

    private static final String PRODUCER = "nongmin";
    private static final String COUNTY = "xian";
    private static final String DEMO_PASSWORD = "nongyou2026demo";
    private static final Pattern BATCH = Pattern.compile("name=\"count-(\\d+)\"");
    private static final Pattern FORM = Pattern.compile("name=\"formId\" value=\"([^\"]+)\"");
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private IssueBench() {}

    /// @param which bulk, issue, labels, coverage; all where none is named
    static void run(Path folder, List<String> which) throws Exception {
        try (var installation = Installation.demo(folder);
                var sql = installation.connect()) {
            System.out.println(Machine.line());
            var all = which.isEmpty() ? List.of("issue", "bulk", "labels", "coverage") : which;
            for (var one : all) {
                // A connection that stood still for minutes is closed.
                try (var browser = new Browser(installation.port())
                        .signIn(one.equals("coverage") ? COUNTY : PRODUCER, DEMO_PASSWORD)) {
                    switch (one) {
                        case "bulk" -> bulk(installation, sql, browser);
                        case "issue" -> issue(installation, sql, browser);
                        case "labels" -> labels(installation, sql, browser);
                        case "coverage" -> coverage(sql, browser);
                        default -> throw new IllegalArgumentException(one);
                    }
                }
            }
            System.out.println(Machine.line());
        }
    }

    /// An open batch of the demo, as large as is needed.
    private static long batch(Connection sql, Browser browser) throws IOException, SQLException {
        var found = BATCH.matcher(browser.get("/conformity/bulk").text());
        if (!found.find()) throw new IllegalStateException("the demo has no batch that may carry a certificate");
        long batch = Long.parseLong(found.group(1));
        execute(
                sql,
                "update production.batches set quantity_kg = certified_kg + 9000000, area_mu = 9000000 where id = "
                        + batch);
        return batch;
    }

    private static String formId(String page) {
        var found = FORM.matcher(page);
        if (!found.find()) throw new IllegalStateException("no form on the page");
        return found.group(1);
    }

    // --- A hundred thousand

    private static void bulk(Installation installation, Connection sql, Browser browser) throws Exception {
        int count = Integer.getInteger("bench.certificates", 100_000);
        long batch = batch(sql, browser);
        for (int round = 0; round < 2; round++) {
            var before = installation.processor();
            long begin = System.nanoTime();
            var run = browser.post(
                            "/conformity/bulk",
                            Map.of(
                                    "formId",
                                    formId(browser.get("/conformity/bulk").text()),
                                    "count-" + batch,
                                    Integer.toString(round == 0 ? count / 10 : count),
                                    "each-" + batch,
                                    "1",
                                    "bases",
                                    "control"))
                    .location();
            until(
                    sql,
                    "select state in ('done', 'failed') from job.jobs where id = (select job_id from compliance.runs where id = "
                            + run.substring(run.lastIndexOf('/') + 1) + ")");
            double seconds = (System.nanoTime() - begin) / 1e9;
            // The first one warms up.
            if (round == 0) continue;
            var processor = installation.processor().since(before, 1);
            var id = run.substring(run.lastIndexOf('/') + 1);
            long issued = number(sql, "select sum(issued) from compliance.run_lines where run_id = " + id);
            if (issued != count) throw new IllegalStateException(issued + " issued");
            // Both tables with their indexes, empty before, as COPY alone writes them.
            execute(sql, "drop table if exists public.bench_certificates, public.bench_lines");
            execute(
                    sql,
                    "create table public.bench_certificates (like compliance.commitments_"
                            + text(
                                    sql,
                                    "select to_char(max(issued_on), 'YYYYMM') from compliance.commitments where run_id = "
                                            + id)
                            + " including all)");
            execute(sql, "create table public.bench_lines (like journal.entries_2026 including all)");
            var certificates = out(sql, "select * from compliance.commitments where run_id = " + id);
            var lines = out(
                    sql,
                    "select entry.* from journal.entries entry join compliance.commitments one on entry.subject_kind = 'commitment' and entry.subject_id = one.code where one.run_id = "
                            + id);
            var times = new double[3];
            for (int i = 0; i < times.length; i++) {
                execute(sql, "truncate public.bench_certificates, public.bench_lines");
                long start = System.nanoTime();
                var copy = sql.unwrap(PGConnection.class).getCopyAPI();
                long rows =
                        copy.copyIn("copy public.bench_certificates from stdin", new ByteArrayInputStream(certificates))
                                + copy.copyIn("copy public.bench_lines from stdin", new ByteArrayInputStream(lines));
                times[i] = (System.nanoTime() - start) / 1e9;
                if (rows != 2L * count) throw new IllegalStateException(rows + " rows copied");
            }
            execute(sql, "drop table public.bench_certificates, public.bench_lines");
            Arrays.sort(times);
            System.out.printf(
                    Locale.ROOT,
                    "批量开具 %,d 张（把关、签名、合格证、日志）%.1f 秒；同样的行 COPY %.1f 秒（三次的中间）；速度是 COPY 的 %.0f %%；处理器 程序 %.1f 秒，数据库 %.1f 秒%n",
                    count,
                    seconds,
                    times[1],
                    100 * times[1] / seconds,
                    processor[0] / 1e3,
                    processor[1] / 1e3);
        }
    }

    // --- One by one

    private static void issue(Installation installation, Connection sql, Browser browser) throws Exception {
        long batch = batch(sql, browser);
        int warm = 100;
        int measured = Integer.getInteger("bench.steps", 500);
        var nanos = new long[measured];
        var before = installation.processor();
        long begin = System.nanoTime();
        for (int i = 0; i < warm + measured; i++) {
            if (i == warm) {
                before = installation.processor();
                begin = System.nanoTime();
            }
            var form = Map.of(
                    "formId",
                    UUID.randomUUID().toString(),
                    "batch",
                    Long.toString(batch),
                    "kg",
                    "1",
                    "bases",
                    "control");
            long start = System.nanoTime();
            var answer = browser.post("/conformity/new", form);
            if (answer.status() != 302 && answer.status() != 303)
                throw new IllegalStateException("not issued: " + answer.status());
            if (i >= warm) nanos[i - warm] = System.nanoTime() - start;
        }
        var timings = new Timings(nanos, System.nanoTime() - begin);
        var processor = installation.processor().since(before, measured);
        System.out.printf(
                Locale.ROOT,
                "开一张：%d 次，p50 %.1f ms，p95 %.1f ms，p99 %.1f ms；处理器 程序 %.2f ms，数据库 %.2f ms%n",
                measured,
                timings.p50(),
                timings.p95(),
                timings.percentile(0.99),
                processor[0],
                processor[1]);
    }

    // --- Labels

    private static void labels(Installation installation, Connection sql, Browser browser) throws Exception {
        for (var size : List.of("sheet", "60x40")) {
            var before = installation.processor();
            long begin = System.nanoTime();
            var at = browser.again()
                    .post(
                            "/conformity/labels/order",
                            Map.of("formId", UUID.randomUUID().toString(), "size", size, "count", "10000"))
                    .location();
            var id = at.substring(at.lastIndexOf('/') + 1);
            until(sql, "select state in ('done', 'failed') from job.jobs where id = " + id);
            double seconds = (System.nanoTime() - begin) / 1e9;
            var processor = installation.processor().since(before, 1);
            long bytes = number(sql, "select coalesce(sum(length(content)), 0) from job.files where job_id = " + id);
            if (bytes == 0) throw new IllegalStateException("no file");
            System.out.printf(
                    Locale.ROOT,
                    "预印标签 10,000 张（%s）：取号、抽码、排版到文件 %.1f 秒，文件 %.1f MB，处理器 程序 %.1f 秒，堆 %s，进程最多占过 %s%n",
                    size,
                    seconds,
                    bytes / 1e6,
                    processor[0] / 1e3,
                    "-Xmx512m",
                    installation.mostMemory());
        }
    }

    // --- Coverage

    private static void coverage(Connection sql, Browser browser) throws Exception {
        var page = new long[100];
        for (int i = -50; i < page.length; i++) {
            long start = System.nanoTime();
            if (browser.get("/conformity/coverage").status() != 200) throw new IllegalStateException("no coverage");
            if (i >= 0) page[i] = System.nanoTime() - start;
        }
        // By hand: the county's certificates of the year, by kind of producer.
        var flat = new long[100];
        for (int i = -20; i < flat.length; i++) {
            long start = System.nanoTime();
            text(sql, """
                        select string_agg(kind || ' ' || producers || ' ' || n || ' ' || kg, ',') from (
                          select producer_kind as kind, count(distinct producer_id) as producers, count(*) as n, sum(quantity_kg) as kg
                            from compliance.commitments
                           where left(region_code, 6) = '140423' and state = 'issued'
                             and issued_on >= date_trunc('year', now()) and issued_on < date_trunc('year', now()) + interval '1 year'
                           group by producer_kind) as kinds""");
            if (i >= 0) flat[i] = System.nanoTime() - start;
        }
        var pages = new Timings(page, 1);
        var flats = new Timings(flat, 1);
        System.out.printf(
                Locale.ROOT,
                "覆盖率页：p50 %.1f ms，p95 %.1f ms；%,d 张合格证直接数 p50 %.1f ms；比值 %.2f%n",
                pages.p50(),
                pages.p95(),
                number(sql, "select count(*) from compliance.commitments"),
                flats.p50(),
                pages.p50() / flats.p50());
    }

    // --- Small things

    private static void until(Connection sql, String done) throws SQLException {
        long begin = System.nanoTime();
        while (!"t".equals(text(sql, done))) {
            if (System.nanoTime() - begin > PATIENCE.toNanos()) throw new IllegalStateException("not done: " + done);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static byte[] out(Connection sql, String query) throws SQLException, IOException {
        var bytes = new ByteArrayOutputStream();
        sql.unwrap(PGConnection.class).getCopyAPI().copyOut("copy (" + query + ") to stdout", bytes);
        return bytes.toByteArray();
    }

    private static void execute(Connection sql, String statement) throws SQLException {
        try (var one = sql.createStatement()) {
            one.execute(statement);
        }
    }

    private static String text(Connection sql, String query) throws SQLException {
        try (var one = sql.createStatement();
                var rows = one.executeQuery(query)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    private static long number(Connection sql, String query) throws SQLException {
        return Long.parseLong(text(sql, query));
    }
}
