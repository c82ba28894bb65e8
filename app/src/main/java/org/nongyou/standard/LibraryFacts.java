package org.nongyou.standard;

import static nongyoudb.standard.Tables.STANDARDS;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.nongyou.kernel.FactSource;
import org.nongyou.kernel.FactValue;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.springframework.stereotype.Component;

/// What schemes ask of the library: how many local standards (农业地方标准) are in force in an area, and of which kind a
/// standard is. None is no answer: the library may not have them yet, and whoever asks states them with proof.
@Component
class LibraryFacts implements FactSource {

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

    /// @param id of a region its code; of a standard its number, or its row
    @Override
    public Map<String, FactValue> values(String subject, String id, Set<String> wanted, LocalDate on) {
        var values = new HashMap<String, FactValue>();
        if (subject.equals("region") && wanted.contains(LOCAL)) {
            RegionCode.parse(id).ifPresent(region -> {
                long local = sql.fetchCount(
                        STANDARDS,
                        Scope.within(region)
                                .on(STANDARDS.REGION_CODE)
                                .and(STANDARDS.KIND.eq(StandardKind.LOCAL.code()))
                                .and(STANDARDS.IN_FORCE_FROM.le(on))
                                .and(STANDARDS.ENDED_ON.isNull().or(STANDARDS.ENDED_ON.gt(on))));
                if (local > 0) values.put(LOCAL, new FactValue(local, "/standards/library?kind=local"));
            });
        }
        if (subject.equals("standard") && wanted.contains(KIND)) {
            var of = id.matches("\\d{1,18}") ? STANDARDS.ID.eq(Long.parseLong(id)) : STANDARDS.NUMBER.eq(id.strip());
            sql.select(STANDARDS.ID, STANDARDS.KIND)
                    .from(STANDARDS)
                    .where(of)
                    .fetchOptional()
                    .ifPresent(
                            row -> values.put(KIND, new FactValue(row.value2(), "/standards/library/" + row.value1())));
        }
        return values;
    }
}
