package org.nongyou.task;

import java.time.LocalTime;
import org.nongyou.job.Daily;
import org.springframework.stereotype.Component;

/// What tasks do by themselves each night: lists go on, then what the facts show to be done is closed.
@Component
class TaskNight implements Daily {

    private static final int AT_A_TIME = 500;

    private final TaskLists taskLists;
    private final Assignments assignments;

    TaskNight(TaskLists taskLists, Assignments assignments) {
        this.taskLists = taskLists;
        this.assignments = assignments;
    }

    @Override
    public String name() {
        return "task-night";
    }

    @Override
    public LocalTime at() {
        return LocalTime.of(0, 40);
    }

    @Override
    public void run() {
        taskLists.goOn();
        closeByFacts();
    }

    /// @return how many were closed
    int closeByFacts() {
        int closed = 0;
        for (long after = 0; ; ) {
            var page = assignments.waitingForFacts(after, AT_A_TIME);
            for (var one : page) if (assignments.closeByFacts(one.id())) closed++;
            if (page.size() < AT_A_TIME) return closed;
            after = page.getLast().id();
        }
    }
}
