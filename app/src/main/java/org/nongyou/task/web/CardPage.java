package org.nongyou.task.web;

import java.util.List;
import org.nongyou.notice.Due;
import org.nongyou.task.Assignment;
import org.nongyou.task.AssignmentLists;

/// The card of tasks on the workbench.
/// @param reminders what the schemes want the office reminded of by now
public record CardPage(AssignmentLists.Desk desk, List<Reminder> reminders) {

    public record Reminder(Assignment task, Due due) {}
}
