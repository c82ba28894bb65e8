package org.nongyou.standard.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nongyou.standard.Confidence;
import org.nongyou.standard.InputRules;
import org.nongyou.standard.Interval;
import org.nongyou.standard.Provenance;
import org.nongyou.standard.ResidueLimit;
import org.nongyou.standard.Restriction;
import org.nongyou.standard.RuleBook;
import org.nongyou.standard.RuleBooks;
import org.nongyou.standard.VeterinaryLimit;
import org.springframework.stereotype.Component;

/// What the rule data are made of, for whoever answers for them.
@Component
class RuleDataPages {

    private final RuleBooks books;

    RuleDataPages(RuleBooks books) {
        this.books = books;
    }

    RuleDataPage page(LocalDate today) {
        var book = books.current();
        var rows = book.rows();
        var tables = List.of(
                table("禁限用", rows.restrictions().stream().map(Restriction::provenance), "按使用那天算"),
                table("间隔期、休药期", rows.intervals().stream().map(Interval::provenance), "一般资料，登记的标签优先"),
                new RuleDataPage.Table(
                        "登记产品", rows.products().size(), 0, rows.products().isEmpty() ? "还没有数据" : "标签上的间隔期，最优先"),
                table("农药残留限量", rows.limits().stream().map(ResidueLimit::provenance), "按抽样那天有效的版本"),
                table("兽药残留限量", rows.veterinaryLimits().stream().map(VeterinaryLimit::provenance), "多数没有写版本"),
                new RuleDataPage.Table(
                        "作物、食品、畜禽水产", rows.produce().size(), rows.produce().size(), "按 GB 2763 附录 A 的类名整理，没有逐条核对"),
                new RuleDataPage.Table(
                        "药名和别名",
                        rows.names().size(),
                        (int) rows.names().stream()
                                .filter(one -> one.aliasFrom().endsWith(Confidence.LOW.title()))
                                .count(),
                        "商品名、俗名的对照是整理的"));
        var current = new InputRules(book).inForce(today);
        int all = tables.stream().mapToInt(RuleDataPage.Table::rows).sum();
        return new RuleDataPage(
                (book.release().complete() ? "正式数据" : "样例数据，不全") + "，共 " + all + " 条；今天抽的样按 "
                        + current.stream().map(one -> one.standard()).collect(Collectors.joining("、")) + " 判。",
                book.release(),
                tables,
                rows.editions().stream()
                        .map(one -> new RuleDataPage.Standard(
                                one,
                                (int) rows.limits().stream()
                                        .filter(row -> row.standard().equals(one.standard()))
                                        .count(),
                                current.contains(one)))
                        .toList(),
                sources(book),
                rows.clauses());
    }

    private static RuleDataPage.Table table(String title, Stream<Provenance> provenances, String says) {
        var all = provenances.toList();
        return new RuleDataPage.Table(
                title,
                all.size(),
                (int) all.stream()
                        .filter(one -> one.confidence() == Confidence.LOW)
                        .count(),
                says);
    }

    private static List<RuleDataPage.Source> sources(RuleBook book) {
        var rows = book.rows();
        var all = new ArrayList<Provenance>();
        rows.restrictions().forEach(row -> all.add(row.provenance()));
        rows.intervals().forEach(row -> all.add(row.provenance()));
        rows.veterinaryLimits().forEach(row -> all.add(row.provenance()));
        var byDocument = new LinkedHashMap<String, List<Provenance>>();
        for (var one : all)
            byDocument.computeIfAbsent(one.document(), _ -> new ArrayList<>()).add(one);
        return byDocument.entrySet().stream()
                .map(entry ->
                        new RuleDataPage.Source(entry.getKey(), entry.getValue().size(), confidences(entry.getValue())))
                .sorted((a, b) -> Integer.compare(b.rows(), a.rows()))
                .toList();
    }

    private static String confidences(Collection<Provenance> rows) {
        return rows.stream()
                .map(Provenance::confidence)
                .distinct()
                .sorted()
                .map(Confidence::title)
                .collect(Collectors.joining("、"));
    }
}
