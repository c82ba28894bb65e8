package org.nongyou.task.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.notice.Due;
import org.nongyou.task.Assignment;
import org.nongyou.task.AssignmentFilter;
import org.nongyou.task.AssignmentLists;
import org.nongyou.web.Address;
import org.nongyou.web.RegionChips;

/// Page `/tasks`.
/// @param places  names of each row's place, by region code
/// @param dues    how each row's deadline stands, by id; none for what is closed
/// @param regions null where only one office's tasks are shown
/// @param task    title of the one task that is shown, or null
/// @param next    address of the next page, or null
public record TaskListPage(
        String say,
        String tone,
        AssignmentFilter filter,
        List<Assignment> rows,
        Map<String, String> places,
        Map<Long, Due> dues,
        @Nullable RegionChips regions,
        List<Option> schemes,
        List<Integer> years,
        @Nullable String task,
        int total,
        AssignmentLists.Desk desk,
        Address address,
        @Nullable String next,
        boolean first,
        boolean mayDispatch) {

    public record Option(String value, String title, boolean chosen) {}

    public List<AssignmentFilter.Standing> standings() {
        return List.of(AssignmentFilter.Standing.values());
    }

    public String whose(AssignmentFilter.Whose whose) {
        return address.with("whose", whose.code()).with("region", null).toString();
    }
}
