package org.nongyou.certification;

import static nongyoudb.certification.Tables.CERTIFICATES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.nongyou.FiveLevels.PLACES;
import static org.nongyou.FiveLevels.pick;
import static org.nongyou.FiveLevels.picked;
import static org.nongyou.FiveLevels.scopes;
import static org.nongyou.FiveLevels.sees;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.ApplicationTest;
import org.nongyou.SentStatements;
import org.nongyou.certification.CertificateFilter.Sort;
import org.nongyou.certification.CertificateFilter.Standing;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.Clocks;
import org.nongyou.web.Ui;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("证书只给看得到的：五级用户和蛮力答案一致；十万张里只读一页")
class LedgerScopeTest extends ApplicationTest {

    private static final long SEED = 20261122;
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 15);

    @Autowired
    Certificates certificates;

    @Autowired
    CertificateLists lists;

    @Autowired
    CertificateFacts facts;

    @Autowired
    Clocks.Movable clock;

    private final List<Certificate> rows = new ArrayList<>();

    @BeforeAll
    void fill() {
        clock.set(TODAY.atTime(10, 0).atZone(Ui.ZONE).toInstant());
        var random = new Random(SEED);
        for (int i = 0; i < 400; i++) {
            var kind = pick(random, CertificateKind.all());
            var from = TODAY.plusDays(random.nextInt(800) - 750);
            var to = random.nextInt(5) == 0 ? null : from.plusDays(random.nextInt(900));
            var row = sql.newRecord(CERTIFICATES);
            row.setKind(kind.code());
            row.setNumber("N" + i);
            row.setProducerId(900L + random.nextInt(3));
            row.setProducerName(pick(random, List.of("禾丰", "100%_", "大山")) + "社" + i);
            row.setRegionCode(pick(random, PLACES));
            row.setProducts("谷子");
            row.setProductCount(1 + random.nextInt(4));
            row.setCertifier("某中心");
            row.setIssuedOn(from);
            row.setValidFrom(from);
            row.setValidTo(to);
            row.setSuspendedOn(random.nextInt(8) == 0 ? TODAY.minusDays(random.nextInt(9)) : null);
            row.setWithdrawnOn(random.nextInt(8) == 0 ? TODAY.minusDays(random.nextInt(9)) : null);
            row.setCreatedBy(1L);
            row.setCreatedByName("某人");
            row.setCreatedAt(Instant.EPOCH);
            row.setUpdatedAt(Instant.EPOCH);
            row.insert();
            row.refresh();
            rows.add(CertificateStore.certificate(row));
            counts.put(row.getId(), row.getProductCount());
        }
    }

    private final Map<Long, Integer> counts = new HashMap<>();

    @AfterAll
    void timeGoesOn() {
        clock.release();
    }

    private static boolean stands(Certificate one, Standing standing) {
        var state = one.state(TODAY);
        var end = one.validTo();
        return switch (standing) {
            case IN_FORCE -> state.inForce();
            case VALID -> state == CertificateState.VALID;
            case CONVERSION -> state == CertificateState.CONVERSION;
            case RENEWAL_DUE ->
                one.withdrawnOn() == null
                        && !one.validFrom().isAfter(TODAY)
                        && end != null
                        && !end.isBefore(TODAY)
                        && one.kind().renewalDays() > 0
                        && !end.isAfter(TODAY.plusDays(one.kind().renewalDays()));
            case LATER -> state == CertificateState.LATER;
            case EXPIRED -> state == CertificateState.EXPIRED;
            case SUSPENDED -> state == CertificateState.SUSPENDED;
            case WITHDRAWN -> state == CertificateState.WITHDRAWN;
            case DUE_30, DUE_90, DUE_180 ->
                one.withdrawnOn() == null
                        && end != null
                        && !end.isBefore(TODAY)
                        && !end.isAfter(TODAY.plusDays(standing.days()));
        };
    }

    @Test
    @DisplayName("清单、一页一页、张数和产品数、各县张数、工作台、单独一张")
    void everyRead() {
        var random = new Random(SEED + 1);
        for (int round = 0; round < 25; round++) {
            for (var scope : scopes(900, 901)) {
                var region = random.nextBoolean() ? null : new RegionCode(pick(random, PLACES));
                var filter = new CertificateFilter(
                        region,
                        random.nextInt(3) == 0
                                ? random.nextBoolean()
                                        ? Sort.QUALITY
                                        : Sort.ofCode("organic").orElseThrow()
                                : null,
                        random.nextInt(2) == 0 ? pick(random, List.of(Standing.values())) : null,
                        random.nextInt(5) == 0 ? (Long) 901L : null,
                        random.nextInt(4) == 0 ? pick(random, List.of("禾丰", "100%_", "没有的")) : "");
                var as = scope + " " + filter + " seed " + SEED;
                var within = picked(scope, region);
                var expected = rows.stream()
                        .filter(row -> sees(scope, row.region().value(), row.producerId()))
                        .filter(row -> within.test(row.region().value()))
                        .filter(row -> filter.sort() == null || filter.sort().has(row.kind()))
                        .filter(row -> filter.standing() == null || stands(row, filter.standing()))
                        .filter(row -> filter.producerId() == null || filter.producerId() == row.producerId())
                        .filter(row -> row.producerName().contains(filter.words()))
                        .toList();
                var found = lists.list(scope, filter, 0, 1000);
                assertThat(found)
                        .as(as)
                        .extracting(Certificate::id)
                        .containsExactlyInAnyOrderElementsOf(
                                expected.stream().map(Certificate::id).toList());
                if (filter.standing() == null || !filter.standing().byEnd())
                    assertThat(found).extracting(Certificate::id).isSortedAccordingTo((a, b) -> Long.compare(b, a));
                else if (filter.standing() != Standing.EXPIRED)
                    assertThat(found.stream()
                                    .map(one -> String.valueOf(one.validTo()))
                                    .toList())
                            .isSorted();
                var total = lists.total(scope, filter);
                assertThat(total.certificates()).as(as).isEqualTo(expected.size());
                assertThat(total.products())
                        .as(as)
                        .isEqualTo(expected.stream()
                                .mapToLong(row -> counts.get(row.id()))
                                .sum());
                if (found.size() > 3)
                    assertThat(lists.list(scope, filter, 2, 1)).as(as).containsExactly(found.get(2));
                if (scope.region() != null && filter.words().isEmpty()) {
                    var byCounty = new HashMap<String, Long>();
                    for (var row : expected) byCounty.merge(row.region().value().substring(0, 6), 1L, Long::sum);
                    assertThat(lists.countsByCounty(scope, filter)).as(as).isEqualTo(byCounty);
                }
                var all = new ArrayList<Certificate>();
                lists.each(scope, filter, all::add);
                assertThat(all).as(as).hasSameSizeAs(expected);
            }
        }
        for (var scope : scopes(900, 901)) {
            for (var row : rows.subList(0, 60))
                assertThat(certificates.find(scope, row.id()).isPresent())
                        .as(scope + " " + row)
                        .isEqualTo(sees(scope, row.region().value(), row.producerId()));
            var mine = rows.stream()
                    .filter(row -> sees(scope, row.region().value(), row.producerId()))
                    .toList();
            var desk = lists.desk(scope);
            assertThat(desk.soon()).isEqualTo((int)
                    mine.stream().filter(row -> stands(row, Standing.DUE_30)).count());
            assertThat(desk.expired()).isEqualTo((int) mine.stream()
                    .filter(row -> row.withdrawnOn() == null
                            && row.validTo() != null
                            && row.validTo().isBefore(TODAY)
                            && !row.validTo().isBefore(TODAY.minusYears(1)))
                    .count());
        }
        for (var place : FACTS_OF) {
            var told = facts.values("region", place, facts.supplies(), TODAY);
            assertThat(java.util.Objects.requireNonNull(told.get("region.quality_products"))
                            .value())
                    .isEqualTo(rows.stream()
                            .filter(row -> row.region().value().startsWith(org.nongyou.FiveLevels.beginning(place)))
                            .filter(row ->
                                    row.kind().quality() && row.state(TODAY).inForce())
                            .mapToLong(row -> counts.get(row.id()))
                            .sum());
        }
    }

    private static final List<String> FACTS_OF = List.of("000000", "140000", "140400", "140423", "140423100");

    @Test
    @DisplayName("十万张：清单、到期、工作台从索引读一页，张数只读一个索引")
    void atAHundredThousand() throws Exception {
        rewind();
        sql.execute("""
                insert into certification.certificates (kind, number, producer_id, producer_name, region_code, products,
                        product_count, area_mu, certifier, issued_on, valid_from, valid_to, suspended_on, withdrawn_on,
                        created_by, created_by_name, created_at, updated_at)
                select (array['green-food', 'organic', 'organic', 'organic-conversion', 'gi', 'famous-special'])[n % 6 + 1],
                       'NUM' || n, n % 20000, '示例社' || n % 20000,
                       '14' || lpad((n % 11 + 1)::text, 2, '0') || lpad((n % 17 + 1)::text, 2, '0'),
                       '谷子、小米', 2, 100, '某中心', date '2026-06-15' - n % 700, date '2026-06-15' - n % 700,
                       case when n % 6 <> 4 then date '2026-06-15' - n % 700 + 365 end,
                       case when n % 97 = 0 then date '2026-06-01' end, case when n % 101 = 0 then date '2026-06-01' end,
                       1, '某人', now(), now()
                  from generate_series(1, 100000) n""");
        afterANight();
        var province = Scope.within(new RegionCode("140000"));
        var city = Scope.within(new RegionCode("140400"));
        var county = Scope.within(new RegionCode("140404"));
        for (var scope : List.of(province, city, county)) {
            cheap(scope, 420, () -> lists.list(scope, CertificateFilter.NONE, 0, 100));
            cheap(scope, 600, () -> lists.list(scope, CertificateFilter.NONE.standing(Standing.DUE_30), 0, 100));
            cheap(scope, 900, () -> lists.list(scope, CertificateFilter.NONE.standing(Standing.RENEWAL_DUE), 0, 100));
            cheap(scope, 900, () -> lists.list(scope, CertificateFilter.NONE.standing(Standing.EXPIRED), 0, 100));
        }
        cheap(county, 250, () -> lists.total(county, CertificateFilter.NONE.standing(Standing.IN_FORCE)));
        cheap(county, 60, () -> lists.desk(county));
        cheap(province, 900, () -> lists.desk(province));
        cheap(county, 60, () -> lists.countsByCounty(county, CertificateFilter.NONE));
        // The whole index, and nothing but the index.
        cheap(province, 1_300, () -> lists.countsByCounty(province, CertificateFilter.NONE));
        cheap(province, 1_300, () -> lists.total(province, CertificateFilter.NONE));
        var told = SentStatements.of(sql, () -> facts.values("region", "140000", facts.supplies(), TODAY));
        assertThat(told.count()).isLessThanOrEqualTo(3);
        assertThat(SentStatements.of(sql, () -> {
                            for (int n = 1; n <= 11; n++)
                                facts.values("region", "14%02d00".formatted(n), facts.supplies(), TODAY);
                        })
                        .count())
                .as("all cities of a page together")
                .isLessThanOrEqualTo(3);
        // A word that stands in every tenth row.
        cheap(province, 4_000, () -> lists.list(province, CertificateFilter.of(Map.of("q", "NUM7")), 0, 100));
    }

    private void cheap(Scope scope, long most, SentStatements.Work work) throws Exception {
        var sent = SentStatements.of(sql, work);
        assertThat(sent.count()).isEqualTo(1);
        assertThat(sent.buffers(sql)).as(() -> scope + " " + sent.texts()).isLessThanOrEqualTo(most);
    }
}
