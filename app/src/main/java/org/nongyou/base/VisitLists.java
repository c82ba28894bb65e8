package org.nongyou.base;

import static nongyoudb.base.Tables.BASES;
import static nongyoudb.base.Tables.VISITS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.left;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.selectOne;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.region.Scope;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;

/// Checks of bases in an area (检查清单), and the bases that are due for one.
@Service
public class VisitLists {

    /// Where a number would only say "many".
    public static final int COUNTED = 10_000;

    private final DSLContext sql;
    private final Clock clock;

    VisitLists(DSLContext sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// What is due first in front; bases never checked before those checked long ago.
    /// @param after the row that the page before ended with, or null
    public List<VisitRow> list(Scope scope, VisitFilter filter, @Nullable VisitRow after, int offset, int limit) {
        var at = scope.narrowedTo(filter.region());
        if (filter.standing() == VisitFilter.Standing.DUE)
            return sql.select(
                            BASES.ID,
                            BASES.NAME,
                            BASES.PRODUCER_ID,
                            BASES.PRODUCER_NAME,
                            BASES.REGION_CODE,
                            BASES.PRODUCT,
                            BASES.VISITED_ON,
                            BASES.DEMO)
                    .from(BASES)
                    .where(at.on(BASES.REGION_CODE, BASES.PRODUCER_ID))
                    .and(due(filter))
                    .and(afterBase(after))
                    .orderBy(BASES.VISITED_ON.asc().nullsFirst(), BASES.ID)
                    .offset(offset)
                    .limit(limit)
                    .fetch(found -> line(found, null));
        return sql.select(BASES.PRODUCT, BASES.VISITED_ON)
                .select(VISITS.fields())
                .from(VISITS)
                .join(BASES)
                .on(BASES.ID.eq(VISITS.BASE_ID))
                .where(at.on(VISITS.REGION_CODE, VISITS.PRODUCER_ID))
                .and(standing(filter.standing()))
                .and(after == null || after.visit() == null ? noCondition() : afterVisit(filter, after.visit()))
                .orderBy(
                        filter.standing() == VisitFilter.Standing.DONE
                                ? List.of(VISITS.ID.desc())
                                : List.of(VISITS.DUE_ON, VISITS.ID))
                .offset(offset)
                .limit(limit)
                .fetch(found -> {
                    var visit = Visits.visit(found.into(VISITS));
                    return new VisitRow(
                            visit.baseId(),
                            visit.baseName(),
                            visit.producerId(),
                            visit.producerName(),
                            visit.region(),
                            found.get(BASES.PRODUCT),
                            found.get(BASES.VISITED_ON),
                            visit.demo(),
                            visit);
                });
    }

    private static Condition afterBase(@Nullable VisitRow after) {
        if (after == null) return noCondition();
        var last = after.visitedOn();
        return last == null
                ? BASES.VISITED_ON.isNotNull().or(BASES.VISITED_ON.isNull().and(BASES.ID.gt(after.baseId())))
                : row(BASES.VISITED_ON, BASES.ID).gt(last, after.baseId());
    }

    private static Condition afterVisit(VisitFilter filter, Visit last) {
        return filter.standing() == VisitFilter.Standing.DONE
                ? VISITS.ID.lt(last.id())
                : row(VISITS.DUE_ON, VISITS.ID).gt(last.dueOn(), last.id());
    }

    private static VisitRow line(Record found, @Nullable Visit visit) {
        return new VisitRow(
                found.get(BASES.ID),
                found.get(BASES.NAME),
                found.get(BASES.PRODUCER_ID),
                found.get(BASES.PRODUCER_NAME),
                new org.nongyou.region.RegionCode(found.get(BASES.REGION_CODE)),
                found.get(BASES.PRODUCT),
                found.get(BASES.VISITED_ON),
                found.get(BASES.DEMO),
                visit);
    }

    /// What the checks of an area come to.
    /// @param byRegion of the standing asked for, by county code, by township code within a county
    public record Sums(long late, long planned, long mending, long overdue, long due, Map<String, Long> byRegion) {

        public boolean isEmpty() {
            return late + planned + mending == 0;
        }
    }

    public Sums sums(Scope scope, VisitFilter filter) {
        var at = scope.narrowedTo(filter.region());
        var today = inline(today());
        var found = sql.select(
                        count().filterWhere(standing(VisitFilter.Standing.LATE)),
                        count().filterWhere(standing(VisitFilter.Standing.PLANNED)),
                        count().filterWhere(standing(VisitFilter.Standing.MENDING)),
                        count().filterWhere(
                                        standing(VisitFilter.Standing.MENDING).and(VISITS.RECTIFY_BY.lt(today))))
                .from(VISITS)
                .where(at.on(VISITS.REGION_CODE, VISITS.PRODUCER_ID))
                .and(VISITS.STATE.in(inline("planned"), inline("mending")))
                .fetchSingle();
        return new Sums(
                found.value1(),
                found.value2(),
                found.value3(),
                found.value4(),
                countDue(at, filter),
                byRegion(at, filter));
    }

    private Map<String, Long> byRegion(Scope at, VisitFilter filter) {
        var region = at.region();
        if (region == null || filter.standing() == VisitFilter.Standing.DUE) return Map.of();
        int digits = region.level().ordinal() >= Level.COUNTY.ordinal() ? 9 : 6;
        var place = left(VISITS.REGION_CODE, inline(digits));
        var counts = new HashMap<String, Long>();
        sql.select(place, count())
                .from(VISITS)
                .where(at.on(VISITS.REGION_CODE, VISITS.PRODUCER_ID))
                .and(standing(filter.standing()))
                .groupBy(place)
                .forEach(one -> counts.put(one.value1(), one.value2().longValue()));
        return Map.copyOf(counts);
    }

    /// No further than [#COUNTED].
    private long countDue(Scope at, VisitFilter filter) {
        return sql.fetchCount(selectOne()
                .from(BASES)
                .where(at.on(BASES.REGION_CODE, BASES.PRODUCER_ID))
                .and(due(filter))
                .limit(COUNTED));
    }

    private Condition due(VisitFilter filter) {
        return BASES.ACTIVE
                .eq(inline(true))
                .and(BASES.VISITED_ON.isNull().or(BASES.VISITED_ON.lt(inline(today().minusMonths(filter.months())))))
                .and(notExists(selectOne()
                        .from(VISITS)
                        .where(VISITS.BASE_ID.eq(BASES.ID))
                        .and(VISITS.STATE.eq(inline("planned")))));
    }

    private Condition standing(VisitFilter.Standing standing) {
        var today = inline(today());
        return switch (standing) {
            case LATE -> VISITS.STATE.eq(inline("planned")).and(VISITS.DUE_ON.lt(today));
            case PLANNED -> VISITS.STATE.eq(inline("planned")).and(VISITS.DUE_ON.ge(today));
            case MENDING -> VISITS.STATE.eq(inline("mending"));
            case DONE -> VISITS.STATE.in(inline("sound"), inline("mended"));
            case DUE -> noCondition();
        };
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
