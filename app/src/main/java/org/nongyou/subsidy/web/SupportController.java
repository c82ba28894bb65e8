package org.nongyou.subsidy.web;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Digits;
import org.nongyou.kernel.Money;
import org.nongyou.producer.Producer;
import org.nongyou.producer.Producers;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.subsidy.Support;
import org.nongyou.subsidy.SupportFilter;
import org.nongyou.subsidy.SupportForm;
import org.nongyou.subsidy.SupportLists;
import org.nongyou.subsidy.Supports;
import org.nongyou.web.Address;
import org.nongyou.web.Entered;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.RegionChips;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/// Loans, insurance and other programmes' money: the register, a new entry, and one.
@Controller
@Requires(Verb.READ)
class SupportController {

    private final Supports supports;
    private final SupportLists lists;
    private final Producers producers;
    private final Divisions divisions;

    SupportController(Supports supports, SupportLists lists, Producers producers, Divisions divisions) {
        this.supports = supports;
        this.lists = lists;
        this.producers = producers;
        this.divisions = divisions;
    }

    @GetMapping("/subsidies/supports")
    ModelAndView list(
            Actor actor,
            @RequestParam Map<String, String> query,
            @RequestParam(required = false) @Nullable Long before) {
        var filter = SupportFilter.of(query);
        var found = lists.list(actor.scope(), filter, before, SupportLists.PAGE + 1);
        boolean more = found.size() > SupportLists.PAGE;
        var shown = more ? found.subList(0, SupportLists.PAGE) : found;
        var sums = lists.sums(actor.scope(), filter);
        var beside = lists.beside(
                shown.stream().filter(one -> one.voidedOn() == null).toList());
        var places = new HashMap<String, String>();
        for (var one : shown)
            places.computeIfAbsent(one.region().value(), code -> divisions.path(new RegionCode(code)));
        var address = Address.of("/subsidies/supports")
                .with("kind", filter.kind() == null ? null : filter.kind().code())
                .with("year", filter.year())
                .with("q", filter.words())
                .with("region", filter.region());
        return Page.of(
                "subsidy/supports",
                new SupportPages.ListPage(
                        say(sums, beside.size(), filter),
                        filter,
                        shown,
                        beside,
                        places,
                        RegionChips.of(
                                divisions,
                                actor.scope(),
                                filter.region(),
                                lists.countsByCounty(sums),
                                code -> address.with("region", code).toString()),
                        totals(sums),
                        lists.years(actor.scope()),
                        address,
                        more ? address.with("before", shown.getLast().id()).toString() : null,
                        Supports.mayRecord(actor)));
    }

    private static List<SupportPages.Total> totals(List<SupportLists.Sum> sums) {
        var totals = new TreeMap<String, SupportPages.Total>();
        for (var sum : sums)
            totals.merge(
                    // The newest year first.
                    (9999 - sum.year()) + " " + sum.kind().ordinal(),
                    new SupportPages.Total(sum.year(), sum.kind(), sum.supports(), sum.amount(), sum.publicMoney()),
                    (a, b) -> new SupportPages.Total(
                            a.year(),
                            a.kind(),
                            a.supports() + b.supports(),
                            a.amount().plus(b.amount()),
                            a.publicMoney().plus(b.publicMoney())));
        return List.copyOf(totals.values());
    }

    private static String say(List<SupportLists.Sum> sums, int beside, SupportFilter filter) {
        if (sums.isEmpty()) return filter.narrowed() ? "没有符合条件的，去掉一个条件再看。" : "还没有登记贴息贷款、农业保险和其他项目资金。";
        int count = 0;
        var granted = Money.ZERO;
        for (var sum : sums) {
            count += sum.supports();
            granted = granted.plus(sum.publicMoney());
        }
        return "共 " + Ui.number(count) + " 笔，其中财政资金 " + Digits.grouped(granted) + " 元"
                + (beside > 0 ? "；这一页有 " + beside + " 笔和补助申请同年同主体，看看是不是同一件事。" : "。");
    }

    @GetMapping("/subsidies/supports/new")
    @Requires(Verb.REPORT)
    ModelAndView form(Actor actor, @RequestParam(defaultValue = "") String producer) {
        return Page.of("subsidy/support-new", newPage(actor, new Entered(Map.of("producerId", producer), List.of())));
    }

    @PostMapping("/subsidies/supports/new")
    @Requires(Verb.REPORT)
    ModelAndView record(
            Actor actor,
            @RequestParam Map<String, String> typed,
            @RequestParam(required = false) @Nullable MultipartFile file)
            throws IOException {
        var form = new SupportForm(
                typed.getOrDefault("kind", ""),
                typed.getOrDefault("producerId", "").strip(),
                typed.getOrDefault("baseId", ""),
                typed.getOrDefault("title", ""),
                typed.getOrDefault("provider", ""),
                typed.getOrDefault("number", ""),
                typed.getOrDefault("amount", ""),
                typed.getOrDefault("publicMoney", ""),
                typed.getOrDefault("from", ""),
                typed.getOrDefault("to", ""),
                typed.getOrDefault("basis", ""),
                typed.getOrDefault("note", ""));
        Decision<Support> decision;
        if (file == null || file.isEmpty()) decision = supports.record(actor, form, "", null);
        else
            try (var content = file.getInputStream()) {
                decision = supports.record(
                        actor, form, Objects.requireNonNullElse(file.getOriginalFilename(), ""), content);
            }
        return switch (decision) {
            case Decision.Done<Support>(var done) -> Page.redirect("/subsidies/supports/" + done.id());
            case Decision.Refused<Support>(var refusal) ->
                Page.again("subsidy/support-new", newPage(actor, Entered.of(typed, refusal)));
        };
    }

    private SupportPages.NewPage newPage(Actor actor, Entered entered) {
        var id = entered.value("producerId");
        return new SupportPages.NewPage(
                id.matches("\\d{1,15}")
                        ? producers
                                .find(actor.scope(), Long.parseLong(id))
                                .map(Producer::name)
                                .orElse(null)
                        : null,
                entered);
    }

    @GetMapping("/subsidies/supports/{id:\\d+}")
    ModelAndView show(Actor actor, @PathVariable long id) {
        return Page.of("subsidy/support", one(actor, id, Entered.NOTHING));
    }

    @PostMapping("/subsidies/supports/{id:\\d+}/strike")
    @Requires(Verb.REPORT)
    ModelAndView strike(Actor actor, @PathVariable long id, @RequestParam(defaultValue = "") String reason) {
        return switch (supports.strike(actor, id, reason)) {
            case Decision.Done<Support> _ -> Page.redirect("/subsidies/supports/" + id);
            case Decision.Refused<Support>(var refusal) ->
                Page.again("subsidy/support", one(actor, id, Entered.of(Map.of("reason", reason), refusal)));
        };
    }

    private SupportPages.OnePage one(Actor actor, long id, Entered entered) {
        var one = lists.find(actor.scope(), id).orElseThrow(NotFound::new);
        return new SupportPages.OnePage(
                one,
                divisions.path(one.region()),
                lists.beside(List.of(one)).getOrDefault(id, List.of()),
                Supports.mayRecord(actor) && one.voidedOn() == null,
                entered);
    }
}
