package org.nongyou.evaluation;

import static nongyoudb.evaluation.Tables.CHECKS;
import static nongyoudb.evaluation.Tables.ROUNDS;
import static nongyoudb.evaluation.Tables.SHEETS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.nongyou.FiveLevels.pick;
import static org.nongyou.FiveLevels.picked;
import static org.nongyou.FiveLevels.scopes;
import static org.nongyou.FiveLevels.sees;

import java.math.BigDecimal;
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
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("评价只给看得到的：五级用户和蛮力答案一致；十万份里只读一页")
class EvaluationScopeTest extends ApplicationTest {

    private static final long SEED = 20211231;
    private static final List<String> COUNTIES = FiveLevels.PLACES.stream()
            .filter(place -> place.length() == 6 && !place.endsWith("00"))
            .toList();

    @Autowired
    Rounds rounds;

    @Autowired
    SheetLists lists;

    @Autowired
    Corrections corrections;

    @Autowired
    CountyChecks checks;

    private record Row(long id, String place, EvaluationSheet.State state) {}

    private final List<Row> rows = new ArrayList<>();
    private long published;
    private long open;

    private long round(String key, String state, int year) {
        int version =
                knownSchemes.current("shanxi-quality-safety-145").orElseThrow().version();
        return sql.insertInto(ROUNDS)
                .set(ROUNDS.FORM_KEY, key)
                .set(ROUNDS.SCHEME_ID, "shanxi-quality-safety-145")
                .set(ROUNDS.SCHEME_VERSION, version)
                .set(ROUNDS.PROCEDURE_ID, "county-evaluation")
                .set(ROUNDS.SHEET_ID, "plan-evaluation")
                .set(ROUNDS.TITLE, "评价" + key)
                .set(ROUNDS.YEAR, year)
                .set(ROUNDS.REGION_CODE, "140000")
                .set(ROUNDS.OFFICE_ID, 1L)
                .set(ROUNDS.OFFICE_NAME, "省厅")
                .set(ROUNDS.SCORERS, 1)
                .set(ROUNDS.STATE, state)
                .set(ROUNDS.NOTICE_ID, state.equals("open") ? null : 1L)
                .set(ROUNDS.CONFIRMED_ON, state.equals("open") ? null : LocalDate.of(2026, 1, 1))
                .set(ROUNDS.PUBLISHED_ON, state.equals("published") ? LocalDate.of(2026, 1, 9) : null)
                .set(ROUNDS.CREATED_BY, 1L)
                .set(ROUNDS.CREATED_BY_NAME, "某人")
                .set(ROUNDS.CREATED_AT, Instant.EPOCH)
                .returning(ROUNDS.ID)
                .fetchSingle()
                .getId();
    }

    @BeforeAll
    void fill() {
        var random = new Random(SEED);
        published = round("p", "published", 2024);
        open = round("o", "open", 2025);
        for (int i = 0; i < 300; i++) {
            var place = pick(random, COUNTIES);
            var state = pick(random, List.of(EvaluationSheet.State.values()));
            var total = state == EvaluationSheet.State.SCORED ? BigDecimal.valueOf(random.nextInt(10_000), 2) : null;
            long id = sql.insertInto(SHEETS)
                    .set(SHEETS.ROUND_ID, i % 3 == 0 ? open : published)
                    .set(SHEETS.SUBJECT_KIND, "base")
                    .set(SHEETS.SUBJECT_ID, Integer.toString(i))
                    .set(SHEETS.TITLE, pick(random, List.of("大米", "100%_")) + i)
                    .set(SHEETS.REGION_CODE, place)
                    .set(SHEETS.STAGE, "province-evaluation")
                    .set(SHEETS.STAGE_TITLE, "打分")
                    .set(SHEETS.STATE, state.code())
                    .set(SHEETS.TOTAL, total)
                    .set(SHEETS.LEFT_BECAUSE, state == EvaluationSheet.State.LEFT ? "不参评" : "")
                    .set(SHEETS.UPDATED_AT, Instant.EPOCH)
                    .returning(SHEETS.ID)
                    .fetchSingle()
                    .getId();
            rows.add(new Row(id, place, state));
        }
    }

    @Test
    @DisplayName("评分表：清单、个数、单独一份；没有确认的排名不告诉下面")
    void sheets() {
        var random = new Random(SEED + 1);
        for (var scope : scopes(900))
            for (int i = 0; i < 8; i++) {
                var id = random.nextBoolean() ? open : published;
                var found = rounds.find(scope, id);
                // Whoever lies within the evaluated area, or looks after it.
                boolean reads = scope instanceof Scope.Within(var region)
                        && (region.value().startsWith("14") || region.equals(RegionCode.COUNTRY));
                assertThat(found.isPresent()).as(scope.toString()).isEqualTo(reads);
                if (found.isEmpty()) continue;
                var picked = random.nextBoolean() ? null : new RegionCode(pick(random, FiveLevels.PLACES));
                var state = random.nextBoolean() ? null : pick(random, List.of(EvaluationSheet.State.values()));
                var words = random.nextInt(3) == 0 ? pick(random, List.of("大米", "100%_", "没有的")) : "";
                var filter = new SheetLists.Filter(picked, state, null, words);
                var within = picked(scope, picked);
                var mine = rows.stream()
                        .filter(row -> (rows.indexOf(row) % 3 == 0) == (id == open))
                        .filter(row -> sees(scope, row.place, null) && within.test(row.place))
                        .filter(row -> state == null || row.state == state)
                        .toList();
                var all = lists.list(scope, found.get(), filter, 0, 1000);
                if (words.isEmpty())
                    assertThat(all)
                            .extracting(EvaluationSheet::id)
                            .containsExactlyInAnyOrderElementsOf(
                                    mine.stream().map(Row::id).toList());
                assertThat(lists.count(scope, found.get(), filter)).isEqualTo(all.size());
                boolean knows = id == published || scope.covers(new RegionCode("140000"));
                assertThat(all).allSatisfy(one -> {
                    if (!knows) assertThat(one.total()).isNull();
                });
                if (knows)
                    assertThat(all.stream().map(EvaluationSheet::total).filter(java.util.Objects::nonNull))
                            .isSortedAccordingTo(Comparator.reverseOrder());
            }
        for (var scope : scopes(900))
            for (var row : rows.subList(0, 60))
                assertThat(lists.find(scope, row.id).isPresent()).isEqualTo(sees(scope, row.place, null));
    }

    @Test
    @DisplayName("核查记录")
    void checksSeen() {
        var random = new Random(SEED + 2);
        record Check(long id, String place) {}
        var all = new ArrayList<Check>();
        for (int i = 0; i < 80; i++) {
            var place = pick(random, COUNTIES);
            all.add(new Check(
                    sql.insertInto(CHECKS)
                            .set(CHECKS.FORM_KEY, "k" + i)
                            .set(CHECKS.LISTING_ID, 1L)
                            .set(CHECKS.REGION_CODE, place)
                            .set(CHECKS.CHECKED_ON, LocalDate.of(2026, 1, 1))
                            .set(CHECKS.PASSED, true)
                            .set(CHECKS.FINDING, "都在")
                            .set(CHECKS.SCHEME_ID, "x")
                            .set(CHECKS.CLAUSE, "一")
                            .set(CHECKS.OFFICE_ID, 1L)
                            .set(CHECKS.OFFICE_NAME, "某局")
                            .set(CHECKS.CHECKED_BY, 1L)
                            .set(CHECKS.CHECKED_BY_NAME, "某人")
                            .set(CHECKS.RECORDED_AT, Instant.EPOCH)
                            .returning(CHECKS.ID)
                            .fetchSingle()
                            .getId(),
                    place));
        }
        for (var scope : scopes(900)) {
            assertThat(checks.list(scope, null, 1000))
                    .extracting(CountyCheck::id)
                    .containsExactlyInAnyOrderElementsOf(all.stream()
                            .filter(one -> sees(scope, one.place, null))
                            .map(Check::id)
                            .toList());
            for (var one : all)
                assertThat(checks.find(scope, one.id).isPresent()).isEqualTo(sees(scope, one.place, null));
        }
    }

    @Test
    @DisplayName("十万份：排名一页、一个市的一页都从索引读")
    void many() {
        rewind();
        long many = round("m", "published", 2023);
        sql.execute("""
                insert into evaluation.sheets (round_id, subject_kind, subject_id, title, region_code, stage, stage_title,
                        state, total, rank, updated_at)
                select {round}, 'base', n::text, '基地' || n,
                       '14' || lpad((n % 11 + 1)::text, 2, '0') || lpad((n % 17 + 1)::text, 2, '0'), 's', '打分',
                       'scored', (n % 10000) / 100.0, n, now()
                  from generate_series(1, 100000) n""".replace("{round}", Long.toString(many)));
        afterANight();
        for (var where : List.of("true", "left(region_code, 4) = '1404'", "left(region_code, 6) = '140404'")) {
            var plan = sql.fetch(
                            "explain (analyze, buffers, format text) select * from evaluation.sheets where round_id = "
                                    + many + " and " + where
                                    + " order by total desc nulls last, id fetch next 100 rows only")
                    .formatCSV();
            var line = plan.lines()
                    .filter(one -> one.contains("Buffers: shared"))
                    .findFirst()
                    .orElse("");
            var matcher = java.util.regex.Pattern.compile("(hit|read)=(\\d+)").matcher(line);
            long pages = 0;
            while (matcher.find()) pages += Long.parseLong(matcher.group(2));
            assertThat(pages).as(plan).isPositive().isLessThan(400);
        }
    }
}
