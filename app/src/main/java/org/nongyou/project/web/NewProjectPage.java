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
/// @param mayEstablish whether the person's office establishes projects
public record NewProjectPage(
        Scheme scheme,
        Subsidy.Allocation allocation,
        String say,
        List<Row> rows,
        List<County> counties,
        List<String> doubts,
        boolean mayEstablish,
        Entered entered) {

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
