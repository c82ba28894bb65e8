package org.nongyou.database;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.concurrent.CountDownLatch;

/// A program of its own for the tests: starts the database, commits one row, says so, and then stops in order
/// (`stop`) or stays until it is killed (`stay`).
final class OneRow {

    private OneRow() {}

    public static void main(String[] args) throws Exception {
        var postgres = EmbeddedPostgres.start(Path.of(args[0]), EmbeddedPostgres.Durability.DURABLE);
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            statement.execute("create table written as select 1 as one");
        }
        System.out.println("written");
        if (args[1].equals("stay")) new CountDownLatch(1).await();
        postgres.close();
    }
}
