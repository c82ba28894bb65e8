package org.nongyou.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("迁移")
class MigrationsTest {

    @TempDir
    Path folder;

    @Test
    @DisplayName("同样的文件第二次不再问 Flyway；文件变了就再问")
    void remembersWhatWasApplied() throws Exception {
        try (var postgres = EmbeddedPostgres.start(folder, EmbeddedPostgres.Durability.THROWAWAY)) {
            migrate(postgres);
            // With the history spoilt, Flyway would refuse; it is not asked.
            run(postgres, "update migration.flyway_schema_history set checksum = 1 where version = '0001'");
            migrate(postgres);
            run(postgres, "comment on schema migration is 'older files'");
            assertThatThrownBy(() -> migrate(postgres)).isInstanceOf(FlywayException.class);
        }
    }

    @Test
    @DisplayName("三元组算符在应用找得到的地方，应用角色不是表的主人")
    void putsRightsWhereTheApplicationIs() throws Exception {
        try (var postgres = EmbeddedPostgres.start(folder, EmbeddedPostgres.Durability.THROWAWAY)) {
            migrate(postgres);
            assertThat(value(postgres, "set role nongyou_app; select similarity('有机大米', '有机大米')"))
                    .isEqualTo("1");
            assertThatThrownBy(() -> run(postgres, "set role nongyou_app; drop table region.divisions"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("must be owner");
        }
    }

    private static void migrate(EmbeddedPostgres postgres) {
        Migrations.migrate(postgres.url(), postgres.user(), postgres.password());
    }

    private static void run(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String value(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
            statement.getMoreResults();
            var rows = statement.getResultSet();
            rows.next();
            return rows.getString(1);
        }
    }
}
