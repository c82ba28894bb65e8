package org.nongyou.production.web;

import org.nongyou.web.NavEntry;
import org.nongyou.web.Viewer;
import org.springframework.stereotype.Component;

@Component
class ProductionNav implements NavEntry {

    @Override
    public int order() {
        return 52;
    }

    @Override
    public String path() {
        return "/production";
    }

    @Override
    public String icon() {
        return "book-2";
    }

    @Override
    public String title() {
        return "生产记录";
    }

    @Override
    public boolean visibleTo(Viewer viewer) {
        return viewer.may("READ");
    }
}
