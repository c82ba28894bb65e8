package org.nongyou.production;

import static nongyoudb.production.Tables.PRODUCE_FIGURES;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.standard.Produce;
import org.nongyou.standard.RuleBook;
import org.springframework.stereotype.Component;

/// What the platform knows of produce beside the rules: letters of batch codes, family, usual yield.
@Component
class ProduceFigures {

    /// The first signs of the pronunciations in the common part of GB 2312, which is sorted by them.
    private static final int[] STARTS = {
        0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC, 0xC2E8, 0xC4C3, 0xC5B6,
        0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9, 0xD4D1, 0xD7FA
    };
    private static final String LETTERS = "ABCDEFGHJKLMNOPQRSTWXYZ";
    private static final Charset GB = Charset.forName("GB18030");

    private final DSLContext sql;

    ProduceFigures(DSLContext sql) {
        this.sql = sql;
    }

    /// @param family empty where it does not matter
    record Figure(
            String produce,
            String letters,
            String family,
            @Nullable BigDecimal kgAMu) {}

    List<Figure> all() {
        return sql.selectFrom(PRODUCE_FIGURES)
                .orderBy(PRODUCE_FIGURES.PRODUCE)
                .fetch(row -> new Figure(row.getProduce(), row.getLetters(), row.getFamily(), row.getKgAMu()));
    }

    /// By its name, by the name that the classification has for it, or by the longest name in it: 设施番茄 is 番茄.
    static Optional<Figure> of(List<Figure> all, RuleBook book, String produce) {
        var known = book.produce(produce).map(Produce::name).orElse(produce);
        return all.stream()
                .filter(one -> produce.contains(one.produce) || known.contains(one.produce))
                .max((a, b) -> {
                    int exact = Boolean.compare(
                            a.produce.equals(produce) || a.produce.equals(known),
                            b.produce.equals(produce) || b.produce.equals(known));
                    return exact != 0 ? exact : Integer.compare(a.produce.length(), b.produce.length());
                });
    }

    /// The letters of a name that is not in the list, as it is pronounced; PC (批次) where they cannot be told.
    static String letters(String produce) {
        var letters = new StringBuilder();
        produce.codePoints().limit(2).forEach(sign -> {
            var bytes = new String(Character.toChars(sign)).getBytes(GB);
            if (bytes.length != 2) return;
            int code = (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
            for (int i = 0; i < LETTERS.length(); i++)
                if (code >= STARTS[i] && code < STARTS[i + 1]) letters.append(LETTERS.charAt(i));
        });
        return letters.isEmpty() ? "PC" : letters.toString();
    }
}
