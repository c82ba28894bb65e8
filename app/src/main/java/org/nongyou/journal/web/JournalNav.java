package org.nongyou.journal.web;

import org.nongyou.web.NavEntry;
import org.nongyou.web.Viewer;
import org.springframework.stereotype.Component;

@Component
class JournalNav implements NavEntry {

    @Override
    public int order() {
        return 97;
    }

    @Override
    public String path() {
        return "/journal";
    }

    @Override
    public String icon() {
        return "history";
    }

    @Override
    public String title() {
        return "操作日志";
    }

    @Override
    public boolean visibleTo(Viewer viewer) {
        return viewer.may("AUDIT");
    }
}
