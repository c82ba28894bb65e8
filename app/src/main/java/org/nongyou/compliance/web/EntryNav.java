package org.nongyou.compliance.web;

import org.nongyou.compliance.Entries;
import org.nongyou.web.NavEntry;
import org.nongyou.web.Viewer;
import org.springframework.stereotype.Component;

/// For whoever takes goods in, and for the offices that inspect it.
@Component
class EntryNav implements NavEntry {

    private final Entries entries;

    EntryNav(Entries entries) {
        this.entries = entries;
    }

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
        return viewer.may("READ") && entries.concerns(viewer.scope());
    }
}
