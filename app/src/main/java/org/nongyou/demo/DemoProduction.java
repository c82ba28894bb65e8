package org.nongyou.demo;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.Base;
import org.nongyou.base.BaseFilter;
import org.nongyou.base.BaseForm;
import org.nongyou.base.BaseForm.PlotForm;
import org.nongyou.base.BaseLists;
import org.nongyou.base.BaseRow;
import org.nongyou.base.Bases;
import org.nongyou.demo.DemoPeople.Staff;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.production.ActKind;
import org.nongyou.production.BatchActs;
import org.nongyou.production.FarmAct;
import org.nongyou.production.FarmEntry;
import org.nongyou.production.FarmLog;
import org.nongyou.production.InputKind;
import org.nongyou.production.InputLedger;
import org.nongyou.production.NewPurchase;
import org.nongyou.production.NewTest;
import org.nongyou.production.Purchase;
import org.nongyou.production.UsedInput;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// Greenhouses of the demo's cooperative, each with another ending at the gate of certificates: fine, harvested too
/// early, a test that misses a drug, a spray of today, a banned drug that the county found.
@Component
class DemoProduction {

    private final Accounts accounts;
    private final Bases bases;
    private final BaseLists lists;
    private final FarmLog log;
    private final InputLedger ledger;
    private final BatchActs batches;

    DemoProduction(
            Accounts accounts, Bases bases, BaseLists lists, FarmLog log, InputLedger ledger, BatchActs batches) {
        this.accounts = accounts;
        this.bases = bases;
        this.lists = lists;
        this.log = log;
        this.ledger = ledger;
        this.batches = batches;
    }

    void tell(Staff shanxi) {
        var farmer = accounts.actor("nongmin").orElse(null);
        if (farmer == null) return;
        var clerk = shanxi.county(DemoPeople.COUNTY);
        var first = lists.list(farmer.scope(), BaseFilter.NONE, 0, 100).stream()
                .min(Comparator.comparingLong(BaseRow::id))
                .orElseThrow();
        var base = bases.find(clerk.scope(), lay(clerk, first.id()).id()).orElseThrow();
        new Tale(farmer, clerk, base, LocalDate.now(Ui.ZONE)).tell();
    }

    private Base lay(Actor clerk, long known) {
        var first = bases.find(clerk.scope(), known).orElseThrow();
        return bases.register(
                        clerk,
                        new BaseForm(
                                String.valueOf(first.producerId()),
                                "禾丰设施蔬菜基地",
                                first.region().value(),
                                first.address(),
                                "豇豆、番茄、黄瓜",
                                "vegetable",
                                "15",
                                first.responsibleName(),
                                first.supervisionPhone(),
                                "色板和性诱剂防虫，轮作倒茬。",
                                "",
                                "1",
                                "",
                                "yes",
                                "",
                                IntStream.rangeClosed(1, 5)
                                        .mapToObj(n -> new PlotForm(n + "号棚", "greenhouse", "3", "", ""))
                                        .toList(),
                                List.of()))
                .orElseThrow();
    }

    private final class Tale {

        private final Actor farmer;
        private final Actor clerk;
        private final Base base;
        private final LocalDate today;

        Tale(Actor farmer, Actor clerk, Base base, LocalDate today) {
            this.farmer = farmer;
            this.clerk = clerk;
            this.base = base;
            this.today = today;
        }

        void tell() {
            var abamectin = buy("pesticide", "1.8%阿维菌素乳油", "2", "升", "20");
            var acetamiprid = buy("pesticide", "20%啶虫脒乳油", "1", "升", "10");
            var bifenthrin = buy("pesticide", "10%联苯菊酯乳油", "1", "升", "10");
            var manure = buy("fertiliser", "商品有机肥", "2000", "公斤", "50");

            // May be certified.
            act(farmer, ActKind.TRANSPLANT, 1, 95, "番茄");
            act(farmer, ActKind.FERTILISE, 1, 60, "番茄", use(manure, "600", "公斤", "沟施"));
            act(farmer, ActKind.SPRAY, 1, 20, "番茄", use(bifenthrin, "30", "毫升", "喷雾"));
            act(farmer, ActKind.IRRIGATE, 1, 5, "番茄");
            harvest(1, 1, "番茄", "860");

            // Harvested, and a spray written down afterwards.
            act(farmer, ActKind.TRANSPLANT, 2, 70, "豇豆");
            harvest(2, 2, "豇豆", "420");
            act(farmer, ActKind.SPRAY, 2, 4, "豇豆", use(abamectin, "60", "毫升", "喷雾"));

            // Tested, but not for the drug that was used.
            act(farmer, ActKind.TRANSPLANT, 3, 60, "黄瓜");
            act(farmer, ActKind.SPRAY, 3, 30, "黄瓜", use(acetamiprid, "45", "毫升", "喷雾"));
            var cucumbers = harvest(3, 3, "黄瓜", "1150");
            batches.test(
                            farmer,
                            Objects.requireNonNull(cucumbers.batchId()),
                            new NewTest(
                                    UUID.randomUUID(),
                                    "commissioned",
                                    today.minusDays(2).toString(),
                                    "yes",
                                    "阿维菌素、毒死蜱、氧乐果",
                                    "演示检测中心",
                                    "演示-2026-001",
                                    "",
                                    null))
                    .orElseThrow();

            // Sprayed today.
            act(farmer, ActKind.TRANSPLANT, 4, 50, "豇豆");
            act(farmer, ActKind.SPRAY, 4, 0, "豇豆", use(abamectin, "60", "毫升", "喷雾"));

            // The county found a banned drug.
            act(farmer, ActKind.TRANSPLANT, 5, 80, "结球甘蓝");
            log.record(
                            clerk,
                            entry(
                                    ActKind.SPRAY,
                                    5,
                                    12,
                                    "结球甘蓝",
                                    null,
                                    "日常检查看到空瓶，问明是本棚用的（演示）",
                                    new UsedInput(
                                            InputKind.PESTICIDE,
                                            "40%氧乐果乳油",
                                            null,
                                            null,
                                            new BigDecimal(100),
                                            "毫升",
                                            "喷雾",
                                            null)))
                    .orElseThrow();
            harvest(5, 2, "结球甘蓝", "300");
        }

        private Purchase buy(String kind, String name, String quantity, String unit, String packages) {
            return ledger.buy(
                            farmer,
                            new NewPurchase(
                                    UUID.randomUUID(),
                                    base.producerId(),
                                    kind,
                                    name,
                                    "",
                                    "演示生产企业",
                                    "襄垣县演示农资店",
                                    "",
                                    today.minusDays(100).toString(),
                                    quantity,
                                    unit,
                                    packages,
                                    "",
                                    "",
                                    null))
                    .orElseThrow();
        }

        private UsedInput use(Purchase from, String amount, String unit, String method) {
            return new UsedInput(from.kind(), from.name(), null, from.id(), new BigDecimal(amount), unit, method, null);
        }

        private void act(Actor who, ActKind kind, int greenhouse, int daysAgo, String produce, UsedInput... inputs) {
            log.record(who, entry(kind, greenhouse, daysAgo, produce, null, null, inputs))
                    .orElseThrow();
        }

        private FarmAct harvest(int greenhouse, int daysAgo, String produce, String kg) {
            return log.record(farmer, entry(ActKind.HARVEST, greenhouse, daysAgo, produce, new BigDecimal(kg), null))
                    .orElseThrow();
        }

        private FarmEntry entry(
                ActKind kind,
                int greenhouse,
                int daysAgo,
                String produce,
                @Nullable BigDecimal kg,
                @Nullable String reason,
                UsedInput... inputs) {
            var plots = new ArrayList<Long>();
            for (var plot : base.plots()) if (plot.name().equals(greenhouse + "号棚")) plots.add(plot.id());
            return new FarmEntry(
                    UUID.randomUUID(),
                    kind,
                    base.id(),
                    plots,
                    today.minusDays(daysAgo),
                    produce,
                    "",
                    List.of(inputs),
                    kg,
                    kind == ActKind.SPRAY ? "蓟马、蚜虫" : "",
                    "秦志强",
                    "",
                    List.of(),
                    null,
                    reason,
                    null);
        }
    }
}
