package org.nongyou.base;

import static nongyoudb.base.Tables.BASES;
import static nongyoudb.base.Tables.COUNTS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.left;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.sum;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.region.Scope;
import org.nongyou.web.SearchText;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The lists of the register of bases (基地清单), with their totals and the counts of the places below.
@Service
public class BaseLists {

    /// Counts stop here: nobody turns so many pages.
    public static final int COUNTED = 10_000;
    private final DSLContext sql;

    BaseLists(DSLContext sql) {
        this.sql = sql;
    }

    /// Newest first.
    public List<BaseRow> list(Scope scope, BaseFilter filter, int offset, int limit) {
        return sql.selectFrom(BASES)
                .where(condition(scope, filter))
                .orderBy(BASES.ID.desc())
                .offset(offset)
                .limit(limit)
                .fetch(BaseRecords::row);
    }

    /// The whole list, row by row without holding it in memory; for exports.
    @Transactional(readOnly = true)
    public void each(Scope scope, BaseFilter filter, Consumer<BaseRow> row) {
        try (var cursor = sql.selectFrom(BASES)
                .where(condition(scope, filter))
                .orderBy(BASES.ID.desc())
                .fetchSize(1000)
                .fetchLazy()) {
            for (var record : cursor) row.accept(BaseRecords.row(record));
        }
    }

    /// Number and declared area of all that the filter lets through.
    /// @param capped there are more than were counted; the area is then unknown
    public record Total(long bases, @Nullable BigDecimal areaMu, boolean capped) {}

    /// From the kept counts where the filter allows, else counted up to [#COUNTED].
    public Total total(Scope scope, BaseFilter filter) {
        var at = scope.narrowedTo(filter.region()).region();
        if (at != null
                && at.level().ordinal() <= Level.COUNTY.ordinal()
                && filter.words().isEmpty()
                && filter.producerId() == null
                && !filter.closed()) {
            var found = sql.select(sum(COUNTS.N), sum(COUNTS.AREA_MU))
                    .from(COUNTS)
                    .where(Scope.within(at).on(COUNTS.COUNTY_CODE))
                    .and(keptFor(filter))
                    .fetchSingle();
            var n = found.value1();
            var mu = found.value2();
            return new Total(n == null ? 0 : n.longValue(), mu == null ? BigDecimal.ZERO : mu, false);
        }
        var n = sql.fetchCount(
                selectOne().from(BASES).where(condition(scope, filter)).limit(COUNTED + 1));
        return new Total(Math.min(n, COUNTED), null, n > COUNTED);
    }

    /// Active bases by county code, or by township code when a county or less is looked at.
    public Map<String, Long> countsByRegion(Scope scope, BaseFilter filter) {
        var at = scope.narrowedTo(filter.region()).region();
        if (at == null) return Map.of();
        if (at.level().ordinal() >= Level.COUNTY.ordinal()) {
            // A range of the code itself: read from bases_counted alone.
            var township = left(BASES.REGION_CODE, inline(9));
            var productClass = filter.productClass();
            return sql.select(township, DSL.count())
                    .from(BASES)
                    .where(BASES.REGION_CODE.ge(at.prefix()).and(BASES.REGION_CODE.lt(at.prefix() + ":")))
                    .and(BASES.ACTIVE)
                    .and(productClass == null ? noCondition() : BASES.PRODUCT_CLASS.eq(productClass.code()))
                    .and(drawn(filter.drawn()))
                    .groupBy(township)
                    .fetchMap(row -> row.value1(), row -> row.value2().longValue());
        }
        return sql.select(COUNTS.COUNTY_CODE, sum(COUNTS.N))
                .from(COUNTS)
                .where(Scope.within(at).on(COUNTS.COUNTY_CODE))
                .and(keptFor(filter))
                .groupBy(COUNTS.COUNTY_CODE)
                .fetchMap(
                        row -> row.value1(),
                        row -> row.value2() == null ? 0L : row.value2().longValue());
    }

    private static Condition keptFor(BaseFilter filter) {
        var productClass = filter.productClass();
        var drawn = filter.drawn();
        return (productClass == null ? noCondition() : COUNTS.PRODUCT_CLASS.eq(productClass.code()))
                .and(drawn == null ? noCondition() : COUNTS.DRAWN.eq(drawn));
    }

    private static Condition condition(Scope scope, BaseFilter filter) {
        var where = scope.narrowedTo(filter.region()).on(BASES.REGION_CODE, BASES.PRODUCER_ID);
        var productClass = filter.productClass();
        if (productClass != null) where = where.and(BASES.PRODUCT_CLASS.eq(productClass.code()));
        var producer = filter.producerId();
        if (producer != null) where = where.and(BASES.PRODUCER_ID.eq(producer));
        if (!filter.words().isEmpty()) where = where.and(SearchText.in(BASES.SEARCH, filter.words()));
        return where.and(drawn(filter.drawn())).and(filter.closed() ? BASES.ACTIVE.isFalse() : BASES.ACTIVE.isTrue());
    }

    private static Condition drawn(@Nullable Boolean drawn) {
        if (drawn == null) return noCondition();
        return drawn ? BASES.GEOMETRY.isNotNull() : BASES.GEOMETRY.isNull();
    }
}
