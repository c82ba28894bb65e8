package org.nongyou.compliance;

import static nongyoudb.compliance.Tables.ENTRY_CHECKERS;

import java.util.Optional;
import org.jooq.DSLContext;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.producer.Producer;
import org.nongyou.producer.Producers;
import org.springframework.stereotype.Component;

/// Who looks at incoming goods (进货查验人): accounts of the kinds of producers that are rows of `entry_checkers`.
@Component
class EntryCheckers {

    private final DSLContext sql;
    private final Producers producers;

    EntryCheckers(DSLContext sql, Producers producers) {
        this.sql = sql;
        this.producers = producers;
    }

    /// The producer for whom the person looks; empty for whoever does not.
    Optional<Producer> of(Actor actor) {
        var id = actor.producerId();
        if (id == null || !actor.may(Verb.INSPECT_ENTRY)) return Optional.empty();
        return producers
                .find(actor.scope(), id)
                .filter(one -> sql.fetchExists(
                        ENTRY_CHECKERS, ENTRY_CHECKERS.KIND.eq(one.kind().code())));
    }
}
