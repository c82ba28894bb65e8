package org.nongyou.producer;

import gg.jte.Content;
import java.util.Optional;
import org.nongyou.identity.Actor;

/// A card that another module contributes to a producer's page: its bases, its cases. Modules contribute beans.
public interface ProducerCard {

    /// Smaller stands higher.
    int order();

    /// The whole card, `<section class="ny-card">…`; empty when it has nothing to say.
    Optional<Content> content(Actor actor, Producer producer);
}
