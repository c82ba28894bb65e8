package org.nongyou.catalogue.web;

import gg.jte.Content;
import java.util.Optional;
import org.nongyou.base.Base;
import org.nongyou.base.BaseCard;
import org.nongyou.catalogue.Listings;
import org.nongyou.identity.Actor;
import org.nongyou.procedure.SubjectCard;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Kind;
import org.nongyou.scheme.Schemes;
import org.nongyou.web.Templates;
import org.nongyou.web.Viewer;
import org.springframework.stereotype.Component;

/// What a subject is listed as, on its own page and on the pages of its cases: the way from a case to its result.
@Component
class ListingCards implements BaseCard, SubjectCard {

    private final Listings listings;
    private final Schemes schemes;
    private final Templates templates;

    ListingCards(Listings listings, Schemes schemes, Templates templates) {
        this.listings = listings;
        this.schemes = schemes;
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
        return card(actor.scope(), "base", String.valueOf(base.id()));
    }

    @Override
    public Optional<Content> content(Viewer viewer, String subjectKind, String subjectId) {
        return card(viewer.scope(), subjectKind, subjectId);
    }

    private Optional<Content> card(Scope scope, String subjectKind, String subjectId) {
        var entries = listings.of(scope, subjectKind, subjectId, true).stream()
                .map(one -> new EntriesPage.Entry(
                        one.id(),
                        one.number(),
                        schemes.at(one.scheme())
                                .kind(one.kind())
                                .map(Kind::title)
                                .orElse(""),
                        one.level(),
                        one.status()))
                .toList();
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(templates.content("catalogue/entries", new EntriesPage(entries)));
    }
}
