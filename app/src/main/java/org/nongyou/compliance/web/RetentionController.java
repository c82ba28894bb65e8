package org.nongyou.compliance.web;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Map;
import java.util.stream.Collectors;
import org.nongyou.compliance.Disposal;
import org.nongyou.compliance.Retention;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.region.Divisions;
import org.nongyou.web.Entered;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Records past their keeping time and their disposal.
@Controller
@Requires(Verb.READ)
class RetentionController {

    private static final int LISTED = 100;

    private final Retention retention;
    private final Divisions divisions;

    RetentionController(Retention retention, Divisions divisions) {
        this.retention = retention;
        this.divisions = divisions;
    }

    @GetMapping("/conformity/retention")
    ModelAndView due(Actor actor) {
        return Page.of("compliance/retention", page(actor, 0, Entered.NOTHING));
    }

    private RetentionPage page(Actor actor, long at, Entered entered) {
        // A producer's own records are its own to keep.
        if (actor.isProducer()) throw new NotFound();
        var disposals = retention.list(actor.scope(), LISTED);
        return new RetentionPage(
                retention.due(actor.scope()),
                disposals,
                retention.months(),
                retention.mayDispose(actor),
                actor.accountId(),
                disposals.stream()
                        .filter(one -> one.state() == Disposal.State.APPROVED && retention.running(actor, one))
                        .map(Disposal::id)
                        .collect(Collectors.toSet()),
                divisions::name,
                at,
                entered);
    }

    @PostMapping("/conformity/retention")
    @Requires(Verb.DECIDE)
    ModelAndView propose(
            Actor actor, @RequestParam(defaultValue = "") String what, @RequestParam(defaultValue = "") String month) {
        return answer(
                actor,
                0,
                Map.of(),
                retention.propose(actor, Disposal.What.ofCode(what).orElseThrow(NotFound::new), month(month)));
    }

    private static YearMonth month(String typed) {
        try {
            return YearMonth.parse(typed);
        } catch (DateTimeException e) {
            throw new NotFound();
        }
    }

    @PostMapping("/conformity/retention/{id}/approve")
    @Requires(Verb.DECIDE)
    ModelAndView approve(Actor actor, @PathVariable long id) {
        return answer(actor, id, Map.of(), retention.approve(actor, id));
    }

    @PostMapping("/conformity/retention/{id}/go-on")
    @Requires(Verb.DECIDE)
    ModelAndView goOn(Actor actor, @PathVariable long id) {
        return answer(actor, id, Map.of(), retention.goOn(actor, id));
    }

    @PostMapping("/conformity/retention/{id}/drop")
    @Requires(Verb.DECIDE)
    ModelAndView drop(Actor actor, @PathVariable long id, @RequestParam(defaultValue = "") String reason) {
        return answer(actor, id, Map.of("reason", reason), retention.drop(actor, id, reason));
    }

    private ModelAndView answer(Actor actor, long at, Map<String, String> typed, Decision<Disposal> done) {
        return switch (done) {
            case Decision.Done<Disposal> _ -> Page.redirect("/conformity/retention");
            case Decision.Refused<Disposal>(var refusal) ->
                Page.again("compliance/retention", page(actor, at, Entered.of(typed, refusal)));
        };
    }
}
