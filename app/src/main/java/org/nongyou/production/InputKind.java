package org.nongyou.production;

import java.util.Arrays;
import java.util.Optional;

/// Kinds of inputs in the ledger (投入品). The rules know pesticides and veterinary drugs only.
public enum InputKind {
    PESTICIDE("pesticide", "农药"),
    VETERINARY("veterinary", "兽药"),
    FERTILISER("fertiliser", "肥料"),
    FEED("feed", "饲料"),
    SEED("seed", "种子种苗"),
    FILM("film", "农膜"),
    OTHER("other", "其他");

    private final String code;
    private final String title;

    InputKind(String code, String title) {
        this.code = code;
        this.title = title;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    /// The same kind as the rules call it; empty where they have none.
    public Optional<org.nongyou.standard.InputKind> ruled() {
        return switch (this) {
            case PESTICIDE -> Optional.of(org.nongyou.standard.InputKind.PESTICIDE);
            case VETERINARY -> Optional.of(org.nongyou.standard.InputKind.VETERINARY);
            case FERTILISER, FEED, SEED, FILM, OTHER -> Optional.empty();
        };
    }

    public static Optional<InputKind> ofCode(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
    }
}
