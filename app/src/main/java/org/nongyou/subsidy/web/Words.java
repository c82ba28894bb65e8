package org.nongyou.subsidy.web;

import java.util.stream.Collectors;
import org.nongyou.kernel.Digits;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Money;
import org.nongyou.subsidy.ClaimState;
import org.nongyou.subsidy.Shares;

/// How the pages of subsidies put things.
public final class Words {

    private Words() {}

    public static String yuan(Money money) {
        return Digits.grouped(money);
    }

    /// 市级 60,000.00 元，县级 30,000.00 元
    public static String shares(Shares shares) {
        return shares.of().entrySet().stream()
                .map(share -> share.getKey().title() + " " + yuan(share.getValue()) + " 元")
                .collect(Collectors.joining("，"));
    }

    public static String pays(Level level) {
        return level.title() + "承担";
    }

    public static String tone(ClaimState state) {
        return switch (state) {
            case DRAFT -> "idle";
            case OPEN -> "info";
            case PAYABLE -> "warn";
            case PAID -> "ok";
            case REFUSED -> "bad";
            case WITHDRAWN -> "idle";
        };
    }
}
