package org.nongyou.kernel;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/// A day (日期) as somebody typed it or an address carries it: `2026-06-17` and nothing else. [LocalDate#parse] also
/// takes years of nine digits and years before Christ, which no database column and no calendar of ours can follow.
public final class TypedDay {

    private static final int LENGTH = "2026-06-17".length();

    private TypedDay() {}

    /// @throws DateTimeParseException where it is none
    public static LocalDate parse(String text) {
        if (text.length() != LENGTH) throw new DateTimeParseException("not a day", text, 0);
        return LocalDate.parse(text);
    }
}
