package org.nongyou.indicator;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.nongyou.scheme.Bound;

/// How a figure stands to its target.
public enum TargetState {
    MET("ok", "达到"),
    SHORT("warn", "还差"),
    /// More than the document has; for an upper bound a breach, between two bounds a remark.
    OVER("warn", "超过"),
    NOT_STARTED("idle", "未开始"),
    /// Nobody has entered the figure yet.
    UNKNOWN("idle", "未上报"),
    /// The target is set for a larger area; this is what the region brings to it.
    SHARE("info", "计入上级"),
    /// Set for each project, product or base, whose rows the platform does not hold yet.
    NOT_HELD("idle", "平台还没有数据");

    private final String tone;
    private final String title;

    TargetState(String tone, String title) {
        this.tone = tone;
        this.title = title;
    }

    public String tone() {
        return tone;
    }

    public String title() {
        return title;
    }

    /// @param past whether the target's time is over: then nothing at all is short like any other lack
    static TargetState of(Bound bound, @Nullable BigDecimal amount, boolean past) {
        if (amount == null) return UNKNOWN;
        if (bound.below(amount)) return amount.signum() == 0 && !past ? NOT_STARTED : SHORT;
        return bound.above(amount) ? OVER : MET;
    }

    /// Whether a figure in this state reaches its target: more than the upper of two different bounds still has what
    /// was asked for; more than an exact or an upper bound has not.
    boolean reaches(Bound bound) {
        var least = bound.least();
        var most = bound.most();
        return switch (this) {
            case MET -> true;
            case OVER -> least != null && most != null && least.compareTo(most) < 0;
            case SHORT, NOT_STARTED, UNKNOWN, SHARE, NOT_HELD -> false;
        };
    }

    /// What is missing or too much; null where the target is met or nothing is known.
    static @Nullable BigDecimal gap(Bound bound, @Nullable BigDecimal amount) {
        if (amount == null) return null;
        var least = bound.least();
        if (least != null && amount.compareTo(least) < 0) return least.subtract(amount);
        var most = bound.most();
        return most != null && amount.compareTo(most) > 0 ? amount.subtract(most) : null;
    }
}
