package org.nongyou.task.web;

import gg.jte.Content;
import java.util.Optional;
import org.nongyou.identity.Actors;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Level;
import org.nongyou.task.AssignmentLists;
import org.nongyou.web.Templates;
import org.nongyou.web.Viewer;
import org.nongyou.web.WorkbenchCard;
import org.springframework.stereotype.Component;

/// What tasks wait for the person's office: one statement on the workbench.
@Component
public class TaskCard implements WorkbenchCard {

    private final AssignmentLists lists;
    private final Templates templates;

    TaskCard(AssignmentLists lists, Templates templates) {
        this.lists = lists;
        this.templates = templates;
    }

    @Override
    public Place place() {
        return Place.BESIDE;
    }

    @Override
    public int order() {
        return 5;
    }

    @Override
    public Optional<Content> content(Viewer viewer) {
        if (!viewer.may("READ") || !viewer.scope().isAtLeast(Level.COUNTY)) return Optional.empty();
        var actor = Actors.of(viewer);
        if (!actor.may(Verb.REPORT) && !actor.may(Verb.DECIDE)) return Optional.empty();
        var desk = lists.desk(actor);
        return desk.isEmpty() ? Optional.empty() : Optional.of(templates.content("task/card", desk));
    }
}
