package org.nongyou.indicator.web;

import gg.jte.Content;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Actors;
import org.nongyou.indicator.Overview;
import org.nongyou.indicator.TargetStanding;
import org.nongyou.kernel.Level;
import org.nongyou.region.Divisions;
import org.nongyou.scheme.Indicator;
import org.nongyou.web.Templates;
import org.nongyou.web.Ui;
import org.nongyou.web.Viewer;
import org.nongyou.web.WorkbenchCard;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The module's cards on the workbench: targets, the counties' entries, what changed.
@Configuration(proxyBeanMethods = false)
public class TargetCards {

    private static final int TARGETS = 4;
    private static final int CHANGES = 5;

    private final Standings standings;
    private final Overview overview;
    private final Places places;
    private final Divisions divisions;
    private final Templates templates;
    private final Clock clock;

    TargetCards(
            Standings standings,
            Overview overview,
            Places places,
            Divisions divisions,
            Templates templates,
            Clock clock) {
        this.standings = standings;
        this.overview = overview;
        this.places = places;
        this.divisions = divisions;
        this.templates = templates;
        this.clock = clock;
    }

    private record Card(Place place, int order, java.util.function.Function<Actor, Optional<Content>> made)
            implements WorkbenchCard {
        @Override
        public Optional<Content> content(Viewer viewer) {
            return viewer.scope().region() == null || !viewer.may("READ")
                    ? Optional.empty()
                    : made.apply(Actors.of(viewer));
        }
    }

    @Bean
    WorkbenchCard targetsCard() {
        return new Card(WorkbenchCard.Place.BESIDE, 10, this::targets);
    }

    @Bean
    WorkbenchCard countiesCard() {
        return new Card(WorkbenchCard.Place.BELOW, 10, this::counties);
    }

    @Bean
    WorkbenchCard changesCard() {
        return new Card(WorkbenchCard.Place.BESIDE, 20, this::changes);
    }

    private Optional<Content> targets(Actor actor) {
        var scheme = places.schemes(actor).stream().findFirst();
        if (scheme.isEmpty()) return Optional.empty();
        var scope = places.scope(actor, scheme.get(), null);
        var region = scope.region();
        if (region == null) return Optional.empty();
        var standing = standings.of(scope, scheme.get());
        // What is judged here and not reached stands first; shares of a larger area fill up.
        var rows = standing.current().stream()
                .sorted((a, b) -> Integer.compare(weight(a), weight(b)))
                .limit(TARGETS)
                .map(one -> TargetView.of(standing, one))
                .toList();
        if (rows.isEmpty()) return Optional.empty();
        return Optional.of(templates.content(
                "indicator/card",
                new TargetsCard(
                        divisions.name(region),
                        scheme.get().id(),
                        scheme.get().version(),
                        rows,
                        Ui.time(clock.instant()))));
    }

    private static int weight(TargetStanding standing) {
        if (!standing.judged()) return 2;
        return standing.met() ? 1 : 0;
    }

    private Optional<Content> counties(Actor actor) {
        var scheme = places.schemes(actor).stream().findFirst();
        if (scheme.isEmpty()) return Optional.empty();
        var scope = places.scope(actor, scheme.get(), null);
        var region = scope.region();
        if (region == null || !region.level().isAbove(Level.COUNTY)) return Optional.empty();
        var standing = standings.of(scope, scheme.get());
        var each = standing.current().stream()
                .filter(one -> !one.each().isEmpty()
                        && one.each().getFirst().region().level() == Level.COUNTY
                        && one.indicator().how() instanceof Indicator.How.Count)
                .findFirst();
        if (each.isEmpty()) return Optional.empty();
        var target = each.get();
        var open = overview.underWay(scope, scheme.get().id());
        boolean whole = region.level().isAbove(Level.CITY);
        // A province has too many counties for a card: those that lack something.
        var cells = (whole ? target.lacking().stream().limit(24).toList() : target.each())
                .stream()
                        .map(part -> new CountiesCard.Cell(
                                part.name(),
                                Ui.number(part.measured().amount()),
                                open.getOrDefault(part.region(), 0L),
                                part.reached() ? "" : lack(part),
                                part.measured().link()))
                        .toList();
        return Optional.of(templates.content(
                "indicator/counties",
                new CountiesCard(
                        whole
                                ? "没有达到的 " + target.lacking().size() + " 个县"
                                : target.each().size() + " 个县区的"
                                        + target.indicator().title(),
                        Ui.number(target.measured().amount()) + " "
                                + target.indicator().unit(),
                        TargetView.perCounty(target),
                        target.measured().link(),
                        cells)));
    }

    private static String lack(TargetStanding.Part part) {
        var gap = part.gap();
        return gap == null ? "" : "少 " + Ui.number(gap) + " 个";
    }

    private Optional<Content> changes(Actor actor) {
        var rows = overview.changes(actor.scope(), clock.instant(), CHANGES);
        if (rows.isEmpty()) return Optional.empty();
        return Optional.of(templates.content(
                "indicator/changes",
                new ChangesCard(rows.stream()
                        .map(row -> new ChangesCard.Row(
                                Ui.dayOf(row.at()), divisions.name(row.region()), row.what(), row.title(), row.link()))
                        .toList())));
    }

    public record TargetsCard(String region, String scheme, int version, List<TargetView> rows, String asOf) {}

    /// @param href the whole list
    public record CountiesCard(
            String title,
            String total,
            String rule,
            @Nullable String href,
            List<Cell> cells) {

        /// @param lack 少 1 个基地, or empty
        public record Cell(
                String name,
                String now,
                long underWay,
                String lack,
                @Nullable String href) {}
    }

    public record ChangesCard(List<Row> rows) {
        public record Row(String day, String place, String what, String title, String href) {}
    }
}
