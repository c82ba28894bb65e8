package org.nongyou.base.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nongyou.base.Bases;
import org.nongyou.base.Effect;
import org.nongyou.base.EffectForm;
import org.nongyou.base.EffectLists;
import org.nongyou.base.EffectRow;
import org.nongyou.base.EffectWay;
import org.nongyou.base.Effects;
import org.nongyou.base.web.EffectPages.ListPage;
import org.nongyou.base.web.EffectPages.OfBasePage;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.web.Address;
import org.nongyou.web.Entered;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.RegionChips;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// What bases do for the farmers around them: the list of a year, and the years of a base.
@Controller
@Requires(Verb.READ)
class EffectController {

    private static final int PAGE = 100;
    private static final int LAST_PAGE = 100;

    private final Bases bases;
    private final Effects effects;
    private final EffectLists lists;
    private final Divisions divisions;
    private final Clock clock;

    EffectController(Bases bases, Effects effects, EffectLists lists, Divisions divisions, Clock clock) {
        this.bases = bases;
        this.effects = effects;
        this.lists = lists;
        this.divisions = divisions;
        this.clock = clock;
    }

    @GetMapping("/bases/effects")
    ModelAndView list(Actor actor, @RequestParam Map<String, String> query) {
        var scope = actor.scope();
        var today = LocalDate.now(clock);
        var filter = EffectQuery.filter(query, today);
        var page = Optional.ofNullable(query.get("page"))
                .filter(text -> text.matches("\\d{1,4}"))
                .map(text -> Math.clamp(Integer.parseInt(text), 1, LAST_PAGE))
                .orElse(1);
        var address = Address.of("/bases/effects")
                .with("year", filter.year())
                .with("region", filter.region())
                .with("state", filter.missing() ? "missing" : null);
        var rows = lists.list(scope, filter, null, (page - 1) * PAGE, PAGE);
        var sums = lists.sums(scope, filter);
        var at = scope.narrowedTo(filter.region()).region();
        return Page.of(
                "base/effects",
                new ListPage(
                        at == null ? "你" : divisions.name(at),
                        filter,
                        EffectPages.years(today),
                        rows,
                        rows.stream()
                                .map(EffectRow::region)
                                .distinct()
                                .collect(Collectors.toMap(RegionCode::value, divisions::path)),
                        RegionChips.of(
                                divisions,
                                scope,
                                filter.region(),
                                sums.byRegion(),
                                code -> address.with("region", code).toString()),
                        sums,
                        page,
                        address,
                        actor.may(Verb.REGISTER),
                        actor.may(Verb.EXCHANGE) || actor.isProducer()));
    }

    @GetMapping("/bases/{id}/effects")
    ModelAndView ofBase(Actor actor, @PathVariable long id, @RequestParam Map<String, String> query) {
        var known = effects.of(actor.scope(), id);
        var year = EffectQuery.filter(query, LocalDate.now(clock)).year();
        return Page.of("base/effects-of-base", page(actor, id, known, before(known, year), ways(known, year)));
    }

    /// The form begins with what is known of the year.
    private static Entered before(List<Effect> known, int year) {
        var values = new HashMap<String, String>();
        values.put("year", String.valueOf(year));
        known.stream().filter(one -> one.year() == year).findFirst().ifPresent(one -> {
            values.put("households", String.valueOf(one.households()));
            var before = one.incomeBefore();
            var income = one.income();
            if (before != null && income != null) {
                values.put("incomeBefore", before.stripTrailingZeros().toPlainString());
                values.put("income", income.stripTrailingZeros().toPlainString());
            }
            values.put("note", one.note());
        });
        return new Entered(values, List.of());
    }

    private static List<String> ways(List<Effect> known, int year) {
        return known.stream()
                .filter(one -> one.year() == year)
                .flatMap(one -> one.ways().stream())
                .map(EffectWay::code)
                .toList();
    }

    @PostMapping("/bases/{id}/effects")
    ModelAndView report(
            Actor actor,
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @RequestParam(name = "ways", defaultValue = "") List<String> ways) {
        var form = new EffectForm(
                typed.getOrDefault("year", ""),
                typed.getOrDefault("households", ""),
                typed.getOrDefault("incomeBefore", ""),
                typed.getOrDefault("income", ""),
                ways,
                typed.getOrDefault("note", ""),
                typed.getOrDefault("reason", ""));
        return switch (effects.report(actor, id, form)) {
            case Decision.Done<Effect>(var effect) -> Page.redirect("/bases/" + id + "/effects?year=" + effect.year());
            case Decision.Refused<Effect>(var refusal) ->
                Page.again(
                        "base/effects-of-base",
                        page(actor, id, effects.of(actor.scope(), id), Entered.of(typed, refusal), ways));
        };
    }

    private OfBasePage page(Actor actor, long id, List<Effect> known, Entered entered, List<String> ways) {
        var base = bases.findRow(actor.scope(), id).orElseThrow(NotFound::new);
        return new OfBasePage(base, known, actor.may(Verb.REGISTER) && base.active(), entered, ways);
    }
}
