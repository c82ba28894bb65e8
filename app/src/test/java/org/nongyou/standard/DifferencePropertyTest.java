package org.nongyou.standard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

/// Random books and files: the book before with the difference laid on it is the book after.
class DifferencePropertyTest {

    private static RuleRow row(Random random, int key) {
        return new RuleRow(
                "k" + key,
                Map.of(
                        "part",
                        "p" + key % 3,
                        "value",
                        "v" + random.nextInt(3),
                        "_row",
                        String.valueOf(random.nextInt(1_000_000))));
    }

    @Property(tries = 1000)
    @Label("差异加在原来的上面，就是以后的：整张表只剩表里有的，只增改的别的不动")
    void beforeAndDifferenceIsAfter(@ForAll long seed) {
        var random = new Random(seed);
        var book = new ArrayList<RuleRow>();
        for (int i = 0; i < random.nextInt(30); i++) book.add(row(random, random.nextInt(15)));
        var keyed = new LinkedHashMap<String, RuleRow>();
        for (int i = 0; i < random.nextInt(20); i++) {
            var one = row(random, random.nextInt(20));
            keyed.put(one.key(), one);
        }
        var file = new ArrayList<>(keyed.values());
        boolean whole = random.nextBoolean();
        var difference = Difference.between(book, file, whole, one -> one.cell("part"));

        var parts = new HashSet<String>();
        file.forEach(one -> parts.add(one.cell("part")));
        var expected = new HashSet<Map<String, String>>();
        for (var one : book)
            if (!keyed.containsKey(one.key()) && !(whole && parts.contains(one.cell("part")))) expected.add(told(one));
        for (var one : file) expected.add(told(one));
        var after = new HashSet<Map<String, String>>();
        difference.on(book).forEach(one -> after.add(told(one)));
        assertThat(after).isEqualTo(expected);
        assertThat(difference.same()
                        + difference.count(Difference.Kind.ADDED)
                        + difference.count(Difference.Kind.CHANGED))
                .isEqualTo(file.size());
        assertThat(Difference.between(difference.on(book), file, whole, one -> one.cell("part"))
                        .changes())
                .isEmpty();
    }

    private static Map<String, String> told(RuleRow row) {
        return Map.of("key", row.key(), "part", row.cell("part"), "value", row.cell("value"));
    }

    @Property(tries = 2000)
    @Label("标准号：乱写不出错，写法只有一种，再读一遍还是它")
    void numbers(@ForAll String typed) {
        assertThat(StandardNumber.of(typed).map(StandardNumber::text))
                .isEqualTo(StandardNumber.of(typed)
                        .flatMap(one -> StandardNumber.of(one.text()))
                        .map(StandardNumber::text));
    }

    @Property(tries = 1)
    @Label("标准号：各类的写法")
    void kinds() {
        for (var one : new String[][] {
            {"GB 2763-2026", "GB 2763-2026", "NATIONAL"},
            {"ＧＢ／Ｔ　19630—2019", "GB/T 19630-2019", "NATIONAL"},
            {"gb 23200.113-2018", "GB 23200.113-2018", "NATIONAL"},
            {"NY/T 4712-2025", "NY/T 4712-2025", "TRADE"},
            {"NY/T 394-2021", "NY/T 394-2021", "TRADE"},
            {"DB14/T 1234-2020", "DB14/T 1234-2020", "LOCAL"},
            {"DB4403/T 12—2019", "DB4403/T 12-2019", "LOCAL"},
            {"T/ABC 001-2024", "T/ABC 001-2024", "GROUP"},
            {"Q/ABC 001-2024", "Q/ABC 001-2024", "ENTERPRISE"},
            {"GB/T 8321.1-87", "GB/T 8321.1-87", "NATIONAL"}
        }) {
            var number = StandardNumber.of(one[0]).orElseThrow();
            assertThat(number.text()).isEqualTo(one[1]);
            assertThat(number.kind()).isEqualTo(StandardKind.valueOf(one[2]));
        }
        assertThat(StandardNumber.of("DB14/T 1234-2020").orElseThrow().province())
                .isEqualTo("14");
        for (var wrong : new String[] {"", "GB", "2763-2026", "GB/X 1-2020", "GB 2763", "DB1/T 3-2020", "T/1-2020"})
            assertThat(StandardNumber.of(wrong)).as(wrong).isEqualTo(Optional.empty());
    }
}
