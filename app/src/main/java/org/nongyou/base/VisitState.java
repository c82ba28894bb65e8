package org.nongyou.base;

import java.util.Arrays;
import java.util.Optional;

/// Where a check of a base stands.
public enum VisitState {
    PLANNED("planned", "待检查", "info"),
    SOUND("sound", "没有问题", "ok"),
    MENDING("mending", "整改中", "warn"),
    MENDED("mended", "已改好", "ok"),
    DROPPED("dropped", "不查了", "idle");

    private final String code;
    private final String title;
    private final String tone;

    VisitState(String code, String title, String tone) {
        this.code = code;
        this.title = title;
        this.tone = tone;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    /// Of the mark on screens.
    public String tone() {
        return tone;
    }

    static VisitState ofCode(String code) {
        return Optional.of(code)
                .flatMap(wanted -> Arrays.stream(values())
                        .filter(one -> one.code.equals(wanted))
                        .findFirst())
                .orElseThrow();
    }
}
