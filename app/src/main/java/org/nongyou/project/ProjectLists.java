package org.nongyou.project;

import static nongyoudb.project.Tables.PROJECTS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.left;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.sum;

import java.math.BigDecimal;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Money;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.SearchText;
import org.springframework.stereotype.Service;

/// Lists and sums of projects. A list begins at an index and reads a page; the sums of an area are read from one index.
@Service
public class ProjectLists {

    public static final int PAGE = 100;

    /// Where a number would only say "many".
    public static final int COUNTED = 10_000;

    private static final int COUNTY_DIGITS = 6;

    private final DSLContext sql;

    ProjectLists(DSLContext sql) {
        this.sql = sql;
    }

    /// The newest first.
    /// @param before only projects older than this id, for the next page; null for the first
    public List<Project> list(Scope scope, ProjectFilter filter, @Nullable Long before, int limit) {
        return sql.selectFrom(PROJECTS)
                .where(condition(scope, filter))
                .and(before == null ? noCondition() : PROJECTS.ID.lt(before))
                .orderBy(PROJECTS.ID.desc())
                .limit(limit)
                .fetch(ProjectStore::project);
    }

    /// Projects and their money, one row for each county and state.
    public record Sum(RegionCode county, ProjectState state, int projects, Sums sums) {}

    /// Words narrow nothing here: sums are of everything else that the filter says.
    public List<Sum> sums(Scope scope, ProjectFilter filter) {
        var county = left(PROJECTS.REGION_CODE, inline(COUNTY_DIGITS)).as("county");
        return sql.select(
                        county,
                        PROJECTS.STATE,
                        org.jooq.impl.DSL.count(),
                        total(PROJECTS.FUNDS_FEN),
                        total(PROJECTS.RECEIVED_FEN),
                        total(PROJECTS.PLANNED_FEN),
                        total(PROJECTS.SPENT_FEN))
                .from(PROJECTS)
                .where(inside(scope.narrowedTo(filter.region()).region()))
                .and(filter.schemeId() == null ? noCondition() : PROJECTS.SCHEME_ID.eq(filter.schemeId()))
                .and(
                        filter.state() == null
                                ? noCondition()
                                : PROJECTS.STATE.eq(inline(filter.state().code())))
                .groupBy(county, PROJECTS.STATE)
                .orderBy(county, PROJECTS.STATE)
                .fetch(row -> new Sum(
                        new RegionCode(row.get(county)),
                        ProjectState.ofCode(row.get(PROJECTS.STATE)).orElseThrow(),
                        row.value3(),
                        new Sums(
                                money(row.value4()),
                                money(row.value5()),
                                money(row.value6()),
                                Money.ZERO,
                                money(row.value7()),
                                Money.ZERO)));
    }

    /// As a range of codes, with which the index of sums begins; nothing for whoever has no area.
    private static Condition inside(@Nullable RegionCode area) {
        if (area == null) return falseCondition();
        return area.prefix().isEmpty()
                ? noCondition()
                : PROJECTS.REGION_CODE.ge(area.prefix()).and(PROJECTS.REGION_CODE.lt(area.prefix() + RegionCode.AFTER));
    }

    private static Field<BigDecimal> total(Field<Long> amount) {
        return coalesce(sum(amount), inline(BigDecimal.ZERO));
    }

    private static Money money(BigDecimal fen) {
        return new Money(fen.longValueExact());
    }

    /// How many there are; no further than [#COUNTED] where words are searched.
    public int count(Scope scope, ProjectFilter filter) {
        if (filter.words().isBlank())
            return sums(scope, filter).stream().mapToInt(Sum::projects).sum();
        return sql.fetchCount(
                sql.selectOne().from(PROJECTS).where(condition(scope, filter)).limit(COUNTED));
    }

    private static Condition condition(Scope scope, ProjectFilter filter) {
        var condition = scope.narrowedTo(filter.region()).on(PROJECTS.REGION_CODE);
        if (filter.schemeId() != null) condition = condition.and(PROJECTS.SCHEME_ID.eq(filter.schemeId()));
        if (filter.state() != null)
            condition = condition.and(PROJECTS.STATE.eq(inline(filter.state().code())));
        if (!filter.words().isBlank()) condition = condition.and(SearchText.in(PROJECTS.SEARCH, filter.words()));
        return condition;
    }
}
