package org.nongyou.base.web;

import java.util.Map;
import java.util.Optional;
import org.nongyou.base.VisitFilter;
import org.nongyou.region.RegionCode;

/// The filter as it stands in the list's address; the page and the export read it alike.
final class VisitQuery {

    private static final int YEAR = 12;

    private VisitQuery() {}

    static VisitFilter filter(Map<String, String> query) {
        return new VisitFilter(
                VisitFilter.Standing.ofCode(query.getOrDefault("standing", "")).orElse(VisitFilter.Standing.LATE),
                Optional.ofNullable(query.get("region"))
                        .flatMap(RegionCode::parse)
                        .orElse(null),
                Optional.ofNullable(query.get("months"))
                        .filter(text -> text.matches("3|6|12|24"))
                        .map(Integer::valueOf)
                        .orElse(YEAR));
    }
}
