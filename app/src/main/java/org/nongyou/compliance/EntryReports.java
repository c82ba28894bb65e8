package org.nongyou.compliance;

import static nongyoudb.compliance.Tables.ENTRY_REPORTS;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nongyoudb.compliance.tables.records.EntryReportsRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Who took goods in tells the agriculture office of their origin that a certificate is incomplete or untrue (反映), and
/// that office answers.
@Service
public class EntryReports {

    private final DSLContext sql;
    private final EntryLists lists;
    private final EntryCheckers checkers;
    private final Journal journal;
    private final Clock clock;

    EntryReports(DSLContext sql, EntryLists lists, EntryCheckers checkers, Journal journal, Clock clock) {
        this.sql = sql;
        this.lists = lists;
        this.checkers = checkers;
        this.journal = journal;
        this.clock = clock;
    }

    /// Tells the agriculture office of the origin that a certificate is incomplete or untrue; once for each entry.
    @Transactional
    public Decision<EntryReport> tell(Actor actor, long entryId, String words) {
        if (checkers.of(actor).isEmpty()) return Decision.refused("compliance.entry-not-yours");
        var one = lists.find(actor.scope(), entryId).orElse(null);
        if (one == null) return Decision.refused("compliance.entry-unknown");
        var origin = one.originCode();
        if (origin == null) return Decision.refused("compliance.entry-origin-unknown");
        var faults = new ArrayList<Refusal>();
        var what = EntryTyped.needed(words, "words", "哪里不对", faults);
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        var row = new EntryReportsRecord();
        row.setEntryId(entryId);
        row.setCode(one.code() == null ? null : one.code().value());
        row.setOriginName(one.originName());
        row.setRegionCode(origin.value());
        row.setWords(what);
        row.setProducerId(one.producerId());
        row.setToldBy(one.producerName());
        row.setToldAt(clock.instant().truncatedTo(ChronoUnit.MICROS));
        var kept = sql.insertInto(ENTRY_REPORTS)
                .set(row)
                .onConflict(ENTRY_REPORTS.ENTRY_ID)
                .doNothing()
                .returning()
                .fetchOne();
        if (kept == null) return Decision.refused("compliance.entry-told");
        journal.write(
                actor,
                JournalEntry.of(
                                "entry.tell",
                                origin,
                                Entries.SUBJECT,
                                entryId,
                                one.originName() + "的" + one.produce(),
                                "反映" + one.originName() + "的合格证不全、不实")
                        .because(what));
        return Decision.done(report(kept));
    }

    /// What was told to an office, or by a producer; what waits first, then the newest.
    public List<EntryReport> reports(Scope scope, int limit) {
        return sql.selectFrom(ENTRY_REPORTS)
                .where(told(scope))
                .orderBy(ENTRY_REPORTS.ANSWERED_AT.isNotNull(), ENTRY_REPORTS.ID.desc())
                .limit(limit)
                .fetch(EntryReports::report);
    }

    public Optional<EntryReport> reportOf(Scope scope, long entryId) {
        return sql.selectFrom(ENTRY_REPORTS)
                .where(ENTRY_REPORTS.ENTRY_ID.eq(entryId))
                .and(told(scope))
                .fetchOptional(EntryReports::report);
    }

    /// The origin's office says what it found.
    @Transactional
    public Decision<EntryReport> answer(Actor actor, long reportId, String words) {
        if (!actor.may(Verb.DECIDE)) return Decision.refused("compliance.entry-answer-not-yours");
        var faults = new ArrayList<Refusal>();
        var what = EntryTyped.needed(words, "answer", "查的结果", faults);
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        var row = sql.selectFrom(ENTRY_REPORTS)
                .where(ENTRY_REPORTS.ID.eq(reportId))
                .and(told(actor.scope()))
                .forUpdate()
                .fetchOne();
        if (row == null) return Decision.refused("compliance.entry-unknown");
        if (row.getAnsweredAt() != null) return Decision.refused("compliance.entry-answered");
        row.setAnswer(what);
        row.setAnsweredBy(actor.officeName());
        row.setAnsweredAt(clock.instant().truncatedTo(ChronoUnit.MICROS));
        row.store();
        journal.write(
                actor,
                JournalEntry.of(
                        "entry.answer",
                        new RegionCode(row.getRegionCode()),
                        Entries.SUBJECT,
                        row.getEntryId(),
                        row.getOriginName(),
                        "答复反映：" + what));
        return Decision.done(report(row));
    }

    private static Condition told(Scope scope) {
        return scope.on(ENTRY_REPORTS.REGION_CODE, ENTRY_REPORTS.PRODUCER_ID);
    }

    private static EntryReport report(EntryReportsRecord row) {
        return new EntryReport(
                row.getId(),
                row.getEntryId(),
                row.getCode() == null ? null : new CertificateCode(row.getCode()),
                row.getOriginName(),
                new RegionCode(row.getRegionCode()),
                row.getWords(),
                row.getProducerId(),
                row.getToldBy(),
                row.getToldAt(),
                row.getAnswer(),
                row.getAnsweredBy(),
                row.getAnsweredAt());
    }
}
