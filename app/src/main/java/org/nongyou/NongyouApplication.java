package org.nongyou;

import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.nongyou.database.Migrations;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;

/// The one Spring application: every module below this package, on one database.
@SpringBootApplication
public class NongyouApplication {

    /// The application, the table generator and the tests agree on one way to migrate.
    @Bean
    FlywayConfigurationCustomizer migrations() {
        return (FluentConfiguration flyway) -> Migrations.configure(flyway);
    }
}
