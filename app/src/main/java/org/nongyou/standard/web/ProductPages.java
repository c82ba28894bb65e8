package org.nongyou.standard.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nongyou.standard.InputKind;
import org.nongyou.standard.Permitted;
import org.nongyou.standard.Product;
import org.nongyou.standard.RuleBook;
import org.nongyou.standard.RuleBooks;
import org.nongyou.web.Address;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// Lists of registered products and of what organic and green production may use: out of the book in memory, so that a
/// page of 100,000 rows asks the database for no more than one of ten.
@Component
public class ProductPages {

    static final int PAGE = 100;
    private static final int LONGEST = 50;

    private final RuleBooks books;
    private final Clock clock;

    ProductPages(RuleBooks books, Clock clock) {
        this.books = books;
        this.clock = clock;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }

    static List<Product> products(RuleBook book, Map<String, String> query) {
        var word = word(query);
        var kind = query.getOrDefault("kind", "");
        return book.rows().products().stream()
                .filter(one -> kind.isEmpty() || one.kind().code().equals(kind))
                .filter(one -> word.isEmpty()
                        || one.registration().toLowerCase(Locale.ROOT).contains(word)
                        || one.name().contains(word)
                        || one.crop().contains(word)
                        || one.substances().stream().anyMatch(substance -> substance.contains(word)))
                .toList();
    }

    static List<Permitted> permitted(RuleBook book, Map<String, String> query) {
        var word = word(query);
        var list = query.getOrDefault("list", "");
        return book.rows().permitted().stream()
                .filter(one -> list.isEmpty() || one.list().name().equals(list))
                .filter(one -> word.isEmpty()
                        || one.name().contains(word)
                        || one.category().contains(word))
                .toList();
    }

    private static String word(Map<String, String> query) {
        var word = query.getOrDefault("q", "").strip().toLowerCase(Locale.ROOT);
        return word.length() > LONGEST ? word.substring(0, LONGEST) : word;
    }

    private static int page(Map<String, String> query) {
        return query.getOrDefault("page", "").matches("[1-9]\\d{0,3}") ? Integer.parseInt(query.get("page")) : 1;
    }

    private static <T> List<T> on(List<T> rows, int page) {
        int from = Math.min(rows.size(), (page - 1) * PAGE);
        return rows.subList(from, Math.min(rows.size(), from + PAGE));
    }

    /// @param kinds to choose from
    public record Products(
            String say,
            String words,
            String kind,
            List<InputKind> kinds,
            List<Product> rows,
            int total,
            int page,
            Address address,
            LocalDate today) {}

    Products products(Map<String, String> query) {
        var book = books.current();
        var rows = products(book, query);
        var today = today();
        long expired = rows.stream().filter(one -> !one.validOn(today)).count();
        var kind = Arrays.stream(InputKind.values())
                .filter(one -> one.code().equals(query.get("kind")))
                .findFirst();
        return new Products(
                book.rows().products().isEmpty()
                        ? "还没有登记产品的数据，由省级管理员导入官方名录。"
                        : rows.isEmpty()
                                ? "没有找到，换几个字再查。"
                                : "%,d 条，其中今天不在有效期的 %,d 条；标签上的用法和间隔期最优先。".formatted(rows.size(), expired),
                query.getOrDefault("q", ""),
                kind.map(InputKind::code).orElse(""),
                List.of(InputKind.values()),
                on(rows, page(query)),
                rows.size(),
                page(query),
                Address.of("/standards/products")
                        .with("q", word(query))
                        .with("kind", kind.map(InputKind::code).orElse(null)),
                today);
    }

    public record PermittedInputs(
            String say,
            String words,
            String list,
            List<Permitted.List> lists,
            List<Permitted> rows,
            int total,
            int page,
            Address address,
            LocalDate today) {}

    PermittedInputs permitted(Map<String, String> query) {
        var book = books.current();
        var rows = permitted(book, query);
        var list = Arrays.stream(Permitted.List.values())
                .filter(one -> one.name().equals(query.get("list")))
                .findFirst();
        return new PermittedInputs(
                book.rows().permitted().isEmpty()
                        ? "还没有名单，由省级管理员导入标准的附录。"
                        : rows.isEmpty() ? "没有找到，换几个字再查。" : "%,d 条；名单里没有的，有机或绿色食品生产不用。".formatted(rows.size()),
                query.getOrDefault("q", ""),
                list.map(Permitted.List::name).orElse(""),
                List.of(Permitted.List.values()),
                on(rows, page(query)),
                rows.size(),
                page(query),
                Address.of("/standards/permitted")
                        .with("q", word(query))
                        .with("list", list.map(Permitted.List::name).orElse(null)),
                today());
    }
}
