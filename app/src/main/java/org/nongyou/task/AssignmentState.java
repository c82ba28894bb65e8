package org.nongyou.task;

import java.util.Arrays;
import java.util.Optional;

/// Where an office's task stands. Late is none of these: it is any of the first three, or [#RETURNED], past its day.
public enum AssignmentState {
    OPEN("open", "未开始", "idle"),
    DOING("doing", "办理中", "info"),
    REPORTED("reported", "待确认", "info"),
    RETURNED("returned", "已退回", "warn"),
    DONE("done", "已办结", "ok"),
    CANCELLED("cancelled", "已撤销", "idle");

    private final String code;
    private final String title;
    private final String tone;

    AssignmentState(String code, String title, String tone) {
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

    /// Of the mark on screens.
    public String tone() {
        return tone;
    }

    /// The responsible office has to do something.
    public boolean waitsForOffice() {
        return this == OPEN || this == DOING || this == RETURNED;
    }

    public boolean closed() {
        return this == DONE || this == CANCELLED;
    }

    public static Optional<AssignmentState> ofCode(String code) {
        return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
    }
}
