package org.nongyou.base;

import gg.jte.Content;
import java.util.Optional;

/// A card that another module contributes to a base's public page: what anybody may know, and nothing about people.
/// Modules contribute beans.
public interface PublicBaseCard {

    /// Smaller stands higher.
    int order();

    /// The whole card, `<section class="ny-card">…`; empty when it has nothing to say.
    Optional<Content> content(Base base);
}
