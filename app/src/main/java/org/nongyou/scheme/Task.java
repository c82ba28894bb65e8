package org.nongyou.scheme;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that the document asks offices to do (任务).
/// @param each        for each of what; null for once
/// @param to          id of the office that receives the result, or null
/// @param responsible ids of the offices that lead: the task's own, or its clause's, or those that carry out all
/// @param when        whether the task arises, or null for always
/// @param doneWhen    facts that show it done by themselves, or null
/// @param report      fields to be filled in
/// @param evidence    titles of what must be attached
/// @param remind      working days before it is due
public record Task(
        String path,
        String id,
        String title,
        List<String> clauses,
        Due due,
        @Nullable Each each,
        @Nullable String to,
        List<String> responsible,
        List<String> cooperating,
        @Nullable Expression when,
        @Nullable Expression doneWhen,
        List<String> report,
        List<String> evidence,
        List<Integer> remind)
        implements SchemeItem {

    public sealed interface Due {
        record On(LocalDate day) implements Due {}

        /// Left open by the document; settled by the responsible office.
        record ByOffice(String path) implements Due {}

        /// In every span.
        /// @param dayPath where a settlement of the day is kept when the document leaves it open, or null
        /// @param day     day of the span, counted from 1, or null for its end
        record Every(
                Frequency frequency,
                @Nullable Integer day,
                @Nullable String dayPath) implements Due {}

        /// Again and again; the document leaves open how often.
        record EveryByOffice(String path) implements Due {}
    }

    public Task {
        clauses = List.copyOf(clauses);
        responsible = List.copyOf(responsible);
        cooperating = List.copyOf(cooperating);
        report = List.copyOf(report);
        evidence = List.copyOf(evidence);
        remind = List.copyOf(remind);
    }
}
