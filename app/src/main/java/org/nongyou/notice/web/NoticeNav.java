package org.nongyou.notice.web;

import org.nongyou.web.NavEntry;
import org.nongyou.web.Viewer;
import org.springframework.stereotype.Component;

@Component
class NoticeNav implements NavEntry {

    @Override
    public int order() {
        return 70;
    }

    @Override
    public String path() {
        return "/notices";
    }

    @Override
    public String icon() {
        return "speakerphone";
    }

    @Override
    public String title() {
        return "公示公告";
    }

    @Override
    public boolean visibleTo(Viewer viewer) {
        return viewer.may("READ");
    }
}
