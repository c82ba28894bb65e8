package org.nongyou.web;

import java.util.Arrays;
import java.util.Locale;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/// Search in a column in which every character of the text stands twice (see the migration of producers and bases):
/// so a trigram index answers for a Chinese word of two characters too.
public final class SearchText {

    private SearchText() {}

    /// All of the words, in any order, anywhere in the text.
    public static Condition in(Field<String> doubled, String words) {
        return Arrays.stream(words.strip().toLowerCase(Locale.ROOT).split("[\\s\\u3000]+"))
                .filter(word -> !word.isEmpty())
                .limit(8)
                .map(word -> (Condition) doubled.like(DSL.inline("%" + escaped(doubled(word)) + "%")))
                .reduce(DSL.noCondition(), Condition::and);
    }

    /// 大米 as 大大米米; a character outside the basic plane stays one character.
    static String doubled(String text) {
        var twice = new StringBuilder();
        text.codePoints().forEach(c -> twice.appendCodePoint(c).appendCodePoint(c));
        return twice.toString();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
