package org.nongyou.standard;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Who issues a standard (标准类别).
public enum StandardKind {
    NATIONAL("国家标准", "GB/T 2763-2026"),
    TRADE("行业标准", "NY/T 4712-2025"),
    LOCAL("地方标准", "DB14/T 1234-2020"),
    GROUP("团体标准", "T/ABC 001-2024"),
    ENTERPRISE("企业标准", "Q/ABC 001-2024");

    private final String title;
    private final String example;

    StandardKind(String title, String example) {
        this.title = title;
        this.example = example;
    }

    public String title() {
        return title;
    }

    /// How its numbers look; made up but for the first two.
    public String example() {
        return example;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<StandardKind> ofCode(String code) {
        return Arrays.stream(values()).filter(one -> one.code().equals(code)).findFirst();
    }
}
