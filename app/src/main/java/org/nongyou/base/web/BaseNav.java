package org.nongyou.base.web;

import org.nongyou.web.NavEntry;
import org.nongyou.web.Viewer;
import org.springframework.stereotype.Component;

@Component
class BaseNav implements NavEntry {

    @Override
    public int order() {
        return 50;
    }

    @Override
    public String path() {
        return "/bases";
    }

    @Override
    public String icon() {
        return "map-2";
    }

    @Override
    public String title() {
        return "基地";
    }

    @Override
    public boolean visibleTo(Viewer viewer) {
        return viewer.may("READ");
    }
}
