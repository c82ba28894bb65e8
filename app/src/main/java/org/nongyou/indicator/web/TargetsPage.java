package org.nongyou.indicator.web;

import java.util.List;

/// The targets of a scheme for one region.
/// @param year  the year as of whose end they are looked at; this year means today
/// @param query the part of the address that says scheme, region and year
public record TargetsPage(
        List<Choice> schemes,
        String scheme,
        int version,
        String title,
        String region,
        String regionName,
        Places.Way way,
        int year,
        List<Integer> years,
        String asOf,
        List<TargetView> rows,
        String say,
        String more,
        String tone,
        boolean mayReport,
        boolean mayExport,
        String query) {

    public record Choice(String id, String title) {}
}
