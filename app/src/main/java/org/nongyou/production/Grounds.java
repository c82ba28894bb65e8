package org.nongyou.production;

import static nongyoudb.production.Tables.GROUNDS;

import java.util.List;
import java.util.Optional;
import nongyoudb.production.tables.records.GroundsRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.producer.Producer;
import org.nongyou.producer.Producers;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.springframework.stereotype.Component;

/// Whose bases lie where. What a producer buys is written down where the producer is registered, mostly with its
/// county; a
/// township and a village look after those who have a base in theirs.
@Component
class Grounds {

    /// More producers than that have no base in one township.
    private static final int MOST = 5000;

    private final DSLContext sql;
    private final Producers producers;

    Grounds(DSLContext sql, Producers producers) {
        this.sql = sql;
        this.producers = producers;
    }

    /// Rows of producers, by where they are registered; in a township or a village also by where their bases lie.
    Condition ofProducers(Scope scope, Field<String> region, Field<Long> producer) {
        var own = scope.on(region, producer);
        if (!isSmall(scope)) return own;
        var growers = sql.selectDistinct(GROUNDS.PRODUCER_ID)
                .from(GROUNDS)
                .where(GROUNDS.ACTIVE)
                .and(scope.on(GROUNDS.REGION_CODE))
                .limit(MOST)
                .fetchArray(GROUNDS.PRODUCER_ID);
        return growers.length == 0 ? own : own.or(producer.eq(DSL.any(growers)));
    }

    static boolean isSmall(Scope scope) {
        var area = scope.region();
        return area != null && area.level().ordinal() >= Level.TOWNSHIP.ordinal();
    }

    /// A producer that the person may write for.
    Optional<Producer> buyer(Scope scope, long id) {
        var registered = producers.find(scope, id);
        if (registered.isPresent() || !isSmall(scope)) return registered;
        boolean grows = sql.fetchExists(
                GROUNDS,
                GROUNDS.PRODUCER_ID.eq(id).and(GROUNDS.ACTIVE).and(scope.on(GROUNDS.REGION_CODE, GROUNDS.PRODUCER_ID)));
        return grows ? producers.find(Scope.within(RegionCode.COUNTRY), id) : Optional.empty();
    }

    /// Bases of the area whose name or producer reads like this, the newest first; all where nothing is asked.
    List<GroundsRecord> find(Scope scope, String words, int limit) {
        return sql.selectFrom(GROUNDS)
                .where(GROUNDS.ACTIVE)
                .and(scope.on(GROUNDS.REGION_CODE, GROUNDS.PRODUCER_ID))
                .and(named(words))
                .orderBy(GROUNDS.BASE_ID.desc())
                .limit(limit)
                .fetch();
    }

    private static Condition named(@Nullable String words) {
        return words == null || words.isBlank()
                ? DSL.noCondition()
                : GROUNDS.PRODUCER_NAME.contains(words.strip()).or(GROUNDS.BASE_NAME.contains(words.strip()));
    }
}
