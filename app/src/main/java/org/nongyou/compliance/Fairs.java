package org.nongyou.compliance;

import static nongyoudb.compliance.Tables.ENTRIES;
import static nongyoudb.compliance.Tables.FAIRS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.sum;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import nongyoudb.compliance.tables.records.FairsRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.kernel.TypedDay;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Exhibitions (展会): who holds one looks at what comes in with the same act as a market does.
@Service
public class Fairs {

    /// In the journal and in links.
    public static final String SUBJECT = "fair";

    private static final int MOST_DAYS = 60;

    private final DSLContext sql;
    private final EntryCheckers checkers;
    private final Journal journal;
    private final Clock clock;

    Fairs(DSLContext sql, EntryCheckers checkers, Journal journal, Clock clock) {
        this.sql = sql;
        this.checkers = checkers;
        this.journal = journal;
        this.clock = clock;
    }

    // --- Read

    /// What was looked at.
    /// @param exhibitors     whose goods came
    /// @param byCertificate  lots taken in with a certificate of this platform
    public record Tally(
            int lots, int accepted, int refused, int byCertificate, int exhibitors, BigDecimal acceptedKg) {}

    /// The newest first.
    public List<Fair> list(Scope scope, int limit) {
        return sql.selectFrom(FAIRS)
                .where(visible(scope))
                .orderBy(FAIRS.ID.desc())
                .limit(limit)
                .fetch(Fairs::fair);
    }

    public Optional<Fair> find(Scope scope, long id) {
        return sql.selectFrom(FAIRS).where(FAIRS.ID.eq(id)).and(visible(scope)).fetchOptional(Fairs::fair);
    }

    /// Those of a producer that are on today: its goods may come in there.
    public List<Fair> onToday(Actor actor) {
        if (!actor.isProducer()) return List.of();
        var today = today();
        return sql.selectFrom(FAIRS)
                .where(visible(actor.scope()))
                .and(FAIRS.FROM_DAY.le(today))
                .and(FAIRS.TO_DAY.ge(today))
                .orderBy(FAIRS.ID.desc())
                .fetch(Fairs::fair);
    }

    /// Without what was withdrawn.
    public Tally tally(Scope scope, long fair) {
        var accepted = ENTRIES.ACCEPTED.isTrue();
        return sql.select(
                        count(),
                        count().filterWhere(accepted),
                        count().filterWhere(accepted.not()),
                        count().filterWhere(accepted.and(ENTRIES.PROOF.eq(EntryProof.CERTIFICATE.code()))),
                        countDistinct(ENTRIES.ORIGIN_NAME),
                        sum(ENTRIES.KG).filterWhere(accepted))
                .from(ENTRIES)
                .where(ENTRIES.FAIR_ID.eq(fair))
                .and(ENTRIES.WITHDRAWN_AT.isNull())
                .and(EntryLists.visible(scope))
                .fetchSingle(row -> new Tally(
                        row.value1(),
                        row.value2(),
                        row.value3(),
                        row.value4(),
                        row.value5(),
                        Objects.requireNonNullElse(row.value6(), BigDecimal.ZERO)));
    }

    private static Condition visible(Scope scope) {
        return scope.on(FAIRS.REGION_CODE, FAIRS.ORGANISER_ID);
    }

    public boolean mayOpen(Actor actor) {
        return checkers.of(actor).isPresent();
    }

    // --- Acts

    /// 登记展会: by who holds it. The same form again is the same exhibition.
    @Transactional
    public Decision<Fair> open(Actor actor, FairForm form) {
        var organiser = checkers.of(actor).orElse(null);
        if (organiser == null) return Decision.refused("compliance.entry-not-yours");
        var id = CommitmentWriter.uuid(form.formId());
        if (id == null) return Decision.refused("compliance.form");
        var faults = new ArrayList<Refusal>();
        var name = EntryTyped.needed(form.name(), "name", "展会名称", faults);
        var place = EntryTyped.needed(form.place(), "place", "在哪里办", faults);
        var from = day(form.from());
        var to = form.to().isBlank() ? from : day(form.to());
        if (from == null
                || to == null
                || to.isBefore(from)
                || to.isAfter(from.plusDays(MOST_DAYS - 1))
                || from.isBefore(today().withDayOfYear(1))
                || from.isAfter(today().plusYears(1)))
            faults.add(Refusal.of("compliance.fair-days").at("from"));
        if (!faults.isEmpty() || from == null || to == null) return Decision.refused(Refusal.joined(faults));
        var row = sql.insertInto(FAIRS)
                .set(FAIRS.FORM_ID, id)
                .set(FAIRS.NAME, name)
                .set(FAIRS.PLACE, place)
                .set(FAIRS.FROM_DAY, from)
                .set(FAIRS.TO_DAY, to)
                .set(FAIRS.ORGANISER_ID, organiser.id())
                .set(FAIRS.ORGANISER_NAME, organiser.name())
                .set(FAIRS.REGION_CODE, organiser.region().value())
                .set(FAIRS.RECORDED_BY, actor.name())
                .set(FAIRS.RECORDED_AT, clock.instant())
                .set(FAIRS.DEMO, organiser.demo())
                .onConflictDoNothing()
                .returning()
                .fetchOne();
        if (row == null)
            return ofForm(actor, id).map(Decision::done).orElseGet(() -> Decision.refused("compliance.form"));
        var one = fair(row);
        journal.write(
                actor,
                JournalEntry.of(
                        "fair.open",
                        one.region(),
                        SUBJECT,
                        one.id(),
                        one.name(),
                        "登记展会“" + one.name() + "”，" + one.place() + "，" + one.from() + " 到 " + one.to()));
        return Decision.done(one);
    }

    private Optional<Fair> ofForm(Actor actor, UUID form) {
        return sql.selectFrom(FAIRS)
                .where(FAIRS.FORM_ID.eq(form))
                .and(visible(actor.scope()))
                .fetchOptional(Fairs::fair);
    }

    private static @Nullable LocalDate day(String typed) {
        try {
            return TypedDay.parse(typed.strip());
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }

    private static Fair fair(FairsRecord row) {
        return new Fair(
                row.getId(),
                row.getName(),
                row.getPlace(),
                row.getFromDay(),
                row.getToDay(),
                row.getOrganiserId(),
                row.getOrganiserName(),
                new RegionCode(row.getRegionCode()),
                row.getDemo());
    }
}
