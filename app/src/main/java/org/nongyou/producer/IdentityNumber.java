package org.nongyou.producer;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import org.nongyou.kernel.Decision;

/// A citizen's ID number (公民身份号码, GB 11643): division, date of birth, sequence, check character. It lives only as
/// long as a request: what is kept is a keyed hash and the masked form.
public record IdentityNumber(String value) {

    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECKS = "10X98765432";
    private static final int LENGTH = 18;

    /// @param today no one is born later
    public static Decision<IdentityNumber> parse(String typed, LocalDate today) {
        var number = typed.replaceAll("[\\s\\u3000]", "").toUpperCase(Locale.ROOT);
        if (!number.matches("[0-9X]*")) return Decision.refused("producer.identity.character");
        if (number.length() < LENGTH) return Decision.refused("producer.identity.short", LENGTH - number.length());
        if (number.length() > LENGTH) return Decision.refused("producer.identity.long", number.length() - LENGTH);
        if (number.substring(0, 17).indexOf('X') >= 0) return Decision.refused("producer.identity.character");
        if (!bornPlausibly(number.substring(6, 14), today))
            return Decision.refused("producer.identity.birthday", number.substring(6, 14));
        if (number.charAt(17) != checkCharacter(number.substring(0, 17)))
            return Decision.refused("producer.identity.check");
        return Decision.done(new IdentityNumber(number));
    }

    private static boolean bornPlausibly(String day, LocalDate today) {
        try {
            var born = LocalDate.of(
                    Integer.parseInt(day.substring(0, 4)),
                    Integer.parseInt(day.substring(4, 6)),
                    Integer.parseInt(day.substring(6, 8)));
            return born.getYear() >= 1900 && !born.isAfter(today);
        } catch (DateTimeException e) {
            return false;
        }
    }

    public static char checkCharacter(String first17) {
        int sum = 0;
        for (int i = 0; i < 17; i++) sum += (first17.charAt(i) - '0') * WEIGHTS[i];
        return CHECKS.charAt(sum % 11);
    }

    /// First three and last four characters: 140***********1234.
    public String masked() {
        return value.substring(0, 3) + "*".repeat(11) + value.substring(14);
    }

    /// Never the number: it must not reach a log.
    @Override
    public String toString() {
        return masked();
    }
}
