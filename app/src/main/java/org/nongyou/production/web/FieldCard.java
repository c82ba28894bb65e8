package org.nongyou.production.web;

import gg.jte.Content;
import java.util.Optional;
import org.nongyou.web.Templates;
import org.nongyou.web.Viewer;
import org.nongyou.web.WorkbenchCard;
import org.springframework.stereotype.Component;

/// The way to 记一笔 from the workbench, for whoever writes down farm acts.
@Component
class FieldCard implements WorkbenchCard {

    private final Templates templates;

    FieldCard(Templates templates) {
        this.templates = templates;
    }

    @Override
    public Place place() {
        return Place.BESIDE;
    }

    @Override
    public int order() {
        return 1;
    }

    @Override
    public Optional<Content> content(Viewer viewer) {
        return viewer.may("RECORD")
                ? Optional.of(templates.content("production/field-card", viewer))
                : Optional.empty();
    }
}
