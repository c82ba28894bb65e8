package org.nongyou.compliance;

import static nongyoudb.compliance.Tables.ENTRY_CHECKERS;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.DSLContext;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.producer.Producer;
import org.nongyou.producer.Producers;
import org.nongyou.region.Scope;
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

    private record Known(boolean looks, long until) {}

    private static final long REMEMBERED = Duration.ofMinutes(1).toNanos();
    private static final int MOST = 10_000;

    /// By producer; every page asks for its menu.
    private final Map<Long, Known> known = new ConcurrentHashMap<>();

    /// Whether a producer is of a kind that looks at incoming goods, as it was a minute ago at most.
    boolean looks(long producerId) {
        long now = System.nanoTime();
        var before = known.get(producerId);
        if (before != null && before.until() - now > 0) return before.looks();
        if (known.size() > MOST) known.clear();
        boolean looks = checks(producerId, new Scope.Own(producerId)).isPresent();
        known.put(producerId, new Known(looks, now + REMEMBERED));
        return looks;
    }

    private Optional<Producer> checks(long id, Scope scope) {
        return producers
                .find(scope, id)
                .filter(one -> sql.fetchExists(
                        ENTRY_CHECKERS, ENTRY_CHECKERS.KIND.eq(one.kind().code())));
    }

    /// The producer for whom the person looks; empty for whoever does not.
    Optional<Producer> of(Actor actor) {
        var id = actor.producerId();
        if (id == null || !actor.may(Verb.INSPECT_ENTRY)) return Optional.empty();
        return checks(id, actor.scope());
    }
}
