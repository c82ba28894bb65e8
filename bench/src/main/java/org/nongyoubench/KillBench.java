package org.nongyoubench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// kill -9 of the product, every third time of the PostgreSQL beneath it too, under a load of approvals. After each the
/// product is started again and asked whether every act that it had acknowledged is there, and whether nothing is half.
final class KillBench {

    private static final int USERS = 8;
    private static final String OPINION = "kill";

    /// What the province may do with nothing but an opinion: pass, or send back.
    private static final String WAITING = """
            select id, revision, case when stage in ('recheck', 'province-report', 'decision') then 'pass' else 'return' end
              from procedure.cases c
             where state = 'open'
               and (stage in ('recheck', 'province-report', 'decision')
                    or (procedure_id = 'national-base' and stage in ('acceptance', 'ministry-recheck')))
               and not exists (select from procedure.acts a where a.case_id = c.id and a.opinion = 'kill')
             order by id limit 4000""";

    private static final Map<String, String> MUST_BE_NONE =
            Map.of("办件的状态不是各步之和", """
            select count(*) from procedure.cases c
              left join lateral (select max(seq) as seq, count(*) as n from procedure.acts a where a.case_id = c.id) s on true
              left join procedure.acts l on l.case_id = c.id and l.seq = s.seq
             where c.id in (select case_id from procedure.acts where opinion = 'kill')
               and (c.revision is distinct from s.seq or s.n is distinct from s.seq::bigint
                    or c.stage is distinct from l.to_stage)""", "步骤没有恰好一条日志", """
            select count(*) from procedure.acts a
             where a.opinion = 'kill'
               and 1 <> (select count(*) from journal.entries j
                          where j.subject_kind = 'case' and j.subject_id = a.case_id::text and j.act = 'case.' || a.act
                            and j.reason = 'kill' and not j.refused)""", "日志没有对应的步骤", """
            select count(*) from journal.entries j
             where j.subject_kind = 'case' and j.reason = 'kill' and not j.refused
               and not exists (select from procedure.acts a where a.case_id = j.subject_id::bigint and a.opinion = 'kill')""", "计数与办件不符", """
            select abs((select coalesce(sum(n), 0) from procedure.case_counts where state = 'open')
                     - (select count(*) from procedure.cases where state = 'open'))""");

    private record Waiting(long id, int revision, String act) {}

    private final List<Long> acknowledged = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger refused = new AtomicInteger();

    private KillBench() {}

    static void run(Path folder, List<String> order, int rounds) throws Exception {
        System.out.println(Machine.line());
        var bench = new KillBench();
        Kill.rounds(rounds, () -> Installation.start(folder, order), bench.acknowledged::size, "步", bench::round);
        try (var installation = Installation.start(folder, order);
                var connection = installation.connect()) {
            bench.check(connection);
        }
        System.out.printf(
                "kill -9 %d 次，确认 %,d 步，全部都在；没有半途的，状态、步骤、日志、计数相符；被拒 %d%n",
                rounds, bench.acknowledged.size(), bench.refused.get());
    }

    /// Checks what the last kill left, drives approvals and kills.
    private void round(Installation installation, Kill kill) throws Exception {
        List<Waiting> waiting;
        List<Installation.Person> people;
        try (var connection = installation.connect()) {
            check(connection);
            waiting = waiting(connection);
            people = Installation.people(connection, 1);
        }
        var reviewer = people.stream()
                .filter(one -> one.region().endsWith("0000"))
                .findFirst()
                .orElseThrow();
        var browsers = new ArrayList<Browser>();
        for (int user = 0; user < USERS; user++)
            browsers.add(new Browser(installation.port()).signIn(reviewer.user(), Installation.PASSWORD));
        var next = new AtomicInteger();
        kill.under(browsers, (browser, _) -> {
            var one = waiting.get(next.getAndIncrement());
            var answer = browser.post(
                    "/cases/" + one.id() + "/acts",
                    Map.of("act", one.act(), "revision", String.valueOf(one.revision()), "opinion", OPINION));
            if (answer.status() / 100 == 3) acknowledged.add(one.id());
            else refused.incrementAndGet();
            return true;
        });
    }

    private static List<Waiting> waiting(Connection connection) throws SQLException {
        var waiting = new ArrayList<Waiting>();
        try (var sql = connection.createStatement();
                var rows = sql.executeQuery(WAITING)) {
            while (rows.next()) waiting.add(new Waiting(rows.getLong(1), rows.getInt(2), rows.getString(3)));
        }
        if (waiting.size() < 1000) throw new IllegalStateException("too few cases wait: load more");
        return waiting;
    }

    /// @throws IllegalStateException with what is wrong
    private void check(Connection connection) throws SQLException {
        try (var sql = connection.prepareStatement("""
                select count(*) from unnest(?) given (id)
                 where not exists (select from procedure.acts a where a.case_id = given.id and a.opinion = 'kill')""")) {
            sql.setArray(1, connection.createArrayOf("bigint", acknowledged.toArray()));
            try (var row = sql.executeQuery()) {
                row.next();
                if (row.getLong(1) > 0) throw new IllegalStateException("确认过的步骤丢了 " + row.getLong(1));
            }
        }
        for (var question : MUST_BE_NONE.entrySet()) {
            try (var sql = connection.createStatement();
                    var row = sql.executeQuery(question.getValue())) {
                row.next();
                if (row.getLong(1) != 0) {
                    throw new IllegalStateException(question.getKey() + "：" + row.getLong(1));
                }
            }
        }
    }
}
