package org.nongyou.scheme;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What a count or measure has to be: exactly, at least, at most or between. An open side is null.
public record Bound(@Nullable BigDecimal least, @Nullable BigDecimal most) {

    public static Bound exactly(BigDecimal value) {
        return new Bound(value, value);
    }

    public static Bound atLeast(BigDecimal value) {
        return new Bound(value, null);
    }

    public static Bound atMost(BigDecimal value) {
        return new Bound(null, value);
    }

    public boolean holds(BigDecimal value) {
        return !below(value) && !above(value);
    }

    public boolean below(BigDecimal value) {
        return least != null && value.compareTo(least) < 0;
    }

    public boolean above(BigDecimal value) {
        return most != null && value.compareTo(most) > 0;
    }

    /// As read on screens: 至少 150, 3—5, 12.
    public String text() {
        if (least == null) return most == null ? "" : "至多 " + plain(most);
        if (most == null) return "至少 " + plain(least);
        return least.compareTo(most) == 0 ? plain(least) : plain(least) + "—" + plain(most);
    }

    private static String plain(BigDecimal value) {
        return value.toPlainString();
    }
}
