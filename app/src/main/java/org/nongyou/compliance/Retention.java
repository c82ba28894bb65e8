package org.nongyou.compliance;

import static nongyoudb.compliance.Tables.DISPOSALS;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nongyoudb.compliance.tables.records.DisposalsRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.job.Jobs;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Records past their keeping time (保存期满), and their disposal: an official act that one person proposes and another
/// approves, since nothing brings them back. Never a record within its time, never one with an open complaint.
@Service
public class Retention {

    /// In the journal.
    public static final String SUBJECT = "disposal";

    static final int CHUNK = 2_000;
    private static final int LONGEST = 200;

    private final DSLContext sql;
    private final PastRecords records;
    private final IssueBook book;
    private final Jobs jobs;
    private final Journal journal;
    private final Clock clock;

    Retention(DSLContext sql, PastRecords records, IssueBook book, Jobs jobs, Journal journal, Clock clock) {
        this.sql = sql;
        this.records = records;
        this.book = book;
        this.jobs = jobs;
        this.journal = journal;
        this.clock = clock;
    }

    // --- Read

    /// A month whose records are past their time.
    /// @param records that may be disposed of; no further counted than [#COUNTED]
    /// @param held    that stay, because a complaint or a report about them waits for its answer
    public record Due(Disposal.What what, YearMonth month, int records, int held) {
        public String title() {
            return what.of(month);
        }
    }

    /// Where a number would only say "many".
    public static final int COUNTED = PastRecords.COUNTED;

    /// The oldest first.
    public List<Due> due(Scope scope) {
        return records.due(scope, today());
    }

    /// How long records are kept.
    public int months() {
        return book.keepMonths();
    }

    /// What waits first, then the newest.
    public List<Disposal> list(Scope scope, int limit) {
        return sql.selectFrom(DISPOSALS)
                .where(scope.on(DISPOSALS.REGION_CODE))
                .orderBy(DISPOSALS.STATE.notIn("proposed", "approved"), DISPOSALS.ID.desc())
                .limit(limit)
                .fetch(Retention::disposal);
    }

    public Optional<Disposal> find(Scope scope, long id) {
        return sql.selectFrom(DISPOSALS)
                .where(DISPOSALS.ID.eq(id))
                .and(scope.on(DISPOSALS.REGION_CODE))
                .fetchOptional(Retention::disposal);
    }

    /// Whether certificates of the month of a code that is not found were disposed of: then nobody can tell any more
    /// whether it was one of them. A code within the time costs no statement.
    public boolean over(CertificateCode code) {
        var month = records.month(code).orElse(null);
        return month != null
                && isPast(month, book.setting("keep-months-least"))
                && sql.fetchExists(
                        DISPOSALS,
                        DISPOSALS
                                .WHAT
                                .eq(Disposal.What.CERTIFICATES.code())
                                .and(DISPOSALS.MONTH.eq(month.atDay(1)))
                                .and(DISPOSALS.GONE.gt(0)));
    }

    /// A month is past when its last day is: its records are disposed of together. Each record's own time is asked
    /// besides.
    private boolean isPast(YearMonth month, int months) {
        return month.atEndOfMonth().plusMonths(months).isBefore(today());
    }

    public boolean mayDispose(Actor actor) {
        return fault(actor) == null;
    }

    // --- Acts

    /// 提请销毁: a month of one's own area.
    @Transactional
    public Decision<Disposal> propose(Actor actor, Disposal.What what, YearMonth month) {
        var fault = fault(actor);
        if (fault != null) return Decision.refused(fault);
        int found = isPast(month, book.keepMonths()) ? records.howMany(actor.scope(), what, month, today()) : 0;
        if (found == 0) return Decision.refused("compliance.disposal-none", what.of(month));
        var row = sql.insertInto(DISPOSALS)
                .set(DISPOSALS.WHAT, what.code())
                .set(DISPOSALS.REGION_CODE, actor.region().value())
                .set(DISPOSALS.MONTH, month.atDay(1))
                .set(DISPOSALS.FOUND, found)
                .set(DISPOSALS.PROPOSED_BY, actor.accountId())
                .set(DISPOSALS.PROPOSED_BY_NAME, actor.name())
                .set(DISPOSALS.OFFICE, actor.officeName())
                .set(DISPOSALS.PROPOSED_AT, clock.instant())
                .set(DISPOSALS.DEMO, actor.demo())
                .onConflictDoNothing()
                .returning()
                .fetchOne();
        if (row == null) return Decision.refused("compliance.disposal-proposed", what.of(month));
        var one = disposal(row);
        journal.write(actor, entry("disposal.propose", one, "提请销毁" + one.title() + " " + Ui.number(found) + " 条"));
        return Decision.done(one);
    }

    /// 批准销毁: by another person than who proposed it. A job deletes them then.
    @Transactional
    public Decision<Disposal> approve(Actor actor, long id) {
        var row = hold(actor, id);
        var fault = fault(actor);
        if (fault != null) return Decision.refused(fault);
        if (Disposal.State.ofCode(row.getState()) != Disposal.State.PROPOSED)
            return Decision.refused("compliance.disposal-decided");
        if (row.getProposedBy() == actor.accountId()) return Decision.refused("compliance.disposal-same-person");
        var one = disposal(row);
        decide(actor, row, Disposal.State.APPROVED);
        carryOut(actor, row, one);
        journal.write(actor, entry("disposal.approve", one, "批准销毁" + one.title()));
        return Decision.done(disposal(row));
    }

    /// 接着销毁: after its job was stopped. What is gone is gone, the rest follows.
    @Transactional
    public Decision<Disposal> goOn(Actor actor, long id) {
        var row = hold(actor, id);
        var fault = fault(actor);
        if (fault != null) return Decision.refused(fault);
        if (Disposal.State.ofCode(row.getState()) != Disposal.State.APPROVED)
            return Decision.refused("compliance.disposal-decided");
        var one = disposal(row);
        if (!running(actor, one)) carryOut(actor, row, one);
        return Decision.done(disposal(row));
    }

    private void carryOut(Actor actor, DisposalsRecord row, Disposal one) {
        row.setJobId(jobs.submit(
                actor, DisposalJob.KIND, "销毁" + one.title(), Map.of(DisposalJob.DISPOSAL, Long.toString(one.id()))));
        row.update();
    }

    /// As far as the person can know: jobs are their own.
    public boolean running(Actor actor, Disposal one) {
        var job = one.jobId();
        return job != null
                && jobs.find(actor, job).map(found -> !found.isOver()).orElse(false);
    }

    /// 不批准; who proposed it may take it back too.
    @Transactional
    public Decision<Disposal> drop(Actor actor, long id, String reason) {
        var row = hold(actor, id);
        var fault = fault(actor);
        if (fault != null) return Decision.refused(fault);
        if (Disposal.State.ofCode(row.getState()) != Disposal.State.PROPOSED)
            return Decision.refused("compliance.disposal-decided");
        var because = reason.strip();
        if (because.isEmpty())
            return Decision.refused(Refusal.of("compliance.disposal-reason").at("reason"));
        if (because.length() > LONGEST)
            return Decision.refused(Refusal.of("compliance.long", LONGEST).at("reason"));
        decide(actor, row, Disposal.State.DROPPED);
        row.setReason(because);
        row.update();
        var one = disposal(row);
        journal.write(actor, entry("disposal.drop", one, "不批准销毁" + one.title()).because(because));
        return Decision.done(one);
    }

    private void decide(Actor actor, DisposalsRecord row, Disposal.State state) {
        row.setState(state.code());
        row.setDecidedBy(actor.accountId());
        row.setDecidedByName(actor.name());
        row.setDecidedAt(clock.instant());
    }

    /// The next some thousand of an approved disposal; how many went is written with it.
    /// @return whether there may be more
    @Transactional
    public boolean step(Actor actor, long id) {
        var row = hold(actor, id);
        if (Disposal.State.ofCode(row.getState()) != Disposal.State.APPROVED) return false;
        var one = disposal(row);
        int gone = records.delete(new Scope.Within(one.region()), one.what(), one.month(), today(), CHUNK);
        row.setGone(row.getGone() + gone);
        if (gone < CHUNK) {
            row.setState(Disposal.State.DONE.code());
            row.setDoneAt(clock.instant());
            journal.write(
                    actor, entry("disposal.done", one, "销毁" + one.title() + " " + Ui.number(row.getGone()) + " 条"));
        }
        row.update();
        return gone == CHUNK;
    }

    private DisposalsRecord hold(Actor actor, long id) {
        return sql.selectFrom(DISPOSALS)
                .where(DISPOSALS.ID.eq(id))
                .and(actor.scope().on(DISPOSALS.REGION_CODE))
                .forUpdate()
                .fetchOptional()
                .orElseThrow(NotFound::new);
    }

    private static @Nullable Refusal fault(Actor actor) {
        return actor.isProducer()
                        || !actor.may(Verb.DECIDE)
                        || Level.COUNTY.isAbove(actor.region().level())
                ? Refusal.of("compliance.disposal-not-yours")
                : null;
    }

    private static JournalEntry entry(String act, Disposal one, String summary) {
        return JournalEntry.of(act, one.region(), SUBJECT, one.id(), one.title(), summary);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }

    private static Disposal disposal(DisposalsRecord row) {
        return new Disposal(
                row.getId(),
                Disposal.What.ofCode(row.getWhat()).orElseThrow(),
                new RegionCode(row.getRegionCode()),
                YearMonth.from(row.getMonth()),
                row.getFound(),
                row.getGone(),
                Disposal.State.ofCode(row.getState()),
                row.getProposedBy(),
                row.getProposedByName(),
                row.getOffice(),
                row.getProposedAt(),
                row.getDecidedByName(),
                row.getDecidedAt(),
                row.getReason(),
                row.getJobId(),
                row.getDoneAt());
    }
}
