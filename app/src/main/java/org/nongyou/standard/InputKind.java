package org.nongyou.standard;

/// Pesticides are judged for crops, veterinary drugs for animals.
public enum InputKind {
    PESTICIDE("pesticide", "农药"),
    VETERINARY("veterinary", "兽药");

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

    static InputKind of(String code) {
        return code.equals("veterinary") ? VETERINARY : PESTICIDE;
    }
}
