package org.nongyou.subsidy;

import java.util.Arrays;
import java.util.Optional;

/// Where a claim stands.
public enum ClaimState {
    DRAFT("draft", "填写中"),
    OPEN("open", "审核中"),
    /// Nothing is left but to pay it.
    PAYABLE("payable", "待拨付"),
    PAID("paid", "已拨付"),
    REFUSED("refused", "不予补助"),
    WITHDRAWN("withdrawn", "已撤回");

    private final String code;
    private final String title;

    ClaimState(String code, String title) {
        this.code = code;
        this.title = title;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    public static Optional<ClaimState> ofCode(String code) {
        return Arrays.stream(values()).filter(state -> state.code.equals(code)).findFirst();
    }
}
