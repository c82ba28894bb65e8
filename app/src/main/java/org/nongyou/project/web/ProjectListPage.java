package org.nongyou.project.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Money;
import org.nongyou.project.Project;
import org.nongyou.project.ProjectFilter;
import org.nongyou.project.ProjectState;
import org.nongyou.web.Address;
import org.nongyou.web.RegionChips;

/// Page `/projects`.
/// @param places      names of each row's place, by region code
/// @param allocations what the documents fund, each with how much of it became projects
public record ProjectListPage(
        String say,
        String tone,
        ProjectFilter filter,
        List<Project> projects,
        Map<String, String> places,
        RegionChips regions,
        List<Option> schemes,
        List<Allotted> allocations,
        int total,
        Address address,
        @Nullable String next,
        boolean first) {

    public record Option(String value, String title, boolean chosen) {}

    /// @param difference where the printed total is not the sum of the rows: what differs; else empty
    /// @param doubts     what the document leaves open about the money
    public record Allotted(
            String scheme,
            int version,
            String title,
            String document,
            String clause,
            String section,
            String source,
            int products,
            Money total,
            Money printed,
            String difference,
            List<String> doubts,
            String href,
            boolean mayEstablish) {}

    public List<ProjectState> states() {
        return List.of(ProjectState.values());
    }

    public boolean isNarrowed() {
        return filter.schemeId() != null
                || filter.state() != null
                || !filter.words().isEmpty();
    }
}
