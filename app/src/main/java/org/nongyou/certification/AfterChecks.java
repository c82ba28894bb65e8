package org.nongyou.certification;

import static nongyoudb.certification.Tables.CHECKS;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import nongyoudb.certification.tables.records.ChecksRecord;
import org.jooq.DSLContext;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.RegionCode;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Checks after certification (证后监管). What was found is mended by its day; the certifier is told, and its answer is
/// written down beside.
@Service
public class AfterChecks {

    private static final int LONGEST_MEND_YEARS = 1;

    private final DSLContext sql;
    private final CertificateStore store;
    private final FormCheck check;
    private final Journal journal;
    private final Clock clock;

    AfterChecks(DSLContext sql, CertificateStore store, FormCheck check, Journal journal, Clock clock) {
        this.sql = sql;
        this.store = store;
        this.check = check;
        this.journal = journal;
        this.clock = clock;
    }

    /// The newest first.
    public List<AfterCheck> of(Certificate one) {
        return sql.selectFrom(CHECKS)
                .where(CHECKS.CERTIFICATE_ID.eq(one.id()))
                .orderBy(CHECKS.CHECKED_ON.desc(), CHECKS.ID.desc())
                .limit(100)
                .fetch(AfterChecks::check);
    }

    /// @param result  code of [AfterCheck.Result]
    /// @param formKey the same for a form that is sent twice
    public record NewCheck(
            String checkedOn,
            String inspectors,
            String findings,
            String result,
            boolean markMisuse,
            String mendBy,
            String formKey) {}

    /// 记检查.
    @Transactional
    public Decision<AfterCheck> record(Actor actor, long certificate, NewCheck form) {
        var one = CertificateStore.certificate(store.hold(actor.scope(), certificate));
        var office = actor.office();
        if (office == null || !actor.may(Verb.DECIDE)) return Decision.refused("certification.no-right-decide");
        // A second click waited for the certificate; the same form about another one waits here.
        sql.execute("select pg_advisory_xact_lock(hashtextextended(?, 0))", "after-check " + form.formKey());
        var before =
                sql.selectFrom(CHECKS).where(CHECKS.FORM_KEY.eq(form.formKey())).fetchOne();
        if (before != null)
            return before.getCertificateId() == certificate
                    ? Decision.done(check(before))
                    : Decision.refused("certification.form-taken");
        var faults = new ArrayList<Refusal>();
        var day = check.past(form.checkedOn(), "checkedOn", "certification.checked-on", faults);
        if (day != null && day.isBefore(one.firstDay()))
            faults.add(
                    Refusal.of("certification.checked-before", one.firstDay()).at("checkedOn"));
        var inspectors = words(form.inspectors(), "inspectors", "检查人", "certification.inspectors", 100, faults);
        var findings =
                words(form.findings(), "findings", "发现的情况", "certification.findings", FormCheck.LONGEST_WORDS, faults);
        var result = AfterCheck.Result.ofCode(form.result()).orElse(null);
        if (result == null) faults.add(Refusal.of("certification.result").at("result"));
        if (result == AfterCheck.Result.PASSED && form.markMisuse())
            faults.add(Refusal.of("certification.misuse-passed").at("result"));
        LocalDate mendBy = null;
        if (result == AfterCheck.Result.MEND) {
            mendBy = form.mendBy().isBlank() ? null : check.day(form.mendBy(), "mendBy", faults);
            if (form.mendBy().isBlank())
                faults.add(Refusal.of("certification.mend-by").at("mendBy"));
            if (mendBy != null && day != null && mendBy.isBefore(day))
                faults.add(Refusal.of("certification.mend-before", mendBy, day).at("mendBy"));
            if (mendBy != null && mendBy.isAfter(today().plusYears(LONGEST_MEND_YEARS)))
                faults.add(Refusal.of("certification.mend-far", mendBy).at("mendBy"));
        }
        if (!faults.isEmpty() || day == null || result == null) return Decision.refused(Refusal.joined(faults));
        var saved = sql.insertInto(CHECKS)
                .set(CHECKS.CERTIFICATE_ID, certificate)
                .set(CHECKS.FORM_KEY, form.formKey())
                .set(CHECKS.REGION_CODE, one.region().value())
                .set(CHECKS.CHECKED_ON, day)
                .set(CHECKS.INSPECTORS, inspectors)
                .set(CHECKS.OFFICE_ID, office.id())
                .set(CHECKS.OFFICE_NAME, office.name())
                .set(CHECKS.FINDINGS, findings)
                .set(CHECKS.RESULT, result.code())
                .set(CHECKS.MARK_MISUSE, form.markMisuse())
                .set(CHECKS.MEND_BY, mendBy)
                .set(CHECKS.RECORDED_BY, actor.name())
                .set(CHECKS.RECORDED_AT, clock.instant())
                .set(CHECKS.DEMO, actor.demo())
                .returning()
                .fetchSingle(AfterChecks::check);
        journal.write(
                actor,
                Certificates.entry(
                                "certificate.check",
                                one,
                                "证后检查" + Certificates.named(one) + "：" + result.title()
                                        + (mendBy == null ? "" : "，" + mendBy + " 前改好"))
                        .because(findings));
        return Decision.done(saved);
    }

    /// 记整改: mended, with how.
    @Transactional
    public Decision<AfterCheck> mended(Actor actor, long certificate, long id, int revision, String on, String words) {
        var one = CertificateStore.certificate(store.hold(actor.scope(), certificate));
        var row = hold(certificate, id);
        var before = check(row);
        if (!actor.may(Verb.DECIDE)) return Decision.refused("certification.no-right-decide");
        if (!before.toMend()) return Decision.refused("certification.nothing-to-mend");
        if (before.revision() != revision) return Decision.refused("certification.changed");
        var faults = new ArrayList<Refusal>();
        var day = day(on, "on", before.checkedOn(), faults);
        var text = words(words, "words", "整改情况", "certification.mended", FormCheck.LONGEST_WORDS, faults);
        if (!faults.isEmpty() || day == null) return Decision.refused(Refusal.joined(faults));
        row.setMendedOn(day);
        row.setMended(text);
        return Decision.done(save(actor, one, row, "certificate.mended", "整改完成", text));
    }

    /// 反馈认证机构.
    @Transactional
    public Decision<AfterCheck> tell(Actor actor, long certificate, long id, int revision, String on, String words) {
        var one = CertificateStore.certificate(store.hold(actor.scope(), certificate));
        var row = hold(certificate, id);
        var before = check(row);
        if (!actor.may(Verb.DECIDE)) return Decision.refused("certification.no-right-decide");
        if (before.toldOn() != null) return Decision.refused("certification.told", before.toldOn());
        if (before.revision() != revision) return Decision.refused("certification.changed");
        var faults = new ArrayList<Refusal>();
        var day = day(on, "on", before.checkedOn(), faults);
        var text = words(words, "words", "反馈的内容", "certification.tell", FormCheck.LONGEST_WORDS, faults);
        if (!faults.isEmpty() || day == null) return Decision.refused(Refusal.joined(faults));
        row.setToldOn(day);
        row.setTold(text);
        return Decision.done(save(actor, one, row, "certificate.tell", "把检查结果反馈给" + one.certifier(), text));
    }

    /// 记认证机构的答复.
    @Transactional
    public Decision<AfterCheck> answered(
            Actor actor, long certificate, long id, int revision, String on, String words) {
        var one = CertificateStore.certificate(store.hold(actor.scope(), certificate));
        var row = hold(certificate, id);
        var before = check(row);
        if (!actor.may(Verb.DECIDE)) return Decision.refused("certification.no-right-decide");
        if (before.toldOn() == null || !before.waits()) return Decision.refused("certification.not-told");
        if (before.revision() != revision) return Decision.refused("certification.changed");
        var faults = new ArrayList<Refusal>();
        var day = day(on, "on", before.toldOn(), faults);
        var text = words(words, "words", "答复的内容", "certification.answer", FormCheck.LONGEST_WORDS, faults);
        if (!faults.isEmpty() || day == null) return Decision.refused(Refusal.joined(faults));
        row.setAnsweredOn(day);
        row.setAnswer(text);
        return Decision.done(save(actor, one, row, "certificate.answer", one.certifier() + "答复", text));
    }

    private ChecksRecord hold(long certificate, long id) {
        return sql.selectFrom(CHECKS)
                .where(CHECKS.ID.eq(id))
                .and(CHECKS.CERTIFICATE_ID.eq(certificate))
                .forUpdate()
                .fetchOptional()
                .orElseThrow(NotFound::new);
    }

    private AfterCheck save(Actor actor, Certificate one, ChecksRecord row, String act, String summary, String words) {
        row.setRevision(row.getRevision() + 1);
        row.update();
        journal.write(actor, Certificates.entry(act, one, summary).because(words));
        return check(row);
    }

    private java.time.@org.jspecify.annotations.Nullable LocalDate day(
            String typed, String field, LocalDate first, List<Refusal> faults) {
        var day = check.past(typed, field, "certification.on", faults);
        if (day != null && day.isBefore(first))
            faults.add(Refusal.of("certification.on-before", first).at(field));
        return day;
    }

    private static String words(
            String typed, String field, String title, String missing, int longest, List<Refusal> faults) {
        var text = typed.strip();
        if (text.isEmpty()) faults.add(Refusal.of(missing).at(field));
        if (text.length() > longest)
            faults.add(Refusal.of("certification.long", title, longest).at(field));
        return text;
    }

    private static AfterCheck check(ChecksRecord row) {
        return new AfterCheck(
                row.getId(),
                row.getCertificateId(),
                new RegionCode(row.getRegionCode()),
                row.getCheckedOn(),
                row.getInspectors(),
                row.getOfficeName(),
                row.getFindings(),
                AfterCheck.Result.ofCode(row.getResult()).orElseThrow(),
                row.getMarkMisuse(),
                row.getMendBy(),
                row.getMendedOn(),
                row.getMended(),
                row.getToldOn(),
                row.getTold(),
                row.getAnsweredOn(),
                row.getAnswer(),
                row.getRecordedBy(),
                row.getRevision());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
