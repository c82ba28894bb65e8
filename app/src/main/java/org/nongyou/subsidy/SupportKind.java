package org.nongyou.subsidy;

import java.util.Arrays;
import java.util.Optional;

/// How money reaches a producer beside the claims of subsidies.
public enum SupportKind {
    LOAN("loan", "贴息贷款", "贷款本金", "财政贴息"),
    INSURANCE("insurance", "农业保险", "保险金额", "保费补贴"),
    PROGRAMME("programme", "其他项目资金", "项目资金", "其中财政资金");

    private final String code;
    private final String title;
    private final String amountTitle;
    private final String publicTitle;

    SupportKind(String code, String title, String amountTitle, String publicTitle) {
        this.code = code;
        this.title = title;
        this.amountTitle = amountTitle;
        this.publicTitle = publicTitle;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    /// 贷款本金, 保险金额, 项目资金.
    public String amountTitle() {
        return amountTitle;
    }

    /// 财政贴息, 保费补贴, 其中财政资金.
    public String publicTitle() {
        return publicTitle;
    }

    public static Optional<SupportKind> ofCode(String code) {
        return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
    }

    public static Optional<SupportKind> ofTitle(String title) {
        return Arrays.stream(values()).filter(one -> one.title.equals(title)).findFirst();
    }
}
