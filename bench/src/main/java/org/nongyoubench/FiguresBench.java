package org.nongyoubench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Reported figures of all counties of the country, 40 indicators and 60 months, 6.8 million entries: each page of sums
/// against the same GROUP BY by hand on a flat table, without an index and with the best one; how long one corrected
/// figure takes to stand in the sum of the country; how many offices of one province enter the same indicator a second;
/// and whether a recount gives the kept sums.
final class FiguresBench {

    private static final int INDICATORS = 40;
    private static final Duration ALONE = Duration.ofSeconds(Integer.getInteger("bench.seconds", 6));
    private static final int USERS = 20;
    private static final Pattern SUM = Pattern.compile("各县合计 ([\\d,.]+)");

    /// @param floor the query by hand
    private record View(String name, String user, String query, String floor) {}

    private static final List<View> VIEWS = List.of(
            new View("全国一项一月，按省", "000000", "period=2025-06&indicator=i7", """
                    select left(region, 2), count(*), sum(value) from bench.flat
                     where indicator = 'i7' and month = '2025-06' group by 1"""),
            new View("全国一项一年，按省", "000000", "period=2025&indicator=i7", """
                    select left(region, 2), count(*), sum(value) from bench.flat
                     where indicator = 'i7' and month between '2025-01' and '2025-12' group by 1"""),
            new View("全国 40 项一月", "000000", "period=2025-06", """
                    select indicator, count(*), sum(value) from bench.flat where month = '2025-06' group by 1"""),
            new View("全国 40 项一年", "000000", "period=2025", """
                    select indicator, count(*), sum(value) from bench.flat
                     where month between '2025-01' and '2025-12' group by 1"""),
            new View("省 40 项一年", "140000", "period=2025", """
                    select indicator, count(*), sum(value) from bench.flat
                     where month between '2025-01' and '2025-12' and region >= '14' and region < '14:' group by 1"""),
            new View("省一项一年，按市", "140000", "period=2025&indicator=i7", """
                    select left(region, 4), count(*), sum(value) from bench.flat
                     where indicator = 'i7' and month between '2025-01' and '2025-12'
                       and region >= '14' and region < '14:' group by 1"""),
            new View("省一项一月，那天看到的", "140000", "period=2025-06&indicator=i7&on=2026-06-01", """
                    select left(region, 4), count(*), sum(value) from bench.flat
                     where indicator = 'i7' and month = '2025-06' and region >= '14' and region < '14:' group by 1"""),
            new View("市一项一年，按县", "140400", "period=2025&indicator=i7", """
                    select region, count(*), sum(value) from bench.flat
                     where indicator = 'i7' and month between '2025-01' and '2025-12'
                       and region >= '1404' and region < '1404:' group by 1"""),
            new View("县 40 项一年", "140423", "period=2025", """
                    select indicator, count(*), sum(value) from bench.flat
                     where month between '2025-01' and '2025-12' and region = '140423' group by 1"""));

    private FiguresBench() {}

    static void run(Path folder) throws Exception {
        var order = List.of("--bases", "100", "--cases", "100", "--journal", "100");
        try (var installation = Installation.start(folder, order);
                var connection = installation.connect()) {
            fill(connection);
        }
        // The schemes are read once a start.
        try (var installation = Installation.start(folder, order);
                var connection = installation.connect()) {
            accounts(connection);
            System.out.println(Machine.line());
            var statements = Statements.watch(connection);
            System.out.println(
                    "| 页面 | 单人 p50 | 库内 | 手写，无索引 p50 | 手写，有索引 p50 | 库内 | 页面对无索引 | 页面对有索引 | 库内对库内 | 20 人 p50 | 20 人 p95 | 字节 |");
            System.out.println("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
            for (var view : VIEWS) measure(installation, statements, view);
            oneChange(installation);
            together(installation);
            recount(connection);
        }
    }

    private static void measure(Installation installation, Statements statements, View view) throws Exception {
        var path = "/figures/totals?scheme=bench-figures&" + view.query();
        var signedIn = new Browser(installation.port()).signIn("figures-" + view.user(), Installation.PASSWORD);
        var browsers = new ArrayList<Browser>();
        for (int user = 0; user < USERS; user++) browsers.add(signedIn.again());
        var first = browsers.getFirst().get(path);
        if (first.status() != 200) throw new IllegalStateException(path + " answered " + first.status());
        Load.during(4, ALONE, (user, _) -> browsers.get(user).get(path));
        statements.forget();
        var alone = Load.during(1, ALONE, (_, _) -> browsers.getFirst().get(path));
        var inDatabase = statements.milliseconds() / alone.nanos().length;
        var together = Load.during(USERS, ALONE, (user, _) -> browsers.get(user).get(path));
        var bare = byHand(installation, view.floor(), "off");
        statements.forget();
        var indexed = byHand(installation, view.floor(), "on");
        var indexedInDatabase = statements.milliseconds() / indexed.nanos().length;
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f ms | %.2f ms | %.1f ms | %.2f ms | %.2f ms | %.3f | %.1f | %.1f | %.0f ms | %.0f ms | %,d |%n",
                view.name(),
                alone.p50(),
                inDatabase,
                bare.p50(),
                indexed.p50(),
                indexedInDatabase,
                alone.p50() / bare.p50(),
                alone.p50() / indexed.p50(),
                inDatabase / indexedInDatabase,
                together.p50(),
                together.p95(),
                first.body().length);
    }

    /// On a connection of its own: a plan that was made without the index would stay.
    private static Timings byHand(Installation installation, String floor, String index) throws Exception {
        try (var connection = installation.connect();
                var sql = connection.createStatement()) {
            for (var way : List.of("enable_indexscan", "enable_bitmapscan", "enable_indexonlyscan"))
                sql.execute("set " + way + " = " + index);
            try (var prepared = connection.prepareStatement(floor)) {
                return Load.during(1, ALONE, (_, _) -> {
                    try (var rows = prepared.executeQuery()) {
                        while (rows.next()) for (int column = 1; column <= 3; column++) rows.getObject(column);
                    }
                });
            }
        }
    }

    /// A county corrects a figure of a month; the sum of the country is read until it has changed.
    private static void oneChange(Installation installation) throws IOException {
        var county = new Browser(installation.port()).signIn("figures-140423", Installation.PASSWORD);
        var country = new Browser(installation.port()).signIn("figures-000000", Installation.PASSWORD);
        var page = "/figures/totals?scheme=bench-figures&period=2025-06&indicator=i9";
        var cell = "/figures/bench-figures/i9/140423/2025-06";
        var took = new ArrayList<Double>();
        for (int change = 0; change < 20; change++) {
            var before = sum(country.get(page).text());
            var form = county.get(cell).text();
            var replaces = Pattern.compile("name=\"replaces\" value=\"(\\d+)\"").matcher(form);
            if (!replaces.find()) throw new IllegalStateException("nothing to correct");
            var begin = System.nanoTime();
            var answer = county.post(
                    cell,
                    Map.of(
                            "value",
                            String.valueOf(5000 + System.nanoTime() % 4000),
                            "reason",
                            "压测里改一个数",
                            "replaces",
                            replaces.group(1)));
            if (answer.status() / 100 != 3) throw new IllegalStateException("not corrected: " + answer.text());
            var acknowledged = System.nanoTime();
            while (sum(country.get(page).text()).equals(before)) {
                if (System.nanoTime() - begin > 60e9) throw new IllegalStateException("not seen");
            }
            took.add((System.nanoTime() - begin) / 1e6);
            if (change == 0) System.out.printf(Locale.ROOT, "%n第一次更正本身 %.0f ms%n", (acknowledged - begin) / 1e6);
        }
        took.sort(null);
        System.out.printf(Locale.ROOT, "改一个数，到全国合计的页面变：中位 %.0f ms，最慢 %.0f ms（20 次）%n", took.get(10), took.getLast());
    }

    private static String sum(String page) {
        var found = SUM.matcher(page);
        if (!found.find()) throw new IllegalStateException("no sum on the page");
        return found.group(1);
    }

    /// Twenty connections, each with counties of its own, enter the same indicator for the same month: every one needs
    /// the
    /// rows of the province and of the country.
    private static void together(Installation installation) throws Exception {
        try (var connection = installation.connect();
                var sql = connection.createStatement()) {
            sql.execute("delete from indicator.reports where scheme_id = 'bench-figures' and period = '2026-01'");
        }
        var counties = new ArrayList<String>();
        try (var connection = installation.connect();
                var sql = connection.createStatement();
                var rows = sql.executeQuery(
                        "select code from region.divisions where level = 'county' and valid_to is null and code like '14%'")) {
            while (rows.next()) counties.add(rows.getString(1));
        }
        var connections = new ArrayList<Connection>();
        for (int user = 0; user < USERS; user++) connections.add(installation.connect());
        var next = new AtomicInteger();
        int all = counties.size() * INDICATORS;
        var taken = Load.calls(USERS, all, (user, _) -> {
            int one = next.getAndIncrement();
            if (one >= all) return;
            try (var insert = connections.get(user).prepareStatement(INSERT)) {
                // The same indicator by all counties before the next.
                insert.setString(1, "i" + one / counties.size());
                insert.setString(2, counties.get(one % counties.size()));
                insert.execute();
            }
        });
        for (var connection : connections) connection.close();
        System.out.printf(
                Locale.ROOT,
                "20 个连接同时为一个省的同一项同一月填报（每次都要省和全国那一行）：每秒 %.0f 个，%d 个没有一个失败%n",
                all / (taken.elapsed() / 1e9),
                all);
    }

    private static final String INSERT = """
            insert into indicator.reports (scheme_id, indicator, region_code, period, value, office_id, office_name,
                account_id, account_name)
            values ('bench-figures', ?, ?, '2026-01', 1.25, 1, '压测', 1, '压测')""";

    private static void recount(Connection connection) throws SQLException {
        var begin = System.nanoTime();
        try (var sql = connection.createStatement();
                var row = sql.executeQuery("""
                        select count(*) from (
                            (select * from indicator.totals where n <> 0 except select * from indicator.recount)
                            union all
                            (select * from indicator.recount except select * from indicator.totals)) fault""")) {
            row.next();
            System.out.printf(
                    Locale.ROOT, "全部重数一遍：%d 行和保存的合计不一样，用了 %.0f 秒%n", row.getLong(1), (System.nanoTime() - begin) / 1e9);
        }
    }

    /// Once a folder. The sums are counted at the end instead of one by one.
    private static void fill(Connection connection) throws SQLException {
        try (var sql = connection.createStatement()) {
            try (var known = sql.executeQuery("select from scheme.schemes where id = 'bench-figures'")) {
                if (known.next()) return;
            }
            var begin = System.nanoTime();
            sql.execute("create schema if not exists bench");
            sql.execute("alter table indicator.reports disable trigger user");
            sql.execute("""
                    insert into indicator.reports (scheme_id, indicator, region_code, period, value, office_id, office_name,
                        account_id, account_name, reported_at, first_at)
                    select 'bench-figures', 'i' || i, code, to_char(month, 'YYYY-MM'), round((random() * 10000)::numeric, 2), 1,
                           '县农业农村局', 1, '压测', month + interval '40 days', month + interval '40 days'
                      from generate_series(date '2021-01-01', date '2025-12-01', interval '1 month') month,
                           generate_series(0, %d) i, region.divisions
                     where level = 'county' and valid_to is null""".formatted(INDICATORS - 1));
            sql.execute("alter table indicator.reports enable trigger user");
            sql.execute(
                    "insert into indicator.totals select * from indicator.recount where scheme_id = 'bench-figures'");
            sql.execute("""
                    create table bench.flat as
                    select region_code as region, period as month, indicator, value from indicator.reports
                     where scheme_id = 'bench-figures'""");
            sql.execute("create index flat_best on bench.flat (month, indicator, region) include (value)");
            sql.execute("vacuum analyze bench.flat");
            sql.execute("vacuum analyze indicator.reports");
            sql.execute("vacuum analyze indicator.totals");
            var indicators = IntStream.range(0, INDICATORS)
                    .mapToObj(i ->
                            "  - {id: i" + i + ", title: 压测指标" + i + ", unit: 吨, better: more, reported: county}\n")
                    .collect(Collectors.joining());
            var targets = IntStream.range(0, INDICATORS)
                    .mapToObj(i ->
                            "  - {indicator: i" + i + ", region: '000000', every: month, at_least: 1, clause: 一}\n")
                    .collect(Collectors.joining());
            var insert = """
                    insert into scheme.schemes (id, version, title, issuer, region_code, period_from, period_to, files, fingerprint)
                    values ('bench-figures', 1, '压测方案', '农业农村部', '000000', date '2021-01-01', date '2026-12-31',
                            jsonb_build_object('scheme.yaml', ?::text, 'targets.yaml', ?::text), 'bench-figures')""";
            try (var scheme = connection.prepareStatement(insert)) {
                scheme.setString(1, """
                        id: bench-figures
                        version: 1
                        title: 压测方案
                        issuer: 农业农村部
                        region: "000000"
                        period: {from: 2021-01-01, to: 2026-12-31}
                        offices:
                          county-agriculture: {title: 县农业农村局, level: county}
                        clauses:
                          - {section: 一, title: 目标, text: 各项目标。, responsible: [county-agriculture]}
                        """);
                scheme.setString(2, "indicators:\n" + indicators + "targets:\n" + targets);
                scheme.execute();
            }
            System.out.printf(Locale.ROOT, "装填用了 %.0f 秒%n", (System.nanoTime() - begin) / 1e9);
        }
    }

    private static void accounts(Connection connection) throws SQLException {
        Installation.reviewers(connection);
        try (var sql = connection.createStatement()) {
            sql.execute("""
                    insert into identity.offices (region_code, level, department, name)
                    select code, level, 'agriculture', name || '农业农村局' from region.divisions
                     where code in ('000000', '140000', '140400', '140423')
                    on conflict do nothing""");
            sql.execute("""
                    insert into identity.accounts (username, password_hash, name, office_id, region_code, roles, demo)
                    select 'figures-' || o.region_code, a.password_hash, '压测', o.id, o.region_code, array['reviewer', 'clerk'], true
                      from identity.offices o, (select password_hash from identity.accounts where username like 'bench-%' limit 1) a
                     where o.region_code in ('000000', '140000', '140400', '140423') and o.department = 'agriculture'
                    on conflict on constraint account_username_unique do update set password_hash = excluded.password_hash""");
        }
    }
}
