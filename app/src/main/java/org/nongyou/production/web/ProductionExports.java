package org.nongyou.production.web;

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
import org.nongyou.production.Purchase;
import org.nongyou.production.PurchaseFilter;
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

    private static String inputs(FarmAct act) {
        return act.inputs().stream()
                .map(one -> one.name() + " " + Ui.number(one.amount()) + one.unit())
                .collect(Collectors.joining("；"));
    }
}
