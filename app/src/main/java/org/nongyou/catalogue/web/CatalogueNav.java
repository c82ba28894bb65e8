package org.nongyou.catalogue.web;

import org.nongyou.web.NavEntry;
import org.nongyou.web.Viewer;
import org.springframework.stereotype.Component;

@Component
class CatalogueNav implements NavEntry {

    @Override
    public int order() {
        return 40;
    }

    @Override
    public String path() {
        return "/catalogue";
    }

    @Override
    public String icon() {
        return "list-details";
    }

    @Override
    public String title() {
        return "基地目录";
    }

    @Override
    public boolean visibleTo(Viewer viewer) {
        return viewer.may("READ");
    }
}
