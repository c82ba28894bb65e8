package org.nongyou.standard.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.standard.InputKind;
import org.nongyou.standard.InputRules;
import org.nongyou.standard.Interval;
import org.nongyou.standard.Measure;
import org.nongyou.standard.Produce;
import org.nongyou.standard.RuleBook;
import org.nongyou.standard.RuleBooks;
import org.nongyou.standard.UseAnswer;
import org.nongyou.web.Address;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// The pages that everybody may read, with an account or without: they show rules and nothing of anybody.
@Component
class InputPages {

    static final int PAGE = 100;

    private final RuleBooks books;
    private final Clock clock;

    InputPages(RuleBooks books, Clock clock) {
        this.books = books;
        this.clock = clock;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }

    /// @param rules whether the person looks after the rule data
    InputPage inputs(String home, boolean rules, Map<String, String> query) {
        var book = books.current();
        var judge = new InputRules(book);
        var typed = Typed.of(query, "crop", today());
        var produce = book.produce(typed.place()).orElse(null);
        var answer = typed.place().isEmpty()
                        || typed.drug().isEmpty() && typed.registration().isEmpty()
                        || typed.entered().refused()
                ? null
                : judge.mayUse(named(book, typed), typed.registration(), typed.place(), typed.day());
        var everywhere = typed.place().isEmpty() && !typed.entered().refused()
                ? judge.bannedEverywhere(typed.drug(), typed.day()).orElse(null)
                : null;
        var address = Address.of(home).with("day", typed.day().equals(today()) ? null : typed.day());
        var known = produce == null
                ? List.<InputPage.Known>of()
                : judge.known(produce).stream()
                        .map(row -> known(judge, produce, row, typed.day(), address))
                        .toList();
        var bans = produce == null ? List.<org.nongyou.standard.Restriction>of() : judge.bansOn(produce);
        return new InputPage(
                home,
                home.startsWith("/public"),
                rules,
                answer != null ? tone(answer.verdict()) : everywhere == null ? "info" : "bad",
                everywhere != null
                        ? "不能用：" + everywhere.substance() + " " + everywhere.since() + "禁用（" + everywhere.scope()
                                + "），什么作物都不行，" + everywhere.provenance().document() + "。"
                        : answer == null ? ask(typed, produce, known.size(), bans.size()) : answer.say(),
                answer != null
                        ? because(answer)
                        : everywhere == null
                                ? ""
                                : "依据：" + everywhere.provenance().say() + "。",
                answer,
                produce,
                nearby(book, typed, produce, answer, address),
                known,
                bans,
                book.rows().produce().stream()
                        .filter(Produce::keyVariety)
                        .map(one -> new InputPage.Key(
                                one.name(),
                                address.with("crop", one.name())
                                        .with("drug", typed.drug())
                                        .toString(),
                                one.equals(produce)))
                        .toList(),
                book.rows().produce().stream().map(Produce::name).toList(),
                (int) book.rows().restrictions().stream()
                        .filter(row -> row.measure() == Measure.BANNED && row.inForce(typed.day()))
                        .map(row -> row.substance())
                        .distinct()
                        .count(),
                answer == null ? List.of() : answer.clauses(),
                book.release(),
                typed.entered());
    }

    /// A registration alone says which product it is.
    private static String named(RuleBook book, Typed typed) {
        if (!typed.drug().isEmpty()) return typed.drug();
        var lines = book.products(typed.registration());
        return lines.isEmpty() ? typed.registration() : lines.getFirst().name();
    }

    private static String ask(Typed typed, @Nullable Produce produce, int intervals, int bans) {
        if (typed.place().isEmpty()) return typed.drug().isEmpty() ? "写上作物和药名，看能不能用、打药后几天能采收。" : "再写上用在什么作物、畜禽或水产上。";
        if (produce == null) return "没有找到“" + typed.place() + "”，换个名字再查。";
        return produce.name() + "：间隔期有 " + intervals + " 条，指名禁止的有 " + bans + " 条。写上药名，看能不能用。";
    }

    /// What the answer rests on, and that the label must name the crop.
    private static String because(UseAnswer answer) {
        var sources = answer.provenances();
        var label = answer.label();
        if (label != null && !answer.warning().isEmpty()) return answer.warning();
        if (label != null && sources.isEmpty())
            return "依据：登记的标签。" + (answer.verdict().forbids() ? "" : label.say());
        if (sources.isEmpty()) return answer.warning();
        var clause = answer.clauses().isEmpty()
                ? ""
                : "；" + answer.clauses().getLast() + "："
                        + answer.clauses().getLast().says();
        return answer.warning() + "依据：" + sources.getFirst().say() + clause + "。"
                + (answer.verdict().forbids() || answer.produce() == null
                        ? ""
                        : answer.produce().animal()
                                ? "前提是标签上写了能用于它，按说明书的剂量用。"
                                : "前提是产品标签登记了" + answer.produce().name() + "。");
    }

    private static InputPage.Known known(
            InputRules judge, Produce produce, Interval row, LocalDate day, Address address) {
        var answer = judge.mayUse(row.substance(), produce.name(), day);
        return new InputPage.Known(
                row,
                address.with("crop", produce.name())
                        .with("drug", row.substance())
                        .toString(),
                answer.verdict().forbids()
                        ? answer.verdict().title()
                        : answer.verdict() == UseAnswer.Verdict.RESTRICTED
                                ? answer.verdict().title()
                                : "");
    }

    private static List<InputPage.Near> nearby(
            RuleBook book, Typed typed, @Nullable Produce produce, @Nullable UseAnswer answer, Address address) {
        if (produce == null && !typed.place().isEmpty())
            return book.produceLike(typed.place()).stream()
                    .map(name -> new InputPage.Near(
                            name,
                            address.with("crop", name)
                                    .with("drug", typed.drug())
                                    .toString()))
                    .toList();
        if (produce != null && answer != null && answer.input() == null)
            return book.inputsLike(produce.inputs(), typed.drug()).stream()
                    .map(name -> new InputPage.Near(
                            name,
                            address.with("crop", typed.place())
                                    .with("drug", name)
                                    .toString()))
                    .toList();
        return List.of();
    }

    static String tone(UseAnswer.Verdict verdict) {
        return switch (verdict) {
            case BANNED, BANNED_HERE, OFF_LABEL -> "bad";
            case RESTRICTED -> "warn";
            case LIMITED -> "ok";
            case UNKNOWN -> "plain";
        };
    }

    BannedPage banned(String home, Map<String, String> query) {
        var book = books.current();
        var filter = BannedFilter.of(query);
        var rows = filter.in(book);
        int page = query.getOrDefault("page", "").matches("[1-9]\\d?")
                ? Integer.parseInt(query.getOrDefault("page", "1"))
                : 1;
        int from = Math.min(rows.size(), (page - 1) * PAGE);
        var today = today();
        long inForce = rows.stream()
                .filter(row -> row.measure() == Measure.BANNED && row.inForce(today))
                .map(row -> row.substance())
                .distinct()
                .count();
        return new BannedPage(
                home,
                home.startsWith("/public"),
                rows.isEmpty() ? "没有找到，换几个字再查。" : "列出 " + rows.size() + " 条，其中全面禁用的有 " + inForce + " 种；按使用那天算。",
                filter.words(),
                filter.kind() == null ? "" : filter.kind().code(),
                filter.measure() == null ? "" : filter.measure().name(),
                List.of(InputKind.values()),
                List.of(
                        Measure.BANNED,
                        Measure.BANNED_HERE,
                        Measure.ONLY_HERE,
                        Measure.RESTRICTED,
                        Measure.NO_REGISTRATION),
                rows.subList(from, Math.min(rows.size(), from + PAGE)).stream()
                        .map(row -> new BannedPage.Row(
                                row,
                                !row.inForce(today),
                                home.replace("/banned", "") + "?drug=" + Ui.query(row.substance())))
                        .toList(),
                rows.size(),
                page,
                filter.address(home),
                today,
                book.release());
    }
}
