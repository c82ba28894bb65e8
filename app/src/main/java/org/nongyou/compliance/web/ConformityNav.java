package org.nongyou.compliance.web;

import org.nongyou.web.NavEntry;
import org.nongyou.web.Viewer;
import org.springframework.stereotype.Component;

@Component
class ConformityNav implements NavEntry {

    @Override
    public int order() {
        return 54;
    }

    @Override
    public String path() {
        return "/conformity";
    }

    @Override
    public String icon() {
        return "certificate-2";
    }

    @Override
    public String title() {
        return "合格证";
    }

    @Override
    public boolean visibleTo(Viewer viewer) {
        return viewer.may("READ");
    }
}
