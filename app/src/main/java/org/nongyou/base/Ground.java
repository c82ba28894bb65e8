package org.nongyou.base;

import static nongyoudb.base.Tables.BASES;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Area;
import org.nongyou.kernel.Level;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// Holds a place against what else is known: the declared area, other bases, the county.
@Component
class Ground {

    /// A drawn place that meets more bases than these is wrong anyway.
    private static final int NEIGHBOURS = 60;

    private final DSLContext sql;
    private final Divisions divisions;
    private final BaseSettings settings;

    Ground(DSLContext sql, Divisions divisions, BaseSettings settings) {
        this.sql = sql;
        this.divisions = divisions;
        this.settings = settings;
    }

    /// @param scope    of the person who is told: a base outside it is not named
    /// @param existing the base that is changed, or null
    List<Finding> findings(
            Scope scope,
            @Nullable Long existing,
            Place place,
            @Nullable BigDecimal declaredMu,
            @Nullable RegionCode region) {
        var findings = new ArrayList<Finding>();
        var measured = place.area();
        if (declaredMu != null && declaredMu.signum() > 0) {
            var percent = differencePercent(declaredMu, measured.mu());
            var limit = settings.areaDifferencePercent();
            if (percent.compareTo(limit) > 0) {
                findings.add(new Finding(
                        "areaMu",
                        "申报面积 %s 亩，图上量得 %s 亩，相差 %s%%，超过 %s%%。看看是不是圈错了，或者申报的是承包面积。"
                                .formatted(new Area(declaredMu), measured, percent.toPlainString(), Ui.number(limit))));
            }
        }
        findings.addAll(overlaps(scope, existing, place));
        if (region != null) findings.addAll(distance(place, region));
        return List.copyOf(findings);
    }

    /// Of the declared area, to a tenth.
    static BigDecimal differencePercent(BigDecimal declared, BigDecimal measured) {
        return measured.subtract(declared)
                .abs()
                .multiply(BigDecimal.valueOf(100))
                .divide(declared, 1, RoundingMode.HALF_UP);
    }

    private List<Finding> overlaps(Scope scope, @Nullable Long existing, Place place) {
        var least = settings.overlapMu();
        var extent = place.extent();
        var findings = new ArrayList<Finding>();
        // The index finds the few whose rectangles meet; only those are compared exactly.
        sql.select(BASES.ID, BASES.NAME, BASES.REGION_CODE, BASES.PRODUCER_ID, BASES.GEOMETRY)
                .from(BASES)
                .where(condition(
                        "{0} && box(point({1},{2}),point({3},{4}))",
                        BASES.EXTENT, inline(extent[0]), inline(extent[1]), inline(extent[2]), inline(extent[3])))
                .and(BASES.ACTIVE)
                .and(existing == null ? noCondition() : BASES.ID.ne(existing))
                .orderBy(BASES.ID)
                .limit(NEIGHBOURS)
                .forEach(row -> {
                    var geometry = row.value5();
                    if (geometry == null) return;
                    var area = place.overlap(Place.stored(geometry.data()));
                    if (area.mu().compareTo(least) < 0) return;
                    boolean known = switch (scope) {
                        case Scope.Own(var producer) -> producer == row.value4();
                        case Scope.Within(var own) -> own.contains(new RegionCode(row.value3()));
                    };
                    findings.add(new Finding(
                            "place",
                            known
                                    ? "和“%s”重叠 %s 亩，同一块地不要登两次。".formatted(row.value2(), area)
                                    : "和%s的一个基地重叠 %s 亩，请和那边核对。"
                                            .formatted(divisions.name(new RegionCode(row.value3())), area)));
                });
        return findings;
    }

    /// County points are of the seat, kilometres from the border: only what is far off is told.
    private List<Finding> distance(Place place, RegionCode region) {
        var county = region.at(Level.COUNTY).flatMap(divisions::find).orElse(null);
        if (county == null || county.longitude() == null || county.latitude() == null) return List.of();
        var kilometres = place.kilometresTo(
                county.longitude().doubleValue(), county.latitude().doubleValue());
        if (kilometres <= settings.countyDistanceKilometres().doubleValue()) return List.of();
        return List.of(new Finding(
                "place", "位置离%s的点位有 %d 公里，看看是不是圈错了地方，或者县选错了。".formatted(county.name(), Math.round(kilometres))));
    }
}
