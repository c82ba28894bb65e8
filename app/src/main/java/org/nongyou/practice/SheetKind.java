package org.nongyou.practice;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What of a standard set a sheet is.
public enum SheetKind {
    PROCEDURE("操作规程", "一行一步，照做的先后写"),
    CHART("模式图", "一行一个时期，写成 时期：做法"),
    CARD("操作卡", "一行一件要记住的事"),
    HANDBOOK("风险手册", "一行一个风险点，写成 风险：怎么防");

    private final String title;
    private final String hint;

    SheetKind(String title, String hint) {
        this.title = title;
        this.hint = hint;
    }

    public String title() {
        return title;
    }

    /// How its text is written.
    public String hint() {
        return hint;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Its lines have two parts.
    public boolean table() {
        return this == CHART || this == HANDBOOK;
    }

    public static Optional<SheetKind> ofCode(String code) {
        return Arrays.stream(values()).filter(one -> one.code().equals(code)).findFirst();
    }
}
