package org.nongyou.procedure.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Refusal;
import org.nongyou.procedure.CaseView;
import org.nongyou.scheme.Stage;

/// The application form (申报表).
/// @param theirs  fields that somebody else changed meanwhile, with what stands there now
/// @param savedAt 10:42, or empty while nothing was saved
/// @param after   the steps that follow
/// @param helper  whom to ask: an office and its phone, or empty
public record CaseFormPage(
        CaseView view,
        String kindTitle,
        List<Refusal> refusals,
        Map<String, String> theirs,
        String savedAt,
        List<Stage> after,
        String helper,
        String submitTitle,
        int revision) {

    /// The sentence at a field, or null.
    public @Nullable String at(String field) {
        return refusals.stream()
                .filter(refusal -> field.equals(refusal.field()))
                .map(Refusal::message)
                .findFirst()
                .orElse(null);
    }

    public long wrong(String prefix) {
        return refusals.stream()
                .filter(refusal ->
                        Optional.ofNullable(refusal.field()).orElse("").startsWith(prefix))
                .count();
    }

    public String value(String field) {
        return view.form().value(field);
    }

    public int open(String prefix) {
        return (int) view.standing().stream()
                .filter(refusal ->
                        Optional.ofNullable(refusal.field()).orElse("").startsWith(prefix))
                .count();
    }

    public String clauseHref(String section) {
        return org.nongyou.web.Ui.clauseHref(view.scheme().id(), view.scheme().version(), section);
    }
}
