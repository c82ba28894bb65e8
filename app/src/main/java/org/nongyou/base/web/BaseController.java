package org.nongyou.base.web;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.Base;
import org.nongyou.base.BaseCard;
import org.nongyou.base.BaseFindings;
import org.nongyou.base.BaseForm;
import org.nongyou.base.BaseLists;
import org.nongyou.base.BaseMap;
import org.nongyou.base.BaseRow;
import org.nongyou.base.Bases;
import org.nongyou.base.Finding;
import org.nongyou.base.Place;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Refusal;
import org.nongyou.producer.Producer;
import org.nongyou.producer.ProducerFilter;
import org.nongyou.producer.ProducerLists;
import org.nongyou.producer.Producers;
import org.nongyou.region.Division;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.Address;
import org.nongyou.web.NotAllowed;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.RegionChips;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;

@Controller
class BaseController {

    private static final int PAGE = 100;
    private static final int LAST_PAGE = 100;
    private static final int HISTORY = 20;
    private static final int CANDIDATES = 20;

    private final Bases bases;
    private final BaseLists lists;
    private final BaseFindings findings;
    private final BaseMap map;
    private final Producers producers;
    private final ProducerLists candidates;
    private final Divisions divisions;
    private final Journal journal;
    private final ObjectProvider<BaseCard> cards;
    private final JsonMapper json;
    private final Clock clock;

    BaseController(
            Bases bases,
            BaseLists lists,
            BaseFindings findings,
            BaseMap map,
            Producers producers,
            ProducerLists candidates,
            Divisions divisions,
            Journal journal,
            ObjectProvider<BaseCard> cards,
            JsonMapper json,
            Clock clock) {
        this.bases = bases;
        this.lists = lists;
        this.findings = findings;
        this.map = map;
        this.producers = producers;
        this.candidates = candidates;
        this.divisions = divisions;
        this.journal = journal;
        this.cards = cards;
        this.json = json;
        this.clock = clock;
    }

    @GetMapping("/bases")
    ModelAndView list(Actor actor, @RequestParam Map<String, String> query) {
        requireRead(actor);
        var scope = actor.scope();
        var filter = BaseQuery.filter(query);
        var page = Optional.ofNullable(query.get("page"))
                .filter(text -> text.matches("\\d{1,4}"))
                .map(text -> Math.clamp(Integer.parseInt(text), 1, LAST_PAGE))
                .orElse(1);
        var productClass = filter.productClass();
        var drawn = filter.drawn();
        var address = Address.of("/bases")
                .with("region", filter.region())
                .with("class", productClass == null ? null : productClass.code())
                .with("drawn", drawn == null ? null : drawn ? "yes" : "no")
                .with("producer", filter.producerId())
                .with("q", filter.words())
                .with("closed", filter.closed() ? "yes" : null);
        var rows = lists.list(scope, filter, (page - 1) * PAGE, PAGE);
        var plain = filter.words().isEmpty() && !filter.closed() && filter.producerId() == null;
        var counts = plain ? lists.countsByRegion(scope, filter) : Map.<String, Long>of();
        var at = scope.narrowedTo(filter.region()).region();
        return Page.of(
                "base/bases",
                new BasesPage(
                        at == null ? "你" : divisions.name(at),
                        filter,
                        rows,
                        places(rows),
                        RegionChips.of(
                                divisions,
                                scope,
                                filter.region(),
                                counts,
                                code -> address.with("region", code).toString()),
                        lists.total(scope, filter),
                        page,
                        address,
                        actor.may(Verb.REGISTER),
                        actor.may(Verb.EXCHANGE) || actor.isProducer()));
    }

    private Map<String, String> places(List<BaseRow> rows) {
        return rows.stream()
                .map(BaseRow::region)
                .distinct()
                .collect(Collectors.toMap(
                        RegionCode::value,
                        region -> region.path().stream()
                                .filter(code -> code.level() != Level.PROVINCE)
                                .map(divisions::name)
                                .collect(Collectors.joining("·"))));
    }

    @GetMapping("/bases/{id}")
    ModelAndView base(Actor actor, @PathVariable long id) {
        requireRead(actor);
        return Page.of("base/base", view(actor, find(actor, id), null, ""));
    }

    private BasePage view(Actor actor, Base base, @Nullable Refusal refusal, String reason) {
        return new BasePage(
                base,
                divisions.path(base.region()),
                LocalDate.now(clock),
                map.card(actor.scope(), base.id()).orElseThrow(NotFound::new),
                findings.of(actor.scope(), base),
                cards(actor, base, BaseCard.Place.MAIN),
                cards(actor, base, BaseCard.Place.BESIDE),
                journal.of(actor.scope(), "base", String.valueOf(base.id()), HISTORY),
                actor.may(Verb.REGISTER) && base.active(),
                actor.may(Verb.REGISTER) && !actor.isProducer(),
                actor.may(Verb.REGISTER) || actor.may(Verb.DECIDE),
                refusal,
                reason);
    }

    private List<gg.jte.Content> cards(Actor actor, Base base, BaseCard.Place place) {
        return cards.stream()
                .filter(card -> card.place() == place)
                .sorted(Comparator.comparingInt(BaseCard::order))
                .flatMap(card -> card.content(actor, base).stream())
                .toList();
    }

    @GetMapping("/bases/new")
    ModelAndView fresh(Actor actor, @RequestParam(required = false) @Nullable String producer) {
        requireRegister(actor);
        var own = actor.producerId();
        var picked = own != null ? String.valueOf(own) : producer == null ? "" : producer;
        var whose = producer(actor, picked);
        var region = whose.map(one -> one.region().value())
                .orElse(
                        actor.region().level().ordinal() >= Level.COUNTY.ordinal()
                                ? actor.region().value()
                                : "");
        var form = new BaseForm(
                whose.map(one -> String.valueOf(one.id())).orElse(""),
                "",
                region,
                "",
                "",
                "",
                "",
                whose.map(Producer::contactName).orElse(""),
                whose.map(Producer::phone).orElse(""),
                "",
                "",
                "",
                "",
                "",
                "",
                List.of(),
                List.of());
        return Page.of("base/form", formPage(actor, null, form, "", null, null));
    }

    @GetMapping("/bases/{id}/edit")
    ModelAndView edit(Actor actor, @PathVariable long id) {
        requireRegister(actor);
        var base = find(actor, id);
        return Page.of("base/form", formPage(actor, base, BaseForm.of(base), "", null, null));
    }

    @PostMapping("/bases")
    ModelAndView register(Actor actor, @RequestParam MultiValueMap<String, String> typed) {
        requireRegister(actor);
        var form = BaseFields.form(typed);
        var other = anotherAct(actor, null, form, typed);
        if (other != null) return other;
        return switch (bases.register(actor, form)) {
            case Decision.Done<Base>(var base) -> Page.redirect("/bases/" + base.id());
            case Decision.Refused<Base>(var refusal) ->
                Page.again("base/form", formPage(actor, null, form, "", null, refusal));
        };
    }

    @PostMapping("/bases/{id}")
    ModelAndView change(
            Actor actor,
            @PathVariable long id,
            @RequestParam(defaultValue = "0") int revision,
            @RequestParam MultiValueMap<String, String> typed) {
        requireRegister(actor);
        var before = find(actor, id);
        var form = BaseFields.form(typed);
        var other = anotherAct(actor, before, form, typed);
        if (other != null) return other;
        return switch (bases.change(actor, id, revision, form)) {
            case Decision.Done<Base>(var base) -> Page.redirect("/bases/" + base.id());
            case Decision.Refused<Base>(var refusal) ->
                Page.again("base/form", formPage(actor, before, form, "", null, refusal));
        };
    }

    /// The form's smaller buttons, so that it works without JavaScript: more rows, look up a producer, check the place.
    private @Nullable ModelAndView anotherAct(
            Actor actor, @Nullable Base existing, BaseForm form, MultiValueMap<String, String> typed) {
        var act = Optional.ofNullable(typed.getFirst("act")).orElse("");
        return switch (act) {
            case "more-plots" ->
                Page.of("base/form", formPage(actor, existing, BaseFields.withMorePlots(form), "", null, null));
            case "more-certificates" ->
                Page.of("base/form", formPage(actor, existing, BaseFields.withMoreCertificates(form), "", null, null));
            case "find-producer" ->
                Page.of(
                        "base/form",
                        formPage(
                                actor,
                                existing,
                                form,
                                Optional.ofNullable(typed.getFirst("producerWords"))
                                        .orElse("")
                                        .strip(),
                                null,
                                null));
            case "check" ->
                switch (findings.of(actor.scope(), existing == null ? null : existing.id(), form)) {
                    case Decision.Done<List<Finding>>(var findings) ->
                        Page.of("base/form", formPage(actor, existing, form, "", findings, null));
                    case Decision.Refused<List<Finding>>(var refusal) ->
                        Page.again("base/form", formPage(actor, existing, form, "", null, refusal.at("place")));
                };
            default -> null;
        };
    }

    /// Reads a file or typed corners and answers with pieces that the form can take over; for the map's script.
    @PostMapping(path = "/bases/place", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> place(Actor actor, @RequestParam(defaultValue = "") String text) {
        requireRegister(actor);
        var typed = text.strip();
        var read = typed.startsWith("{")
                ? Place.parseFile(typed)
                : Place.parse(typed).then(place -> Decision.done(List.of(new Place.Found("", place))));
        return switch (read) {
            case Decision.Done<List<Place.Found>>(var found) ->
                ResponseEntity.ok(json.writeValueAsString(Map.of(
                        "pieces",
                        found.stream()
                                .map(one -> Map.of(
                                        "name", one.name(),
                                        "outline", one.place().toText(),
                                        "geometry", json.readTree(one.place().toGeoJson()),
                                        "areaMu", one.place().area().mu().toPlainString()))
                                .toList())));
            case Decision.Refused<List<Place.Found>>(var refusal) ->
                ResponseEntity.unprocessableContent().body(json.writeValueAsString(Map.of("error", refusal.message())));
        };
    }

    @PostMapping("/bases/{id}/certificates/{certificate}/copy")
    ModelAndView attach(
            Actor actor,
            @PathVariable long id,
            @PathVariable long certificate,
            @RequestParam(required = false) @Nullable MultipartFile file)
            throws IOException {
        if (file == null || file.isEmpty()) {
            return Page.again(
                    "base/base",
                    view(
                            actor,
                            find(actor, id),
                            Refusal.of("base.certificate.no-file").at("certificates"),
                            ""));
        }
        var name = file.getOriginalFilename();
        try (var content = file.getInputStream()) {
            return concluded(actor, id, "", bases.attach(actor, id, certificate, name == null ? "" : name, content));
        }
    }

    @PostMapping("/bases/{id}/close")
    ModelAndView close(Actor actor, @PathVariable long id, @RequestParam(defaultValue = "") String reason) {
        return concluded(actor, id, reason, bases.close(actor, id, reason));
    }

    @PostMapping("/bases/{id}/reopen")
    ModelAndView reopen(Actor actor, @PathVariable long id, @RequestParam(defaultValue = "") String reason) {
        return concluded(actor, id, reason, bases.reopen(actor, id, reason));
    }

    private ModelAndView concluded(Actor actor, long id, String reason, Decision<Base> decision) {
        return switch (decision) {
            case Decision.Done<Base> _ -> Page.redirect("/bases/" + id);
            case Decision.Refused<Base>(var refusal) ->
                Page.again("base/base", view(actor, find(actor, id), refusal, reason));
        };
    }

    private BaseFormPage formPage(
            Actor actor,
            @Nullable Base existing,
            BaseForm form,
            String words,
            @Nullable List<Finding> findings,
            @Nullable Refusal refusal) {
        var producer = existing != null && form.producerId().equals(String.valueOf(existing.producerId()))
                ? producers.find(new Scope.Own(existing.producerId()), existing.producerId())
                : producer(actor, form.producerId());
        return new BaseFormPage(
                existing == null ? null : existing.id(),
                existing == null ? 0 : existing.revision(),
                existing == null ? "登记基地" : "修改" + existing.name(),
                form,
                producer.orElse(null),
                words.isEmpty()
                        ? List.of()
                        : candidates.list(actor.scope(), new ProducerFilter(null, null, words, false), 0, CANDIDATES),
                words,
                actor.isProducer(),
                pickable(actor, form),
                findings,
                startOfMap(form),
                refusal);
    }

    /// The drawing map begins at what is drawn, else at the county.
    private String startOfMap(BaseForm form) {
        var options = new HashMap<String, Object>();
        RegionCode.parse(form.region().strip())
                .flatMap(code -> code.at(Level.COUNTY))
                .ifPresent(county -> options.put("region", county.value()));
        return json.writeValueAsString(options);
    }

    private Optional<Producer> producer(Actor actor, String id) {
        return id.matches("\\d{1,18}") ? producers.find(actor.scope(), Long.parseLong(id)) : Optional.empty();
    }

    /// Counties of the area; within a county its townships too; and the place that the form has already.
    private List<Division> pickable(Actor actor, BaseForm form) {
        var now = RegionCode.parse(form.region().strip()).orElse(null);
        var list = new ArrayList<Division>();
        if (actor.region().level().isAbove(Level.COUNTY)) {
            list.addAll(divisions.within(actor.region(), Level.COUNTY));
        } else {
            divisions.find(actor.region()).ifPresent(list::add);
            list.addAll(divisions.children(actor.region()));
        }
        if (now != null && list.stream().noneMatch(division -> division.code().equals(now)))
            divisions.find(now).ifPresent(list::add);
        return list;
    }

    private Base find(Actor actor, long id) {
        return bases.find(actor.scope(), id).orElseThrow(NotFound::new);
    }

    private static void requireRead(Actor actor) {
        if (!actor.may(Verb.READ)) throw new NotAllowed("看基地名录要有查看的权限，找本级管理员。");
    }

    private static void requireRegister(Actor actor) {
        if (!actor.may(Verb.REGISTER)) throw new NotAllowed("登记和修改基地由县级经办、乡镇监管员或主体自己办，找本级管理员。");
    }
}
