package org.nongyou.database;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/// The one ordered line of migrations. Forward only; a file that landed is never edited.
public final class Migrations {

    private Migrations() {}

    /// Brings the database to the newest version.
    /// @param url JDBC address of a PostgreSQL, 15 or newer
    public static void migrate(String url, String user, String password) {
        configure(Flyway.configure().dataSource(url, user, password)).load().migrate();
    }

    /// What every caller of Flyway must agree on: where the files are and which schema keeps the history.
    public static FluentConfiguration configure(FluentConfiguration flyway) {
        return flyway.locations("classpath:db/migration")
                .defaultSchema("migration")
                .createSchemas(true)
                .validateMigrationNaming(true);
    }
}
