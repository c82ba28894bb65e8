package org.nongyou.compliance;

import static nongyoudb.compliance.Tables.CROSS_CHECKS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.left;

import java.time.Clock;
import java.time.LocalDate;
import java.time.Year;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nongyoudb.compliance.tables.records.CrossChecksRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Refusal;
import org.nongyou.kernel.TypedDay;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Cross-checks of certificates between areas (交叉互查): asked, answered by a day, counted by place.
@Service
public class CrossChecks {

    /// In the journal and in links.
    public static final String SUBJECT = "cross-check";

    private static final int LONGEST_WAIT_DAYS = 90;
    private static final int USUAL_WAIT_DAYS = 15;

    private final DSLContext sql;
    private final Conformity conformity;
    private final Journal journal;
    private final Clock clock;

    CrossChecks(DSLContext sql, Conformity conformity, Journal journal, Clock clock) {
        this.sql = sql;
        this.conformity = conformity;
        this.journal = journal;
        this.clock = clock;
    }

    // --- Read

    /// Those asked of an area or by it: what waits first, the most pressing on top; then the newest.
    public List<CrossCheck> list(Scope scope, int limit) {
        return sql.selectFrom(CROSS_CHECKS)
                .where(visible(scope))
                .orderBy(
                        CROSS_CHECKS.ANSWERED_AT.isNotNull(),
                        DSL.when(CROSS_CHECKS.ANSWERED_AT.isNull(), CROSS_CHECKS.DUE_ON),
                        CROSS_CHECKS.ID.desc())
                .limit(limit)
                .fetch(CrossChecks::check);
    }

    public Optional<CrossCheck> find(Scope scope, long id) {
        return sql.selectFrom(CROSS_CHECKS)
                .where(CROSS_CHECKS.ID.eq(id))
                .and(visible(scope))
                .fetchOptional(CrossChecks::check);
    }

    /// Of a place and a year: how its certificates stood up to being looked at, and how its office answered.
    /// @param place leading digits of the county
    /// @param late  answered after their day, or waiting beyond it
    /// @param wrong found incomplete or untrue
    public record Tally(String place, int asked, int answered, int late, int wrong) {}

    /// By county of the certificates, those asked in a year.
    public List<Tally> tally(Scope scope, Year year) {
        var county = left(CROSS_CHECKS.REGION_CODE, inline(6));
        Field<LocalDate> until = DSL.coalesce(
                DSL.field("({0} at time zone 'Asia/Shanghai')::date", LocalDate.class, CROSS_CHECKS.ANSWERED_AT),
                DSL.val(today()));
        return sql.select(
                        county,
                        count(),
                        count(CROSS_CHECKS.ANSWERED_AT),
                        count().filterWhere(until.gt(CROSS_CHECKS.DUE_ON)),
                        count().filterWhere(CROSS_CHECKS.FINDING.in(
                                CrossCheck.Finding.INCOMPLETE.code(), CrossCheck.Finding.UNTRUE.code())))
                .from(CROSS_CHECKS)
                .where(visible(scope))
                .and(CROSS_CHECKS.ASKED_AT.ge(
                        year.atDay(1).atStartOfDay(Ui.ZONE).toInstant()))
                .and(CROSS_CHECKS.ASKED_AT.lt(
                        year.plusYears(1).atDay(1).atStartOfDay(Ui.ZONE).toInstant()))
                .groupBy(county)
                .orderBy(county)
                .fetch(row -> new Tally(row.value1(), row.value2(), row.value3(), row.value4(), row.value5()));
    }

    /// Two offices see it, and those above them; a producer does not.
    private static Condition visible(Scope scope) {
        return scope.on(CROSS_CHECKS.REGION_CODE).or(scope.on(CROSS_CHECKS.ASKED_REGION));
    }

    public boolean mayAsk(Actor actor) {
        return !actor.isProducer() && actor.may(Verb.DECIDE);
    }

    /// Who looks: the office of the place or one above it, but not the one that asks.
    public boolean mayAnswer(Actor actor, CrossCheck one) {
        return mayAsk(actor)
                && actor.scope().covers(one.region())
                && !actor.region().equals(one.askedRegion());
    }

    /// As the form begins.
    public LocalDate usualDay() {
        return today().plusDays(USUAL_WAIT_DAYS);
    }

    // --- Acts

    /// 请核查: the same form again is the same request.
    /// @param typed code of the certificate
    @Transactional
    public Decision<CrossCheck> ask(Actor actor, String formId, String typed, String words, String due) {
        if (!mayAsk(actor)) return Decision.refused("compliance.cross-not-yours");
        var form = CommitmentWriter.uuid(formId);
        if (form == null) return Decision.refused("compliance.form");
        var before = ofForm(actor, form);
        if (before.isPresent()) return Decision.done(before.get());
        var faults = new ArrayList<Refusal>();
        var what = EntryTyped.needed(words, "words", "请他们核查什么", faults);
        var day = day(due);
        if (day == null)
            faults.add(Refusal.of("compliance.cross-day", today().plusDays(1), today().plusDays(LONGEST_WAIT_DAYS))
                    .at("due"));
        var of = CertificateCode.parse(Seal.Found.in(typed).code())
                .flatMap(conformity::find)
                .orElse(null);
        if (of == null) faults.add(Refusal.of("compliance.cross-code").at("code"));
        else if (own(actor, of))
            faults.add(Refusal.of("compliance.cross-own", of.producerName()).at("code"));
        if (!faults.isEmpty() || of == null || day == null) return Decision.refused(Refusal.joined(faults));
        var row = sql.insertInto(CROSS_CHECKS)
                .set(CROSS_CHECKS.FORM_ID, form)
                .set(CROSS_CHECKS.CODE, of.code().value())
                .set(CROSS_CHECKS.PRODUCT, of.product())
                .set(CROSS_CHECKS.PRODUCER_ID, of.producerId())
                .set(CROSS_CHECKS.PRODUCER_NAME, of.producerName())
                .set(CROSS_CHECKS.BATCH_ID, of.batchId())
                .set(CROSS_CHECKS.BATCH_CODE, of.batchCode())
                .set(CROSS_CHECKS.REGION_CODE, of.region().value())
                .set(CROSS_CHECKS.ASKED_REGION, actor.region().value())
                .set(CROSS_CHECKS.ASKED_OFFICE, actor.officeName())
                .set(CROSS_CHECKS.ASKED_BY, actor.name())
                .set(CROSS_CHECKS.ASKED_AT, clock.instant())
                .set(CROSS_CHECKS.WORDS, what)
                .set(CROSS_CHECKS.DUE_ON, day)
                .set(CROSS_CHECKS.DEMO, actor.demo())
                .onConflictDoNothing()
                .returning()
                .fetchOne();
        // The same form at the same moment, or somebody else's.
        if (row == null)
            return ofForm(actor, form).map(Decision::done).orElseGet(() -> Decision.refused("compliance.form"));
        var one = check(row);
        journal.write(
                actor,
                entry(
                        "cross-check.ask",
                        one,
                        "请核查" + one.producerName() + "的合格证 " + one.code().shown() + "，" + Ui.day(one.due()) + "前答复："
                                + what));
        return Decision.done(one);
    }

    private Optional<CrossCheck> ofForm(Actor actor, java.util.UUID form) {
        return sql.selectFrom(CROSS_CHECKS)
                .where(CROSS_CHECKS.FORM_ID.eq(form))
                .and(visible(actor.scope()))
                .fetchOptional(CrossChecks::check);
    }

    /// A county looks at its own certificates without asking anybody.
    private static boolean own(Actor actor, Commitment of) {
        return !actor.region().level().isAbove(Level.COUNTY)
                && actor.region().path().stream()
                        .anyMatch(one -> one.level() == Level.COUNTY && one.contains(of.region()));
    }

    private @Nullable LocalDate day(String typed) {
        try {
            var day = TypedDay.parse(typed.strip());
            return day.isAfter(today()) && !day.isAfter(today().plusDays(LONGEST_WAIT_DAYS)) ? day : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /// 答复核查.
    @Transactional
    public Decision<CrossCheck> answer(Actor actor, long id, String finding, String words) {
        var row = sql.selectFrom(CROSS_CHECKS)
                .where(CROSS_CHECKS.ID.eq(id))
                .and(visible(actor.scope()))
                .forUpdate()
                .fetchOptional()
                .orElseThrow(NotFound::new);
        if (!mayAnswer(actor, check(row))) return Decision.refused("compliance.cross-answer-not-yours");
        if (row.getAnsweredAt() != null) return Decision.refused("compliance.cross-answered");
        var faults = new ArrayList<Refusal>();
        var found = CrossCheck.Finding.ofCode(finding).orElse(null);
        if (found == null) faults.add(Refusal.of("compliance.cross-finding").at("finding"));
        var what = EntryTyped.needed(words, "answer", "怎么查的、查到什么", faults);
        if (!faults.isEmpty() || found == null) return Decision.refused(Refusal.joined(faults));
        row.setFinding(found.code());
        row.setAnswer(what);
        row.setAnsweredOffice(actor.officeName());
        row.setAnsweredBy(actor.name());
        row.setAnsweredAt(clock.instant());
        row.update();
        var one = check(row);
        journal.write(actor, entry("cross-check.answer", one, "核查结果" + found.title() + "：" + what));
        return Decision.done(one);
    }

    private static JournalEntry entry(String act, CrossCheck one, String summary) {
        return JournalEntry.of(act, one.region(), SUBJECT, one.id(), one.producerName() + "的" + one.product(), summary);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }

    private static CrossCheck check(CrossChecksRecord row) {
        return new CrossCheck(
                row.getId(),
                new CertificateCode(row.getCode()),
                row.getProduct(),
                row.getProducerId(),
                row.getProducerName(),
                row.getBatchId(),
                row.getBatchCode(),
                new RegionCode(row.getRegionCode()),
                new RegionCode(row.getAskedRegion()),
                row.getAskedOffice(),
                row.getAskedBy(),
                row.getAskedAt(),
                row.getWords(),
                row.getDueOn(),
                CrossCheck.Finding.ofCode(row.getFinding()).orElse(null),
                row.getAnswer(),
                row.getAnsweredOffice(),
                row.getAnsweredBy(),
                row.getAnsweredAt(),
                row.getDemo());
    }
}
