package org.nongyou.producer.web;

import gg.jte.Content;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.journal.JournalRow;
import org.nongyou.kernel.Refusal;
import org.nongyou.producer.Producer;

/// Page `/producers/{id}`.
/// @param cards  of other modules: bases, cases
/// @param reason what was typed as the reason when closing was refused
public record ProducerPage(
        Producer producer,
        String place,
        List<Content> cards,
        List<JournalRow> history,
        boolean mayChange,
        boolean mayClose,
        boolean maySeeNumbers,
        boolean mayOpenAccounts,
        @Nullable Refusal refusal,
        String reason) {}
