package org.nongyou.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.print.Spreadsheet;

/// A list's table told column by column, each with what stands in it, so that head and cells cannot part.
/// @param <R> a row of the list
public abstract class TableExport<R> implements ListExport {

    /// @param width in characters
    /// @param value text, number, BigDecimal, LocalDate, Boolean or null
    public record Column<R>(String title, int width, Function<R, @Nullable Object> value) {}

    private final String kind;
    private final String title;
    private final List<Column<R>> columns;

    /// @param kind  in the address: `producers`
    /// @param title the file's name: 生产主体
    protected TableExport(String kind, String title, List<Column<R>> columns) {
        this.kind = kind;
        this.title = title;
        this.columns = columns;
    }

    protected static <R> Column<R> column(String title, int width, Function<R, @Nullable Object> value) {
        return new Column<>(title, width, value);
    }

    /// How many rows are held at once while a list is read page by page.
    protected static final int AT_A_TIME = 1_000;

    /// Reads a list page by page.
    /// @param page at most [#AT_A_TIME] rows after the given one, from the first when it is null
    protected static <R> void inPages(Function<@Nullable R, List<R>> page, Consumer<R> row) {
        @Nullable R last = null;
        List<R> rows;
        do {
            rows = page.apply(last);
            rows.forEach(row);
            if (!rows.isEmpty()) last = rows.getLast();
        } while (rows.size() == AT_A_TIME);
    }

    /// Hands over the rows one by one, never all at once.
    protected abstract void each(Actor actor, Map<String, String> query, Consumer<R> row);

    @Override
    public final String kind() {
        return kind;
    }

    @Override
    public final String title() {
        return title;
    }

    @Override
    public final List<Spreadsheet.Column> columns() {
        return columns.stream()
                .map(column -> Spreadsheet.Column.of(column.title(), column.width()))
                .toList();
    }

    @Override
    public final void rows(Actor actor, Map<String, String> query, Consumer<List<?>> row) {
        each(actor, query, one -> {
            var cells = new ArrayList<@Nullable Object>(columns.size());
            for (var column : columns) cells.add(column.value().apply(one));
            row.accept(cells);
        });
    }
}
