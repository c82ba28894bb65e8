package org.nongyou.compliance.web;

import java.time.Clock;
import java.time.LocalDate;
import java.time.Year;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.nongyou.compliance.CertificateCode;
import org.nongyou.compliance.Conformity;
import org.nongyou.compliance.CrossCheck;
import org.nongyou.compliance.CrossChecks;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.web.Entered;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Cross-checks of certificates between areas: what was asked, asking, answering.
@Controller
@Requires(Verb.READ)
class CrossCheckController {

    private static final int LISTED = 200;
    private static final int YEARS = 3;
    private static final int HISTORY = 20;

    private final CrossChecks checks;
    private final Conformity conformity;
    private final Divisions divisions;
    private final Journal journal;
    private final Clock clock;

    CrossCheckController(CrossChecks checks, Conformity conformity, Divisions divisions, Journal journal, Clock clock) {
        this.checks = checks;
        this.conformity = conformity;
        this.divisions = divisions;
        this.journal = journal;
        this.clock = clock;
    }

    @GetMapping("/conformity/checks")
    ModelAndView list(Actor actor, @RequestParam(defaultValue = "") String year) {
        // Offices look at each other's certificates, not producers.
        if (actor.isProducer()) throw new NotFound();
        int now = today().getYear();
        int asked = year.matches("20\\d\\d") ? Integer.parseInt(year) : now;
        return Page.of(
                "compliance/cross-checks",
                new CrossCheckPages.Listed(
                        checks.list(actor.scope(), LISTED),
                        checks.tally(actor.scope(), Year.of(asked)),
                        asked,
                        IntStream.range(0, YEARS).mapToObj(back -> now - back).toList(),
                        checks.mayAsk(actor),
                        today(),
                        one -> checks.mayAnswer(actor, one),
                        place -> divisions.name(county(place))));
    }

    @GetMapping("/conformity/checks/new")
    @Requires(Verb.DECIDE)
    ModelAndView form(Actor actor, @RequestParam(defaultValue = "") String code) {
        if (!checks.mayAsk(actor)) throw new NotFound();
        var values = new HashMap<String, String>();
        values.put("formId", UUID.randomUUID().toString());
        values.put("due", checks.usualDay().toString());
        values.put("code", code.strip());
        return Page.of("compliance/cross-check-new", ask(new Entered(values, List.of())));
    }

    private CrossCheckPages.Ask ask(Entered entered) {
        return new CrossCheckPages.Ask(
                entered,
                CertificateCode.parse(entered.value("code"))
                        .flatMap(conformity::find)
                        .orElse(null));
    }

    @PostMapping("/conformity/checks")
    @Requires(Verb.DECIDE)
    ModelAndView ask(Actor actor, @RequestParam Map<String, String> typed) {
        return switch (checks.ask(
                actor,
                typed.getOrDefault("formId", ""),
                typed.getOrDefault("code", ""),
                typed.getOrDefault("words", ""),
                typed.getOrDefault("due", ""))) {
            case Decision.Done<CrossCheck>(var one) -> Page.redirect("/conformity/checks/" + one.id());
            case Decision.Refused<CrossCheck>(var refusal) ->
                Page.again("compliance/cross-check-new", ask(Entered.of(typed, refusal)));
        };
    }

    @GetMapping("/conformity/checks/{id:\\d{1,18}}")
    ModelAndView one(Actor actor, @PathVariable long id) {
        return Page.of("compliance/cross-check", page(actor, id, Entered.NOTHING));
    }

    private CrossCheckPages.One page(Actor actor, long id, Entered entered) {
        var one = checks.find(actor.scope(), id).orElseThrow(NotFound::new);
        return new CrossCheckPages.One(
                one,
                divisions.path(county(one.region())),
                divisions.path(one.askedRegion()),
                one.open() && checks.mayAnswer(actor, one),
                one.late(today()),
                journal.of(actor.scope(), CrossChecks.SUBJECT, Long.toString(id), HISTORY),
                entered);
    }

    @PostMapping("/conformity/checks/{id:\\d{1,18}}")
    @Requires(Verb.DECIDE)
    ModelAndView answer(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        return switch (checks.answer(actor, id, typed.getOrDefault("finding", ""), typed.getOrDefault("answer", ""))) {
            case Decision.Done<CrossCheck> _ -> Page.redirect("/conformity/checks/" + id);
            case Decision.Refused<CrossCheck>(var refusal) ->
                Page.again("compliance/cross-check", page(actor, id, Entered.of(typed, refusal)));
        };
    }

    /// Whose office looks: a certificate may name a village.
    private static RegionCode county(RegionCode place) {
        return place.at(Level.COUNTY).orElse(place);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
