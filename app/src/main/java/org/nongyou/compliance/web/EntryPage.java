package org.nongyou.compliance.web;

import org.jspecify.annotations.Nullable;
import org.nongyou.compliance.Arrival;
import org.nongyou.compliance.Entry;
import org.nongyou.compliance.EntryReport;
import org.nongyou.web.Entered;
import org.nongyou.web.Ui;

/// One lot that came in or was turned away.
/// @param now what its certificate says today, or null
/// @param own whether this person may change it
public record EntryPage(
        Entry entry,
        @Nullable Arrival now,
        @Nullable EntryReport report,
        String originRegion,
        boolean own,
        Entered entered) {

    public String say() {
        if (!entry.counts()) return "这条已经撤销：" + entry.withdrawn();
        var what = entry.originName() + "的" + entry.produce() + " " + Ui.number(entry.kg()) + " 公斤";
        return entry.accepted()
                ? "收下了" + what + "，凭" + entry.proof().title() + "。"
                : "没收" + what + "：" + entry.reason();
    }

    /// The certificate ended after the goods had come in.
    public boolean endedSince() {
        return now != null
                && entry.accepted()
                && entry.counts()
                && now.certificate() != null
                && !now.certificate().valid();
    }
}
