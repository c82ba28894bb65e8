package org.nongyou.scheme;

import java.util.Arrays;
import java.util.Optional;

/// How a case can end.
public enum End {
    LISTED("listed", "纳入目录"),
    REMOVED("removed", "取消资格"),
    PAID("paid", "已拨付"),
    CLOSED("closed", "已办结"),
    REFUSED("refused", "未通过"),
    WITHDRAWN("withdrawn", "已撤回"),
    /// The listing stays as it was.
    KEPT("kept", "保留资格");

    private final String code;
    private final String title;

    End(String code, String title) {
        this.code = code;
        this.title = title;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    public static Optional<End> ofCode(String code) {
        return Arrays.stream(values()).filter(end -> end.code.equals(code)).findFirst();
    }
}
