package org.nongyou.production;

import static nongyoudb.production.Tables.PRESCRIPTIONS;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.file.Files;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Prescriptions (兽药处方) to the farm acts that they were for. Prescription drugs are bought and used by one only.
@Service
public class Prescriptions {

    private final DSLContext sql;
    private final FarmStore store;
    private final Files files;
    private final Journal journal;
    private final Clock clock;

    Prescriptions(DSLContext sql, FarmStore store, Files files, Journal journal, Clock clock) {
        this.sql = sql;
        this.store = store;
        this.files = files;
        this.journal = journal;
        this.clock = clock;
    }

    public Optional<Prescription> of(FarmAct act) {
        return sql.selectFrom(PRESCRIPTIONS)
                .where(PRESCRIPTIONS.ACT_ID.eq(act.id()))
                .fetchOptional(row -> new Prescription(
                        row.getNumber(), row.getVeterinarian(), row.getPrescribedOn(), row.getFileId()));
    }

    /// 附上处方: once; it is dated on the day of use or before.
    @Transactional
    public Decision<FarmAct> attach(
            Actor actor, long id, String number, String veterinarian, String on, @Nullable Long fileId) {
        if (!actor.may(Verb.RECORD)) return Decision.refused("production.no-right");
        var act = store.find(actor.scope(), id).orElseThrow(NotFound::new);
        if (act.kind() != ActKind.MEDICATE) return Decision.refused("production.prescription-for");
        if (of(act).isPresent()) return Decision.refused("production.prescription-there");
        var faults = new ArrayList<Refusal>();
        var clean = Typed.text(number, "number", "处方编号", 40, faults);
        var who = Typed.text(veterinarian, "veterinarian", "兽医姓名", 40, faults);
        if (clean.isEmpty())
            faults.add(Refusal.of("production.prescription-number").at("number"));
        if (who.isEmpty()) faults.add(Refusal.of("production.veterinarian").at("veterinarian"));
        var day = Typed.day(on, "prescribedOn", LocalDate.ofInstant(clock.instant(), Ui.ZONE), faults);
        if (day != null && day.isAfter(act.on()))
            faults.add(Refusal.of("production.prescription-late", act.on()).at("prescribedOn"));
        if (fileId != null && files.find(actor.scope(), fileId).isEmpty())
            faults.add(Refusal.of("production.file-unknown").at("file"));
        if (!faults.isEmpty() || day == null) return Decision.refused(Refusal.joined(faults));
        sql.insertInto(PRESCRIPTIONS)
                .set(PRESCRIPTIONS.ACT_ID, id)
                .set(PRESCRIPTIONS.NUMBER, clean)
                .set(PRESCRIPTIONS.VETERINARIAN, who)
                .set(PRESCRIPTIONS.PRESCRIBED_ON, day)
                .set(PRESCRIPTIONS.FILE_ID, fileId)
                .onConflictDoNothing()
                .execute();
        journal.write(
                actor,
                JournalEntry.of(
                        "farm.prescribe",
                        act.region(),
                        FarmLog.SUBJECT,
                        id,
                        act.on() + " " + act.kind().title() + " " + act.produce(),
                        "附上处方 " + clean + "，" + who));
        return Decision.done(act);
    }
}
