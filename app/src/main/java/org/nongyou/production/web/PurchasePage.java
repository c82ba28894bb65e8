package org.nongyou.production.web;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.journal.JournalRow;
import org.nongyou.production.Movement;
import org.nongyou.production.Purchase;
import org.nongyou.web.Entered;

/// Page `/production/inputs/{id}`: a purchase and what became of it.
/// @param voucher  name of the file, or null
/// @param openable whether the person may open it
public record PurchasePage(
        Purchase one,
        String say,
        String tone,
        List<Movement> movements,
        @Nullable String voucher,
        boolean openable,
        List<JournalRow> history,
        boolean mayRecord,
        LocalDate today,
        Entered entered,
        String formKey) {

    public List<Movement.Kind> kinds() {
        return java.util.Arrays.stream(Movement.Kind.values())
                .filter(Movement.Kind::byHand)
                .toList();
    }
}
