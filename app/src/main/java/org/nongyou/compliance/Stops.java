package org.nongyou.compliance;

import static nongyoudb.compliance.Tables.STOPS;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nongyoudb.compliance.tables.records.StopsRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.producer.Producer;
import org.nongyou.producer.Producers;
import org.nongyou.region.Scope;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Producers whose certificates the county has stopped (停开), each with the reason, and their return.
@Service("commitmentStops")
public class Stops {

    /// @param resumedOn null while it stands
    public record Stop(
            long id,
            long producerId,
            String producerName,
            LocalDate on,
            String because,
            String by,
            @Nullable LocalDate resumedOn,
            String resumedBecause,
            String resumedBy) {}

    private static final int LONGEST = 200;

    private final DSLContext sql;
    private final Producers producers;
    private final Journal journal;
    private final Clock clock;

    Stops(DSLContext sql, Producers producers, Journal journal, Clock clock) {
        this.sql = sql;
        this.producers = producers;
        this.journal = journal;
        this.clock = clock;
    }

    /// The one that stands.
    public Optional<Stop> current(Scope scope, long producerId) {
        return sql.selectFrom(STOPS)
                .where(STOPS.PRODUCER_ID.eq(producerId))
                .and(STOPS.RESUMED_ON.isNull())
                .and(scope.on(STOPS.REGION_CODE, STOPS.PRODUCER_ID))
                .fetchOptional(Stops::stop);
    }

    /// The newest first, those that stand before the others.
    public List<Stop> list(Scope scope, int limit) {
        return sql.selectFrom(STOPS)
                .where(scope.on(STOPS.REGION_CODE, STOPS.PRODUCER_ID))
                .orderBy(STOPS.RESUMED_ON.isNotNull(), STOPS.ID.desc())
                .limit(limit)
                .fetch(Stops::stop);
    }

    private static Stop stop(StopsRecord row) {
        return new Stop(
                row.getId(),
                row.getProducerId(),
                row.getProducerName(),
                row.getStoppedOn(),
                row.getBecause(),
                row.getStoppedBy(),
                row.getResumedOn(),
                row.getResumedBecause(),
                row.getResumedBy());
    }

    /// 停开.
    @Transactional
    public Decision<Stop> stop(Actor actor, long producerId, String reason) {
        var producer = producers.find(actor.scope(), producerId).orElseThrow(NotFound::new);
        var because = reason.strip();
        var fault = fault(actor, because);
        if (fault != null) return Decision.refused(fault);
        var row = sql.insertInto(STOPS)
                .set(STOPS.PRODUCER_ID, producerId)
                .set(STOPS.PRODUCER_NAME, producer.name())
                .set(STOPS.REGION_CODE, producer.region().value())
                .set(STOPS.STOPPED_ON, LocalDate.ofInstant(clock.instant(), Ui.ZONE))
                .set(STOPS.BECAUSE, because)
                .set(STOPS.STOPPED_BY, actor.officeName())
                .onConflictDoNothing()
                .returning()
                .fetchOptional();
        if (row.isEmpty()) return Decision.refused("compliance.stopped-already", producer.name());
        journal.write(actor, entry("commitment.stop", producer, "停了“" + producer.name() + "”开具合格证", because));
        return Decision.done(stop(row.get()));
    }

    /// 恢复开具.
    @Transactional
    public Decision<Stop> resume(Actor actor, long producerId, String reason) {
        var producer = producers.find(actor.scope(), producerId).orElseThrow(NotFound::new);
        var because = reason.strip();
        var fault = fault(actor, because);
        if (fault != null) return Decision.refused(fault);
        var row = sql.update(STOPS)
                .set(STOPS.RESUMED_ON, LocalDate.ofInstant(clock.instant(), Ui.ZONE))
                .set(STOPS.RESUMED_BECAUSE, because)
                .set(STOPS.RESUMED_BY, actor.officeName())
                .where(STOPS.PRODUCER_ID.eq(producerId))
                .and(STOPS.RESUMED_ON.isNull())
                .and(scopeOf(actor))
                .returning()
                .fetchOptional();
        if (row.isEmpty()) return Decision.refused("compliance.not-stopped", producer.name());
        journal.write(actor, entry("commitment.resume", producer, "恢复“" + producer.name() + "”开具合格证", because));
        return Decision.done(stop(row.get()));
    }

    private static org.jooq.Condition scopeOf(Actor actor) {
        return actor.scope().on(STOPS.REGION_CODE, STOPS.PRODUCER_ID);
    }

    private static @Nullable Refusal fault(Actor actor, String because) {
        if (actor.isProducer() || !actor.may(Verb.DECIDE)) return Refusal.of("compliance.stop-not-yours");
        if (because.isEmpty()) return Refusal.of("compliance.stop-reason").at("reason");
        return because.length() > LONGEST
                ? Refusal.of("compliance.long", LONGEST).at("reason")
                : null;
    }

    private static JournalEntry entry(String act, Producer producer, String summary, String because) {
        return JournalEntry.of(act, producer.region(), "producer", producer.id(), producer.name(), summary)
                .because(because);
    }
}
