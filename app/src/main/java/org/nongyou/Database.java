package org.nongyou;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.nongyou.database.DataFolder;
import org.nongyou.database.EmbeddedPostgres;
import org.nongyou.database.EmbeddedPostgres.Durability;
import org.nongyou.database.Migrations;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/// The PostgreSQL that this installation works on: our own, started and stopped with us, or one that is given.
/// The user is the owner of the tables; the application's connections put that right down (`set role nongyou_app`).
record Database(
        String url, String user, String password, @Nullable EmbeddedPostgres ours) implements AutoCloseable {

    private static final int OLDEST = 150_000;

    static Database embedded(DataFolder folder, Durability durability) {
        var postgres = EmbeddedPostgres.start(folder, durability);
        return new Database(postgres.url(), postgres.user(), postgres.password(), postgres);
    }

    /// @throws StartRefused when it cannot be reached, is too old, or does not let us work
    static Database external(String address, Map<String, String> environment) {
        var parsed = Driver.parseURL(address, new Properties());
        if (parsed == null) throw new StartRefused("--database 的地址看不懂：" + withoutPassword(address));
        var user = first(PGProperty.USER.getOrDefault(parsed), environment.get("NONGYOU_DATABASE_USER"));
        var password = first(PGProperty.PASSWORD.getOrDefault(parsed), environment.get("NONGYOU_DATABASE_PASSWORD"));
        var database = new Database(address, user, password, null);
        database.check();
        return database;
    }

    private void check() {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        PGProperty.CONNECT_TIMEOUT.set(properties, 10);
        PGProperty.SOCKET_TIMEOUT.set(properties, 30);
        try (var connection = DriverManager.getConnection(url, properties)) {
            check(connection);
            checkRole(connection);
        } catch (SQLException e) {
            throw refusal(e);
        }
    }

    private void check(Connection connection) throws SQLException {
        var sql = """
                select current_setting('server_version_num')::int, current_setting('server_version'),
                       pg_encoding_to_char(encoding), datctype,
                       has_database_privilege(current_database(), 'CREATE'), pg_is_in_recovery()
                  from pg_database where datname = current_database()""";
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            if (row.getInt(1) < OLDEST) {
                throw new StartRefused("数据库是 PostgreSQL %s，要 15 或更新的".formatted(row.getString(2)));
            }
            if (!"UTF8".equals(row.getString(3))) {
                throw new StartRefused("数据库的编码是 %s，要 UTF8；新建一个 UTF8 的库".formatted(row.getString(3)));
            }
            if ("C".equals(row.getString(4)) || "POSIX".equals(row.getString(4))) {
                throw new StartRefused("数据库的 LC_CTYPE 是 %s，中文搜索会什么也找不到；用 C.UTF-8 新建一个库".formatted(row.getString(4)));
            }
            if (!row.getBoolean(5)) {
                throw new StartRefused(
                        "数据库用户 %s 没有建表的权限；请管理员执行 grant create on database … to %s".formatted(user, user));
            }
            if (row.getBoolean(6)) throw new StartRefused("这个数据库是只读的副本；换成主库的地址");
        }
    }

    /// The first start makes the role that the application works as, and takes it on. From PostgreSQL 16 on, a role
    /// that was there before can be taken on only where it was given with the admin option.
    private void checkRole(Connection connection) throws SQLException {
        var sql = """
                select to_regclass('identity.offices') is not null, me.rolsuper, me.rolcreaterole, app.oid is not null,
                       app.oid is not null and pg_has_role(me.oid, app.oid, 'MEMBER WITH ADMIN OPTION'),
                       current_setting('server_version_num')::int, quote_ident(current_user)
                  from pg_roles me left join pg_roles app on app.rolname = 'nongyou_app'
                 where me.rolname = current_user""";
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            boolean made = row.getBoolean(1);
            boolean everything = row.getBoolean(2);
            boolean makesRoles = row.getBoolean(3);
            boolean there = row.getBoolean(4);
            boolean givesOn = row.getBoolean(5) || makesRoles && row.getInt(6) < 160_000;
            if (made || everything || (there ? givesOn : makesRoles)) return;
            var who = row.getString(7);
            throw new StartRefused(
                    there
                            ? "数据库里已有角色 nongyou_app，但用户 %s 不能接过来用；请数据库管理员执行 grant nongyou_app to %s with admin option，再启动"
                                    .formatted(user, who)
                            : "数据库用户 %s 不能建角色，第一次启动要用；请数据库管理员执行 alter role %s createrole，或者先建好：create role nongyou_app nologin; grant nongyou_app to %s with admin option，再启动"
                                    .formatted(user, who, who));
        }
    }

    /// Brings the tables to the newest version, as their owner.
    void migrate() {
        try {
            Migrations.migrate(url, user, password);
        } catch (FlywayException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException known) throw refusal(known);
            }
            throw e;
        }
    }

    private StartRefused refusal(SQLException e) {
        var state = String.valueOf(e.getSQLState());
        var said = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new StartRefused(
                switch (state) {
                    case "28P01", "28000" -> "数据库不认用户 %s 或它的口令；检查 --database 或环境变量".formatted(user);
                    case "3D000" -> "数据库服务器上没有这个库；先建库，编码用 UTF8";
                    case "53300" -> "数据库的连接数满了；调大 max_connections 或停掉别的程序";
                    case "53100" -> "磁盘满了：数据库写不下；腾出空间再启动，已保存的数据不受影响";
                    case "42501" -> "数据库用户 %s 权限不够：要能建表、建扩展 pg_trgm、建角色（createrole）；数据库说：%s".formatted(user, said);
                    case "57P03" -> "数据库正在启动或恢复，过一会儿再试";
                    default ->
                        state.startsWith("08")
                                ? "连不上数据库 %s；检查地址、端口和防火墙".formatted(withoutPassword(url))
                                : "数据库没有升级成：%s（%s）".formatted(said, state);
                });
    }

    private static String first(@Nullable String one, @Nullable String other) {
        if (one != null && !one.isEmpty()) return one;
        return other == null ? "" : other;
    }

    private static String withoutPassword(String address) {
        return address.replaceAll("\\?.*", "");
    }

    @Override
    public void close() {
        if (ours != null) ours.close();
    }
}
