package org.nongyou.project;

import static nongyoudb.project.Tables.PROJECTS;
import static nongyoudb.project.Tables.REPORTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.nongyou.FiveLevels.pick;
import static org.nongyou.FiveLevels.picked;
import static org.nongyou.FiveLevels.scopes;
import static org.nongyou.FiveLevels.sees;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.ApplicationTest;
import org.nongyou.FiveLevels;
import org.nongyou.kernel.Money;
import org.nongyou.region.RegionCode;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("项目只给看得到的：五级用户和蛮力答案一致；十万个里只读一页")
class ProjectScopeTest extends ApplicationTest {

    private static final long SEED = 20211130;
    private static final List<String> COUNTIES = FiveLevels.PLACES.stream()
            .filter(place -> place.length() == 6 && !place.endsWith("00"))
            .toList();

    @Autowired
    Projects projects;

    @Autowired
    ProjectLists lists;

    @Autowired
    Reports reports;

    private record Row(long id, String place, ProjectState state, String product, long funds, long spent) {}

    private final List<Row> rows = new ArrayList<>();

    private int version() {
        return knownSchemes.current("shanxi-gi-protection-2021").orElseThrow().version();
    }

    @BeforeAll
    void fill() {
        var random = new Random(SEED);
        for (int i = 0; i < 300; i++) {
            var state = pick(random, List.of(ProjectState.values()));
            boolean established = state == ProjectState.RUNNING || state == ProjectState.CLOSED;
            long funds = established ? 1000 + random.nextInt(100_000) : 0;
            long spent = established ? random.nextLong(funds) : 0;
            var place = pick(random, COUNTIES);
            var product = pick(random, List.of("大米", "100%_", "谷子")) + i;
            long id = sql.insertInto(PROJECTS)
                    .set(PROJECTS.NUMBER, "T-" + i)
                    .set(PROJECTS.SCHEME_ID, "shanxi-gi-protection-2021")
                    .set(PROJECTS.SCHEME_VERSION, version())
                    .set(PROJECTS.ALLOCATION_ID, "product-funds")
                    .set(PROJECTS.KIND, "gi-project")
                    .set(PROJECTS.PRODUCT, product)
                    .set(PROJECTS.REGION_CODE, place)
                    .set(PROJECTS.STATE, state.code())
                    .set(PROJECTS.STARTS_ON, LocalDate.of(2021, 1, 1))
                    .set(PROJECTS.ENDS_ON, LocalDate.of(2021, 12, 31))
                    .set(PROJECTS.ESTABLISHED_ON, established ? LocalDate.of(2021, 5, 1) : null)
                    .set(PROJECTS.CLOSED_ON, state == ProjectState.CLOSED ? LocalDate.of(2021, 12, 1) : null)
                    .set(PROJECTS.FUNDS_FEN, funds)
                    .set(PROJECTS.RECEIVED_FEN, spent)
                    .set(PROJECTS.SPENT_FEN, spent)
                    .set(PROJECTS.CREATED_BY, 1L)
                    .set(PROJECTS.CREATED_AT, Instant.EPOCH)
                    .set(PROJECTS.UPDATED_AT, Instant.EPOCH)
                    .returning(PROJECTS.ID)
                    .fetchSingle()
                    .getId();
            rows.add(new Row(id, place, state, product, funds, spent));
        }
    }

    @Test
    @DisplayName("清单、个数、合计、单独一个")
    void everyRead() {
        var random = new Random(SEED + 1);
        for (int round = 0; round < 15; round++) {
            for (var scope : scopes(900)) {
                var region = random.nextBoolean() ? null : new RegionCode(pick(random, FiveLevels.PLACES));
                var filter = new ProjectFilter(
                        region,
                        random.nextInt(5) == 0 ? pick(random, List.of("shanxi-gi-protection-2021", "none")) : null,
                        random.nextInt(3) == 0 ? pick(random, List.of(ProjectState.values())) : null,
                        random.nextInt(4) == 0 ? pick(random, List.of("大米", "100%_", "没有的")) : "");
                var as = scope + " " + filter + " seed " + SEED;
                var within = picked(scope, region);
                var mine = rows.stream()
                        .filter(row -> sees(scope, row.place, null))
                        .filter(row -> within.test(row.place))
                        .filter(row -> !"none".equals(filter.schemeId()))
                        .filter(row -> filter.state() == null || filter.state() == row.state)
                        .toList();
                var ids = mine.stream()
                        .filter(row -> row.product.contains(filter.words()))
                        .sorted(Comparator.comparing(Row::id).reversed())
                        .map(Row::id)
                        .toList();
                assertThat(lists.list(scope, filter, null, 1000))
                        .as(as)
                        .extracting(Project::id)
                        .isEqualTo(ids);
                assertThat(lists.count(scope, filter)).as(as).isEqualTo(ids.size());
                if (ids.size() > 3)
                    assertThat(lists.list(scope, filter, ids.get(1), 2))
                            .as(as)
                            .extracting(Project::id)
                            .isEqualTo(ids.subList(2, 4));
                var sums = lists.sums(scope, filter).stream()
                        .map(ProjectLists.Sum::sums)
                        .reduce(Sums.NONE, Sums::plus);
                assertThat(sums.funds())
                        .as(as)
                        .isEqualTo(new Money(mine.stream().mapToLong(Row::funds).sum()));
                assertThat(sums.spent())
                        .as(as)
                        .isEqualTo(new Money(mine.stream().mapToLong(Row::spent).sum()));
            }
        }
        for (var scope : scopes(900))
            for (var row : rows.subList(0, 60))
                assertThat(projects.find(scope, row.id).isPresent())
                        .as(scope + " " + row)
                        .isEqualTo(sees(scope, row.place, null));
    }

    @Test
    @DisplayName("报告：五级用户看到的和蛮力一样，过期的也一样")
    void everyReport() {
        var random = new Random(SEED + 2);
        var places = new ArrayList<>(COUNTIES);
        places.addAll(List.of("140400", "140100"));
        record Owed(long id, String place, LocalDate due, String state) {}
        var all = new ArrayList<Owed>();
        for (int i = 0; i < 200; i++) {
            var place = pick(random, places);
            var state = pick(random, List.of("due", "returned", "filed", "accepted"));
            var due = LocalDate.of(2021, 1, 1).plusDays(random.nextInt(4000));
            long id = sql.insertInto(REPORTS)
                    .set(REPORTS.SCHEME_ID, "shanxi-gi-protection-2021")
                    .set(REPORTS.SCHEME_VERSION, version())
                    .set(REPORTS.TASK, "monthly")
                    .set(REPORTS.TITLE, "报告" + i)
                    .set(REPORTS.REGION_CODE, place)
                    .set(REPORTS.SPAN, "T" + i)
                    .set(REPORTS.BEGINS_ON, LocalDate.of(2021, 1, 1))
                    .set(REPORTS.ENDS_ON, due)
                    .set(REPORTS.DUE_ON, due)
                    .set(REPORTS.REMIND_ON, due.minusDays(3))
                    .set(REPORTS.STATE, state)
                    .set(REPORTS.FILED_ON, state.equals("due") ? null : due)
                    .returning(REPORTS.ID)
                    .fetchSingle()
                    .getId();
            all.add(new Owed(id, place, due, state));
        }
        var today = reports.today();
        for (var scope : scopes(900)) {
            var mine = all.stream().filter(one -> sees(scope, one.place, null)).toList();
            assertThat(reports.list(scope, filter(ReportFilter.Standing.LATE), null, 1000))
                    .extracting(Report::id)
                    .isEqualTo(mine.stream()
                            .filter(one -> one.state.equals("due") || one.state.equals("returned"))
                            .filter(one -> one.due.isBefore(today))
                            .sorted(Comparator.comparing(Owed::due).thenComparing(Owed::id))
                            .map(Owed::id)
                            .toList());
            var everything = reports.list(scope, filter(ReportFilter.Standing.ALL), null, 1000);
            assertThat(everything).hasSize(mine.size());
            assertThat(reports.count(scope, filter(ReportFilter.Standing.FILED)))
                    .isEqualTo((int) mine.stream()
                            .filter(one -> one.state.equals("filed"))
                            .count());
            if (everything.size() > 4)
                assertThat(reports.list(scope, filter(ReportFilter.Standing.ALL), everything.get(1), 2))
                        .isEqualTo(everything.subList(2, 4));
            for (var one : all.subList(0, 40))
                assertThat(reports.find(scope, one.id).isPresent()).isEqualTo(sees(scope, one.place, null));
        }
    }

    private static ReportFilter filter(ReportFilter.Standing standing) {
        return new ReportFilter(null, standing, null);
    }

    @Test
    @DisplayName("十万个：清单从索引读一页，一个市的合计只读索引")
    void atAHundredThousand() {
        rewind();
        sql.execute("""
                insert into project.projects (number, scheme_id, scheme_version, allocation_id, kind, product, region_code,
                        state, starts_on, ends_on, established_on, funds_fen, received_fen, spent_fen,
                        created_by, created_at, updated_at)
                select 'L-' || n, 'shanxi-gi-protection-2021', {version}, 'product-funds', 'gi-project', '产品' || n,
                       '14' || lpad((n % 11 + 1)::text, 2, '0') || lpad((n % 17 + 1)::text, 2, '0'),
                       'running', date '2021-01-01', date '2021-12-31', date '2021-05-01', n * 3, n * 2, n,
                       1, now(), now()
                  from generate_series(1, 100000) n""".replace("{version}", Integer.toString(version())));
        sql.execute("""
                insert into project.reports (scheme_id, scheme_version, task, project_id, title, region_code, span, begins_on,
                        ends_on, due_on, remind_on, state, filed_on)
                select 'shanxi-gi-protection-2021', {version}, 'monthly', null, '报告' || n,
                       '14' || lpad((n % 11 + 1)::text, 2, '0') || lpad((n % 17 + 1)::text, 2, '0'), 'S' || n,
                       date '2021-01-01', date '2021-01-01' + n % 365, date '2021-01-01' + n % 365,
                       date '2021-01-01' + n % 365 - 3, (array['due', 'filed', 'accepted', 'accepted'])[n % 4 + 1],
                       case when n % 4 > 0 then date '2021-06-01' end
                  from generate_series(1, 100000) n""".replace("{version}", Integer.toString(version())));
        afterANight();
        for (var where : List.of("left(region_code, 4) = '1404'", "left(region_code, 6) = '140404'", "true"))
            assertThat(buffers("select * from project.reports where " + where
                            + " and state in ('due', 'returned') and due_on < date '2026-01-01' order by due_on, id fetch"
                            + " next 101 rows only"))
                    .isLessThan(400);
        assertThat(buffers("select * from project.projects where left(region_code, 4) = '1404' order by id desc fetch"
                        + " next 101 rows only"))
                .isLessThan(400);
        assertThat(buffers("select * from project.projects where left(region_code, 6) = '140404' order by id desc fetch"
                        + " next 101 rows only"))
                .isLessThan(400);
        assertThat(buffers("select left(region_code, 6), state, count(*), sum(funds_fen), sum(spent_fen) from"
                        + " project.projects where region_code >= '1404' and region_code"
                        + " < '1404:' group by 1, 2"))
                .isLessThan(400);
        // All of them are one walk through the table or the index, whichever is shorter.
        assertThat(buffers("select left(region_code, 6), state, count(*), sum(funds_fen), sum(spent_fen) from"
                        + " project.projects group by 1, 2"))
                .isLessThan(4_000);
    }

    /// Pages that a statement touches.
    private long buffers(String statement) {
        var plan = sql.fetch("explain (analyze, buffers, format text) " + statement)
                .formatCSV();
        var lines = plan.lines()
                .filter(line -> line.contains("Buffers: shared"))
                .findFirst()
                .orElse("");
        long pages = 0;
        var matcher = java.util.regex.Pattern.compile("(hit|read)=(\\d+)").matcher(lines);
        while (matcher.find()) pages += Long.parseLong(matcher.group(2));
        assertThat(pages).as(plan).isPositive();
        return pages;
    }
}
