package org.nongyou.production;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What is recovered from the fields by weight (废旧农膜、秸秆回收利用), with the rule that asks for it. Packages of inputs are
/// counted in pieces in [InputLedger].
public enum RecoveryKind {
    FILM("film", "农膜", "农用薄膜管理办法第十五条"),
    STRAW("straw", "秸秆", "固体废物污染环境防治法第六十五条");

    private final String code;
    private final String title;
    private final String clause;

    RecoveryKind(String code, String title, String clause) {
        this.code = code;
        this.title = title;
        this.clause = clause;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    public String clause() {
        return clause;
    }

    public List<RecoveryWay> ways() {
        return Arrays.stream(RecoveryWay.values())
                .filter(way -> way.kind() == this)
                .toList();
    }

    public static Optional<RecoveryKind> ofCode(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
    }
}
