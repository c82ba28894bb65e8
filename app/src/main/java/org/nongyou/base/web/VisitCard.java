package org.nongyou.base.web;

import gg.jte.Content;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.nongyou.base.Base;
import org.nongyou.base.BaseCard;
import org.nongyou.base.VisitState;
import org.nongyou.base.Visits;
import org.nongyou.identity.Actor;
import org.nongyou.web.Templates;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// The checks on a base's page.
@Component
class VisitCard implements BaseCard {

    private static final int LOOKED_AT = 20;

    private final Visits visits;
    private final Templates templates;
    private final Clock clock;

    VisitCard(Visits visits, Templates templates, Clock clock) {
        this.visits = visits;
        this.templates = templates;
        this.clock = clock;
    }

    @Override
    public Place place() {
        return Place.BESIDE;
    }

    @Override
    public int order() {
        return 4;
    }

    @Override
    public Optional<Content> content(Actor actor, Base base) {
        var known = visits.of(actor.scope(), base.id(), LOOKED_AT);
        return Optional.of(templates.content(
                "base/visit-card",
                new VisitPages.Card(
                        base.id(),
                        known.stream()
                                .filter(one -> one.visitedOn() != null)
                                .findFirst()
                                .orElse(null),
                        known.stream()
                                .filter(one -> one.state() == VisitState.PLANNED)
                                .findFirst()
                                .orElse(null),
                        LocalDate.ofInstant(clock.instant(), Ui.ZONE),
                        Visits.mayCheck(actor) && base.active())));
    }
}
