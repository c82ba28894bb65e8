package org.nongyou.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.kernel.Decision;

@DisplayName("生产记录：记一笔、更正、撤回、批次")
class FarmLogScenariosTest extends ProductionScenario {

    @Test
    @DisplayName("同一笔传两次，只记一次；别人用过的编号不能再用")
    void theSameClientIdIsTheSameAct() {
        var entry = entry(ActKind.IRRIGATE, "1号棚", day(6, 16), "豇豆");
        var first = recorded(grower, entry);
        assertThat(recorded(grower, entry).id()).isEqualTo(first.id());
        assertThat(log.list(grower.scope(), FarmActFilter.NONE, 0, 100)).hasSize(1);
        var theirs = base(
                producers
                        .find(other.scope(), java.util.Objects.requireNonNull(other.producerId()))
                        .orElseThrow(),
                "别人的棚",
                "豇豆",
                "1号棚");
        var stolen = new FarmEntry(
                entry.clientId(),
                ActKind.IRRIGATE,
                theirs.id(),
                List.of(theirs.plots().getFirst().id()),
                day(6, 16),
                "豇豆",
                "",
                List.of(),
                null,
                "",
                "",
                "",
                List.of(),
                null,
                null,
                null);
        assertThat(refused(log.record(other, stolen)).key()).isEqualTo("production.client-taken");
    }

    @Test
    @DisplayName("乡镇监管员、村级协管员能代本辖区的农户记；领导、邻县和别的主体不能")
    void whoMayRecord() {
        for (var who : List.of(grower, township, village, clerk))
            assertThat(recorded(who, entry(ActKind.WEED, "1号棚", day(6, 16), "豇豆"))
                            .recordedBy())
                    .isEqualTo(who.name());
        assertThat(refused(log.record(leader, entry(ActKind.WEED, "1号棚", day(6, 16), "豇豆")))
                        .key())
                .isEqualTo("production.no-right");
        for (var stranger : List.of(neighbour, other))
            assertThat(refused(log.record(stranger, entry(ActKind.WEED, "1号棚", day(6, 16), "豇豆")))
                            .key())
                    .isEqualTo("production.base-unknown");
    }

    @Test
    @DisplayName("更正留着第一笔，要写原因；再更正旧的不行")
    void correctionKeepsTheFirst() {
        var first = recorded(grower, entry(ActKind.FERTILISE, "1号棚", day(6, 10), "豇豆"));
        var again = entry(ActKind.FERTILISE, "2号棚", day(6, 11), "豇豆");
        assertThat(refused(log.record(grower, correcting(again, first, ""))).field())
                .isEqualTo("reason");
        var second = recorded(grower, correcting(again, first, "棚记错了"));
        assertThat(log.list(grower.scope(), FarmActFilter.NONE, 0, 100))
                .extracting(FarmAct::id)
                .containsExactly(second.id());
        assertThat(log.chain(grower.scope(), second)).extracting(FarmAct::id).containsExactly(first.id(), second.id());
        assertThat(refused(log.record(
                                grower, correcting(entry(ActKind.FERTILISE, "3号棚", day(6, 11), "豇豆"), first, "又错了")))
                        .key())
                .isEqualTo("production.already-corrected");
        assertThat(journal.of(grower.scope(), FarmLog.SUBJECT, String.valueOf(second.id()), 10)
                        .getFirst()
                        .summary())
                .contains("更正农事");
    }

    @Test
    @DisplayName("没到的日子、别家的地块、不写公斤数的采收，都说清楚改哪里")
    void whatCannotBe() {
        assertThat(sentence(log.record(grower, entry(ActKind.WEED, "1号棚", day(6, 18), "豇豆"))))
                .isEqualTo("2026-06-18 还没到，今天是 2026-06-17。记已经做了的。");
        assertThat(refused(log.record(grower, entry(ActKind.HARVEST, "1号棚", day(6, 17), "豇豆")))
                        .field())
                .isEqualTo("quantity");
        assertThat(refused(log.record(grower, entry(ActKind.WEED, "", day(6, 17), "豇豆")))
                        .field())
                .isEqualTo("plots");
        var wrong = entry(ActKind.WEED, "1号棚", day(6, 17), "豇豆");
        assertThat(refused(log.record(
                                grower,
                                new FarmEntry(
                                        wrong.clientId(),
                                        wrong.kind(),
                                        wrong.baseId(),
                                        List.of(987654321L),
                                        wrong.on(),
                                        "豇豆",
                                        "",
                                        List.of(),
                                        null,
                                        "",
                                        "",
                                        "",
                                        List.of(),
                                        null,
                                        null,
                                        null)))
                        .key())
                .isEqualTo("production.plot-unknown");
        assertThat(log.list(EVERYWHERE, FarmActFilter.NONE, 0, 10)).isEmpty();
    }

    @Test
    @DisplayName("改基地资料以后，地块还是原来的地块")
    void plotsKeepTheirNumbers() {
        var before = plot("2号棚");
        base = bases.change(clerk, base.id(), base.revision(), form(cooperative, "汾河大棚", "豇豆", "0号棚", "2号棚", "3号棚"))
                .orElseThrow();
        assertThat(plot("2号棚")).isEqualTo(before);
        assertThat(base.plots()).extracting(org.nongyou.base.Plot::name).containsExactly("0号棚", "2号棚", "3号棚");
    }

    @Test
    @DisplayName("采收成一个批次，编号像 JD-260617-01，同一天再采是 02")
    void harvestMakesABatch() {
        var first = batch(recorded(grower, harvest("1号棚", day(6, 17), "豇豆", "420")));
        var second = batch(recorded(grower, harvest("2号棚", day(6, 17), "豇豆", "100.5")));
        assertThat(first.code()).isEqualTo("JD-260617-01");
        assertThat(second.code()).isEqualTo("JD-260617-02");
        assertThat(batch(recorded(grower, harvest("3号棚", day(6, 17), "设施番茄", "10")))
                        .code())
                .isEqualTo("FQ-260617-01");
        assertThat(first.remainingKg()).isEqualByComparingTo("420");
        assertThat(batches.open(grower.scope())).hasSize(3);
        assertThat(batches.open(other.scope())).isEmpty();
    }

    @Test
    @DisplayName("批次档案：定植以来的用药，缺哪些要素，面积和通常产量")
    void dossier() {
        recorded(grower, entry(ActKind.TRANSPLANT, "1号棚", day(4, 20), "豇豆"));
        recorded(grower, entry(ActKind.SPRAY, "1号棚", day(4, 10), "豇豆", pesticide("吡虫啉")));
        recorded(grower, entry(ActKind.SPRAY, "1号棚", day(5, 20), "豇豆", pesticide(ABAMECTIN)));
        recorded(grower, entry(ActKind.SPRAY, "2号棚", day(5, 21), "豇豆", pesticide("啶虫脒")));
        var dossier = batches.dossier(
                        grower.scope(),
                        batch(recorded(grower, harvest("1号棚", day(6, 17), "豇豆", "420")))
                                .id())
                .orElseThrow();
        assertThat(dossier.since()).isEqualTo(day(4, 20));
        assertThat(dossier.uses()).hasSize(1);
        assertThat(dossier.uses().getFirst().substances()).containsExactly("阿维菌素");
        assertThat(dossier.records()).isEqualTo(3);
        assertThat(dossier.missing()).containsExactly("2026-05-20 打药：" + ABAMECTIN + "没写来源");
        assertThat(dossier.plausibleKg()).isEqualByComparingTo("9000");
        assertThat(dossier.corrected()).isFalse();
    }

    @Test
    @DisplayName("开证取走的不超过采收的；只有自己能取；作废了还回来")
    void takeAndGiveBack() {
        var batch = batch(recorded(grower, harvest("1号棚", day(6, 17), "豇豆", "100")));
        assertThat(batches.take(grower, batch.id(), new BigDecimal("60"))
                        .orElseThrow()
                        .remainingKg())
                .isEqualByComparingTo("40");
        assertThat(sentence(batches.take(grower, batch.id(), new BigDecimal("40.001"))))
                .isEqualTo("批次 JD-260617-01 只剩 40 公斤没有开证，不够 40.001 公斤。");
        assertThat(refused(batches.take(clerk, batch.id(), BigDecimal.ONE)).key())
                .isEqualTo("production.certify-not-yours");
        assertThat(refused(batches.take(other, batch.id(), BigDecimal.ONE)).key())
                .isEqualTo("production.batch-unknown");
        batches.giveBack(grower, batch.id(), new BigDecimal("60"));
        assertThat(batches.take(grower, batch.id(), new BigDecimal("100"))).isInstanceOf(Decision.Done.class);
    }

    @Test
    @DisplayName("开了证以后：采收量不能改到低于已开的，不能撤回；别的记录更正了看得出来")
    void afterCertificates() {
        var sprayed = recorded(grower, entry(ActKind.SPRAY, "1号棚", day(5, 20), "豇豆", pesticide(ABAMECTIN)));
        var harvested = recorded(grower, harvest("1号棚", day(6, 17), "豇豆", "100"));
        var batch = batch(harvested);
        batches.take(grower, batch.id(), new BigDecimal("60")).orElseThrow();
        assertThat(sentence(log.record(grower, correcting(harvest("1号棚", day(6, 17), "豇豆", "59"), harvested, "称错了"))))
                .contains("已经开了 60 公斤");
        assertThat(refused(log.withdraw(grower, harvested.id(), "没采")).key()).isEqualTo("production.batch-certified");
        assertThat(batches.dossier(grower.scope(), batch.id()).orElseThrow().corrected())
                .isFalse();
        recorded(
                grower,
                correcting(entry(ActKind.SPRAY, "1号棚", day(5, 21), "豇豆", pesticide(ABAMECTIN)), sprayed, "日期记错了"));
        assertThat(batches.dossier(grower.scope(), batch.id()).orElseThrow().corrected())
                .isTrue();
        var corrected = recorded(grower, correcting(harvest("1号棚", day(6, 17), "豇豆", "80"), harvested, "称错了"));
        assertThat(batch(corrected).id()).isEqualTo(batch.id());
        assertThat(batch(corrected).remainingKg()).isEqualByComparingTo("20");
    }

    @Test
    @DisplayName("二十个人同时从一个批次开证，一公斤也不多开")
    void manyIssueAtOnce() throws Exception {
        var batch = batch(recorded(grower, harvest("1号棚", day(6, 17), "豇豆", "100")));
        var work = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 20; i++)
            work.add(() -> batches.take(grower, batch.id(), new BigDecimal(9)) instanceof Decision.Done);
        int done = 0;
        try (var pool = Executors.newFixedThreadPool(8)) {
            for (var one : pool.invokeAll(work)) if (one.get()) done++;
        }
        assertThat(done).isEqualTo(11);
        assertThat(batches.find(grower.scope(), batch.id()).orElseThrow().certifiedKg())
                .isEqualByComparingTo("99");
    }

    @Test
    @DisplayName("八部手机同时传同一笔采收，成一个批次")
    void manySendTheSame() throws Exception {
        var entry = harvest("1号棚", day(6, 17), "豇豆", "100");
        var work = new ArrayList<Callable<Long>>();
        for (int i = 0; i < 8; i++) work.add(() -> recorded(grower, entry).id());
        var ids = new java.util.HashSet<Long>();
        try (var pool = Executors.newFixedThreadPool(8)) {
            for (var one : pool.invokeAll(work)) ids.add(one.get());
        }
        assertThat(ids).hasSize(1);
        assertThat(batches.open(grower.scope())).hasSize(1);
    }

    @Test
    @DisplayName("种同一科两茬，记下来并提醒重茬；采完再种是新的一茬")
    void rotation() {
        assertThat(recorded(grower, entry(ActKind.SOW, "1号棚", day(3, 1), "番茄")).warnings())
                .isEmpty();
        recorded(grower, harvest("1号棚", day(5, 1), "番茄", "10"));
        var again = recorded(grower, entry(ActKind.SOW, "1号棚", day(5, 20), "辣椒"));
        assertThat(again.warnings()).hasSize(1);
        assertThat(again.warnings().getFirst()).startsWith("1号棚：上一茬是番茄").contains("茄科");
        recorded(grower, harvest("1号棚", day(6, 10), "辣椒", "10"));
        recorded(grower, entry(ActKind.SOW, "1号棚", day(6, 15), "辣椒"));
        assertThat(seasons.ofBase(grower.scope(), base.id()))
                .extracting(one -> one.produce() + " " + one.endedOn())
                .containsExactly("辣椒 null", "辣椒 2026-06-14", "番茄 null");
    }

    @Test
    @DisplayName("手机带走的：地块、茬次、库存、上次做的")
    void field() {
        var lot = bought("pesticide", ABAMECTIN, "2", "升");
        recorded(grower, entry(ActKind.TRANSPLANT, "2号棚", day(4, 20), "豇豆"));
        recorded(grower, entry(ActKind.SPRAY, "2号棚", day(6, 15), "豇豆", of(lot, "60", "毫升")));
        var view = log.field(grower);
        assertThat(view.bases()).hasSize(1);
        var spots = view.bases().getFirst().plots();
        assertThat(spots).extracting(FieldView.Spot::name).containsExactly("1号棚", "2号棚", "3号棚");
        assertThat(spots.get(0).waiting()).isNull();
        var wait = spots.get(1).waiting();
        assertThat(wait).isNotNull();
        assertThat(wait == null ? null : wait.earliest()).isEqualTo(day(6, 20));
        assertThat(view.stock().getFirst().remaining()).isEqualByComparingTo("1.94");
        assertThat(view.favourites()).hasSize(2);
        assertThat(log.field(other).bases()).isEmpty();
        assertThat(UUID.fromString(view.recent().getFirst().clientId().toString()))
                .isNotNull();
    }
}
