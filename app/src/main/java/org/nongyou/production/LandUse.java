package org.nongyou.production;

import java.util.Arrays;
import java.util.Optional;

/// How sampled ground is used: limits of soil and water hang on it.
public enum LandUse {
    FIELD("field", "旱地、菜地"),
    PADDY("paddy", "水田"),
    ORCHARD("orchard", "果园");

    private final String code;
    private final String title;

    LandUse(String code, String title) {
        this.code = code;
        this.title = title;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    public static Optional<LandUse> ofCode(String code) {
        return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
    }
}
