package org.nongyou.practice;

import static nongyoudb.practice.Tables.MODES;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.nongyou.kernel.FactSource;
import org.nongyou.kernel.FactValue;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.springframework.stereotype.Component;

/// How many production modes an area summed up until a year (绿色生产模式). None is no answer: a mode on paper is stated
/// with proof.
@Component
class ModeFacts implements FactSource {

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
    public Map<String, FactValue> values(String subject, String id, Set<String> wanted, LocalDate on) {
        var region = RegionCode.parse(id).orElse(null);
        if (!subject.equals("region") || !wanted.contains(SUMMED_UP) || region == null) return Map.of();
        long modes =
                sql.fetchCount(MODES, Scope.within(region).on(MODES.REGION_CODE).and(MODES.YEAR.le(on.getYear())));
        return modes == 0 ? Map.of() : Map.of(SUMMED_UP, new FactValue(modes, "/modes"));
    }
}
