package org.nongyou.task;

import static nongyoudb.task.Tables.FIGURES;
import static org.jooq.impl.DSL.sum;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.nongyou.kernel.AreaFactSource;
import org.nongyou.kernel.FactValue;
import org.nongyou.region.RegionCode;
import org.springframework.stereotype.Component;

/// How many articles offices reported in a year (宣传材料): the numbers in 篇 of their tasks that the office above
/// confirmed. An area is told by its own offices' reports, and where these tell nothing by the sum of those below, so
/// that an article that a county and its city both report counts once.
@Component
class ArticleFacts implements AreaFactSource {

    private static final String ARTICLES = "region.articles";
    private static final String UNIT = "篇";

    private final DSLContext sql;

    ArticleFacts(DSLContext sql) {
        this.sql = sql;
    }

    @Override
    public Set<String> supplies() {
        return Set.of(ARTICLES);
    }

    @Override
    public Function<String, Map<String, FactValue>> within(String area, Set<String> wanted, LocalDate on) {
        var whole = RegionCode.parse(area).orElse(null);
        if (whole == null || !wanted.contains(ARTICLES)) return _ -> Map.of();
        var reported = new TreeMap<String, BigDecimal>();
        sql.select(FIGURES.REGION_CODE, sum(FIGURES.AMOUNT))
                .from(FIGURES)
                .where(FIGURES.SPAN_YEAR.eq(on.getYear()))
                .and(FIGURES.UNIT.eq(UNIT))
                .and(FIGURES.CONFIRMED)
                .and(FIGURES.REGION_CODE.ge(whole.prefix()))
                .and(FIGURES.REGION_CODE.lt(whole.prefix() + RegionCode.AFTER))
                .groupBy(FIGURES.REGION_CODE)
                .forEach(row -> reported.put(row.value1(), row.value2()));
        return place -> RegionCode.parse(place)
                .flatMap(region -> articles(reported, region))
                .map(all -> Map.of(
                        ARTICLES,
                        new FactValue(
                                all.setScale(0, RoundingMode.DOWN).longValueExact(),
                                "/tasks?whose=area&standing=done&year=" + on.getYear() + "&region=" + place)))
                .orElse(Map.of());
    }

    private static Optional<BigDecimal> articles(NavigableMap<String, BigDecimal> reported, RegionCode region) {
        var own = reported.get(region.value());
        return own != null
                ? Optional.of(own)
                : reported.subMap(region.prefix(), true, region.prefix() + RegionCode.AFTER, false).values().stream()
                        .reduce(BigDecimal::add);
    }
}
