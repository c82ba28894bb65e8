package org.nongyou.compliance;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Bytes in the 43 signs that a QR code packs tightest (its alphanumeric mode) and that may stand in an address behind
/// the #: two bytes in three signs, a last one in two. Each text has one form.
final class Base43 {

    static final String SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*+-./:";

    private static final int BASE = SIGNS.length();
    private static final int[] DIGITS = new int[128];

    static {
        Arrays.fill(DIGITS, -1);
        for (int i = 0; i < BASE; i++) DIGITS[SIGNS.charAt(i)] = i;
    }

    private Base43() {}

    static String of(byte[] bytes) {
        var text = new StringBuilder(bytes.length * 3 / 2 + 2);
        for (int i = 0; i < bytes.length; i += 2) {
            boolean two = i + 1 < bytes.length;
            int number = two ? (bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff : bytes[i] & 0xff;
            if (two) text.append(SIGNS.charAt(number / (BASE * BASE)));
            text.append(SIGNS.charAt(number / BASE % BASE)).append(SIGNS.charAt(number % BASE));
        }
        return text.toString();
    }

    /// Null for a text that [#of] never gives.
    static byte @Nullable [] bytes(String text) {
        int rest = text.length() % 3;
        if (rest == 1) return null;
        var bytes = new byte[text.length() / 3 * 2 + rest / 2];
        int to = 0;
        for (int i = 0; i < text.length(); i += 3) {
            int signs = Math.min(3, text.length() - i);
            int number = 0;
            for (int k = 0; k < signs; k++) {
                char sign = text.charAt(i + k);
                int digit = sign < DIGITS.length ? DIGITS[sign] : -1;
                if (digit < 0) return null;
                number = number * BASE + digit;
            }
            if (number > (signs == 3 ? 0xffff : 0xff)) return null;
            if (signs == 3) bytes[to++] = (byte) (number >> 8);
            bytes[to++] = (byte) number;
        }
        return bytes;
    }
}
