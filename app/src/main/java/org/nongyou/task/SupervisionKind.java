package org.nongyou.task;

import java.util.Arrays;
import java.util.Optional;

/// How an office above steps in.
public enum SupervisionKind {
    LETTER("letter", "督办函"),
    INTERVIEW("interview", "约谈"),
    RECTIFICATION("rectification", "限期整改");

    private final String code;
    private final String title;

    SupervisionKind(String code, String title) {
        this.code = code;
        this.title = title;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    public static Optional<SupervisionKind> ofCode(String code) {
        return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
    }
}
