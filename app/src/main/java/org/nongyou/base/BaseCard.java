package org.nongyou.base;

import gg.jte.Content;
import java.util.Optional;
import org.nongyou.identity.Actor;

/// A card that another module contributes to a base's page: its listings, its cases. Modules contribute beans.
public interface BaseCard {

    /// Where the card stands.
    enum Place {
        /// Under the map, wide.
        MAIN,
        /// In the narrow column on the right.
        BESIDE
    }

    Place place();

    /// Smaller stands higher.
    int order();

    /// The whole card, `<section class="ny-card">…`; empty when it has nothing to say.
    Optional<Content> content(Actor actor, Base base);
}
