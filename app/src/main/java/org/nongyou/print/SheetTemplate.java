package org.nongyou.print;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.dhatim.fastexcel.VisibilityState;
import org.dhatim.fastexcel.Workbook;

/// The empty table to fill in, with lists to choose from and a sheet that explains each column with an example.
public final class SheetTemplate {

    public static final String ERRORS_HEAD = "错在哪里";

    private SheetTemplate() {}

    public static byte[] of(SheetForm kind) {
        var out = new ByteArrayOutputStream();
        try (var book = new Workbook(out, "Nongyou", "1.0")) {
            var sheet = book.newWorksheet(kind.title());
            var explanation = book.newWorksheet("怎么填");
            var choices = book.newWorksheet("选项");
            choices.setVisibilityState(VisibilityState.HIDDEN);
            explanation.width(0, 22);
            explanation.width(1, 10);
            explanation.width(2, 70);
            explanation.width(3, 34);
            explanation.value(0, 0, "列");
            explanation.value(0, 1, "要不要填");
            explanation.value(0, 2, "怎么填");
            explanation.value(0, 3, "例子（虚构）");
            explanation.range(0, 0, 0, 3).style().bold().fillColor("EAEEEB").set();
            for (int c = 0; c < kind.columns().size(); c++) {
                var column = kind.columns().get(c);
                sheet.width(c, column.width());
                sheet.value(0, c, column.head());
                // Texts, so that 18 digits stay 18 digits.
                sheet.style(c).format("@").set();
                explanation.value(c + 1, 0, column.title());
                explanation.value(c + 1, 1, column.required() ? "要填" : "选填");
                explanation.value(
                        c + 1,
                        2,
                        column.choices().isEmpty()
                                ? column.hint()
                                : column.hint() + "：" + String.join("、", column.choices()));
                explanation.value(c + 1, 3, column.example());
                if (column.choices().isEmpty()) continue;
                for (int i = 0; i < column.choices().size(); i++)
                    choices.value(i, c, column.choices().get(i));
                sheet.range(1, c, SheetFile.MOST_ROWS, c)
                        .validateWithList(choices.range(0, c, column.choices().size() - 1, c))
                        .allowBlank(true)
                        .showErrorMessage(true)
                        .errorTitle("从下拉里选")
                        .error("这一格只能从下拉里选");
            }
            sheet.range(0, 0, 0, kind.columns().size() - 1)
                    .style()
                    .bold()
                    .fillColor("EAEEEB")
                    .set();
            sheet.freezePane(0, 1);
            var n = kind.columns().size();
            explanation.value(
                    n + 2, 0, "一行一" + kind.counter() + "，从第 2 行填起，最多 " + "%,d".formatted(SheetFile.MOST_ROWS) + " 行。");
            explanation.value(n + 3, 0, "列不要增减、不要换位置，不要合并单元格，不要写公式。");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
