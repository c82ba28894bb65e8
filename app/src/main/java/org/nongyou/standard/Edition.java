package org.nongyou.standard;

import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An edition of a standard of residue limits (标准版本).
/// @param limits number of limits that the standard has, not of the rows here
/// @param from   null only for foreign ones
/// @param to     its last day; null while in force, or where the source does not tell it
public record Edition(
        String standard,
        String title,
        Part part,
        @Nullable Integer pesticides,
        @Nullable Integer limits,
        @Nullable LocalDate published,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        String replacedBy,
        String source) {

    public enum Part {
        FULL("全本"),
        /// Beside a full one: what it names goes before.
        SUPPLEMENT("增补"),
        /// Never judged by.
        FOREIGN("国外，只作参考");

        private final String title;

        Part(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }

        static Part of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    boolean begunBy(LocalDate day) {
        return from != null && !day.isBefore(from);
    }

    boolean overBy(LocalDate day) {
        return to != null && day.isAfter(to);
    }
}
