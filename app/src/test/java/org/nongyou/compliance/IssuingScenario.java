package org.nongyou.compliance;

import static nongyoudb.production.Tables.TESTS;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.nongyou.ApplicationTest;
import org.nongyou.base.Base;
import org.nongyou.base.BaseForm;
import org.nongyou.base.Bases;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.producer.CreditCode;
import org.nongyou.producer.Producer;
import org.nongyou.producer.ProducerForm;
import org.nongyou.producer.Producers;
import org.nongyou.production.ActKind;
import org.nongyou.production.Batches;
import org.nongyou.production.FarmEntry;
import org.nongyou.production.FarmLog;
import org.nongyou.production.InputKind;
import org.nongyou.production.InputLedger;
import org.nongyou.production.NewPurchase;
import org.nongyou.production.TestKind;
import org.nongyou.production.UsedInput;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.Clocks;
import org.nongyou.web.Ui;
import org.springframework.beans.factory.annotation.Autowired;

/// The words that the scenarios are told in: a cooperative of Xiangyuan, what it sprays and harvests, a buyer, the
/// county.
abstract class IssuingScenario extends ApplicationTest {

    static final Scope EVERYWHERE = Scope.within(RegionCode.COUNTRY);

    @Autowired
    Issuing issuing;

    @Autowired
    Mixing mixing;

    @Autowired
    Conformity conformity;

    @Autowired
    Stops stops;

    @Autowired
    SigningKeys keys;

    @Autowired
    FarmLog log;

    @Autowired
    InputLedger ledger;

    @Autowired
    Batches batches;

    @Autowired
    Producers producers;

    @Autowired
    Bases bases;

    @Autowired
    Offices offices;

    @Autowired
    Accounts accounts;

    @Autowired
    Journal journal;

    @Autowired
    Clocks.Movable clock;

    Actor clerk;
    Actor leader;
    Actor reviewer;
    Actor neighbour;
    Actor grower;
    Actor other;
    Actor buyer;
    Producer cooperative;
    Base base;
    private int count;

    @BeforeEach
    void people() {
        rewind();
        count = 0;
        clerk = TestPeople.of(sql, offices, accounts, "xy-clerk", "140423", Role.CLERK);
        leader = TestPeople.of(sql, offices, accounts, "xy-leader", "140423", Role.LEADER);
        reviewer = TestPeople.of(sql, offices, accounts, "xy-review", "140423", Role.REVIEWER);
        neighbour = TestPeople.of(sql, offices, accounts, "hg-review", "140427", Role.REVIEWER);
        TestPeople.division(sql, new RegionCode("140423100201"));
        on(2026, 6, 17);
        cooperative = producer("cooperative", "汾河设施蔬菜专业合作社");
        grower = TestPeople.producer(accounts, "lixiulan", cooperative.id(), "140423");
        other = TestPeople.producer(
                accounts, "another", producer("cooperative", "另一个合作社").id(), "140423");
        buyer = TestPeople.producer(
                accounts, "buyer", producer("buyer", "诚信收购站").id(), "140423");
        base = bases.register(
                        clerk,
                        new BaseForm(
                                Long.toString(cooperative.id()),
                                "汾河大棚",
                                "140423100201",
                                "",
                                "豇豆",
                                "vegetable",
                                "30",
                                "张示例",
                                "0355-5550188",
                                "",
                                "",
                                "",
                                "",
                                "",
                                "",
                                List.of(),
                                List.of()))
                .orElseThrow();
    }

    @AfterEach
    void timeGoesOn() {
        clock.release();
    }

    void on(int year, int month, int day) {
        clock.set(LocalDate.of(year, month, day).atTime(9, 30).atZone(Ui.ZONE).toInstant());
    }

    static LocalDate day(int month, int day) {
        return LocalDate.of(2026, month, day);
    }

    Producer producer(String kind, String name) {
        var body = "93140423MC%07d".formatted(++count);
        return producers
                .register(
                        clerk,
                        new ProducerForm(
                                kind,
                                name,
                                body + CreditCode.checkCharacter(body),
                                "",
                                "140423",
                                "",
                                "张示例",
                                "13800000000",
                                List.of(),
                                true,
                                false))
                .orElseThrow();
    }

    void spray(String name, LocalDate on, String produce) {
        var lot = ledger.buy(
                        grower,
                        new NewPurchase(
                                UUID.randomUUID(),
                                cooperative.id(),
                                "pesticide",
                                name,
                                "",
                                "某某化工",
                                "县农资公司",
                                "农药经许（晋）示例001",
                                "2026-03-01",
                                "1000",
                                "毫升",
                                "10",
                                "",
                                "",
                                null))
                .orElseThrow();
        log.record(
                        grower,
                        entry(
                                ActKind.SPRAY,
                                on,
                                produce,
                                null,
                                new UsedInput(
                                        InputKind.PESTICIDE,
                                        name,
                                        null,
                                        lot.id(),
                                        new BigDecimal(60),
                                        "毫升",
                                        "喷雾",
                                        null)))
                .orElseThrow();
    }

    long harvest(LocalDate on, String produce, String kg) {
        var batch = log.record(grower, entry(ActKind.HARVEST, on, produce, new BigDecimal(kg)))
                .orElseThrow()
                .batchId();
        assertThat(batch).isNotNull();
        return batch == null ? 0 : batch;
    }

    private FarmEntry entry(ActKind kind, LocalDate on, String produce, @Nullable BigDecimal kg, UsedInput... inputs) {
        return new FarmEntry(
                UUID.randomUUID(),
                kind,
                base.id(),
                List.of(),
                on,
                produce,
                "",
                List.of(inputs),
                kg,
                kind == ActKind.SPRAY ? "蓟马" : "",
                "",
                "",
                List.of(),
                null,
                null,
                null);
    }

    long test(long batch, TestKind kind, LocalDate on, boolean passed, @Nullable Long retestOf, String... substances) {
        return sql.insertInto(TESTS)
                .set(TESTS.FORM_KEY, UUID.randomUUID())
                .set(TESTS.BATCH_ID, batch)
                .set(TESTS.KIND, kind.code())
                .set(TESTS.TESTED_ON, on)
                .set(TESTS.PASSED, passed)
                .set(TESTS.SUBSTANCES, substances)
                .set(TESTS.LAB, kind == TestKind.COMMISSIONED ? "某检测中心" : "")
                .set(TESTS.RETEST_OF, retestOf)
                .set(TESTS.RECORDED_BY, "试")
                .set(TESTS.RECORDED_AT, clock.instant())
                .returning(TESTS.ID)
                .fetchSingle()
                .getId();
    }

    static IssueForm form(long batch, String kg, Basis... bases) {
        return form(UUID.randomUUID(), batch, kg, bases);
    }

    static IssueForm form(UUID id, long batch, String kg, Basis... bases) {
        return new IssueForm(
                id.toString(),
                batch,
                kg,
                "",
                Arrays.stream(bases).map(Basis::code).toList(),
                "",
                "");
    }

    Commitment issued(long batch, String kg) {
        return issuing.issue(grower, form(batch, kg, Basis.CONTROL)).orElseThrow();
    }

    BigDecimal left(long batch) {
        return batches.find(EVERYWHERE, batch).orElseThrow().remainingKg();
    }

    static Refusal refused(Decision<?> decision) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        return ((Decision.Refused<?>) decision).refusal();
    }

    static String sentence(Decision<?> decision) {
        return refused(decision).message();
    }
}
