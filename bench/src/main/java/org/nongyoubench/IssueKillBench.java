package org.nongyoubench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// kill -9 of the product, every third time of the PostgreSQL beneath it too, while several people of a producer issue
/// certificates (承诺达标合格证) from the same small batches, send forms twice and void some. After each the product is
/// started again and asked whether all that it had acknowledged is there, and whether batches, forms, certificates and
/// journal still tell one story.
final class IssueKillBench {

    private static final int PRODUCERS = 3;
    private static final int PEOPLE = 3;
    private static final int BATCHES = 1;
    /// Small enough to run out while people issue.
    private static final int BATCH_KG = 9;

    private static final String ACCOUNTS = """
            with chosen as (
                select distinct on (p.id) p.id, p.region_code from producer.producers p
                  join base.bases b on b.producer_id = p.id
                 where p.active and p.kind in ('enterprise', 'leading-enterprise', 'cooperative') order by p.id limit %d)
            insert into identity.accounts (username, password_hash, name, producer_id, region_code, roles, demo)
            select 'kill-' || c.id || '-' || n, ?, '压测', c.id, c.region_code, array['producer'], true
              from chosen c, generate_series(1, %d) n
            on conflict on constraint account_username_unique do update set password_hash = excluded.password_hash
            returning username, producer_id""".formatted(PRODUCERS, PEOPLE);

    /// Tomatoes of yesterday on which nothing was used.
    private static final String HARVEST = """
            with place as (
                select p.id as producer, p.name as producer_name, b.id as base, b.name, b.region_code
                  from producer.producers p join base.bases b on b.producer_id = p.id where p.id = ? order by b.id limit 1),
            batch as (
                insert into production.batches (code, producer_id, producer_name, base_id, base_name, region_code, plot_ids,
                    plot_names, area_mu, produce, harvested_on, since, quantity_kg, recorded_at)
                select ?, producer, producer_name, base, name, region_code, '{}', '{}', 15, '番茄', current_date - 1,
                    current_date - 95, ?, now() from place
                returning *),
            act as (
                insert into production.acts (client_id, kind, producer_id, producer_name, base_id, base_name, region_code,
                    plot_ids, plot_names, area_mu, done_on, produce, quantity_kg, operator, batch_id, recorded_by,
                    recorded_by_name, recorded_at, received_at)
                select gen_random_uuid(), 'harvest', producer_id, producer_name, base_id, base_name, region_code, '{}', '{}',
                    15, harvested_on, produce, quantity_kg, '压测', id, 0, '压测', now(), now() from batch)
            select id from batch""";

    private static final String OURS = "select id from production.batches where code like 'KILL-%'";

    private static final Map<String, String> MUST_BE_NONE = mustBeNone();

    private static Map<String, String> mustBeNone() {
        var all = new LinkedHashMap<String, String>();
        all.put("批次开出的数量不是各张之和", """
                select count(*) from production.batches b
                 where b.code like 'KILL-%' and b.certified_kg <> (
                     select coalesce(sum(c.quantity_kg), 0) from compliance.commitments c where c.batch_id = b.id and c.state = 'issued')""");
        all.put("开出的多过收获的", "select count(*) from production.batches where certified_kg > quantity_kg");
        all.put(
                "一个编码两张证",
                "select count(*) from (select from compliance.commitments group by code having count(*) > 1) twice");
        all.put("一张表单不是一张证", """
                select count(*) from compliance.commitments c
                 where c.batch_id in (%s) and 1 <> (select count(*) from compliance.forms f where f.code = c.code)""".formatted(OURS));
        all.put("表单没有证", """
                select count(*) from compliance.forms f
                 where not exists (select from compliance.commitments c where c.code = f.code)""");
        for (var act : List.of("issue", "void"))
            all.put("日志与合格证不符：" + act, """
                    select count(*) from compliance.commitments c
                     where c.batch_id in (%s) and (%s) <> (
                         select count(*) from journal.entries j
                          where j.subject_id = c.code and j.act = 'commitment.%s' and not j.refused)""".formatted(
                            OURS, act.equals("issue") ? "1" : "case c.state when 'void' then 1 else 0 end", act));
        all.put("日志里有的合格证没有", """
                select count(*) from journal.entries j
                 where j.act = 'commitment.issue' and not j.refused
                   and not exists (select from compliance.commitments c where c.code = j.subject_id)""");
        return all;
    }

    record Person(String user, long producer) {}

    /// By code, what was asked for.
    private final Map<String, Integer> issued = new ConcurrentHashMap<>();
    private final Map<String, Boolean> ended = new ConcurrentHashMap<>();
    private final AtomicInteger twice = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private int soldOut;

    private IssueKillBench() {}

    static void run(Path folder, List<String> order, int rounds) throws Exception {
        System.out.println(Machine.line());
        var bench = new IssueKillBench();
        Kill.rounds(rounds, () -> Installation.start(folder, order), bench.issued::size, "张", bench::round);
        try (var installation = Installation.start(folder, order);
                var connection = installation.connect()) {
            bench.check(connection);
        }
        System.out.printf(
                "kill -9 %d 次，确认开具 %,d 张、作废 %,d 张，全部都在；同一张表单再交 %,d 次，没有多开；因不足等退回 %,d 次，开完的批次 %,d 个；数量、表单、日志与合格证相符%n",
                rounds, bench.issued.size(), bench.ended.size(), bench.twice.get(), bench.refused.get(), bench.soldOut);
    }

    private void round(Installation installation, Kill kill) throws Exception {
        List<Person> people;
        var batches = new ConcurrentHashMap<Long, List<Long>>();
        try (var connection = installation.connect()) {
            check(connection);
            people = people(connection);
            var name = "KILL-" + UUID.randomUUID().toString().substring(0, 8);
            for (var person : people) {
                if (batches.containsKey(person.producer())) continue;
                batches.put(person.producer(), harvested(connection, person.producer(), name, BATCH_KG));
            }
        }
        var browsers = new ArrayList<Browser>();
        for (var person : people)
            browsers.add(new Browser(installation.port()).signIn(person.user(), Installation.PASSWORD));
        kill.under(
                browsers,
                (browser, user) ->
                        issue(browser, batches.getOrDefault(people.get(user).producer(), List.of())));
    }

    static List<Person> people(Connection connection) throws SQLException {
        var people = new ArrayList<Person>();
        try (var sql = connection.prepareStatement(ACCOUNTS)) {
            sql.setString(1, Installation.hash());
            try (var rows = sql.executeQuery()) {
                while (rows.next()) people.add(new Person(rows.getString(1), rows.getLong(2)));
            }
        }
        if (people.size() < PRODUCERS * PEOPLE) throw new IllegalStateException("too few producers: load more");
        return people;
    }

    static List<Long> harvested(Connection connection, long producer, String name, int kg) throws SQLException {
        var batches = new ArrayList<Long>();
        try (var sql = connection.prepareStatement(HARVEST)) {
            for (int n = 1; n <= BATCHES; n++) {
                sql.setLong(1, producer);
                sql.setString(2, name + "-" + n);
                sql.setInt(3, kg);
                try (var row = sql.executeQuery()) {
                    row.next();
                    batches.add(row.getLong(1));
                }
            }
        }
        return batches;
    }

    /// One form, sometimes sent again, sometimes voided afterwards.
    private boolean issue(Browser browser, List<Long> batches) throws IOException {
        var chance = ThreadLocalRandom.current();
        int kg = 1 + chance.nextInt(3);
        var form = Map.of(
                "formId",
                UUID.randomUUID().toString(),
                "batch",
                String.valueOf(batches.get(chance.nextInt(batches.size()))),
                "kg",
                String.valueOf(kg),
                "form",
                "electronic",
                "bases",
                "control");
        var answer = browser.post("/conformity/new", form);
        if (answer.status() / 100 != 3) {
            refused.incrementAndGet();
            return false;
        }
        var code = code(answer);
        issued.put(code, kg);
        if (chance.nextInt(5) == 0) {
            var again = browser.post("/conformity/new", form);
            if (again.status() / 100 == 3) {
                if (!code(again).equals(code)) throw new IllegalStateException("同一张表单开了两张：" + code);
                twice.incrementAndGet();
            }
        }
        if (chance.nextInt(8) == 0
                && browser.post("/conformity/" + code + "/void", Map.of("reason", "kill"))
                                        .status()
                                / 100
                        == 3) ended.put(code, true);
        return true;
    }

    static String code(Browser.Answer answer) {
        return answer.location().replaceFirst(".*/conformity/", "");
    }

    /// @throws IllegalStateException with what is wrong
    private void check(Connection connection) throws SQLException {
        try (var sql = connection.prepareStatement("""
                select count(*) from unnest(?, ?, ?) given (code, kg, ended)
                 where not exists (
                     select from compliance.commitments c
                      where c.code = given.code and c.quantity_kg = given.kg and (not given.ended or c.state = 'void'))""")) {
            var codes = List.copyOf(issued.keySet());
            sql.setArray(1, connection.createArrayOf("text", codes.toArray()));
            sql.setArray(
                    2,
                    connection.createArrayOf(
                            "numeric", codes.stream().map(issued::get).toArray()));
            sql.setArray(
                    3,
                    connection.createArrayOf(
                            "boolean", codes.stream().map(ended::containsKey).toArray()));
            try (var row = sql.executeQuery()) {
                row.next();
                if (row.getLong(1) > 0) throw new IllegalStateException("确认过的合格证丢了 " + row.getLong(1));
            }
        }
        oneStory(connection);
        soldOut = (int) number(
                connection,
                "select count(*) from production.batches where code like 'KILL-%' and certified_kg = quantity_kg");
    }

    /// Whether batches, forms, certificates and journal tell the same.
    /// @throws IllegalStateException with what is wrong
    static void oneStory(Connection connection) throws SQLException {
        for (var question : MUST_BE_NONE.entrySet()) {
            long found = number(connection, question.getValue());
            if (found != 0) throw new IllegalStateException(question.getKey() + "：" + found);
        }
    }

    private static long number(Connection connection, String question) throws SQLException {
        try (var sql = connection.createStatement();
                var row = sql.executeQuery(question)) {
            row.next();
            return row.getLong(1);
        }
    }
}
