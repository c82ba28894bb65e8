package org.nongyou.compliance.web;

import java.util.List;
import java.util.function.Function;
import org.nongyou.compliance.EntryReport;
import org.nongyou.region.RegionCode;
import org.nongyou.web.Entered;

/// What buyers and markets told of certificates.
/// @param at which one was answered wrongly, or 0
public record EntryReportsPage(
        List<EntryReport> rows,
        boolean mayAnswer,
        boolean own,
        long at,
        Entered entered,
        Function<RegionCode, String> place) {

    public EntryReportsPage {
        rows = List.copyOf(rows);
    }

    public long open() {
        return rows.stream().filter(EntryReport::open).count();
    }

    public String say() {
        if (rows.isEmpty()) return own ? "你没有反映过合格证的问题。" : "没有人反映辖区里的合格证不全、不实。";
        if (open() == 0) return "反映过 " + rows.size() + " 条，都答复了。";
        return own ? open() + " 条等产地农业农村部门答复。" : open() + " 条等你们查了答复。";
    }
}
