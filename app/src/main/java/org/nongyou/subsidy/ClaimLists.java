package org.nongyou.subsidy;

import static nongyoudb.subsidy.Tables.CLAIMS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.left;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.sum;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Money;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.SearchText;
import org.springframework.stereotype.Service;

/// Lists and sums of claims. Every list begins at an index and reads a page; sums are read from one index alone.
@Service
public class ClaimLists {

    public static final int PAGE = 100;

    /// Where a number would only say "many".
    public static final int COUNTED = 10_000;

    private static final int COUNTY_DIGITS = 6;

    private final DSLContext sql;
    private final ClaimStore store;

    ClaimLists(DSLContext sql, ClaimStore store) {
        this.sql = sql;
        this.store = store;
    }

    /// The newest first.
    /// @param before only claims older than this id, for the next page; null for the first
    public List<Claim> list(Scope scope, ClaimFilter filter, @Nullable Long before, int limit) {
        return sql.selectFrom(CLAIMS)
                .where(condition(scope, filter))
                .and(before == null ? noCondition() : CLAIMS.ID.lt(before))
                .orderBy(CLAIMS.ID.desc())
                .limit(limit)
                .fetch(ClaimStore::claim);
    }

    /// The lines of several claims at once.
    public Map<Long, List<ClaimLine>> lines(Collection<Claim> claims) {
        return store.lines(claims.stream().map(Claim::id).toList());
    }

    /// Claims and their money, one row for each county and state.
    /// @param county the county in which they lie; the city or province itself for what belongs to no county
    public record Sum(RegionCode county, ClaimState state, int claims, Shares shares) {}

    /// Words narrow nothing here: sums are of everything else that the filter says. A place is asked as a range of
    /// codes,
    /// with which the index begins.
    public List<Sum> sums(Scope scope, ClaimFilter filter) {
        var county = left(CLAIMS.REGION_CODE, inline(COUNTY_DIGITS)).as("county");
        var fields = new ArrayList<Field<?>>(List.of(county, CLAIMS.STATE, org.jooq.impl.DSL.count()));
        ClaimStore.LEVELS.values().forEach(level -> fields.add(coalesce(sum(level), inline(BigDecimal.ZERO))));
        var area = scope.narrowedTo(filter.region()).region();
        return sql.select(fields)
                .from(CLAIMS)
                .where(condition(
                        scope, new ClaimFilter(filter.region(), filter.schemeId(), filter.year(), filter.state(), "")))
                .and(
                        area == null || area.prefix().isEmpty()
                                ? noCondition()
                                : CLAIMS.REGION_CODE.ge(area.prefix()).and(CLAIMS.REGION_CODE.lt(area.prefix() + ":")))
                .groupBy(county, CLAIMS.STATE)
                .orderBy(county, CLAIMS.STATE)
                .fetch(row -> new Sum(
                        new RegionCode(row.get(county)),
                        ClaimState.ofCode(row.get(CLAIMS.STATE)).orElseThrow(),
                        row.get(2, Integer.class),
                        shares(row, 3)));
    }

    private static Shares shares(Record row, int first) {
        var levels = new EnumMap<Level, Money>(Level.class);
        int at = first;
        for (var level : ClaimStore.LEVELS.keySet())
            levels.put(level, new Money(row.get(at++, BigDecimal.class).longValueExact()));
        return new Shares(levels);
    }

    /// How many there are; no further than [#COUNTED] where words are searched.
    public int count(Scope scope, ClaimFilter filter) {
        if (filter.words().isBlank())
            return sums(scope, filter).stream().mapToInt(Sum::claims).sum();
        return sql.fetchCount(
                sql.selectOne().from(CLAIMS).where(condition(scope, filter)).limit(COUNTED));
    }

    /// How many lie in each county, for the chips.
    public Map<String, Long> countsByCounty(Scope scope, ClaimFilter filter) {
        var counts = new TreeMap<String, Long>();
        for (var one : sums(scope, filter)) counts.merge(one.county().value(), (long) one.claims(), Long::sum);
        return counts;
    }

    /// What is to be paid, or was paid, under a document in a year, in the order of places.
    /// @param after the last claim of the page before, or null for the first page
    public List<Claim> payments(Scope scope, ClaimFilter filter, @Nullable Claim after, int limit) {
        return sql.selectFrom(CLAIMS)
                .where(condition(scope, filter))
                .and(CLAIMS.STATE.in(inline(ClaimState.PAYABLE.code()), inline(ClaimState.PAID.code())))
                .and(
                        after == null
                                ? noCondition()
                                : org.jooq
                                        .impl
                                        .DSL
                                        .row(CLAIMS.REGION_CODE, CLAIMS.ID)
                                        .gt(after.region().value(), after.id()))
                .orderBy(CLAIMS.REGION_CODE, CLAIMS.ID)
                .limit(limit)
                .fetch(ClaimStore::claim);
    }

    /// The years in which something was claimed under a document, the newest first.
    public List<Integer> years(Scope scope) {
        return sql.selectDistinct(CLAIMS.CLAIM_YEAR)
                .from(CLAIMS)
                .where(scope.on(CLAIMS.REGION_CODE, CLAIMS.PRODUCER_ID))
                .orderBy(CLAIMS.CLAIM_YEAR.desc())
                .fetch(CLAIMS.CLAIM_YEAR);
    }

    private static Condition condition(Scope scope, ClaimFilter filter) {
        var condition = scope.narrowedTo(filter.region()).on(CLAIMS.REGION_CODE, CLAIMS.PRODUCER_ID);
        if (scope instanceof Scope.Own && filter.region() != null)
            condition = condition.and(Scope.within(filter.region()).on(CLAIMS.REGION_CODE));
        if (filter.schemeId() != null) condition = condition.and(CLAIMS.SCHEME_ID.eq(filter.schemeId()));
        if (filter.year() != null) condition = condition.and(CLAIMS.CLAIM_YEAR.eq(filter.year()));
        if (filter.state() != null)
            condition = condition.and(CLAIMS.STATE.eq(inline(filter.state().code())));
        if (!filter.words().isBlank()) condition = condition.and(SearchText.in(CLAIMS.SEARCH, filter.words()));
        return condition;
    }
}
