package org.nongyou.task.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.scheme.Frequency;
import org.nongyou.task.Dispatch;
import org.nongyou.task.TaskLists;
import org.nongyou.web.Entered;

/// Pages `/tasks/dispatch` and what is given out from there.
public final class DispatchPage {

    private DispatchPage() {}

    /// Page `/tasks/dispatch`.
    /// @param mayIssue    some document's list is this office's to give out
    /// @param mayDispatch there are offices below
    public record Given(String say, List<Dispatch> dispatches, boolean mayIssue, boolean mayDispatch) {}

    /// Page `/tasks/dispatch/new`.
    /// @param clauses of the documents that hold here
    public record Order(String formKey, List<Clauses> clauses, List<Offices> offices, Entered entered) {}

    public record Clauses(String scheme, List<Option> options) {}

    /// @param title of the place that they lie in
    public record Offices(String title, List<Option> options) {}

    public record Option(String value, String title, boolean chosen) {}

    /// Page `/tasks/dispatch/list`.
    /// @param tasks   of the document, with its clause and day
    /// @param over    the document's period is over
    /// @param preview null until it was asked for
    public record TaskList(
            String formKey,
            List<Option> schemes,
            String scheme,
            @Nullable String over,
            List<Integer> years,
            int year,
            List<Task> tasks,
            List<Option> places,
            List<Frequency> frequencies,
            TaskLists.@Nullable Preview preview,
            Entered entered) {}

    /// @param when 2026-12-31、每年、每季度，文件没有写 …
    public record Task(String id, String title, String clauses, String when, String who, boolean chosen) {}
}
