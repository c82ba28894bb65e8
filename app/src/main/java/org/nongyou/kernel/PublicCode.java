package org.nongyou.kernel;

import java.security.SecureRandom;
import java.util.Locale;

/// Names of public things that nobody can guess or count through: 12 of 31 signs, some 59 bits. No look-alikes, so
/// that a code read out on the phone or copied by hand stays the same.
public final class PublicCode {

    private static final String SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private static final int LENGTH = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private PublicCode() {}

    public static String next() {
        var code = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) code.append(SIGNS.charAt(RANDOM.nextInt(SIGNS.length())));
        return code.toString();
    }

    /// As kept, out of what somebody typed: without blanks and dashes, in capitals.
    public static String typed(String code) {
        return code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }
}
