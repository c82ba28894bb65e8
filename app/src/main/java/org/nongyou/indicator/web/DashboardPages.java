package org.nongyou.indicator.web;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.indicator.Overview;
import org.nongyou.indicator.Progress;
import org.nongyou.indicator.ReportingPeriod;
import org.nongyou.indicator.SchemeProgress;
import org.nongyou.indicator.TargetStanding;
import org.nongyou.indicator.Totals;
import org.nongyou.kernel.Level;
import org.nongyou.region.Divisions;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Indicator;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Target;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// Puts the dashboard together: how things stand, where, since when, and what to look after, on one screen.
@Component
class DashboardPages {

    private static final int FIGURES = 7;

    private final Progress progress;
    private final Overview overview;
    private final Places places;
    private final Divisions divisions;
    private final Totals totals;
    private final DashboardRanks ranks;
    private final DashboardMap map;
    private final DashboardAttentions attentions;
    private final Clock clock;

    DashboardPages(
            Progress progress,
            Overview overview,
            Places places,
            Divisions divisions,
            Totals totals,
            DashboardRanks ranks,
            DashboardMap map,
            DashboardAttentions attentions,
            Clock clock) {
        this.progress = progress;
        this.overview = overview;
        this.places = places;
        this.divisions = divisions;
        this.totals = totals;
        this.ranks = ranks;
        this.map = map;
        this.attentions = attentions;
        this.clock = clock;
    }

    /// @param asked the indicator that the map and the ranking shall tell of
    DashboardPage of(
            Actor actor, @Nullable String scheme, @Nullable String region, @Nullable String asked, boolean dark) {
        var found = places.scheme(actor, scheme);
        var scope = places.scope(actor, found, region);
        var area = scope.region();
        if (area == null) throw new NotFound();
        var today = LocalDate.now(clock);
        var standing = progress.targets(scope, found, today);
        var views = standing.current().stream()
                .map(one -> TargetView.of(standing, one))
                .toList();
        var focus = focus(scope, found, standing, asked, today);
        var each = focus == null ? null : focus.each();
        var grown = focus != null && asked != null
                ? focus.indicator()
                : grown(standing).map(TargetStanding::indicator).orElse(null);
        var aim = standing.current().stream()
                .filter(one -> one.indicator().equals(grown) && one.each().isEmpty() && one.judged())
                .map(one -> one.target().bound().least())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        var growth = grown == null ? List.<TrendLine.Point>of() : trend(scope, found, grown, today);
        var attention = attentions.of(scope, found, today, each);
        var chosen = asked == null || focus == null
                ? ""
                : "&indicator=" + Ui.query(focus.indicator().id());
        var base = "/dashboard?scheme=" + Ui.query(found.id()) + "&region={}" + chosen + (dark ? "&theme=dark" : "");
        return new DashboardPage(
                places.schemes(actor).stream()
                        .map(one -> new TargetsPage.Choice(one.id(), one.title()))
                        .toList(),
                found.id(),
                found.version(),
                found.title(),
                area.value(),
                divisions.name(area),
                places.way(actor, area, base, TargetsController.notes(standing)),
                dark,
                Ui.time(clock.instant()),
                TargetsController.say(divisions.name(area), views),
                TargetsController.lack(views),
                views.stream().limit(FIGURES).toList(),
                views.stream().skip(FIGURES).toList(),
                focus == null
                        ? ""
                        : each == null
                                ? "各地：" + focus.indicator().title()
                                : area.level().isAbove(Level.CITY)
                                        ? "各市：达到的县"
                                        : "各县：" + focus.indicator().title(),
                focus == null ? "" : each == null ? focus.indicator().unit() : TargetView.perCounty(each),
                focus == null ? List.of() : ranks.of(focus, found, area, base),
                each != null,
                focus == null
                        ? divisions.name(area) + "所在位置"
                        : each != null
                                ? each.each().size() + " 个县的"
                                        + focus.indicator().title()
                                : "各地的" + focus.indicator().title(),
                focus == null ? "" : total(focus),
                map.of(focus, found, area, attention.first()),
                each == null
                        ? ""
                        : each.lacking().isEmpty()
                                ? "每个县都达到了"
                                : "没有达到的 " + each.lacking().size() + " 个县",
                each == null ? List.of() : ranks.lacking(each, found),
                grown == null ? "目录累计" : grown.title() + (grown.how() instanceof Indicator.How.Count ? "累计" : "各期"),
                grown == null ? "" : grown.unit(),
                growth.isEmpty() ? null : TrendLine.of(growth, aim),
                aim == null ? null : Ui.number(aim),
                attention.first().stream().map(DashboardAttentions.Marked::line).toList(),
                attention.all(),
                attentions.late(scope, found, today),
                actor.may(Verb.EXCHANGE),
                focus == null || asked == null ? "" : focus.indicator().id(),
                "scheme=" + Ui.query(found.id()) + "&region=" + area + chosen);
    }

    /// The asked indicator; else the first target that counts for each county; else the first figure that is known.
    private @Nullable DashboardFocus focus(
            Scope scope, Scheme scheme, SchemeProgress standing, @Nullable String asked, LocalDate today) {
        var of = standing.current().stream()
                .filter(one -> asked == null || one.indicator().id().equals(asked))
                .toList();
        var each = of.stream().filter(DashboardPages::ofCounties).findFirst();
        if (each.isPresent())
            return new DashboardFocus(
                    each.get().indicator(), each.get().each(), each.get().measured(), each.get());
        var first = of.stream()
                .filter(one -> one.measured().amount() != null)
                .findFirst()
                .or(() -> of.stream().findFirst());
        if (first.isEmpty()) return null;
        var region = scope.region();
        // Below the county there are no places to compare.
        var parts = region != null && region.level().isAbove(Level.COUNTY)
                ? progress.byDivision(scope, scheme, first.get().indicator(), today)
                : List.<TargetStanding.Part>of();
        return new DashboardFocus(
                first.get().indicator(),
                parts.stream().skip(1).toList(),
                first.get().measured(),
                null);
    }

    private static boolean ofCounties(TargetStanding standing) {
        return !standing.each().isEmpty()
                && standing.each().getFirst().region().level() == Level.COUNTY
                && standing.indicator().how() instanceof Indicator.How.Count;
    }

    /// The line follows the largest count that has a target of its own here or above.
    private static Optional<TargetStanding> grown(SchemeProgress progress) {
        return progress.current().stream()
                .filter(one -> one.indicator().how() instanceof Indicator.How.Count)
                .filter(one -> one.target().where() instanceof Target.Where.Region)
                .filter(one -> one.target().bound().least() != null)
                .max(Comparator.comparing(
                        one -> Optional.ofNullable(one.target().bound().least()).orElse(BigDecimal.ZERO)));
    }

    /// Entries of the catalogue by quarter; what offices enter by span.
    private List<TrendLine.Point> trend(Scope scope, Scheme scheme, Indicator indicator, LocalDate today) {
        if (indicator.how() instanceof Indicator.How.Count count && count.where() == null) {
            return overview.growth(scope, scheme.id(), count.kind(), count.level(), today).stream()
                    .map(point -> new TrendLine.Point(point.quarter().title(), BigDecimal.valueOf(point.total())))
                    .toList();
        }
        if (!totals.indicators(scheme).contains(indicator)) return List.of();
        var asked = new Totals.Asked(scheme, ReportingPeriod.ofYear(today.getYear()), null);
        var points = totals.byPeriod(scope, asked, indicator).stream()
                .map(one -> new TrendLine.Point(one.spans().getFirst().title(), one.amount()))
                .toList();
        return points.stream().allMatch(point -> point.value() == null) ? List.of() : points;
    }

    private static String total(DashboardFocus focus) {
        var amount = focus.whole().amount();
        return amount == null
                ? ""
                : "共 " + Ui.number(amount) + " " + focus.indicator().unit();
    }
}
