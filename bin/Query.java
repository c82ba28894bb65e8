import java.sql.DriverManager;

/// One statement as the owner of the tables, for bin/test-run.sh: the bundled PostgreSQL has no psql.
/// Arguments: address, password, statement. Prints the first value, if there is one.
class Query {

    public static void main(String[] args) throws Exception {
        try (var connection = DriverManager.getConnection(args[0], "postgres", args[1]);
                var statement = connection.createStatement()) {
            if (!statement.execute(args[2])) return;
            var rows = statement.getResultSet();
            if (rows.next()) System.out.println(rows.getString(1));
        }
    }
}
