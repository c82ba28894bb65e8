package org.nongyou.statement;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// One or several statements, written in jOOQ and checked by the compiler, that go to the database in one journey. Each
/// sees what was committed before it began, as if it had been sent alone.
///
/// Values are given in the order in which the text asks for them. Take `DSL.param()` of the column's type in their
/// places.
public final class Prepared {

    private final String text;
    private final int places;

    private Prepared(List<Query> queries) {
        var dialect = DSL.using(SQLDialect.POSTGRES);
        this.text = queries.stream().map(dialect::render).collect(Collectors.joining(";\n"));
        this.places = queries.stream()
                .mapToInt(query -> dialect.extractBindValues(query).size())
                .sum();
    }

    private Prepared(String text, int places) {
        this.text = text;
        this.places = places;
    }

    /// This one and another in the same journey; the other's values come after.
    public Prepared then(Prepared next) {
        return new Prepared(text + ";\n" + next.text, places + next.places);
    }

    public static Prepared of(Query... queries) {
        return new Prepared(List.of(queries));
    }

    /// For statements that return nothing.
    /// @return rows that were written, of all statements together
    public int execute(DSLContext sql, @Nullable Object... values) {
        return sql.connectionResult(connection -> {
            try (var prepared = connection.prepareStatement(text)) {
                bind(prepared, values);
                prepared.execute();
                int written = 0;
                for (int count = prepared.getUpdateCount(); count >= 0; count = prepared.getUpdateCount()) {
                    written += count;
                    prepared.getMoreResults();
                }
                return written;
            } catch (SQLException e) {
                throw translated(e);
            }
        });
    }

    /// For a statement that returns the rows of one table.
    public <R extends Record> Result<R> fetch(DSLContext sql, Table<R> table, @Nullable Object... values) {
        return fetch(sql, List.of(table.fields()), values).into(table);
    }

    /// For a statement that returns just these fields.
    public Result<Record> fetch(DSLContext sql, List<? extends Field<?>> fields, @Nullable Object... values) {
        return sql.connectionResult(connection -> {
            try (var prepared = connection.prepareStatement(text)) {
                bind(prepared, values);
                try (var rows = prepared.executeQuery()) {
                    return sql.fetch(rows, fields.toArray(Field[]::new));
                }
            } catch (SQLException e) {
                throw translated(e);
            }
        });
    }

    /// What two statements return.
    public record Both<A extends Record, B extends Record>(Result<A> first, Result<B> second) {}

    /// For two statements that return the rows of a table each.
    public <A extends Record, B extends Record> Both<A, B> fetchBoth(
            DSLContext sql, Table<A> first, Table<B> second, @Nullable Object... values) {
        return sql.connectionResult(connection -> {
            try (var prepared = connection.prepareStatement(text)) {
                bind(prepared, values);
                prepared.execute();
                Result<A> one;
                try (var rows = prepared.getResultSet()) {
                    one = sql.fetch(rows, first.fields()).into(first);
                }
                prepared.getMoreResults();
                try (var rows = prepared.getResultSet()) {
                    return new Both<>(one, sql.fetch(rows, second.fields()).into(second));
                }
            } catch (SQLException e) {
                throw translated(e);
            }
        });
    }

    private void bind(PreparedStatement prepared, @Nullable Object... values) throws SQLException {
        if (values.length != places)
            throw new IllegalArgumentException(places + " values wanted, " + values.length + " given: " + text);
        for (int i = 0; i < values.length; i++) prepared.setObject(i + 1, plain(values[i]));
    }

    /// As the driver takes it; the text casts what is not a plain type.
    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case Instant instant -> instant.atOffset(ZoneOffset.UTC);
            case JSONB json -> json.data();
            case Object[] array -> Arrays.stream(array).map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
            case null, default -> value;
        };
    }

    /// So that a broken rule of the database reads the same however the statement was sent.
    private DataAccessException translated(SQLException e) {
        return new DataAccessException("SQL [" + text + "]; " + e.getMessage(), e);
    }
}
