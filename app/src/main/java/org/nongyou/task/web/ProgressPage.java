package org.nongyou.task.web;

import java.util.List;
import org.nongyou.task.AssignmentFilter;
import org.nongyou.task.AssignmentLists;
import org.nongyou.web.Address;
import org.nongyou.web.RegionChips;

/// Page `/tasks/progress`.
/// @param places by division of the next level
/// @param tasks  by task; empty where one task is shown
/// @param totals what was reported in numbers
public record ProgressPage(
        String say,
        String tone,
        AssignmentFilter filter,
        List<TaskListPage.Option> schemes,
        List<Integer> years,
        RegionChips regions,
        List<Line> places,
        List<Line> tasks,
        Line all,
        List<Total> totals,
        Address address,
        String export,
        String task) {

    /// Tasks by how they stand.
    /// @param rows address of the list of them all; each number adds its standing
    public record Line(
            String title,
            String clause,
            String href,
            Address rows,
            int due,
            int done,
            int reported,
            int waiting,
            int overdue,
            int later) {

        public String percent() {
            return due == 0 ? "0" : Integer.toString(100 * done / due);
        }

        public String rows(String standing) {
            return rows.with("standing", standing).toString();
        }
    }

    public record Total(String task, AssignmentLists.Total total, String rows) {}
}
