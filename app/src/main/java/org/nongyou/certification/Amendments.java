package org.nongyou.certification;

import static nongyoudb.certification.Tables.CERTIFICATE_BASES;
import static nongyoudb.certification.Tables.PERIODS;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nongyoudb.certification.tables.records.PeriodsRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.BaseRow;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What a recorded certificate says is changed: corrected where it was typed wrong, renewed when a new span begins.
/// What lies outside the person's area throws [org.nongyou.web.NotFound].
@Service
public class Amendments {

    private final DSLContext sql;
    private final CertificateStore store;
    private final FormCheck check;
    private final CertificateNumbers numbers;
    private final Journal journal;

    Amendments(DSLContext sql, CertificateStore store, FormCheck check, CertificateNumbers numbers, Journal journal) {
        this.sql = sql;
        this.store = store;
        this.check = check;
        this.numbers = numbers;
        this.journal = journal;
    }

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
        var mine = check.bases(actor, form.baseIds(), faults);
        var wanted = withKind(form, before.kind());
        switch (check.of(wanted, check.holder(actor, form))) {
            case Decision.Refused<FormCheck.Read>(var refusal) -> faults.addAll(refusal.all());
            case Decision.Done<FormCheck.Read>(var read) -> {
                var periods = store.periodRows(id);
                var last = periods.getFirst();
                if (periods.size() > 1
                        && !read.span().from().isAfter(periods.get(1).getValidFrom()))
                    faults.add(Refusal.of(
                                    "certification.before-last", periods.get(1).getValidFrom())
                            .at("validFrom"));
                if (faults.isEmpty())
                    numbers.take(id, before.kind(), read.number()).ifPresent(faults::add);
                if (!faults.isEmpty()) break;
                var covered = store.bases(id);
                CertificateStore.fill(row, read, mine);
                last.setNumber(row.getNumber());
                last.setIssuedOn(row.getIssuedOn());
                last.setValidFrom(read.span().from());
                last.setValidTo(row.getValidTo());
                last.setProducts(row.getProducts());
                last.setAreaMu(row.getAreaMu());
                last.setOutputTonnes(row.getOutputTonnes());
                last.attach(sql.configuration());
                last.update();
                numbers.keepOnly(
                        id,
                        periods.stream()
                                .map(PeriodsRecord::getNumber)
                                .distinct()
                                .toList());
                row.setValidFrom(CertificateStore.unbrokenFrom(periods));
                sql.deleteFrom(CERTIFICATE_BASES)
                        .where(CERTIFICATE_BASES.CERTIFICATE_ID.eq(id))
                        .execute();
                for (var base : mine)
                    sql.insertInto(CERTIFICATE_BASES)
                            .values(id, base.id(), base.name())
                            .execute();
                var after = store.save(row);
                var changed = differences(
                        before, covered, after, mine.stream().map(BaseRow::name).toList());
                journal.write(
                        actor,
                        Certificates.entry(
                                        "certificate.correct",
                                        after,
                                        "更正" + Certificates.named(after) + (changed.isEmpty() ? "" : "：" + changed))
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
        var number = check.number(kind, renewal.number(), span == null ? check.today() : span.issued(), faults);
        var products = check.products(renewal.products(), faults);
        var area = check.area(renewal.areaMu(), faults);
        var output = check.output(renewal.outputTonnes(), faults);
        var periods = new ArrayList<>(store.periodRows(id));
        if (span != null) {
            var last = periods.getFirst();
            if (!span.from().isAfter(last.getValidFrom()))
                faults.add(Refusal.of("certification.renew-earlier", last.getValidFrom())
                        .at("validFrom"));
            if (span.to() != null && !span.to().isAfter(before.validTo()))
                faults.add(Refusal.of("certification.renew-no-longer", before.validTo())
                        .at("validTo"));
            if (!before.validTo().isBefore(check.today())
                    && span.from().isAfter(before.validTo().plusDays(1)))
                faults.add(Refusal.of(
                                "certification.renew-gap",
                                before.validTo(),
                                before.validTo().plusDays(1))
                        .at("validFrom"));
        }
        if (faults.isEmpty()) numbers.take(id, kind, number).ifPresent(faults::add);
        if (!faults.isEmpty() || span == null) return Decision.refused(Refusal.joined(faults));
        row.setNumber(number);
        row.setIssuedOn(span.issued());
        row.setValidTo(span.to());
        row.setProducts(Ui.join(products));
        row.setProductCount(products.size());
        row.setAreaMu(area);
        row.setOutputTonnes(output);
        var period = store.period(actor, row, span.from());
        sql.insertInto(PERIODS).set(period).execute();
        periods.addFirst(period);
        row.setValidFrom(CertificateStore.unbrokenFrom(periods));
        var after = store.save(row);
        journal.write(
                actor,
                Certificates.entry(
                        "certificate.renew",
                        after,
                        "续展" + Certificates.named(after) + "，" + span.from() + " 起，到 " + after.until()));
        return Decision.done(after);
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
}
