package org.nongyou.production.web;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.journal.JournalRow;
import org.nongyou.production.Batch;
import org.nongyou.production.BatchDossier;
import org.nongyou.production.BatchTest;
import org.nongyou.production.FarmAct;
import org.nongyou.production.TestKind;
import org.nongyou.web.Entered;

/// Page `/production/batches/{id}`: the dossier, and the production record on paper.
/// @param early  why it was harvested too early; empty where it was not
/// @param closed day, person and reason; empty while it is open
public record BatchPage(
        BatchDossier dossier,
        List<FarmAct> acts,
        String place,
        String say,
        String tone,
        List<String> early,
        String closed,
        List<String> untested,
        List<JournalRow> history,
        boolean mayRecord,
        boolean mayCertify,
        LocalDate today,
        Entered entered,
        String form,
        String formKey) {

    public Batch batch() {
        return dossier.batch();
    }

    public List<TestKind> kinds() {
        return List.of(TestKind.values());
    }

    /// Failed and not repeated yet.
    public List<BatchTest> failed() {
        return dossier.tests().stream()
                .filter(one -> !one.passed())
                .filter(one -> dossier.tests().stream()
                        .noneMatch(other -> Long.valueOf(one.id()).equals(other.retestOf())))
                .toList();
    }

    public boolean open(String name) {
        return form.equals(name);
    }

    public String typed(String name, String field, String otherwise) {
        return open(name) ? entered.value(field) : otherwise;
    }

    public @Nullable String error(String name, String field) {
        return open(name) ? entered.error(field) : null;
    }
}
