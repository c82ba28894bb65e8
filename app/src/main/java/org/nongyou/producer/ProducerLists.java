package org.nongyou.producer;

import static nongyoudb.producer.Tables.COUNTS;
import static nongyoudb.producer.Tables.PRODUCERS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.left;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.sum;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.SearchText;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The lists of the register of producers (主体清单), with the counts of kinds and of the places below.
@Service
public class ProducerLists {

    /// Counts stop here: nobody turns so many pages.
    public static final int COUNTED = 10_000;

    private final DSLContext sql;

    ProducerLists(DSLContext sql) {
        this.sql = sql;
    }

    /// Newest first.
    public List<Producer> list(Scope scope, ProducerFilter filter, int offset, int limit) {
        return sql.selectFrom(PRODUCERS)
                .where(condition(scope, filter))
                .orderBy(PRODUCERS.ID.desc())
                .offset(offset)
                .limit(limit)
                .fetch(Producers::producer);
    }

    /// The whole list, row by row without holding it in memory; for exports.
    @Transactional(readOnly = true)
    public void each(Scope scope, ProducerFilter filter, Consumer<Producer> row) {
        try (var cursor = sql.selectFrom(PRODUCERS)
                .where(condition(scope, filter))
                .orderBy(PRODUCERS.ID.desc())
                .fetchSize(1000)
                .fetchLazy()) {
            for (var record : cursor) row.accept(Producers.producer(record));
        }
    }

    /// How many there are; from the kept counts where the filter allows, else counted up to [#COUNTED].
    public long count(Scope scope, ProducerFilter filter) {
        var at = scope.narrowedTo(filter.region()).region();
        if (at != null
                && filter.words().isEmpty()
                && !filter.closed()
                && at.level().ordinal() <= Level.COUNTY.ordinal()) {
            var found = sql.select(sum(COUNTS.N))
                    .from(COUNTS)
                    .where(Scope.within(at).on(COUNTS.COUNTY_CODE))
                    .and(
                            filter.kind() == null
                                    ? noCondition()
                                    : COUNTS.KIND.eq(filter.kind().code()))
                    .fetchOne(0, Long.class);
            return found == null ? 0 : found;
        }
        return sql.fetchCount(
                selectOne().from(PRODUCERS).where(condition(scope, filter)).limit(COUNTED));
    }

    /// Active producers by county code, or by township code when a county or less is looked at; of one kind or all.
    public Map<String, Long> countsByRegion(Scope scope, ProducerFilter filter) {
        var at = scope.narrowedTo(filter.region()).region();
        if (at == null) return Map.of();
        var kind = filter.kind();
        if (at.level().ordinal() >= Level.COUNTY.ordinal()) {
            // A range of the code itself: read from producers_counted alone.
            var township = left(PRODUCERS.REGION_CODE, inline(9));
            return sql.select(township, DSL.count())
                    .from(PRODUCERS)
                    .where(PRODUCERS.REGION_CODE.ge(at.prefix()).and(PRODUCERS.REGION_CODE.lt(at.prefix() + ":")))
                    .and(PRODUCERS.ACTIVE)
                    .and(kind == null ? noCondition() : PRODUCERS.KIND.eq(kind.code()))
                    .groupBy(township)
                    .fetchMap(row -> row.value1(), row -> row.value2().longValue());
        }
        return sql.select(COUNTS.COUNTY_CODE, sum(COUNTS.N))
                .from(COUNTS)
                .where(Scope.within(at).on(COUNTS.COUNTY_CODE))
                .and(kind == null ? noCondition() : COUNTS.KIND.eq(kind.code()))
                .groupBy(COUNTS.COUNTY_CODE)
                .fetchMap(row -> row.value1(), row -> number(row.value2()));
    }

    /// Active producers by kind.
    public Map<ProducerKind, Long> countsByKind(Scope scope, @Nullable RegionCode region) {
        var at = scope.narrowedTo(region).region();
        if (at == null || at.level().ordinal() > Level.COUNTY.ordinal()) return Map.of();
        var counts = new HashMap<ProducerKind, Long>();
        sql.select(COUNTS.KIND, sum(COUNTS.N))
                .from(COUNTS)
                .where(Scope.within(at).on(COUNTS.COUNTY_CODE))
                .groupBy(COUNTS.KIND)
                .forEach(row ->
                        ProducerKind.ofCode(row.value1()).ifPresent(kind -> counts.put(kind, number(row.value2()))));
        return counts;
    }

    private static Condition condition(Scope scope, ProducerFilter filter) {
        var where = scope.narrowedTo(filter.region()).on(PRODUCERS.REGION_CODE, PRODUCERS.ID);
        var kind = filter.kind();
        if (kind != null) where = where.and(PRODUCERS.KIND.eq(kind.code()));
        if (!filter.words().isEmpty()) where = where.and(SearchText.in(PRODUCERS.SEARCH, filter.words()));
        return where.and(filter.closed() ? PRODUCERS.ACTIVE.isFalse() : PRODUCERS.ACTIVE.isTrue());
    }

    private static long number(@Nullable BigDecimal sum) {
        return sum == null ? 0 : sum.longValue();
    }
}
