package org.nongyou.project;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Period;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.SchemeRef;

/// A report that a project owes (项目报告), or that a city owes for all its projects together.
/// @param task      id of the scheme's task that asks for it
/// @param projectId null for a city's
/// @param title     of what: the product, or the city
/// @param region    whose office files it
/// @param span      2021-06, 2021-Q2, 2021
/// @param fields    as filed, by the titles that the task asks for
/// @param figures   how the project stood when it was filed, label to text
/// @param filedOn   the first time, or null
/// @param answer    what was said when it was returned or accepted
public record Report(
        long id,
        SchemeRef scheme,
        String task,
        @Nullable Long projectId,
        String title,
        RegionCode region,
        String span,
        Period period,
        LocalDate dueOn,
        LocalDate remindOn,
        ReportState state,
        Map<String, String> fields,
        Map<String, String> figures,
        @Nullable LocalDate filedOn,
        String filedBy,
        String answeredBy,
        String answer,
        int revision,
        boolean demo) {

    /// Waits for whoever files it.
    public boolean owed() {
        return state == ReportState.DUE || state == ReportState.RETURNED;
    }

    /// Was filed after its day, or was not and the day is over.
    public boolean late(LocalDate today) {
        return (filedOn == null ? today : filedOn).isAfter(dueOn);
    }

    /// 2021年6月, 2021年第2季度, 2021年.
    public String spanTitle() {
        if (span.contains("-Q")) return span.replace("-Q", "年第") + "季度";
        if (span.contains("-W")) return span.replace("-W", "年第") + "周";
        return span.length() == 4 ? span + "年" : span.substring(0, 4) + "年" + Integer.parseInt(span.substring(5)) + "月";
    }
}
