package org.nongyou.practice;

import static nongyoudb.practice.Tables.MODES;
import static org.jooq.impl.DSL.count;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.nongyou.kernel.AreaFactSource;
import org.nongyou.kernel.FactValue;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.springframework.stereotype.Component;

/// How many production modes an area summed up until a year (绿色生产模式). None is no answer: a mode on paper is stated
/// with proof.
@Component
class ModeFacts implements AreaFactSource {

    private static final String SUMMED_UP = "region.production_modes";

    private final DSLContext sql;

    ModeFacts(DSLContext sql) {
        this.sql = sql;
    }

    @Override
    public Set<String> supplies() {
        return Set.of(SUMMED_UP);
    }

    @Override
    public Function<String, Map<String, FactValue>> within(String area, Set<String> wanted, LocalDate on) {
        var whole = RegionCode.parse(area).orElse(null);
        if (whole == null || !wanted.contains(SUMMED_UP)) return _ -> Map.of();
        var modes = new TreeMap<String, Integer>();
        sql.select(MODES.REGION_CODE, count())
                .from(MODES)
                .where(Scope.within(whole).on(MODES.REGION_CODE))
                .and(MODES.YEAR.le(on.getYear()))
                .groupBy(MODES.REGION_CODE)
                .forEach(row -> modes.put(row.value1(), row.value2()));
        return place -> {
            long n = RegionCode.parse(place)
                    .map(region -> modes.subMap(region.prefix(), region.prefix() + RegionCode.AFTER).values().stream()
                            .mapToLong(Integer::longValue)
                            .sum())
                    .orElse(0L);
            return n == 0 ? Map.of() : Map.of(SUMMED_UP, new FactValue(n, "/modes"));
        };
    }
}
