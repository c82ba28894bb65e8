package org.nongyou.project.web;

import org.nongyou.web.NavEntry;
import org.nongyou.web.Viewer;
import org.springframework.stereotype.Component;

@Component
class ProjectNav implements NavEntry {

    @Override
    public int order() {
        return 66;
    }

    @Override
    public String path() {
        return "/projects";
    }

    @Override
    public String icon() {
        return "stack-2";
    }

    @Override
    public String title() {
        return "项目";
    }

    @Override
    public boolean visibleTo(Viewer viewer) {
        return viewer.may("READ");
    }
}
