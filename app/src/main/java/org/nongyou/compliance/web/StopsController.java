package org.nongyou.compliance.web;

import java.util.Map;
import org.nongyou.compliance.Stops;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Producers that the county has stopped.
@Controller
@Requires(Verb.READ)
class StopsController {

    private static final int STOPS = 100;

    private final Stops stops;

    StopsController(Stops stops) {
        this.stops = stops;
    }

    @GetMapping("/conformity/stops")
    ModelAndView stopped(Actor actor) {
        return Page.of(
                "compliance/stops",
                new ConformityPages.Stopped(
                        stops.list(actor.scope(), STOPS), !actor.isProducer() && actor.may(Verb.DECIDE), Map.of()));
    }

    @PostMapping("/conformity/stops")
    @Requires(Verb.DECIDE)
    ModelAndView stop(Actor actor, @RequestParam Map<String, String> typed) {
        var producer = ConformityForms.number(typed.getOrDefault("producer", ""));
        if (producer == null) throw new NotFound();
        var reason = typed.getOrDefault("reason", "");
        var done = typed.getOrDefault("do", "").equals("resume")
                ? stops.resume(actor, producer, reason)
                : stops.stop(actor, producer, reason);
        return switch (done) {
            case Decision.Done<Stops.Stop> _ -> Page.redirect("/conformity/stops");
            case Decision.Refused<Stops.Stop>(var refusal) ->
                Page.again(
                        "compliance/stops",
                        new ConformityPages.Stopped(
                                stops.list(actor.scope(), STOPS), true, Map.of(producer, refusal.message())));
        };
    }
}
