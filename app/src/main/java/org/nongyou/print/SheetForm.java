package org.nongyou.print;

import java.util.List;

/// A table that people fill in and hand in: its sheet's name and its columns.
public interface SheetForm {

    /// Of the sheet, and in front of the file's name.
    String title();

    /// 家, 个, 条.
    String counter();

    List<SheetColumn> columns();
}
