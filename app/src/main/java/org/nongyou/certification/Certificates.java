package org.nongyou.certification;

import static nongyoudb.certification.Tables.CERTIFICATES;
import static nongyoudb.certification.Tables.CERTIFICATE_BASES;
import static nongyoudb.certification.Tables.NUMBERS;
import static nongyoudb.certification.Tables.PERIODS;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nongyoudb.certification.tables.records.CertificatesRecord;
import nongyoudb.certification.tables.records.NumbersRecord;
import nongyoudb.certification.tables.records.PeriodsRecord;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.BaseRow;
import org.nongyou.base.Bases;
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
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.Ui;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The ledger of certificates (认证台账). Each public method that changes something is one official act; what lies outside
/// the person's area throws [org.nongyou.web.NotFound].
@Service
public class Certificates {

    /// In the journal and in links.
    public static final String SUBJECT = "certificate";

    private static final int MOST_BASES = 200;

    private final DSLContext sql;
    private final CertificateStore store;
    private final FormCheck check;
    private final Producers producers;
    private final Bases bases;
    private final Journal journal;
    private final Clock clock;

    Certificates(
            DSLContext sql,
            CertificateStore store,
            FormCheck check,
            Producers producers,
            Bases bases,
            Journal journal,
            Clock clock) {
        this.sql = sql;
        this.store = store;
        this.check = check;
        this.producers = producers;
        this.bases = bases;
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
    /// an area larger than its bases.
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
        var decisions = go(actor, List.of(form), holders(actor, form), true);
        return decisions.getFirst();
    }

    /// Records many in one go, such as an import: holders are named by their credit codes. What is wrong is left out,
    /// in
    /// the same order.
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

    private Map<String, Producer> holders(Actor actor, CertificateForm form) {
        if (!form.producerId().matches("\\d{1,15}")) return Map.of();
        return producers
                .find(actor.scope(), Long.parseLong(form.producerId()))
                .map(one -> Map.of(form.producerId(), one))
                .orElse(Map.of());
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
        if (write) oneAtATime();
        var known = known(checked);
        var fresh = new LinkedHashMap<Integer, CertificatesRecord>();
        var covered = new HashMap<Integer, List<BaseRow>>();
        var refused = new HashMap<Integer, Refusal>();
        for (int i = 0; i < forms.size(); i++) {
            switch (checked.get(i)) {
                case Decision.Refused<FormCheck.Read>(var refusal) -> refused.put(i, refusal);
                case Decision.Done<FormCheck.Read>(var read) -> {
                    var faults = new ArrayList<Refusal>();
                    var mine = basesOf(actor, forms.get(i).baseIds(), faults);
                    var other = known.putIfAbsent(key(read.kind(), read.number()), 0L);
                    if (other != null) faults.add(already(read.kind(), read.number(), other));
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

    /// Numbers that are in the ledger, to the certificate that carries or carried them.
    private Map<String, Long> known(List<Decision<FormCheck.Read>> checked) {
        var wanted = new ArrayList<org.jooq.Row2<String, String>>();
        for (var one : checked)
            if (one instanceof Decision.Done<FormCheck.Read>(var read))
                wanted.add(DSL.row(read.kind().code(), read.number()));
        var known = new HashMap<String, Long>();
        if (wanted.isEmpty()) return known;
        sql.selectFrom(NUMBERS)
                .where(DSL.row(NUMBERS.KIND, NUMBERS.NUMBER_KEY).in(wanted))
                .forEach(row -> known.put(row.getKind() + " " + row.getNumberKey(), row.getCertificateId()));
        return known;
    }

    private static String key(CertificateKind kind, String number) {
        return kind.code() + " " + number;
    }

    /// Names the holder only where the other certificate may be anybody's to know: certificates are public.
    private Refusal already(CertificateKind kind, String number, long other) {
        if (other == 0) return Refusal.of("certification.number-twice", number).at("number");
        var found = store.find(Scope.within(RegionCode.COUNTRY), other);
        return Refusal.of(
                        "certification.number-known",
                        kind.title(),
                        number,
                        found.map(Certificate::producerName).orElse("别的主体"))
                .at("number");
    }

    private List<BaseRow> basesOf(Actor actor, List<String> ids, List<Refusal> faults) {
        var found = new ArrayList<BaseRow>();
        for (var id : ids.stream().filter(one -> !one.isBlank()).distinct().toList()) {
            var base = id.matches("\\d{1,15}")
                    ? bases.findRow(actor.scope(), Long.parseLong(id)).orElse(null)
                    : null;
            if (base == null) faults.add(Refusal.of("certification.base").at("baseIds"));
            else found.add(base);
        }
        if (found.size() > MOST_BASES)
            faults.add(Refusal.of("certification.bases-many", MOST_BASES).at("baseIds"));
        return found;
    }

    private CertificatesRecord row(Actor actor, FormCheck.Read read, List<BaseRow> covered) {
        var row = new CertificatesRecord();
        fill(row, read, covered);
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

    private static void fill(CertificatesRecord row, FormCheck.Read read, List<BaseRow> covered) {
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

    /// Four statements, however many there are.
    private void write(Actor actor, Map<Integer, CertificatesRecord> fresh, Map<Integer, List<BaseRow>> covered) {
        var rows = List.copyOf(fresh.values());
        var ids = sql.insertInto(CERTIFICATES)
                .set(rows)
                .returning(CERTIFICATES.ID)
                .fetch(CERTIFICATES.ID);
        var numbers = new ArrayList<NumbersRecord>();
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
            numbers.add(new NumbersRecord(row.getKind(), row.getNumber(), row.getId()));
            periods.add(period(actor, row, row.getValidFrom()));
            for (var base : covered.getOrDefault(one.getKey(), List.of())) {
                links = links.values(row.getId(), base.id(), base.name());
                any = true;
            }
            var certificate = CertificateStore.certificate(row);
            entries.add(entry("certificate.record", certificate, "登记" + named(certificate)));
        }
        sql.insertInto(NUMBERS).set(numbers).execute();
        sql.insertInto(PERIODS).set(periods).execute();
        if (any) links.execute();
        journal.writeAll(actor, entries);
    }

    private PeriodsRecord period(Actor actor, CertificatesRecord row, LocalDate from) {
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

    // --- Later acts

    /// 更正: what was typed wrong. The kind stays; a wrong kind is withdrawn and recorded anew.
    @Transactional
    public Decision<Certificate> correct(Actor actor, long id, int revision, CertificateForm form, String because) {
        var row = store.hold(actor.scope(), id);
        var before = CertificateStore.certificate(row);
        if (!actor.may(Verb.REGISTER) || actor.isProducer()) return Decision.refused("certification.no-right");
        if (before.withdrawnOn() != null) return Decision.refused("certification.withdrawn", before.withdrawnOn());
        if (before.revision() != revision) return Decision.refused("certification.changed");
        var faults = new ArrayList<Refusal>();
        var reason = FormCheck.reason(because, "reason", faults);
        var mine = basesOf(actor, form.baseIds(), faults);
        var wanted = withKind(form, before.kind());
        switch (check.of(wanted, holders(actor, form).get(form.producerId()))) {
            case Decision.Refused<FormCheck.Read>(var refusal) -> faults.addAll(refusal.all());
            case Decision.Done<FormCheck.Read>(var read) -> {
                var periods = store.periodRows(id);
                var last = periods.getFirst();
                if (periods.size() > 1
                        && !read.span().from().isAfter(periods.get(1).getValidFrom()))
                    faults.add(Refusal.of(
                                    "certification.before-last", periods.get(1).getValidFrom())
                            .at("validFrom"));
                if (faults.isEmpty()) take(id, before.kind(), read.number()).ifPresent(faults::add);
                if (!faults.isEmpty()) break;
                var covered = store.bases(id);
                fill(row, read, mine);
                last.setNumber(row.getNumber());
                last.setIssuedOn(row.getIssuedOn());
                last.setValidFrom(read.span().from());
                last.setValidTo(row.getValidTo());
                last.setProducts(row.getProducts());
                last.setAreaMu(row.getAreaMu());
                last.setOutputTonnes(row.getOutputTonnes());
                last.attach(sql.configuration());
                last.update();
                // A number that no span carries any more was a slip of the hand.
                sql.deleteFrom(NUMBERS)
                        .where(NUMBERS.CERTIFICATE_ID.eq(id))
                        .and(NUMBERS.NUMBER_KEY.notIn(periods.stream()
                                .map(PeriodsRecord::getNumber)
                                .distinct()
                                .toList()))
                        .execute();
                row.setValidFrom(CertificateStore.unbrokenFrom(periods));
                sql.deleteFrom(CERTIFICATE_BASES)
                        .where(CERTIFICATE_BASES.CERTIFICATE_ID.eq(id))
                        .execute();
                for (var base : mine)
                    sql.insertInto(CERTIFICATE_BASES)
                            .values(id, base.id(), base.name())
                            .execute();
                var after = save(row);
                var changed = differences(
                        before, covered, after, mine.stream().map(BaseRow::name).toList());
                journal.write(
                        actor,
                        entry(
                                        "certificate.correct",
                                        after,
                                        "更正" + named(after) + (changed.isEmpty() ? "" : "：" + changed))
                                .because(reason));
                return Decision.done(after);
            }
        }
        return Decision.refused(Refusal.joined(faults));
    }

    private static CertificateForm withKind(CertificateForm form, CertificateKind kind) {
        return new CertificateForm(
                kind.code(),
                form.number(),
                form.producerId(),
                form.baseIds(),
                form.products(),
                form.areaMu(),
                form.outputTonnes(),
                form.certifier(),
                form.issuedOn(),
                form.validFrom(),
                form.validTo(),
                form.conversionFrom(),
                form.conversionMonths(),
                form.note());
    }

    /// Numbers are taken one after the other, so that two who type the same one at the same moment hear of each other.
    private void oneAtATime() {
        sql.execute("select pg_advisory_xact_lock(hashtext('certification.numbers'))");
    }

    /// Takes a number for a certificate, unless another of its kind carries it.
    private Optional<Refusal> take(long id, CertificateKind kind, String number) {
        oneAtATime();
        sql.insertInto(NUMBERS)
                .values(kind.code(), number, id)
                .onConflictDoNothing()
                .execute();
        var owner = sql.select(NUMBERS.CERTIFICATE_ID)
                .from(NUMBERS)
                .where(NUMBERS.KIND.eq(kind.code()))
                .and(NUMBERS.NUMBER_KEY.eq(number))
                .fetchSingle()
                .value1();
        return owner == id ? Optional.empty() : Optional.of(already(kind, number, owner));
    }

    /// What a renewal is typed as: the days, and what else may have changed with the new certificate.
    public record Renewal(
            String number,
            String issuedOn,
            String validFrom,
            String validTo,
            String products,
            String areaMu,
            String outputTonnes) {}

    /// 续展、再认证、确认: a new span; the ones before stay. While the certificate is in force the new span joins without a
    /// gap.
    @Transactional
    public Decision<Certificate> renew(Actor actor, long id, int revision, Renewal renewal) {
        var row = store.hold(actor.scope(), id);
        var before = CertificateStore.certificate(row);
        var kind = before.kind();
        if (!actor.may(Verb.REGISTER) || actor.isProducer()) return Decision.refused("certification.no-right");
        if (before.withdrawnOn() != null) return Decision.refused("certification.withdrawn", before.withdrawnOn());
        if (before.validTo() == null) return Decision.refused("certification.renew-longterm", kind.title());
        if (before.revision() != revision) return Decision.refused("certification.changed");
        var faults = new ArrayList<Refusal>();
        var span = check.span(kind, renewal.issuedOn(), renewal.validFrom(), renewal.validTo(), faults);
        var number = check.number(kind, renewal.number(), span == null ? today() : span.issued(), faults);
        var products = check.products(renewal.products(), faults);
        var area = check.number(renewal.areaMu(), "areaMu", "面积", 2, new BigDecimal(10_000_000), faults);
        var output = check.number(renewal.outputTonnes(), "outputTonnes", "产量", 3, new BigDecimal(10_000_000), faults);
        var periods = new ArrayList<>(store.periodRows(id));
        if (span != null) {
            var last = periods.getFirst();
            if (!span.from().isAfter(last.getValidFrom()))
                faults.add(Refusal.of("certification.renew-earlier", last.getValidFrom())
                        .at("validFrom"));
            if (span.to() != null && !span.to().isAfter(before.validTo()))
                faults.add(Refusal.of("certification.renew-no-longer", before.validTo())
                        .at("validTo"));
            if (!before.validTo().isBefore(today())
                    && span.from().isAfter(before.validTo().plusDays(1)))
                faults.add(Refusal.of(
                                "certification.renew-gap",
                                before.validTo(),
                                before.validTo().plusDays(1))
                        .at("validFrom"));
        }
        if (faults.isEmpty()) take(id, kind, number).ifPresent(faults::add);
        if (!faults.isEmpty() || span == null) return Decision.refused(Refusal.joined(faults));
        row.setNumber(number);
        row.setIssuedOn(span.issued());
        row.setValidTo(span.to());
        row.setProducts(Ui.join(products));
        row.setProductCount(products.size());
        row.setAreaMu(area);
        row.setOutputTonnes(output);
        var period = period(actor, row, span.from());
        sql.insertInto(PERIODS).set(period).execute();
        periods.addFirst(period);
        row.setValidFrom(CertificateStore.unbrokenFrom(periods));
        var after = save(row);
        journal.write(
                actor,
                entry("certificate.renew", after, "续展" + named(after) + "，" + span.from() + " 起，到 " + after.until()));
        return Decision.done(after);
    }

    @EventListener
    void renamed(ProducerRenamed event) {
        sql.update(CERTIFICATES)
                .set(CERTIFICATES.PRODUCER_NAME, event.name())
                .where(CERTIFICATES.PRODUCER_ID.eq(event.producerId()))
                .execute();
    }

    // --- Common

    Certificate save(CertificatesRecord row) {
        row.setRevision(row.getRevision() + 1);
        row.setUpdatedAt(clock.instant());
        row.attach(sql.configuration());
        row.update();
        return CertificateStore.certificate(row);
    }

    static String named(Certificate one) {
        return "“" + one.producerName() + "”的" + one.kind().title() + "证书 " + one.number();
    }

    static JournalEntry entry(String act, Certificate one, String summary) {
        return JournalEntry.of(act, one.region(), SUBJECT, one.id(), one.kind().mark() + " " + one.number(), summary);
    }

    private static String differences(
            Certificate before, Map<Long, String> basesBefore, Certificate after, List<String> basesAfter) {
        var parts = new ArrayList<String>();
        compare(parts, "编号", before.number(), after.number());
        compare(parts, "持有人", before.producerName(), after.producerName());
        compare(parts, "产品", Ui.join(before.products()), Ui.join(after.products()));
        compare(parts, "面积", amount(before.areaMu()), amount(after.areaMu()));
        compare(parts, "产量", amount(before.outputTonnes()), amount(after.outputTonnes()));
        compare(parts, "发证机构", before.certifier(), after.certifier());
        compare(parts, "发证", before.issuedOn().toString(), after.issuedOn().toString());
        compare(parts, "有效期起", before.validFrom().toString(), after.validFrom().toString());
        compare(parts, "有效期止", before.until(), after.until());
        compare(parts, "基地", Ui.join(List.copyOf(basesBefore.values())), Ui.join(basesAfter));
        return String.join("；", parts);
    }

    private static String amount(@Nullable BigDecimal number) {
        return number == null ? "未填" : number.stripTrailingZeros().toPlainString();
    }

    private static void compare(List<String> parts, String title, String before, String after) {
        if (!before.equals(after)) parts.add(title + "由“" + before + "”改为“" + after + "”");
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
