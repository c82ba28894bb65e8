package org.nongyou.print;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.jspecify.annotations.Nullable;

/// Writes a list as an Excel file row by row, so that a whole province needs no more memory than a page.
public final class Spreadsheet {

    public static final String MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final int FLUSH_EVERY = 1000;

    private Spreadsheet() {}

    /// @param rows texts, numbers, dates; null is an empty cell. Closed at the end
    public static void write(
            OutputStream to, String title, List<String> head, Stream<? extends List<? extends @Nullable Object>> rows) {
        try (var lines = rows;
                var book = new Workbook(to, "Nongyou", "1.0")) {
            var sheet = book.newWorksheet(title);
            for (int column = 0; column < head.size(); column++) {
                sheet.value(0, column, head.get(column));
                sheet.width(column, Math.max(10, head.get(column).length() * 2 + 4));
            }
            sheet.range(0, 0, 0, head.size() - 1).style().bold().set();
            sheet.freezePane(0, 1);
            int line = 1;
            for (var iterator = lines.iterator(); iterator.hasNext(); line++) {
                var values = iterator.next();
                for (int column = 0; column < values.size(); column++) {
                    var value = values.get(column);
                    if (value == null) continue;
                    if (value instanceof BigDecimal number) sheet.value(line, column, number);
                    else if (value instanceof Number number) sheet.value(line, column, number);
                    else if (value instanceof LocalDate day) sheet.value(line, column, day.toString());
                    else sheet.value(line, column, value.toString());
                }
                if (line % FLUSH_EVERY == 0) sheet.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
