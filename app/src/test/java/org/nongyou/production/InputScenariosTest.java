package org.nongyou.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nongyou.kernel.Decision;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("投入品：不准用的、间隔期、库存、台账")
class InputScenariosTest extends ProductionScenario {

    @Autowired
    Prescriptions prescriptions;

    @ParameterizedTest(name = "{0} 用在{1}，{2}：{3}")
    @DisplayName("按使用那天的禁限用判断")
    @CsvSource({
        "氧乐果, 番茄, 2026-05-31, 能记",
        "氧乐果, 番茄, 2026-06-01, 不准",
        "氧乐果, 结球甘蓝, 2026-05-31, 不准",
        "40%氧乐果乳油, 番茄, 2026-06-01, 不准",
        "克百威, 番茄, 2026-05-31, 不准",
        "灭多威, 番茄, 2026-06-02, 不准",
        "甲胺磷, 番茄, 2026-01-05, 不准",
        "阿维菌素, 番茄, 2026-06-02, 能记",
        "毒死蜱, 番茄, 2026-06-02, 不准",
        "毒死蜱, 苹果, 2026-06-02, 能记"
    })
    void bansByTheDayOfUse(String drug, String crop, LocalDate on, String expected) {
        var decision = log.record(grower, entry(ActKind.SPRAY, "1号棚", on, crop, pesticide(drug)));
        if (expected.equals("能记")) assertThat(decision).isInstanceOf(Decision.Done.class);
        else {
            assertThat(refused(decision).key()).isEqualTo("production.banned");
            assertThat(refused(decision).clause()).contains("农药管理条例");
            assertThat(sentence(decision)).contains("公告");
        }
    }

    @Test
    @DisplayName("按登记证号：超过标签的用量不能记，次数用满了不能再用，换一块地重新数；没写证号的只提醒次数")
    void doseAndUsesOfTheLabel() {
        int release = sql.fetchSingle("select max(id) + 1 as next from standard.releases")
                .get("next", int.class);
        sql.execute(
                "insert into standard.releases (id, title, in_force_from) values (?, '演示标签', '2026-01-01')", release);
        sql.execute(
                "insert into standard.products (kind, registration, crop, name, substances, formulation, dose, max_uses,"
                        + " rule, interval_days, valid_from, source, release_id) values ('pesticide', 'PD98000001', '豇豆',"
                        + " '阿维菌素', array['阿维菌素'], '乳油', '20-40毫升/亩', 2, 'days', 5, '2026-01-01', '示例标签', ?)",
                release);
        // A greenhouse of 3 亩 takes 120 at the most.
        var above = log.record(grower, entry(ActKind.SPRAY, "1号棚", day(5, 2), "豇豆", labelled("121")));
        assertThat(refused(above).key()).isEqualTo("production.above-dose");
        assertThat(sentence(above)).contains("3 亩最多用 120 毫升");
        assertThat(refused(above).clause()).contains("农药管理条例");
        recorded(grower, entry(ActKind.SPRAY, "1号棚", day(5, 2), "豇豆", labelled("120")));
        var second = recorded(grower, entry(ActKind.SPRAY, "1号棚", day(5, 12), "豇豆", labelled("60")));
        var third = log.record(grower, entry(ActKind.SPRAY, "1号棚", day(5, 22), "豇豆", labelled("60")));
        assertThat(refused(third).key()).isEqualTo("production.too-often");
        assertThat(sentence(third)).contains("每季最多用 2 次，这是第 3 次");
        recorded(grower, entry(ActKind.SPRAY, "2号棚", day(5, 22), "豇豆", labelled("60")));
        log.withdraw(grower, second.id(), "记错了地块").orElseThrow();
        recorded(grower, entry(ActKind.SPRAY, "1号棚", day(5, 22), "豇豆", labelled("60")));
        for (int time = 1; time <= 3; time++)
            recorded(grower, entry(ActKind.SPRAY, "3号棚", day(5, time), "豇豆", pesticide(ABAMECTIN)));
        var fourth = recorded(grower, entry(ActKind.SPRAY, "3号棚", day(5, 9), "豇豆", pesticide(ABAMECTIN)));
        assertThat(fourth.warnings()).anyMatch(words -> words.contains("第 4 次") && words.contains("看标签"));
    }

    private static UsedInput labelled(String millilitres) {
        return new UsedInput(
                InputKind.PESTICIDE, ABAMECTIN, "PD98000001", null, new BigDecimal(millilitres), "毫升", "喷雾", null);
    }

    @Test
    @DisplayName("打药后采收：间隔期没过不能采，说得出最早哪天；到那天就能采；更长的标签天数也算")
    void harvestWaits() {
        recorded(grower, entry(ActKind.SPRAY, "1号棚", day(6, 15), "豇豆", pesticide(ABAMECTIN)));
        assertThat(sentence(log.record(grower, harvest("1号棚", day(6, 17), "豇豆", "420"))))
                .isEqualTo("2026-06-15 用了1.8%阿维菌素乳油，要等 5 天，最早 2026-06-20 采收。");
        assertThat(log.record(grower, harvest("2号棚", day(6, 17), "豇豆", "420"))).isInstanceOf(Decision.Done.class);
        today(2026, 6, 20);
        assertThat(log.record(grower, harvest("1号棚", day(6, 19), "豇豆", "420"))).isInstanceOf(Decision.Refused.class);
        assertThat(log.record(grower, harvest("1号棚", day(6, 20), "豇豆", "420"))).isInstanceOf(Decision.Done.class);
        var lot = ledger.buy(
                        grower,
                        new NewPurchase(
                                UUID.randomUUID(),
                                cooperative.id(),
                                "pesticide",
                                "某种没有资料的药",
                                "",
                                "",
                                "县农资公司",
                                "",
                                "2026-03-01",
                                "1",
                                "升",
                                "",
                                "12",
                                "",
                                null))
                .orElseThrow();
        recorded(grower, entry(ActKind.SPRAY, "3号棚", day(6, 15), "豇豆", of(lot, "60", "毫升")));
        assertThat(sentence(log.record(grower, harvest("3号棚", day(6, 20), "豇豆", "1"))))
                .contains("最早 2026-06-27");
    }

    @Test
    @DisplayName("采收以后才补记的用药，记下来，并说明哪一批不能卖")
    void lateEntry() {
        recorded(grower, harvest("1号棚", day(6, 17), "豇豆", "420"));
        var late = recorded(grower, entry(ActKind.SPRAY, "1号棚", day(6, 15), "豇豆", pesticide(ABAMECTIN)));
        assertThat(late.warnings()).anyMatch(one -> one.contains("2026-06-17 采收的豇豆") && one.contains("不能开合格证"));
    }

    @Test
    @DisplayName("监管员查到用了不准用的，写明怎么查到的就能登记；生产者写理由也不行")
    void officesRecordWhatTheyFind() {
        var banned = entry(ActKind.SPRAY, "1号棚", day(6, 15), "豇豆", pesticide("氧乐果"));
        assertThat(refused(log.record(grower, correcting(banned, null, "我就要用"))).key())
                .isEqualTo("production.banned");
        assertThat(refused(log.record(township, banned)).key()).isEqualTo("production.banned");
        var found = recorded(township, correcting(banned, null, "棚边有空瓶，本人承认"));
        assertThat(found.warnings()).anyMatch(one -> one.startsWith("查实登记：") && one.contains("氧乐果"));
    }

    @Test
    @DisplayName("台账：用了就扣，单位能换算；不够说还剩多少；更正、撤回退回来")
    void stock() {
        var lot = bought("pesticide", ABAMECTIN, "0.1", "升");
        var used = recorded(grower, entry(ActKind.SPRAY, "1号棚", day(6, 1), "豇豆", of(lot, "60", "毫升")));
        assertThat(left(lot)).isEqualByComparingTo("0.04");
        assertThat(sentence(log.record(grower, entry(ActKind.SPRAY, "2号棚", day(6, 1), "豇豆", of(lot, "60", "毫升")))))
                .isEqualTo("“1.8%阿维菌素乳油”只剩 0.04 升，不够用 0.06。先登记采购，或者改用量。");
        var less = recorded(
                grower, correcting(entry(ActKind.SPRAY, "1号棚", day(6, 1), "豇豆", of(lot, "50", "毫升")), used, "量杯看错了"));
        assertThat(left(lot)).isEqualByComparingTo("0.05");
        assertThat(refused(log.record(grower, entry(ActKind.SPRAY, "2号棚", day(6, 1), "豇豆", of(lot, "1", "公斤"))))
                        .key())
                .isEqualTo("production.unit-differs");
        log.withdraw(grower, less.id(), "没有打").orElseThrow();
        assertThat(left(lot)).isEqualByComparingTo("0.1");
        assertThat(refused(log.record(grower, entry(ActKind.SPRAY, "2号棚", day(2, 1), "豇豆", of(lot, "1", "毫升"))))
                        .key())
                .isEqualTo("production.before-bought");
        assertThat(ledger.movements(ledger.find(grower.scope(), lot.id()).orElseThrow()))
                .extracting(one -> one.kind().title())
                .containsExactly("更正退回", "用掉", "更正退回", "用掉");
    }

    @Test
    @DisplayName("采购：禁用的不登记；退货、报损不超过剩余；空包装不多交；同一张表交两次算一次；别人的看不到")
    void purchases() {
        assertThat(refused(ledger.buy(
                                grower,
                                new NewPurchase(
                                        UUID.randomUUID(),
                                        cooperative.id(),
                                        "pesticide",
                                        "甲胺磷",
                                        "",
                                        "",
                                        "",
                                        "",
                                        "2026-13-01",
                                        "-1",
                                        "",
                                        "",
                                        "",
                                        "",
                                        null)))
                        .all())
                .extracting(one -> one.key())
                .contains("production.dealer", "production.day", "production.number", "production.unit");
        assertThat(refused(ledger.buy(grower, purchase("pesticide", "甲胺磷", "1", "升")))
                        .key())
                .isEqualTo("production.buy-banned");
        var form = purchase("fertiliser", "有机肥", "10", "袋");
        var lot = ledger.buy(grower, form).orElseThrow();
        assertThat(ledger.buy(grower, form).orElseThrow().id()).isEqualTo(lot.id());
        var key = UUID.randomUUID();
        for (int twice = 0; twice < 2; twice++)
            ledger.move(grower, lot.id(), Movement.Kind.RETURNED, "4", "2026-06-01", "", key)
                    .orElseThrow();
        assertThat(left(lot)).isEqualByComparingTo("6");
        assertThat(refused(ledger.move(
                                grower, lot.id(), Movement.Kind.SPOILED, "7", "2026-06-01", "受潮", UUID.randomUUID()))
                        .key())
                .isEqualTo("production.above-stock");
        assertThat(refused(ledger.move(
                                grower, lot.id(), Movement.Kind.PACKAGES, "11", "2026-06-01", "", UUID.randomUUID()))
                        .key())
                .isEqualTo("production.packages");
        assertThat(ledger.move(grower, lot.id(), Movement.Kind.PACKAGES, "10", "2026-06-01", "回收站", UUID.randomUUID())
                        .orElseThrow()
                        .packagesOut())
                .isZero();
        assertThat(ledger.find(other.scope(), lot.id())).isEmpty();
        assertThat(ledger.list(other.scope(), PurchaseFilter.NONE, 0, 10)).isEmpty();
        assertThat(ledger.list(clerk.scope(), PurchaseFilter.NONE, 0, 10)).hasSize(1);
        assertThat(ledger.list(neighbour.scope(), PurchaseFilter.NONE, 0, 10)).isEmpty();
    }

    private BigDecimal left(Purchase lot) {
        return ledger.find(grower.scope(), lot.id()).orElseThrow().remaining();
    }

    @Test
    @DisplayName("兽药：产蛋期禁用不准用；休药期里不能出栏")
    void animals() {
        base = base(cooperative, "养鸡场", "鸡", "一号舍");
        var banned = log.record(grower, entry(ActKind.MEDICATE, "一号舍", day(6, 10), "鸡蛋", veterinary("二硝托胺预混剂")));
        assertThat(sentence(banned)).contains("产蛋期禁用");
        var given = recorded(grower, entry(ActKind.MEDICATE, "一号舍", day(6, 14), "鸡", veterinary("土霉素片")));
        assertThat(refused(prescriptions.attach(grower, given.id(), "C-1", "张示例", "2026-06-15", null))
                        .field())
                .isEqualTo("prescribedOn");
        assertThat(prescriptions.attach(grower, given.id(), "C-1", "张示例", "2026-06-14", null))
                .isInstanceOf(Decision.Done.class);
        assertThat(refused(prescriptions.attach(grower, given.id(), "C-2", "张示例", "2026-06-14", null))
                        .key())
                .isEqualTo("production.prescription-there");
        assertThat(prescriptions.of(given)).map(Prescription::veterinarian).contains("张示例");
        assertThat(sentence(log.record(grower, harvest("一号舍", day(6, 17), "鸡", "100"))))
                .isEqualTo("2026-06-14 用了土霉素片，要等 5 天，最早 2026-06-19 出栏、上市。");
    }

    private static UsedInput veterinary(String name) {
        return new UsedInput(InputKind.VETERINARY, name, null, null, BigDecimal.TEN, "片", "拌料", null);
    }
}
