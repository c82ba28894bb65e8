package org.nongyou.production;

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
import org.nongyou.base.Plot;
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
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.Clocks;
import org.nongyou.web.Ui;
import org.springframework.beans.factory.annotation.Autowired;

/// The words that the scenarios are told in: a cooperative with three greenhouses, its inputs, its days.
abstract class ProductionScenario extends ApplicationTest {

    static final Scope EVERYWHERE = Scope.within(RegionCode.COUNTRY);
    static final String ABAMECTIN = "1.8%阿维菌素乳油";

    @Autowired
    FarmLog log;

    @Autowired
    InputLedger ledger;

    @Autowired
    Batches batches;

    @Autowired
    Seasons seasons;

    @Autowired
    FieldViews fields;

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
    Actor township;
    Actor village;
    Actor leader;
    Actor neighbour;
    Actor grower;
    Actor other;
    Producer cooperative;
    Base base;
    private int count;

    @BeforeEach
    void people() {
        rewind();
        count = 0;
        clerk = TestPeople.of(sql, offices, accounts, "qx-clerk", "140423", Role.CLERK);
        leader = TestPeople.of(sql, offices, accounts, "qx-leader", "140423", Role.LEADER);
        neighbour = TestPeople.of(sql, offices, accounts, "hg-clerk", "140427", Role.CLERK);
        township = TestPeople.of(sql, offices, accounts, "qx-town", "140423100", Role.TOWNSHIP_SUPERVISOR);
        village = TestPeople.of(sql, offices, accounts, "qx-village", "140423100201", Role.VILLAGE_ASSISTANT);
        today(2026, 6, 17);
        cooperative = cooperative("汾河设施蔬菜专业合作社");
        grower = TestPeople.producer(accounts, "lixiulan", cooperative.id(), "140423");
        var neighbours = cooperative("另一个合作社");
        other = TestPeople.producer(accounts, "someone-else", neighbours.id(), "140423");
        base = base(cooperative, "汾河大棚", "豇豆", "1号棚", "2号棚", "3号棚");
    }

    @AfterEach
    void timeGoesOn() {
        clock.release();
    }

    void today(int year, int month, int day) {
        clock.set(LocalDate.of(year, month, day).atTime(9, 30).atZone(Ui.ZONE).toInstant());
    }

    static LocalDate day(int month, int day) {
        return LocalDate.of(2026, month, day);
    }

    Producer cooperative(String name) {
        var body = "93140423MC%07d".formatted(++count);
        return producers
                .register(
                        clerk,
                        new ProducerForm(
                                "cooperative",
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

    Base base(Producer owner, String name, String product, String... plots) {
        return bases.register(clerk, form(owner, name, product, plots)).orElseThrow();
    }

    BaseForm form(Producer owner, String name, String product, String... plots) {
        return new BaseForm(
                Long.toString(owner.id()),
                name,
                "140423100201",
                "",
                product,
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
                Arrays.stream(plots)
                        .map(plot -> new BaseForm.PlotForm(plot, "greenhouse", "3", "", ""))
                        .toList(),
                List.of());
    }

    long plot(String name) {
        return base.plots().stream()
                .filter(plot -> plot.name().equals(name))
                .map(Plot::id)
                .findFirst()
                .orElseThrow();
    }

    /// An entry on one plot, to be changed by what the test is about.
    FarmEntry entry(ActKind kind, String plot, LocalDate on, String produce, UsedInput... inputs) {
        return new FarmEntry(
                UUID.randomUUID(),
                kind,
                base.id(),
                plot.isEmpty() ? List.of() : List.of(plot(plot)),
                on,
                produce,
                "",
                List.of(inputs),
                null,
                kind == ActKind.SPRAY ? "蓟马" : "",
                "",
                "",
                List.of(),
                null,
                null,
                null);
    }

    FarmEntry harvest(String plot, LocalDate on, String produce, String kg) {
        return weighing(entry(ActKind.HARVEST, plot, on, produce), kg);
    }

    static FarmEntry weighing(FarmEntry entry, String kg) {
        return new FarmEntry(
                entry.clientId(),
                entry.kind(),
                entry.baseId(),
                entry.plotIds(),
                entry.on(),
                entry.produce(),
                entry.variety(),
                entry.inputs(),
                new BigDecimal(kg),
                entry.purpose(),
                entry.operator(),
                entry.note(),
                entry.fileIds(),
                entry.corrects(),
                entry.reason(),
                entry.recordedAt());
    }

    static FarmEntry correcting(FarmEntry entry, @Nullable FarmAct old, String reason) {
        return new FarmEntry(
                entry.clientId(),
                entry.kind(),
                entry.baseId(),
                entry.plotIds(),
                entry.on(),
                entry.produce(),
                entry.variety(),
                entry.inputs(),
                entry.quantityKg(),
                entry.purpose(),
                entry.operator(),
                entry.note(),
                entry.fileIds(),
                old == null ? null : (Long) old.id(),
                reason,
                entry.recordedAt());
    }

    static UsedInput pesticide(String name) {
        return new UsedInput(InputKind.PESTICIDE, name, null, null, new BigDecimal(60), "毫升", "喷雾", null);
    }

    static UsedInput of(Purchase lot, String amount, String unit) {
        return new UsedInput(lot.kind(), lot.name(), null, lot.id(), new BigDecimal(amount), unit, "喷雾", null);
    }

    Purchase bought(String kind, String name, String quantity, String unit) {
        return ledger.buy(grower, purchase(kind, name, quantity, unit)).orElseThrow();
    }

    NewPurchase purchase(String kind, String name, String quantity, String unit) {
        return new NewPurchase(
                UUID.randomUUID(),
                cooperative.id(),
                kind,
                name,
                "",
                "某某化工",
                "县农资公司",
                "农药经许（晋）示例001",
                "2026-03-01",
                quantity,
                unit,
                "10",
                "",
                "",
                null);
    }

    FarmAct recorded(Actor who, FarmEntry entry) {
        return log.record(who, entry).orElseThrow();
    }

    Batch batch(FarmAct harvest) {
        var id = harvest.batchId();
        assertThat(id).isNotNull();
        return batches.find(EVERYWHERE, id == null ? 0 : id).orElseThrow();
    }

    static Refusal refused(Decision<?> decision) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        return ((Decision.Refused<?>) decision).refusal();
    }

    static String sentence(Decision<?> decision) {
        return refused(decision).message();
    }
}
