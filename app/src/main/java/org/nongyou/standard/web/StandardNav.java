package org.nongyou.standard.web;

import org.nongyou.web.NavEntry;
import org.nongyou.web.Viewer;
import org.springframework.stereotype.Component;

/// For everybody who reads: who advises growers stands in the field.
@Component
class StandardNav implements NavEntry {

    @Override
    public int order() {
        return 63;
    }

    @Override
    public String path() {
        return "/standards";
    }

    @Override
    public String icon() {
        return "plant-2";
    }

    @Override
    public String title() {
        return "标准与用药";
    }

    @Override
    public boolean visibleTo(Viewer viewer) {
        return viewer.may("READ");
    }
}
