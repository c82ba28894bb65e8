package org.nongyou.compliance.web;

import org.nongyou.web.NavEntry;
import org.nongyou.web.Viewer;
import org.springframework.stereotype.Component;

/// For whoever takes goods in.
@Component
class EntryNav implements NavEntry {

    @Override
    public int order() {
        return 56;
    }

    @Override
    public String path() {
        return "/entries";
    }

    @Override
    public String icon() {
        return "scan";
    }

    @Override
    public String title() {
        return "进货查验";
    }

    @Override
    public boolean visibleTo(Viewer viewer) {
        return viewer.may("INSPECT_ENTRY");
    }
}
