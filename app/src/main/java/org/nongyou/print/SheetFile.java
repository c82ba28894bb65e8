package org.nongyou.print;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Refusal;

/// A table as it was handed in. It is read row by row, so that 100,000 rows need no more memory than a thousand.
public final class SheetFile {

    public static final int MOST_ROWS = 100_000;
    private static final long MOST_UNPACKED = 600L * 1024 * 1024;
    /// Bytes by which files are told apart.
    private static final int HEAD = 8;
    private static final BigDecimal LAST_DAY = new BigDecimal(2_958_465);
    private static final Pattern WRITTEN_DAY = Pattern.compile("(\\d{4})[-./年](\\d{1,2})[-./月](\\d{1,2})日?");
    private static final Pattern MERGED = Pattern.compile("<mergeCell [^>]*ref=\"([A-Z0-9:]+)\"");

    /// A row with what stands in its cells, in the order of the template.
    /// @param number   as Excel counts
    /// @param problems of single cells that could not be read: formulas, broken numbers
    public record TableRow(int number, List<String> values, List<CellProblem> problems) {}

    public record CellProblem(int column, String sentence) {}

    /// Takes the rows one after the other.
    public interface Taker {
        void take(TableRow row);
    }

    private SheetFile() {}

    /// Whether the file is one that can be imported at all.
    public static Optional<Refusal> refuse(SheetForm kind, byte[] content) {
        if (content.length == 0)
            return Optional.of(Refusal.of("exchange.file.empty").at("file"));
        // The library wants the whole head of a file to tell what it is.
        if (content.length < HEAD)
            return Optional.of(Refusal.of("exchange.file.not-xlsx").at("file"));
        if (ReadableWorkbook.isOLE2Header(content))
            return Optional.of(Refusal.of("exchange.file.old-xls").at("file"));
        if (!ReadableWorkbook.isOOXMLZipHeader(content))
            return Optional.of(Refusal.of("exchange.file.not-xlsx").at("file"));
        try {
            var merged = merged(content);
            if (merged != null)
                return Optional.of(Refusal.of("exchange.sheet.merged", merged).at("file"));
            try (var book = open(content)) {
                var sheet = book.findSheet(kind.title()).orElse(null);
                if (sheet == null)
                    return Optional.of(
                            Refusal.of("exchange.sheet.missing", kind.title()).at("file"));
                try (var rows = sheet.openStream()) {
                    var head = rows.findFirst().orElse(null);
                    if (head == null)
                        return Optional.of(Refusal.of(
                                        "exchange.sheet.columns",
                                        1,
                                        kind.columns().getFirst().title(),
                                        "空的")
                                .at("file"));
                    return wrongHead(kind, head).map(refusal -> refusal.at("file"));
                }
            }
        } catch (TooBig e) {
            return Optional.of(Refusal.of("exchange.file.big").at("file"));
        } catch (IOException | RuntimeException e) {
            // The libraries throw what they like at a broken file: all of it means the same to the person.
            return Optional.of(Refusal.of("exchange.file.broken").at("file"));
        }
    }

    private static Optional<Refusal> wrongHead(SheetForm kind, Row head) {
        for (int c = 0; c < kind.columns().size(); c++) {
            var column = kind.columns().get(c);
            var title = head.getOptionalCell(c).map(Cell::getText).orElse("").strip();
            if (!title.replace("*", "").replace("＊", "").strip().equals(column.title()))
                return Optional.of(
                        Refusal.of("exchange.sheet.columns", c + 1, column.title(), title.isEmpty() ? "空的" : title));
        }
        return Optional.empty();
    }

    /// Hands over each row that is not empty.
    /// @throws TooManyRows after [#MOST_ROWS]
    public static void each(SheetForm kind, byte[] content, Taker taker) {
        try (var book = open(content);
                var rows = book.findSheet(kind.title()).orElseThrow().openStream()) {
            var taken = 0;
            for (var row : (Iterable<Row>) rows::iterator) {
                if (row.getRowNum() == 1) continue;
                var read = row(kind, row);
                if (read.values().stream().allMatch(String::isEmpty)
                        && read.problems().isEmpty()) continue;
                if (++taken > MOST_ROWS) throw new TooManyRows();
                taker.take(read);
            }
        } catch (IOException e) {
            throw new ExcelReaderException(e);
        }
    }

    private static ReadableWorkbook open(byte[] content) throws IOException {
        return new ReadableWorkbook(new ByteArrayInputStream(content), new ReadingOptions(true, true));
    }

    private static TableRow row(SheetForm kind, Row row) {
        var values = new ArrayList<String>(kind.columns().size());
        var problems = new ArrayList<CellProblem>();
        for (int c = 0; c < kind.columns().size(); c++) {
            var cell = row.getOptionalCell(c).orElse(null);
            var sentence = cell == null ? null : objection(cell, kind.columns().get(c));
            if (sentence != null) problems.add(new CellProblem(c, sentence));
            values.add(
                    cell == null || sentence != null
                            ? ""
                            : text(cell, kind.columns().get(c)));
        }
        return new TableRow(row.getRowNum(), values, problems);
    }

    private static @Nullable String objection(Cell cell, SheetColumn column) {
        return switch (cell.getType()) {
            case FORMULA -> "这一格是公式，复制后选择性粘贴成数值再传";
            case ERROR -> "这一格是错误值（" + cell.getRawValue() + "），重新填";
            case NUMBER -> {
                if (column.code() && digits(cell).length() > 15) yield "被 Excel 当成了数字，15 位以后已经变成 0。把这一列设成文本，再重新填";
                if (column.date() && (digits(cell).length() > 7 || !day(cell)))
                    yield "“" + digits(cell) + "”不是日期，照 2026-06-18 的样子重新填";
                yield null;
            }
            case STRING, BOOLEAN, EMPTY -> null;
        };
    }

    private static String digits(Cell cell) {
        return new BigDecimal(cell.getRawValue()).toBigInteger().toString();
    }

    /// Days that Excel itself can show: 1900 to 9999.
    private static boolean day(Cell cell) {
        var days = new BigDecimal(cell.getRawValue());
        return days.signum() > 0 && days.compareTo(LAST_DAY) <= 0;
    }

    private static String text(Cell cell, SheetColumn column) {
        return switch (cell.getType()) {
            case NUMBER -> {
                if (column.date()) yield cell.asDate().toLocalDate().toString();
                var number = new BigDecimal(cell.getRawValue());
                // What was typed as 12.3 is stored as 12.300000000000001.
                yield number.setScale(Math.min(6, Math.max(0, number.scale())), java.math.RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString();
            }
            case BOOLEAN -> cell.asBoolean() ? "是" : "否";
            case EMPTY -> "";
            case STRING, FORMULA, ERROR -> {
                var text = cell.getText();
                yield text == null ? "" : column.date() ? day(text.strip()) : text.strip();
            }
        };
    }

    /// 2026/6/8, 2026.6.8 and 2026年6月8日 are days too.
    private static String day(String typed) {
        var parts = WRITTEN_DAY.matcher(typed);
        return parts.matches()
                ? "%s-%2s-%2s"
                        .formatted(parts.group(1), parts.group(2), parts.group(3))
                        .replace(' ', '0')
                : typed;
    }

    /// The first merged cells of the first sheet, or null. The reader does not tell, so the sheet's own text is looked
    /// at; on the way the unpacked size is limited.
    private static @Nullable String merged(byte[] content) throws IOException {
        String found = null;
        long unpacked = 0;
        // By the directory at the end of the file, as Excel and the reader do: some writers leave sizes out before it.
        try (var zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(content))
                .get()) {
            var buffer = new byte[64 * 1024];
            for (var entry : java.util.Collections.list(zip.getEntries())) {
                // The template's own sheet is the first one.
                var first = entry.getName().equals("xl/worksheets/sheet1.xml");
                var tail = "";
                try (var stream = zip.getInputStream(entry)) {
                    for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                        unpacked += n;
                        if (unpacked > MOST_UNPACKED) throw new TooBig();
                        if (!first || found != null) continue;
                        // Latin-1 keeps bytes apart: what is looked for is plain ASCII.
                        var part = tail + new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
                        var match = MERGED.matcher(part);
                        if (match.find()) found = match.group(1);
                        tail = part.substring(Math.max(0, part.length() - 80));
                    }
                }
            }
        }
        return found;
    }

    public static final class TooManyRows extends RuntimeException {
        TooManyRows() {
            super("too many rows", null, false, false);
        }
    }

    private static final class TooBig extends RuntimeException {
        TooBig() {
            super("too big", null, false, false);
        }
    }

    public static String columnLetter(int column) {
        return String.valueOf((char) ('A' + column));
    }
}
