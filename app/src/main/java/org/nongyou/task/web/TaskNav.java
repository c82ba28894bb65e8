package org.nongyou.task.web;

import org.nongyou.kernel.Level;
import org.nongyou.web.NavEntry;
import org.nongyou.web.Viewer;
import org.springframework.stereotype.Component;

/// For whoever looks after a county or more: tasks fall to no smaller place.
@Component
class TaskNav implements NavEntry {

    @Override
    public int order() {
        return 25;
    }

    @Override
    public String path() {
        return "/tasks";
    }

    @Override
    public String icon() {
        return "calendar";
    }

    @Override
    public String title() {
        return "任务";
    }

    @Override
    public boolean visibleTo(Viewer viewer) {
        return viewer.may("READ") && viewer.scope().isAtLeast(Level.COUNTY);
    }
}
