package org.nongyou.task;

import static nongyoudb.task.Tables.ASSIGNMENTS;
import static nongyoudb.task.Tables.EXTENSIONS;
import static nongyoudb.task.Tables.FIGURES;
import static nongyoudb.task.Tables.SUPERVISIONS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.left;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.sum;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.kernel.TypedDay;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.task.AssignmentFilter.Standing;
import org.nongyou.task.AssignmentFilter.Whose;
import org.nongyou.web.SearchText;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;

/// Lists of tasks and what they come to (任务清单、进度表). Every list begins at an index and reads a page; counts are read
/// from one index alone.
@Service
public class AssignmentLists {

    public static final int PAGE = 100;

    /// Where a number would only say "many".
    public static final int COUNTED = 10_000;

    private static final int COUNTY_DIGITS = 6;

    private final DSLContext sql;
    private final Clock clock;

    AssignmentLists(DSLContext sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// The last row of a page, after which the next begins.
    public record Cursor(boolean closed, LocalDate due, long id) {

        public static Cursor of(Assignment last) {
            return new Cursor(last.state().closed(), last.dueOn(), last.id());
        }

        /// Out of an address: `0.2026-11-30.17`; null for anything else.
        public static @Nullable Cursor parse(String text) {
            if (!text.matches("[01]\\.20\\d\\d-\\d\\d-\\d\\d\\.\\d{1,18}")) return null;
            var parts = text.split("\\.");
            try {
                return new Cursor(parts[0].equals("1"), TypedDay.parse(parts[1]), Long.parseLong(parts[2]));
            } catch (DateTimeException e) {
                return null;
            }
        }

        @Override
        public String toString() {
            return (closed ? "1." : "0.") + due + "." + id;
        }
    }

    /// Open ones first, by the day on which they are due: what is late stands on top.
    public List<Assignment> list(Actor actor, AssignmentFilter filter, @Nullable Cursor after, int limit) {
        return sql.selectFrom(ASSIGNMENTS)
                .where(condition(actor, filter))
                .and(
                        after == null
                                ? noCondition()
                                : row(ASSIGNMENTS.CLOSED, ASSIGNMENTS.DUE_ON, ASSIGNMENTS.ID)
                                        .gt(after.closed(), after.due(), after.id()))
                .orderBy(ASSIGNMENTS.CLOSED, ASSIGNMENTS.DUE_ON, ASSIGNMENTS.ID)
                .limit(limit)
                .fetch(AssignmentStore::assignment);
    }

    /// All of them, a page at a time.
    public void each(Actor actor, AssignmentFilter filter, Consumer<Assignment> to) {
        @Nullable Cursor after = null;
        List<Assignment> page;
        do {
            page = list(actor, filter, after, 1000);
            page.forEach(to);
            if (!page.isEmpty()) after = Cursor.of(page.getLast());
        } while (page.size() == 1000);
    }

    /// Tasks of one kind in one place, one for each way in which they stand.
    /// @param county   the county in which they lie; the city or province itself for what belongs to no county
    /// @param taskKey  empty where tasks are not told apart
    public record Count(RegionCode county, String taskKey, Standing standing, int tasks) {}

    /// By place, and by task where asked. Words narrow nothing here.
    public List<Count> counts(Scope scope, AssignmentFilter filter, boolean byTask) {
        var today = today();
        var county = left(ASSIGNMENTS.REGION_CODE, inline(COUNTY_DIGITS)).as("county");
        var key = byTask ? ASSIGNMENTS.TASK_KEY : inline("").as("task_key");
        var late = ASSIGNMENTS.DUE_ON.lt(inline(today)).as("late");
        var later = ASSIGNMENTS.FROM_ON.gt(inline(today)).as("later");
        var area = scope.narrowedTo(filter.region()).region();
        if (area == null) return List.of();
        var counted = sql.select(county, key, ASSIGNMENTS.STATE, late, later, count())
                .from(ASSIGNMENTS)
                .where(range(area))
                .and(narrowed(filter))
                .and(filter.standing() == null ? noCondition() : standing(filter.standing()))
                .groupBy(
                        byTask
                                ? List.of(county, ASSIGNMENTS.TASK_KEY, ASSIGNMENTS.STATE, late, later)
                                : List.of(county, ASSIGNMENTS.STATE, late, later))
                .fetch();
        var sums = new TreeMap<String, Integer>();
        for (var one : counted) {
            var standing = standing(
                    AssignmentState.ofCode(one.get(ASSIGNMENTS.STATE)).orElseThrow(), one.get(late), one.get(later));
            sums.merge(
                    one.get(county) + '\n' + one.get(1, String.class) + '\n' + standing.name(),
                    one.get(5, Integer.class),
                    Integer::sum);
        }
        return sums.entrySet().stream()
                .map(one -> {
                    var parts = one.getKey().split("\n", -1);
                    return new Count(new RegionCode(parts[0]), parts[1], Standing.valueOf(parts[2]), one.getValue());
                })
                .toList();
    }

    private static Standing standing(AssignmentState state, boolean late, boolean later) {
        return switch (state) {
            case DONE -> Standing.DONE;
            case CANCELLED -> Standing.CANCELLED;
            case REPORTED -> Standing.REPORTED;
            case OPEN, DOING, RETURNED -> late ? Standing.OVERDUE : later ? Standing.LATER : Standing.WAITING;
        };
    }

    /// How many there are of the filter; no further than [#COUNTED] where words are searched.
    public int total(Actor actor, AssignmentFilter filter) {
        if (filter.words().isEmpty() && filter.whose() == Whose.AREA)
            return counts(actor.scope(), filter, false).stream()
                    .mapToInt(Count::tasks)
                    .sum();
        return sql.fetchCount(sql.selectOne()
                .from(ASSIGNMENTS)
                .where(condition(actor, filter))
                .limit(COUNTED));
    }

    /// How many lie in each county, for the chips.
    public Map<String, Long> countsByCounty(Scope scope, AssignmentFilter filter) {
        var counts = new TreeMap<String, Long>();
        for (var one : counts(scope, filter.in(null), false))
            counts.merge(one.county().value(), (long) one.tasks(), Long::sum);
        return counts;
    }

    /// What waits for an office.
    /// @param open     that it has to do, begun or not
    /// @param soon     of these, due within a week, or announced by now
    /// @param overdue  of these, late
    /// @param confirm  reported to it
    /// @param mend     that an office above wants mended by a day
    /// @param close    that an office below says it has mended
    /// @param extend   later days that offices below ask for
    /// @param remind   of the open ones, announced by now as the scheme says, and not late
    public record Desk(int open, int soon, int overdue, int confirm, int mend, int close, int extend, int remind) {

        static final Desk EMPTY = new Desk(0, 0, 0, 0, 0, 0, 0, 0);

        public boolean isEmpty() {
            return open == 0 && confirm == 0 && mend == 0 && close == 0 && extend == 0;
        }
    }

    /// Of the person's office.
    public Desk desk(Actor actor) {
        var office = actor.officeId();
        if (office == null) return Desk.EMPTY;
        var today = inline(today());
        var mine = sql.select(
                        count().as("open"),
                        count().filterWhere(ASSIGNMENTS
                                        .DUE_ON
                                        .ge(today)
                                        .and(ASSIGNMENTS
                                                .DUE_ON
                                                .le(inline(today().plusDays(7)))
                                                .or(ASSIGNMENTS.REMIND_ON.le(today))))
                                .as("soon"),
                        count().filterWhere(ASSIGNMENTS.DUE_ON.lt(today)).as("overdue"),
                        count().filterWhere(ASSIGNMENTS.DUE_ON.ge(today).and(ASSIGNMENTS.REMIND_ON.le(today)))
                                .as("remind"))
                .from(ASSIGNMENTS)
                .where(ASSIGNMENTS.OFFICE_ID.eq(office))
                .and(ASSIGNMENTS.CLOSED.isFalse())
                .and(ASSIGNMENTS.STATE.ne(inline("reported")))
                .and(ASSIGNMENTS.FROM_ON.le(today))
                .asTable("mine");
        var reported = sql.select(count().as("confirm"))
                .from(ASSIGNMENTS)
                .where(ASSIGNMENTS.TO_OFFICE_ID.eq(office))
                .and(ASSIGNMENTS.STATE.eq(inline("reported")))
                .asTable("reported");
        var mend = sql.select(count().as("mend"))
                .from(SUPERVISIONS)
                .where(SUPERVISIONS.OFFICE_ID.eq(office))
                .and(SUPERVISIONS.STATE.eq(inline("open")))
                .asTable("to_mend");
        var close = sql.select(count().as("close"))
                .from(SUPERVISIONS)
                .where(SUPERVISIONS.BY_OFFICE_ID.eq(office))
                .and(SUPERVISIONS.STATE.eq(inline("answered")))
                .asTable("to_close");
        var extend = sql.select(count().as("extend"))
                .from(EXTENSIONS)
                .where(EXTENSIONS.OFFICE_ID.eq(office))
                .and(EXTENSIONS.STATE.eq(inline("asked")))
                .asTable("to_extend");
        return sql.select()
                .from(mine, reported, mend, close, extend)
                .fetchSingle(found -> new Desk(
                        found.get("open", Integer.class),
                        found.get("soon", Integer.class),
                        found.get("overdue", Integer.class),
                        found.get("confirm", Integer.class),
                        found.get("mend", Integer.class),
                        found.get("close", Integer.class),
                        found.get("extend", Integer.class),
                        found.get("remind", Integer.class)));
    }

    /// What the schemes want the person's office reminded of by now, what is due first in front.
    public List<Assignment> reminders(Actor actor, int limit) {
        var office = actor.officeId();
        if (office == null) return List.of();
        var today = inline(today());
        return sql.selectFrom(ASSIGNMENTS)
                .where(ASSIGNMENTS.OFFICE_ID.eq(office))
                .and(ASSIGNMENTS.CLOSED.isFalse())
                .and(ASSIGNMENTS.STATE.ne(inline("reported")))
                .and(ASSIGNMENTS.FROM_ON.le(today))
                .and(ASSIGNMENTS.DUE_ON.ge(today))
                .and(ASSIGNMENTS.REMIND_ON.le(today))
                .orderBy(ASSIGNMENTS.DUE_ON, ASSIGNMENTS.ID)
                .limit(limit)
                .fetch(AssignmentStore::assignment);
    }

    /// A number that was reported, over an area.
    /// @param confirmed of it, confirmed by the office above
    /// @param reports   how many tasks it comes from
    public record Total(
            String taskKey, String title, String unit, BigDecimal amount, BigDecimal confirmed, int reports) {}

    /// What was counted: trainings, people, reports in the media and whatever else tasks ask for.
    public List<Total> totals(Scope scope, AssignmentFilter filter) {
        var area = scope.narrowedTo(filter.region()).region();
        if (area == null || filter.schemeId() == null || filter.year() == null) return List.of();
        var confirmed =
                sum(org.jooq.impl.DSL.when(FIGURES.CONFIRMED, FIGURES.AMOUNT).otherwise(BigDecimal.ZERO));
        return sql.select(FIGURES.TASK_KEY, FIGURES.TITLE, FIGURES.UNIT, sum(FIGURES.AMOUNT), confirmed, count())
                .from(FIGURES)
                .where(FIGURES.SCHEME_ID.eq(filter.schemeId()))
                .and(FIGURES.SPAN_YEAR.eq(filter.year()))
                .and(FIGURES.REGION_CODE.ge(area.prefix()))
                .and(FIGURES.REGION_CODE.lt(area.prefix() + RegionCode.AFTER))
                .and(filter.taskKey() == null ? noCondition() : FIGURES.TASK_KEY.eq(filter.taskKey()))
                .groupBy(FIGURES.TASK_KEY, FIGURES.TITLE, FIGURES.UNIT)
                .orderBy(FIGURES.TASK_KEY, FIGURES.TITLE)
                .fetch(found -> new Total(
                        found.value1(),
                        found.value2(),
                        found.value3(),
                        found.value4(),
                        found.value5(),
                        found.value6()));
    }

    /// The tasks of a document that were given out in an area, id to title.
    public Map<String, String> tasks(Scope scope, String schemeId, @Nullable Integer year) {
        var area = scope.region();
        if (area == null) return Map.of();
        var found = new TreeMap<String, String>();
        sql.select(ASSIGNMENTS.TASK_KEY, max(ASSIGNMENTS.TITLE))
                .from(ASSIGNMENTS)
                .where(ASSIGNMENTS.SCHEME_ID.eq(schemeId))
                .and(scope.on(ASSIGNMENTS.REGION_CODE))
                .and(year == null ? noCondition() : ASSIGNMENTS.SPAN_YEAR.eq(year))
                .groupBy(ASSIGNMENTS.TASK_KEY)
                .forEach(one -> found.put(one.value1(), one.value2()));
        return found;
    }

    // --- Conditions

    private Condition condition(Actor actor, AssignmentFilter filter) {
        var condition = actor.scope().narrowedTo(filter.region()).on(ASSIGNMENTS.REGION_CODE);
        if (filter.whose() != Whose.AREA) {
            var office = actor.officeId();
            condition = condition.and(
                    office == null
                            ? falseCondition()
                            : filter.whose() == Whose.MINE
                                    ? ASSIGNMENTS.OFFICE_ID.eq(office)
                                    : ASSIGNMENTS
                                            .TO_OFFICE_ID
                                            .eq(office)
                                            .and(ASSIGNMENTS.STATE.eq(inline("reported"))));
        }
        condition = condition.and(narrowed(filter));
        if (filter.standing() != null) condition = condition.and(standing(filter.standing()));
        if (!filter.words().isBlank()) condition = condition.and(SearchText.in(ASSIGNMENTS.SEARCH, filter.words()));
        return condition;
    }

    private static Condition narrowed(AssignmentFilter filter) {
        var condition = noCondition();
        if (filter.schemeId() != null) condition = condition.and(ASSIGNMENTS.SCHEME_ID.eq(filter.schemeId()));
        if (filter.taskKey() != null) condition = condition.and(ASSIGNMENTS.TASK_KEY.eq(filter.taskKey()));
        if (filter.year() != null) condition = condition.and(ASSIGNMENTS.SPAN_YEAR.eq(filter.year()));
        return condition;
    }

    private static Condition range(RegionCode area) {
        return area.prefix().isEmpty()
                ? noCondition()
                : ASSIGNMENTS
                        .REGION_CODE
                        .ge(area.prefix())
                        .and(ASSIGNMENTS.REGION_CODE.lt(area.prefix() + RegionCode.AFTER));
    }

    /// States are written out, so that indexes of a part of the rows are found.
    private Condition standing(Standing standing) {
        var today = inline(today());
        var waits = ASSIGNMENTS
                .CLOSED
                .isFalse()
                .and(ASSIGNMENTS.STATE.in(Arrays.stream(AssignmentState.values())
                        .filter(AssignmentState::waitsForOffice)
                        .map(state -> inline(state.code()))
                        .toList()));
        return switch (standing) {
            case OVERDUE -> waits.and(ASSIGNMENTS.DUE_ON.lt(today));
            case WAITING -> waits.and(ASSIGNMENTS.DUE_ON.ge(today)).and(ASSIGNMENTS.FROM_ON.le(today));
            case LATER -> waits.and(ASSIGNMENTS.DUE_ON.ge(today)).and(ASSIGNMENTS.FROM_ON.gt(today));
            case REPORTED -> ASSIGNMENTS.CLOSED.isFalse().and(ASSIGNMENTS.STATE.eq(inline("reported")));
            case DONE -> ASSIGNMENTS.CLOSED.isTrue().and(ASSIGNMENTS.STATE.eq(inline("done")));
            case CANCELLED -> ASSIGNMENTS.CLOSED.isTrue().and(ASSIGNMENTS.STATE.eq(inline("cancelled")));
        };
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
