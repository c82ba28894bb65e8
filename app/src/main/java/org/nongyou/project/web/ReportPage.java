package org.nongyou.project.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.notice.Due;
import org.nongyou.project.Report;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Task;
import org.nongyou.web.Entered;

/// One report: the form while it is owed, and what was filed.
/// @param values what stands in the form's fields, in their order
/// @param barred why the person may not file it; empty where he may
public record ReportPage(
        Report report,
        Scheme scheme,
        Task task,
        String place,
        String say,
        String tone,
        @Nullable Due due,
        List<String> values,
        Map<String, String> figures,
        boolean mayFile,
        boolean mayAnswer,
        Entered entered) {}
