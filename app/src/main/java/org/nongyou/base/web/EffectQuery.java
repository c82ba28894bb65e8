package org.nongyou.base.web;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.nongyou.base.EffectFilter;
import org.nongyou.region.RegionCode;

/// The filter as it stands in the list's address; the page and the export read it alike.
final class EffectQuery {

    private EffectQuery() {}

    static EffectFilter filter(Map<String, String> query, LocalDate today) {
        return new EffectFilter(
                Optional.ofNullable(query.get("year"))
                        .filter(text -> text.matches("20\\d{2}"))
                        .map(Integer::valueOf)
                        .orElse(today.getYear()),
                Optional.ofNullable(query.get("region"))
                        .flatMap(RegionCode::parse)
                        .orElse(null),
                "missing".equals(query.get("state")));
    }
}
