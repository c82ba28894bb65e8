package org.nongyou.web;

import gg.jte.Content;
import java.util.Optional;

/// A card that a module contributes to the workbench (工作台), beside the list of what waits to be done.
public interface WorkbenchCard {

    /// Where the card stands.
    enum Place {
        /// Under the to-do list, wide.
        BELOW,
        /// In the narrow column on the right.
        BESIDE
    }

    Place place();

    /// Smaller stands higher.
    int order();

    /// Empty when the card has nothing to say to this person.
    Optional<Content> content(Viewer viewer);
}
