package org.nongyou.evaluation.web;

import org.nongyou.kernel.Level;
import org.nongyou.web.NavEntry;
import org.nongyou.web.Viewer;
import org.springframework.stereotype.Component;

/// For whoever looks after a county or more. What waits for the person stands on the workbench: a number here would
/// cost
/// every page a look.
@Component
class EvaluationNav implements NavEntry {

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
}
