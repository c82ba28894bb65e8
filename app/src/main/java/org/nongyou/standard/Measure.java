package org.nongyou.standard;

import java.util.Locale;

/// What an announcement does with a substance.
public enum Measure {
    BANNED("禁用"),
    /// On the named crops or animals.
    BANNED_HERE("部分禁用"),
    /// Everywhere but for what is named.
    ONLY_HERE("只准用于"),
    RESTRICTED("限制使用"),
    NO_REGISTRATION("停止登记"),
    /// A general rule that no substance is named in.
    CAUTION("通则");

    private final String title;

    Measure(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    static Measure of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
