package org.nongyou.compliance.web;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nongyou.compliance.Coverage;
import org.nongyou.compliance.CoverageFilter;
import org.nongyou.compliance.CoverageFilter.Silent;
import org.nongyou.web.Address;
import org.nongyou.web.RegionChips;
import org.nongyou.web.Ui;

/// Page `/conformity/coverage`.
/// @param area    name of the area looked at
/// @param places  the places below it, in the order of their codes
/// @param silents those of the list, at most [org.nongyou.compliance.Conformity#COUNTED]
/// @param where   names of each row's place, by region code
public record CoveragePages(
        String area,
        CoverageFilter filter,
        List<Integer> years,
        Coverage.Figures figures,
        List<OfPlace> places,
        List<Coverage.SilentRow> silent,
        int silents,
        Map<String, String> where,
        RegionChips regions,
        int page,
        Address address,
        boolean exportable) {

    private static final int YEARS = 3;
    /// The order that certificates are issued under took force in it.
    private static final int FIRST_YEAR = 2026;

    public record OfPlace(String title, Coverage.Share share, String href) {}

    /// The newest first.
    static List<Integer> years(int thisYear) {
        return IntStream.range(0, YEARS)
                .mapToObj(back -> thisYear - back)
                .filter(year -> year >= FIRST_YEAR)
                .toList();
    }

    public List<Silent> silentKinds() {
        return Arrays.asList(Silent.values());
    }

    public String say() {
        var must = figures.must();
        if (must.producers() == 0) return area + "没有登记该开合格证的主体（企业、合作社、收购商）。";
        return filter.year() + " 年" + area + "该开合格证的主体 " + Ui.number(must.producers()) + " 个，开过的 "
                + Ui.number(must.issuing()) + " 个，覆盖 " + percent(must) + "；各类主体共开 "
                + Ui.number(figures.all().certificates()) + " 张、"
                + Ui.number(figures.all().tonnes()) + " 吨。";
    }

    public String tone() {
        var must = figures.must();
        return must.producers() == 0 ? "plain" : must.issuing() == must.producers() ? "ok" : "info";
    }

    public static String percent(Coverage.Share share) {
        var percent = share.percent();
        return percent == null ? "没有主体" : Ui.number(percent) + "%";
    }
}
