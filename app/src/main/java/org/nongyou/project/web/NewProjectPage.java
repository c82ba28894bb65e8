package org.nongyou.project.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Money;
import org.nongyou.project.Project;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Subsidy;
import org.nongyou.web.Entered;

/// Page `/projects/new`: the products that a document funds, and which of them are projects.
/// @param counties to choose from where the document names none
/// @param application null where the person's office applies for nothing
/// @param mayEstablish whether the person's office establishes projects
public record NewProjectPage(
        Scheme scheme,
        Subsidy.Allocation allocation,
        String say,
        List<Row> rows,
        List<County> counties,
        List<String> doubts,
        boolean mayEstablish,
        @Nullable Application application,
        Entered entered) {

    /// The procedure in which the person's county may apply.
    /// @param over why nobody applies any more; empty while one may
    public record Application(String procedure, String clause, String over) {}

    /// @param place   as the document names it, or as the project has it; empty where it is open
    /// @param project null where it is none yet
    public record Row(
            String product,
            Money amount,
            String place,
            boolean open,
            @Nullable Project project) {}

    public record County(String code, String path) {}
}
