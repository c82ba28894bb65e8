package org.nongyou.production;

import static nongyoudb.production.Tables.ACTS;
import static nongyoudb.production.Tables.BATCHES;
import static nongyoudb.production.Tables.INSPECTORS;
import static nongyoudb.production.Tables.PURCHASES;
import static nongyoudb.production.Tables.RECOVERIES;
import static nongyoudb.production.Tables.SAMPLES;
import static nongyoudb.production.Tables.SEASONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.nongyou.FiveLevels.PLACES;
import static org.nongyou.FiveLevels.pick;
import static org.nongyou.FiveLevels.picked;
import static org.nongyou.FiveLevels.scopes;
import static org.nongyou.FiveLevels.sees;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.ApplicationTest;
import org.nongyou.SentStatements;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("生产记录只给看得到的：五级用户和蛮力答案一致；十万条里只读一页")
class ProductionScopeTest extends ApplicationTest {

    private static final long SEED = 20261122;
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 15);

    @Autowired
    FarmLog log;

    @Autowired
    Batches batches;

    @Autowired
    InputLedger ledger;

    @Autowired
    Seasons seasons;

    @Autowired
    Recoveries recoveries;

    @Autowired
    Measurements measurements;

    @Autowired
    Inspectors inspectors;

    private record Row(long id, String place, long producer, String kind) {}

    private final List<Row> acts = new ArrayList<>();
    private final List<Row> harvests = new ArrayList<>();
    private final List<Row> lots = new ArrayList<>();
    private final List<Row> grown = new ArrayList<>();
    private final List<Row> straws = new ArrayList<>();
    private final List<Row> reports = new ArrayList<>();
    private final List<Row> persons = new ArrayList<>();

    @BeforeAll
    void fill() {
        var random = new Random(SEED);
        for (int i = 0; i < 250; i++) {
            var place = pick(random, PLACES);
            long producer = 900L + random.nextInt(3);
            var kind = pick(random, List.of(ActKind.values()));
            var act = sql.newRecord(ACTS);
            act.setClientId(UUID.randomUUID());
            act.setKind(kind.code());
            act.setProducerId(producer);
            act.setProducerName("某社");
            act.setBaseId(5L + random.nextInt(3));
            act.setBaseName("某棚");
            act.setRegionCode(place);
            act.setPlotIds(new Long[] {1L});
            act.setPlotNames(new String[] {"1号棚"});
            act.setAreaMu(BigDecimal.ONE);
            act.setDoneOn(TODAY.minusDays(random.nextInt(400)));
            act.setProduce(pick(random, List.of("豇豆", "番茄")));
            act.setOperator("某人");
            act.setRecordedBy(1L);
            act.setRecordedByName("某人");
            act.setRecordedAt(Instant.EPOCH);
            act.setReceivedAt(Instant.EPOCH);
            act.insert();
            acts.add(new Row(act.getId(), place, producer, kind.code()));
            var batch = sql.newRecord(BATCHES);
            batch.setCode("JD-" + i);
            batch.setProducerId(producer);
            batch.setProducerName("某社");
            batch.setBaseId(5L);
            batch.setBaseName("某棚");
            batch.setRegionCode(place);
            batch.setPlotIds(new Long[] {});
            batch.setPlotNames(new String[] {});
            batch.setAreaMu(BigDecimal.ONE);
            batch.setProduce("豇豆");
            batch.setHarvestedOn(TODAY);
            batch.setSince(TODAY.minusDays(10));
            batch.setQuantityKg(BigDecimal.TEN);
            batch.setRecordedAt(Instant.EPOCH);
            batch.insert();
            harvests.add(new Row(batch.getId(), place, producer, ""));
            var lot = sql.newRecord(PURCHASES);
            lot.setFormKey(UUID.randomUUID());
            lot.setProducerId(producer);
            lot.setProducerName("某社");
            lot.setRegionCode(place);
            lot.setKind("pesticide");
            lot.setName("某药");
            lot.setSubstances(new String[] {"某药"});
            lot.setDealer("某店");
            lot.setBoughtOn(TODAY);
            lot.setQuantity(BigDecimal.TEN);
            lot.setRemaining(BigDecimal.TEN);
            lot.setUnit("升");
            lot.setRecordedBy("某人");
            lot.setRecordedAt(Instant.EPOCH);
            lot.insert();
            lots.add(new Row(lot.getId(), place, producer, ""));
            var season = sql.newRecord(SEASONS);
            season.setProducerId(producer);
            season.setProducerName("某社");
            season.setBaseId(5L);
            season.setBaseName("某棚");
            season.setRegionCode(place);
            season.setPlotId((long) i);
            season.setPlotName("某棚");
            season.setAreaMu(BigDecimal.ONE);
            season.setProduce("豇豆");
            season.setSetOutOn(TODAY);
            season.setRecordedBy("某人");
            season.setRecordedAt(Instant.EPOCH);
            season.insert();
            grown.add(new Row(season.getId(), place, producer, ""));
            var straw = sql.newRecord(RECOVERIES);
            straw.setProducerId(producer);
            straw.setProducerName("某社");
            straw.setBaseId((long) i);
            straw.setBaseName("某棚");
            straw.setRegionCode(place);
            straw.setKind(i % 2 == 0 ? "straw" : "film");
            straw.setYear(2026);
            straw.setProduce("豇豆");
            straw.setArisenKg(BigDecimal.TEN);
            straw.setRecoveredKg(BigDecimal.ONE);
            straw.setLastOn(TODAY.minusDays(i % 7));
            straw.insert();
            straws.add(new Row(straw.getId(), place, producer, straw.getKind()));
            var report = sql.newRecord(SAMPLES);
            report.setFormKey(UUID.randomUUID());
            report.setProducerId(producer);
            report.setProducerName("某社");
            report.setBaseId(5L);
            report.setBaseName("某棚");
            report.setRegionCode(place);
            report.setPlotName("");
            report.setMedium("soil");
            report.setLand("field");
            report.setSampledOn(TODAY.minusDays(i % 7));
            report.setLab("某中心");
            report.setRecordedBy("某人");
            report.setRecordedAt(Instant.EPOCH);
            report.insert();
            reports.add(new Row(report.getId(), place, producer, ""));
            var person = sql.newRecord(INSPECTORS);
            person.setFormKey(UUID.randomUUID());
            person.setProducerId(producer);
            person.setProducerName("某社");
            person.setBaseId((long) i);
            person.setBaseName("某棚");
            person.setRegionCode(place);
            person.setName("某人");
            person.setRecordedBy("某人");
            person.insert();
            persons.add(new Row(person.getId(), place, producer, ""));
        }
    }

    private static boolean seen(Scope scope, Row row) {
        return sees(scope, row.place, row.producer);
    }

    @Test
    @DisplayName("农事、批次、台账、茬次：清单、条数、各县条数、导出、单独一条")
    void everyRead() {
        var random = new Random(SEED + 1);
        for (var scope : scopes(900, 901)) {
            for (int round = 0; round < 6; round++) {
                var region = random.nextBoolean() ? null : new RegionCode(pick(random, PLACES));
                var kind = random.nextInt(3) == 0 ? pick(random, List.of(ActKind.values())) : null;
                var filter = new FarmActFilter(region, null, null, null, kind, "", null, null);
                var within = picked(scope, region);
                var as = scope + " " + filter;
                var expected = acts.stream()
                        .filter(row -> seen(scope, row))
                        .filter(row -> within.test(row.place))
                        .filter(row -> kind == null || kind.code().equals(row.kind))
                        .toList();
                assertThat(log.list(scope, filter, 0, 1000))
                        .as(as)
                        .extracting(FarmAct::id)
                        .containsExactlyInAnyOrderElementsOf(
                                expected.stream().map(Row::id).toList());
                assertThat(log.count(scope, filter)).as(as).isEqualTo(expected.size());
                var all = new ArrayList<FarmAct>();
                log.each(scope, filter, all::add);
                assertThat(all).as(as).hasSameSizeAs(expected);
                if (scope.region() != null) {
                    var byCounty = new HashMap<String, Long>();
                    for (var row : expected) byCounty.merge(row.place.substring(0, 6), 1L, Long::sum);
                    assertThat(log.countsByCounty(scope, region, kind)).as(as).isEqualTo(byCounty);
                }
                var ofBatches = new BatchFilter(region, null, null, "", "", round % 2 == 0);
                var kept = harvests.stream()
                        .filter(row -> seen(scope, row))
                        .filter(row -> within.test(row.place))
                        .count();
                assertThat(batches.list(scope, ofBatches, 0, 1000)).as(as).hasSize((int) kept);
                assertThat(batches.count(scope, ofBatches)).as(as).isEqualTo((int) kept);
                assertThat(ledger.list(scope, new PurchaseFilter(region, null, null, "", false), 0, 1000))
                        .as(as)
                        .hasSize((int) kept);
                film(scope, region, within);
            }
            assertThat(batches.open(scope)).hasSize((int) Math.min(
                    Batches.OPEN,
                    harvests.stream().filter(row -> seen(scope, row)).count()));
            for (int i = 0; i < 40; i++) {
                assertThat(log.find(scope, acts.get(i).id()).isPresent()).isEqualTo(seen(scope, acts.get(i)));
                assertThat(batches.find(scope, harvests.get(i).id()).isPresent())
                        .isEqualTo(seen(scope, harvests.get(i)));
                assertThat(batches.dossier(scope, harvests.get(i).id()).isPresent())
                        .isEqualTo(seen(scope, harvests.get(i)));
                assertThat(ledger.find(scope, lots.get(i).id()).isPresent()).isEqualTo(seen(scope, lots.get(i)));
                assertThat(seasons.find(scope, grown.get(i).id()).isPresent()).isEqualTo(seen(scope, grown.get(i)));
                assertThat(recoveries.find(scope, straws.get(i).id()).isPresent())
                        .isEqualTo(seen(scope, straws.get(i)));
                assertThat(inspectors.find(scope, persons.get(i).id()).isPresent())
                        .isEqualTo(seen(scope, persons.get(i)));
                assertThat(measurements.find(scope, reports.get(i).id()).isPresent())
                        .isEqualTo(seen(scope, reports.get(i)));
            }
            int known = (int) persons.stream().filter(row -> seen(scope, row)).count();
            assertThat(inspectors.list(scope, InspectorFilter.NONE, 0, 1000)).hasSize(known);
            assertThat(inspectors.count(scope, InspectorFilter.NONE)).isEqualTo(known);
            var listed = new ArrayList<Inspector>();
            inspectors.each(scope, InspectorFilter.NONE, listed::add);
            assertThat(listed).hasSize(known);
            var samples = new ArrayList<Sample>();
            measurements.each(scope, MeasuredFilter.NONE, samples::add);
            assertThat(samples).hasSize((int)
                    reports.stream().filter(row -> seen(scope, row)).count());
            assertThat(measurements.count(scope, MeasuredFilter.NONE)).isEqualTo(samples.size());
            assertThat(measurements.ofBase(scope, 5, Medium.SOIL)).hasSize(Math.min(60, samples.size()));
            assertThat(seasons.ofBase(scope, 5)).hasSize((int)
                    Math.min(200, grown.stream().filter(row -> seen(scope, row)).count()));
        }
    }

    private void film(Scope scope, @Nullable RegionCode region, Predicate<String> within) {
        var filter = new RecoveryFilter(region, null, RecoveryKind.FILM, 2026, "", true);
        var expected = straws.stream()
                .filter(row -> seen(scope, row) && within.test(row.place) && row.kind.equals("film"))
                .count();
        var as = scope + " " + filter;
        assertThat(recoveries.list(scope, filter, 0, 1000)).as(as).hasSize((int) expected);
        assertThat(recoveries.count(scope, filter)).as(as).isEqualTo((int) expected);
        var all = new ArrayList<Recovery>();
        recoveries.each(scope, filter, all::add);
        assertThat(all).as(as).hasSize((int) expected);
        assertThat(recoveries
                        .sums(scope, filter)
                        .getOrDefault(RecoveryKind.FILM, Recoveries.Sum.NOTHING)
                        .recoveredKg())
                .as(as)
                .isEqualByComparingTo(BigDecimal.valueOf(expected));
        if (scope.region() != null)
            assertThat(recoveries.countsByRegion(scope, filter).values().stream()
                            .mapToLong(n -> n)
                            .sum())
                    .as(as)
                    .isEqualTo(expected);
    }

    @Test
    @DisplayName("十万条农事里，每张清单只读一页")
    void hundredThousand() throws Exception {
        sql.execute("""
                insert into production.acts (client_id, kind, producer_id, producer_name, base_id, base_name, region_code,
                    plot_ids, plot_names, area_mu, done_on, produce, operator, recorded_by, recorded_by_name, recorded_at,
                    received_at)
                select gen_random_uuid(), (array['spray', 'irrigate', 'fertilise', 'weed'])[1 + n % 4], 1000 + n % 500,
                    '某社', 100 + n % 700, '某棚', (array['140423100', '140427100', '140105', '140121'])[1 + n % 4],
                    array[n % 2000], array['1号棚'], 1, date '2026-06-15' - n % 700, '豇豆', '某人', 1, '某人', now(), now()
                from generate_series(1, 100000) n
                """);
        afterANight();
        for (var scope : List.of(
                Scope.within(RegionCode.COUNTRY),
                Scope.within(new RegionCode("140000")),
                Scope.within(new RegionCode("140400")),
                Scope.within(new RegionCode("140423")),
                Scope.within(new RegionCode("140423100")),
                new Scope.Own(1007))) {
            assertThat(SentStatements.of(sql, () -> log.list(scope, FarmActFilter.NONE, 0, 100))
                            .buffers(sql))
                    .as("page " + scope)
                    .isLessThan(900);
            assertThat(SentStatements.of(sql, () -> log.countsByCounty(scope, null, null))
                            .buffers(sql))
                    .as("chips " + scope)
                    .isLessThan(900);
        }
    }
}
