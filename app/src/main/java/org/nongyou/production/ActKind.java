package org.nongyou.production;

import java.util.Arrays;
import java.util.Optional;

/// What was done (农事).
public enum ActKind {
    SOW("sow", "播种"),
    TRANSPLANT("transplant", "定植"),
    FERTILISE("fertilise", "施肥"),
    SPRAY("spray", "打药"),
    /// Drugs given to animals and ponds.
    MEDICATE("medicate", "用兽药"),
    FEED("feed", "喂料"),
    IRRIGATE("irrigate", "浇水"),
    WEED("weed", "除草"),
    PRUNE("prune", "整枝"),
    /// Also slaughter, fishing, eggs and milk: makes a batch.
    HARVEST("harvest", "采收"),
    SELL("sell", "卖出"),
    OTHER("other", "其他");

    private final String code;
    private final String title;

    ActKind(String code, String title) {
        this.code = code;
        this.title = title;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    /// Begins a season of the plot.
    boolean setsOut() {
        return this == SOW || this == TRANSPLANT;
    }

    public static Optional<ActKind> ofCode(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
    }
}
