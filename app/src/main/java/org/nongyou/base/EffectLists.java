package org.nongyou.base;

import static nongyoudb.base.Tables.BASES;
import static nongyoudb.base.Tables.COUNTS;
import static nongyoudb.base.Tables.EFFECTS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.left;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.trueCondition;
import static org.jooq.impl.DSL.when;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.springframework.stereotype.Service;

/// What bases reported of a year and what they did not (示范带动清单), with sums.
@Service
public class EffectLists {

    private final DSLContext sql;

    EffectLists(DSLContext sql) {
        this.sql = sql;
    }

    /// Newest base first.
    /// @param after the base that the page before ended with, or null for the first page
    public List<EffectRow> list(Scope scope, EffectFilter filter, @Nullable Long after, int offset, int limit) {
        var at = scope.narrowedTo(filter.region());
        if (filter.missing())
            return sql.select(
                            BASES.ID,
                            BASES.NAME,
                            BASES.PRODUCER_ID,
                            BASES.PRODUCER_NAME,
                            BASES.REGION_CODE,
                            BASES.PRODUCT,
                            BASES.DEMO)
                    .from(BASES)
                    .where(at.on(BASES.REGION_CODE, BASES.PRODUCER_ID))
                    .and(BASES.ACTIVE)
                    .and(notExists(selectOne()
                            .from(EFFECTS)
                            .where(EFFECTS.BASE_ID.eq(BASES.ID))
                            .and(EFFECTS.YEAR.eq(filter.year()))))
                    .and(after == null ? noCondition() : BASES.ID.lt(after))
                    .orderBy(BASES.ID.desc())
                    .offset(offset)
                    .limit(limit)
                    .fetch(row -> row(row, null));
        return sql.select(
                        BASES.ID,
                        BASES.NAME,
                        BASES.PRODUCER_ID,
                        BASES.PRODUCER_NAME,
                        BASES.REGION_CODE,
                        BASES.PRODUCT,
                        BASES.DEMO)
                .select(EFFECTS.fields())
                .from(EFFECTS)
                .join(BASES)
                .on(BASES.ID.eq(EFFECTS.BASE_ID))
                .where(EFFECTS.YEAR.eq(filter.year()))
                .and(at.on(EFFECTS.REGION_CODE, EFFECTS.PRODUCER_ID))
                .and(after == null ? noCondition() : EFFECTS.BASE_ID.lt(after))
                .orderBy(EFFECTS.BASE_ID.desc())
                .offset(offset)
                .limit(limit)
                .fetch(row -> row(row, Effects.effect(row.into(EFFECTS))));
    }

    private static EffectRow row(Record row, @Nullable Effect effect) {
        return new EffectRow(
                row.get(BASES.ID),
                row.get(BASES.NAME),
                row.get(BASES.PRODUCER_ID),
                row.get(BASES.PRODUCER_NAME),
                new RegionCode(row.get(BASES.REGION_CODE)),
                row.get(BASES.PRODUCT),
                row.get(BASES.DEMO),
                effect);
    }

    /// A year's effects together.
    /// @param reported   bases that reported
    /// @param active     registered bases, whether they reported or not
    /// @param households led by all that reported
    /// @param growth     percent by which the income of those led grew, weighed by households; null where nobody
    ///                   told incomes
    /// @param byRegion   bases that reported, by county code, by township code within a county
    public record Sums(
            long reported,
            long active,
            long households,
            @Nullable BigDecimal growth,
            Map<String, Long> byRegion) {

        public long missing() {
            return Math.max(0, active - reported);
        }
    }

    /// Two looks at indexes: at the year's effects, and at the kept counts of bases.
    public Sums sums(Scope scope, EffectFilter filter) {
        var at = scope.narrowedTo(filter.region());
        var region = at.region();
        boolean close = region != null && region.level().ordinal() >= Level.COUNTY.ordinal();
        var place = left(EFFECTS.REGION_CODE, inline(close ? 9 : 6));
        var before = weighed(EFFECTS.INCOME_BEFORE_YUAN);
        var now = weighed(EFFECTS.INCOME_YUAN);
        var bases = count();
        var households = sum(EFFECTS.HOUSEHOLDS);
        var byRegion = new HashMap<String, Long>();
        long reported = 0;
        var led = BigDecimal.ZERO;
        var incomeBefore = BigDecimal.ZERO;
        var income = BigDecimal.ZERO;
        for (var row : sql.select(place, bases, households, before, now)
                .from(EFFECTS)
                .where(EFFECTS.YEAR.eq(filter.year()))
                .and(range(at, EFFECTS.REGION_CODE, EFFECTS.PRODUCER_ID))
                .groupBy(place)
                .fetch()) {
            byRegion.put(row.value1(), row.value2().longValue());
            reported += row.value2();
            led = led.add(orZero(row.value3()));
            incomeBefore = incomeBefore.add(orZero(row.value4()));
            income = income.add(orZero(row.value5()));
        }
        return new Sums(
                reported,
                active(at),
                led.longValueExact(),
                Effect.growthPercent(incomeBefore, income),
                Map.copyOf(byRegion));
    }

    private static Field<BigDecimal> weighed(Field<BigDecimal> income) {
        return sum(when(EFFECTS.INCOME_YUAN.isNotNull(), income.mul(EFFECTS.HOUSEHOLDS)));
    }

    private static BigDecimal orZero(@Nullable BigDecimal number) {
        return Objects.requireNonNullElse(number, BigDecimal.ZERO);
    }

    /// A range of the code, which the counting index holds, at every level.
    private static Condition range(Scope at, Field<String> region, Field<Long> producer) {
        return switch (at) {
            case Scope.Own(var id) -> producer.eq(id);
            case Scope.Within(var code) ->
                code.level() == Level.NATIONAL
                        ? trueCondition()
                        : region.ge(code.prefix()).and(region.lt(code.prefix() + RegionCode.AFTER));
        };
    }

    private long active(Scope at) {
        var region = at.region();
        if (region != null && region.level().ordinal() <= Level.COUNTY.ordinal()) {
            var kept = sql.select(sum(COUNTS.N))
                    .from(COUNTS)
                    .where(at.on(COUNTS.COUNTY_CODE))
                    .fetchSingle()
                    .value1();
            return kept == null ? 0 : kept.longValue();
        }
        return sql.fetchCount(selectOne()
                .from(BASES)
                .where(at.on(BASES.REGION_CODE, BASES.PRODUCER_ID))
                .and(BASES.ACTIVE));
    }
}
