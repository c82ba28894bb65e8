package org.nongyou.project.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.project.Project;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.ScoreSheet;
import org.nongyou.web.Entered;

/// What the score sheet and the checklists come to for a project.
/// @param points   reached so far; empty where nothing is scored
/// @param mayStart whether the person's county may begin the evaluation
/// @param notices  public notices of the project
public record EvaluationPage(
        Project project,
        Scheme scheme,
        String place,
        String say,
        String tone,
        String procedure,
        @Nullable ScoreSheet sheet,
        String points,
        List<Line> lines,
        List<Check> checks,
        List<Notice> notices,
        String draft,
        boolean mayStart,
        boolean mayWork,
        String form,
        Entered entered) {

    /// @param points null while something is wanting
    /// @param facts  what it was judged by, or what is wanting
    public record Line(
            String section,
            String title,
            String clause,
            String full,
            @Nullable String points,
            boolean whole,
            List<Fact> facts) {}

    public record Fact(String title, String value, @Nullable String link) {}

    public record Check(String list, String title, String clause, String tone, String result, List<Fact> facts) {}

    public record Notice(long id, String title, String state, String until) {}

    public Entered typed(String of) {
        return form.equals(of) ? entered : Entered.NOTHING;
    }
}
