package org.nongyou.scheme;

import java.util.Arrays;
import java.util.Optional;

/// How often something is due.
public enum Frequency {
    YEAR("year", "每年"),
    QUARTER("quarter", "每季度"),
    MONTH("month", "每月"),
    WEEK("week", "每周");

    private final String code;
    private final String title;

    Frequency(String code, String title) {
        this.code = code;
        this.title = title;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    public static Optional<Frequency> ofCode(String code) {
        return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
    }
}
