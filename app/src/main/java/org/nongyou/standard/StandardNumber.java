package org.nongyou.standard;

import java.util.Optional;
import java.util.regex.Pattern;

/// The number of a standard (标准号) with its kind: GB/T 2763-2026, NY/T 4712-2025, DB14/T 1234-2020, T/ABC 001-2024,
/// Q/ABC 001-2024.
/// @param text     written the one way: one blank behind the letters, a short dash before the year
/// @param series   without the year: editions of one standard share it
/// @param province two digits of a local standard's area, or four of a city's; empty for others
public record StandardNumber(String text, StandardKind kind, String series, int year, String province) {

    private static final Pattern NATIONAL = Pattern.compile("(GB|GB/T|GB/Z)(\\d{1,6}(?:\\.\\d{1,4})?)-(\\d{4}|\\d{2})");
    private static final Pattern TRADE = Pattern.compile("([A-Z]{2}(?:/T)?)(\\d{1,6}(?:\\.\\d{1,4})?)-(\\d{4}|\\d{2})");
    private static final Pattern LOCAL =
            Pattern.compile("(DB(\\d{2}|\\d{4})(?:/T)?)(\\d{1,6}(?:\\.\\d{1,4})?)-(\\d{4})");
    private static final Pattern GROUP = Pattern.compile("(T/[A-Z]{2,12})(\\d{1,6}(?:\\.\\d{1,4})?)-(\\d{4})");
    private static final Pattern ENTERPRISE =
            Pattern.compile("(Q/[A-Z]{1,12})(\\d{1,6}(?:\\.\\d{1,4})?[A-Z]?)-(\\d{4})");

    /// Full-width letters, blanks and long dashes make no difference.
    public static Optional<StandardNumber> of(String typed) {
        var plain = Plain.text(typed).toUpperCase(java.util.Locale.ROOT).replaceAll("[—–―－‐]+", "-");
        if (plain.length() > 40) return Optional.empty();
        var local = LOCAL.matcher(plain);
        if (local.matches())
            return number(StandardKind.LOCAL, local.group(1), local.group(3), local.group(4), local.group(2));
        for (var one : new Object[][] {
            {StandardKind.NATIONAL, NATIONAL},
            {StandardKind.GROUP, GROUP},
            {StandardKind.ENTERPRISE, ENTERPRISE},
            {StandardKind.TRADE, TRADE}
        }) {
            var found = ((Pattern) one[1]).matcher(plain);
            if (found.matches())
                return number((StandardKind) one[0], found.group(1), found.group(2), found.group(3), "");
        }
        return Optional.empty();
    }

    private static Optional<StandardNumber> number(
            StandardKind kind, String letters, String digits, String year, String province) {
        int number = Integer.parseInt(year);
        int full = year.length() == 2 ? 1900 + number : number;
        if (full < 1950 || full > 2100) return Optional.empty();
        var series = letters + " " + digits;
        return Optional.of(new StandardNumber(series + "-" + year, kind, series, full, province));
    }
}
