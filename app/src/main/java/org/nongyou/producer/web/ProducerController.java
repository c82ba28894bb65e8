package org.nongyou.producer.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Administration;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Refusal;
import org.nongyou.producer.Producer;
import org.nongyou.producer.ProducerCard;
import org.nongyou.producer.ProducerForm;
import org.nongyou.producer.ProducerLists;
import org.nongyou.producer.Producers;
import org.nongyou.region.Division;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.web.Address;
import org.nongyou.web.NotAllowed;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.RegionChips;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

@Controller
class ProducerController {

    private static final int PAGE = 100;
    private static final int LAST_PAGE = 100;
    private static final int HISTORY = 20;

    private final Producers producers;
    private final ProducerLists lists;
    private final Divisions divisions;
    private final Journal journal;
    private final ObjectProvider<ProducerCard> cards;

    ProducerController(
            Producers producers,
            ProducerLists lists,
            Divisions divisions,
            Journal journal,
            ObjectProvider<ProducerCard> cards) {
        this.producers = producers;
        this.lists = lists;
        this.divisions = divisions;
        this.journal = journal;
        this.cards = cards;
    }

    @GetMapping("/producers")
    ModelAndView list(Actor actor, @RequestParam Map<String, String> query) {
        requireRead(actor);
        var own = actor.producerId();
        if (own != null) return Page.redirect("/producers/" + own);
        var scope = actor.scope();
        var filter = ProducerQuery.filter(query);
        var page = page(query.get("page"));
        var kind = filter.kind();
        var address = Address.of("/producers")
                .with("region", filter.region())
                .with("kind", kind == null ? null : kind.code())
                .with("q", filter.words())
                .with("closed", filter.closed() ? "yes" : null);
        var rows = lists.list(scope, filter, (page - 1) * PAGE, PAGE);
        var count = lists.count(scope, filter);
        var counts = filter.words().isEmpty() && !filter.closed()
                ? lists.countsByRegion(scope, filter)
                : Map.<String, Long>of();
        var at = scope.narrowedTo(filter.region()).region();
        return Page.of(
                "producer/producers",
                new ProducersPage(
                        at == null ? "" : divisions.name(at),
                        filter,
                        rows,
                        places(rows),
                        RegionChips.of(
                                divisions,
                                scope,
                                filter.region(),
                                counts,
                                code -> address.with("region", code).toString()),
                        lists.countsByKind(scope, filter.region()),
                        count,
                        count >= ProducerLists.COUNTED && (!filter.words().isEmpty() || filter.closed()),
                        page,
                        address,
                        actor.may(Verb.REGISTER),
                        actor.may(Verb.EXCHANGE)));
    }

    private Map<String, String> places(List<Producer> rows) {
        return rows.stream().map(Producer::region).distinct().collect(Collectors.toMap(RegionCode::value, this::place));
    }

    /// From the city down: the province stands in the page's head.
    private String place(RegionCode region) {
        return region.path().stream()
                .filter(code -> code.level() != Level.PROVINCE)
                .map(divisions::name)
                .collect(Collectors.joining("·"));
    }

    @GetMapping("/producers/new")
    ModelAndView fresh(Actor actor) {
        if (!actor.may(Verb.REGISTER) || actor.isProducer()) throw new NotAllowed("登记主体由县级经办或乡镇监管员办。要登记，找本级管理员。");
        var region = actor.region().level().ordinal() >= Level.COUNTY.ordinal()
                ? actor.region().value()
                : "";
        return Page.of("producer/form", formPage(actor, null, ProducerForm.empty(region), null));
    }

    @PostMapping("/producers")
    ModelAndView register(Actor actor, @RequestParam MultiValueMap<String, String> typed) {
        var form = form(typed);
        return switch (producers.register(actor, form)) {
            case Decision.Done<Producer>(var producer) -> Page.redirect("/producers/" + producer.id());
            case Decision.Refused<Producer>(var refusal) ->
                Page.again("producer/form", formPage(actor, null, form, refusal));
        };
    }

    @GetMapping("/producers/{id}")
    ModelAndView producer(Actor actor, @PathVariable long id) {
        requireRead(actor);
        return Page.of("producer/producer", view(actor, find(actor, id), null, ""));
    }

    @GetMapping("/producers/{id}/edit")
    ModelAndView edit(Actor actor, @PathVariable long id) {
        if (!actor.may(Verb.REGISTER)) throw new NotAllowed("修改主体由县级经办、乡镇监管员或主体自己办。要改，找本级管理员。");
        var producer = find(actor, id);
        return Page.of("producer/form", formPage(actor, producer, ProducerForm.of(producer), null));
    }

    @PostMapping("/producers/{id}")
    ModelAndView change(
            Actor actor,
            @PathVariable long id,
            @RequestParam(defaultValue = "0") int revision,
            @RequestParam MultiValueMap<String, String> typed) {
        var before = find(actor, id);
        var form = form(typed);
        return switch (producers.change(actor, id, revision, form)) {
            case Decision.Done<Producer>(var producer) -> Page.redirect("/producers/" + producer.id());
            case Decision.Refused<Producer>(var refusal) ->
                Page.again("producer/form", formPage(actor, before, form, refusal));
        };
    }

    @PostMapping("/producers/{id}/close")
    ModelAndView close(Actor actor, @PathVariable long id, @RequestParam(defaultValue = "") String reason) {
        return concluded(actor, id, reason, producers.close(actor, id, reason));
    }

    @PostMapping("/producers/{id}/reopen")
    ModelAndView reopen(Actor actor, @PathVariable long id, @RequestParam(defaultValue = "") String reason) {
        return concluded(actor, id, reason, producers.reopen(actor, id, reason));
    }

    private ModelAndView concluded(Actor actor, long id, String reason, Decision<Producer> decision) {
        return switch (decision) {
            case Decision.Done<Producer> _ -> Page.redirect("/producers/" + id);
            case Decision.Refused<Producer>(var refusal) ->
                Page.again("producer/producer", view(actor, find(actor, id), refusal, reason));
        };
    }

    private ProducerPage view(Actor actor, Producer producer, @Nullable Refusal refusal, String reason) {
        return new ProducerPage(
                producer,
                divisions.path(producer.region()),
                cards.orderedStream()
                        .sorted(java.util.Comparator.comparingInt(ProducerCard::order))
                        .flatMap(card -> card.content(actor, producer).stream())
                        .toList(),
                journal.of(actor.scope(), "producer", String.valueOf(producer.id()), HISTORY),
                actor.may(Verb.REGISTER) && producer.active(),
                actor.may(Verb.REGISTER) && !actor.isProducer(),
                actor.may(Verb.REGISTER) || actor.may(Verb.DECIDE),
                Administration.mayGiveToProducers(actor),
                refusal,
                reason);
    }

    private ProducerFormPage formPage(
            Actor actor, @Nullable Producer existing, ProducerForm form, @Nullable Refusal refusal) {
        return new ProducerFormPage(
                existing == null ? null : existing.id(),
                existing == null ? 0 : existing.revision(),
                existing == null ? "登记主体" : "修改" + existing.name(),
                form,
                actor.isProducer(),
                pickable(actor, existing == null ? null : existing.region()),
                existing == null ? null : existing.identityMasked(),
                refusal);
    }

    /// Counties of the area; within a county its townships too.
    private List<Division> pickable(Actor actor, @Nullable RegionCode now) {
        var area = now != null && actor.isProducer() ? now : actor.region();
        var county = area.at(Level.COUNTY);
        if (county.isEmpty()) return divisions.within(area, Level.COUNTY);
        var list = new java.util.ArrayList<Division>();
        divisions.find(area).ifPresent(list::add);
        list.addAll(divisions.children(area));
        if (now != null && list.stream().noneMatch(division -> division.code().equals(now)))
            divisions.find(now).ifPresent(list::add);
        return list;
    }

    private Producer find(Actor actor, long id) {
        return producers.find(actor.scope(), id).orElseThrow(NotFound::new);
    }

    private static void requireRead(Actor actor) {
        if (!actor.may(Verb.READ)) throw new NotAllowed("看主体名录要有查看的权限，找本级管理员。");
    }

    static int page(@Nullable String typed) {
        return Optional.ofNullable(typed)
                .filter(text -> text.matches("\\d{1,4}"))
                .map(Integer::parseInt)
                .map(page -> Math.clamp(page, 1, LAST_PAGE))
                .orElse(1);
    }

    private static ProducerForm form(MultiValueMap<String, String> typed) {
        return new ProducerForm(
                text(typed, "kind"),
                text(typed, "name"),
                text(typed, "creditCode"),
                text(typed, "identityNumber"),
                text(typed, "region"),
                text(typed, "address"),
                text(typed, "contactName"),
                text(typed, "phone"),
                typed.getOrDefault("mainCrops", List.of()),
                typed.containsKey("traceabilityRegistered"),
                typed.containsKey("creditFiled"));
    }

    private static String text(MultiValueMap<String, String> typed, String name) {
        var value = typed.getFirst(name);
        return value == null ? "" : value;
    }
}
