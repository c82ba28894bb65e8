package org.nongyou.production;

import java.util.Arrays;
import java.util.Optional;

/// Tests of a batch (检测).
public enum TestKind {
    SELF("self", "自行检测"),
    /// A rapid test of the producer itself.
    RAPID("rapid", "快检"),
    COMMISSIONED("commissioned", "委托检测");

    private final String code;
    private final String title;

    TestKind(String code, String title) {
        this.code = code;
        this.title = title;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    public static Optional<TestKind> ofCode(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
    }
}
