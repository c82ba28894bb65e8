package org.nongyou.procedure;

import static nongyoudb.procedure.Tables.CASES;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jooq.JSONB;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.kernel.Level;
import org.nongyou.procedure.CaseFilter.Deadline;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.End;

@DisplayName("申报清单的范围")
class CaseListsTest extends CaseScenario {

    private record Row(
            long id, String region, long producer, String stage, boolean open, String title, LocalDate due) {}

    @Test
    @DisplayName("五级用户随便筛，清单、件数、下级件数都和逐行数出来的一样")
    void listsEqualBruteForce() {
        var random = new Random(20260601);
        var rows = rows(random, 400);
        var scopes = List.of(
                Scope.within(RegionCode.COUNTRY),
                Scope.within(new RegionCode("990000")),
                Scope.within(new RegionCode("990100")),
                Scope.within(new RegionCode("990122")),
                Scope.within(new RegionCode("990122103")),
                Scope.within(new RegionCode("990122103201")),
                new Scope.Own(903));
        for (int fold = 0; fold < 2; fold++) {
            for (int i = 0; i < 150; i++) {
                var scope = scopes.get(i % scopes.size());
                var filter = filter(random);
                var expected = rows.stream()
                        .filter(row -> within(scope, filter, row) && matches(filter, row))
                        .sorted(Comparator.comparingLong(Row::id).reversed())
                        .toList();
                var here = mine(filter);
                assertThat(paged(scope, here))
                        .as("%s %s", scope, filter)
                        .isEqualTo(expected.stream().map(Row::id).toList());
                assertThat(lists.count(scope, here)).as("%s %s", scope, filter).isEqualTo(expected.size());
                var deadlines = lists.deadlines(scope, here);
                for (var deadline : Deadline.values())
                    assertThat(deadline == Deadline.OVERDUE ? deadlines.overdue() : deadlines.soon())
                            .as("%s %s %s", scope, filter, deadline)
                            .isEqualTo((int) rows.stream()
                                    .filter(row -> within(scope, filter, row) && matches(filter.due(deadline), row))
                                    .count());
                var below = lists.countsBelow(scope, here);
                assertThat(below.values().stream().mapToInt(n -> n).sum()).isIn(0, expected.size());
                var area = scope.narrowedTo(filter.region()).region();
                int digits =
                        area == null ? 6 : area.level() == Level.NATIONAL ? 2 : area.level() == Level.PROVINCE ? 4 : 6;
                below.forEach((code, n) -> assertThat(expected.stream()
                                .filter(row -> (row.region().substring(0, digits) + "0000").startsWith(code.value()))
                                .count())
                        .as("%s %s %s", scope, filter, code)
                        .isEqualTo(n.longValue()));
            }
            lists.foldCounts();
        }
    }

    /// The filter with the procedure that only these rows have, since other scenarios' rows stay.
    private static CaseFilter mine(CaseFilter filter) {
        return new CaseFilter(
                "demo-orchard/lists-1",
                filter.stage(),
                filter.level(),
                filter.region(),
                filter.open(),
                filter.deadline(),
                filter.text());
    }

    private List<Long> paged(Scope scope, CaseFilter filter) {
        var ids = new ArrayList<Long>();
        @org.jspecify.annotations.Nullable Long before = null;
        List<Case> page;
        do {
            page = lists.list(scope, filter, before, 37);
            page.forEach(one -> ids.add(one.id()));
            if (!page.isEmpty()) before = page.getLast().id();
        } while (!page.isEmpty());
        return ids;
    }

    private static boolean within(Scope scope, CaseFilter filter, Row row) {
        return switch (scope) {
            case Scope.Own(var producer) -> row.producer() == producer;
            case Scope.Within(var region) -> {
                var picked = filter.region();
                var area = picked != null && picked.value().startsWith(prefix(region.value())) ? picked : region;
                yield row.region().startsWith(prefix(area.value()));
            }
        };
    }

    private static String prefix(String code) {
        var six = code.length() == 6 ? code.replaceAll("(00)+$", "") : code;
        return six.length() % 2 == 1 && code.length() == 6 ? code.substring(0, six.length() + 1) : six;
    }

    private boolean matches(CaseFilter filter, Row row) {
        if (filter.stage() != null && !filter.stage().equals(row.stage())) return false;
        if (filter.level() != null && filter.level() != Level.PROVINCE) return false;
        if (filter.open() != null && filter.open() != row.open()) return false;
        if (filter.deadline() != null && !(row.open() && filter.deadline() == deadline(row.due()))) return false;
        return filter.text() == null || Arrays.stream(filter.text().split(" ")).allMatch(row.title()::contains);
    }

    /// Monday to Friday counted one by one; no holidays lie in these weeks.
    private static @org.jspecify.annotations.Nullable Deadline deadline(LocalDate due) {
        var today = LocalDate.of(2026, 6, 1);
        if (due.isBefore(today)) return Deadline.OVERDUE;
        int workdays = 0;
        for (var day = today.plusDays(1); !day.isAfter(due); day = day.plusDays(1))
            if (day.getDayOfWeek().getValue() <= 5) workdays++;
        return workdays <= 3 ? Deadline.SOON : null;
    }

    private static CaseFilter filter(Random random) {
        return new CaseFilter(
                null,
                random.nextInt(3) == 0 ? List.of("a", "b").get(random.nextInt(2)) : null,
                random.nextInt(5) == 0 ? List.of(Level.PROVINCE, Level.CITY).get(random.nextInt(2)) : null,
                random.nextInt(3) == 0
                        ? new RegionCode(List.of("990100", "990122", "990200", "990000", "140000")
                                .get(random.nextInt(5)))
                        : null,
                random.nextInt(3) == 0 ? random.nextBoolean() : null,
                random.nextInt(3) == 0 ? Deadline.values()[random.nextInt(2)] : null,
                random.nextInt(4) == 0 ? List.of("苹果", "梨", "100%_", "园 7").get(random.nextInt(4)) : null);
    }

    private List<Row> rows(Random random, int number) {
        var regions = List.of(
                "990122", "990122103", "990122103201", "990122104", "990123", "990201", "990202", "990100", "981122");
        var rows = new ArrayList<Row>();
        for (int i = 0; i < number; i++) {
            var region = regions.get(random.nextInt(regions.size()));
            long producer = 900 + random.nextInt(8);
            boolean open = random.nextInt(3) > 0;
            var stage = random.nextBoolean() ? "a" : "b";
            var title = List.of("苹果园 ", "梨园 ", "100%_园 ").get(random.nextInt(3)) + i;
            var due = LocalDate.of(2026, 5, 20).plusDays(random.nextInt(30));
            var id = sql.insertInto(CASES)
                    .set(CASES.NUMBER, "lists-" + i)
                    .set(CASES.SCHEME_ID, ORCHARD.id())
                    .set(CASES.SCHEME_VERSION, ORCHARD.version())
                    .set(CASES.PROCEDURE_ID, "lists-1")
                    .set(CASES.LEVEL, "province")
                    .set(CASES.SUBJECT_KIND, "site")
                    .set(CASES.SUBJECT_ID, "lists-" + i)
                    .set(CASES.TITLE, title)
                    .set(CASES.PRODUCER_ID, producer)
                    .set(CASES.REGION_CODE, region)
                    .set(CASES.STAGE, stage)
                    .set(CASES.STAGE_TITLE, stage)
                    .set(CASES.STATE, open ? "open" : "ended")
                    .set(CASES.OUTCOME, open ? null : End.LISTED.code())
                    .set(CASES.DUE_ON, due)
                    .set(CASES.FORM, JSONB.valueOf("{}"))
                    .set(CASES.CREATED_BY, 1L)
                    .returning(CASES.ID)
                    .fetchSingle()
                    .getId();
            rows.add(new Row(id, region, producer, stage, open, title, due));
        }
        assertThat(rows.stream().collect(Collectors.groupingBy(Row::region)).keySet())
                .hasSize(regions.size());
        return rows;
    }
}
