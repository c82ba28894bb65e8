package org.nongyou.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("表格：一处写，各模块都用")
class SpreadsheetTest {

    @Test
    @DisplayName("文字总是文字，数是数，日期是日期，空的是空的；控制字符去掉")
    void values() throws Exception {
        var out = new ByteArrayOutputStream();
        var closed = new AtomicBoolean();
        Spreadsheet.write(
                out,
                "清单/一",
                List.of("名称", "面积", "日期", "空"),
                Stream.<List<?>>of(
                                Arrays.asList("=1+1", new BigDecimal("12.50"), LocalDate.of(2026, 6, 18), null),
                                Arrays.asList("甲\u0001乙", 3L, true, ""))
                        .onClose(() -> closed.set(true)));
        var rows = rows(out, 0);
        assertThat(closed).isTrue();
        assertThat(rows.getFirst().stream().map(cell -> cell.getRawValue())).containsExactly("名称", "面积", "日期", "空");
        assertThat(rows.get(1).getCell(0).getType()).isEqualTo(CellType.STRING);
        assertThat(rows.get(1).getCellText(0)).isEqualTo("=1+1");
        assertThat(rows.get(1).getCellAsNumber(1).orElseThrow()).isEqualByComparingTo("12.5");
        assertThat(rows.get(1).getCellAsDate(2).orElseThrow().toLocalDate()).isEqualTo("2026-06-18");
        assertThat(rows.get(2).getCellText(0)).isEqualTo("甲乙");
        assertThat(rows.get(2).getCellText(2)).isEqualTo("是");
    }

    @Test
    @DisplayName("几千行一行不少；列数不对的当场拒绝")
    void manyRows() throws Exception {
        var out = new ByteArrayOutputStream();
        Spreadsheet.write(
                out,
                "多",
                List.of("序", "名称"),
                IntStream.rangeClosed(1, 3500).mapToObj(i -> List.of(i, "第 " + i + " 行")));
        var rows = rows(out, 0);
        assertThat(rows).hasSize(3501);
        assertThat(rows.getLast().getCellText(1)).isEqualTo("第 3500 行");
        assertThatThrownBy(() ->
                        Spreadsheet.write(new ByteArrayOutputStream(), "少", List.of("序", "名称"), Stream.of(List.of(1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Row> rows(ByteArrayOutputStream out, int sheet) throws Exception {
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(out.toByteArray()))) {
            return book.getSheet(sheet).orElseThrow().read();
        }
    }
}
