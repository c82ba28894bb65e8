package org.nongyou.project;

import java.util.Arrays;
import java.util.Optional;

/// Where a project stands.
public enum ProjectState {
    APPLYING("applying", "申报中"),
    RUNNING("running", "实施中"),
    CLOSED("closed", "已结项"),
    REFUSED("refused", "未入选"),
    WITHDRAWN("withdrawn", "已撤回");

    private final String code;
    private final String title;

    ProjectState(String code, String title) {
        this.code = code;
        this.title = title;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    public static Optional<ProjectState> ofCode(String code) {
        return Arrays.stream(values()).filter(state -> state.code.equals(code)).findFirst();
    }
}
