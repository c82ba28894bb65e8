package org.nongyou.production.web;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.file.StoredFile;
import org.nongyou.journal.JournalRow;
import org.nongyou.production.Batch;
import org.nongyou.production.FarmAct;
import org.nongyou.production.Prescription;
import org.nongyou.web.Entered;

/// Page `/production/{id}`: one farm act with what it replaced and what replaced it.
/// @param chain all entries of the correction, the first one first
public record ActPage(
        FarmAct act,
        String say,
        String tone,
        String place,
        List<FarmAct> chain,
        List<StoredFile> files,
        @Nullable Batch batch,
        @Nullable Prescription prescription,
        List<JournalRow> history,
        boolean mayRecord,
        LocalDate today,
        Entered entered,
        String form) {

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
