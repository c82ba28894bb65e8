package org.nongyou.indicator.web;

import org.nongyou.web.NavEntry;
import org.nongyou.web.Viewer;
import org.springframework.stereotype.Component;

@Component
class TargetNav implements NavEntry {

    @Override
    public int order() {
        return 80;
    }

    @Override
    public String path() {
        return "/targets";
    }

    @Override
    public String icon() {
        return "flag";
    }

    @Override
    public String title() {
        return "指标进度";
    }

    @Override
    public boolean visibleTo(Viewer viewer) {
        return viewer.may("READ") && viewer.scope().region() != null;
    }
}
