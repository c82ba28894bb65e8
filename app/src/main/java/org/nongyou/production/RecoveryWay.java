package org.nongyou.production;

import java.util.Arrays;
import java.util.Optional;

/// What became of film or straw. The five uses of straw are those that agriculture counts (五料化), its return to the
/// field
/// apart.
public enum RecoveryWay {
    POINT(RecoveryKind.FILM, "point", "交到回收网点", true),
    RECYCLER(RecoveryKind.FILM, "recycler", "交给回收企业、回收人", true),
    SELLER(RecoveryKind.FILM, "seller", "以旧换新，卖家收回", true),
    REUSED(RecoveryKind.FILM, "reused", "自己接着用", false),
    FIELD(RecoveryKind.STRAW, "field", "粉碎还田", false),
    MANURE(RecoveryKind.STRAW, "manure", "堆沤做肥料", false),
    FEED(RecoveryKind.STRAW, "feed", "做饲料", false),
    FUEL(RecoveryKind.STRAW, "fuel", "做燃料", false),
    SUBSTRATE(RecoveryKind.STRAW, "substrate", "做基料", false),
    MATERIAL(RecoveryKind.STRAW, "material", "做原料", false),
    SOLD(RecoveryKind.STRAW, "sold", "卖给、交给别人", true);

    private final RecoveryKind kind;
    private final String code;
    private final String title;
    private final boolean handedOver;

    RecoveryWay(RecoveryKind kind, String code, String title, boolean handedOver) {
        this.kind = kind;
        this.code = code;
        this.title = title;
        this.handedOver = handedOver;
    }

    public RecoveryKind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    /// To somebody who is then named.
    public boolean handedOver() {
        return handedOver;
    }

    public static Optional<RecoveryWay> ofCode(String code) {
        return Arrays.stream(values()).filter(way -> way.code.equals(code)).findFirst();
    }

    static Optional<RecoveryWay> of(RecoveryKind kind, String code) {
        return ofCode(code).filter(way -> way.kind == kind);
    }
}
