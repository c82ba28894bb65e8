package org.nongyou.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.SchemaMappingType;
import org.jooq.meta.jaxb.Target;

/// Writes the jOOQ classes from a freshly migrated embedded PostgreSQL: one package for each PostgreSQL schema,
/// `nongyoudb.<schema>`. Does nothing when no migration changed since the last run.
public final class GenerateTables {

    private GenerateTables() {}

    /// @param args work folder, folder for the sources
    public static void main(String[] args) throws Exception {
        var work = Path.of(args[0]);
        var sources = Path.of(args[1]);
        var stamp = work.resolve("generated-sources/jooq.stamp");
        var fingerprint = Migrations.fingerprint();
        if (Files.exists(stamp) && Files.readString(stamp).equals(fingerprint) && Files.isDirectory(sources)) {
            return;
        }
        deleteFolder(sources);
        var folder = work.resolve("generator-postgres");
        deleteFolder(folder);
        try (var postgres = EmbeddedPostgres.start(folder, EmbeddedPostgres.Durability.THROWAWAY)) {
            Migrations.migrate(postgres.url(), postgres.user(), postgres.password());
            GenerationTool.generate(configuration(postgres, sources));
        }
        deleteFolder(folder);
        Files.createDirectories(stamp.getParent());
        Files.writeString(stamp, fingerprint);
    }

    private static Configuration configuration(EmbeddedPostgres postgres, Path sources) {
        return new Configuration()
                .withJdbc(new Jdbc()
                        .withDriver("org.postgresql.Driver")
                        .withUrl(postgres.url())
                        .withUser(postgres.user())
                        .withPassword(postgres.password()))
                .withGenerator(new Generator()
                        .withName("org.jooq.codegen.JavaGenerator")
                        .withDatabase(
                                new Database()
                                        .withName("org.jooq.meta.postgres.PostgresDatabase")
                                        .withSchemata(schemata(postgres))
                                        .withExcludes("journal\\.entries_.*|compliance\\.commitments_.*|public\\..*")
                                        .withIncludeRoutines(false)
                                        .withForcedTypes(
                                                new ForcedType()
                                                        .withName("INSTANT")
                                                        .withIncludeTypes(
                                                                "timestamptz|timestamp\\(.*\\) with time zone|timestamp with time zone")))
                        .withGenerate(new Generate()
                                .withRecords(true)
                                .withPojos(false)
                                .withDaos(false)
                                .withComments(false)
                                .withJavaTimeTypes(true)
                                .withDeprecated(false)
                                .withGlobalObjectReferences(true))
                        .withTarget(new Target()
                                .withPackageName("nongyoudb")
                                .withEncoding(StandardCharsets.UTF_8.name())
                                .withDirectory(sources.toString())));
    }

    private static List<SchemaMappingType> schemata(EmbeddedPostgres postgres) {
        var sql = """
                select nspname from pg_namespace
                 where nspname not like 'pg\\_%' and nspname not in ('information_schema', 'migration', 'public')
                 order by 1""";
        try (var connection =
                        java.sql.DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                var rows = connection.createStatement().executeQuery(sql)) {
            var found = new java.util.ArrayList<SchemaMappingType>();
            while (rows.next()) {
                found.add(new SchemaMappingType().withInputSchema(rows.getString(1)));
            }
            return found;
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException("the schemas could not be listed", e);
        }
    }

    private static void deleteFolder(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        }
    }
}
