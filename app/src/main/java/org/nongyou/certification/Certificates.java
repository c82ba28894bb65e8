package org.nongyou.certification;

import static nongyoudb.certification.Tables.CERTIFICATES;
import static nongyoudb.certification.Tables.CERTIFICATE_BASES;
import static nongyoudb.certification.Tables.PERIODS;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nongyoudb.certification.tables.records.CertificatesRecord;
import nongyoudb.certification.tables.records.PeriodsRecord;
import org.jooq.DSLContext;
import org.nongyou.base.BaseRow;
import org.nongyou.certification.CertificateRule.Confidence;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.producer.Producer;
import org.nongyou.producer.ProducerRenamed;
import org.nongyou.producer.Producers;
import org.nongyou.region.Scope;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The ledger of certificates (认证台账): new ones are recorded, one by one or many from a table, and read. What becomes
/// of one afterwards is [Amendments] and [Stops].
@Service
public class Certificates {

    /// In the journal and in links.
    public static final String SUBJECT = "certificate";

    private final DSLContext sql;
    private final CertificateStore store;
    private final FormCheck check;
    private final CertificateNumbers numbers;
    private final Producers producers;
    private final Journal journal;
    private final Clock clock;

    Certificates(
            DSLContext sql,
            CertificateStore store,
            FormCheck check,
            CertificateNumbers numbers,
            Producers producers,
            Journal journal,
            Clock clock) {
        this.sql = sql;
        this.store = store;
        this.check = check;
        this.numbers = numbers;
        this.producers = producers;
        this.journal = journal;
        this.clock = clock;
    }

    // --- Reads

    public Optional<Certificate> find(Scope scope, long id) {
        return store.find(scope, id);
    }

    /// The newest first.
    public List<CertificatePeriod> periods(Certificate one) {
        return store.periods(one.id());
    }

    public List<Suspension> suspensions(Certificate one) {
        return store.suspensions(one.id());
    }

    /// Bases that it covers, id to name.
    public Map<Long, String> bases(Certificate one) {
        return store.bases(one.id());
    }

    /// What does not fit and refuses nothing, each a sentence with where it is known from: rules that are not sure, and
    /// a conversion that is complete.
    public List<String> findings(Certificate one) {
        var findings = new ArrayList<String>();
        one.kind()
                .objection(one.number(), one.issuedOn())
                .filter(rule -> rule.confidence() != Confidence.SURE)
                .ifPresent(rule -> findings.add("编号和常见的样子不同：" + one.kind().shapes(one.issuedOn()) + "（" + rule.cited()
                        + "，" + rule.confidence().title() + "）。对一下证书"));
        var end = one.validTo();
        for (var rule : one.kind().rules(CertificateRule.About.TERM, one.issuedOn())) {
            var periods = store.periods(one.id());
            var last = periods.isEmpty() ? one.validFrom() : periods.getFirst().validFrom();
            if (end != null && end.isAfter(last.plusMonths(rule.number())))
                findings.add("有效期比常见的长：" + rule.words() + "（" + rule.cited() + "，"
                        + rule.confidence().title() + "）。对一下证书");
        }
        var converted = one.convertedOn();
        if (converted != null && end != null && converted.isBefore(end))
            findings.add("转换期到 " + converted + " 已满" + one.conversionMonths() + " 个月，可以申请有机认证");
        return findings;
    }

    // --- Recording

    /// 登记.
    @Transactional
    public Decision<Certificate> record(Actor actor, CertificateForm form) {
        var holder = check.holder(actor, form);
        var holders = holder == null ? Map.<String, Producer>of() : Map.of(form.producerId(), holder);
        return go(actor, List.of(form), holders, true).getFirst();
    }

    /// Records many in one go, such as an import: holders are named by their credit codes. What is wrong is left out.
    /// @return one decision for each, in the same order
    @Transactional
    public List<Decision<Certificate>> recordAll(Actor actor, List<CertificateForm> forms) {
        return go(actor, forms, byCode(actor, forms), true);
    }

    /// What [#recordAll] would refuse, without writing: the preview of an import.
    public List<Optional<Refusal>> problems(Actor actor, List<CertificateForm> forms) {
        return go(actor, forms, byCode(actor, forms), false).stream()
                .map(one -> switch (one) {
                    case Decision.Done<Certificate> _ -> Optional.<Refusal>empty();
                    case Decision.Refused<Certificate>(var refusal) -> Optional.of(refusal);
                })
                .toList();
    }

    private Map<String, Producer> byCode(Actor actor, List<CertificateForm> forms) {
        return producers.byCreditCode(
                actor.scope(),
                forms.stream().map(CertificateForm::producerId).distinct().toList());
    }

    private List<Decision<Certificate>> go(
            Actor actor, List<CertificateForm> forms, Map<String, Producer> holders, boolean write) {
        if (!actor.may(Verb.REGISTER) || actor.isProducer())
            return forms.stream()
                    .map(_ -> Decision.<Certificate>refused("certification.no-right"))
                    .toList();
        var checked = forms.stream()
                .map(form -> check.of(form, holders.get(form.producerId())))
                .toList();
        if (write) numbers.oneAtATime();
        var known = numbers.known(checked);
        var fresh = new LinkedHashMap<Integer, CertificatesRecord>();
        var covered = new HashMap<Integer, List<BaseRow>>();
        var refused = new HashMap<Integer, Refusal>();
        for (int i = 0; i < forms.size(); i++) {
            switch (checked.get(i)) {
                case Decision.Refused<FormCheck.Read>(var refusal) -> refused.put(i, refusal);
                case Decision.Done<FormCheck.Read>(var read) -> {
                    var faults = new ArrayList<Refusal>();
                    var mine = check.bases(actor, forms.get(i).baseIds(), faults);
                    var other = known.putIfAbsent(CertificateNumbers.key(read.kind(), read.number()), 0L);
                    if (other != null) faults.add(numbers.already(read.kind(), read.number(), other));
                    if (!faults.isEmpty()) {
                        refused.put(i, Refusal.joined(faults));
                        continue;
                    }
                    covered.put(i, mine);
                    fresh.put(i, row(actor, read, mine));
                }
            }
        }
        if (write && !fresh.isEmpty()) write(actor, fresh, covered);
        var decisions = new ArrayList<Decision<Certificate>>();
        for (int i = 0; i < forms.size(); i++) {
            var refusal = refused.get(i);
            if (refusal != null) decisions.add(Decision.refused(refusal));
            else {
                var row = Objects.requireNonNull(fresh.get(i));
                // A preview has no row yet, only what it would become.
                if (!write) row.setId(0L);
                decisions.add(Decision.done(CertificateStore.certificate(row)));
            }
        }
        return decisions;
    }

    private CertificatesRecord row(Actor actor, FormCheck.Read read, List<BaseRow> covered) {
        var row = new CertificatesRecord();
        CertificateStore.fill(row, read, covered);
        row.setValidFrom(read.span().from());
        row.setKind(read.kind().code());
        row.setCreatedBy(actor.accountId());
        row.setCreatedByName(actor.name());
        row.setCreatedAt(clock.instant());
        row.setUpdatedAt(clock.instant());
        row.setRevision(1);
        row.setDemo(actor.demo());
        return row;
    }

    /// Four statements, however many there are.
    private void write(Actor actor, Map<Integer, CertificatesRecord> fresh, Map<Integer, List<BaseRow>> covered) {
        var rows = List.copyOf(fresh.values());
        var ids = sql.insertInto(CERTIFICATES)
                .set(rows)
                .returning(CERTIFICATES.ID)
                .fetch(CERTIFICATES.ID);
        var periods = new ArrayList<PeriodsRecord>();
        var links = sql.insertInto(
                CERTIFICATE_BASES,
                CERTIFICATE_BASES.CERTIFICATE_ID,
                CERTIFICATE_BASES.BASE_ID,
                CERTIFICATE_BASES.BASE_NAME);
        boolean any = false;
        var entries = new ArrayList<JournalEntry>();
        int at = 0;
        for (var one : fresh.entrySet()) {
            var row = one.getValue();
            row.setId(ids.get(at++));
            periods.add(store.period(actor, row, row.getValidFrom()));
            for (var base : covered.getOrDefault(one.getKey(), List.of())) {
                links = links.values(row.getId(), base.id(), base.name());
                any = true;
            }
            var certificate = CertificateStore.certificate(row);
            entries.add(entry("certificate.record", certificate, "登记" + named(certificate)));
        }
        numbers.record(rows);
        sql.insertInto(PERIODS).set(periods).execute();
        if (any) links.execute();
        journal.writeAll(actor, entries);
    }

    @EventListener
    void renamed(ProducerRenamed event) {
        sql.update(CERTIFICATES)
                .set(CERTIFICATES.PRODUCER_NAME, event.name())
                .where(CERTIFICATES.PRODUCER_ID.eq(event.producerId()))
                .execute();
    }

    static String named(Certificate one) {
        return "“" + one.producerName() + "”的" + one.kind().title() + "证书 " + one.number();
    }

    static JournalEntry entry(String act, Certificate one, String summary) {
        return JournalEntry.of(act, one.region(), SUBJECT, one.id(), one.kind().mark() + " " + one.number(), summary);
    }
}
