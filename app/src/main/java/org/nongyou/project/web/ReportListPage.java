package org.nongyou.project.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.notice.Due;
import org.nongyou.project.Report;
import org.nongyou.project.ReportFilter;
import org.nongyou.web.Address;

/// Page `/projects/reports`.
/// @param counts of each standing, capped
/// @param doubts what the documents leave open about the days
public record ReportListPage(
        String say,
        String tone,
        ReportFilter filter,
        List<Row> rows,
        Map<ReportFilter.Standing, Integer> counts,
        List<String> doubts,
        Address address,
        @Nullable String next,
        boolean first) {

    /// @param due of what is owed; null for the rest
    public record Row(
            Report report,
            String task,
            String place,
            @Nullable Due due,
            boolean late) {}
}
