package org.nongyou.base.web;

import gg.jte.Content;
import java.util.Optional;
import org.nongyou.base.Base;
import org.nongyou.base.BaseCard;
import org.nongyou.base.Effects;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.web.Templates;
import org.springframework.stereotype.Component;

/// The newest effect on a base's page.
@Component
class EffectCard implements BaseCard {

    private final Effects effects;
    private final Templates templates;

    EffectCard(Effects effects, Templates templates) {
        this.effects = effects;
        this.templates = templates;
    }

    @Override
    public Place place() {
        return Place.BESIDE;
    }

    @Override
    public int order() {
        return 5;
    }

    @Override
    public Optional<Content> content(Actor actor, Base base) {
        var known = effects.of(actor.scope(), base.id());
        return Optional.of(templates.content(
                "base/effect-card",
                new EffectPages.Card(
                        base.id(),
                        known.isEmpty() ? null : known.getFirst(),
                        known.size(),
                        actor.may(Verb.REGISTER) && base.active())));
    }
}
