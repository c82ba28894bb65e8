package org.nongyou.compliance;

import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The one code of a certificate and of its trace (合格证编码): 16 of 31 signs without look-alikes. Two tell the month of
/// issue, which names the partition; 13 are drawn by chance, some 64.4 bits, so nobody guesses or counts through; the
/// last one checks the others. Signs are digits of a number with 31, a prime, as base and weights 1 to 16: every single
/// wrong sign and every swap of two, neighbours or not, leaves the sum off zero.
public record CertificateCode(String value) {

    public static final int LENGTH = 16;

    static final String SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    static final YearMonth FIRST = YearMonth.of(2026, 1);

    /// Months that codes know; the numbers above tell the month in which a label was printed beforehand.
    static final int MONTHS = 480;

    private static final int DRAWN = 13;
    private static final int BASE = SIGNS.length();
    private static final RandomGenerator RANDOM = new SecureRandom();

    /// What is wrong with a code that somebody typed.
    public enum Fault {
        LENGTH,
        SIGN,
        CHECK
    }

    public CertificateCode {
        if (fault(value) != null || !value.equals(plain(value))) throw new IllegalArgumentException("not a code");
    }

    public static CertificateCode fresh(LocalDate issued) {
        return of(YearMonth.from(issued), RANDOM);
    }

    /// Of a label that is printed before anybody knows what it will stand for.
    static CertificateCode freshLabel(LocalDate printed) {
        return of(number(YearMonth.from(printed)) + MONTHS, RANDOM);
    }

    static CertificateCode of(YearMonth month, RandomGenerator random) {
        return of(number(month), random);
    }

    private static int number(YearMonth month) {
        int number = (int) FIRST.until(month, ChronoUnit.MONTHS);
        if (number < 0 || number >= MONTHS) throw new IllegalArgumentException("no code for " + month);
        return number;
    }

    private static CertificateCode of(int number, RandomGenerator random) {
        var code = new StringBuilder(LENGTH);
        code.append(SIGNS.charAt(number / BASE)).append(SIGNS.charAt(number % BASE));
        for (int i = 0; i < DRAWN; i++) code.append(SIGNS.charAt(random.nextInt(BASE)));
        return new CertificateCode(code.append(check(code)).toString());
    }

    /// As typed or read out: blanks, dashes and small letters make no difference.
    public static Optional<CertificateCode> parse(String typed) {
        return fault(typed) == null ? Optional.of(new CertificateCode(plain(typed))) : Optional.empty();
    }

    /// Null where nothing is wrong.
    public static @Nullable Fault fault(String typed) {
        if (typed.length() > 4 * LENGTH) return Fault.LENGTH;
        var code = plain(typed);
        if (code.length() != LENGTH) return Fault.LENGTH;
        int sum = 0;
        for (int i = 0; i < LENGTH; i++) {
            int digit = SIGNS.indexOf(code.charAt(i));
            if (digit < 0) return Fault.SIGN;
            sum += (i + 1) * digit;
        }
        return sum % BASE == 0 ? null : Fault.CHECK;
    }

    private static String plain(String typed) {
        return typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }

    private static char check(CharSequence begun) {
        int sum = 0;
        for (int i = 0; i < begun.length(); i++) sum += (i + 1) * SIGNS.indexOf(begun.charAt(i));
        for (int digit = 0; digit < BASE; digit++) if ((sum + LENGTH * digit) % BASE == 0) return SIGNS.charAt(digit);
        throw new IllegalStateException("31 is a prime");
    }

    private int number() {
        return BASE * SIGNS.indexOf(value.charAt(0)) + SIGNS.indexOf(value.charAt(1));
    }

    /// The month of issue; of a label that was printed beforehand, the month of printing.
    public YearMonth month() {
        return FIRST.plusMonths(number() % MONTHS);
    }

    /// Whether it stands on a label that was printed beforehand: then it is a certificate only once it was activated.
    public boolean preprinted() {
        return number() >= MONTHS;
    }

    /// Whether a certificate with this code can be issued on a day.
    boolean issuable(LocalDate day) {
        var month = YearMonth.from(day);
        return preprinted() ? !month.isBefore(month()) : month.equals(month());
    }

    /// What its QR code leads to, in capitals throughout, which a QR code packs tighter.
    /// @param site `https://farm.example`, without a path
    String address(String site) {
        return site.toUpperCase(Locale.ROOT) + "/C/" + value;
    }

    /// In fours, as it is printed and read out: 2BQ7-….
    public String shown() {
        return value.replaceAll("(.{4})(?=.)", "$1-");
    }

    @Override
    public String toString() {
        return value;
    }
}
