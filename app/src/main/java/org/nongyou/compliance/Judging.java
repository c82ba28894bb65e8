package org.nongyou.compliance;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.kernel.Refusal;
import org.nongyou.producer.Producer;
import org.nongyou.producer.Producers;
import org.nongyou.production.BatchDossier;
import org.nongyou.production.Batches;
import org.nongyou.region.Scope;
import org.nongyou.standard.RuleBooks;
import org.nongyou.web.NotFound;
import org.springframework.stereotype.Component;

/// Brings the facts before the [Gate], the same ones whoever asks.
@Component
class Judging {

    private final Batches batches;
    private final Producers producers;
    private final RuleBooks books;
    private final IssueBook issueBook;
    private final Stops stops;
    private final CommitmentWriter writer;

    Judging(
            Batches batches,
            Producers producers,
            RuleBooks books,
            IssueBook issueBook,
            Stops stops,
            CommitmentWriter writer) {
        this.batches = batches;
        this.producers = producers;
        this.books = books;
        this.issueBook = issueBook;
        this.stops = stops;
        this.writer = writer;
    }

    Optional<GateAnswer> judge(Actor actor, long batchId, @Nullable BigDecimal kg, @Nullable Set<Basis> bases) {
        return batches.dossier(actor.scope(), batchId).map(dossier -> judge(actor, dossier, kg, bases));
    }

    GateAnswer judge(Actor actor, BatchDossier dossier, @Nullable BigDecimal kg, @Nullable Set<Basis> bases) {
        return judge(actor, producer(actor, dossier), dossier, kg, bases);
    }

    GateAnswer judge(
            Actor actor, Producer producer, BatchDossier dossier, @Nullable BigDecimal kg, @Nullable Set<Basis> bases) {
        return answer(producer, stops.current(actor.scope(), producer.id()).orElse(null), dossier, kg, bases);
    }

    private GateAnswer answer(
            Producer producer,
            Stops.@Nullable Stop stop,
            BatchDossier dossier,
            @Nullable BigDecimal kg,
            @Nullable Set<Basis> bases) {
        return Gate.judge(new GateFacts(
                producer,
                stop == null ? null : stop.because(),
                stop == null ? null : stop.on(),
                dossier,
                kg,
                bases,
                writer.today(),
                books.current(),
                issueBook.rules()));
    }

    /// What the gate says today of the batch behind a certificate: an act recorded late, a test that failed since, a
    /// producer stopped since. Not of the amount, which its certificates have taken. Who holds the label may ask.
    Optional<GateAnswer> again(Commitment one) {
        var batch = one.batchId();
        if (batch == null) return Optional.empty();
        var own = new Scope.Own(one.producerId());
        return batches.dossier(own, batch).map(dossier -> {
            var producer = producers.find(own, one.producerId()).orElseThrow(NotFound::new);
            var stop = stops.current(own, producer.id()).orElse(null);
            return answer(producer, stop, dossier, null, one.bases()).without(GateRule.QUANTITY);
        });
    }

    /// All batches of the person's own producer that have a remainder, the newest first.
    List<GateAnswer> open(Actor actor) {
        if (!actor.isProducer()) return List.of();
        var open = batches.open(actor.scope());
        if (open.isEmpty()) return List.of();
        var producer = producer(actor, open.getFirst());
        var stop = stops.current(actor.scope(), producer.id()).orElse(null);
        return open.stream()
                .map(dossier -> answer(producer, stop, dossier, null, null))
                .toList();
    }

    Producer producer(Actor actor, BatchDossier dossier) {
        return producers.find(actor.scope(), dossier.batch().producerId()).orElseThrow(NotFound::new);
    }

    static Refusal refusal(GateAnswer answer) {
        return Refusal.joined(answer.refusals().stream()
                .map(one -> Refusal.of("compliance.gate", one.title(), one.fact(), one.wayOut())
                        .citing(one.cited())
                        .at(
                                switch (one.rule()) {
                                    case BASIS, COVERAGE -> "bases";
                                    case QUANTITY -> "kg";
                                    case SUBJECT, RECORD, INPUTS, WAITING, TESTS -> "batch";
                                }))
                .toList());
    }
}
