package org.nongyou.compliance;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What a commitment rests on (承诺依据); at least one is chosen.
public enum Basis {
    CONTROL("control", "质量安全控制符合要求", 1),
    SELF_TEST("self-test", "自行检测合格", 2),
    COMMISSIONED_TEST("commissioned-test", "委托检测合格", 4);

    private final String code;
    private final String title;
    private final int bit;

    Basis(String code, String title, int bit) {
        this.code = code;
        this.title = title;
        this.bit = bit;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    public static Optional<Basis> ofCode(String code) {
        return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
    }

    /// As kept and signed.
    static int bits(Set<Basis> bases) {
        return bases.stream().mapToInt(one -> one.bit).sum();
    }

    static Set<Basis> of(int bits) {
        var bases = EnumSet.noneOf(Basis.class);
        for (var one : values()) if ((bits & one.bit) != 0) bases.add(one);
        return bases;
    }
}
