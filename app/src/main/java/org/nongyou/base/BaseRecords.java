package org.nongyou.base;

import static nongyoudb.base.Tables.BASES;
import static nongyoudb.base.Tables.CERTIFICATES;
import static nongyoudb.base.Tables.PLOTS;
import static org.jooq.impl.DSL.inline;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nongyoudb.base.tables.records.BasesRecord;
import nongyoudb.base.tables.records.CertificatesRecord;
import nongyoudb.base.tables.records.PlotsRecord;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.BaseCheck.Checked;
import org.nongyou.producer.Crop;
import org.nongyou.region.RegionCode;
import org.springframework.stereotype.Component;

/// A base as it lies in the register's tables (基地档案): its row, its plots and its certificates.
@Component
class BaseRecords {

    private final DSLContext sql;

    BaseRecords(DSLContext sql) {
        this.sql = sql;
    }

    Base whole(BasesRecord row) {
        var plots = sql.selectFrom(PLOTS)
                .where(PLOTS.BASE_ID.eq(row.getId()))
                .orderBy(PLOTS.POSITION, PLOTS.ID)
                .fetch(plot -> new Plot(
                        plot.getId(),
                        plot.getName(),
                        PlotKind.ofCode(plot.getKind()).orElse(PlotKind.PLOT),
                        plot.getAreaMu(),
                        plot.getMeasuredMu(),
                        plot.getCrop(),
                        plot.getGeometry() == null
                                ? null
                                : Place.stored(plot.getGeometry().data())));
        var certificates = sql.selectFrom(CERTIFICATES)
                .where(CERTIFICATES.BASE_ID.eq(row.getId()))
                .orderBy(CERTIFICATES.ID)
                .fetch(BaseRecords::certificate);
        return new Base(
                row.getId(),
                row.getNumber(),
                row.getProducerId(),
                row.getProducerName(),
                row.getName(),
                new RegionCode(row.getRegionCode()),
                row.getAddress(),
                row.getProduct(),
                productClass(row),
                row.getAreaMu(),
                row.getMeasuredMu(),
                row.getLongitude(),
                row.getLatitude(),
                row.getResponsibleName(),
                row.getSupervisionPhone(),
                row.getTechniques(),
                row.getGoodVarietyPercent(),
                row.getInternalInspectors(),
                row.getHouseholdsLed(),
                row.getOperatingProcedure(),
                row.getSignboardOn(),
                row.getActive(),
                row.getClosedReason(),
                row.getRevision(),
                row.getDemo(),
                row.getUpdatedAt(),
                plots,
                certificates);
    }

    static Certificate certificate(CertificatesRecord row) {
        return new Certificate(
                row.getId(),
                CertificateType.ofCode(row.getType()).orElseThrow(),
                row.getNumber(),
                row.getValidFrom(),
                row.getValidTo(),
                row.getFileId());
    }

    static BaseRow row(BasesRecord row) {
        return new BaseRow(
                row.getId(),
                row.getNumber(),
                row.getName(),
                row.getProducerId(),
                row.getProducerName(),
                new RegionCode(row.getRegionCode()),
                row.getProduct(),
                productClass(row),
                row.getAreaMu(),
                row.getMeasuredMu(),
                row.getLongitude(),
                row.getLatitude(),
                row.getResponsibleName(),
                row.getSupervisionPhone(),
                row.getActive(),
                row.getDemo());
    }

    private static @Nullable Crop productClass(BasesRecord row) {
        var code = row.getProductClass();
        return code == null ? null : Crop.ofCode(code).orElse(null);
    }

    /// Anew: what was drawn, the plots and the certificates.
    void replaceParts(BasesRecord row, Checked checked) {
        sql.update(BASES).set(placeOf(checked)).where(BASES.ID.eq(row.getId())).execute();
        // A plot keeps its number while it keeps its name: records of what was done there point to it.
        sql.deleteFrom(PLOTS)
                .where(PLOTS.BASE_ID.eq(row.getId()))
                .and(PLOTS.NAME.notIn(
                        checked.plots().stream().map(plot -> plot.name()).toList()))
                .execute();
        sql.deleteFrom(CERTIFICATES).where(CERTIFICATES.BASE_ID.eq(row.getId())).execute();
        insertParts(row.getId(), checked);
        row.refresh();
    }

    /// The columns that follow from what was drawn.
    static Map<Field<?>, @Nullable Object> placeOf(Checked checked) {
        var columns = new LinkedHashMap<Field<?>, @Nullable Object>();
        var place = checked.place();
        if (place == null) {
            for (var field : List.of(BASES.GEOMETRY, BASES.EXTENT, BASES.MEASURED_MU, BASES.LONGITUDE, BASES.LATITUDE))
                columns.put(field, null);
            return columns;
        }
        var extent = place.extent();
        var centre = place.centre();
        columns.put(BASES.GEOMETRY, JSONB.valueOf(place.toGeoJson()));
        // A box has no Java type: set as an expression.
        columns.put(
                BASES.EXTENT,
                DSL.field(
                        "box(point({0},{1}),point({2},{3}))",
                        inline(extent[0]), inline(extent[1]), inline(extent[2]), inline(extent[3])));
        columns.put(BASES.MEASURED_MU, place.area().mu());
        columns.put(BASES.LONGITUDE, BigDecimal.valueOf(centre[0]).setScale(5, RoundingMode.HALF_UP));
        columns.put(BASES.LATITUDE, BigDecimal.valueOf(centre[1]).setScale(5, RoundingMode.HALF_UP));
        return columns;
    }

    void insertParts(long base, Checked checked) {
        var plots = new ArrayList<PlotsRecord>();
        for (var plot : checked.plots()) {
            var one = new PlotsRecord();
            one.setBaseId(base);
            one.setPosition(plots.size());
            one.setName(plot.name());
            one.setKind(plot.kind().code());
            one.setAreaMu(plot.areaMu());
            one.setCrop(plot.crop());
            one.setGeometry(
                    plot.place() == null ? null : JSONB.valueOf(plot.place().toGeoJson()));
            one.setMeasuredMu(plot.place() == null ? null : plot.place().area().mu());
            plots.add(one);
        }
        if (!plots.isEmpty())
            sql.insertInto(PLOTS)
                    .set(plots)
                    .onConflict(PLOTS.BASE_ID, PLOTS.NAME)
                    .doUpdate()
                    .setAllToExcluded()
                    .execute();
        var certificates = new ArrayList<CertificatesRecord>();
        for (var certificate : checked.certificates()) {
            var one = new CertificatesRecord();
            one.setBaseId(base);
            one.setType(certificate.type().code());
            one.setNumber(certificate.number());
            one.setValidFrom(certificate.validFrom());
            one.setValidTo(certificate.validTo());
            one.setFileId(certificate.fileId());
            certificates.add(one);
        }
        if (!certificates.isEmpty())
            sql.insertInto(CERTIFICATES).set(certificates).execute();
    }
}
