package org.nongyou.base;

import static nongyoudb.base.Tables.BASES;
import static nongyoudb.producer.Tables.PRODUCERS;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jooq.JSONB;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.ApplicationTest;
import org.nongyou.kernel.Level;
import org.nongyou.producer.Crop;
import org.nongyou.producer.Producer;
import org.nongyou.producer.ProducerFilter;
import org.nongyou.producer.ProducerKind;
import org.nongyou.producer.ProducerLists;
import org.nongyou.producer.Producers;
import org.nongyou.region.DivisionLoader;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.SearchSource;
import org.springframework.beans.factory.annotation.Autowired;

/// The lists, counts and chips against a naive answer in Java, for people of all five levels and for producers.
@DisplayName("名录只给看得到的：五级用户和蛮力答案一致")
class ListScopeTest extends ApplicationTest {

    private static final long SEED = 20261122;
    private static final List<String> PLACES = List.of(
            "140423",
            "140423100",
            "140423100001",
            "140423101",
            "140427",
            "140427100",
            "140105",
            "140105001",
            "140121",
            "430102",
            "430103001",
            "140400",
            "620702");
    private static final List<String> WORDS = List.of("谷子", "大米", "西红柿", "高粱", "黄芪", "100%棉_花");

    @Autowired
    Producers producers;

    @Autowired
    ProducerLists producerLists;

    @Autowired
    BaseLists bases;

    @Autowired
    List<SearchSource> sources;

    @Autowired
    DivisionLoader divisions;

    private final List<Producer> allProducers = new ArrayList<>();
    private final List<BaseRow> allBases = new ArrayList<>();

    @BeforeAll
    void rows() {
        divisions.loadOnce();
        var random = new Random(SEED);
        for (int i = 0; i < 400; i++) {
            sql.insertInto(PRODUCERS)
                    .set(
                            PRODUCERS.KIND,
                            pick(random, List.of(ProducerKind.values())).code())
                    .set(PRODUCERS.NAME, pick(random, WORDS) + "主体" + i)
                    .set(PRODUCERS.IDENTITY_DIGEST, "digest " + i)
                    .set(PRODUCERS.REGION_CODE, pick(random, PLACES))
                    .set(PRODUCERS.CONTACT_NAME, "张" + i)
                    .set(PRODUCERS.PHONE, "13800000000")
                    .set(PRODUCERS.ACTIVE, random.nextInt(10) > 0)
                    .execute();
        }
        var ids = sql.select(PRODUCERS.ID).from(PRODUCERS).fetch(PRODUCERS.ID);
        for (int i = 0; i < 600; i++) {
            var drawn = random.nextBoolean();
            sql.insertInto(BASES)
                    .set(BASES.NUMBER, "N-" + i)
                    .set(BASES.PRODUCER_ID, pick(random, ids))
                    .set(BASES.PRODUCER_NAME, "主体")
                    .set(BASES.NAME, pick(random, WORDS) + "基地" + i)
                    .set(BASES.REGION_CODE, pick(random, PLACES))
                    .set(BASES.PRODUCT, pick(random, WORDS))
                    .set(
                            BASES.PRODUCT_CLASS,
                            random.nextInt(8) == 0
                                    ? null
                                    : pick(random, List.of(Crop.values())).code())
                    .set(BASES.AREA_MU, BigDecimal.valueOf(100 + random.nextInt(100_000), 2))
                    .set(BASES.GEOMETRY, drawn ? JSONB.valueOf("{}") : null)
                    .set(BASES.RESPONSIBLE_NAME, "张")
                    .set(BASES.SUPERVISION_PHONE, "13800000000")
                    .set(BASES.ACTIVE, random.nextInt(10) > 0)
                    .execute();
        }
        // Rows move and close: the kept counts must follow.
        sql.update(BASES)
                .set(BASES.REGION_CODE, "140427")
                .where(BASES.ID.mod(17L).eq(3L))
                .execute();
        sql.update(BASES)
                .set(BASES.ACTIVE, false)
                .where(BASES.ID.mod(23L).eq(5L))
                .execute();
        sql.update(BASES)
                .set(BASES.AREA_MU, new BigDecimal("7.77"))
                .where(BASES.ID.mod(29L).eq(1L))
                .execute();
        sql.deleteFrom(BASES).where(BASES.ID.mod(41L).eq(7L)).execute();
        sql.update(PRODUCERS)
                .set(PRODUCERS.KIND, "buyer")
                .where(PRODUCERS.ID.mod(13L).eq(2L))
                .execute();
        sql.update(PRODUCERS)
                .set(PRODUCERS.REGION_CODE, "140121")
                .where(PRODUCERS.ID.mod(19L).eq(4L))
                .execute();
        var everything = Scope.within(RegionCode.COUNTRY);
        for (var closed : List.of(true, false)) {
            allProducers.addAll(producerLists.list(everything, new ProducerFilter(null, null, "", closed), 0, 10_000));
            allBases.addAll(bases.list(everything, new BaseFilter(null, null, null, null, "", closed), 0, 10_000));
        }
        assertThat(allProducers).hasSize(400);
        assertThat(allBases).hasSizeGreaterThan(500);
    }

    private static <T> T pick(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static boolean sees(Scope scope, RegionCode place, long producer) {
        return switch (scope) {
            case Scope.Own(var id) -> id == producer;
            case Scope.Within(var region) -> place.value().startsWith(region.prefix());
        };
    }

    private List<Scope> scopes(Random random) {
        var scopes = new ArrayList<Scope>();
        for (var code : List.of(
                "000000",
                "140000",
                "430000",
                "140400",
                "140100",
                "140423",
                "140105",
                "140423100",
                "140423101",
                "140423100001",
                "140427100")) scopes.add(Scope.within(new RegionCode(code)));
        for (int i = 0; i < 6; i++)
            scopes.add(new Scope.Own(pick(random, allProducers).id()));
        return scopes;
    }

    @Test
    @DisplayName("基地：清单、总数、总面积、地区数")
    void bases() {
        var random = new Random(SEED + 1);
        for (int round = 0; round < 60; round++) {
            for (var scope : scopes(random)) {
                var picked = random.nextBoolean() ? null : new RegionCode(pick(random, PLACES));
                var filter = new BaseFilter(
                        picked,
                        random.nextInt(3) == 0 ? pick(random, List.of(Crop.values())) : null,
                        random.nextInt(3) == 0 ? random.nextBoolean() : null,
                        random.nextInt(6) == 0 ? pick(random, allProducers).id() : null,
                        random.nextInt(3) == 0 ? pick(random, List.of("大米", "基地1", "谷子 基地", "%", "_花", "没有的")) : "",
                        random.nextInt(5) == 0);
                var narrowed = picked != null && scope instanceof Scope.Within(var own) && own.contains(picked)
                        ? Scope.within(picked)
                        : scope;
                var expected = allBases.stream()
                        .filter(base -> sees(narrowed, base.region(), base.producerId()))
                        .filter(base -> filter.productClass() == null || filter.productClass() == base.productClass())
                        .filter(base -> filter.producerId() == null || filter.producerId() == base.producerId())
                        .filter(base -> base.active() != filter.closed())
                        .filter(base -> {
                            for (var word : filter.words().split(" ")) {
                                if (!(base.name() + " " + base.number() + " " + base.producerName() + " "
                                                + base.product())
                                        .contains(word)) return false;
                            }
                            return true;
                        })
                        .filter(base -> filter.drawn() == null || filter.drawn() == drawn(base.id()))
                        .sorted(Comparator.comparing(BaseRow::id).reversed())
                        .toList();
                var as = scope + " " + filter + " seed " + SEED;
                assertThat(bases.list(scope, filter, 0, 10_000)).as(as).isEqualTo(expected);
                var total = bases.total(scope, filter);
                assertThat(total.bases()).as(as).isEqualTo(expected.size());
                if (total.areaMu() != null)
                    assertThat(total.areaMu())
                            .as(as)
                            .isEqualByComparingTo(
                                    expected.stream().map(BaseRow::areaMu).reduce(BigDecimal.ZERO, BigDecimal::add));
                if (filter.words().isEmpty()
                        && !filter.closed()
                        && filter.producerId() == null
                        && narrowed instanceof Scope.Within(var at)) {
                    var counts = new HashMap<String, Long>();
                    for (var base : expected) {
                        var code = base.region().value();
                        var key = at.level().ordinal() >= Level.COUNTY.ordinal()
                                ? code.substring(0, Math.min(9, code.length()))
                                : code.substring(0, 6);
                        counts.merge(key, 1L, Long::sum);
                    }
                    var kept = new HashMap<>(bases.countsByRegion(scope, filter));
                    kept.values().removeIf(n -> n == 0);
                    assertThat(kept).as(as).isEqualTo(counts);
                }
            }
        }
    }

    private java.util.Set<Long> drawnIds = java.util.Set.of();

    private boolean drawn(long id) {
        if (drawnIds.isEmpty())
            drawnIds = sql.select(BASES.ID)
                    .from(BASES)
                    .where(BASES.GEOMETRY.isNotNull())
                    .fetchSet(BASES.ID);
        return drawnIds.contains(id);
    }

    @Test
    @DisplayName("全站搜索：基地和主体")
    void search() {
        var random = new Random(SEED + 3);
        for (var scope : scopes(random)) {
            for (var source : sources) {
                var seen = source.hits(scope, "大米", 10_000).stream()
                        .map(SearchSource.Hit::link)
                        .toList();
                if (source.kind().equals("基地"))
                    assertThat(seen)
                            .as(scope.toString())
                            .containsExactlyInAnyOrderElementsOf(allBases.stream()
                                    .filter(base -> base.active() && sees(scope, base.region(), base.producerId()))
                                    .filter(base -> (base.name() + base.product()).contains("大米"))
                                    .map(base -> "/bases/" + base.id())
                                    .toList());
                else if (source.kind().equals("生产主体"))
                    assertThat(seen)
                            .as(scope.toString())
                            .containsExactlyInAnyOrderElementsOf(allProducers.stream()
                                    .filter(one -> one.active() && sees(scope, one.region(), one.id()))
                                    .filter(one -> one.name().contains("大米"))
                                    .map(one -> "/producers/" + one.id())
                                    .toList());
            }
        }
    }

    @Test
    @DisplayName("主体：清单、总数、按类型的数")
    void producers() {
        var random = new Random(SEED + 2);
        for (int round = 0; round < 60; round++) {
            for (var scope : scopes(random)) {
                var picked = random.nextBoolean() ? null : new RegionCode(pick(random, PLACES));
                var kind = random.nextInt(3) == 0 ? pick(random, List.of(ProducerKind.values())) : null;
                var filter =
                        new ProducerFilter(picked, kind, random.nextInt(3) == 0 ? "大米" : "", random.nextInt(5) == 0);
                var narrowed = picked != null && scope instanceof Scope.Within(var own) && own.contains(picked)
                        ? Scope.within(picked)
                        : scope;
                var expected = allProducers.stream()
                        .filter(producer -> sees(narrowed, producer.region(), producer.id()))
                        .filter(producer -> kind == null || kind == producer.kind())
                        .filter(producer -> producer.name().contains(filter.words()))
                        .filter(producer -> producer.active() != filter.closed())
                        .sorted(Comparator.comparing(Producer::id).reversed())
                        .toList();
                var as = scope + " " + filter + " seed " + SEED;
                assertThat(producerLists.list(scope, filter, 0, 10_000)).as(as).isEqualTo(expected);
                assertThat(producerLists.count(scope, filter)).as(as).isEqualTo(expected.size());
                var active = allProducers.stream()
                        .filter(producer -> producer.active() && sees(narrowed, producer.region(), producer.id()))
                        .toList();
                if (narrowed instanceof Scope.Within(var at)) {
                    int digits = at.level().ordinal() >= Level.COUNTY.ordinal() ? 9 : 6;
                    var counts = new HashMap<String, Long>();
                    for (var producer : active) {
                        if (kind != null && kind != producer.kind()) continue;
                        var code = producer.region().value();
                        counts.merge(code.substring(0, Math.min(digits, code.length())), 1L, Long::sum);
                    }
                    var kept = new HashMap<>(producerLists.countsByRegion(scope, filter));
                    kept.values().removeIf(n -> n == 0);
                    assertThat(kept).as(as).isEqualTo(counts);
                    if (at.level().ordinal() <= Level.COUNTY.ordinal()) {
                        var byKind = new HashMap<>(producerLists.countsByKind(scope, picked));
                        byKind.values().removeIf(n -> n == 0);
                        assertThat(byKind)
                                .as(as)
                                .isEqualTo(active.stream()
                                        .collect(Collectors.groupingBy(Producer::kind, Collectors.counting())));
                    }
                } else {
                    assertThat(producerLists.countsByRegion(scope, filter))
                            .as(as)
                            .isEmpty();
                    assertThat(producerLists.countsByKind(scope, picked)).as(as).isEmpty();
                }
                for (var one : allProducers.subList(0, 20)) {
                    assertThat(producers.find(scope, one.id()).isPresent())
                            .as(as)
                            .isEqualTo(sees(scope, one.region(), one.id()));
                }
            }
        }
    }
}
