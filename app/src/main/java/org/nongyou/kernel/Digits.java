package org.nongyou.kernel;

import java.math.BigDecimal;

/// Numbers as they are read on screens. Hundreds stand on a list page: no formatter is made for each.
public final class Digits {

    private Digits() {}

    /// 1,260
    public static String grouped(long number) {
        return grouped(Long.toString(number));
    }

    /// Without needless zeros: 1,260 or 12.5.
    public static String grouped(BigDecimal number) {
        var plain = number.stripTrailingZeros();
        return grouped((plain.scale() < 0 ? plain.setScale(0) : plain).toPlainString());
    }

    /// To the fen, as accounts are written: 90,000.00.
    public static String grouped(Money money) {
        return grouped(money.toString());
    }

    private static String grouped(String plain) {
        int begin = plain.startsWith("-") ? 1 : 0;
        int point = plain.indexOf('.');
        int end = point < 0 ? plain.length() : point;
        if (end - begin <= 3) return plain;
        var text = new StringBuilder(plain);
        for (int at = end - 3; at > begin; at -= 3) text.insert(at, ',');
        return text.toString();
    }
}
