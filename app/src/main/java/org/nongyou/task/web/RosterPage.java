package org.nongyou.task.web;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.task.RosterMember;
import org.nongyou.task.Rosters;
import org.nongyou.web.Address;
import org.nongyou.web.Entered;

/// Page `/rosters`.
/// @param gaps    rosters that the chosen document asks for in this area; empty without one
/// @param own     rosters that the person's own place keeps; empty where he may change none
/// @param export  address of the table, or null where there is nobody
/// @param next    address of the next page, or null
public record RosterPage(
        String say,
        String tone,
        List<TaskListPage.Option> schemes,
        @Nullable String scheme,
        @Nullable String roster,
        LocalDate on,
        boolean history,
        List<Group> groups,
        List<Gap> gaps,
        List<Rosters.SchemeRoster> own,
        Address address,
        @Nullable String export,
        @Nullable String next,
        @Nullable String previous,
        Entered entered) {

    /// One roster of one place.
    /// @param mine this person's office may change it
    public record Group(
            String place,
            String title,
            String schemeTitle,
            String clauseHref,
            String clause,
            boolean mine,
            List<Row> rows) {}

    public record Row(RosterMember member, String phone) {}

    /// @param missing names of the places that have none
    public record Gap(String title, String clause, int places, List<String> missing, String href) {}
}
