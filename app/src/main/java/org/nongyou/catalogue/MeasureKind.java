package org.nongyou.catalogue;

import java.util.Arrays;

/// What was done about a listing. `code` is what the database keeps.
public enum MeasureKind {
    WARNING("warning", "警告"),
    RECTIFICATION("rectification", "限期整改"),
    SUSPENSION("suspension", "暂停资格"),
    LIFTING("lifting", "解除"),
    /// The procedure of removal was started.
    REVOCATION("revocation", "启动取消程序"),
    /// That procedure ended with the entry kept.
    KEPT("kept", "保留资格"),
    REMOVAL("removal", "取消资格"),
    PROMOTION("promotion", "升级"),
    RENEWAL("renewal", "续期"),
    EXPIRY("expiry", "到期");

    private final String code;
    private final String title;

    MeasureKind(String code, String title) {
        this.code = code;
        this.title = title;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    static MeasureKind ofCode(String code) {
        return Arrays.stream(values())
                .filter(one -> one.code.equals(code))
                .findFirst()
                .orElseThrow();
    }
}
