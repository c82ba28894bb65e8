package org.nongyou.subsidy;

import static nongyoudb.subsidy.Tables.CLAIMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.nongyou.FiveLevels.PLACES;
import static org.nongyou.FiveLevels.pick;
import static org.nongyou.FiveLevels.picked;
import static org.nongyou.FiveLevels.scopes;
import static org.nongyou.FiveLevels.sees;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.ApplicationTest;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Money;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("补助申请只给看得到的：五级用户和蛮力答案一致；十万件里只读一页")
class ClaimScopeTest extends ApplicationTest {

    private static final long SEED = 20261122;
    private static final long[] PRODUCERS = {900, 901, 902};

    @Autowired
    Claims claims;

    @Autowired
    ClaimLists lists;

    private record Row(
            long id, String place, long producer, int year, ClaimState state, String name, long city, long county) {}

    private final List<Row> rows = new ArrayList<>();

    private int version() {
        return knownSchemes.current("shanxi-quality-bases").orElseThrow().version();
    }

    @BeforeAll
    void fill() {
        var random = new Random(SEED);
        for (int i = 0; i < 400; i++) {
            var state = pick(random, List.of(ClaimState.values()));
            int year = 2024 + random.nextInt(3);
            long city = random.nextInt(100_000);
            long county = random.nextInt(100_000);
            long producer = PRODUCERS[random.nextInt(PRODUCERS.length)];
            var place = pick(random, PLACES);
            var name = pick(random, List.of("大米", "100%_", "谷子")) + "合作社" + i;
            long id = sql.insertInto(CLAIMS)
                    .set(CLAIMS.NUMBER, "T-" + i)
                    .set(CLAIMS.SCHEME_ID, "shanxi-quality-bases")
                    .set(CLAIMS.SCHEME_VERSION, version())
                    .set(CLAIMS.PROCEDURE_ID, "p")
                    .set(CLAIMS.PRODUCER_ID, producer)
                    .set(CLAIMS.PRODUCER_NAME, name)
                    .set(CLAIMS.REGION_CODE, place)
                    .set(CLAIMS.CLAIMED_ON, LocalDate.of(year, 5, 1))
                    .set(CLAIMS.CLAIM_YEAR, year)
                    .set(CLAIMS.STATE, state.code())
                    .set(CLAIMS.CASE_ID, state == ClaimState.DRAFT ? null : (long) i + 1)
                    .set(CLAIMS.PAID_ON, state == ClaimState.PAID ? LocalDate.of(year, 9, 1) : null)
                    .set(CLAIMS.TOTAL_FEN, city + county)
                    .set(CLAIMS.CITY_FEN, city)
                    .set(CLAIMS.COUNTY_FEN, county)
                    .set(CLAIMS.CREATED_BY, 1L)
                    .set(CLAIMS.CREATED_AT, java.time.Instant.EPOCH)
                    .set(CLAIMS.UPDATED_AT, java.time.Instant.EPOCH)
                    .returning(CLAIMS.ID)
                    .fetchSingle()
                    .getId();
            rows.add(new Row(id, place, producer, year, state, name, city, county));
        }
    }

    @Test
    @DisplayName("清单、件数、各级承担、拨付清单、单独一件")
    void everyRead() {
        var random = new Random(SEED + 1);
        for (int round = 0; round < 15; round++) {
            for (var scope : scopes(PRODUCERS)) {
                var region = random.nextBoolean() ? null : new RegionCode(pick(random, PLACES));
                var filter = new ClaimFilter(
                        region,
                        random.nextInt(5) == 0 ? pick(random, List.of("shanxi-quality-bases", "none")) : null,
                        random.nextInt(3) == 0 ? (Integer) (2024 + random.nextInt(3)) : null,
                        random.nextInt(3) == 0 ? pick(random, List.of(ClaimState.values())) : null,
                        random.nextInt(4) == 0 ? pick(random, List.of("大米", "100%_", "没有的")) : "");
                var as = scope + " " + filter + " seed " + SEED;
                var within = picked(scope, region);
                var mine = rows.stream()
                        .filter(row -> sees(scope, row.place, row.producer))
                        .filter(row -> within.test(row.place))
                        .filter(row -> !"none".equals(filter.schemeId()))
                        .filter(row -> filter.year() == null || filter.year() == row.year)
                        .filter(row -> filter.state() == null || filter.state() == row.state)
                        .toList();
                var expected = mine.stream()
                        .filter(row -> row.name.contains(filter.words()))
                        .sorted(Comparator.comparing(Row::id).reversed())
                        .toList();
                var ids = expected.stream().map(Row::id).toList();
                assertThat(lists.list(scope, filter, null, 1000))
                        .as(as)
                        .extracting(Claim::id)
                        .isEqualTo(ids);
                assertThat(lists.count(scope, filter)).as(as).isEqualTo(ids.size());
                if (ids.size() > 3)
                    assertThat(lists.list(scope, filter, ids.get(1), 2))
                            .as(as)
                            .extracting(Claim::id)
                            .isEqualTo(ids.subList(2, 4));
                var sums = lists.sums(scope, filter);
                assertThat(sums.stream().map(sum -> sum.shares().at(Level.CITY)).reduce(Money.ZERO, Money::plus))
                        .as(as)
                        .isEqualTo(new Money(mine.stream().mapToLong(Row::city).sum()));
                assertThat(sums.stream().map(sum -> sum.shares().total()).reduce(Money.ZERO, Money::plus))
                        .as(as)
                        .isEqualTo(new Money(mine.stream()
                                .mapToLong(row -> row.city + row.county)
                                .sum()));
                assertThat(lists.payments(scope, filter, null, 1000))
                        .as(as)
                        .extracting(Claim::id)
                        .isEqualTo(expected.stream()
                                .filter(row -> row.state == ClaimState.PAYABLE || row.state == ClaimState.PAID)
                                .sorted(Comparator.comparing(Row::place).thenComparing(Row::id))
                                .map(Row::id)
                                .toList());
            }
        }
        for (var scope : scopes(PRODUCERS))
            for (var row : rows.subList(0, 60))
                assertThat(claims.find(scope, row.id).isPresent())
                        .as(scope + " " + row)
                        .isEqualTo(sees(scope, row.place, row.producer));
        assertThat(lists.years(Scope.within(new RegionCode("430102"))))
                .isEqualTo(rows.stream()
                        .filter(row -> row.place.startsWith("430102"))
                        .map(Row::year)
                        .distinct()
                        .sorted(Comparator.reverseOrder())
                        .toList());
    }

    @Test
    @DisplayName("十万件：清单和拨付清单从索引读一页，合计只读索引")
    void atAHundredThousand() {
        rewind();
        sql.execute("""
                insert into subsidy.claims (number, scheme_id, scheme_version, procedure_id, producer_id, producer_name,
                        region_code, claimed_on, claim_year, state, case_id, paid_on, total_fen, city_fen, county_fen,
                        created_by, created_at, updated_at)
                select 'L-' || n, 'shanxi-quality-bases', {version}, 'p', n % 5000, '主体' || n,
                       '14' || lpad((n % 11 + 1)::text, 2, '0') || lpad((n % 17 + 1)::text, 2, '0'),
                       date '2026-05-01', 2026, (array['open', 'payable', 'paid', 'refused'])[n % 4 + 1], n,
                       case when n % 4 = 2 then date '2026-09-01' end, n * 3, n * 2, n, 1, now(), now()
                  from generate_series(1, 100000) n""".replace("{version}", Integer.toString(version())));
        sql.execute("vacuum analyze subsidy.claims");
        var city = "left(region_code, 4) = '1404'";
        assertThat(buffers("select * from subsidy.claims where " + city + " order by id desc fetch next 101 rows only"))
                .isLessThan(400);
        assertThat(buffers(
                        "select * from subsidy.claims where left(region_code, 6) = '140404' order by id desc fetch next"
                                + " 101 rows only"))
                .isLessThan(400);
        assertThat(buffers(
                        "select * from subsidy.claims where scheme_id = 'shanxi-quality-bases' and claim_year = 2026 and"
                                + " state in ('payable', 'paid') and state = 'payable' order by region_code, id fetch next 101 rows"
                                + " only"))
                .isLessThan(600);
        assertThat(
                        buffers(
                                "select left(region_code, 6), state, count(*), sum(city_fen) from subsidy.claims group by 1, 2"))
                .isLessThan(4_500);
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
