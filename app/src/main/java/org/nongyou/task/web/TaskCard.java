package org.nongyou.task.web;

import gg.jte.Content;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.nongyou.identity.Actors;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Level;
import org.nongyou.notice.Workdays;
import org.nongyou.task.AssignmentLists;
import org.nongyou.web.Templates;
import org.nongyou.web.Ui;
import org.nongyou.web.Viewer;
import org.nongyou.web.WorkbenchCard;
import org.springframework.stereotype.Component;

/// What tasks wait for the person's office: one statement on the workbench, and one more where the schemes want it
/// reminded of something by now.
@Component
public class TaskCard implements WorkbenchCard {

    private static final int REMINDED = 5;

    private final AssignmentLists lists;
    private final Workdays workdays;
    private final Templates templates;
    private final Clock clock;

    TaskCard(AssignmentLists lists, Workdays workdays, Templates templates, Clock clock) {
        this.lists = lists;
        this.workdays = workdays;
        this.clock = clock;
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
        if (desk.isEmpty()) return Optional.empty();
        var today = LocalDate.ofInstant(clock.instant(), Ui.ZONE);
        return Optional.of(templates.content(
                "task/card",
                new CardPage(
                        desk,
                        desk.remind() == 0
                                ? List.of()
                                : lists.reminders(actor, REMINDED).stream()
                                        .map(one -> new CardPage.Reminder(one, workdays.due(today, one.dueOn())))
                                        .toList())));
    }
}
