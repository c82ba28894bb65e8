package org.nongyou.task;

import java.util.Arrays;

/// What is done with a task.
public enum TaskAct {
    PROGRESS("progress", "报进展"),
    REPORT("report", "报完成"),
    CONFIRM("confirm", "确认办结"),
    RETURN("return", "退回"),
    CANCEL("cancel", "撤销"),
    /// By the platform's own facts, each night.
    FACTS("facts", "平台数据办结"),
    EXTEND("extend", "申请延期"),
    GRANT("grant", "准予延期"),
    REFUSE("refuse", "不准延期");

    private final String code;
    private final String title;

    TaskAct(String code, String title) {
        this.code = code;
        this.title = title;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    static TaskAct ofCode(String code) {
        return Arrays.stream(values())
                .filter(one -> one.code.equals(code))
                .findFirst()
                .orElseThrow();
    }
}
