package org.nongyou.compliance;

import java.util.Arrays;
import java.util.Optional;

/// What became of pre-printed labels (预印标签状态).
public enum LabelState {
    /// Printed, or ordered for producers and not handed out yet.
    STOCK("stock", "没发", "idle"),
    HANDED("handed", "没启用", "info"),
    /// Each is a certificate now.
    ACTIVE("active", "已启用", "ok"),
    LOST("lost", "已报失", "bad"),
    SPOILED("spoiled", "已报废", "idle");

    private final String code;
    private final String title;
    private final String tone;

    LabelState(String code, String title, String tone) {
        this.code = code;
        this.title = title;
        this.tone = tone;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    public String tone() {
        return tone;
    }

    public static Optional<LabelState> ofCode(String code) {
        return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
    }
}
