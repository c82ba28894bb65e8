package org.nongyou.catalogue;

import static nongyoudb.catalogue.Tables.LISTINGS;
import static nongyoudb.catalogue.Tables.MEASURES;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Refusal;
import org.nongyou.notice.Notice;
import org.nongyou.notice.Notices;
import org.nongyou.scheme.Schemes;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// What happens to an entry that stands in the catalogue (动态管理): warning, rectification with a date, suspension, their
/// lifting, and removal at the end of the scheme's procedure. The status, the measure, the notice and the journal row
/// are
/// written together or not at all. What lies outside the person's area throws [NotFound].
@Service
public class DynamicManagement {

    private static final int LONGEST_RECTIFICATION_DAYS = 366;

    /// From which statuses a measure can be taken. Removal is not among them: it comes from the scheme's procedure.
    private static final Map<MeasureKind, Set<ListingStatus>> FROM = Map.of(
            MeasureKind.WARNING, Set.of(ListingStatus.LISTED),
            MeasureKind.RECTIFICATION, Set.of(ListingStatus.LISTED, ListingStatus.WARNED, ListingStatus.RECTIFYING),
            MeasureKind.SUSPENSION, Set.of(ListingStatus.LISTED, ListingStatus.WARNED, ListingStatus.RECTIFYING),
            MeasureKind.LIFTING, Set.of(ListingStatus.WARNED, ListingStatus.RECTIFYING, ListingStatus.SUSPENDED));

    private final DSLContext sql;
    private final Listings listings;
    private final MeasureBook measures;
    private final Schemes schemes;
    private final Notices notices;
    private final Offices offices;
    private final Journal journal;
    private final Clock clock;

    DynamicManagement(
            DSLContext sql,
            Listings listings,
            MeasureBook measures,
            Schemes schemes,
            Notices notices,
            Offices offices,
            Journal journal,
            Clock clock) {
        this.sql = sql;
        this.listings = listings;
        this.measures = measures;
        this.schemes = schemes;
        this.notices = notices;
        this.offices = offices;
        this.journal = journal;
        this.clock = clock;
    }

    @Transactional
    public Decision<Listing> warn(Actor actor, long id, MeasureForm form) {
        return take(actor, id, MeasureKind.WARNING, ListingStatus.WARNED, form);
    }

    @Transactional
    public Decision<Listing> orderRectification(Actor actor, long id, MeasureForm form) {
        return take(actor, id, MeasureKind.RECTIFICATION, ListingStatus.RECTIFYING, form);
    }

    @Transactional
    public Decision<Listing> suspend(Actor actor, long id, MeasureForm form) {
        return take(actor, id, MeasureKind.SUSPENSION, ListingStatus.SUSPENDED, form);
    }

    /// Clears a warning, a rectification or a suspension: by the office that took it, or one above.
    @Transactional
    public Decision<Listing> lift(Actor actor, long id, MeasureForm form) {
        return take(actor, id, MeasureKind.LIFTING, ListingStatus.LISTED, form);
    }

    /// Why the person cannot take a measure now; empty when he can. The page asks the same question as the act.
    public Optional<Refusal> notNow(Actor actor, Listing listing, MeasureKind kind) {
        if (!actor.may(Verb.MANAGE_CATALOGUE)) return Optional.of(Refusal.of("catalogue.not-your-right"));
        var office = actor.office();
        if (office == null || !office.region().contains(listing.region()))
            return Optional.of(Refusal.of("catalogue.not-your-area"));
        if (!FROM.getOrDefault(kind, Set.of()).contains(listing.status()))
            return Optional.of(Refusal.of("catalogue.not-from", listing.status().title(), kind.title()));
        var open = openMeasure(listing);
        if (open.isPresent()) {
            var by = open.get();
            boolean higher =
                    by.officeId() == office.id() || !levelOf(by.officeId()).isAbove(office.level());
            if (!higher)
                return Optional.of(
                        Refusal.of("catalogue.measure-of-higher", by.kind().title(), by.officeName()));
        }
        return Optional.empty();
    }

    private Level levelOf(long officeId) {
        return offices.find(officeId).map(office -> office.level()).orElse(Level.NATIONAL);
    }

    /// The measure that determines the present status, or none when the entry stands clear.
    public Optional<Measure> openMeasure(Listing listing) {
        return switch (listing.status()) {
            case LISTED, REMOVED, EXPIRED, PROMOTED -> Optional.empty();
            case WARNED, RECTIFYING, SUSPENDED ->
                listings.measures(listing).stream()
                        .filter(measure -> switch (measure.kind()) {
                            case WARNING, RECTIFICATION, SUSPENSION -> true;
                            case LIFTING, REVOCATION, KEPT, REMOVAL, PROMOTION, RENEWAL, EXPIRY -> false;
                        })
                        .findFirst();
        };
    }

    private Decision<Listing> take(Actor actor, long id, MeasureKind kind, ListingStatus to, MeasureForm form) {
        var listing = lock(actor, id);
        var refused = judge(actor, listing, kind, form);
        if (refused.isPresent()) {
            journal.writeRefused(
                    actor,
                    Catalogue.entry(listing, kind.code(), "想" + kind.title() + "，系统没有受理")
                            .because(refused.get().message()));
            return Decision.refused(refused.get());
        }
        return Decision.done(carryOut(actor, listing, kind, to, form));
    }

    private Optional<Refusal> judge(Actor actor, Listing listing, MeasureKind kind, MeasureForm form) {
        if (form.status() != listing.status())
            return Optional.of(
                    Refusal.of("catalogue.changed-meanwhile", listing.status().title()));
        var notNow = notNow(actor, listing, kind);
        if (notNow.isPresent()) return notNow;
        var faults = new ArrayList<Refusal>();
        if (form.reason().length() < 5)
            faults.add(Refusal.of("catalogue.reason-short").at("reason"));
        if (form.reason().length() > 1000)
            faults.add(Refusal.of("catalogue.reason-long").at("reason"));
        if (kind == MeasureKind.RECTIFICATION) {
            var due = form.dueOn();
            if (due == null) faults.add(Refusal.of("catalogue.due-missing").at("dueOn"));
            else if (!due.isAfter(listings.today()))
                faults.add(Refusal.of("catalogue.due-past").at("dueOn"));
            else if (due.isAfter(listings.today().plusDays(LONGEST_RECTIFICATION_DAYS)))
                faults.add(Refusal.of("catalogue.due-far").at("dueOn"));
        }
        return faults.isEmpty() ? Optional.empty() : Optional.of(Refusal.joined(faults));
    }

    private Listing carryOut(Actor actor, Listing listing, MeasureKind kind, ListingStatus to, MeasureForm form) {
        var clause = form.clause() == null || form.clause().isBlank()
                ? clause(listing)
                : form.clause().strip();
        var due = kind == MeasureKind.RECTIFICATION ? form.dueOn() : null;
        var closes = kind == MeasureKind.LIFTING
                ? openMeasure(listing).map(Measure::id).orElse(null)
                : null;
        var notice = notices.publishMeasure(
                        actor,
                        listing.title() + "：" + kind.title(),
                        listing.title() + "（" + listing.number() + "）" + kind.title()
                                + (due == null ? "" : "，" + Ui.day(due) + "前完成") + "。\n原因：" + form.reason(),
                        clause,
                        listing.region(),
                        Catalogue.SUBJECT,
                        String.valueOf(listing.id()))
                .orElseThrow();
        sql.update(LISTINGS)
                .set(LISTINGS.STATUS, to.code())
                .set(LISTINGS.RECTIFY_BY, due)
                .set(LISTINGS.UPDATED_AT, clock.instant())
                .where(LISTINGS.ID.eq(listing.id()))
                .execute();
        measures.add(actor, listing, kind, form.reason(), clause, due, notice.id(), null, closes);
        journal.write(
                actor,
                Catalogue.entry(listing, kind.code(), kind.title() + (due == null ? "" : "，" + due + " 前完成"))
                        .because(form.reason())
                        .change(json(listing.status()), json(to)));
        return again(listing);
    }

    /// The clause of dynamic management that the scheme's exits cite.
    String clause(Listing listing) {
        var scheme = schemes.at(listing.scheme());
        var kind = scheme.kind(listing.kind()).orElseThrow();
        var clauses = kind.exits().isEmpty()
                ? kind.clauses()
                : kind.exits().getFirst().clauses();
        return scheme.title() + " " + String.join("、", clauses);
    }

    // Removal, by the scheme's procedure only

    /// Keeps on the listing that its revocation was started.
    @Transactional(propagation = Propagation.MANDATORY)
    void revocationStarted(Actor actor, Listing listing, long caseId, String reason, String clause) {
        measures.add(actor, listing, MeasureKind.REVOCATION, reason, clause, null, null, caseId, null);
        journal.write(actor, Catalogue.entry(listing, "revocation", "启动取消资格程序").because(reason));
    }

    /// The listing whose revocation a case is.
    Optional<Listing> revokedBy(long caseId) {
        return sql.select(LISTINGS.fields())
                .from(LISTINGS)
                .join(MEASURES)
                .on(MEASURES.LISTING_ID.eq(LISTINGS.ID))
                .where(MEASURES.CASE_ID.eq(caseId))
                .and(MEASURES.KIND.eq(MeasureKind.REVOCATION.code()))
                .forUpdate()
                .of(LISTINGS)
                .fetchOptional(row -> listings.listing(row.into(LISTINGS)));
    }

    /// The end of a revocation with removal.
    @Transactional(propagation = Propagation.MANDATORY)
    void remove(Actor actor, Listing listing, long caseId, String opinion) {
        if (!listing.status().standing()) return;
        var reason = listings.measures(listing).stream()
                .filter(one -> one.kind() == MeasureKind.REVOCATION
                        && Long.valueOf(caseId).equals(one.caseId()))
                .findFirst()
                .map(Measure::reason)
                .orElse(opinion);
        var clause = clause(listing);
        var notice = notices.publishMeasure(
                actor,
                listing.title() + "：取消资格",
                listing.title() + "（" + listing.number() + "）取消资格。\n原因：" + reason,
                clause,
                listing.region(),
                Catalogue.SUBJECT,
                String.valueOf(listing.id()));
        sql.update(LISTINGS)
                .set(LISTINGS.STATUS, ListingStatus.REMOVED.code())
                .setNull(LISTINGS.RECTIFY_BY)
                .set(LISTINGS.UPDATED_AT, clock.instant())
                .where(LISTINGS.ID.eq(listing.id()))
                .execute();
        Long noticeId = notice instanceof Decision.Done<Notice>(var done) ? (Long) done.id() : null;
        measures.add(actor, listing, MeasureKind.REMOVAL, reason, clause, null, noticeId, caseId, null);
        journal.write(
                actor,
                Catalogue.entry(listing, "remove", "取消资格")
                        .because(reason)
                        .change(json(listing.status()), json(ListingStatus.REMOVED)));
    }

    /// The end of a revocation that kept the entry.
    @Transactional(propagation = Propagation.MANDATORY)
    void keep(Actor actor, Listing listing, long caseId, String opinion) {
        measures.add(
                actor,
                listing,
                MeasureKind.KEPT,
                opinion.isBlank() ? "按程序核实后保留资格" : opinion,
                null,
                null,
                null,
                caseId,
                null);
        journal.write(actor, Catalogue.entry(listing, "keep", "保留资格").because(opinion));
    }

    private Listing lock(Actor actor, long id) {
        return sql.selectFrom(LISTINGS)
                .where(LISTINGS.ID.eq(id))
                .and(actor.scope().on(LISTINGS.REGION_CODE, LISTINGS.PRODUCER_ID))
                .forUpdate()
                .fetchOptional(listings::listing)
                .orElseThrow(NotFound::new);
    }

    private Listing again(Listing listing) {
        return sql.selectFrom(LISTINGS).where(LISTINGS.ID.eq(listing.id())).fetchSingle(listings::listing);
    }

    private static String json(ListingStatus status) {
        return "{\"status\":\"" + status.code() + "\"}";
    }
}
