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
import java.util.HexFormat;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/// The one ordered line of migrations. Forward only; a file that landed is never edited.
public final class Migrations {

    private static final String FOLDER = "db/migration";

    private Migrations() {}

    /// Brings the database to the newest version.
    /// @param url JDBC address of a PostgreSQL, 15 or newer
    public static void migrate(String url, String user, String password) {
        configure(Flyway.configure().dataSource(url, user, password)).load().migrate();
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
