package org.nongyou.evaluation;

import static nongyoudb.evaluation.Tables.ROUNDS;
import static nongyoudb.evaluation.Tables.SCORES;
import static nongyoudb.evaluation.Tables.SHEETS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.left;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Lists of sheets, for offices, for those who are asked to score, and for the public. Points and ranks are told to
/// others than the evaluating office only once the ranking is confirmed.
@Component
public class SheetLists {

    public static final int PAGE = 100;

    private final DSLContext sql;
    private final EvaluationStore store;

    SheetLists(DSLContext sql, EvaluationStore store) {
        this.sql = sql;
        this.store = store;
    }

    /// What a list is narrowed to; null and empty say nothing.
    /// @param mine only those whose turn is with this office
    public record Filter(
            @Nullable RegionCode region,
            EvaluationSheet.@Nullable State state,
            @Nullable Long mine,
            String words) {

        public static final Filter NONE = new Filter(null, null, null, "");
    }

    /// By points, those without last.
    public List<EvaluationSheet> list(Scope scope, Round round, Filter filter, int offset, int limit) {
        return sql.selectFrom(SHEETS)
                .where(condition(scope, round, filter))
                .orderBy(ranked(scope, round) ? SHEETS.TOTAL.desc().nullsLast() : SHEETS.REGION_CODE.asc(), SHEETS.ID)
                .offset(offset)
                .limit(limit)
                .fetch(row -> seen(scope, round, EvaluationStore.sheet(row)));
    }

    /// The whole ranking, row by row.
    @Transactional(readOnly = true)
    public void each(Scope scope, Round round, Filter filter, Consumer<EvaluationSheet> row) {
        try (var cursor = sql.selectFrom(SHEETS)
                .where(condition(scope, round, filter))
                .orderBy(ranked(scope, round) ? SHEETS.TOTAL.desc().nullsLast() : SHEETS.REGION_CODE.asc(), SHEETS.ID)
                .fetchSize(1000)
                .fetchLazy()) {
            for (var record : cursor) row.accept(seen(scope, round, EvaluationStore.sheet(record)));
        }
    }

    public int count(Scope scope, Round round, Filter filter) {
        return sql.fetchCount(SHEETS, condition(scope, round, filter));
    }

    /// Sheets by county, for the chips.
    public Map<String, Long> countsByCounty(Scope scope, Round round, Filter filter) {
        var county = left(SHEETS.REGION_CODE, inline(6));
        var counts = new HashMap<String, Long>();
        sql.select(county, DSL.count())
                .from(SHEETS)
                .where(condition(scope, round, new Filter(null, filter.state(), filter.mine(), filter.words())))
                .groupBy(county)
                .forEach(row -> counts.put(row.value1(), (long) row.value2()));
        return counts;
    }

    private Condition condition(Scope scope, Round round, Filter filter) {
        return SHEETS.ROUND_ID
                .eq(round.id())
                .and(scope.narrowedTo(filter.region()).on(SHEETS.REGION_CODE))
                .and(
                        filter.state() == null
                                ? noCondition()
                                : SHEETS.STATE.eq(filter.state().code()))
                .and(
                        filter.mine() == null
                                ? noCondition()
                                : SHEETS.OFFICE_ID.eq(filter.mine()).and(SHEETS.STATE.eq("open")))
                .and(
                        filter.words().isBlank()
                                ? noCondition()
                                : SHEETS.TITLE
                                        .containsIgnoreCase(filter.words().strip())
                                        .or(SHEETS.PRODUCER_NAME.containsIgnoreCase(
                                                filter.words().strip())));
    }

    /// Whether the person may know the points before they are confirmed: whoever looks after the whole area.
    private static boolean ranked(Scope scope, Round round) {
        return round.state() != Round.State.OPEN || scope.covers(round.region());
    }

    private static EvaluationSheet seen(Scope scope, Round round, EvaluationSheet sheet) {
        return ranked(scope, round) ? sheet : sheet.sealed();
    }

    public Optional<EvaluationSheet> find(Scope scope, long id) {
        return store.sheet(SHEETS.ID.eq(id).and(scope.on(SHEETS.REGION_CODE)))
                .map(sheet -> seen(scope, store.round(sheet.roundId()).orElseThrow(), sheet));
    }

    /// The sheets that wait for the person's office, or for his own score: of open evaluations.
    public List<EvaluationSheet> waiting(Actor actor, int limit) {
        return sql.select(SHEETS)
                .from(SHEETS)
                .join(ROUNDS)
                .on(ROUNDS.ID.eq(SHEETS.ROUND_ID))
                .where(waits(actor))
                .orderBy(ROUNDS.DUE_ON.asc().nullsLast(), SHEETS.ID)
                .limit(limit)
                .fetch(row -> EvaluationStore.sheet(row.value1()).sealed());
    }

    public int waitingCount(Actor actor) {
        return sql.fetchCount(sql.selectOne()
                .from(SHEETS)
                .join(ROUNDS)
                .on(ROUNDS.ID.eq(SHEETS.ROUND_ID))
                .where(waits(actor)));
    }

    private static Condition waits(Actor actor) {
        var open = ROUNDS.STATE.eq("open").and(SHEETS.STATE.eq("open"));
        if (actor.may(Verb.SCORE))
            return open.and(ROUNDS.EXPERTS.contains(new Long[] {actor.accountId()}))
                    .and(SHEETS.OFFICE_ID.eq(ROUNDS.OFFICE_ID))
                    .andNotExists(select(inline(1))
                            .from(SCORES)
                            .where(SCORES.SHEET_ID.eq(SHEETS.ID))
                            .and(SCORES.SCORER.eq(actor.accountId())));
        if (actor.officeId() == null || !actor.may(Verb.DECIDE)) return DSL.falseCondition();
        return open.and(SHEETS.OFFICE_ID.eq(actor.officeId()))
                .and(SHEETS.OFFICE_ID
                        .ne(ROUNDS.OFFICE_ID)
                        .or(DSL.cardinality(ROUNDS.EXPERTS).eq(0)));
    }

    /// The corrections of a published evaluation, the newest first.
    public List<Correction> corrections(Round round) {
        return store.corrections(SHEETS.ROUND_ID.eq(round.id()));
    }

    /// The public's ranking: those with a rank, by it.
    public List<EvaluationSheet> published(Round round, int limit) {
        if (round.state() != Round.State.PUBLISHED) return List.of();
        return sql.selectFrom(SHEETS)
                .where(SHEETS.ROUND_ID.eq(round.id()))
                .and(SHEETS.RANK.isNotNull())
                .orderBy(SHEETS.TOTAL.desc().nullsLast(), SHEETS.ID)
                .limit(limit)
                .fetch(EvaluationStore::sheet);
    }

    /// One of them.
    public Optional<EvaluationSheet> published(Round round, long id) {
        return round.state() != Round.State.PUBLISHED
                ? Optional.empty()
                : store.sheet(
                        SHEETS.ID.eq(id).and(SHEETS.ROUND_ID.eq(round.id())).and(SHEETS.RANK.isNotNull()));
    }

    /// The title of a sheet's evaluation, for whoever may read the sheet.
    public String roundTitle(EvaluationSheet sheet) {
        return store.round(sheet.roundId()).map(Round::title).orElse("");
    }
}
