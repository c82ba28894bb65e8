package org.nongyou.base;

import static nongyoudb.base.Tables.SETTINGS;

import java.math.BigDecimal;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/// What the checks compare with: the operator's own figures, kept as rows.
@Component
class BaseSettings {

    private final DSLContext sql;

    BaseSettings(DSLContext sql) {
        this.sql = sql;
    }

    BigDecimal areaDifferencePercent() {
        return value("area_difference_percent");
    }

    BigDecimal countyDistanceKilometres() {
        return value("county_distance_km");
    }

    BigDecimal overlapMu() {
        return value("overlap_mu");
    }

    private BigDecimal value(String name) {
        return sql.select(SETTINGS.VALUE)
                .from(SETTINGS)
                .where(SETTINGS.NAME.eq(name))
                .fetchSingle()
                .value1();
    }
}
