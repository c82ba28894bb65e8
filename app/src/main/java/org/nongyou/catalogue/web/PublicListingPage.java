package org.nongyou.catalogue.web;

import gg.jte.Content;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.Base;
import org.nongyou.catalogue.Listing;

/// One entry of the catalogue as the public sees it: what its signboard shows.
/// @param cards what other modules tell anybody of its base
public record PublicListingPage(
        PublicListPage.Row row,
        Listing listing,
        String kindTitle,
        String schemeTitle,
        String clauseHref,
        @Nullable Base base,
        @Nullable Content map,
        List<Content> cards,
        List<Measure> measures) {

    public record Measure(
            String title,
            String reason,
            Instant at,
            @Nullable Long noticeId) {}
}
