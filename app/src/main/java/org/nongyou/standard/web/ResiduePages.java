package org.nongyou.standard.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nongyou.standard.Edition;
import org.nongyou.standard.InputRules;
import org.nongyou.standard.LimitAnswer;
import org.nongyou.standard.Produce;
import org.nongyou.standard.RuleBook;
import org.nongyou.standard.RuleBooks;
import org.nongyou.standard.VeterinaryLimit;
import org.nongyou.web.Address;
import org.springframework.stereotype.Component;

@Component
class ResiduePages {

    private final RuleBooks books;

    ResiduePages(RuleBooks books) {
        this.books = books;
    }

    ResiduePage page(Map<String, String> query, LocalDate today) {
        var book = books.current();
        var judge = new InputRules(book);
        var typed = Typed.of(query, "food", today);
        var food = book.produce(typed.place()).orElse(null);
        boolean whole = !typed.place().isEmpty()
                && !typed.drug().isEmpty()
                && !typed.entered().refused();
        boolean animal = food != null && food.animal();
        var answer = whole && !animal ? judge.residueLimit(typed.drug(), typed.place(), typed.day()) : null;
        var veterinary =
                whole && animal ? judge.veterinaryLimits(typed.drug(), typed.place()) : List.<VeterinaryLimit>of();
        var editions = judge.inForce(typed.day());
        return new ResiduePage(
                answer != null && answer.taken() != null || !veterinary.isEmpty() ? "ok" : whole ? "plain" : "info",
                answer != null ? answer.say() : ask(typed, whole, food, veterinary, editions),
                answer,
                veterinary,
                nearby(book, typed, food, answer, whole),
                editions,
                book.rows().produce().stream().map(Produce::name).toList(),
                book.clause("residue"),
                book.release(),
                typed.entered());
    }

    private static String ask(
            Typed typed, boolean whole, @Nullable Produce food, List<VeterinaryLimit> found, List<Edition> editions) {
        if (whole && food != null)
            return found.isEmpty()
                    ? "数据里没有“" + typed.drug() + "”在" + food.name() + "里的限量，以标准原文为准。"
                    : typed.drug() + "在" + food.name() + "里的限量有 " + found.size() + " 条，按部位看。";
        return (editions.isEmpty()
                        ? typed.day() + " 那天有效的标准，数据里没有。"
                        : typed.day() + " 抽的样按 "
                                + editions.stream().map(Edition::standard).collect(Collectors.joining("、")) + " 判。")
                + "写上食品和药名，看限量。";
    }

    private static List<InputPage.Near> nearby(
            RuleBook book, Typed typed, @Nullable Produce food, @Nullable LimitAnswer answer, boolean whole) {
        var address = Address.of("/standards/residues").with("day", typed.day());
        if (food == null && !typed.place().isEmpty())
            return book.produceLike(typed.place()).stream()
                    .map(name -> new InputPage.Near(
                            name,
                            address.with("food", name)
                                    .with("drug", typed.drug())
                                    .toString()))
                    .toList();
        if (whole
                && food != null
                && (answer == null || answer.input() == null)
                && book.input(food.inputs(), typed.drug()).isEmpty())
            return book.inputsLike(food.inputs(), typed.drug()).stream()
                    .map(name -> new InputPage.Near(
                            name,
                            address.with("food", typed.place())
                                    .with("drug", name)
                                    .toString()))
                    .toList();
        return List.of();
    }
}
