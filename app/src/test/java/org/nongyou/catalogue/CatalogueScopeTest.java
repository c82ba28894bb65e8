package org.nongyou.catalogue;

import static nongyoudb.catalogue.Tables.LISTINGS;
import static nongyoudb.catalogue.Tables.RESERVES;
import static nongyoudb.scheme.Tables.SCHEMES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.nongyou.FiveLevels.AREAS;
import static org.nongyou.FiveLevels.PLACES;
import static org.nongyou.FiveLevels.beginning;
import static org.nongyou.FiveLevels.pick;
import static org.nongyou.FiveLevels.picked;
import static org.nongyou.FiveLevels.sees;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.jooq.JSONB;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.ApplicationTest;
import org.nongyou.FiveLevels;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Role;
import org.nongyou.identity.web.SignedInAs;
import org.nongyou.kernel.Level;
import org.nongyou.region.DivisionLoader;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.SchemeRef;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/// The lists, counts, totals, single entries, tables and reserves against a naive answer in Java, for people of all
/// five levels and for producers.
@DisplayName("目录只给看得到的：五级用户和蛮力答案一致")
class CatalogueScopeTest extends ApplicationTest {

    private static final long SEED = 20261122;
    private static final SchemeRef RULES = new SchemeRef("seen-by-few", 1);
    private static final List<String> WORDS = List.of("谷子", "大米", "西红柿", "黄芪", "100%棉_花");
    private static final Map<String, String> FILES =
            Map.of("scheme.yaml", """
            id: seen-by-few
            version: 1
            title: 范围测试办法
            issuer: 国家主管部门
            region: "000000"
            period: {from: 2021-01-01, to: 2030-12-31}
            offices:
              ministry: {title: 农业农村部, level: national}
            clauses:
              - {section: 一, title: 目录, text: 两类基地。, responsible: [ministry]}
            """, "catalogue.yaml", """
            kinds:
              - {id: one, title: 一类基地, clause: 一, subject: base, levels: [city, province], validity: open, classes: [{id: a, title: 甲}, {id: b, title: 乙}], entry: {city: enter, province: enter-province}}
              - {id: two, title: 二类基地, clause: 一, subject: base, levels: [city, province], validity: open, classes: [{id: a, title: 甲}, {id: b, title: 乙}], entry: {city: enter-two, province: enter-two-province}}
            """, "procedures.yaml", procedures());

    private static String procedures() {
        var text = new StringBuilder("procedures:\n");
        for (var way : List.of(
                "enter one city",
                "enter-province one province",
                "enter-two two city",
                "enter-two-province two province")) {
            var words = way.split(" ");
            text.append("""
                      - id: %s
                        title: 纳入
                        clause: 一
                        lists: {kind: %s, level: %s}
                        start: start
                        stages:
                          - {id: start, title: 申报, by: ministry, acts: {submit: listed}}
                          - {id: listed, title: 入目录, end: listed}
                    """.formatted(words[0], words[1], words[2]).indent(-2));
        }
        return text.toString();
    }

    @Autowired
    DivisionLoader divisions;

    @Autowired
    Offices offices;

    @Autowired
    Listings listings;

    @Autowired
    Reserves reserves;

    @Autowired
    JsonMapper json;

    @Autowired
    Clock clock;

    private final List<Listing> rows = new ArrayList<>();
    private final List<Reserve> prepared = new ArrayList<>();

    @BeforeAll
    void fill() {
        divisions.loadOnce();
        sql.insertInto(SCHEMES)
                .set(SCHEMES.ID, RULES.id())
                .set(SCHEMES.VERSION, RULES.version())
                .set(SCHEMES.TITLE, "范围测试办法")
                .set(SCHEMES.ISSUER, "国家主管部门")
                .set(SCHEMES.REGION_CODE, "000000")
                .set(SCHEMES.PERIOD_FROM, LocalDate.of(2021, 1, 1))
                .set(SCHEMES.PERIOD_TO, LocalDate.of(2030, 12, 31))
                .set(SCHEMES.FILES, JSONB.valueOf(json.writeValueAsString(FILES)))
                .set(SCHEMES.FINGERPRINT, "test")
                .execute();
        knownSchemes.forget();
        var random = new Random(SEED);
        var today = LocalDate.now(clock);
        for (int i = 0; i < 500; i++) {
            var status = pick(random, List.of(ListingStatus.values()));
            sql.insertInto(LISTINGS)
                    .set(LISTINGS.NUMBER, "N-" + i)
                    .set(LISTINGS.SCHEME_ID, RULES.id())
                    .set(LISTINGS.SCHEME_VERSION, RULES.version())
                    .set(LISTINGS.KIND, pick(random, List.of("one", "two")))
                    .set(LISTINGS.LEVEL, pick(random, List.of("city", "province")))
                    .set(LISTINGS.CLASS_ID, pick(random, List.of("a", "b")))
                    .set(LISTINGS.SUBJECT_KIND, "base")
                    .set(LISTINGS.SUBJECT_ID, "list:" + i)
                    .set(LISTINGS.TITLE, pick(random, WORDS) + "基地" + i)
                    .set(LISTINGS.PRODUCER_ID, random.nextInt(5) == 0 ? null : 900L + random.nextInt(8))
                    .set(LISTINGS.PRODUCER_NAME, pick(random, WORDS) + "合作社")
                    .set(LISTINGS.PRODUCT, pick(random, WORDS))
                    .set(LISTINGS.AREA_MU, BigDecimal.valueOf(100 + random.nextInt(100_000), 2))
                    .set(LISTINGS.REGION_CODE, pick(random, PLACES))
                    .set(LISTINGS.LISTED_ON, LocalDate.of(2023 + random.nextInt(4), 1 + random.nextInt(10), 5))
                    .set(LISTINGS.STATUS, status.code())
                    .set(
                            LISTINGS.RECTIFY_BY,
                            status == ListingStatus.RECTIFYING ? today.plusDays(random.nextInt(9) - 4) : null)
                    .set(LISTINGS.PUBLIC_CODE, "SEEN" + i)
                    .execute();
        }
        // Rows move between the states and go: the kept counts must follow.
        sql.update(LISTINGS)
                .set(LISTINGS.STATUS, "suspended")
                .setNull(LISTINGS.RECTIFY_BY)
                .where(LISTINGS.ID.mod(17L).eq(3L))
                .execute();
        sql.update(LISTINGS)
                .set(LISTINGS.LEVEL, "province")
                .where(LISTINGS.ID.mod(23L).eq(5L))
                .execute();
        sql.update(LISTINGS)
                .set(LISTINGS.AREA_MU, new BigDecimal("7.77"))
                .where(LISTINGS.ID.mod(29L).eq(1L))
                .execute();
        for (int i = 0; i < 200; i++) {
            sql.insertInto(RESERVES)
                    .set(RESERVES.SCHEME_ID, RULES.id())
                    .set(RESERVES.SCHEME_VERSION, RULES.version())
                    .set(RESERVES.KIND, "one")
                    .set(RESERVES.LEVEL, "city")
                    .set(RESERVES.PROMOTES_TO, "province")
                    .set(RESERVES.SUBJECT_KIND, "base")
                    .set(RESERVES.SUBJECT_ID, "list:" + i)
                    .set(RESERVES.TITLE, "储备" + i)
                    .set(RESERVES.REGION_CODE, pick(random, PLACES))
                    .set(RESERVES.ADDED_ON, LocalDate.of(2026, 1, 5))
                    .set(RESERVES.ADDED_BY, 1L)
                    .set(RESERVES.LEFT_ON, random.nextInt(3) == 0 ? LocalDate.of(2026, 5, 5) : null)
                    .execute();
        }
        // Read past the services under test.
        sql.selectFrom(LISTINGS).forEach(row -> rows.add(listings.listing(row)));
        var everything = Scope.within(RegionCode.COUNTRY);
        for (var left : List.of(true, false)) prepared.addAll(reserves.list(everything, null, left, 0, 1000));
        assertThat(rows).hasSize(500);
        assertThat(prepared).hasSize(200);
        assertThat(sql.fetchCount(RESERVES)).isEqualTo(200);
    }

    private static List<Scope> scopes() {
        return FiveLevels.scopes(900, 901, 902, 903);
    }

    private ListingFilter filter(Random random) {
        return new ListingFilter(
                random.nextBoolean() ? null : new RegionCode(pick(random, PLACES)),
                random.nextInt(4) == 0 ? null : RULES.id(),
                random.nextInt(3) == 0 ? null : pick(random, List.of("one", "two")),
                random.nextInt(3) == 0 ? pick(random, List.of(Level.CITY, Level.PROVINCE)) : null,
                pick(random, List.of(List.of(), List.of(), List.of("a"), List.of("b"), List.of("a", "b"))),
                random.nextInt(3) == 0 ? pick(random, List.of(ListingStatus.values())) : null,
                random.nextInt(4) == 0 ? LocalDate.of(2023 + random.nextInt(4), 1 + 3 * random.nextInt(2), 1) : null,
                random.nextInt(4) == 0 ? LocalDate.of(2024 + random.nextInt(4), 12, 30 + random.nextInt(2)) : null,
                random.nextInt(6) == 0,
                random.nextInt(4) == 0,
                random.nextInt(4) == 0 ? pick(random, List.of("大米", "基地1", "谷子 基地", "%", "_花", "N-1", "没有的")) : "");
    }

    private boolean matches(ListingFilter filter, Listing row) {
        if (filter.kind() != null && !filter.kind().equals(row.kind())) return false;
        if (filter.level() != null && filter.level() != row.level()) return false;
        if (!filter.classes().isEmpty() && !filter.classes().contains(row.classId())) return false;
        if (filter.from() != null && row.listedOn().isBefore(filter.from())) return false;
        if (filter.to() != null && row.listedOn().isAfter(filter.to())) return false;
        if (filter.overdue()) {
            if (row.rectifyBy() == null || !row.rectifyBy().isBefore(LocalDate.now(clock))) return false;
        } else if (filter.status() == null) {
            if (!Set.of(ListingStatus.LISTED, ListingStatus.WARNED, ListingStatus.RECTIFYING, ListingStatus.SUSPENDED)
                    .contains(row.status())) return false;
            if (filter.inForce() && row.status() == ListingStatus.SUSPENDED) return false;
        } else if (filter.status() != row.status()) return false;
        for (var word : filter.words().split(" ")) {
            if (!String.join("\n", row.title(), row.producerName(), row.product(), row.number())
                    .contains(word)) return false;
        }
        return true;
    }

    private List<Listing> expected(Scope scope, ListingFilter filter) {
        var where = picked(scope, filter.region());
        return rows.stream()
                .filter(row -> sees(scope, row.region().value(), row.producerId()))
                .filter(row -> where.test(row.region().value()))
                .filter(row -> matches(filter, row))
                .sorted(Comparator.comparing((Listing row) -> row.region().value())
                        .thenComparing(Listing::id))
                .toList();
    }

    @Test
    @DisplayName("清单、逐行、总数、面积、下级件数、各级各状态")
    void lists() {
        var random = new Random(SEED + 1);
        for (int round = 0; round < 16; round++) {
            if (round == 8) listings.fold();
            for (var scope : scopes()) {
                var filter = filter(random);
                var as = scope + " " + filter + " seed " + SEED;
                var expected = expected(scope, filter);
                assertThat(listings.list(scope, filter, 0, 1000)).as(as).isEqualTo(expected);
                assertThat(listings.list(scope, filter, 5, 7))
                        .as(as)
                        .isEqualTo(expected.stream().skip(5).limit(7).toList());
                var streamed = new ArrayList<Listing>();
                listings.each(scope, filter, streamed::add);
                assertThat(streamed).as(as).isEqualTo(expected);
                var total = listings.total(scope, filter);
                assertThat(total.listings()).as(as).isEqualTo(expected.size());
                assertThat(total.areaMu())
                        .as(as)
                        .isEqualByComparingTo(
                                expected.stream().map(Listing::areaMu).reduce(BigDecimal.ZERO, BigDecimal::add));
                listings.below(scope, filter)
                        .forEach((code, part) -> assertThat(expected.stream()
                                        .filter(row -> row.region().value().startsWith(beginning(code.value())))
                                        .count())
                                .as(as + " " + code)
                                .isGreaterThanOrEqualTo(part.listings()));
                assertThat(listings.byLevel(scope, filter))
                        .as(as)
                        .isEqualTo(expected.stream()
                                .collect(Collectors.groupingBy(
                                        Listing::level,
                                        Collectors.groupingBy(Listing::status, Collectors.counting()))));
            }
        }
    }

    @Test
    @DisplayName("一行一行地要：看不到的都是没有")
    void oneByOne() {
        for (var scope : scopes()) {
            for (var row : rows.subList(0, 120)) {
                boolean sees = sees(scope, row.region().value(), row.producerId());
                assertThat(listings.find(scope, row.id()).isPresent())
                        .as(scope + " " + row)
                        .isEqualTo(sees);
                assertThat(listings.of(scope, "base", row.subjectId(), true).size())
                        .as(scope + " " + row)
                        .isEqualTo(sees ? 1 : 0);
            }
            assertThat(listings.years(scope))
                    .as(scope.toString())
                    .isEqualTo(
                            scope.region() == null
                                    ? List.of()
                                    : rows.stream()
                                            .filter(row ->
                                                    sees(scope, row.region().value(), row.producerId()))
                                            .map(row -> row.listedOn().getYear())
                                            .distinct()
                                            .sorted(Comparator.reverseOrder())
                                            .toList());
        }
    }

    @Test
    @DisplayName("储备：清单、件数、各县件数；主体看不到储备")
    void reserves() {
        var random = new Random(SEED + 2);
        for (int round = 0; round < 10; round++) {
            for (var scope : scopes()) {
                var region = random.nextBoolean() ? null : new RegionCode(pick(random, PLACES));
                boolean left = random.nextBoolean();
                var where = picked(scope, region);
                var expected = prepared.stream()
                        .filter(one -> sees(scope, one.region().value(), null))
                        .filter(one -> where.test(one.region().value()))
                        .filter(one -> left == (one.leftOn() != null))
                        .sorted(Comparator.comparing(
                                        (Reserve one) -> one.region().value())
                                .thenComparing(Reserve::id))
                        .toList();
                var as = scope + " " + region + " " + left;
                assertThat(reserves.list(scope, region, left, 0, 1000)).as(as).isEqualTo(expected);
                assertThat(reserves.count(scope, region, left)).as(as).isEqualTo(expected.size());
                assertThat(reserves.countsByCounty(scope, region, left))
                        .as(as)
                        .isEqualTo(expected.stream()
                                .collect(Collectors.groupingBy(
                                        one -> one.region().value().substring(0, 6), Collectors.counting())));
            }
        }
    }

    @Test
    @DisplayName("页面和表格：目录、储备、详情")
    void pagesAndTables() throws Exception {
        for (var code : AREAS) {
            var person = person(code);
            var scope = person.scope();
            var filter = ListingFilter.of(RULES.id(), "one");
            var expected = expected(scope, filter);
            assertThat(cells(person, "/export/catalogue?kind=seen-by-few/one", 1))
                    .as(code)
                    .isEqualTo(expected.stream().map(Listing::title).toList());
            assertThat(cells(person, "/export/reserves", 0))
                    .as(code)
                    .isEqualTo(prepared.stream()
                            .filter(one -> one.leftOn() == null
                                    && sees(scope, one.region().value(), null))
                            .sorted(Comparator.comparing(
                                            (Reserve one) -> one.region().value())
                                    .thenComparing(Reserve::id))
                            .map(Reserve::title)
                            .toList());
            for (var row : rows.subList(0, 15)) {
                mvc.perform(get("/catalogue/" + row.id()).with(SignedInAs.actor(person)))
                        .andExpect(sees(scope, row.region().value(), null) ? status().isOk() : status().isNotFound());
            }
        }
        var producer = new Actor(77, "own", "主体用户", null, new RegionCode("140423"), 901L, Set.of(Role.PRODUCER), true);
        assertThat(cells(producer, "/export/catalogue?kind=seen-by-few/one", 1))
                .isEqualTo(expected(new Scope.Own(901), ListingFilter.of(RULES.id(), "one")).stream()
                        .map(Listing::title)
                        .toList());
        assertThat(cells(producer, "/export/reserves", 0)).isEmpty();
    }

    private Actor person(String code) {
        var region = new RegionCode(code);
        var office = offices.establish(
                region.at(Level.COUNTY).orElse(region), "agriculture", code + "农业农村局", "0351-5550100", true);
        return new Actor(Long.parseLong(code), "p" + code, "测试员", office, region, null, Set.of(Role.CLERK), true);
    }

    private List<String> cells(Actor person, String path, int column) throws Exception {
        var bytes = mvc.perform(get(URI.create(path)).with(SignedInAs.actor(person)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(bytes));
                var lines = book.getSheet(1).orElseThrow().openStream()) {
            return lines.skip(1).map(line -> line.getCellText(column)).toList();
        }
    }
}
