package org.nongyou.indicator.web;

import org.nongyou.web.NavEntry;
import org.nongyou.web.Viewer;
import org.springframework.stereotype.Component;

@Component
class DashboardNav implements NavEntry {

    @Override
    public int order() {
        return 90;
    }

    @Override
    public String path() {
        return "/dashboard";
    }

    @Override
    public String icon() {
        return "chart-histogram";
    }

    @Override
    public String title() {
        return "驾驶舱";
    }

    @Override
    public boolean visibleTo(Viewer viewer) {
        return viewer.may("READ") && viewer.scope().region() != null;
    }
}
