package org.nongyou.kernel;

import java.util.Arrays;
import java.util.Optional;

/// The levels of administration (行政层级), highest first. `code` is how schemes and the database write it.
public enum Level {
    NATIONAL("national", "国家级", "部"),
    PROVINCE("province", "省级", "省"),
    CITY("city", "市级", "市"),
    COUNTY("county", "县级", "县"),
    TOWNSHIP("township", "乡级", "乡"),
    VILLAGE("village", "村级", "村");

    private final String code;
    private final String title;
    private final String shortTitle;

    Level(String code, String title, String shortTitle) {
        this.code = code;
        this.title = title;
        this.shortTitle = shortTitle;
    }

    public String code() {
        return code;
    }

    /// As read on screens: 省级, 市级 …
    public String title() {
        return title;
    }

    /// One character: 省, 市 …
    public String shortTitle() {
        return shortTitle;
    }

    public boolean isAbove(Level other) {
        return ordinal() < other.ordinal();
    }

    public static Optional<Level> ofCode(String code) {
        return Arrays.stream(values()).filter(level -> level.code.equals(code)).findFirst();
    }
}
