package org.nongyou.standard.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.standard.InputKind;
import org.nongyou.standard.Measure;
import org.nongyou.standard.Restriction;
import org.nongyou.standard.RuleBook;
import org.nongyou.web.Address;

/// What the list of banned and restricted inputs is narrowed to.
record BannedFilter(
        String words, @Nullable InputKind kind, @Nullable Measure measure) {

    private static final int LONGEST = 50;

    static BannedFilter of(Map<String, String> query) {
        var words = query.getOrDefault("q", "").strip();
        return new BannedFilter(
                words.length() > LONGEST ? words.substring(0, LONGEST) : words,
                Arrays.stream(InputKind.values())
                        .filter(one -> one.code().equals(query.get("kind")))
                        .findFirst()
                        .orElse(null),
                Arrays.stream(Measure.values())
                        .filter(one -> one.name().equals(query.get("measure")))
                        .findFirst()
                        .orElse(null));
    }

    List<Restriction> in(RuleBook book) {
        var word = words.toLowerCase(Locale.ROOT);
        return book.rows().restrictions().stream()
                .filter(row -> row.measure() != Measure.CAUTION)
                .filter(row -> kind == null || row.kind() == kind)
                .filter(row -> measure == null || row.measure() == measure)
                .filter(row -> word.isEmpty()
                        || (row.substance() + " " + row.scope() + " "
                                        + row.provenance().document())
                                .toLowerCase(Locale.ROOT)
                                .contains(word))
                .toList();
    }

    Address address(String home) {
        return Address.of(home)
                .with("q", words)
                .with("kind", kind == null ? null : kind.code())
                .with("measure", measure == null ? null : measure.name());
    }
}
