package org.nongyou.load;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Writes the rows of one order. All of it is one transaction: a load that is cut off leaves nothing behind.
final class Volume {

    /// Begins the numbers of everything that was loaded (压测), and tells that something was.
    static final String MARK = "YC";

    private static final LocalDate BEGIN = LocalDate.of(2021, 3, 1);

    /// Tables whose ids the loader hands out itself: nobody else may write meanwhile.
    private static final Map<String, String> IDS = Map.of(
            "producer_ids", "producer.producers",
            "base_ids", "base.bases",
            "case_ids", "procedure.cases",
            "notice_ids", "notice.notices",
            "listing_ids", "catalogue.listings");

    private static final Pattern PLACE = Pattern.compile("(?<![:\\w]):([a-z_]+)");
    private static final Pattern INSERT = Pattern.compile("(?m)^insert into (?!load_)");

    private final LoadOrder order;
    private final SchemeTables scheme;
    private final LocalDate today;
    private final PrintStream out;
    private final Map<String, Object> values = new HashMap<>();
    private long rows;

    Volume(LoadOrder order, SchemeTables scheme, LocalDate today, PrintStream out) {
        this.order = order;
        this.scheme = scheme;
        this.today = today;
        this.out = out;
    }

    /// How many bases were loaded before; 0 when none.
    static int loaded(DataSource database) throws SQLException {
        try (var connection = database.getConnection();
                var sql = connection.createStatement();
                var row = sql.executeQuery("select count(*) from base.bases where number like '" + MARK + "%'")) {
            row.next();
            return row.getInt(1);
        }
    }

    /// @return how many rows were written
    long write(DataSource database) throws SQLException {
        try (var connection = database.getConnection()) {
            var role = value(connection, "select current_user");
            // The loader is the owner for once: ids are set by hand, and statistics are taken at the end.
            execute(connection, "reset role");
            try {
                connection.setAutoCommit(false);
                writeAll(connection);
                connection.commit();
                connection.setAutoCommit(true);
                step("整理统计信息", () -> {
                    // As after a night: pages keep folded differences in memory and read the others on each look.
                    for (var counts : List.of("procedure.case_counts", "catalogue.listing_counts")) {
                        execute(connection, "update " + counts + " set folded = true where not folded");
                    }
                    for (var table : value(connection, """
                            select string_agg(schemaname || '.' || tablename, ' ') from pg_tables
                             where schemaname in ('producer', 'base', 'procedure', 'notice', 'catalogue', 'journal')""").split(" ")) {
                        execute(connection, "vacuum (analyze) " + table);
                    }
                    return 0;
                });
            } finally {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
                execute(connection, "set role " + role);
            }
        }
        return rows;
    }

    private void writeAll(Connection connection) throws SQLException {
        execute(connection, "set local work_mem = '128MB'");
        execute(connection, "set local timezone = 'Asia/Shanghai'");
        prepare(connection);
        script(connection, "1-names.sql");
        scheme.write(connection);
        desks(connection);
        step("生产主体", () -> script(connection, "2-producers.sql"));
        step("基地", () -> script(connection, "3-bases.sql"));
        script(connection, "4-cases.sql");
        for (int round = 0; round < order.rounds(); round++) {
            values.put("round", round);
            var name = "第 %d 轮申报".formatted(round + 1);
            step(name + "的申报件", () -> script(connection, "5-cases-insert.sql"));
            step(name + "的办理记录", () -> script(connection, "6-acts.sql"));
        }
        step("公示", () -> script(connection, "7-notices.sql"));
        step("目录", () -> script(connection, "8-listings.sql"));
        journal(connection);
        for (var table : IDS.values()) {
            execute(
                    connection,
                    "select setval(pg_get_serial_sequence('%s', 'id'), greatest(1, (select max(id) from %s)))"
                            .formatted(table, table));
        }
    }

    private void prepare(Connection connection) throws SQLException {
        values.put("bases", order.bases());
        values.put("cases", order.cases());
        values.put("producers", order.producers());
        values.put("seed", order.seed());
        values.put("mark", MARK);
        values.put("begin", BEGIN);
        values.put("today", today);
        values.put("area", area(scheme.scheme().region()));
        values.put("scheme", scheme.scheme().id());
        values.put("version", scheme.scheme().version());
        values.put("entries", scheme.entries());
        values.put("removals", scheme.removals());
        values.put("classes", scheme.classes());
        values.put("reserve_level", scheme.reserveLevel());
        values.put("promotes_to", scheme.promotesTo());
        for (var table : IDS.values()) execute(connection, "lock table " + table + " in share row exclusive mode");
        for (var id : IDS.entrySet()) {
            values.put(
                    id.getKey(),
                    Long.parseLong(value(connection, "select coalesce(max(id), 0) from " + id.getValue())));
        }
    }

    /// The digits with which all within the scheme's region begin.
    private static String area(String region) {
        return region.replaceFirst("(00)+$", "");
    }

    /// Who acts in each county: the offices, each with an account of its own that cannot sign in.
    private void desks(Connection connection) throws SQLException {
        execute(connection, """
                create temp table load_desk (desk int, county int, office bigint, office_name text, account bigint, person text,
                    primary key (county, desk)) on commit drop""");
        try (var insert = connection.prepareStatement("""
                insert into load_desk (desk, county, office, office_name)
                select ?, c.n, o.id, o.name
                  from load_county c
                  join identity.offices o on o.department = ? and o.region_code = case ?
                       when 'county' then c.code when 'city' then c.city_code when 'province' then c.province_code
                       else coalesce(?, '000000') end""")) {
            var desks = scheme.desks();
            for (int desk = 0; desk < desks.size(); desk++) {
                var office = desks.get(desk);
                insert.setInt(1, desk);
                insert.setString(2, office.department());
                insert.setString(
                        3,
                        office.region() == null ? SchemeTables.levelOf(office).code() : "given");
                insert.setString(4, office.region());
                insert.executeUpdate();
            }
        }
        execute(connection, substituted("""
                insert into identity.accounts (username, password_hash, name, office_id, region_code, roles, active, demo)
                select distinct 'yc-' || o.id, '!', pg_temp.person(o.id), o.id, o.region_code, array['reviewer'], false, true
                  from load_desk d join identity.offices o on o.id = d.office
                on conflict on constraint account_username_unique do nothing"""));
        execute(connection, """
                update load_desk d set account = a.id, person = a.name
                  from identity.accounts a where a.username = 'yc-' || d.office""");
    }

    /// Year by year, so that progress shows; each year is a partition of its own.
    private void journal(Connection connection) throws SQLException {
        var others = Long.parseLong(value(connection, substituted("""
                select (select count(*) from procedure.acts where case_id > :case_ids) + :bases + :producers""")));
        values.put("visits", Math.max(0, order.journal() - others));
        for (int year = BEGIN.getYear(); year <= today.getYear(); year++) {
            values.put("from", LocalDate.of(year, 1, 1));
            values.put("to", LocalDate.of(year + 1, 1, 1));
            step(year + " 年的操作日志", () -> script(connection, "9-journal.sql"));
        }
    }

    /// Runs the statements of a file, which stand apart by empty lines.
    /// @return how many rows they wrote into tables that stay
    private int script(Connection connection, String name) throws SQLException {
        try (var stream = Volume.class.getResourceAsStream("/load/" + name)) {
            if (stream == null) throw new IllegalStateException(name + " is missing");
            var text = substituted(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            var written = 0;
            for (var statement : text.split(";\\s*\\n\\n")) {
                try (var sql = connection.createStatement()) {
                    sql.execute(statement);
                    if (INSERT.matcher(statement).find()) written += sql.getUpdateCount();
                }
            }
            return written;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Replaces `:name` by its value. Values are numbers, dates and ids of the scheme, never what somebody typed.
    private String substituted(String text) {
        return PLACE.matcher(text)
                .replaceAll(found -> Optional.ofNullable(values.get(found.group(1)))
                        .map(String::valueOf)
                        .map(Matcher::quoteReplacement)
                        .orElseThrow(() -> new IllegalStateException("no value for " + found.group())));
    }

    @FunctionalInterface
    private interface Work {
        int run() throws SQLException;
    }

    private void step(String name, Work work) throws SQLException {
        var begin = System.nanoTime();
        var written = work.run();
        rows += written;
        var seconds = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0;
        out.println(
                written == 0
                        ? "%s，%.1f 秒".formatted(name, seconds)
                        : "%s %,d 行，%.1f 秒".formatted(name, written, seconds));
    }

    private static void execute(Connection connection, String text) throws SQLException {
        try (var sql = connection.createStatement()) {
            sql.execute(text);
        }
    }

    private static String value(Connection connection, String text) throws SQLException {
        try (var sql = connection.createStatement();
                var row = sql.executeQuery(text)) {
            row.next();
            @Nullable String found = row.getString(1);
            if (found == null) throw new IllegalStateException("nothing found by " + text);
            return found;
        }
    }
}
