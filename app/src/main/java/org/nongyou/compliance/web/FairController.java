package org.nongyou.compliance.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.nongyou.compliance.EntryFilter;
import org.nongyou.compliance.EntryLists;
import org.nongyou.compliance.Fair;
import org.nongyou.compliance.FairForm;
import org.nongyou.compliance.Fairs;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
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

/// Exhibitions and what was looked at there.
@Controller
@Requires(Verb.READ)
class FairController {

    private static final int LISTED = 100;
    private static final int LAST = 20;

    private final Fairs fairs;
    private final EntryLists entries;
    private final Clock clock;

    FairController(Fairs fairs, EntryLists entries, Clock clock) {
        this.fairs = fairs;
        this.entries = entries;
        this.clock = clock;
    }

    @GetMapping("/entries/fairs")
    ModelAndView list(Actor actor) {
        return Page.of(
                "compliance/fairs",
                page(actor, new Entered(Map.of("formId", UUID.randomUUID().toString()), List.of())));
    }

    private FairPages.Listed page(Actor actor, Entered entered) {
        return new FairPages.Listed(
                fairs.list(actor.scope(), LISTED),
                fairs.mayOpen(actor),
                actor.isProducer(),
                LocalDate.ofInstant(clock.instant(), Ui.ZONE),
                entered);
    }

    @PostMapping("/entries/fairs")
    @Requires(Verb.INSPECT_ENTRY)
    ModelAndView open(Actor actor, @RequestParam Map<String, String> typed) {
        var form = new FairForm(
                typed.getOrDefault("formId", ""),
                typed.getOrDefault("name", ""),
                typed.getOrDefault("place", ""),
                typed.getOrDefault("from", ""),
                typed.getOrDefault("to", ""));
        return switch (fairs.open(actor, form)) {
            case Decision.Done<Fair>(var one) -> Page.redirect("/entries/fairs/" + one.id());
            case Decision.Refused<Fair>(var refusal) ->
                Page.again("compliance/fairs", page(actor, Entered.of(typed, refusal)));
        };
    }

    @GetMapping("/entries/fairs/{id:\\d{1,18}}")
    ModelAndView one(Actor actor, @PathVariable long id) {
        var one = fairs.find(actor.scope(), id).orElseThrow(NotFound::new);
        var filter = new EntryFilter(null, null, null, null, id, "");
        return Page.of(
                "compliance/fair",
                new FairPages.One(
                        one,
                        fairs.tally(actor.scope(), id),
                        entries.list(actor.scope(), filter, 0, LAST),
                        fairs.mayOpen(actor) && one.on(LocalDate.ofInstant(clock.instant(), Ui.ZONE))));
    }
}
