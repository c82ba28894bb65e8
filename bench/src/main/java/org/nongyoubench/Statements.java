package org.nongyoubench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/// What PostgreSQL counts of the statements that were sent to it (pg_stat_statements), planning included.
/// @param connection the watcher's own, as the owner of the installation
record Statements(Connection connection) {

    private static final String OTHERS =
            "query !~* 'pg_stat_statements' and dbid = (select oid from pg_database where datname = current_database())";

    static Statements watch(Connection connection) throws SQLException {
        try (var sql = connection.createStatement()) {
            sql.execute("create extension if not exists pg_stat_statements");
            sql.execute("alter system set pg_stat_statements.track_planning = on");
            sql.execute("select pg_reload_conf()");
        }
        return new Statements(connection);
    }

    void forget() throws SQLException {
        try (var sql = connection.createStatement()) {
            sql.execute("select pg_stat_statements_reset()");
        }
    }

    double milliseconds() throws SQLException {
        try (var sql = connection.createStatement();
                var row = sql.executeQuery(
                        "select coalesce(sum(total_exec_time + total_plan_time), 0) from pg_stat_statements where "
                                + OTHERS)) {
            row.next();
            return row.getDouble(1);
        }
    }

    /// Prints those that took most of the time, with what they wrote to the log and how many whole pages of it, which
    /// come
    /// once after each checkpoint.
    /// @param pages how many pages were read meanwhile
    void tell(int pages) throws SQLException {
        try (var sql = connection.createStatement();
                var rows = sql.executeQuery("""
                        select calls, total_exec_time, total_plan_time, rows, shared_blks_hit + shared_blks_read,
                               wal_bytes, wal_fpi,
                               left(regexp_replace(query, '\\s+', ' ', 'g'), 400)
                          from pg_stat_statements where %s
                         order by total_exec_time + total_plan_time desc limit 24""".formatted(OTHERS))) {
            while (rows.next()) {
                System.out.printf(
                        Locale.ROOT,
                        "    %.1f× %.3f + %.3f ms, %.0f rows, %.0f blocks, %.0f B log, %.1f pages: %s%n",
                        rows.getDouble(1) / pages,
                        rows.getDouble(2) / pages,
                        rows.getDouble(3) / pages,
                        rows.getDouble(4) / pages,
                        rows.getDouble(5) / pages,
                        rows.getDouble(6) / pages,
                        rows.getDouble(7) / pages,
                        rows.getString(8));
            }
        }
    }
}
