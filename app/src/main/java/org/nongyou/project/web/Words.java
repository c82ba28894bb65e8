package org.nongyou.project.web;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Digits;
import org.nongyou.kernel.Money;
import org.nongyou.project.ProjectState;
import org.nongyou.project.Sums;
import org.nongyou.web.Ui;

/// How the pages of projects put things.
public final class Words {

    private static final BigDecimal WAN = BigDecimal.valueOf(1_000_000);

    private Words() {}

    public static String yuan(Money money) {
        return Digits.grouped(money);
    }

    /// 3,540 万元, where it comes to whole hundreds of yuan; else to the fen.
    public static String wan(Money money) {
        var wan = BigDecimal.valueOf(money.fen()).divide(WAN);
        return wan.scale() <= 2 || wan.stripTrailingZeros().scale() <= 2
                ? Digits.grouped(wan) + " 万元"
                : yuan(money) + " 元";
    }

    /// 63.5%, or 没有资金.
    public static String executed(Sums sums) {
        var share = sums.executed();
        return share == null ? "没有资金" : Ui.number(share) + "%";
    }

    public static String percent(Money now, Money full) {
        return Ui.percent(now.toYuan(), full.toYuan());
    }

    public static String tone(ProjectState state) {
        return switch (state) {
            case APPLYING -> "info";
            case RUNNING -> "info";
            case CLOSED -> "ok";
            case REFUSED -> "bad";
            case WITHDRAWN -> "idle";
        };
    }

    public static String orNot(@Nullable String text, String not) {
        return text == null || text.isBlank() ? not : text;
    }
}
