package org.nongyou.subsidy;

import static nongyoudb.subsidy.Tables.CLAIMS;
import static nongyoudb.subsidy.Tables.LINES;
import static nongyoudb.subsidy.Tables.SUPPORTS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.left;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.sum;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Money;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.SearchText;
import org.springframework.stereotype.Service;

/// Lists and sums of supports (扶持资金台账).
@Service
public class SupportLists {

    public static final int PAGE = 100;
    private static final int COUNTY_DIGITS = 6;

    private final DSLContext sql;

    SupportLists(DSLContext sql) {
        this.sql = sql;
    }

    public Optional<Support> find(Scope scope, long id) {
        return sql.selectFrom(SUPPORTS)
                .where(SUPPORTS.ID.eq(id))
                .and(scope.on(SUPPORTS.REGION_CODE, SUPPORTS.PRODUCER_ID))
                .fetchOptional(Supports::support);
    }

    /// The newest first; what was struck stays in the list.
    /// @param before only those older than this id, for the next page; null for the first
    public List<Support> list(Scope scope, SupportFilter filter, @Nullable Long before, int limit) {
        return sql.selectFrom(SUPPORTS)
                .where(condition(scope, filter))
                .and(before == null ? noCondition() : SUPPORTS.ID.lt(before))
                .orderBy(SUPPORTS.ID.desc())
                .limit(limit)
                .fetch(Supports::support);
    }

    /// One kind of support in one county and year; without what was struck.
    public record Sum(RegionCode county, int year, SupportKind kind, int supports, Money amount, Money publicMoney) {}

    /// Words narrow nothing here.
    public List<Sum> sums(Scope scope, SupportFilter filter) {
        var county = left(SUPPORTS.REGION_CODE, inline(COUNTY_DIGITS)).as("county");
        return sql.select(
                        county,
                        SUPPORTS.YEAR,
                        SUPPORTS.KIND,
                        count(),
                        sum(SUPPORTS.AMOUNT_FEN),
                        sum(SUPPORTS.PUBLIC_FEN))
                .from(SUPPORTS)
                .where(condition(scope, new SupportFilter(filter.region(), filter.kind(), filter.year(), "")))
                .and(SUPPORTS.VOIDED_ON.isNull())
                .groupBy(county, SUPPORTS.YEAR, SUPPORTS.KIND)
                .orderBy(SUPPORTS.YEAR.desc(), county, SUPPORTS.KIND)
                .fetch(row -> new Sum(
                        new RegionCode(row.value1()),
                        row.value2(),
                        SupportKind.ofCode(row.value3()).orElseThrow(),
                        row.value4(),
                        fen(row.value5()),
                        fen(row.value6())));
    }

    private static Money fen(BigDecimal sum) {
        return new Money(sum.longValueExact());
    }

    public Map<String, Long> countsByCounty(List<Sum> sums) {
        var counts = new TreeMap<String, Long>();
        for (var one : sums) counts.merge(one.county().value(), (long) one.supports(), Long::sum);
        return counts;
    }

    /// A claim of subsidy for the same base, or by the same producer for no base, in the same year: whoever pays looks
    /// whether it is the same thing.
    public record Beside(long claimId, String number, String title, ClaimState state, Money granted) {}

    /// By support id.
    public Map<Long, List<Beside>> beside(Collection<Support> supports) {
        var found = new HashMap<Long, List<Beside>>();
        if (supports.isEmpty()) return found;
        var claims = sql.select(
                        CLAIMS.ID,
                        CLAIMS.NUMBER,
                        LINES.ITEM_TITLE,
                        CLAIMS.TITLE,
                        CLAIMS.STATE,
                        LINES.GRANTED_FEN,
                        LINES.PRODUCER_ID,
                        LINES.BASE_ID,
                        CLAIMS.CLAIM_YEAR)
                .from(LINES)
                .join(CLAIMS)
                .on(CLAIMS.ID.eq(LINES.CLAIM_ID))
                .where(LINES.PRODUCER_ID.in(
                        supports.stream().map(Support::producerId).distinct().toList()))
                .and(LINES.SPOKEN_FOR)
                .orderBy(LINES.CLAIM_ID, LINES.LINE)
                .fetch();
        for (var one : supports)
            for (var claim : claims) {
                if (claim.get(LINES.PRODUCER_ID) != one.producerId()) continue;
                var base = claim.get(LINES.BASE_ID);
                if (one.baseId() != null && base != null && !base.equals(one.baseId())) continue;
                if (claim.get(CLAIMS.CLAIM_YEAR) < one.from().getYear()
                        || claim.get(CLAIMS.CLAIM_YEAR) > one.to().getYear()) continue;
                found.computeIfAbsent(one.id(), _ -> new java.util.ArrayList<>())
                        .add(new Beside(
                                claim.get(CLAIMS.ID),
                                claim.get(CLAIMS.NUMBER),
                                claim.get(LINES.ITEM_TITLE).isEmpty()
                                        ? claim.get(CLAIMS.TITLE)
                                        : claim.get(LINES.ITEM_TITLE),
                                ClaimState.ofCode(claim.get(CLAIMS.STATE)).orElseThrow(),
                                new Money(claim.get(LINES.GRANTED_FEN))));
            }
        return found;
    }

    /// The years in which something began, the newest first.
    public List<Integer> years(Scope scope) {
        return sql.selectDistinct(SUPPORTS.YEAR)
                .from(SUPPORTS)
                .where(scope.on(SUPPORTS.REGION_CODE, SUPPORTS.PRODUCER_ID))
                .orderBy(SUPPORTS.YEAR.desc())
                .fetch(SUPPORTS.YEAR);
    }

    private static Condition condition(Scope scope, SupportFilter filter) {
        var condition = scope.narrowedTo(filter.region()).on(SUPPORTS.REGION_CODE, SUPPORTS.PRODUCER_ID);
        if (filter.kind() != null)
            condition = condition.and(SUPPORTS.KIND.eq(inline(filter.kind().code())));
        if (filter.year() != null) condition = condition.and(SUPPORTS.YEAR.eq(filter.year()));
        if (!filter.words().isBlank()) condition = condition.and(SearchText.in(SUPPORTS.SEARCH, filter.words()));
        return condition;
    }
}
