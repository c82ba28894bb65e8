package org.nongyou.project.web;

import java.util.List;
import org.nongyou.project.Output;
import org.nongyou.project.OutputProgress;
import org.nongyou.project.Project;
import org.nongyou.scheme.Scheme;
import org.nongyou.web.Entered;

/// What a project is to bring about and what it did.
/// @param form which form was refused; empty otherwise
public record OutputsPage(
        Project project,
        Scheme scheme,
        String place,
        String say,
        String tone,
        List<OutputProgress> progress,
        List<Output> outputs,
        boolean mayWork,
        boolean mayStrike,
        String form,
        Entered entered) {

    public Entered typed(String of) {
        return form.equals(of) ? entered : Entered.NOTHING;
    }

    public String title(String fact) {
        return progress.stream()
                .filter(one -> one.fact().equals(fact))
                .map(one -> one.indicator().title())
                .findFirst()
                .orElse(fact);
    }

    public String unit(String fact) {
        return progress.stream()
                .filter(one -> one.fact().equals(fact))
                .map(one -> one.indicator().unit())
                .findFirst()
                .orElse("");
    }
}
