package org.nongyou.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.internal.exception.FlywaySqlException;
import org.jspecify.annotations.Nullable;

/// The one ordered line of migrations. Forward only; a file that landed is never edited.
public final class Migrations {

    private static final String FOLDER = "db/migration";

    private Migrations() {}

    /// Brings the database to the newest version. Flyway is not even asked when the last run was by the same files:
    /// that is nearly every start.
    /// @param url JDBC address of a PostgreSQL, 15 or newer
    public static void migrate(String url, String user, String password) {
        var wanted = fingerprint();
        if (wanted.equals(applied(url, user, password))) return;
        configure(Flyway.configure().dataSource(url, user, password)).load().migrate();
        remember(wanted, url, user, password);
    }

    /// The fingerprint is the comment of the history's schema: dropping the schema forgets it too.
    private static @Nullable String applied(String url, String user, String password) {
        try (var connection = DriverManager.getConnection(url, user, password);
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select obj_description(to_regnamespace('migration'), 'pg_namespace')")) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new FlywaySqlException("the database could not be asked for its version", e);
        }
    }

    private static void remember(String fingerprint, String url, String user, String password) {
        try (var connection = DriverManager.getConnection(url, user, password);
                var statement = connection.createStatement()) {
            statement.execute("comment on schema migration is '%s'".formatted(fingerprint));
        } catch (SQLException e) {
            throw new FlywaySqlException("the version could not be written down", e);
        }
    }

    /// What every caller of Flyway must agree on: where the files are and which schema keeps the history.
    public static FluentConfiguration configure(FluentConfiguration flyway) {
        return flyway.locations("classpath:" + FOLDER)
                .defaultSchema("migration")
                .createSchemas(true)
                .validateMigrationNaming(true);
    }

    /// What the migrations are, as one short text: two builds with the same files have the same. The files lie in a
    /// folder during the build and in a jar afterwards.
    public static String fingerprint() {
        var location = Migrations.class.getClassLoader().getResource(FOLDER);
        if (location == null) throw new IllegalStateException(FOLDER + " is not on the class path");
        try {
            var uri = location.toURI();
            if (!uri.getScheme().equals("jar")) return fingerprint(Path.of(uri));
            try (var jar = FileSystems.newFileSystem(uri, Map.of())) {
                return fingerprint(jar.getPath(FOLDER));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String fingerprint(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var file : files.sorted().toList()) {
                digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
