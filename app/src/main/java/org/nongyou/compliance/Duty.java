package org.nongyou.compliance;

import java.util.Arrays;

/// Whether a producer must issue certificates for a produce (该不该开).
public enum Duty {
    MUST("must", "必须开"),
    /// Encouraged, as with farm households.
    MAY("may", "可以开"),
    /// Who grows nothing and buys nothing: offices, associations.
    NONE("none", "不用开");

    private final String code;
    private final String title;

    Duty(String code, String title) {
        this.code = code;
        this.title = title;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    static Duty of(String code) {
        return Arrays.stream(values())
                .filter(one -> one.code.equals(code))
                .findFirst()
                .orElseThrow();
    }
}
