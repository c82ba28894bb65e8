package org.nongyou.catalogue.web;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.BaseFilter;
import org.nongyou.base.BaseLists;
import org.nongyou.catalogue.Listing;
import org.nongyou.catalogue.Listings;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Refusal;
import org.nongyou.procedure.Case;
import org.nongyou.procedure.Cases;
import org.nongyou.procedure.NewCase;
import org.nongyou.producer.ProducerFilter;
import org.nongyou.producer.ProducerLists;
import org.nongyou.region.Divisions;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.SchemeOffice;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Stage;
import org.nongyou.web.Entered;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// 申报: from a policy document's kind and level to a case, in one page that grows with each choice and works without
/// JavaScript.
@Controller
@Requires(Verb.READ)
class ApplyController {

    private static final int SHOWN = 30;

    private final Schemes schemes;
    private final BaseLists bases;
    private final Divisions divisions;
    private final ProducerLists producers;
    private final Listings listings;
    private final Cases cases;
    private final Clock clock;

    ApplyController(
            Schemes schemes,
            BaseLists bases,
            Divisions divisions,
            ProducerLists producers,
            Listings listings,
            Cases cases,
            Clock clock) {
        this.schemes = schemes;
        this.bases = bases;
        this.divisions = divisions;
        this.producers = producers;
        this.listings = listings;
        this.cases = cases;
        this.clock = clock;
    }

    @GetMapping("/apply")
    ModelAndView form(
            Actor actor, @RequestParam(defaultValue = "") String way, @RequestParam(defaultValue = "") String q) {
        return Page.of("catalogue/apply", page(actor, way, q, Entered.NOTHING));
    }

    @PostMapping("/apply")
    ModelAndView start(
            Actor actor,
            @RequestParam(defaultValue = "") String way,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(name = "class", defaultValue = "") String classId) {
        var typed = Map.of("subject", subject, "class", classId);
        var chosen = chosen(ways(actor), way);
        if (chosen == null)
            return again(actor, way, q, typed, Refusal.of("catalogue.apply-way").at("way"));
        var faults = new ArrayList<Refusal>();
        if (subject.isBlank()) faults.add(Refusal.of("catalogue.apply-subject").at("subject"));
        if (!chosen.kind().classes().isEmpty()
                && chosen.kind().kindClass(classId).isEmpty())
            faults.add(Refusal.of("catalogue.apply-class").at("class"));
        if (!faults.isEmpty()) return again(actor, way, q, typed, Refusal.joined(faults));
        return switch (cases.start(
                actor,
                new NewCase(
                        chosen.scheme().ref(),
                        chosen.procedure().id(),
                        chosen.kind().id(),
                        chosen.kind().subject().code(),
                        subject,
                        classId.isBlank() ? null : classId))) {
            case Decision.Done<Case>(var theCase) -> Page.redirect("/cases/" + theCase.id());
            case Decision.Refused<Case>(var refusal) -> again(actor, way, q, typed, refusal);
        };
    }

    private ModelAndView again(Actor actor, String way, String q, Map<String, String> typed, Refusal refusal) {
        return Page.again("catalogue/apply", page(actor, way, q, Entered.of(typed, refusal)));
    }

    private ApplyPage page(Actor actor, String way, String q, Entered entered) {
        var ways = ways(actor);
        var chosen = chosen(ways, way);
        var words = q.strip().length() > 60 ? q.strip().substring(0, 60) : q.strip();
        var subjects = chosen == null ? List.<ApplyPage.Option>of() : subjects(actor, chosen, words);
        return new ApplyPage(
                ways, chosen, words, subjects.stream().limit(SHOWN).toList(), subjects.size() > SHOWN, entered);
    }

    private static ApplyPage.@Nullable Way chosen(List<ApplyPage.Way> ways, String value) {
        return ways.stream()
                .filter(way -> way.value().equals(value))
                .findFirst()
                .orElse(null);
    }

    /// The ways into the catalogue under the documents in force here; those that the person's own office or producer
    /// starts come first.
    private List<ApplyPage.Way> ways(Actor actor) {
        var own = new ArrayList<ApplyPage.Way>();
        var others = new ArrayList<ApplyPage.Way>();
        // A programme goes on after the year of its targets until its issuer ends it: the catalogue is still managed.
        for (var version : schemes.list()) {
            if (!version.region().contains(actor.region())) continue;
            var scheme = schemes.at(version.ref());
            for (var kind : scheme.kinds()) {
                for (var level : kind.levels()) {
                    for (var id : kind.entryAt(level)) {
                        var procedure = scheme.procedure(id).orElseThrow();
                        // A round of the evaluating office begins these.
                        if (scheme.ranks(procedure)) continue;
                        var way = new ApplyPage.Way(scheme, kind, level, procedure, starts(scheme, procedure.first()));
                        (startsHere(actor, scheme, procedure.first()) ? own : others).add(way);
                    }
                }
            }
        }
        own.addAll(others);
        return own;
    }

    private static String starts(Scheme scheme, Stage first) {
        var offices = first.enteredBy().stream()
                .map(id -> scheme.office(id).map(SchemeOffice::title).orElse(id))
                .collect(Collectors.joining("、"));
        if (!first.byApplicant()) return offices;
        return offices.isEmpty() ? "申报主体" : "申报主体、" + offices;
    }

    private static boolean startsHere(Actor actor, Scheme scheme, Stage first) {
        if (first.byApplicant() && (actor.isProducer() || actor.may(Verb.APPLY))) return true;
        var office = actor.office();
        return office != null
                && first.enteredBy().stream()
                        .flatMap(id -> scheme.office(id).stream())
                        .anyMatch(one -> one.level() == office.level()
                                && one.department().equals(office.department()));
    }

    private List<ApplyPage.Option> subjects(Actor actor, ApplyPage.Way way, String words) {
        return switch (way.kind().subject()) {
            case BASE, SITE ->
                bases.list(actor.scope(), new BaseFilter(null, null, null, null, words, false), 0, SHOWN + 1).stream()
                        .map(base -> new ApplyPage.Option(
                                String.valueOf(base.id()),
                                base.name(),
                                divisions.path(base.region()) + "，" + base.product() + " " + Ui.mu(base.areaMu())
                                        + " 亩，" + base.producerName(),
                                standing(actor, way, way.kind().subject().code(), String.valueOf(base.id()))))
                        .toList();
            case REGION -> regions(actor, way, words);
            case PRODUCER ->
                producers.list(actor.scope(), new ProducerFilter(null, null, words, false), 0, SHOWN + 1).stream()
                        .map(one -> new ApplyPage.Option(
                                String.valueOf(one.id()),
                                one.name(),
                                divisions.path(one.region()) + "，" + one.kind().title(),
                                standing(actor, way, "producer", String.valueOf(one.id()))))
                        .toList();
            case PRODUCT, PROJECT -> List.of();
        };
    }

    private List<ApplyPage.Option> regions(Actor actor, ApplyPage.Way way, String words) {
        if (actor.isProducer()) return List.of();
        var found = new ArrayList<>(divisions.within(actor.region(), Level.CITY));
        found.addAll(divisions.within(actor.region(), Level.COUNTY));
        return found.stream()
                .filter(division -> division.fullName().contains(words))
                .limit(SHOWN + 1L)
                .map(division -> new ApplyPage.Option(
                        division.code().value(),
                        division.name(),
                        division.fullName(),
                        standing(actor, way, "region", division.code().value())))
                .toList();
    }

    private @Nullable String standing(Actor actor, ApplyPage.Way way, String kind, String id) {
        return listings.of(actor.scope(), kind, id, false).stream()
                .filter(listing -> listing.scheme().id().equals(way.scheme().id())
                        && listing.kind().equals(way.kind().id()))
                .findFirst()
                .map(ApplyController::title)
                .orElse(null);
    }

    private static String title(Listing listing) {
        return listing.level().title() + "，" + listing.status().title();
    }
}
