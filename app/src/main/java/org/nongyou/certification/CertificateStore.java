package org.nongyou.certification;

import static nongyoudb.certification.Tables.CERTIFICATES;
import static nongyoudb.certification.Tables.CERTIFICATE_BASES;
import static nongyoudb.certification.Tables.PERIODS;
import static nongyoudb.certification.Tables.SUSPENSIONS;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nongyoudb.certification.tables.records.CertificatesRecord;
import nongyoudb.certification.tables.records.PeriodsRecord;
import org.jooq.DSLContext;
import org.nongyou.base.BaseRow;
import org.nongyou.identity.Actor;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.NotFound;
import org.springframework.stereotype.Component;

/// The rows of the ledger.
@Component
class CertificateStore {

    private final DSLContext sql;
    private final Clock clock;

    CertificateStore(DSLContext sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    Optional<Certificate> find(Scope scope, long id) {
        return sql.selectFrom(CERTIFICATES)
                .where(CERTIFICATES.ID.eq(id))
                .and(scope.on(CERTIFICATES.REGION_CODE, CERTIFICATES.PRODUCER_ID))
                .fetchOptional(CertificateStore::certificate);
    }

    /// Held until the transaction ends, so that two acts follow each other.
    /// @throws NotFound outside the scope
    CertificatesRecord hold(Scope scope, long id) {
        return sql.selectFrom(CERTIFICATES)
                .where(CERTIFICATES.ID.eq(id))
                .and(scope.on(CERTIFICATES.REGION_CODE, CERTIFICATES.PRODUCER_ID))
                .forUpdate()
                .fetchOptional()
                .orElseThrow(NotFound::new);
    }

    /// The newest first.
    List<CertificatePeriod> periods(long id) {
        return periodRows(id).stream()
                .map(row -> new CertificatePeriod(
                        row.getNumber(),
                        row.getIssuedOn(),
                        row.getValidFrom(),
                        row.getValidTo(),
                        row.getProducts(),
                        row.getAreaMu(),
                        row.getOutputTonnes(),
                        row.getRecordedBy(),
                        row.getRecordedAt()))
                .toList();
    }

    List<PeriodsRecord> periodRows(long id) {
        return sql.selectFrom(PERIODS)
                .where(PERIODS.CERTIFICATE_ID.eq(id))
                .orderBy(PERIODS.VALID_FROM.desc())
                .fetch();
    }

    List<Suspension> suspensions(long id) {
        return sql.selectFrom(SUSPENSIONS)
                .where(SUSPENSIONS.CERTIFICATE_ID.eq(id))
                .orderBy(SUSPENSIONS.ID.desc())
                .limit(50)
                .fetch(row -> new Suspension(
                        row.getSuspendedOn(),
                        row.getBecause(),
                        row.getSuspendedBy(),
                        row.getResumedOn(),
                        row.getResumedBecause(),
                        row.getResumedBy()));
    }

    /// Id to name.
    Map<Long, String> bases(long id) {
        return sql.selectFrom(CERTIFICATE_BASES)
                .where(CERTIFICATE_BASES.CERTIFICATE_ID.eq(id))
                .orderBy(CERTIFICATE_BASES.BASE_ID)
                .fetchMap(CERTIFICATE_BASES.BASE_ID, CERTIFICATE_BASES.BASE_NAME);
    }

    Certificate save(CertificatesRecord row) {
        row.setRevision(row.getRevision() + 1);
        row.setUpdatedAt(clock.instant());
        row.attach(sql.configuration());
        row.update();
        return certificate(row);
    }

    /// The span that the certificate's row carries now.
    PeriodsRecord period(Actor actor, CertificatesRecord row, LocalDate from) {
        var period = new PeriodsRecord();
        period.setCertificateId(row.getId());
        period.setNumber(row.getNumber());
        period.setIssuedOn(row.getIssuedOn());
        period.setValidFrom(from);
        period.setValidTo(row.getValidTo());
        period.setProducts(row.getProducts());
        period.setAreaMu(row.getAreaMu());
        period.setOutputTonnes(row.getOutputTonnes());
        period.setRecordedBy(actor.name());
        period.setRecordedAt(clock.instant());
        return period;
    }

    static void fill(CertificatesRecord row, FormCheck.Read read, List<BaseRow> covered) {
        row.setNumber(read.number());
        row.setProducerId(read.holder().id());
        row.setProducerName(read.holder().name());
        row.setRegionCode(
                covered.isEmpty()
                        ? read.holder().region().value()
                        : covered.getFirst().region().value());
        row.setProducts(read.products());
        row.setProductCount(read.productCount());
        row.setAreaMu(read.areaMu());
        row.setOutputTonnes(read.outputTonnes());
        row.setCertifier(read.certifier());
        row.setIssuedOn(read.span().issued());
        row.setValidTo(read.span().to());
        row.setConversionFrom(read.conversionFrom());
        row.setConversionMonths(read.conversionMonths());
        row.setNote(read.note());
    }

    /// The first day of the unbroken time that the newest period ends.
    /// @param periods the newest first
    static LocalDate unbrokenFrom(List<PeriodsRecord> periods) {
        var from = periods.getFirst().getValidFrom();
        for (var one : periods.subList(1, periods.size())) {
            var end = one.getValidTo();
            if (end != null && end.plusDays(1).isBefore(from)) break;
            if (one.getValidFrom().isBefore(from)) from = one.getValidFrom();
        }
        return from;
    }

    static Certificate certificate(CertificatesRecord row) {
        return new Certificate(
                row.getId(),
                CertificateKind.known(row.getKind()),
                row.getNumber(),
                row.getProducerId(),
                row.getProducerName(),
                new RegionCode(row.getRegionCode()),
                Arrays.asList(row.getProducts().split("、")),
                row.getAreaMu(),
                row.getOutputTonnes(),
                row.getCertifier(),
                row.getIssuedOn(),
                row.getValidFrom(),
                row.getValidTo(),
                row.getConversionFrom(),
                row.getConversionMonths(),
                row.getNote(),
                row.getSuspendedOn(),
                row.getWithdrawnOn(),
                row.getRevision(),
                row.getDemo(),
                row.getUpdatedAt());
    }
}
