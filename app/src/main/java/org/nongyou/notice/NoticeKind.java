package org.nongyou.notice;

import java.util.Arrays;
import java.util.Optional;

/// What a notice is. `code` is what the database keeps.
public enum NoticeKind {
    /// Stands for a number of days in which anyone may object.
    PUBLICITY("publicity", "公示"),
    ANNOUNCEMENT("announcement", "公告"),
    /// Tells of a measure against a listed entry.
    MEASURE("measure", "处理通报");

    private final String code;
    private final String title;

    NoticeKind(String code, String title) {
        this.code = code;
        this.title = title;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    public static Optional<NoticeKind> ofCode(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
    }
}
