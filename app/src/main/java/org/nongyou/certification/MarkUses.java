package org.nongyou.certification;

import static nongyoudb.certification.Tables.MARK_SALES;
import static nongyoudb.certification.Tables.MARK_USES;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.sum;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import nongyoudb.certification.tables.records.MarkUsesRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Money;
import org.nongyou.kernel.Refusal;
import org.nongyou.producer.Producer;
import org.nongyou.producer.Producers;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Use of a certificate's mark (用标): who else may use it, and what was sold with it quarter by quarter. More is never
/// marked in a year than the certificate tells of output, nor by a user than was allowed: more marks than produce means
/// that something else carries them.
@Service
public class MarkUses {

    private static final Pattern QUARTER = Pattern.compile("(20\\d\\d)-Q([1-4])");
    private static final BigDecimal MOST = new BigDecimal(10_000_000);
    private static final String LAW = "农产品质量安全法：不得冒用、超范围使用质量标志";

    private final DSLContext sql;
    private final CertificateStore store;
    private final FormCheck check;
    private final Producers producers;
    private final Journal journal;
    private final Clock clock;

    MarkUses(
            DSLContext sql,
            CertificateStore store,
            FormCheck check,
            Producers producers,
            Journal journal,
            Clock clock) {
        this.sql = sql;
        this.store = store;
        this.check = check;
        this.producers = producers;
        this.journal = journal;
        this.clock = clock;
    }

    /// The newest first.
    public List<MarkUse> of(Certificate one) {
        return sql.selectFrom(MARK_USES)
                .where(MARK_USES.CERTIFICATE_ID.eq(one.id()))
                .orderBy(MARK_USES.ID.desc())
                .limit(200)
                .fetch(MarkUses::use);
    }

    /// The newest quarter first; replaced rows too, after what replaced them.
    public List<MarkSale> sales(Certificate one) {
        var names = new HashMap<Long, String>();
        for (var use : of(one)) names.put(use.id(), use.userName());
        return sql.selectFrom(MARK_SALES)
                .where(MARK_SALES.CERTIFICATE_ID.eq(one.id()))
                .orderBy(
                        MARK_SALES.YEAR.desc(), MARK_SALES.QUARTER.desc(), MARK_SALES.MARK_USE_ID, MARK_SALES.ID.desc())
                .limit(400)
                .fetch(row -> new MarkSale(
                        row.getId(),
                        row.getMarkUseId(),
                        row.getMarkUseId() == null
                                ? one.producerName()
                                : names.getOrDefault(row.getMarkUseId(), "被授权人"),
                        row.getYear(),
                        row.getQuarter(),
                        row.getTonnes(),
                        row.getFen() == null ? null : new Money(row.getFen()),
                        row.getMarks(),
                        row.getReason(),
                        row.getCurrent(),
                        row.getRecordedBy(),
                        row.getRecordedAt()));
    }

    /// @param user    credit code of a registered producer, or just a name
    /// @param formKey the same for a form that is sent twice
    public record NewUse(
            String user,
            String products,
            String agreement,
            String fromOn,
            String toOn,
            String tonnesAYear,
            String formKey) {}

    /// 授权用标.
    @Transactional
    public Decision<MarkUse> allow(Actor actor, long certificate, NewUse form) {
        var one = CertificateStore.certificate(store.hold(actor.scope(), certificate));
        if (!actor.may(Verb.REGISTER) || actor.isProducer()) return Decision.refused("certification.no-right");
        // A second click waited for the certificate; the same form about another one waits here.
        sql.execute("select pg_advisory_xact_lock(hashtextextended(?, 0))", "mark-use " + form.formKey());
        var before = sql.selectFrom(MARK_USES)
                .where(MARK_USES.FORM_KEY.eq(form.formKey()))
                .fetchOne();
        if (before != null)
            return before.getCertificateId() == certificate
                    ? Decision.done(use(before))
                    : Decision.refused("certification.form-taken");
        if (!one.kind().othersUseMark())
            return Decision.refused("certification.mark-own", one.kind().title());
        var state = one.state(today());
        if (!state.inForce()) return Decision.refused("certification.mark-state", state.title());
        var faults = new ArrayList<Refusal>();
        var typed = form.user().strip();
        if (typed.isEmpty()) faults.add(Refusal.of("certification.mark-user").at("user"));
        if (typed.length() > 60)
            faults.add(Refusal.of("certification.long", "被授权人", 60).at("user"));
        var code = CertificateKind.written(typed);
        // Who uses a mark may well lie in another county.
        var user = code.matches("[0-9A-Z]{18}")
                ? Optional.ofNullable(producers
                        .byCreditCode(
                                org.nongyou.region.Scope.within(org.nongyou.region.RegionCode.COUNTRY), List.of(code))
                        .get(code))
                : Optional.<Producer>empty();
        if (code.matches("[0-9A-Z]{18}") && user.isEmpty())
            faults.add(Refusal.of("certification.mark-user-unknown", code).at("user"));
        var products = check.products(form.products(), faults);
        for (var product : products)
            if (!one.products().contains(product)) {
                faults.add(Refusal.of("certification.mark-product", product, Ui.join(one.products()))
                        .at("products")
                        .citing(LAW));
                break;
            }
        var from = form.fromOn().isBlank() ? null : check.day(form.fromOn(), "fromOn", faults);
        var to = form.toOn().isBlank() ? null : check.day(form.toOn(), "toOn", faults);
        if (form.fromOn().isBlank())
            faults.add(Refusal.of("certification.mark-from").at("fromOn"));
        if (from != null && from.isBefore(one.firstDay()))
            faults.add(Refusal.of("certification.mark-before", one.firstDay()).at("fromOn"));
        if (form.toOn().isBlank())
            faults.add(Refusal.of("certification.mark-to").at("toOn"));
        if (from != null && to != null && to.isBefore(from))
            faults.add(Refusal.of("certification.to-before", to, from).at("toOn"));
        var end = one.validTo();
        if (to != null && end != null && to.isAfter(end))
            faults.add(Refusal.of("certification.mark-beyond", end).at("toOn"));
        if (form.tonnesAYear().isBlank())
            faults.add(Refusal.of("certification.mark-amount").at("tonnesAYear"));
        var amount = check.number(form.tonnesAYear(), "tonnesAYear", "授权数量", 3, MOST, true, faults);
        if (form.agreement().length() > 80)
            faults.add(Refusal.of("certification.long", "协议", 80).at("agreement"));
        if (amount != null && from != null && to != null && faults.isEmpty()) {
            var output = one.outputTonnes();
            var others = allowed(certificate, from, to);
            if (output != null && others.add(amount).compareTo(output) > 0)
                faults.add(Refusal.of(
                                "certification.mark-above-output",
                                Ui.number(output),
                                Ui.number(others),
                                Ui.number(output.subtract(others).max(BigDecimal.ZERO)))
                        .at("tonnesAYear")
                        .citing(LAW));
        }
        if (!faults.isEmpty() || from == null || to == null || amount == null)
            return Decision.refused(Refusal.joined(faults));
        var name = user.map(Producer::name).orElse(typed);
        var saved = sql.insertInto(MARK_USES)
                .set(MARK_USES.CERTIFICATE_ID, certificate)
                .set(MARK_USES.USER_ID, user.map(Producer::id).orElse(null))
                .set(MARK_USES.USER_NAME, name)
                .set(MARK_USES.PRODUCTS, Ui.join(products))
                .set(MARK_USES.AGREEMENT, form.agreement().strip())
                .set(MARK_USES.FROM_ON, from)
                .set(MARK_USES.TO_ON, to)
                .set(MARK_USES.TONNES_A_YEAR, amount)
                .set(MARK_USES.RECORDED_BY, actor.name())
                .set(MARK_USES.RECORDED_AT, clock.instant())
                .set(MARK_USES.FORM_KEY, form.formKey())
                .returning()
                .fetchSingle(MarkUses::use);
        journal.write(
                actor,
                Certificates.entry(
                        "certificate.allow",
                        one,
                        "授权“" + name + "”用标，" + from + " 到 " + to + "，每年不超过 " + Ui.number(amount) + " 吨"));
        return Decision.done(saved);
    }

    /// What is allowed together at any time of a span.
    private BigDecimal allowed(long certificate, LocalDate from, LocalDate to) {
        return sql.select(coalesce(sum(MARK_USES.TONNES_A_YEAR), BigDecimal.ZERO))
                .from(MARK_USES)
                .where(MARK_USES.CERTIFICATE_ID.eq(certificate))
                .and(MARK_USES.FROM_ON.le(to))
                .and(MARK_USES.TO_ON.ge(from))
                .and(MARK_USES.ENDED_ON.isNull().or(MARK_USES.ENDED_ON.gt(from)))
                .fetchSingle()
                .value1();
    }

    /// 终止授权.
    @Transactional
    public Decision<MarkUse> end(Actor actor, long certificate, long use, String on, String because) {
        var one = CertificateStore.certificate(store.hold(actor.scope(), certificate));
        if (!actor.may(Verb.REGISTER) || actor.isProducer()) return Decision.refused("certification.no-right");
        var found = find(certificate, use);
        if (found.endedOn() != null) return Decision.refused("certification.mark-ended", found.endedOn());
        var faults = new ArrayList<Refusal>();
        var day = check.past(on, "endOn", "certification.on", faults);
        var reason = FormCheck.reason(because, "endReason", faults);
        if (day != null && day.isBefore(found.fromOn()))
            faults.add(Refusal.of("certification.on-before", found.fromOn()).at("endOn"));
        if (!faults.isEmpty() || day == null) return Decision.refused(Refusal.joined(faults));
        sql.update(MARK_USES)
                .set(MARK_USES.ENDED_ON, day)
                .set(MARK_USES.ENDED_BECAUSE, reason)
                .where(MARK_USES.ID.eq(use))
                .execute();
        journal.write(
                actor,
                Certificates.entry("certificate.end-allow", one, "终止“" + found.userName() + "”用标，" + day + " 起")
                        .because(reason));
        return Decision.done(find(certificate, use));
    }

    private MarkUse find(long certificate, long use) {
        return sql.selectFrom(MARK_USES)
                .where(MARK_USES.ID.eq(use))
                .and(MARK_USES.CERTIFICATE_ID.eq(certificate))
                .fetchOptional(MarkUses::use)
                .orElseThrow(NotFound::new);
    }

    /// @param use     id of who was allowed; empty for the holder itself
    /// @param quarter such as `2026-Q3`
    /// @param reason  why an entry of the same quarter is replaced; empty for a first one
    public record NewSale(String use, String quarter, String tonnes, String yuan, String marks, String reason) {}

    /// 报带标销售: one entry for who sold and a quarter; a second one corrects the first and says why.
    @Transactional
    public Decision<Certificate> sell(Actor actor, long certificate, NewSale form) {
        var one = CertificateStore.certificate(store.hold(actor.scope(), certificate));
        if (!actor.may(Verb.REGISTER) || actor.isProducer()) return Decision.refused("certification.no-right");
        var faults = new ArrayList<Refusal>();
        var use = form.use().matches("\\d{1,18}") ? find(certificate, Long.parseLong(form.use())) : null;
        var quarter = QUARTER.matcher(form.quarter().strip());
        if (!quarter.matches())
            return Decision.refused(Refusal.of("certification.quarter").at("quarter"));
        int year = Integer.parseInt(quarter.group(1));
        int part = Integer.parseInt(quarter.group(2));
        var begin = LocalDate.of(year, part * 3 - 2, 1);
        var last = begin.plusMonths(3).minusDays(1);
        if (begin.isAfter(today()))
            faults.add(Refusal.of("certification.quarter-future", begin).at("quarter"));
        var end = one.validTo();
        if (last.isBefore(firstDay(one)) || (end != null && begin.isAfter(end)))
            faults.add(Refusal.of("certification.sale-not-in-force", firstDay(one), one.until())
                    .at("quarter")
                    .citing(LAW));
        if (use != null && (last.isBefore(use.fromOn()) || begin.isAfter(use.until())))
            faults.add(Refusal.of("certification.sale-not-allowed", use.userName(), use.fromOn(), use.until())
                    .at("quarter")
                    .citing(LAW));
        if (form.tonnes().isBlank())
            faults.add(Refusal.of("certification.sale-tonnes").at("tonnes"));
        var zero = form.tonnes().strip().matches("0+(\\.0+)?");
        var tonnes = zero ? BigDecimal.ZERO : check.number(form.tonnes(), "tonnes", "带标销量", 3, MOST, true, faults);
        var yuan = check.number(form.yuan(), "yuan", "销售额", 2, new BigDecimal("100000000000"), false, faults);
        var marks = check.number(form.marks(), "marks", "用标枚数", 0, new BigDecimal("10000000000"), false, faults);
        var same = MARK_SALES
                .CERTIFICATE_ID
                .eq(certificate)
                .and(use == null ? MARK_SALES.MARK_USE_ID.isNull() : MARK_SALES.MARK_USE_ID.eq(use.id()))
                .and(MARK_SALES.YEAR.eq(year))
                .and(MARK_SALES.QUARTER.eq(part))
                .and(MARK_SALES.CURRENT);
        var before = sql.selectFrom(MARK_SALES).where(same).fetchOptional();
        var reason = form.reason().strip();
        if (before.isPresent()) {
            var row = before.get();
            // The same form again, after a double click.
            if (tonnes != null && row.getTonnes().compareTo(tonnes) == 0 && reason.equals(row.getReason()))
                return Decision.done(one);
            if (reason.isEmpty())
                faults.add(Refusal.of("certification.sale-again", year + "年第" + part + "季度", Ui.number(row.getTonnes()))
                        .at("reason"));
        }
        if (reason.length() > FormCheck.LONGEST_WORDS)
            faults.add(Refusal.of("certification.long", "原因", FormCheck.LONGEST_WORDS)
                    .at("reason"));
        if (tonnes != null && faults.isEmpty()) {
            var besides = MARK_SALES
                    .CERTIFICATE_ID
                    .eq(certificate)
                    .and(MARK_SALES.YEAR.eq(year))
                    .and(MARK_SALES.CURRENT)
                    .andNot(same);
            var output = one.outputTonnes();
            if (output != null) above(sold(besides), tonnes, output, "certification.sale-above-output", year, faults);
            if (use != null)
                above(
                        sold(besides.and(MARK_SALES.MARK_USE_ID.eq(use.id()))),
                        tonnes,
                        use.tonnesAYear(),
                        "certification.sale-above-allowed",
                        year,
                        faults);
        }
        if (!faults.isEmpty() || tonnes == null) return Decision.refused(Refusal.joined(faults));
        sql.update(MARK_SALES).set(MARK_SALES.CURRENT, false).where(same).execute();
        sql.insertInto(MARK_SALES)
                .set(MARK_SALES.CERTIFICATE_ID, certificate)
                .set(MARK_SALES.MARK_USE_ID, use == null ? null : use.id())
                .set(MARK_SALES.YEAR, year)
                .set(MARK_SALES.QUARTER, part)
                .set(MARK_SALES.TONNES, tonnes)
                .set(MARK_SALES.FEN, yuan == null ? null : Money.yuan(yuan).fen())
                .set(MARK_SALES.MARKS, marks == null ? null : marks.longValueExact())
                .set(MARK_SALES.REASON, before.isPresent() ? reason : "")
                .set(MARK_SALES.RECORDED_BY, actor.name())
                .set(MARK_SALES.RECORDED_AT, clock.instant())
                .execute();
        journal.write(
                actor,
                Certificates.entry(
                                before.isPresent() ? "certificate.correct-sale" : "certificate.sale",
                                one,
                                (before.isPresent() ? "更正" : "报")
                                        + "带标销售，"
                                        + (use == null ? one.producerName() : use.userName())
                                        + " " + year + "年第" + part + "季度 " + Ui.number(tonnes) + " 吨")
                        .because(before.isPresent() ? reason : null));
        return Decision.done(one);
    }

    private LocalDate firstDay(Certificate one) {
        return store.periods(one.id()).getLast().validFrom();
    }

    private static void above(
            BigDecimal sold, BigDecimal tonnes, BigDecimal most, String key, int year, List<Refusal> faults) {
        if (sold.add(tonnes).compareTo(most) <= 0) return;
        faults.add(Refusal.of(
                        key,
                        year,
                        Ui.number(most),
                        Ui.number(sold),
                        Ui.number(most.subtract(sold).max(BigDecimal.ZERO)))
                .at("tonnes")
                .citing(LAW));
    }

    private BigDecimal sold(Condition which) {
        return sql.select(coalesce(sum(MARK_SALES.TONNES), BigDecimal.ZERO))
                .from(MARK_SALES)
                .where(which)
                .fetchSingle()
                .value1();
    }

    /// What was sold with the mark in a year, by all.
    public BigDecimal soldIn(Certificate one, int year) {
        return sold(MARK_SALES
                .CERTIFICATE_ID
                .eq(one.id())
                .and(MARK_SALES.YEAR.eq(year))
                .and(MARK_SALES.CURRENT));
    }

    private static MarkUse use(MarkUsesRecord row) {
        @Nullable Long user = row.getUserId();
        return new MarkUse(
                row.getId(),
                user,
                row.getUserName(),
                row.getProducts(),
                row.getAgreement(),
                row.getFromOn(),
                row.getToOn(),
                row.getTonnesAYear(),
                row.getEndedOn(),
                row.getEndedBecause(),
                row.getRecordedBy());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
