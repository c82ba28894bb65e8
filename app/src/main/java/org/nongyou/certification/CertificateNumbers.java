package org.nongyou.certification;

import static nongyoudb.certification.Tables.NUMBERS;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nongyoudb.certification.tables.records.CertificatesRecord;
import nongyoudb.certification.tables.records.NumbersRecord;
import org.jooq.DSLContext;
import org.jooq.Row2;
import org.jooq.impl.DSL;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.PaperNumber;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.springframework.stereotype.Component;

/// The numbers of certificates (编号): one number of a kind belongs to one certificate, whichever of its spans carries or
/// carried it.
@Component
class CertificateNumbers {

    private final DSLContext sql;
    private final CertificateStore store;

    CertificateNumbers(DSLContext sql, CertificateStore store) {
        this.sql = sql;
        this.store = store;
    }

    /// Numbers are taken one after the other, so that two who type the same one at the same moment hear of each other.
    void oneAtATime() {
        sql.execute("select pg_advisory_xact_lock(hashtext('certification.numbers'))");
    }

    /// Numbers that are in the ledger, to the certificate that carries or carried them.
    Map<String, Long> known(List<Decision<FormCheck.Read>> checked) {
        var wanted = new ArrayList<Row2<String, String>>();
        for (var one : checked)
            if (one instanceof Decision.Done<FormCheck.Read>(var read))
                wanted.add(DSL.row(read.kind().code(), PaperNumber.key(read.number())));
        var known = new HashMap<String, Long>();
        if (wanted.isEmpty()) return known;
        sql.selectFrom(NUMBERS)
                .where(DSL.row(NUMBERS.KIND, NUMBERS.NUMBER_KEY).in(wanted))
                .forEach(row -> known.put(row.getKind() + " " + row.getNumberKey(), row.getCertificateId()));
        return known;
    }

    /// As [#known] names a number.
    static String key(CertificateKind kind, String number) {
        return kind.code() + " " + PaperNumber.key(number);
    }

    /// Takes a number for a certificate, unless another of its kind carries it.
    Optional<Refusal> take(long id, CertificateKind kind, String number) {
        oneAtATime();
        var numberKey = PaperNumber.key(number);
        sql.insertInto(NUMBERS)
                .values(kind.code(), numberKey, id)
                .onConflictDoNothing()
                .execute();
        var owner = sql.select(NUMBERS.CERTIFICATE_ID)
                .from(NUMBERS)
                .where(NUMBERS.KIND.eq(kind.code()))
                .and(NUMBERS.NUMBER_KEY.eq(numberKey))
                .fetchSingle()
                .value1();
        return owner == id ? Optional.empty() : Optional.of(already(kind, number, owner));
    }

    /// Lets go of the numbers that no span of the certificate carries any more: a slip of the hand.
    void keepOnly(long id, List<String> carried) {
        sql.deleteFrom(NUMBERS)
                .where(NUMBERS.CERTIFICATE_ID.eq(id))
                .and(NUMBERS.NUMBER_KEY.notIn(
                        carried.stream().map(PaperNumber::key).toList()))
                .execute();
    }

    void record(List<CertificatesRecord> rows) {
        sql.insertInto(NUMBERS)
                .set(rows.stream()
                        .map(row -> new NumbersRecord(row.getKind(), PaperNumber.key(row.getNumber()), row.getId()))
                        .toList())
                .execute();
    }

    /// Names the holder only where the other certificate may be anybody's to know: certificates are public.
    Refusal already(CertificateKind kind, String number, long other) {
        if (other == 0) return Refusal.of("certification.number-twice", number).at("number");
        var found = store.find(Scope.within(RegionCode.COUNTRY), other);
        return Refusal.of(
                        "certification.number-known",
                        kind.title(),
                        number,
                        found.map(Certificate::producerName).orElse("别的主体"))
                .at("number");
    }
}
