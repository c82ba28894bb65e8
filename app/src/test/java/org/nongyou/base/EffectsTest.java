package org.nongyou.base;

import static nongyoudb.base.Tables.BASES;
import static nongyoudb.base.Tables.EFFECTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.nongyou.FiveLevels.PLACES;
import static org.nongyou.FiveLevels.pick;
import static org.nongyou.FiveLevels.scopes;
import static org.nongyou.FiveLevels.sees;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.ApplicationTest;
import org.nongyou.SentStatements;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.FactSource;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.DivisionLoader;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

@DisplayName("示范带动：一年一报，更正留痕，跟着基地走，各级只看得到自己的")
class EffectsTest extends ApplicationTest {

    private static final long SEED = 20261122;

    @Autowired
    Effects effects;

    @Autowired
    EffectLists lists;

    @Autowired
    BaseLists bases;

    @Autowired
    List<FactSource> facts;

    @Autowired
    Offices offices;

    @Autowired
    Accounts accounts;

    @Autowired
    Journal journal;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    DivisionLoader divisions;

    Actor xiangyuan;
    Actor huguan;
    Actor leader;

    @BeforeAll
    void people() {
        divisions.loadOnce();
        xiangyuan = TestPeople.of(sql, offices, accounts, "xiangyuan", "140423", Role.CLERK);
        huguan = TestPeople.of(sql, offices, accounts, "huguan", "140427", Role.CLERK);
        leader = TestPeople.of(sql, offices, accounts, "leader", "140423", Role.LEADER);
        sql.execute("""
                insert into producer.producers (kind, name, identity_digest, region_code, contact_name, phone)
                select 'cooperative', '示例社' || n, 'digest' || n, '140423', '张示例', '13800000000' from generate_series(1, 3) n""");
    }

    private int made;

    private long aBase(String region, int producer) {
        return sql.insertInto(BASES)
                .set(BASES.NUMBER, "E-" + ++made)
                .set(BASES.PRODUCER_ID, (long) producer)
                .set(BASES.PRODUCER_NAME, "示例社" + producer)
                .set(BASES.NAME, "示例基地" + made)
                .set(BASES.REGION_CODE, region)
                .set(BASES.PRODUCT, "谷子")
                .set(BASES.AREA_MU, BigDecimal.TEN)
                .set(BASES.RESPONSIBLE_NAME, "张示例")
                .set(BASES.SUPERVISION_PHONE, "13800000000")
                .returning(BASES.ID)
                .fetchSingle()
                .getId();
    }

    private static EffectForm form(int year, String households, String before, String income, String reason) {
        return new EffectForm(
                String.valueOf(year),
                households,
                before,
                income,
                List.of("one-variety", "contract-farming", "no-such"),
                "",
                reason);
    }

    @Test
    @DisplayName("报一年，算出增幅；再报同一年要写原因，前后两次日志里都在；事实取最近一年")
    void reportedAndCorrected() {
        long base = aBase("140423100", 1);
        var first = effects.report(xiangyuan, base, form(2025, "1,200", "15000", "16500.50", ""))
                .orElseThrow();
        assertThat(first.households()).isEqualTo(1_200);
        assertThat(first.growthPercent()).isEqualByComparingTo("10.0");
        assertThat(first.ways()).containsExactly(EffectWay.CONTRACT_FARMING, EffectWay.ONE_VARIETY);
        assertThat(first.wayTitles()).isEqualTo("订单农业、统一品种");

        assertThat(refusals(effects.report(xiangyuan, base, form(2025, "120", "", "", ""))))
                .containsExactly("2025 年已经报过（1200 户），要改就写明更正的原因");
        assertThat(effects.of(xiangyuan.scope(), base).getFirst().households()).isEqualTo(1_200);

        var corrected = effects.report(xiangyuan, base, form(2025, "120", "", "", "多写了一个 0"))
                .orElseThrow();
        assertThat(corrected.growthPercent()).isNull();
        assertThat(effects.of(xiangyuan.scope(), base)).containsExactly(corrected);
        assertThat(journal.of(xiangyuan.scope(), "base", String.valueOf(base), 9))
                .extracting(row -> row.act() + " " + row.summary())
                .containsExactly(
                        "base.effect-correct 2025 年带动农户 120 户（更正：多写了一个 0）",
                        "base.effect 2025 年带动农户 1,200 户，户均收入比上年增 10%");

        effects.report(xiangyuan, base, form(2024, "80", "", "", "")).orElseThrow();
        assertThat(effects.of(xiangyuan.scope(), base)).extracting(Effect::year).containsExactly(2025, 2024);
        assertThat(led(base, LocalDate.of(2026, 1, 1))).isEqualTo(120L);
        assertThat(led(base, LocalDate.of(2024, 12, 31))).isEqualTo(80L);
        assertThat(led(base, LocalDate.of(2023, 12, 31))).isNull();
    }

    private @Nullable Object led(long base, LocalDate on) {
        return facts.stream()
                .filter(source -> source.supplies().contains("base.households_led"))
                .map(source -> source.values("base", String.valueOf(base), Set.of("base.households_led"), on)
                        .get("base.households_led"))
                .filter(Objects::nonNull)
                .map(value -> value.value())
                .findFirst()
                .orElse(null);
    }

    @Test
    @DisplayName("填错的一次全说出来，什么也没有记")
    void wrongInput() {
        long base = aBase("140423", 1);
        assertThat(refusals(effects.report(
                        xiangyuan,
                        base,
                        new EffectForm("2099", "-5", "1e9", "999999999", List.of(), "长".repeat(201), ""))))
                .containsExactly(
                        "年度填 2000 到 2026 之间的四位数",
                        "不能小于 0，填的是 -5",
                        "要填金额，最多两位小数，如 18600",
                        "填的是 999999999，不会有这么多，看看是不是多写了几个 0",
                        "说明太长，200 字以内");
        assertThat(refusals(effects.report(xiangyuan, base, form(2025, "12户", "0", "", ""))))
                .containsExactly("填整数，如 12", "上年和当年的户均收入要么都填，要么都不填，才算得出增幅", "上年户均收入要大于 0，没有数就和当年的一起留空");
        assertThat(refusals(effects.report(xiangyuan, base, form(2025, "1000001", "", "", ""))))
                .containsExactly("填的是 1000001，不会有这么多，看看是不是多写了几个 0");
        assertThat(refusals(effects.report(huguan, base, form(2025, "1", "", "", ""))))
                .containsExactly("没有这个基地，或者不在你的辖区内");
        assertThat(refusals(effects.report(leader, base, form(2025, "1", "", "", ""))))
                .containsExactly("登记和修改基地由县级经办、乡镇监管员或主体自己办，找本级管理员");
        sql.update(BASES).set(BASES.ACTIVE, false).where(BASES.ID.eq(base)).execute();
        assertThat(refusals(effects.report(xiangyuan, base, form(2025, "1", "", "", ""))))
                .singleElement()
                .asString()
                .endsWith("已经注销，先恢复再改");
        assertThat(sql.fetchCount(EFFECTS, EFFECTS.BASE_ID.eq(base))).isZero();
    }

    private static List<String> refusals(Decision<?> decision) {
        return decision instanceof Decision.Refused<?>(var refusal)
                ? refusal.all().stream().map(Refusal::message).toList()
                : List.of("done");
    }

    @Test
    @DisplayName("几个人同时报同一年：一个报上，别的要写更正原因")
    void atOnce() throws Exception {
        long base = aBase("140423", 2);
        List<Callable<Boolean>> people = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            var households = String.valueOf(n + 1);
            people.add(() -> effects.report(xiangyuan, base, form(2025, households, "", "", ""))
                    instanceof Decision.Done<Effect>);
        }
        try (var threads = Executors.newFixedThreadPool(people.size())) {
            int done = 0;
            for (var one : threads.invokeAll(people)) if (one.get()) done++;
            assertThat(done).isEqualTo(1);
        }
        assertThat(sql.fetchCount(EFFECTS, EFFECTS.BASE_ID.eq(base))).isEqualTo(1);
    }

    @Test
    @DisplayName("基地换了地方、换了主体，报过的跟着走")
    void movesWithItsBase() {
        long base = aBase("140423", 1);
        effects.report(xiangyuan, base, form(2025, "7", "", "", "")).orElseThrow();
        sql.update(BASES)
                .set(BASES.REGION_CODE, "140427")
                .set(BASES.PRODUCER_ID, 3L)
                .where(BASES.ID.eq(base))
                .execute();
        transaction.executeWithoutResult(_ -> events.publishEvent(new BaseChanged(base)));
        assertThat(effects.of(xiangyuan.scope(), base)).isEmpty();
        assertThat(effects.of(huguan.scope(), base)).hasSize(1);
        assertThat(effects.of(new Scope.Own(3), base)).hasSize(1);
        assertThat(effects.of(new Scope.Own(1), base)).isEmpty();
    }

    private record Kept(
            long base,
            String place,
            long producer,
            boolean active,
            @Nullable Integer households,
            @Nullable BigDecimal before,
            @Nullable BigDecimal now) {}

    @Test
    @DisplayName("清单、没报的、合计和各地数：五级用户和蛮力答案一致")
    void everyRead() {
        rewind();
        people();
        var random = new Random(SEED);
        var all = new ArrayList<Kept>();
        for (int n = 0; n < 60; n++) {
            var place = pick(random, PLACES);
            int producer = 1 + random.nextInt(3);
            long base = aBase(place, producer);
            boolean active = random.nextInt(8) > 0;
            Integer households = random.nextInt(3) > 0 ? random.nextInt(900) : null;
            boolean income = random.nextBoolean();
            var before = income ? BigDecimal.valueOf(10_000 + random.nextInt(9_000)) : null;
            var now = income ? BigDecimal.valueOf(10_000 + random.nextInt(9_000)) : null;
            if (households != null)
                sql.execute(
                        "insert into base.effects (base_id, producer_id, region_code, year, households, income_before_yuan, income_yuan, reported_by, reported_by_name, reported_at) values (?, ?, ?, 2025, ?, ?, ?, 1, '某人', now())",
                        base,
                        producer,
                        place,
                        households,
                        before,
                        now);
            // Closed ones that reported would count as missing nothing: only open ones are closed here.
            if (!active && households == null)
                sql.update(BASES)
                        .set(BASES.ACTIVE, false)
                        .where(BASES.ID.eq(base))
                        .execute();
            all.add(new Kept(base, place, producer, active || households != null, households, before, now));
        }
        for (var scope : scopes(1, 2)) {
            var mine = all.stream()
                    .filter(one -> sees(scope, one.place(), one.producer()))
                    .sorted((a, b) -> Long.compare(b.base(), a.base()))
                    .toList();
            var reported = mine.stream().filter(one -> one.households() != null).toList();
            var filter = new EffectFilter(2025, null, false);
            assertThat(lists.list(scope, filter, null, 0, 100))
                    .as(scope::toString)
                    .extracting(EffectRow::baseId)
                    .isEqualTo(reported.stream().map(Kept::base).toList());
            assertThat(lists.list(scope, new EffectFilter(2025, null, true), null, 0, 100))
                    .as(() -> scope + " missing")
                    .extracting(EffectRow::baseId)
                    .isEqualTo(mine.stream()
                            .filter(one -> one.active() && one.households() == null)
                            .map(Kept::base)
                            .toList());
            var sums = lists.sums(scope, filter);
            assertThat(sums.reported()).isEqualTo(reported.size());
            assertThat(sums.active())
                    .as(scope::toString)
                    .isEqualTo(mine.stream().filter(Kept::active).count());
            assertThat(sums.households())
                    .isEqualTo(reported.stream()
                            .mapToLong(one -> Objects.requireNonNull(one.households()))
                            .sum());
            assertThat(sums.growth()).as(scope::toString).isEqualTo(growth(reported));
            assertThat(sums.byRegion().values().stream().mapToLong(n -> n).sum())
                    .isEqualTo(reported.size());
        }
    }

    private static @Nullable BigDecimal growth(List<Kept> reported) {
        double before = 0;
        double now = 0;
        for (var one : reported) {
            if (one.before() == null || one.now() == null || one.households() == null) continue;
            before += one.before().doubleValue() * one.households();
            now += one.now().doubleValue() * one.households();
        }
        return before == 0
                ? null
                : BigDecimal.valueOf((now - before) * 100 / before).setScale(1, RoundingMode.HALF_UP);
    }

    @Test
    @DisplayName("十万个基地：一页只读一页，合计只读索引")
    void atAHundredThousand() throws Exception {
        rewind();
        people();
        sql.execute("""
                insert into base.bases (number, producer_id, producer_name, name, region_code, product, area_mu,
                                        responsible_name, supervision_phone)
                select 'T' || n, 1 + n % 3, '示例社', '示例基地' || n,
                       '14' || lpad((n % 11 + 1)::text, 2, '0') || lpad((n % 17 + 1)::text, 2, '0'), '谷子', 10, '张', '13800000000'
                  from generate_series(1, 100000) n""");
        sql.execute("""
                insert into base.effects (base_id, producer_id, region_code, year, households, income_before_yuan, income_yuan,
                                          reported_by, reported_by_name, reported_at)
                select id, producer_id, region_code, 2025, id % 90, 15000, 16500, 1, '某人', now()
                  from base.bases where id % 10 > 0""");
        afterANight();
        for (var code : List.of("140000", "140400", "140404")) {
            var scope = Scope.within(new RegionCode(code));
            for (boolean missing : List.of(false, true)) {
                var filter = new EffectFilter(2025, null, missing);
                var page = SentStatements.of(sql, () -> lists.list(scope, filter, null, 0, 100));
                assertThat(page.count()).isEqualTo(1);
                assertThat(page.buffers(sql))
                        .as(() -> code + " " + missing + " " + page.texts())
                        .isLessThan(missing && !code.equals("140404") ? 8_000 : 1_700);
            }
            var sums = SentStatements.of(sql, () -> lists.sums(scope, new EffectFilter(2025, null, false)));
            assertThat(sums.count()).isEqualTo(2);
            assertThat(sums.buffers(sql)).as(() -> code + " " + sums.texts()).isLessThan(1_200);
        }
    }
}
