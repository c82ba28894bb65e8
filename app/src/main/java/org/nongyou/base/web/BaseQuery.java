package org.nongyou.base.web;

import java.util.Map;
import java.util.Optional;
import org.nongyou.base.BaseFilter;
import org.nongyou.producer.Crop;
import org.nongyou.region.RegionCode;

/// The list's filter as it stands in its address; the page and the export read it alike.
final class BaseQuery {

    private static final int LONGEST = 60;

    private BaseQuery() {}

    static BaseFilter filter(Map<String, String> query) {
        var words = query.getOrDefault("q", "").strip();
        return new BaseFilter(
                Optional.ofNullable(query.get("region"))
                        .flatMap(RegionCode::parse)
                        .orElse(null),
                Crop.ofCode(query.getOrDefault("class", "")).orElse(null),
                switch (query.getOrDefault("drawn", "")) {
                    case "yes" -> true;
                    case "no" -> false;
                    default -> null;
                },
                Optional.ofNullable(query.get("producer"))
                        .filter(id -> id.matches("\\d{1,18}"))
                        .map(Long::valueOf)
                        .orElse(null),
                words.length() > LONGEST ? words.substring(0, LONGEST) : words,
                "yes".equals(query.get("closed")));
    }
}
