package org.nongyou.procedure;

import static nongyoudb.procedure.Tables.ACTS;
import static nongyoudb.procedure.Tables.CASES;
import static nongyoudb.procedure.Tables.CASE_COUNTS;
import static nongyoudb.procedure.Tables.CASE_WORDS;
import static nongyoudb.procedure.Tables.DUE_COUNTS;
import static nongyoudb.procedure.Tables.EXPERT_SCORES;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.left;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.sum;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import nongyoudb.procedure.tables.records.CaseCountsRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.job.Tally;
import org.nongyou.kernel.Level;
import org.nongyou.notice.Due;
import org.nongyou.notice.Workdays;
import org.nongyou.procedure.CaseFilter.Deadline;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.statement.Prepared;
import org.nongyou.web.SearchText;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Lists and counts of cases. Every one begins at an index and reads a page, whatever the number of rows.
@Service
public class CaseLists {

    /// Where a number would only say "many".
    public static final int MOST_COUNTED = 10_000;

    public static final int PAGE = 100;

    /// Acts of one person are counted no further: beyond it the number says nothing to him.
    public static final int MOST_DONE = 100;

    /// So many differences are read on each look before they are folded.
    private static final int MOST_DIFFERENCES = 200;

    /// All that waits for an office, what of it is due today, soon and late. Every page asks, for the menu.
    private static final List<Field<BigDecimal>> TO_DO_SUMS = List.of(
            sum(DUE_COUNTS.N),
            sum(DUE_COUNTS.N).filterWhere(DUE_COUNTS.DUE_ON.eq(day("today"))),
            sum(DUE_COUNTS.N).filterWhere(DUE_COUNTS.DUE_ON.between(day("from"), day("soon"))),
            sum(DUE_COUNTS.N).filterWhere(DUE_COUNTS.DUE_ON.lt(day("late"))));

    private static final Prepared TO_DO = Prepared.of(
            DSL.select(TO_DO_SUMS).from(DUE_COUNTS).where(DUE_COUNTS.PLACE.eq(DSL.param("place", DUE_COUNTS.PLACE))));

    private static Param<LocalDate> day(String name) {
        return DSL.param(name, DUE_COUNTS.DUE_ON);
    }

    private final DSLContext sql;
    private final Workdays workdays;
    private final Clock clock;
    private final Tally<Counted> tally;

    CaseLists(DSLContext sql, Workdays workdays, Clock clock) {
        this.sql = sql;
        this.workdays = workdays;
        this.clock = clock;
        this.tally = Tally.of(sql, CASE_COUNTS, CASE_COUNTS.ID, CASE_COUNTS.FOLDED, Counted::of, Counted::county);
    }

    /// Cases of one state in one county, or a difference of their number.
    private record Counted(String scheme, String procedure, String stage, String state, String county, int n) {

        static Counted of(CaseCountsRecord row) {
            return new Counted(
                    row.getSchemeId().intern(),
                    row.getProcedureId().intern(),
                    row.getStage().intern(),
                    row.getState().intern(),
                    row.getCountyCode().intern(),
                    Math.toIntExact(row.getN()));
        }
    }

    /// The newest first.
    /// @param before only cases older than this id, for the next page; null for the first
    public List<Case> list(Scope scope, CaseFilter filter, @Nullable Long before, int limit) {
        return sql.selectFrom(CASES)
                .where(condition(scope, filter))
                .and(before == null ? noCondition() : CASES.ID.lt(before))
                .orderBy(CASES.ID.desc())
                .limit(limit)
                .fetch(CaseStore::of);
    }

    /// How many there are; no further than [#MOST_COUNTED] where rows have to be counted one by one.
    public int count(Scope scope, CaseFilter filter) {
        var area = scope.narrowedTo(filter.region()).region();
        if (area != null && atLeastCounty(area)) {
            if (filter.counted()) {
                var look = tally.look();
                return look.kept(new Question("count", area, filter), () -> {
                    var total = new int[1];
                    each(look, area, filter, one -> total[0] += one.n());
                    return total[0];
                });
            }
            var deadline = filter.deadline();
            if (deadline != null && onlyDeadline(filter)) return dueIn(area, deadline);
        }
        return sql.fetchCount(
                sql.selectOne().from(CASES).where(condition(scope, filter)).limit(MOST_COUNTED));
    }

    /// How many cases at work are late, and how many will soon be.
    public record Deadlines(int overdue, int soon) {}

    /// Of the cases that a filter lets through, whatever deadline it asks for; each no further than [#MOST_COUNTED]
    /// where rows have to be counted.
    public Deadlines deadlines(Scope scope, CaseFilter filter) {
        if (Boolean.FALSE.equals(filter.open())) return new Deadlines(0, 0);
        return new Deadlines(count(scope, filter.due(Deadline.OVERDUE)), count(scope, filter.due(Deadline.SOON)));
    }

    /// From the counts by day.
    private int dueIn(RegionCode area, Deadline deadline) {
        var place = area.level() == Level.NATIONAL
                ? DSL.length(DUE_COUNTS.PLACE).eq(2)
                : DUE_COUNTS.PLACE.eq(area.prefix());
        return number(sql.select(sum(DUE_COUNTS.N))
                .from(DUE_COUNTS)
                .where(place)
                .and(due(DUE_COUNTS.DUE_ON, deadline))
                .fetchSingle()
                .value1());
    }

    private static boolean onlyDeadline(CaseFilter filter) {
        return filter.procedure() == null
                && filter.stage() == null
                && filter.level() == null
                && filter.text() == null
                && !Boolean.FALSE.equals(filter.open());
    }

    private static int number(@Nullable BigDecimal sum) {
        return sum == null ? 0 : sum.intValueExact();
    }

    /// How many lie in each division directly below the scope, or below the division that the filter picks; empty
    /// divisions are left out.
    public Map<RegionCode, Integer> countsBelow(Scope scope, CaseFilter filter) {
        var region = scope.narrowedTo(filter.region()).region();
        var counts = new LinkedHashMap<RegionCode, Integer>();
        if (region == null) return counts;
        int digits = switch (region.level()) {
            case NATIONAL -> 2;
            case PROVINCE -> 4;
            case CITY -> 6;
            case COUNTY, TOWNSHIP, VILLAGE -> 0;
        };
        if (digits == 0) return counts;
        if (filter.counted()) {
            var look = tally.look();
            return look.kept(new Question("below", region, filter), () -> {
                var sums = new TreeMap<String, Integer>();
                each(look, region, filter, one -> sums.merge(one.county().substring(0, digits), one.n(), Integer::sum));
                sums.forEach((code, n) -> {
                    if (n != 0) counts.put(padded(code), n);
                });
                return Collections.unmodifiableMap(counts);
            });
        } else {
            var below = left(CASES.REGION_CODE, inline(digits));
            sql.select(below, DSL.count())
                    .from(CASES)
                    .where(condition(scope, filter))
                    .groupBy(below)
                    .orderBy(below)
                    .forEach(row -> counts.put(padded(row.value1()), row.value2()));
        }
        return counts;
    }

    /// Cases at work by county, for the workbench and other modules' pages.
    public Map<RegionCode, Integer> openByCounty(Scope scope) {
        var counts = new TreeMap<RegionCode, Integer>();
        var area = scope.region();
        if (area == null || !atLeastCounty(area)) return counts;
        tally.each(area.prefix(), one -> {
            if (one.state().equals("open")) counts.merge(new RegionCode(one.county()), one.n(), Integer::sum);
        });
        counts.values().removeIf(n -> n == 0);
        return counts;
    }

    /// What the kept counts were asked for.
    private record Question(String what, RegionCode area, CaseFilter filter) {}

    private static void each(Tally<Counted>.Look look, RegionCode area, CaseFilter filter, Consumer<Counted> row) {
        var procedure = filter.procedure();
        int slash = procedure == null ? -1 : procedure.indexOf('/');
        var scheme = procedure == null ? null : procedure.substring(0, Math.max(slash, 0));
        var id = procedure == null || slash + 1 == procedure.length() ? null : procedure.substring(slash + 1);
        var stage = filter.stage();
        var state = filter.open() == null ? null : filter.open() ? "open" : "ended";
        look.each(area.prefix(), one -> {
            if ((scheme == null || scheme.equals(one.scheme()))
                    && (id == null || id.equals(one.procedure()))
                    && (stage == null || stage.equals(one.stage()))
                    && (state == null || state.equals(one.state()))) row.accept(one);
        });
    }

    /// What waits for the person, his office or his business; what is due first on top.
    /// @param deadline only what is late, or only what soon will be; null for all
    public List<ToDo> toDo(Actor actor, @Nullable Deadline deadline, int offset, int limit) {
        var list = new ArrayList<ToDo>();
        if (actor.may(Verb.SCORE) && offset == 0)
            toScore(actor, limit).stream()
                    .filter(one -> deadline == null || deadline == deadlineOf(one.dueOn()))
                    .forEach(list::add);
        if (!mayAct(actor)) return list;
        var condition = mine(actor);
        if (condition == null) return list;
        var due = deadline == null ? noCondition() : due(CASES.DUE_ON, deadline);
        sql.selectFrom(CASES)
                .where(condition)
                .and(due)
                .orderBy(CASES.DUE_ON.asc().nullsLast(), CASES.ID)
                .offset(Math.min(offset, MOST_COUNTED))
                .limit(limit)
                .fetch(CaseStore::of)
                .forEach(one -> list.add(new ToDo(one, one.stageTitle(), one.dueOn(), "/cases/" + one.id())));
        // A step that several offices may do: rare, so it is asked apart and put in its place.
        if (actor.office() != null && offset == 0) {
            var others = sql.selectFrom(CASES)
                    .where(CASES.STATE.eq(inline("open")))
                    .and(CASES.OTHER_OFFICES.contains(new Long[] {actor.office().id()}))
                    .and(due)
                    .orderBy(CASES.DUE_ON.asc().nullsLast(), CASES.ID)
                    .limit(limit)
                    .fetch(CaseStore::of);
            if (!others.isEmpty()) {
                others.forEach(one -> list.add(new ToDo(one, one.stageTitle(), one.dueOn(), "/cases/" + one.id())));
                list.sort(java.util.Comparator.comparing(
                        ToDo::dueOn, java.util.Comparator.nullsLast(java.util.Comparator.naturalOrder())));
            }
        }
        return list;
    }

    private List<ToDo> toScore(Actor actor, int limit) {
        return sql
                .select(CASES)
                .from(EXPERT_SCORES)
                .join(CASES)
                .on(CASES.ID.eq(EXPERT_SCORES.CASE_ID))
                .and(CASES.STAGE.eq(EXPERT_SCORES.STAGE))
                .where(EXPERT_SCORES.EXPERT_ID.eq(actor.accountId()))
                .and(EXPERT_SCORES.SUBMITTED_AT.isNull())
                .and(CASES.STATE.eq("open"))
                .orderBy(EXPERT_SCORES.ID)
                .limit(limit)
                .fetch(row -> CaseStore.of(row.value1()))
                .stream()
                .map(one -> new ToDo(one, "评分", one.dueOn(), "/cases/" + one.id() + "/score"))
                .toList();
    }

    public ToDo.Summary toDoSummary(Actor actor) {
        var today = today();
        var scores = actor.may(Verb.SCORE) ? toScore(actor, PAGE) : List.<ToDo>of();
        var toScore = new ToDo.Summary(
                scores.size(),
                (int) scores.stream().filter(one -> today.equals(one.dueOn())).count(),
                (int) scores.stream()
                        .filter(one -> deadlineOf(one.dueOn()) == Deadline.SOON)
                        .count(),
                (int) scores.stream()
                        .filter(one -> deadlineOf(one.dueOn()) == Deadline.OVERDUE)
                        .count());
        var condition = mayAct(actor) ? mine(actor) : null;
        if (condition == null) return toScore;
        if (actor.office() != null) {
            return TO_DO.fetch(
                            sql,
                            TO_DO_SUMS,
                            today,
                            today,
                            soonUntil(today),
                            today,
                            "office:" + actor.office().id())
                    .map(row -> toScore.plus(
                            number(row.get(TO_DO_SUMS.get(0))),
                            number(row.get(TO_DO_SUMS.get(1))),
                            number(row.get(TO_DO_SUMS.get(2))),
                            number(row.get(TO_DO_SUMS.get(3)))))
                    .getFirst();
        }
        var due = CASES.DUE_ON;
        return sql.select(
                        DSL.count(),
                        DSL.count().filterWhere(due.eq(today)),
                        DSL.count().filterWhere(due.between(today, soonUntil(today))),
                        DSL.count().filterWhere(due.lt(today)))
                .from(CASES)
                .where(condition)
                .fetchSingle(row -> toScore.plus(row.value1(), row.value2(), row.value3(), row.value4()));
    }

    /// What the person himself did, newest first.
    public List<DoneAct> doneBy(Actor actor, @Nullable Long before, int limit) {
        return done(ACTS.ACTOR_ID.eq(actor.accountId()), actor, before, limit);
    }

    /// What went through the hands of his office, newest first.
    public List<DoneAct> handledBy(Actor actor, @Nullable Long before, int limit) {
        var office = actor.office();
        return office == null
                ? doneBy(actor, before, limit)
                : done(ACTS.OFFICE_ID.eq(office.id()), actor, before, limit);
    }

    /// No further than [#MOST_DONE].
    public int doneCount(Actor actor) {
        return sql.fetchCount(sql.selectOne()
                .from(ACTS)
                .where(ACTS.ACTOR_ID.eq(actor.accountId()))
                .limit(MOST_DONE));
    }

    private List<DoneAct> done(Condition whose, Actor actor, @Nullable Long before, int limit) {
        return sql.select(
                        ACTS.ID,
                        CASES.ID,
                        CASES.TITLE,
                        CASES.REGION_CODE,
                        CASES.SCHEME_ID,
                        ACTS.FROM_STAGE,
                        ACTS.ACT,
                        ACTS.ACTOR_NAME,
                        CASES.STAGE_TITLE,
                        ACTS.HAPPENED_AT)
                .from(ACTS)
                .join(CASES)
                .on(CASES.ID.eq(ACTS.CASE_ID))
                .where(whose)
                .and(actor.scope().on(CASES.REGION_CODE, CASES.PRODUCER_ID))
                .and(before == null ? noCondition() : ACTS.ID.lt(before))
                .orderBy(ACTS.ID.desc())
                .limit(limit)
                .fetch(row -> new DoneAct(
                        row.value1(),
                        row.value2(),
                        row.value3(),
                        new RegionCode(row.value4()),
                        row.value6(),
                        title(row.value7()),
                        row.value8(),
                        row.value9(),
                        row.value10()));
    }

    private static String title(String act) {
        return switch (act) {
            case "start" -> "建立";
            case "publicise" -> "开始公示";
            case "open-scoring" -> "开始评分";
            case "close-scoring" -> "评分汇总";
            default ->
                org.nongyou.scheme.Act.ofCode(act)
                        .map(org.nongyou.scheme.Act::title)
                        .orElse(act);
        };
    }

    /// Adds up the differences that the counts are kept in. Readers see the same sums before, during and after.
    @Transactional
    public void foldCounts() {
        sql.execute("""
                with taken as (delete from procedure.case_counts returning *)
                insert into procedure.case_counts (scheme_id, procedure_id, stage, state, county_code, n, folded)
                select scheme_id, procedure_id, stage, state, county_code, sum(n), true
                  from taken group by 1, 2, 3, 4, 5 having sum(n) <> 0""");
        sql.execute("""
                with taken as (delete from procedure.due_counts returning *)
                insert into procedure.due_counts (place, due_on, n)
                select place, due_on, sum(n) from taken group by 1, 2 having sum(n) <> 0""");
    }

    @Transactional
    void foldCountsWhenMany() {
        if (sql.fetchCount(sql.selectOne()
                        .from(CASE_COUNTS)
                        .where(DSL.not(CASE_COUNTS.FOLDED))
                        .limit(MOST_DIFFERENCES))
                == MOST_DIFFERENCES) foldCounts();
    }

    private static boolean mayAct(Actor actor) {
        return actor.may(Verb.APPLY) || actor.may(Verb.DECIDE);
    }

    private static @Nullable Condition mine(Actor actor) {
        var open = CASES.STATE.eq(inline("open"));
        if (actor.producerId() != null)
            return open.and(CASES.WITH_APPLICANT).and(CASES.PRODUCER_ID.eq(actor.producerId()));
        var office = actor.office();
        if (office == null) return null;
        return open.and(CASES.ACTING_OFFICE_ID.eq(office.id()));
    }

    private Condition condition(Scope scope, CaseFilter filter) {
        var where = scope.narrowedTo(filter.region()).on(CASES.REGION_CODE, CASES.PRODUCER_ID);
        if (filter.procedure() != null) {
            int slash = filter.procedure().indexOf('/');
            where = where.and(CASES.SCHEME_ID.eq(filter.procedure().substring(0, Math.max(slash, 0))));
            if (slash + 1 < filter.procedure().length())
                where = where.and(CASES.PROCEDURE_ID.eq(filter.procedure().substring(slash + 1)));
        }
        if (filter.stage() != null) where = where.and(CASES.STAGE.eq(filter.stage()));
        if (filter.level() != null)
            where = where.and(CASES.LEVEL.eq(filter.level().code()));
        if (filter.open() != null) where = where.and(CASES.STATE.eq(filter.open() ? "open" : "ended"));
        if (filter.deadline() != null)
            where = where.and(CASES.STATE.eq(inline("open"))).and(due(CASES.DUE_ON, filter.deadline()));
        var text = filter.text();
        if (text != null) {
            where = where.and(
                    text.matches("\\d{6}-\\d{4}-\\d{1,9}")
                            ? CASES.NUMBER.eq(text)
                            : CASES.ID.in(sql.select(CASE_WORDS.CASE_ID)
                                    .from(CASE_WORDS)
                                    .where(SearchText.in(CASE_WORDS.SEARCH, text))));
        }
        return where;
    }

    private Condition due(Field<LocalDate> dueOn, Deadline deadline) {
        var today = today();
        return switch (deadline) {
            case OVERDUE -> dueOn.lt(today);
            case SOON -> dueOn.between(today, soonUntil(today));
        };
    }

    /// The same for one date.
    private @Nullable Deadline deadlineOf(@Nullable LocalDate dueOn) {
        var today = today();
        if (dueOn == null || dueOn.isAfter(soonUntil(today))) return null;
        return dueOn.isBefore(today) ? Deadline.OVERDUE : Deadline.SOON;
    }

    /// The last day to which no more than [Due#SOON] working days are left: days off after the last of them count too.
    private LocalDate soonUntil(LocalDate today) {
        return workdays.plus(today, Due.SOON + 1).minusDays(1);
    }
    /// Counts are kept by county: a township's person counts rows.
    private static boolean atLeastCounty(RegionCode area) {
        return area.level().ordinal() <= Level.COUNTY.ordinal();
    }

    private static RegionCode padded(String digits) {
        return new RegionCode((digits + "000000").substring(0, 6));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
