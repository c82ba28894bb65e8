package org.nongyou.base.web;

import gg.jte.Content;
import java.util.Optional;
import org.nongyou.base.BaseFilter;
import org.nongyou.base.BaseLists;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.producer.Producer;
import org.nongyou.producer.ProducerCard;
import org.nongyou.web.Templates;
import org.springframework.stereotype.Component;

/// The bases on a producer's page.
@Component
class BasesOfProducer implements ProducerCard {

    private static final int SHOWN = 50;

    private final BaseLists bases;
    private final Templates templates;

    BasesOfProducer(BaseLists bases, Templates templates) {
        this.bases = bases;
        this.templates = templates;
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public Optional<Content> content(Actor actor, Producer producer) {
        var rows = bases.list(actor.scope(), BaseFilter.ofProducer(producer.id()), 0, SHOWN + 1);
        return Optional.of(templates.content(
                "base/of-producer",
                new OfProducer(
                        producer,
                        rows.stream().limit(SHOWN).toList(),
                        rows.size() > SHOWN,
                        actor.may(Verb.REGISTER) && producer.active())));
    }
}
