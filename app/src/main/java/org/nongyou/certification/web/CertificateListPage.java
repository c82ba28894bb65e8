package org.nongyou.certification.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.certification.Certificate;
import org.nongyou.certification.CertificateFilter;
import org.nongyou.certification.CertificateFilter.Standing;
import org.nongyou.certification.CertificateKind;
import org.nongyou.certification.CertificateLists;
import org.nongyou.web.Address;
import org.nongyou.web.RegionChips;
import org.nongyou.web.Ui;

/// Page `/certificates`.
/// @param places names of each row's place, by region code
public record CertificateListPage(
        String say,
        String tone,
        CertificateFilter filter,
        List<Certificate> rows,
        Map<String, String> places,
        RegionChips regions,
        CertificateLists.Total total,
        CertificateLists.Desk desk,
        int page,
        Address address,
        LocalDate today,
        boolean mayRecord,
        boolean mayImport,
        boolean mayExport) {

    /// Lists of what runs out, each a chip.
    private static final List<Standing> ENDING =
            List.of(Standing.DUE_30, Standing.DUE_90, Standing.DUE_180, Standing.EXPIRED);

    public record Chip(String title, String href, boolean here) {}

    public List<Chip> chips() {
        var chips = new java.util.ArrayList<Chip>();
        chips.add(new Chip("全部", state(null), filter.standing() == null || !ENDING.contains(filter.standing())));
        for (var one : ENDING) chips.add(new Chip(one.title(), state(one), one == filter.standing()));
        return chips;
    }

    private String state(@Nullable Standing standing) {
        return address.with("state", standing == null ? null : standing.code()).toString();
    }

    /// What may be picked; those that are chips stand there.
    public List<Standing> standings() {
        return java.util.Arrays.stream(Standing.values())
                .filter(one -> one.days() == 0)
                .toList();
    }

    public List<CertificateFilter.Sort> sorts() {
        var sorts = new java.util.ArrayList<CertificateFilter.Sort>();
        sorts.add(CertificateFilter.Sort.QUALITY);
        for (var kind : CertificateKind.all()) sorts.add(new CertificateFilter.Sort(kind.code(), kind.title()));
        return sorts;
    }

    /// 还有 12 天, 过期 3 天, 长期.
    public String left(Certificate one) {
        var days = one.daysLeft(today);
        if (days == null) return "";
        return days < 0 ? "过期 " + Ui.number(-days) + " 天" : days <= 180 ? "还有 " + days + " 天" : "";
    }
}
