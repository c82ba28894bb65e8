package org.nongyou;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jooq.CloseableDSLContext;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.nongyou.database.EmbeddedPostgres;
import org.nongyou.database.Migrations;
import org.nongyou.database.PostgresUnavailable;

/// A clean, migrated database for a test that needs no Spring. The embedded PostgreSQL is started once for the JVM
/// and migrated once; each [#fresh] is a copy of that state and costs some tens of milliseconds. Tests with Spring
/// extend [ApplicationTest].
///
/// ```java
/// static final TestDatabase database = TestDatabase.fresh();
/// @AfterAll static void drop() { database.close(); }
/// ```
public final class TestDatabase implements AutoCloseable {

    private static final AtomicInteger COPIES = new AtomicInteger();

    private final String name;
    private final HikariDataSource pool;

    private TestDatabase(String name) {
        this.name = name;
        this.pool = pool(name);
    }

    /// A copy of the migrated, otherwise empty database.
    public static TestDatabase fresh() {
        return copyOf(Server.running().migrated());
    }

    /// A copy of another database. Nobody may be connected to the original: whoever still is, is cut off.
    static TestDatabase copyOf(String template) {
        var copy = "t" + COPIES.incrementAndGet();
        Server.running().administer("drop database if exists %s with (force)".formatted(copy));
        Server.running().copy(template, copy);
        return new TestDatabase(copy);
    }

    public DataSource dataSource() {
        return pool;
    }

    /// As the application: what it may not do fails here too.
    public DSLContext sql() {
        return DSL.using(pool, SQLDialect.POSTGRES);
    }

    /// As the owner of the tables, for arranging what the application itself could not.
    public CloseableDSLContext owner() {
        return Server.running().owner(name);
    }

    public String url() {
        return Server.running().url(name);
    }

    /// The owner of the tables.
    public String user() {
        return Server.running().postgres.user();
    }

    public String password() {
        return Server.running().postgres.password();
    }

    String name() {
        return name;
    }

    /// Ends the connections and keeps the rows, so that copies can be made.
    void freeze() {
        pool.close();
    }

    /// Of a frozen one.
    void drop() {
        Server.running().administer("drop database if exists %s with (force)".formatted(name));
    }

    @Override
    public void close() {
        freeze();
        drop();
    }

    private static HikariDataSource pool(String database) {
        var server = Server.running();
        var config = new HikariConfig();
        config.setJdbcUrl(server.url(database));
        config.setUsername(server.postgres.user());
        config.setPassword(server.postgres.password());
        // Two contexts, some copies and their threads together stay below the server's 60 connections.
        config.setMaximumPoolSize(16);
        config.setMinimumIdle(0);
        config.setPoolName(database);
        config.setConnectionInitSql("set role nongyou_app");
        return new HikariDataSource(config);
    }

    /// The PostgreSQL of this test JVM. Its folder is kept in `target`, so that a later run neither unpacks nor
    /// initialises; a JVM that finds the folder in use takes the next one.
    private static final class Server {

        private static final Server INSTANCE = new Server();

        private final EmbeddedPostgres postgres;
        private final String migrated = "migrated_" + Migrations.fingerprint();

        private Server() {
            this.postgres = startInFreeFolder();
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(postgres::close));
            migrateOnce();
        }

        static Server running() {
            return INSTANCE;
        }

        String migrated() {
            return migrated;
        }

        CloseableDSLContext owner(String database) {
            return DSL.using(url(database), postgres.user(), postgres.password());
        }

        String url(String database) {
            return postgres.url().replaceFirst("/[^/]+$", "/" + database);
        }

        void copy(String template, String copy) {
            administer(
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s'".formatted(template));
            administer("create database %s template %s strategy wal_log".formatted(copy, template));
        }

        void administer(String statement) {
            try (Connection connection =
                            DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                    var sql = connection.createStatement()) {
                sql.execute(statement);
            } catch (SQLException e) {
                throw new IllegalStateException(statement, e);
            }
        }

        private static EmbeddedPostgres startInFreeFolder() {
            for (int number = 0; ; number++) {
                try {
                    var folder = Path.of("target", "test-postgres-" + number);
                    return EmbeddedPostgres.start(folder, EmbeddedPostgres.Durability.THROWAWAY);
                } catch (PostgresUnavailable e) {
                    if (number == 7) throw e;
                }
            }
        }

        /// The migrated database outlives the run. It is built under another name and renamed at the end, so that a
        /// run that was cut off leaves nothing that looks finished.
        private void migrateOnce() {
            var admin = owner("postgres");
            var leftovers = admin.fetchValues(
                    "select datname from pg_database where datname ~ '^(t[0-9]+|started[0-9]+|migrated_.*|migrating)$'");
            for (var leftover : leftovers) {
                if (!migrated.equals(leftover)) admin.execute("drop database %s with (force)".formatted(leftover));
            }
            if (leftovers.contains(migrated)) return;
            admin.execute("create database migrating");
            Migrations.migrate(url("migrating"), postgres.user(), postgres.password());
            admin.execute("alter database migrating rename to " + migrated);
        }
    }
}
