package org.nongyou.scheme;

import java.util.Arrays;
import java.util.Optional;

/// What can be done to a case. `code` is how schemes and the database write it.
public enum Act {
    SUBMIT("submit", "提交", true),
    PASS("pass", "通过", true),
    RETURN("return", "退回", false),
    REJECT("reject", "不通过", false),
    WITHDRAW("withdraw", "撤回", false),
    /// An objection raised during a notice is found right.
    UPHOLD("uphold", "异议成立", false),
    /// A result of an outer body is taken over without being judged again.
    ADOPT("adopt", "直接登记", true),
    CONCLUDE("conclude", "办结", true);

    private final String code;
    private final String title;
    private final boolean forward;

    Act(String code, String title, boolean forward) {
        this.code = code;
        this.title = title;
        this.forward = forward;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    /// Whether the act carries the case on towards what was applied for; only such an act asks for documents, a passed
    /// checklist and the stage's requirements.
    public boolean forward() {
        return forward;
    }

    public static Optional<Act> ofCode(String code) {
        return Arrays.stream(values()).filter(act -> act.code.equals(code)).findFirst();
    }
}
