package org.nongyou.task;

import static nongyoudb.task.Tables.FIGURES;
import static org.jooq.impl.DSL.sum;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.FactSource;
import org.nongyou.kernel.FactValue;
import org.nongyou.region.RegionCode;
import org.springframework.stereotype.Component;

/// How many articles offices reported in a year (宣传材料): the numbers in 篇 of their tasks that the office above
/// confirmed. An area is told by its own offices' reports, and where these tell nothing by the sum of those below, so
/// that an article that a county and its city both report counts once.
@Component
class ArticleFacts implements FactSource {

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
    public Map<String, FactValue> values(String subject, String id, Set<String> wanted, LocalDate on) {
        var region = RegionCode.parse(id).orElse(null);
        if (!subject.equals("region") || !wanted.contains(ARTICLES) || region == null) return Map.of();
        var own = reported(FIGURES.REGION_CODE.eq(region.value()), on);
        var all = own != null
                ? own
                : reported(
                        FIGURES.REGION_CODE
                                .ge(region.prefix())
                                .and(FIGURES.REGION_CODE.lt(region.prefix() + RegionCode.AFTER)),
                        on);
        return all == null
                ? Map.of()
                : Map.of(
                        ARTICLES,
                        new FactValue(
                                all.setScale(0, RoundingMode.DOWN).longValueExact(),
                                "/tasks?whose=area&standing=done&year=" + on.getYear() + "&region=" + region));
    }

    private @Nullable BigDecimal reported(Condition place, LocalDate on) {
        return sql.select(sum(FIGURES.AMOUNT))
                .from(FIGURES)
                .where(FIGURES.SPAN_YEAR.eq(on.getYear()))
                .and(FIGURES.UNIT.eq(UNIT))
                .and(FIGURES.CONFIRMED)
                .and(place)
                .fetchSingle()
                .value1();
    }
}
