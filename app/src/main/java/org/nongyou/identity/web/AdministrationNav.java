package org.nongyou.identity.web;

import org.nongyou.web.NavEntry;
import org.nongyou.web.Viewer;
import org.springframework.stereotype.Component;

@Component
class AdministrationNav implements NavEntry {

    @Override
    public int order() {
        return 95;
    }

    @Override
    public String path() {
        return "/admin/offices";
    }

    @Override
    public String icon() {
        return "settings";
    }

    @Override
    public String title() {
        return "机构账号";
    }

    @Override
    public boolean visibleTo(Viewer viewer) {
        return viewer.may("ADMINISTER");
    }
}
