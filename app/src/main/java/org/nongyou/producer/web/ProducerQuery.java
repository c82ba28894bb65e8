package org.nongyou.producer.web;

import java.util.Map;
import java.util.Optional;
import org.nongyou.producer.ProducerFilter;
import org.nongyou.producer.ProducerKind;
import org.nongyou.region.RegionCode;

/// The list's filter as it stands in its address; the page and the export read it alike.
final class ProducerQuery {

    private static final int LONGEST = 60;

    private ProducerQuery() {}

    static ProducerFilter filter(Map<String, String> query) {
        var words = query.getOrDefault("q", "").strip();
        return new ProducerFilter(
                Optional.ofNullable(query.get("region"))
                        .flatMap(RegionCode::parse)
                        .orElse(null),
                ProducerKind.ofCode(query.getOrDefault("kind", "")).orElse(null),
                words.length() > LONGEST ? words.substring(0, LONGEST) : words,
                "yes".equals(query.get("closed")));
    }
}
