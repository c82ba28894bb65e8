package org.nongyou.scheme.web;

import org.nongyou.web.NavEntry;
import org.nongyou.web.Viewer;
import org.springframework.stereotype.Component;

@Component
class SchemeNav implements NavEntry {

    @Override
    public int order() {
        return 20;
    }

    @Override
    public String path() {
        return "/schemes";
    }

    @Override
    public String icon() {
        return "target-arrow";
    }

    @Override
    public String title() {
        return "方案与指标";
    }

    @Override
    public boolean visibleTo(Viewer viewer) {
        return true;
    }
}
