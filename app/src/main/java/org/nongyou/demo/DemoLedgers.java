package org.nongyou.demo;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.nongyou.base.BaseFilter;
import org.nongyou.base.BaseLists;
import org.nongyou.base.BaseRow;
import org.nongyou.base.VisitForm;
import org.nongyou.base.VisitPlan;
import org.nongyou.base.VisitState;
import org.nongyou.base.Visits;
import org.nongyou.demo.DemoPeople.Staff;
import org.nongyou.region.Scope;
import org.nongyou.subsidy.SupportForm;
import org.nongyou.subsidy.Supports;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// A county's round of checks, one of them with something to mend, and a loan and a policy of its bases.
@Component
class DemoLedgers {

    private final BaseLists bases;
    private final Visits visits;
    private final Supports supports;

    DemoLedgers(BaseLists bases, Visits visits, Supports supports) {
        this.bases = bases;
        this.visits = visits;
        this.supports = supports;
    }

    void tell(Staff shanxi) {
        var today = LocalDate.now(Ui.ZONE);
        var clerk = shanxi.county(DemoPeople.COUNTY);
        var scope = Scope.within(DemoPeople.COUNTY);
        var some = bases.list(scope, BaseFilter.NONE, 0, 100).stream()
                .sorted(Comparator.comparingLong(BaseRow::id))
                .limit(4)
                .toList();
        visits.plan(
                        clerk,
                        new VisitPlan(
                                some.stream().map(BaseRow::id).toList(),
                                today.getYear() + " 年定期检查（演示）",
                                today.plusDays(12).toString(),
                                "王丽（演示）"))
                .orElseThrow();
        for (int i = 0; i < 2 && i < some.size(); i++) {
            var one = visits.of(scope, some.get(i).id(), 5).stream()
                    .filter(visit -> visit.state() == VisitState.PLANNED)
                    .findFirst()
                    .orElseThrow();
            visits.record(
                            clerk,
                            one.id(),
                            one.revision(),
                            new VisitForm(
                                    today.toString(),
                                    i == 0 ? "defects" : "sound",
                                    i == 0 ? "投入品台账缺 3 月的两页，仓库没有分区（演示）" : "台账、标牌、隔离带都在（演示）",
                                    i == 0 ? today.plusDays(15).toString() : ""))
                    .orElseThrow();
        }
        var loans = List.of(
                new String[] {"loan", "设施蔬菜流动资金贷款（演示）", "示例农商行", "DEMO-HT-001", "500000", "12500.50"},
                new String[] {"insurance", "露地蔬菜种植保险（演示）", "示例财险", "DEMO-BD-001", "86000", "2580"});
        for (int i = 0; i < loans.size() && i < some.size(); i++) {
            var of = loans.get(i);
            supports.record(
                            clerk,
                            new SupportForm(
                                    of[0],
                                    Long.toString(some.get(i).producerId()),
                                    Long.toString(some.get(i).id()),
                                    of[1],
                                    of[2],
                                    of[3],
                                    of[4],
                                    of[5],
                                    today.minusDays(40).toString(),
                                    today.plusDays(320).toString(),
                                    "六（二）",
                                    ""),
                            "",
                            null)
                    .orElseThrow();
        }
    }
}
