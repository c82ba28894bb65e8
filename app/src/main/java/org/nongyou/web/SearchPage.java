package org.nongyou.web;

import java.util.List;

/// Page `/search`.
public record SearchPage(String words, List<Group> groups, int found) {

    /// The hits of one kind.
    /// @param more whether there may be more than are shown
    public record Group(String kind, List<SearchSource.Hit> hits, boolean more) {}
}
