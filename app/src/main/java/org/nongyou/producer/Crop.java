package org.nongyou.producer;

import java.util.Arrays;
import java.util.Optional;

/// Classes of produce, as the schemes' fact `applicant.main_crops` names them.
public enum Crop {
    GRAIN("grain", "粮食"),
    VEGETABLE("vegetable", "蔬菜"),
    FRUIT("fruit", "果品"),
    HERB("herb", "中药材"),
    FUNGUS("fungus", "食用菌"),
    OIL("oil", "油料"),
    FODDER("fodder", "饲草"),
    LIVESTOCK("livestock", "畜禽"),
    AQUATIC("aquatic", "水产"),
    OTHER("other", "其他");

    private final String code;
    private final String title;

    Crop(String code, String title) {
        this.code = code;
        this.title = title;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    public static Optional<Crop> ofCode(String code) {
        return Arrays.stream(values()).filter(crop -> crop.code.equals(code)).findFirst();
    }

    public static Optional<Crop> ofTitle(String title) {
        return Arrays.stream(values()).filter(crop -> crop.title.equals(title)).findFirst();
    }
}
