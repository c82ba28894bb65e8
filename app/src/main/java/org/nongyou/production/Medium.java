package org.nongyou.production;

import java.util.Arrays;
import java.util.Optional;

/// What is sampled on a base (土壤、灌溉水、空气).
public enum Medium {
    SOIL("soil", "土壤"),
    WATER("water", "灌溉水"),
    AIR("air", "空气");

    private final String code;
    private final String title;

    Medium(String code, String title) {
        this.code = code;
        this.title = title;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    public static Optional<Medium> ofCode(String code) {
        return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
    }
}
