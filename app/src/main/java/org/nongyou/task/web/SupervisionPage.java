package org.nongyou.task.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.journal.JournalRow;
import org.nongyou.task.AnswerFile;
import org.nongyou.task.Assignment;
import org.nongyou.task.Circular;
import org.nongyou.task.Extension;
import org.nongyou.task.Supervision;
import org.nongyou.task.SupervisionKind;
import org.nongyou.web.Entered;

/// Pages under `/tasks/supervision` and `/tasks/circulars`.
public final class SupervisionPage {

    private SupervisionPage() {}

    /// Page `/tasks/supervision`.
    /// @param places names of each row's place, by region code
    /// @param next   address of the next page, or null
    public record Overview(
            String say,
            String tone,
            List<Circular> circulars,
            List<Supervision> supervisions,
            Map<String, String> places,
            LocalDate today,
            @Nullable String next,
            boolean first,
            boolean mayAct) {}

    /// Page `/tasks/circulars/new`.
    /// @param late what it would name
    public record NewOne(
            String formKey,
            String scheme,
            List<DispatchPage.Option> schemes,
            List<DispatchPage.Option> clauses,
            List<Assignment> late,
            Map<String, String> places,
            LocalDate today,
            String title,
            String words,
            Entered entered) {}

    /// Page `/tasks/circulars/{id}`.
    public record One(
            Circular circular,
            String schemeTitle,
            String clauseHref,
            List<Circular.Line> lines,
            Map<String, String> places,
            List<String> readable) {}

    /// Page `/tasks/supervision/new`.
    /// @param task    what it is about, or null
    /// @param offices that it may go to
    public record Order(
            String formKey,
            @Nullable Assignment task,
            List<DispatchPage.Offices> offices,
            List<DispatchPage.Clauses> clauses,
            SupervisionKind kind,
            Entered entered) {

        public List<SupervisionKind> kinds() {
            return List.of(SupervisionKind.values());
        }
    }

    /// Page `/tasks/extensions`.
    /// @param tasks  that they are for, by id
    /// @param places names by region code
    public record Later(List<Extension> rows, Map<Long, Assignment> tasks, Map<String, String> places) {}

    /// Page `/tasks/supervision/{id}`.
    public record Act(
            Supervision one,
            String schemeTitle,
            String clauseHref,
            String place,
            String say,
            String tone,
            boolean mayAnswer,
            boolean mayClose,
            List<AnswerFile> files,
            List<JournalRow> history,
            Entered entered) {}
}
