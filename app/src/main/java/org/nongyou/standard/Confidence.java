package org.nongyou.standard;

import java.util.Locale;

/// How far a row can be trusted. High: an official page, or two that agree; medium: one page that fits; low: reworded,
/// undated or inferred.
public enum Confidence {
    HIGH("可信度高"),
    MEDIUM("可信度中"),
    LOW("可信度低");

    private final String title;

    Confidence(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    static Confidence of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
