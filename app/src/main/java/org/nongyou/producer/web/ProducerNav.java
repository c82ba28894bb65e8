package org.nongyou.producer.web;

import org.nongyou.web.NavEntry;
import org.nongyou.web.Viewer;
import org.springframework.stereotype.Component;

@Component
class ProducerNav implements NavEntry {

    @Override
    public int order() {
        return 60;
    }

    @Override
    public String path() {
        return "/producers";
    }

    @Override
    public String icon() {
        return "building-community";
    }

    @Override
    public String title() {
        return "生产主体";
    }

    @Override
    public boolean visibleTo(Viewer viewer) {
        return viewer.may("READ");
    }
}
