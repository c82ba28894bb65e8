package org.nongyou.subsidy.web;

import org.nongyou.web.NavEntry;
import org.nongyou.web.Viewer;
import org.springframework.stereotype.Component;

@Component
class SubsidyNav implements NavEntry {

    @Override
    public int order() {
        return 65;
    }

    @Override
    public String path() {
        return "/subsidies";
    }

    @Override
    public String icon() {
        return "coin";
    }

    @Override
    public String title() {
        return "补助";
    }

    @Override
    public boolean visibleTo(Viewer viewer) {
        return viewer.may("READ");
    }
}
