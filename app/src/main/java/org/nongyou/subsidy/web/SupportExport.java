package org.nongyou.subsidy.web;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.nongyou.identity.Actor;
import org.nongyou.job.TableExport;
import org.nongyou.region.Divisions;
import org.nongyou.subsidy.Support;
import org.nongyou.subsidy.SupportFilter;
import org.nongyou.subsidy.SupportLists;
import org.springframework.stereotype.Component;

/// The register as a table; amounts are numbers with two decimals.
@Component
class SupportExport extends TableExport<Support> {

    private final SupportLists lists;

    SupportExport(SupportLists lists, Divisions divisions) {
        super(
                "supports",
                "贷款保险和项目资金",
                List.of(
                        column("种类", 14, one -> one.kind().title()),
                        column("主体", 34, Support::producerName),
                        column("基地", 34, Support::baseName),
                        column("所在地", 34, one -> divisions.path(one.region())),
                        column("区划代码", 14, one -> one.region().value()),
                        column("名称", 34, Support::title),
                        column("谁给的", 30, Support::provider),
                        column("编号", 24, Support::number),
                        column("金额（元）", 18, one -> one.amount().toYuan()),
                        column("其中财政资金（元）", 18, one -> one.publicMoney().toYuan()),
                        column("起", 12, Support::from),
                        column("止", 12, Support::to),
                        column("依据", 24, Support::basis),
                        column("备注", 24, Support::note),
                        column("作废日期", 12, Support::voidedOn),
                        column("作废原因", 24, Support::voidedBecause),
                        column("登记人", 14, Support::recordedByName),
                        column("登记单位", 30, Support::officeName),
                        column("演示数据", 10, one -> one.demo() ? "演示数据" : null)));
        this.lists = lists;
    }

    @Override
    public long count(Actor actor, Map<String, String> query) {
        return lists.sums(actor.scope(), SupportFilter.of(query)).stream()
                .mapToLong(SupportLists.Sum::supports)
                .sum();
    }

    @Override
    protected void each(Actor actor, Map<String, String> query, Consumer<Support> row) {
        var filter = SupportFilter.of(query);
        inPages(last -> lists.list(actor.scope(), filter, last == null ? null : last.id(), AT_A_TIME), row);
    }
}
