package org.nongyou.evaluation.web;

import org.nongyou.evaluation.EvaluationSheets;
import org.nongyou.identity.Actors;
import org.nongyou.kernel.Level;
import org.nongyou.web.NavEntry;
import org.nongyou.web.Viewer;
import org.springframework.stereotype.Component;

/// For whoever looks after a county or more; the number is what waits for the person's office.
@Component
class EvaluationNav implements NavEntry {

    private final EvaluationSheets sheets;

    EvaluationNav(EvaluationSheets sheets) {
        this.sheets = sheets;
    }

    @Override
    public int order() {
        return 67;
    }

    @Override
    public String path() {
        return "/evaluations";
    }

    @Override
    public String icon() {
        return "calculator";
    }

    @Override
    public String title() {
        return "评价";
    }

    @Override
    public boolean visibleTo(Viewer viewer) {
        return viewer.may("READ") && viewer.scope().isAtLeast(Level.COUNTY);
    }

    @Override
    public int count(Viewer viewer) {
        return sheets.waitingCount(Actors.of(viewer));
    }
}
