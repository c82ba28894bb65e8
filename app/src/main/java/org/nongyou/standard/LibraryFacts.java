package org.nongyou.standard;

import static nongyoudb.standard.Tables.STANDARDS;
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

/// What schemes ask of the library: how many local standards (农业地方标准) are in force in an area, and of which kind a
/// standard is. None is no answer: the library may not have them yet, and whoever asks states them with proof.
@Component
class LibraryFacts implements AreaFactSource {

    private static final String LOCAL = "region.local_standards";
    private static final String KIND = "standard.kind";

    private final DSLContext sql;

    LibraryFacts(DSLContext sql) {
        this.sql = sql;
    }

    @Override
    public Set<String> supplies() {
        return Set.of(LOCAL, KIND);
    }

    /// Local standards in force.
    @Override
    public Function<String, Map<String, FactValue>> within(String area, Set<String> wanted, LocalDate on) {
        var whole = RegionCode.parse(area).orElse(null);
        if (whole == null || !wanted.contains(LOCAL)) return _ -> Map.of();
        var local = new TreeMap<String, Integer>();
        sql.select(STANDARDS.REGION_CODE, count())
                .from(STANDARDS)
                .where(Scope.within(whole).on(STANDARDS.REGION_CODE))
                .and(STANDARDS.KIND.eq(StandardKind.LOCAL.code()))
                .and(STANDARDS.IN_FORCE_FROM.le(on))
                .and(STANDARDS.ENDED_ON.isNull().or(STANDARDS.ENDED_ON.gt(on)))
                .groupBy(STANDARDS.REGION_CODE)
                .forEach(row -> local.put(row.value1(), row.value2()));
        return place -> {
            long n = RegionCode.parse(place)
                    .map(region -> local.subMap(region.prefix(), region.prefix() + RegionCode.AFTER).values().stream()
                            .mapToLong(Integer::longValue)
                            .sum())
                    .orElse(0L);
            return n == 0 ? Map.of() : Map.of(LOCAL, new FactValue(n, "/standards/library?kind=local"));
        };
    }

    /// @param id of a region its code; of a standard its number, or its row
    @Override
    public Map<String, FactValue> values(String subject, String id, Set<String> wanted, LocalDate on) {
        if (!subject.equals("standard") || !wanted.contains(KIND))
            return AreaFactSource.super.values(subject, id, wanted, on);
        var of = id.matches("\\d{1,18}") ? STANDARDS.ID.eq(Long.parseLong(id)) : STANDARDS.NUMBER.eq(id.strip());
        return sql.select(STANDARDS.ID, STANDARDS.KIND)
                .from(STANDARDS)
                .where(of)
                .fetchOptional(row -> Map.of(KIND, new FactValue(row.value2(), "/standards/library/" + row.value1())))
                .orElse(Map.of());
    }
}
