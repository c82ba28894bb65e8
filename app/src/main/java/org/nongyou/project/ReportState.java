package org.nongyou.project;

import java.util.Arrays;
import java.util.Optional;

/// Where a report stands.
public enum ReportState {
    DUE("due", "没报"),
    FILED("filed", "已报"),
    RETURNED("returned", "已退回"),
    /// Looked through and closed: nothing of it changes any more.
    ACCEPTED("accepted", "已审定");

    private final String code;
    private final String title;

    ReportState(String code, String title) {
        this.code = code;
        this.title = title;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    public static Optional<ReportState> ofCode(String code) {
        return Arrays.stream(values()).filter(state -> state.code.equals(code)).findFirst();
    }
}
