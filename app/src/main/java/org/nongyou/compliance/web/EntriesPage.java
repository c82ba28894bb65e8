package org.nongyou.compliance.web;

import java.util.List;
import org.nongyou.compliance.Entry;
import org.nongyou.compliance.EntryFilter;
import org.nongyou.compliance.EntryLists;
import org.nongyou.web.Address;
import org.nongyou.web.RegionChips;
import org.nongyou.web.Ui;

/// The list of what came in.
/// @param mayRecord   whether this person looks at incoming goods
/// @param mayExport   whether this person may take the list away as a table
/// @param own         whether these are a producer's own rows
/// @param openReports reports that wait for an answer
public record EntriesPage(
        EntryFilter filter,
        List<Entry> rows,
        int total,
        int page,
        Address address,
        RegionChips regions,
        boolean mayRecord,
        boolean mayExport,
        boolean own,
        long openReports) {

    public EntriesPage {
        rows = List.copyOf(rows);
    }

    public boolean capped() {
        return total >= EntryLists.COUNTED;
    }

    public String say() {
        if (total == 0) return filter.narrowed() ? "没有这样的进货记录。" : own ? "还没有进货记录。" : "辖区里还没有进货记录。";
        var what = "进货查验 " + Ui.number(total) + (capped() ? " 条以上" : " 条");
        return openReports == 0 ? what + "。" : what + "，" + openReports + " 条反映等产地答复。";
    }
}
