package org.nongyou.production.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.nongyou.identity.Actor;
import org.nongyou.job.TableExport;
import org.nongyou.production.Batch;
import org.nongyou.production.BatchFilter;
import org.nongyou.production.Batches;
import org.nongyou.production.FarmAct;
import org.nongyou.production.FarmActFilter;
import org.nongyou.production.FarmLog;
import org.nongyou.production.InputLedger;
import org.nongyou.production.Inspector;
import org.nongyou.production.InspectorFilter;
import org.nongyou.production.Inspectors;
import org.nongyou.production.Judged;
import org.nongyou.production.MeasuredBase;
import org.nongyou.production.MeasuredFilter;
import org.nongyou.production.Measurements;
import org.nongyou.production.Purchase;
import org.nongyou.production.PurchaseFilter;
import org.nongyou.production.Recoveries;
import org.nongyou.production.Recovery;
import org.nongyou.production.RecoveryFilter;
import org.nongyou.production.Sample;
import org.nongyou.region.Divisions;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// The lists of production as tables.
final class ProductionExports {

    private ProductionExports() {}

    @Component
    static class Log extends TableExport<FarmAct> {

        private final FarmLog log;

        Log(FarmLog log, Divisions divisions) {
            super(
                    "production",
                    "生产记录",
                    List.of(
                            column("日期", 12, FarmAct::on),
                            column("农事", 10, one -> one.kind().title()),
                            column("产品", 14, FarmAct::produce),
                            column("品种", 14, FarmAct::variety),
                            column("主体", 30, FarmAct::producerName),
                            column("基地", 26, FarmAct::baseName),
                            column("地块", 24, FarmAct::place),
                            column("所在地", 30, one -> divisions.path(one.region())),
                            column("面积（亩）", 12, FarmAct::areaMu),
                            column("投入品", 40, ProductionExports::inputs),
                            column("数量（公斤）", 14, FarmAct::quantityKg),
                            column("用途", 20, FarmAct::purpose),
                            column("操作人", 12, FarmAct::operator),
                            column("备注", 30, FarmAct::note),
                            column("更正原因", 24, FarmAct::reason),
                            column("提醒", 50, one -> String.join("；", one.warnings())),
                            column("记录人", 12, FarmAct::recordedBy),
                            column("收到时间", 18, one -> Ui.time(one.receivedAt())),
                            column("演示数据", 10, one -> one.demo() ? "是" : "")));
            this.log = log;
        }

        @Override
        public long count(Actor actor, Map<String, String> query) {
            return log.count(actor.scope(), FarmActFilter.of(query));
        }

        @Override
        protected void each(Actor actor, Map<String, String> query, Consumer<FarmAct> row) {
            log.each(actor.scope(), FarmActFilter.of(query), row);
        }
    }

    @Component
    static class Inputs extends TableExport<Purchase> {

        private final InputLedger ledger;

        Inputs(InputLedger ledger) {
            super(
                    "production-inputs",
                    "投入品台账",
                    List.of(
                            column("采购日期", 12, Purchase::boughtOn),
                            column("种类", 10, one -> one.kind().title()),
                            column("名称", 26, Purchase::name),
                            column("登记证号", 18, Purchase::registration),
                            column("有效成分", 20, one -> Ui.join(one.substances())),
                            column("生产企业", 24, Purchase::maker),
                            column("主体", 30, Purchase::producerName),
                            column("从哪里买的", 24, Purchase::dealer),
                            column("经营许可证号", 22, Purchase::dealerLicence),
                            column("数量", 12, Purchase::quantity),
                            column("剩余", 12, Purchase::remaining),
                            column("单位", 8, Purchase::unit),
                            column("包装（个）", 10, Purchase::packages),
                            column("交回（个）", 10, Purchase::packagesReturned),
                            column("备注", 24, Purchase::note),
                            column("演示数据", 10, one -> one.demo() ? "是" : "")));
            this.ledger = ledger;
        }

        @Override
        public long count(Actor actor, Map<String, String> query) {
            return ledger.count(actor.scope(), PurchaseFilter.of(query));
        }

        @Override
        protected void each(Actor actor, Map<String, String> query, Consumer<Purchase> row) {
            ledger.each(actor.scope(), PurchaseFilter.of(query), row);
        }
    }

    @Component
    static class OfBatches extends TableExport<Batch> {

        private final Batches batches;

        OfBatches(Batches batches) {
            super(
                    "production-batches",
                    "批次",
                    List.of(
                            column("批次", 18, Batch::code),
                            column("产品", 14, Batch::produce),
                            column("品种", 14, Batch::variety),
                            column("采收日期", 12, Batch::harvestedOn),
                            column("数量（公斤）", 14, Batch::quantityKg),
                            column("已开证（公斤）", 14, Batch::certifiedKg),
                            column("剩余（公斤）", 14, Batch::remainingKg),
                            column("主体", 30, Batch::producerName),
                            column("基地", 26, Batch::baseName),
                            column("地块", 24, one -> Ui.join(one.plots())),
                            column("关闭", 8, one -> one.closed() ? "是" : "")));
            this.batches = batches;
        }

        @Override
        public long count(Actor actor, Map<String, String> query) {
            return batches.count(actor.scope(), BatchFilter.of(query));
        }

        @Override
        protected void each(Actor actor, Map<String, String> query, Consumer<Batch> row) {
            batches.each(actor.scope(), BatchFilter.of(query), row);
        }
    }

    @Component
    static class OfRecoveries extends TableExport<Recovery> {

        private final Recoveries recoveries;

        OfRecoveries(Recoveries recoveries, Divisions divisions) {
            super(
                    "production-recovery",
                    "农膜秸秆回收利用",
                    List.of(
                            column("基地", 26, Recovery::baseName),
                            column("主体", 30, Recovery::producerName),
                            column("所在地", 30, one -> divisions.path(one.region())),
                            column("种类", 10, one -> one.kind().title()),
                            column("年份", 8, Recovery::year),
                            column("作物", 14, Recovery::produce),
                            column("产生（公斤）", 14, Recovery::arisenKg),
                            column("回收利用（公斤）", 16, Recovery::recoveredKg),
                            column("还没有去处（公斤）", 18, Recovery::openKg),
                            column("回收利用率（%）", 16, Recovery::percent),
                            column("最近记录", 12, Recovery::lastOn),
                            column("演示数据", 10, one -> one.demo() ? "是" : "")));
            this.recoveries = recoveries;
        }

        @Override
        public long count(Actor actor, Map<String, String> query) {
            return recoveries.count(actor.scope(), RecoveryFilter.of(query));
        }

        @Override
        protected void each(Actor actor, Map<String, String> query, Consumer<Recovery> row) {
            recoveries.each(actor.scope(), RecoveryFilter.of(query), row);
        }
    }

    @Component
    static class OfMeasured extends TableExport<MeasuredBase> {

        private final Measurements measurements;

        OfMeasured(Measurements measurements, Divisions divisions) {
            super(
                    "production-measured",
                    "基地监测情况",
                    List.of(
                            column("基地", 30, MeasuredBase::baseName),
                            column("主体", 30, MeasuredBase::producerName),
                            column("所在地", 30, one -> divisions.path(one.region())),
                            column("产品", 16, MeasuredBase::product),
                            column("最近监测", 12, MeasuredBase::lastOn),
                            column("演示数据", 10, one -> one.demo() ? "是" : "")));
            this.measurements = measurements;
        }

        @Override
        public long count(Actor actor, Map<String, String> query) {
            return measurements.counts(actor.scope(), MeasuredFilter.of(query)).values().stream()
                    .mapToLong(Measurements.Counted::bases)
                    .sum();
        }

        @Override
        protected void each(Actor actor, Map<String, String> query, Consumer<MeasuredBase> row) {
            var filter = MeasuredFilter.of(query);
            inPages(last -> measurements.basesAfter(actor.scope(), filter, last, AT_A_TIME), row);
        }
    }

    /// A line is one value of one report.
    record Line(Sample sample, Judged value) {}

    @Component
    static class OfMeasurements extends TableExport<Line> {

        private final Measurements measurements;

        OfMeasurements(Measurements measurements, Divisions divisions) {
            super(
                    "production-measurements",
                    "产地监测数据",
                    List.of(
                            column("基地", 26, one -> one.sample.baseName()),
                            column("主体", 30, one -> one.sample.producerName()),
                            column("所在地", 30, one -> divisions.path(one.sample.region())),
                            column("地块", 14, one -> one.sample.place()),
                            column("种类", 10, one -> one.sample.medium().title()),
                            column("用途", 12, one -> one.sample.land().title()),
                            column("采样日期", 12, one -> one.sample.on()),
                            column("项目", 18, one -> one.value.item().title()),
                            column("结果", 12, one -> one.value.value().text()),
                            column("单位", 10, one -> one.value.item().unit()),
                            column("限值", 14, one -> {
                                var limit = one.value.limit();
                                return limit == null ? null : limit.range();
                            }),
                            column("限值出处", 26, one -> {
                                var limit = one.value.limit();
                                return limit == null ? null : limit.standard();
                            }),
                            column("结论", 18, one -> one.value.verdict().title()),
                            column("检测机构", 24, one -> one.sample.lab()),
                            column("报告编号", 18, one -> one.sample.report()),
                            column("演示数据", 10, one -> one.sample.demo() ? "是" : "")));
            this.measurements = measurements;
        }

        /// Reports: each has several lines.
        @Override
        public long count(Actor actor, Map<String, String> query) {
            return measurements.count(actor.scope(), MeasuredFilter.of(query));
        }

        @Override
        protected void each(Actor actor, Map<String, String> query, Consumer<Line> row) {
            var filter = MeasuredFilter.of(query);
            var items = measurements.items(filter.medium());
            var limits = measurements.limits();
            measurements.each(
                    actor.scope(),
                    filter,
                    sample -> Measurements.judged(sample, items, limits)
                            .forEach(value -> row.accept(new Line(sample, value))));
        }
    }

    @Component
    static class OfInspectors extends TableExport<Inspector> {

        private final Inspectors inspectors;

        OfInspectors(Inspectors inspectors, Divisions divisions, Clock clock) {
            super(
                    "production-inspectors",
                    "内检员",
                    List.of(
                            column("姓名", 12, Inspector::name),
                            column("基地", 26, Inspector::baseName),
                            column("主体", 30, Inspector::producerName),
                            column("所在地", 30, one -> divisions.path(one.region())),
                            column("最近培训", 12, Inspector::trainedOn),
                            column("证书编号", 20, Inspector::certificate),
                            column("有效到", 12, Inspector::validUntil),
                            column(
                                    "状态",
                                    14,
                                    one -> one.standing(
                                                    LocalDate.ofInstant(clock.instant(), Ui.ZONE), inspectors.since())
                                            .title()),
                            column("不做内检员", 12, Inspector::leftOn),
                            column("演示数据", 10, one -> one.demo() ? "是" : "")));
            this.inspectors = inspectors;
        }

        @Override
        public long count(Actor actor, Map<String, String> query) {
            return inspectors.count(actor.scope(), InspectorFilter.of(query));
        }

        @Override
        protected void each(Actor actor, Map<String, String> query, Consumer<Inspector> row) {
            inspectors.each(actor.scope(), InspectorFilter.of(query), row);
        }
    }

    private static String inputs(FarmAct act) {
        return act.inputs().stream()
                .map(one -> one.name() + " " + Ui.number(one.amount()) + one.unit())
                .collect(Collectors.joining("；"));
    }
}
