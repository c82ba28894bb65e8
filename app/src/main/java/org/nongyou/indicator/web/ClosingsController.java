package org.nongyou.indicator.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.indicator.Closings;
import org.nongyou.indicator.ReportingPeriod;
import org.nongyou.indicator.Totals;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.region.Division;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Frequency;
import org.nongyou.scheme.Scheme;
import org.nongyou.web.Entered;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Until when figures are taken, and opening a closed span again.
@Controller
@Requires(Verb.READ)
class ClosingsController {

    private static final String PATH = "/figures/closings";
    private static final int REOPENED = 50;
    private static final int SPANS = 14;

    private final Closings closings;
    private final Totals totals;
    private final Places places;
    private final Divisions divisions;
    private final Clock clock;

    ClosingsController(Closings closings, Totals totals, Places places, Divisions divisions, Clock clock) {
        this.closings = closings;
        this.totals = totals;
        this.places = places;
        this.divisions = divisions;
        this.clock = clock;
    }

    @GetMapping(PATH)
    ModelAndView show(Actor actor, @RequestParam(required = false) @Nullable String scheme) {
        return Page.of("indicator/closings", page(actor, places.scheme(actor, scheme), "", Entered.NOTHING));
    }

    @PostMapping(PATH)
    @Requires(Verb.DECIDE)
    ModelAndView set(
            Actor actor,
            @RequestParam String scheme,
            @RequestParam(defaultValue = "") String frequency,
            @RequestParam(defaultValue = "") String days,
            @RequestParam(defaultValue = "") String basis) {
        var found = places.scheme(actor, scheme);
        var often =
                Frequency.ofCode(frequency).filter(frequencies(found)::contains).orElseThrow(NotFound::new);
        return switch (closings.set(actor, found, often, days, basis)) {
            case Decision.Done<Closings.Rule> _ -> Page.redirect(PATH + "?scheme=" + Ui.query(scheme));
            case Decision.Refused<Closings.Rule>(var refusal) ->
                Page.again(
                        "indicator/closings",
                        page(
                                actor,
                                found,
                                "rule",
                                Entered.of(Map.of("frequency", frequency, "days", days, "basis", basis), refusal)));
        };
    }

    @PostMapping(PATH + "/reopenings")
    @Requires(Verb.DECIDE)
    ModelAndView reopen(
            Actor actor,
            @RequestParam String scheme,
            @RequestParam(defaultValue = "") String period,
            @RequestParam(defaultValue = "") String area,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String reason) {
        var found = places.scheme(actor, scheme);
        var span = ReportingPeriod.parse(period).orElseThrow(NotFound::new);
        var code = RegionCode.parse(area).filter(actor.scope()::covers).orElseThrow(NotFound::new);
        return switch (closings.reopen(actor, found, span, code, until, reason)) {
            case Decision.Done<Closings.Reopening> _ -> Page.redirect(PATH + "?scheme=" + Ui.query(scheme));
            case Decision.Refused<Closings.Reopening>(var refusal) ->
                Page.again(
                        "indicator/closings",
                        page(
                                actor,
                                found,
                                "reopening",
                                Entered.of(
                                        Map.of("period", period, "area", area, "until", until, "reason", reason),
                                        refusal)));
        };
    }

    private EnumSet<Frequency> frequencies(Scheme scheme) {
        var frequencies = EnumSet.noneOf(Frequency.class);
        for (var indicator : totals.indicators(scheme)) {
            var frequency = totals.frequency(scheme, indicator);
            // Weekly figures are entered by month.
            frequencies.add(frequency == Frequency.WEEK ? Frequency.MONTH : frequency);
        }
        return frequencies;
    }

    private ClosingsPage page(Actor actor, Scheme scheme, String form, Entered entered) {
        var scope = places.scope(actor, scheme, null);
        var region = scope.region();
        if (region == null) throw new NotFound();
        var today = LocalDate.now(clock);
        var rules = closings.rules(scheme);
        var reopenings = closings.reopenings(scope, scheme, REOPENED);
        var spans = new ArrayList<ClosingsPage.Span>();
        var closed = new ArrayList<TargetsPage.Choice>();
        for (var frequency : frequencies(scheme)) {
            var at = ReportingPeriod.at(today, frequency);
            for (int i = 0; i < SPANS && !at.to().isBefore(scheme.period().from()); i++, at = at.previous()) {
                var rule = rules.get(frequency);
                var closes = rule == null ? null : rule.closes(at).orElse(null);
                boolean over = closes != null && closes.isBefore(today);
                if (over) closed.add(new TargetsPage.Choice(at.code(), at.title()));
                var code = at.code();
                var open = reopenings.stream()
                        .filter(one ->
                                one.period().code().equals(code) && !one.until().isBefore(today))
                        .map(one -> divisions.name(one.region()) + "打开到 " + Ui.day(one.until()))
                        .toList();
                spans.add(new ClosingsPage.Span(
                        at.title(),
                        closes == null ? "不关" : Ui.date(closes),
                        !over ? "ok" : open.isEmpty() ? "idle" : "info",
                        !over ? "收数" : open.isEmpty() ? "关了" : Ui.join(open)));
            }
        }
        var name = divisions.name(region);
        var area = divisions.name(RegionCode.of(scheme.region()));
        long open =
                reopenings.stream().filter(one -> !one.until().isBefore(today)).count();
        var say = rules.values().stream().noneMatch(rule -> rule.days() != null)
                ? "还没有定关账日，什么时候都收数。文件没有写，由" + area + "的单位定。"
                : closed.size() + " 期已经关了" + (open == 0 ? "，没有重新打开的。" : "，有 " + open + " 处重新打开了。");
        return new ClosingsPage(
                places.schemes(actor).stream()
                        .map(one -> new TargetsPage.Choice(one.id(), one.title()))
                        .toList(),
                scheme.id(),
                scheme.title(),
                region.value(),
                name,
                "info",
                say,
                rules.values().stream()
                        .map(rule -> new ClosingsPage.Rule(
                                rule.frequency().title() + "填的",
                                rule.days() == null ? "不关" : "期末后 " + rule.days() + " 天关",
                                rule.basis(),
                                rule.officeName() + " " + rule.accountName(),
                                Ui.time(rule.setAt())))
                        .toList(),
                spans,
                reopenings.stream()
                        .map(one -> new ClosingsPage.Reopened(
                                one.period().title(),
                                divisions.name(one.region()),
                                Ui.date(one.until()),
                                one.until().isBefore(today),
                                one.reason(),
                                one.officeName() + " " + one.accountName(),
                                Ui.time(one.at())))
                        .toList(),
                frequencies(scheme).stream()
                        .map(one -> new TargetsPage.Choice(one.code(), one.title() + "填的"))
                        .toList(),
                closed,
                areas(region),
                closings.maySet(actor, scheme),
                closings.mayReopen(actor, scheme),
                Ui.date(today.plusDays(Closings.LONGEST_REOPENING)),
                form,
                entered);
    }

    /// The person's own area, and the divisions of the next level; of a city also its counties.
    private List<TargetsPage.Choice> areas(RegionCode region) {
        if (!region.level().isAbove(Level.COUNTY)) return List.of();
        return Stream.concat(
                        divisions.find(region).stream(),
                        region.level() == Level.PROVINCE
                                ? Stream.concat(
                                        divisions.children(region).stream(),
                                        divisions.within(region, Level.COUNTY).stream())
                                : divisions.children(region).stream())
                .map(ClosingsController::choice)
                .toList();
    }

    private static TargetsPage.Choice choice(Division division) {
        return new TargetsPage.Choice(
                division.code().value(), division.level() == Level.COUNTY ? "　" + division.name() : division.name());
    }
}
