package org.nongyou.task.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.journal.JournalRow;
import org.nongyou.notice.Due;
import org.nongyou.task.Assignment;
import org.nongyou.task.Dispatch;
import org.nongyou.task.Extension;
import org.nongyou.task.ProgressReport;
import org.nongyou.task.ReportField;
import org.nongyou.task.Supervision;
import org.nongyou.task.TaskEvidence;
import org.nongyou.task.TaskProof;
import org.nongyou.web.Entered;

/// Page `/tasks/{id}`.
/// @param clauses   with the addresses of their texts
/// @param mayReport this person's office has it to do
/// @param mayJudge  this person's office confirms it
/// @param supervisions letters, interviews and rectification about it
/// @param asked     a later day that is asked for and not decided yet, or null
/// @param mayExtend this person's office may ask for a later day
/// @param mayGrant  this person's office decides about it
/// @param evidence  what the facts say, where they show the task done; else null
/// @param why       why nothing can be done here, or null
public record TaskPage(
        Assignment task,
        Dispatch dispatch,
        String schemeTitle,
        List<Clause> clauses,
        String place,
        String say,
        String tone,
        @Nullable Due due,
        List<Field> fields,
        List<Proof> proofs,
        List<TaskProof> others,
        List<ProgressReport> reports,
        List<JournalRow> history,
        boolean mayReport,
        boolean mayJudge,
        boolean mayCancel,
        boolean maySupervise,
        List<Supervision> supervisions,
        List<Extension> extensions,
        @Nullable Extension asked,
        boolean mayExtend,
        boolean mayGrant,
        @Nullable TaskEvidence evidence,
        @Nullable String why,
        Entered entered,
        String form) {

    public record Clause(String section, String title, String href) {}

    /// @param id    of the form's field: f0, f1 …
    /// @param value typed, or as reported last
    public record Field(
            String id,
            ReportField field,
            String value,
            @Nullable String error) {}

    /// @param id    of the form's field: p0, p1 …
    public record Proof(String id, String title, List<TaskProof> files) {}

    /// What was typed into one of the forms of the page, and nothing for the others.
    public String typed(String of, String field) {
        return form.equals(of) ? entered.value(field) : "";
    }

    public @Nullable String error(String of, String field) {
        return form.equals(of) ? entered.error(field) : null;
    }
}
