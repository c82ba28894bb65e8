package org.nongyou.project.web;

import java.util.List;
import org.nongyou.project.Archived;
import org.nongyou.project.Project;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Task;
import org.nongyou.web.Entered;

/// The archive of a project.
/// @param lacking tasks that ask for proof and have none
public record ArchivePage(
        Project project,
        Scheme scheme,
        String place,
        String say,
        String tone,
        List<Task> tasks,
        List<Task> lacking,
        List<Archived> files,
        boolean mayWork,
        String form,
        Entered entered) {

    public Entered typed(String of) {
        return form.equals(of) ? entered : Entered.NOTHING;
    }

    public String task(String id) {
        return tasks.stream()
                .filter(one -> one.id().equals(id))
                .map(Task::title)
                .findFirst()
                .orElse("其他");
    }
}
