package org.nongyou.compliance.web;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.nongyou.compliance.LabelFilter;
import org.nongyou.compliance.LabelRange;
import org.nongyou.compliance.Labels;
import org.nongyou.identity.Actor;
import org.nongyou.job.TableExport;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// Pre-printed labels as a table, range by range.
@Component
class LabelExport extends TableExport<LabelRange> {

    private final Labels labels;

    LabelExport(Labels labels) {
        super(
                "labels",
                "预印标签",
                List.of(
                        column("起号", 14, one -> LabelRange.shown(one.from())),
                        column("止号", 14, one -> LabelRange.shown(one.to())),
                        column("张数", 10, LabelRange::count),
                        column("状态", 10, one -> one.state().title()),
                        column("主体", 36, LabelRange::producerName),
                        column("区划代码", 14, one -> one.region().value()),
                        column("产品", 16, LabelRange::product),
                        column("启用日期", 12, LabelRange::activatedOn),
                        column("报失、报废原因", 36, LabelRange::reason),
                        column("变动时间", 18, one -> Ui.time(one.changedAt())),
                        column("经手", 14, LabelRange::changedBy),
                        column("订单", 10, LabelRange::orderId),
                        column("演示数据", 10, one -> one.demo() ? "是" : "")));
        this.labels = labels;
    }

    @Override
    public long count(Actor actor, Map<String, String> query) {
        return labels.count(actor.scope(), LabelFilter.of(query));
    }

    @Override
    protected void each(Actor actor, Map<String, String> query, Consumer<LabelRange> row) {
        labels.each(actor.scope(), LabelFilter.of(query), row);
    }
}
