package org.nongyoubench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// kill -9 of the product, every third time of the PostgreSQL beneath it too, while a job issues ten thousands of
/// certificates (批量开具) or activates as many pre-printed labels (启用预印标签). The next start must carry the job to its
/// end by itself: no code and no serial number twice, not one too many or too few, batch, journal and counts agreeing.
final class BulkKillBench {

    private static final int BULK = 40_000;
    private static final int LABELS = 10_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /// A run that was killed.
    private record Run(long id, boolean labels, int wanted) {}

    private @Nullable Run open;
    private int done;
    private int kills;
    private int inTheMiddle;
    private double longestWait;

    private BulkKillBench() {}

    static void run(Path folder, List<String> order, int rounds) throws Exception {
        System.out.println(Machine.line());
        var bench = new BulkKillBench();
        Kill.rounds(rounds, () -> Installation.start(folder, order), () -> bench.done, "张", bench::round);
        try (var installation = Installation.start(folder, order);
                var sql = installation.connect()) {
            bench.finished(sql);
        }
        System.out.printf(
                "kill -9 %d 次，其中 %d 次正开到一半；每次重新启动都自己接着开完，最久 %.0f 秒后接上；一共 %,d 张，编码、标签号没有重的，不多不少，批次、日志、统计相符%n",
                bench.kills, bench.inTheMiddle, bench.longestWait, bench.done);
        System.out.println(Machine.line());
    }

    private void round(Installation installation, Kill kill) throws Exception {
        try (var sql = installation.connect()) {
            finished(sql);
            var person = IssueKillBench.people(sql).getFirst();
            boolean labels = kills % 2 == 1;
            int wanted = labels ? LABELS : BULK;
            var name = "BULK-" + UUID.randomUUID().toString().substring(0, 8);
            long batch = IssueKillBench.harvested(sql, person.producer(), name, wanted)
                    .getFirst();
            try (var browser = new Browser(installation.port()).signIn(person.user(), Installation.PASSWORD)) {
                var at = (labels ? activate(sql, browser, person, batch) : issue(browser, batch)).location();
                if (!at.contains("/conformity/runs/")) throw new IllegalStateException("not begun: " + at);
                long id = Long.parseLong(at.replaceFirst(".*/", ""));
                until(sql, "select sum(issued) > 0 from compliance.run_lines where run_id = " + id);
                open = new Run(id, labels, wanted);
            }
            kill.soon();
            kills++;
        }
    }

    private static Browser.Answer issue(Browser browser, long batch) throws IOException {
        return browser.post(
                "/conformity/bulk",
                Map.of(
                        "formId",
                        UUID.randomUUID().toString(),
                        "count-" + batch,
                        Integer.toString(BULK),
                        "each-" + batch,
                        "1",
                        "bases",
                        "control"));
    }

    /// Labels that the producer orders for itself are its own once they are printed.
    private static Browser.Answer activate(Connection sql, Browser browser, IssueKillBench.Person person, long batch)
            throws IOException, SQLException {
        var printed = browser.post(
                        "/conformity/labels/order",
                        Map.of(
                                "formId",
                                UUID.randomUUID().toString(),
                                "size",
                                "sheet",
                                "count",
                                Integer.toString(LABELS)))
                .location();
        until(sql, "select state in ('done', 'failed') from job.jobs where id = " + printed.replaceFirst(".*/", ""));
        var mine =
                "from compliance.label_orders where producer_id = " + person.producer() + " order by id desc limit 1";
        // The first connection stood still meanwhile and is closed.
        return browser.again()
                .post(
                        "/conformity/labels/activate",
                        Map.of(
                                "formId",
                                UUID.randomUUID().toString(),
                                "batch",
                                Long.toString(batch),
                                "from",
                                Long.toString(number(sql, "select first_no " + mine)),
                                "to",
                                Long.toString(number(sql, "select last_no " + mine)),
                                "each",
                                "1",
                                "bases",
                                "control"));
    }

    /// Waits until what was killed has come to its end by itself, and looks at all of it.
    private void finished(Connection sql) throws SQLException {
        var run = open;
        if (run == null) return;
        open = null;
        var issued = "select sum(issued) from compliance.run_lines where run_id = " + run.id();
        long before = number(sql, issued);
        if (before < run.wanted()) inTheMiddle++;
        long begin = System.nanoTime();
        until(sql, "select " + before + " = " + run.wanted() + " or (" + issued + ") > " + before);
        double waited = (System.nanoTime() - begin) / 1e9;
        longestWait = Math.max(longestWait, waited);
        until(
                sql,
                "select state in ('done', 'failed') from job.jobs where id = (select job_id from compliance.runs where id = "
                        + run.id() + ")");
        System.out.printf(
                "%s：杀的时候已经开了 %,d 张；重新启动后 %.1f 秒接上，%.1f 秒开完 %,d 张%n",
                run.labels() ? "启用标签" : "批量开具", before, waited, (System.nanoTime() - begin) / 1e9, run.wanted());
        for (var question : mustBe(run).entrySet()) {
            long found = number(sql, question.getValue());
            if (found != run.wanted())
                throw new IllegalStateException(question.getKey() + "：" + found + "，应该是 " + run.wanted());
        }
        long apart = number(sql, """
                select count(*) from (
                    select coalesce(c.producer_id, i.producer_id), coalesce(c.month, i.month) from (
                        select producer_id, date_trunc('month', issued_on)::date as month, count(*) as n, sum(quantity_kg) as kg
                          from compliance.commitments where state = 'issued' group by 1, 2) c
                      full join (select * from compliance.issued where n > 0) i on i.producer_id = c.producer_id and i.month = c.month
                     where c.n is distinct from i.n::bigint or c.kg is distinct from i.kg) as differing""");
        if (apart != 0) throw new IllegalStateException("统计与合格证不符：" + apart);
        long twice = number(
                sql,
                "select count(*) from (select from compliance.commitments group by code having count(*) > 1) as twice");
        if (twice != 0) throw new IllegalStateException("一个编码两张证：" + twice);
        done += run.wanted();
    }

    /// Each counts to what was asked for.
    private static Map<String, String> mustBe(Run run) {
        var all = new LinkedHashMap<String, String>();
        var ours = "compliance.commitments where run_id = " + run.id();
        all.put("记着开了的", "select sum(issued) from compliance.run_lines where run_id = " + run.id());
        all.put("合格证", "select count(*) from " + ours);
        all.put("编码", "select count(distinct code) from " + ours);
        all.put("公斤", "select sum(quantity_kg)::bigint from " + ours);
        all.put(
                "批次开出的公斤",
                "select certified_kg::bigint from production.batches where id = (select batch_id from compliance.run_lines where run_id = "
                        + run.id() + ")");
        var lines =
                " from journal.entries where subject_kind = 'commitment' and act = 'commitment.issue' and subject_id in (select code from "
                        + ours + ")";
        all.put("日志", "select count(*)" + lines);
        all.put("日志里的编码", "select count(distinct subject_id)" + lines);
        if (run.labels()) {
            all.put(
                    "启用的标签号",
                    "select sum(last_no - first_no + 1)::bigint from compliance.label_ranges where state = 'active' and run_id = "
                            + run.id());
            all.put(
                    "标签的编码",
                    "select count(distinct no) from compliance.labels where code in (select code from " + ours + ")");
        }
        return all;
    }

    private static void until(Connection sql, String done) throws SQLException {
        long begin = System.nanoTime();
        while (!yes(sql, done)) {
            if (System.nanoTime() - begin > PATIENCE.toNanos()) throw new IllegalStateException("not done: " + done);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static boolean yes(Connection sql, String question) throws SQLException {
        try (var ask = sql.createStatement();
                var row = ask.executeQuery(question)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static long number(Connection sql, String question) throws SQLException {
        try (var ask = sql.createStatement();
                var row = ask.executeQuery(question)) {
            row.next();
            return row.getLong(1);
        }
    }
}
