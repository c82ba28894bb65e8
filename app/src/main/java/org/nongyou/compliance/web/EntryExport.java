package org.nongyou.compliance.web;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.nongyou.compliance.Entry;
import org.nongyou.compliance.EntryFilter;
import org.nongyou.compliance.EntryLists;
import org.nongyou.identity.Actor;
import org.nongyou.job.TableExport;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// What came in and what was turned away, as a table (进货查验记录).
@Component
class EntryExport extends TableExport<Entry> {

    private final EntryLists lists;

    EntryExport(EntryLists lists) {
        super(
                "entries",
                "进货查验记录",
                List.of(
                        column("日期", 12, Entry::enteredOn),
                        column("收没收", 10, Entry::outcome),
                        column("货", 16, Entry::produce),
                        column("公斤", 12, Entry::kg),
                        column("谁的", 36, Entry::originName),
                        column("产地", 30, Entry::originPlace),
                        column("凭证", 20, one -> one.proof().title()),
                        column(
                                "合格证编码",
                                24,
                                one -> one.code() == null ? null : one.code().shown()),
                        column("凭证号码", 20, Entry::proofNumber),
                        column("查验时合格证怎么说", 30, Entry::verdict),
                        column("车牌", 12, Entry::vehicle),
                        column("说明", 30, Entry::reason),
                        column("撤销原因", 30, Entry::withdrawn),
                        column("查验人单位", 36, Entry::producerName),
                        column("区划代码", 14, one -> one.region().value()),
                        column("记录人", 12, Entry::recordedBy),
                        column("记录时间", 18, one -> Ui.time(one.recordedAt())),
                        column("保存到", 12, Entry::keepUntil),
                        column("演示数据", 10, one -> one.demo() ? "演示数据" : null)));
        this.lists = lists;
    }

    @Override
    public long count(Actor actor, Map<String, String> query) {
        return lists.count(actor.scope(), EntryFilter.of(query));
    }

    @Override
    protected void each(Actor actor, Map<String, String> query, Consumer<Entry> row) {
        lists.each(actor.scope(), EntryFilter.of(query), row);
    }
}
