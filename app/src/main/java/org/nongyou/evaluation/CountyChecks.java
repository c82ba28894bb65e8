package org.nongyou.evaluation;

import static nongyoudb.evaluation.Tables.CHECKS;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nongyoudb.evaluation.tables.records.ChecksRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.catalogue.Listing;
import org.nongyou.catalogue.Listings;
import org.nongyou.file.Files;
import org.nongyou.file.StoredFile;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.kernel.TypedDay;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Kind;
import org.nongyou.scheme.Schemes;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Dynamic checks of named counties: the offices above a county check it, a failed check speaks for removal until what
/// failed is found put right. Whether the county is removed is decided by the scheme's own procedure.
@Service
public class CountyChecks {

    private static final int LEAST_WORDS = 5;
    private static final int LONGEST = 1000;

    private final DSLContext sql;
    private final Listings listings;
    private final Schemes schemes;
    private final Files files;
    private final Journal journal;
    private final Clock clock;

    CountyChecks(DSLContext sql, Listings listings, Schemes schemes, Files files, Journal journal, Clock clock) {
        this.sql = sql;
        this.listings = listings;
        this.schemes = schemes;
        this.files = files;
        this.journal = journal;
        this.clock = clock;
    }

    /// The newest first.
    public List<CountyCheck> list(Scope scope, @Nullable RegionCode region, int limit) {
        return sql.selectFrom(CHECKS)
                .where(scope.narrowedTo(region).on(CHECKS.REGION_CODE))
                .orderBy(CHECKS.ID.desc())
                .limit(limit)
                .fetch(CountyChecks::check);
    }

    public Optional<CountyCheck> find(Scope scope, long id) {
        return sql.selectFrom(CHECKS)
                .where(CHECKS.ID.eq(id))
                .and(scope.on(CHECKS.REGION_CODE))
                .fetchOptional(CountyChecks::check);
    }

    /// An office above the county enters what it found.
    /// @param proof null where none was handed in
    @Transactional
    public Decision<CountyCheck> record(Actor actor, NewCheck check, Files.@Nullable Incoming proof) {
        var listing = listings.find(actor.scope(), check.listingId())
                .filter(one ->
                        one.kind().equals(SafetyCounties.KIND) && one.status().standing())
                .orElseThrow(NotFound::new);
        // A second click waits here for the first, and finds its check.
        sql.execute("select pg_advisory_xact_lock(hashtextextended(?, 0))", "county-check " + check.formKey());
        var before = sql.selectFrom(CHECKS)
                .where(CHECKS.FORM_KEY.eq(check.formKey()))
                .fetchOne();
        if (before != null)
            return before.getCheckedBy() == actor.accountId()
                    ? Decision.done(check(before))
                    : Decision.refused("evaluation.form-taken");
        var clause = clause(listing);
        var barred = barred(actor, listing);
        if (barred.isPresent()) return Decision.refused(barred.get().citing(clause));
        var faults = new ArrayList<Refusal>();
        var on = day(check.checkedOn(), faults);
        if (on != null && on.isBefore(listing.listedOn()))
            faults.add(Refusal.of("evaluation.check-before-listing", Ui.date(listing.listedOn()))
                    .at("checkedOn"));
        if (!check.passed().matches("yes|no"))
            faults.add(Refusal.of("evaluation.check-outcome").at("passed"));
        if (check.finding().strip().length() < LEAST_WORDS)
            faults.add(Refusal.of("evaluation.check-finding", LEAST_WORDS).at("finding"));
        if (check.finding().length() > LONGEST)
            faults.add(Refusal.of("evaluation.words-long", LONGEST).at("finding"));
        if (check.passed().equals("no") && proof == null)
            faults.add(Refusal.of("evaluation.check-proof").citing(clause).at("proof"));
        if (!faults.isEmpty() || on == null) return Decision.refused(Refusal.joined(faults));
        if (proof == null) return Decision.done(insert(actor, listing, check, on, clause, null));
        return files.store(actor, listing.region(), null, proof.name(), proof.content())
                .then(file -> Decision.done(insert(actor, listing, check, on, clause, file)));
    }

    private CountyCheck insert(
            Actor actor, Listing listing, NewCheck check, LocalDate on, String clause, @Nullable StoredFile file) {
        var office = java.util.Objects.requireNonNull(actor.office());
        boolean passed = check.passed().equals("yes");
        var done = sql.insertInto(CHECKS)
                .set(CHECKS.FORM_KEY, check.formKey())
                .set(CHECKS.LISTING_ID, listing.id())
                .set(CHECKS.REGION_CODE, listing.region().value())
                .set(CHECKS.CHECKED_ON, on)
                .set(CHECKS.PASSED, passed)
                .set(CHECKS.FINDING, check.finding().strip())
                .set(CHECKS.SCHEME_ID, listing.scheme().id())
                .set(CHECKS.CLAUSE, clause)
                .set(CHECKS.FILE_ID, file == null ? null : file.id())
                .set(CHECKS.OFFICE_ID, office.id())
                .set(CHECKS.OFFICE_NAME, office.name())
                .set(CHECKS.CHECKED_BY, actor.accountId())
                .set(CHECKS.CHECKED_BY_NAME, actor.name())
                .set(CHECKS.RECORDED_AT, clock.instant().truncatedTo(ChronoUnit.MICROS))
                .set(CHECKS.DEMO, actor.demo())
                .returning()
                .fetchSingle(CountyChecks::check);
        journal.write(
                actor,
                entry("evaluation.check", listing, "动态核查" + (passed ? "合格" : "不合格"))
                        .because(check.finding().strip()));
        return done;
    }

    /// What failed was put right, as the checking office found.
    @Transactional
    public Decision<CountyCheck> mended(Actor actor, long id, String day, String how) {
        var row = sql.selectFrom(CHECKS)
                .where(CHECKS.ID.eq(id))
                .and(actor.scope().on(CHECKS.REGION_CODE))
                .forUpdate()
                .fetchOptional()
                .orElseThrow(NotFound::new);
        var listing = listings.find(actor.scope(), row.getListingId()).orElseThrow(NotFound::new);
        var barred = barred(actor, listing);
        if (barred.isPresent()) return Decision.refused(barred.get().citing(row.getClause()));
        if (!check(row).failing()) return Decision.refused("evaluation.check-not-failing");
        var faults = new ArrayList<Refusal>();
        var on = day(day, faults);
        if (on != null && on.isBefore(row.getCheckedOn()))
            faults.add(Refusal.of("evaluation.check-mended-before", Ui.date(row.getCheckedOn()))
                    .at("checkedOn"));
        if (how.strip().length() < LEAST_WORDS || how.length() > LONGEST)
            faults.add(Refusal.of("evaluation.check-finding", LEAST_WORDS).at("finding"));
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        row.setMendedOn(on);
        row.setMendedHow(how.strip());
        row.store();
        journal.write(
                actor, entry("evaluation.check-mended", listing, "核查不合格的已改好").because(how.strip()));
        return Decision.done(check(row));
    }

    /// Whether the person's office is above the county and may check it.
    public boolean mayCheck(Actor actor, Listing listing) {
        return barred(actor, listing).isEmpty();
    }

    private Optional<Refusal> barred(Actor actor, Listing listing) {
        var office = actor.office();
        if (office == null
                || !office.level().isAbove(listing.region().level())
                || !office.department().equals("agriculture"))
            return Optional.of(Refusal.of("evaluation.check-not-above", listing.title()));
        return actor.may(Verb.DECIDE) ? Optional.empty() : Optional.of(Refusal.of("evaluation.no-right", "动态核查"));
    }

    private @Nullable LocalDate day(String typed, List<Refusal> faults) {
        try {
            var on = TypedDay.parse(typed.strip());
            if (!on.isAfter(today())) return on;
            faults.add(Refusal.of("evaluation.check-future", Ui.date(on)).at("checkedOn"));
            return null;
        } catch (DateTimeException e) {
            faults.add(Refusal.of("evaluation.check-day").at("checkedOn"));
            return null;
        }
    }

    /// How many failed checks of a county are not mended.
    int failing(RegionCode county) {
        return sql.fetchCount(
                CHECKS,
                CHECKS.REGION_CODE
                        .eq(county.value())
                        .and(CHECKS.PASSED.isFalse())
                        .and(CHECKS.MENDED_ON.isNull()));
    }

    private String clause(Listing listing) {
        var scheme = schemes.at(listing.scheme());
        var kind = scheme.kind(listing.kind()).map(Kind::clauses).orElse(List.of());
        return "《" + scheme.title() + "》" + String.join("、", kind);
    }

    private static JournalEntry entry(String act, Listing listing, String summary) {
        return JournalEntry.of(act, listing.region(), "listing", listing.id(), listing.title(), summary);
    }

    private static CountyCheck check(ChecksRecord row) {
        return new CountyCheck(
                row.getId(),
                row.getListingId(),
                new RegionCode(row.getRegionCode()),
                row.getCheckedOn(),
                row.getPassed(),
                row.getFinding(),
                row.getMendedOn(),
                row.getMendedHow(),
                row.getClause(),
                row.getFileId(),
                row.getOfficeName(),
                row.getCheckedByName(),
                row.getDemo());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
