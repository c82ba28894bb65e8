package org.nongyou.certification;

import static nongyoudb.certification.Tables.SUSPENSIONS;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.function.BiConsumer;
import nongyoudb.certification.tables.records.CertificatesRecord;
import org.jooq.DSLContext;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Stops of a certificate by its certifier: suspended for a time, resumed, withdrawn for good. Its number stays in the
/// ledger. What lies outside the person's area throws [org.nongyou.web.NotFound].
@Service
public class Stops {

    private final DSLContext sql;
    private final CertificateStore store;
    private final FormCheck check;
    private final Journal journal;

    Stops(DSLContext sql, CertificateStore store, FormCheck check, Journal journal) {
        this.sql = sql;
        this.store = store;
        this.check = check;
        this.journal = journal;
    }

    /// 暂停: the mark may not be used from this day.
    @Transactional
    public Decision<Certificate> suspend(Actor actor, long id, int revision, String on, String because) {
        return held(actor, id, revision).then(row -> {
            var before = CertificateStore.certificate(row);
            if (before.suspendedOn() != null) return Decision.refused("certification.suspended", before.suspendedOn());
            return end(actor, row, "suspend", "暂停", before.validFrom(), on, because, (day, reason) -> {
                sql.insertInto(SUSPENSIONS)
                        .set(SUSPENSIONS.CERTIFICATE_ID, id)
                        .set(SUSPENSIONS.SUSPENDED_ON, day)
                        .set(SUSPENSIONS.BECAUSE, reason)
                        .set(SUSPENSIONS.SUSPENDED_BY, actor.name())
                        .execute();
                row.setSuspendedOn(day);
            });
        });
    }

    /// 恢复 after a suspension.
    @Transactional
    public Decision<Certificate> resume(Actor actor, long id, int revision, String on, String because) {
        return held(actor, id, revision).then(row -> {
            var since = row.getSuspendedOn();
            if (since == null) return Decision.refused("certification.not-suspended");
            return end(actor, row, "resume", "恢复", since, on, because, (day, reason) -> {
                sql.update(SUSPENSIONS)
                        .set(SUSPENSIONS.RESUMED_ON, day)
                        .set(SUSPENSIONS.RESUMED_BECAUSE, reason)
                        .set(SUSPENSIONS.RESUMED_BY, actor.name())
                        .where(SUSPENSIONS.CERTIFICATE_ID.eq(id))
                        .and(SUSPENSIONS.RESUMED_ON.isNull())
                        .execute();
                row.setSuspendedOn(null);
            });
        });
    }

    /// 撤销: it ends for good.
    @Transactional
    public Decision<Certificate> withdraw(Actor actor, long id, int revision, String on, String because) {
        return held(actor, id, revision)
                .then(row -> end(
                        actor, row, "withdraw", "撤销", LocalDate.MIN, on, because, (day, _) -> row.setWithdrawnOn(day)));
    }

    private Decision<CertificatesRecord> held(Actor actor, long id, int revision) {
        var row = store.hold(actor.scope(), id);
        if (!actor.may(Verb.DECIDE)) return Decision.refused("certification.no-right-decide");
        if (row.getWithdrawnOn() != null) return Decision.refused("certification.withdrawn", row.getWithdrawnOn());
        if (row.getRevision() != revision) return Decision.refused("certification.changed");
        return Decision.done(row);
    }

    /// @param earliest the day may not lie before it
    private Decision<Certificate> end(
            Actor actor,
            CertificatesRecord row,
            String act,
            String word,
            LocalDate earliest,
            String on,
            String because,
            BiConsumer<LocalDate, String> change) {
        var faults = new ArrayList<Refusal>();
        var day = check.past(on, "on", "certification.on", faults);
        var reason = FormCheck.reason(because, "reason", faults);
        if (day != null && day.isBefore(earliest))
            faults.add(Refusal.of("certification.on-before", earliest).at("on"));
        if (!faults.isEmpty() || day == null) return Decision.refused(Refusal.joined(faults));
        change.accept(day, reason);
        var after = store.save(row);
        journal.write(
                actor,
                Certificates.entry("certificate." + act, after, word + Certificates.named(after) + "，" + day + " 起")
                        .because(reason));
        return Decision.done(after);
    }
}
