package org.nongyou.production.web;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.nongyou.base.Bases;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.kernel.TypedDay;
import org.nongyou.production.FieldView;
import org.nongyou.production.FieldViews;
import org.nongyou.production.Season;
import org.nongyou.production.Seasons;
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

/// The seasons of a base.
@Controller
@Requires(Verb.READ)
class GroundController {

    private final Bases bases;
    private final FieldViews fields;
    private final Seasons seasons;
    private final Clock clock;

    GroundController(Bases bases, FieldViews fields, Seasons seasons, Clock clock) {
        this.bases = bases;
        this.fields = fields;
        this.seasons = seasons;
        this.clock = clock;
    }

    @GetMapping("/production/bases/{id:\\d{1,18}}")
    ModelAndView one(Actor actor, @PathVariable long id) {
        return Page.of("production/ground", page(actor, id, Entered.NOTHING, 0));
    }

    @PostMapping("/production/seasons/{id:\\d{1,18}}")
    @Requires(Verb.RECORD)
    ModelAndView change(
            Actor actor,
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @RequestParam(name = "do", defaultValue = "") String act) {
        var season = seasons.find(actor.scope(), id).orElseThrow(NotFound::new);
        var decision = switch (act) {
            case "end" -> end(actor, id, typed.getOrDefault("endedOn", ""));
            case "describe" -> describe(actor, id, typed);
            default -> throw new NotFound();
        };
        return switch (decision) {
            case Decision.Done<Season> _ -> Page.redirect("/production/bases/" + season.baseId());
            case Decision.Refused<Season>(var refusal) ->
                Page.again("production/ground", page(actor, season.baseId(), Entered.of(typed, refusal), id));
        };
    }

    private Decision<Season> end(Actor actor, long id, String on) {
        try {
            return seasons.end(actor, id, TypedDay.parse(on.strip()));
        } catch (DateTimeParseException e) {
            return Decision.refused(Refusal.of("production.day").at("endedOn"));
        }
    }

    private Decision<Season> describe(Actor actor, long id, Map<String, String> typed) {
        var conversion =
                Season.Conversion.ofCode(typed.getOrDefault("conversion", "")).orElse(Season.Conversion.CONVENTIONAL);
        var metres = typed.getOrDefault("isolationM", "").strip();
        if (!metres.isEmpty() && !metres.matches("\\d{1,6}(\\.\\d)?"))
            return Decision.refused(Refusal.of("production.isolation").at("isolationM"));
        return seasons.describe(
                actor,
                id,
                conversion,
                metres.isEmpty() ? null : new BigDecimal(metres),
                typed.getOrDefault("isolation", ""));
    }

    private GroundPage page(Actor actor, long id, Entered entered, long open) {
        var base = bases.find(actor.scope(), id).orElseThrow(NotFound::new);
        var ground = fields.ground(base);
        long waiting =
                ground.plots().stream().filter(one -> one.waiting() != null).count();
        return new GroundPage(
                base,
                ground,
                seasons.ofBase(actor.scope(), id),
                waiting == 0
                        ? "今天都可以采收。"
                        : waiting + " 块地还在间隔期，不能采收："
                                + ground.plots().stream()
                                        .filter(one -> one.waiting() != null)
                                        .map(GroundController::until)
                                        .findFirst()
                                        .orElse(""),
                waiting == 0 ? "ok" : "warn",
                actor.may(Verb.RECORD) && base.active(),
                LocalDate.ofInstant(clock.instant(), Ui.ZONE),
                entered,
                open);
    }

    /// 2号棚最早 6月20日
    private static String until(FieldView.Spot spot) {
        var wait = spot.waiting();
        if (wait == null) return "";
        return spot.name() + (wait.earliest() == null ? "，" + wait.length() : "最早 " + Ui.day(wait.earliest())) + "。";
    }
}
