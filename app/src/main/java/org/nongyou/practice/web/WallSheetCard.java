package org.nongyou.practice.web;

import gg.jte.Content;
import java.util.Optional;
import org.nongyou.base.Base;
import org.nongyou.base.BaseCard;
import org.nongyou.base.PublicBaseCard;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.practice.WallSheets;
import org.nongyou.web.Templates;
import org.springframework.stereotype.Component;

/// What a base produces by, on its page and its public page.
@Component
class WallSheetCard implements BaseCard, PublicBaseCard {

    private final WallSheets sheets;
    private final Templates templates;

    WallSheetCard(WallSheets sheets, Templates templates) {
        this.sheets = sheets;
        this.templates = templates;
    }

    @Override
    public Place place() {
        return Place.MAIN;
    }

    @Override
    public int order() {
        return 30;
    }

    @Override
    public Optional<Content> content(Actor actor, Base base) {
        var rows = sheets.ofBase(base.id());
        boolean mayIssue = actor.may(Verb.REGISTER) && base.active();
        return rows.isEmpty() && !mayIssue
                ? Optional.empty()
                : Optional.of(
                        templates.content("practice/card", new SheetPages.Card(base.id(), rows, mayIssue, false)));
    }

    @Override
    public Optional<Content> content(Base base) {
        var rows = sheets.ofBase(base.id());
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(templates.content("practice/card", new SheetPages.Card(base.id(), rows, false, true)));
    }
}
