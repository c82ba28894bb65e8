package org.nongyou.base;

import java.util.Arrays;
import java.util.Optional;

/// What a plot is.
public enum PlotKind {
    PLOT("plot", "大田"),
    GREENHOUSE("greenhouse", "大棚"),
    ORCHARD("orchard", "果园"),
    POND("pond", "水面"),
    SHED("shed", "圈舍"),
    MUSHROOM_HOUSE("mushroom-house", "菇房");

    private final String code;
    private final String title;

    PlotKind(String code, String title) {
        this.code = code;
        this.title = title;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    public static Optional<PlotKind> ofCode(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
    }
}
