package org.nongyou.compliance;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nongyou.producer.Producer;
import org.nongyou.production.BatchDossier;
import org.nongyou.standard.RuleBook;

/// All that the gate judges by. It asks nobody else, so the same facts give the same answer.
/// @param stopped why the county stopped the producer's certificates, or null
/// @param stoppedOn since when, or null
/// @param kg      asked for; null where nobody has asked yet: then the whole remainder
/// @param bases   null where they are not chosen yet
public record GateFacts(
        Producer producer,
        @Nullable String stopped,
        @Nullable LocalDate stoppedOn,
        BatchDossier dossier,
        @Nullable BigDecimal kg,
        @Nullable Set<Basis> bases,
        LocalDate today,
        RuleBook book,
        IssueRules rules) {

    public GateFacts {
        bases = bases == null ? null : Set.copyOf(bases);
    }

    public GateFacts choosing(Set<Basis> chosen, BigDecimal amount) {
        return new GateFacts(producer, stopped, stoppedOn, dossier, amount, chosen, today, book, rules);
    }
}
