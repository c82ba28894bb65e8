package org.nongyou.print;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/// Writes a list as an Excel table row by row: the memory used does not grow with the list. Texts are always texts,
/// so that a name beginning with = is no formula.
public final class Spreadsheet implements AutoCloseable {

    public static final String MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// Of Excel: 1,048,576 less the head.
    public static final int MOST_ROWS = 1_048_575;

    private static final int FLUSHED_EVERY = 1000;
    private static final int LONGEST_TEXT = 32_767;

    /// @param width in characters
    public record Column(String title, double width) {
        public static Column of(String title, double width) {
            return new Column(title, width);
        }
    }

    private final Workbook book;
    private final Worksheet sheet;
    private final int columns;
    private int rows;

    /// A whole table in one call, its columns as wide as their heads.
    /// @param rows closed at the end
    public static void write(
            OutputStream out,
            String title,
            List<String> heads,
            Stream<? extends List<? extends @Nullable Object>> rows) {
        var columns = heads.stream()
                .map(head -> Column.of(head, Math.max(10, head.length() * 2 + 4)))
                .toList();
        try (rows;
                var sheet = new Spreadsheet(out, title, columns, List.of())) {
            rows.forEach(sheet::row);
        }
    }

    /// @param notes lines of the second sheet 说明: who took it out, when, of which area and filter
    public Spreadsheet(OutputStream out, String title, List<Column> columns, List<String> notes) {
        this.columns = columns.size();
        this.book = new Workbook(out, "Nongyou", "1.0");
        try {
            if (!notes.isEmpty()) {
                // Written first: fastexcel streams one sheet at a time.
                var explanation = book.newWorksheet("说明");
                explanation.width(0, 90);
                for (int i = 0; i < notes.size(); i++) explanation.value(i, 0, plain(notes.get(i)));
                explanation.finish();
            }
            this.sheet = book.newWorksheet(sheetName(title));
            sheet.keepInActiveTab();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (int c = 0; c < columns.size(); c++) {
            sheet.width(c, columns.get(c).width());
            sheet.value(0, c, columns.get(c).title());
            sheet.style(0, c).bold().fillColor("EAEEEB").set();
        }
        sheet.freezePane(0, 1);
        sheet.repeatRows(0);
    }

    public void row(List<?> values) {
        if (values.size() != columns)
            throw new IllegalArgumentException(values.size() + " values, " + columns + " columns");
        if (rows == MOST_ROWS) throw new IllegalStateException("more rows than a sheet holds");
        rows++;
        for (int c = 0; c < columns; c++) write(c, values.get(c));
        if (rows % FLUSHED_EVERY == 0) {
            try {
                sheet.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void write(int column, @Nullable Object value) {
        switch (value) {
            case null -> {}
            case BigDecimal number -> sheet.value(rows, column, number);
            case Number number -> sheet.value(rows, column, number);
            case LocalDate day -> {
                sheet.value(rows, column, day);
                sheet.style(rows, column).format("yyyy-mm-dd").set();
            }
            case Boolean yes -> sheet.value(rows, column, yes ? "是" : "否");
            default -> sheet.inlineString(rows, column, plain(value.toString()));
        }
    }

    /// Rows written so far.
    public int rows() {
        return rows;
    }

    @Override
    public void close() {
        try {
            sheet.finish();
            book.finish();
            book.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Without characters that XML does not know, and no longer than a cell holds.
    static String plain(String text) {
        var clean = text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "");
        return clean.length() > LONGEST_TEXT ? clean.substring(0, LONGEST_TEXT) : clean;
    }

    private static String sheetName(String title) {
        var name = title.replaceAll("[\\\\/?*\\[\\]:]", " ").strip();
        return name.length() > 31 ? name.substring(0, 31) : name;
    }
}
