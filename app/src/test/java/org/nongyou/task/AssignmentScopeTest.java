package org.nongyou.task;

import static nongyoudb.task.Tables.ASSIGNMENTS;
import static nongyoudb.task.Tables.DISPATCHES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.nongyou.FiveLevels.PLACES;
import static org.nongyou.FiveLevels.pick;
import static org.nongyou.FiveLevels.picked;
import static org.nongyou.FiveLevels.scopes;
import static org.nongyou.FiveLevels.sees;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.ApplicationTest;
import org.nongyou.SentStatements;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Office;
import org.nongyou.identity.Role;
import org.nongyou.kernel.Level;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.task.AssignmentFilter.Standing;
import org.nongyou.task.AssignmentFilter.Whose;
import org.nongyou.web.Clocks;
import org.nongyou.web.Ui;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("任务只给看得到的：五级用户和蛮力答案一致；十万项里只读一页")
class AssignmentScopeTest extends ApplicationTest {

    private static final long SEED = 20261122;
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 15);
    private static final String SCHEME = "shanxi-quality-bases";

    @Autowired
    Assignments assignments;

    @Autowired
    AssignmentLists lists;

    @Autowired
    Clocks.Movable clock;

    private record Row(
            long id,
            String place,
            long office,
            @Nullable Long to,
            String task,
            int year,
            AssignmentState state,
            LocalDate from,
            LocalDate due,
            String title) {

        boolean closed() {
            return state == AssignmentState.DONE || state == AssignmentState.CANCELLED;
        }

        /// In the plainest words.
        Standing standing() {
            if (state == AssignmentState.DONE) return Standing.DONE;
            if (state == AssignmentState.CANCELLED) return Standing.CANCELLED;
            if (state == AssignmentState.REPORTED) return Standing.REPORTED;
            if (due.isBefore(TODAY)) return Standing.OVERDUE;
            return from.isAfter(TODAY) ? Standing.LATER : Standing.WAITING;
        }
    }

    private final List<Row> rows = new ArrayList<>();

    private int version() {
        return knownSchemes.current(SCHEME).orElseThrow().version();
    }

    private long dispatch() {
        return sql.insertInto(DISPATCHES)
                .set(DISPATCHES.FORM_KEY, "test")
                .set(DISPATCHES.KIND, "list")
                .set(DISPATCHES.SCHEME_ID, SCHEME)
                .set(DISPATCHES.SCHEME_VERSION, version())
                .set(DISPATCHES.TITLE, "清单")
                .set(DISPATCHES.CLAUSES, new String[] {"六（四）"})
                .set(DISPATCHES.OFFICE_ID, 1L)
                .set(DISPATCHES.OFFICE_NAME, "省厅")
                .set(DISPATCHES.REGION_CODE, "140000")
                .set(DISPATCHES.CREATED_BY, 1L)
                .set(DISPATCHES.CREATED_BY_NAME, "某人")
                .set(DISPATCHES.CREATED_AT, Instant.EPOCH)
                .returning(DISPATCHES.ID)
                .fetchSingle()
                .getId();
    }

    @BeforeAll
    void fill() {
        clock.set(TODAY.atTime(10, 0).atZone(Ui.ZONE).toInstant());
        long dispatch = dispatch();
        var random = new Random(SEED);
        for (int i = 0; i < 400; i++) {
            var state = pick(random, List.of(AssignmentState.values()));
            int year = 2025 + random.nextInt(3);
            var from = TODAY.plusDays(random.nextInt(120) - 90);
            var due = from.plusDays(random.nextInt(60));
            var place = pick(random, PLACES);
            long office = 1 + random.nextInt(5);
            var to = random.nextInt(4) == 0 ? null : Long.valueOf(11 + random.nextInt(3));
            var task = "task-" + random.nextInt(4);
            var title = pick(random, List.of("培训", "100%_", "宣传")) + "任务" + i;
            boolean reported = state != AssignmentState.OPEN
                    && state != AssignmentState.DOING
                    && state != AssignmentState.CANCELLED;
            long id = sql.insertInto(ASSIGNMENTS)
                    .set(ASSIGNMENTS.DISPATCH_ID, dispatch)
                    .set(ASSIGNMENTS.SCHEME_ID, SCHEME)
                    .set(ASSIGNMENTS.SCHEME_VERSION, version())
                    .set(ASSIGNMENTS.TASK_KEY, task)
                    .set(ASSIGNMENTS.TITLE, title)
                    .set(ASSIGNMENTS.CLAUSES, new String[] {"六（四）"})
                    .set(ASSIGNMENTS.OFFICE_ID, office)
                    .set(ASSIGNMENTS.OFFICE_NAME, "某局")
                    .set(ASSIGNMENTS.REGION_CODE, place)
                    .set(ASSIGNMENTS.TO_OFFICE_ID, to)
                    .set(ASSIGNMENTS.SPAN, "t" + i)
                    .set(ASSIGNMENTS.SPAN_YEAR, year)
                    .set(ASSIGNMENTS.FROM_ON, from)
                    .set(ASSIGNMENTS.DUE_ON, due)
                    .set(ASSIGNMENTS.STATE, state.code())
                    .set(ASSIGNMENTS.REPORTED_ON, reported ? due : null)
                    .set(ASSIGNMENTS.CLOSED_ON, state.closed() ? due : null)
                    .returning(ASSIGNMENTS.ID)
                    .fetchSingle()
                    .getId();
            rows.add(new Row(id, place, office, to, task, year, state, from, due, title));
        }
    }

    @AfterAll
    void timeGoesOn() {
        clock.release();
    }

    private static Actor actor(Scope scope, long office) {
        return switch (scope) {
            case Scope.Own(var producer) ->
                new Actor(1, "p", "p", null, new RegionCode("140423"), producer, Set.of(Role.PRODUCER), false);
            case Scope.Within(var region) ->
                new Actor(
                        1,
                        "a",
                        "a",
                        new Office(office, region, Level.COUNTY, "agriculture", "某局", null, true, false),
                        region,
                        null,
                        Set.of(Role.REVIEWER),
                        false);
        };
    }

    @Test
    @DisplayName("清单、一页一页、件数、进度表、工作台、单独一项")
    void everyRead() {
        var random = new Random(SEED + 1);
        for (int round = 0; round < 15; round++) {
            for (var scope : scopes(900)) {
                long office = random.nextBoolean() ? 1 + random.nextInt(5) : 11 + random.nextInt(3);
                var actor = actor(scope, office);
                var region = random.nextBoolean() ? null : new RegionCode(pick(random, PLACES));
                var filter = new AssignmentFilter(
                        pick(random, List.of(Whose.AREA, Whose.AREA, Whose.MINE, Whose.CONFIRM)),
                        region,
                        random.nextInt(5) == 0 ? pick(random, List.of(SCHEME, "none")) : null,
                        random.nextInt(4) == 0 ? "task-" + random.nextInt(4) : null,
                        random.nextInt(3) == 0 ? (Integer) (2025 + random.nextInt(3)) : null,
                        random.nextInt(3) == 0 ? pick(random, List.of(Standing.values())) : null,
                        random.nextInt(4) == 0 ? pick(random, List.of("培训", "100%_", "没有的")) : "");
                var as = scope + " " + filter + " office " + office + " seed " + SEED;
                var within = picked(scope, region);
                var area = rows.stream()
                        .filter(row -> sees(scope, row.place, null))
                        .filter(row -> within.test(row.place))
                        .filter(row -> !"none".equals(filter.schemeId()))
                        .filter(row ->
                                filter.taskKey() == null || filter.taskKey().equals(row.task))
                        .filter(row -> filter.year() == null || filter.year() == row.year)
                        .filter(row -> filter.standing() == null || filter.standing() == row.standing())
                        .toList();
                var expected = area.stream()
                        .filter(row -> switch (filter.whose()) {
                            case AREA -> true;
                            case MINE -> actor.office() != null && row.office == office;
                            case CONFIRM ->
                                actor.office() != null
                                        && row.to != null
                                        && row.to == office
                                        && row.state == AssignmentState.REPORTED;
                        })
                        .filter(row -> row.title.contains(filter.words()))
                        .sorted(Comparator.comparing(Row::closed)
                                .thenComparing(Row::due)
                                .thenComparing(Row::id))
                        .toList();
                var found = lists.list(actor, filter, null, 1000);
                assertThat(found)
                        .as(as)
                        .extracting(Assignment::id)
                        .isEqualTo(expected.stream().map(Row::id).toList());
                assertThat(lists.total(actor, filter)).as(as).isEqualTo(expected.size());
                if (found.size() > 3)
                    assertThat(lists.list(actor, filter, AssignmentLists.Cursor.of(found.get(1)), 2))
                            .as(as)
                            .extracting(Assignment::id)
                            .isEqualTo(
                                    expected.subList(2, 4).stream().map(Row::id).toList());
                var counted = new HashMap<String, Integer>();
                for (var row : area)
                    counted.merge(row.place.substring(0, 6) + row.task + row.standing(), 1, Integer::sum);
                var counts = new HashMap<String, Integer>();
                for (var one : lists.counts(scope, filter, true))
                    counts.merge(one.county() + one.taskKey() + one.standing(), one.tasks(), Integer::sum);
                assertThat(counts).as(as).isEqualTo(counted);
            }
        }
        for (var scope : scopes(900))
            for (var row : rows.subList(0, 60))
                assertThat(assignments.find(scope, row.id).isPresent())
                        .as(scope + " " + row)
                        .isEqualTo(sees(scope, row.place, null));
        for (long office : new long[] {1, 3, 11, 12}) {
            var waits = rows.stream()
                    .filter(row -> row.office == office && row.state.waitsForOffice() && !row.from.isAfter(TODAY))
                    .toList();
            assertThat(lists.desk(actor(Scope.within(new RegionCode("140000")), office)))
                    .isEqualTo(new AssignmentLists.Desk(
                            waits.size(),
                            (int) waits.stream()
                                    .filter(row -> !row.due.isBefore(TODAY) && !row.due.isAfter(TODAY.plusDays(7)))
                                    .count(),
                            (int) waits.stream()
                                    .filter(row -> row.due.isBefore(TODAY))
                                    .count(),
                            (int) rows.stream()
                                    .filter(row ->
                                            row.to != null && row.to == office && row.state == AssignmentState.REPORTED)
                                    .count(),
                            0,
                            0,
                            0,
                            0));
        }
    }

    @Test
    @DisplayName("十万项：清单、工作台从索引读一页，进度表只读一个索引")
    void atAHundredThousand() throws Exception {
        rewind();
        sql.execute(
                """
                insert into task.assignments (dispatch_id, scheme_id, scheme_version, task_key, title, clauses, office_id,
                        office_name, region_code, to_office_id, span, span_year, from_on, due_on, state, reported_on, closed_on)
                select {dispatch}, 'shanxi-quality-bases', {version}, 'task-' || n % 40, '任务' || n % 40, '{六（四）}',
                       n % 130 + 1, '某局' || n % 130,
                       '14' || lpad((n % 11 + 1)::text, 2, '0') || lpad((n % 17 + 1)::text, 2, '0'),
                       (n + 1) % 130 + 1, 's' || n, 2026, date '2026-01-01' + n % 100, date '2026-05-01' + n % 120,
                       (array['open', 'doing', 'reported', 'done', 'done', 'done'])[n % 6 + 1],
                       case when n % 6 >= 2 then date '2026-05-01' end, case when n % 6 >= 3 then date '2026-05-02' end
                  from generate_series(1, 100000) n""".replace("{dispatch}", Long.toString(dispatch())).replace("{version}", Integer.toString(version())));
        afterANight();
        var province = actor(Scope.within(new RegionCode("140000")), 7);
        var city = actor(Scope.within(new RegionCode("140400")), 7);
        var county = actor(Scope.within(new RegionCode("140404")), 7);
        for (var actor : List.of(province, city, county)) {
            cheap(actor, 420, () -> lists.list(actor, AssignmentFilter.NONE, null, 101));
            cheap(actor, 420, () -> lists.list(actor, AssignmentFilter.NONE.of(Whose.MINE), null, 101));
            cheap(actor, 420, () -> lists.list(actor, AssignmentFilter.NONE.of(Whose.CONFIRM), null, 101));
            cheap(actor, 700, () -> lists.list(actor, AssignmentFilter.NONE.standing(Standing.OVERDUE), null, 101));
            cheap(actor, 900, () -> lists.desk(actor));
        }
        cheap(county, 120, () -> lists.counts(county.scope(), AssignmentFilter.NONE, true));
        cheap(city, 320, () -> lists.counts(city.scope(), AssignmentFilter.NONE, true));
        // The whole index, and nothing but the index.
        cheap(province, 1_600, () -> lists.counts(province.scope(), AssignmentFilter.NONE, true));
        // A word that stands in every fortieth row.
        cheap(province, 4_000, () -> lists.list(province, AssignmentFilter.of(Map.of("q", "任务7")), null, 101));
    }

    private void cheap(Actor actor, long most, SentStatements.Work work) throws Exception {
        var sent = SentStatements.of(sql, work);
        assertThat(sent.count()).isEqualTo(1);
        assertThat(sent.buffers(sql))
                .as(() -> actor.region() + " " + sent.texts())
                .isLessThanOrEqualTo(most);
    }
}
