package org.nongyou.compliance;

/// The rules that a batch must meet before a certificate can be issued (开具条件), in the order in which they are shown.
public enum GateRule {
    SUBJECT("主体在名录里，没有被停开", "主体不能开具"),
    RECORD("批次有生产记录", "生产记录不全"),
    INPUTS("用的药都允许用", "用了不准用的药"),
    WAITING("安全间隔期、休药期已过", "安全间隔期没过"),
    TESTS("没有未处理的不合格结果", "有不合格的检测结果"),
    BASIS("承诺依据至少选一种", "还没选承诺依据"),
    COVERAGE("检测项目盖住用过的药", "检测没盖住用过的药"),
    QUANTITY("数量不超过批次剩余和合理产量", "数量对不上");

    private final String met;
    private final String notMet;

    GateRule(String met, String notMet) {
        this.met = met;
        this.notMet = notMet;
    }

    /// As it reads when it is met, or not looked at yet.
    public String title() {
        return met;
    }

    public String failed() {
        return notMet;
    }
}
