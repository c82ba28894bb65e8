package org.nongyou.producer;

import java.util.Locale;
import org.nongyou.kernel.Decision;

/// A unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters out of the digits and the letters
/// without I, O, S, V, Z; the third to eighth are the division of registration, the last is a check character.
public record CreditCode(String value) {

    static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    static final int LENGTH = 18;

    /// Reads what a person typed: spaces and small letters do not matter.
    public static Decision<CreditCode> parse(String typed) {
        var code = typed.replaceAll("[\\s\\u3000-]", "").toUpperCase(Locale.ROOT);
        for (int i = 0; i < code.length(); i++) {
            var c = code.charAt(i);
            if (ALPHABET.indexOf(c) >= 0) continue;
            return switch (c) {
                case 'O' -> Decision.refused("producer.credit-code.letter", i + 1, "O", "数字 0");
                case 'I' -> Decision.refused("producer.credit-code.letter", i + 1, "I", "数字 1");
                case 'S' -> Decision.refused("producer.credit-code.letter", i + 1, "S", "数字 5");
                case 'Z' -> Decision.refused("producer.credit-code.letter", i + 1, "Z", "数字 2");
                case 'V' -> Decision.refused("producer.credit-code.letter", i + 1, "V", "字母 U 或 Y");
                default -> Decision.refused("producer.credit-code.character", i + 1, c);
            };
        }
        if (code.length() < LENGTH) return Decision.refused("producer.credit-code.short", LENGTH - code.length());
        if (code.length() > LENGTH) return Decision.refused("producer.credit-code.long", code.length() - LENGTH);
        if (!code.substring(2, 8).matches("\\d{6}")) return Decision.refused("producer.credit-code.division");
        if (code.charAt(17) != checkCharacter(code.substring(0, 17)))
            return Decision.refused("producer.credit-code.check");
        return Decision.done(new CreditCode(code));
    }

    /// The last character for the 17 before it: each counts with a power of 3, modulo 31.
    public static char checkCharacter(String first17) {
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < 17; i++) {
            sum += ALPHABET.indexOf(first17.charAt(i)) * weight;
            weight = weight * 3 % 31;
        }
        return ALPHABET.charAt((31 - sum % 31) % 31);
    }
}
