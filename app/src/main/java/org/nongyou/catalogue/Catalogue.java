package org.nongyou.catalogue;

import static nongyoudb.catalogue.Sequences.LISTING_NUMBERS;
import static nongyoudb.catalogue.Tables.LISTINGS;
import static nongyoudb.catalogue.Tables.MEASURES;
import static nongyoudb.catalogue.Tables.RESERVES;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nongyoudb.catalogue.tables.records.ListingsRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.PublicCode;
import org.nongyou.kernel.Refusal;
import org.nongyou.notice.Notice;
import org.nongyou.notice.Notices;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Kind;
import org.nongyou.scheme.Kind.Validity.Span;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.SchemeRef;
import org.nongyou.scheme.Schemes;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// The keeper of the catalogue. Every change is an act: the listing, the measure, the notice and the journal row are
/// written together or not at all. What lies outside the person's area throws [NotFound].
@Service
public class Catalogue {

    static final String SUBJECT = "listing";
    private static final int LONGEST_RECTIFICATION_DAYS = 366;

    /// From which statuses a measure can be taken. Removal is not among them: it comes from the scheme's procedure.
    private static final Map<MeasureKind, Set<ListingStatus>> FROM = Map.of(
            MeasureKind.WARNING, Set.of(ListingStatus.LISTED),
            MeasureKind.RECTIFICATION, Set.of(ListingStatus.LISTED, ListingStatus.WARNED, ListingStatus.RECTIFYING),
            MeasureKind.SUSPENSION, Set.of(ListingStatus.LISTED, ListingStatus.WARNED, ListingStatus.RECTIFYING),
            MeasureKind.LIFTING, Set.of(ListingStatus.WARNED, ListingStatus.RECTIFYING, ListingStatus.SUSPENDED));

    private final DSLContext sql;
    private final Listings listings;
    private final Schemes schemes;
    private final Subjects subjects;
    private final SubjectFacts facts;
    private final Quotas quotas;
    private final Notices notices;
    private final Offices offices;
    private final Journal journal;
    private final Clock clock;

    Catalogue(
            DSLContext sql,
            Listings listings,
            Schemes schemes,
            Subjects subjects,
            SubjectFacts facts,
            Quotas quotas,
            Notices notices,
            Offices offices,
            Journal journal,
            Clock clock) {
        this.sql = sql;
        this.listings = listings;
        this.schemes = schemes;
        this.subjects = subjects;
        this.facts = facts;
        this.quotas = quotas;
        this.notices = notices;
        this.offices = offices;
        this.journal = journal;
        this.clock = clock;
    }

    // Entering

    /// Reasons for which a subject cannot be listed now, whatever its case says.
    List<Refusal> againstListing(Scheme scheme, Kind kind, Level level, Listed subject) {
        var reasons = new ArrayList<>(quotas.against(scheme, kind, subject));
        standing(scheme.id(), kind.id(), subject).ifPresent(standing -> {
            if (standing.level().isAbove(level))
                reasons.add(
                        Refusal.of("catalogue.higher-already", standing.level().title(), standing.number()));
            if (standing.status() == ListingStatus.SUSPENDED || standing.status() == ListingStatus.RECTIFYING)
                reasons.add(
                        Refusal.of("catalogue.under-measure", standing.status().title(), standing.number()));
        });
        if (validity(kind, level, subject) instanceof Validity.Unknown(var missing))
            reasons.add(Refusal.of("catalogue.validity-unknown", missing));
        return reasons;
    }

    /// Lists the subject of a concluded case, once however often the end is told. An entry at a lower level is promoted
    /// and stays as history; one at the same level is renewed.
    @Transactional(propagation = Propagation.MANDATORY)
    Listing enter(
            Actor actor,
            long caseId,
            SchemeRef ref,
            String kindId,
            Level level,
            @Nullable String classId,
            Listed subject,
            LocalDate on) {
        var known = sql.selectFrom(LISTINGS).where(LISTINGS.CASE_ID.eq(caseId)).fetchOptional(listings::listing);
        if (known.isPresent()) return known.get();
        var scheme = schemes.at(ref);
        var kind = scheme.kind(kindId).orElseThrow();
        var validTo = lastDay(kind, level, subject);
        var before = standing(ref.id(), kindId, subject);
        if (before.isPresent() && before.get().level() == level) return renew(actor, before.get(), caseId, validTo);
        before.ifPresent(lower -> {
            sql.update(LISTINGS)
                    .set(LISTINGS.STATUS, ListingStatus.PROMOTED.code())
                    .setNull(LISTINGS.RECTIFY_BY)
                    .set(LISTINGS.UPDATED_AT, clock.instant())
                    .where(LISTINGS.ID.eq(lower.id()))
                    .execute();
            measure(actor, lower, MeasureKind.PROMOTION, "升为" + level.title(), null, null, null, caseId, null);
        });
        var listing = insert(
                ref,
                kindId,
                level,
                classId,
                subject,
                on,
                validTo,
                caseId,
                before.map(Listing::id).orElse(null),
                "");
        leaveReserveOnPromotion(ref.id(), kindId, level, subject, on);
        journal.write(
                actor,
                entry(
                        listing,
                        before.isPresent() ? "promote" : "list",
                        (before.isPresent() ? "升为" : "纳入") + level.title() + "目录，编号 " + listing.number()));
        return listing;
    }

    private Listing renew(Actor actor, Listing listing, long caseId, @Nullable LocalDate validTo) {
        sql.update(LISTINGS)
                .set(LISTINGS.VALID_TO, validTo)
                .set(LISTINGS.UPDATED_AT, clock.instant())
                .where(LISTINGS.ID.eq(listing.id()))
                .execute();
        measure(
                actor,
                listing,
                MeasureKind.RENEWAL,
                validTo == null ? "续期" : "续期到 " + validTo,
                null,
                null,
                null,
                caseId,
                null);
        journal.write(actor, entry(listing, "renew", "续期" + (validTo == null ? "" : "到 " + validTo)));
        return again(listing);
    }

    /// 直接登记: takes over a published result, such as a national list, with its source. By the office that keeps the
    /// scheme's catalogue.
    @Transactional
    public Decision<Listing> adopt(Actor actor, Adoption adoption) {
        var scheme = schemes.find(adoption.scheme()).orElseThrow(NotFound::new);
        var kind = scheme.kind(adoption.kind()).orElse(null);
        var faults = new ArrayList<Refusal>();
        if (!actor.may(Verb.MANAGE_CATALOGUE)) return Decision.refused("catalogue.not-your-right");
        if (actor.office() == null || !actor.scope().covers(new RegionCode(scheme.region())))
            return Decision.refused("catalogue.adopt-not-keeper", scheme.issuer());
        if (kind == null || !kind.levels().contains(adoption.level()))
            return Decision.refused(Refusal.of("catalogue.adopt-kind").at("kind"));
        if (adoption.classId() != null && kind.kindClass(adoption.classId()).isEmpty())
            faults.add(Refusal.of("catalogue.adopt-class").at("class"));
        if (adoption.source().strip().length() < 6)
            faults.add(Refusal.of("catalogue.adopt-source").at("source"));
        if (adoption.listedOn().isAfter(today()))
            faults.add(Refusal.of("catalogue.adopt-future").at("listedOn"));
        if (adoption.subjectId() == null && adoption.title().isBlank())
            faults.add(Refusal.of("catalogue.adopt-title").at("title"));
        if (!new RegionCode(scheme.region()).contains(adoption.region()))
            faults.add(Refusal.of("catalogue.adopt-region").at("region"));
        var subject = subject(actor, kind, adoption);
        if (subject.isEmpty()) faults.add(Refusal.of("catalogue.adopt-subject").at("subject"));
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        var listed = subject.orElseThrow();
        var before = standing(scheme.id(), kind.id(), listed);
        if (before.isPresent() && !adoption.level().isAbove(before.get().level()))
            return Decision.refused(Refusal.of(
                            "catalogue.already",
                            listed.title(),
                            before.get().level().title(),
                            before.get().number())
                    .at("title"));
        var against = quotas.against(scheme, kind, listed);
        if (!against.isEmpty()) return Decision.refused(Refusal.joined(against));
        before.ifPresent(lower -> {
            sql.update(LISTINGS)
                    .set(LISTINGS.STATUS, ListingStatus.PROMOTED.code())
                    .setNull(LISTINGS.RECTIFY_BY)
                    .set(LISTINGS.UPDATED_AT, clock.instant())
                    .where(LISTINGS.ID.eq(lower.id()))
                    .execute();
            measure(
                    actor,
                    lower,
                    MeasureKind.PROMOTION,
                    "按公布结果升为" + adoption.level().title(),
                    null,
                    null,
                    null,
                    null,
                    null);
        });
        var listing = insert(
                adoption.scheme(),
                kind.id(),
                adoption.level(),
                adoption.classId(),
                listed,
                adoption.listedOn(),
                lastDayFrom(kind, listed, adoption.listedOn()) instanceof Validity.Until(var day) ? day : null,
                null,
                before.map(Listing::id).orElse(null),
                adoption.source().strip());
        leaveReserveOnPromotion(scheme.id(), kind.id(), adoption.level(), listed, today());
        journal.write(
                actor,
                entry(listing, "adopt", "直接登记" + adoption.level().title() + "目录，编号 " + listing.number())
                        .because(adoption.source().strip()));
        return Decision.done(listing);
    }

    private Optional<Listed> subject(Actor actor, Kind kind, Adoption adoption) {
        var subjectKind = kind.subject().code();
        if (adoption.subjectId() != null) return subjects.find(actor.scope(), subjectKind, adoption.subjectId());
        // A division is always registered; a base may be known by its published name only.
        if (subjectKind.equals("region"))
            return subjects.find(actor.scope(), subjectKind, adoption.region().value());
        return Optional.of(new Listed(
                subjectKind,
                "list:" + adoption.region() + ":" + adoption.title().strip(),
                adoption.title().strip(),
                adoption.region(),
                null,
                adoption.producerName().strip(),
                adoption.product().strip(),
                adoption.areaMu(),
                null,
                null,
                null,
                actor.demo()));
    }

    private Listing insert(
            SchemeRef ref,
            String kind,
            Level level,
            @Nullable String classId,
            Listed subject,
            LocalDate on,
            @Nullable LocalDate validTo,
            @Nullable Long caseId,
            @Nullable Long promotedFrom,
            String source) {
        var row = sql.newRecord(LISTINGS);
        var county = (subject.region().value() + "00").substring(0, 6);
        row.setNumber("JD-%s-%d-%04d".formatted(county, on.getYear(), sql.nextval(LISTING_NUMBERS)));
        row.setSchemeId(ref.id());
        row.setSchemeVersion(ref.version());
        row.setKind(kind);
        row.setLevel(level.code());
        row.setClassId(classId);
        row.setSubjectKind(subject.kind());
        row.setSubjectId(subject.id());
        row.setTitle(subject.title());
        row.setProducerId(subject.producerId());
        row.setProducerName(subject.producerName());
        row.setProduct(subject.product());
        row.setAreaMu(subject.areaMu());
        row.setRegionCode(subject.region().value());
        row.setLongitude(subject.longitude());
        row.setLatitude(subject.latitude());
        row.setListedOn(on);
        row.setValidTo(validTo);
        row.setStatus(ListingStatus.LISTED.code());
        row.setCaseId(caseId);
        row.setPromotedFrom(promotedFrom);
        row.setSource(source);
        row.setPublicCode(PublicCode.next());
        row.setDemo(subject.demo());
        row.setUpdatedAt(clock.instant());
        row.store();
        return listings.listing(row);
    }

    private Optional<Listing> standing(String schemeId, String kind, Listed subject) {
        return sql.selectFrom(LISTINGS)
                .where(LISTINGS.SCHEME_ID.eq(schemeId))
                .and(LISTINGS.KIND.eq(kind))
                .and(LISTINGS.SUBJECT_KIND.eq(subject.kind()))
                .and(LISTINGS.SUBJECT_ID.eq(subject.id()))
                .and(LISTINGS.STATUS.in(ListingStatus.standingCodes()))
                .forUpdate()
                .fetchOptional(row -> {
                    var listing = listings.listing(row);
                    if (listing.status() == ListingStatus.EXPIRED) expire(row);
                    return listing;
                })
                .filter(listing -> listing.status().standing());
    }

    // Validity

    /// Until when an entry holds.
    private sealed interface Validity {
        record Open() implements Validity {}

        record Until(LocalDate day) implements Validity {}

        /// A fact is missing that the scheme counts from.
        record Unknown(String facts) implements Validity {}
    }

    private Validity validity(Kind kind, Level level, Listed subject) {
        return lastDayFrom(kind, subject, today());
    }

    private Validity lastDayFrom(Kind kind, Listed subject, LocalDate from) {
        return switch (kind.validity().span()) {
            case Span.Open _ -> new Validity.Open();
            // The day of listing is the first of the years.
            case Span.Years(int years) ->
                new Validity.Until(from.plusYears(years).minusDays(1));
            case Span.Between between -> new Validity.Until(between.to());
            case Span.Until(var expression) -> {
                var known = facts.of(
                        subject.kind(), subject.id(), subject.region(), subject.producerId(), expression.facts(), from);
                var missing = expression.missingFrom(known);
                yield missing.isEmpty()
                        ? new Validity.Until((LocalDate) expression.evaluate(known))
                        : new Validity.Unknown(String.join("、", titles(missing)));
            }
        };
    }

    private List<String> titles(Set<String> names) {
        return names.stream()
                .map(name ->
                        schemes.facts().fact(name).map(fact -> fact.title()).orElse(name))
                .toList();
    }

    private @Nullable LocalDate lastDay(Kind kind, Level level, Listed subject) {
        return validity(kind, level, subject) instanceof Validity.Until(var day) ? day : null;
    }

    // Dynamic management

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
                    entry(listing, kind.code(), "想" + kind.title() + "，系统没有受理")
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
            else if (!due.isAfter(today()))
                faults.add(Refusal.of("catalogue.due-past").at("dueOn"));
            else if (due.isAfter(today().plusDays(LONGEST_RECTIFICATION_DAYS)))
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
                        SUBJECT,
                        String.valueOf(listing.id()))
                .orElseThrow();
        sql.update(LISTINGS)
                .set(LISTINGS.STATUS, to.code())
                .set(LISTINGS.RECTIFY_BY, due)
                .set(LISTINGS.UPDATED_AT, clock.instant())
                .where(LISTINGS.ID.eq(listing.id()))
                .execute();
        measure(actor, listing, kind, form.reason(), clause, due, notice.id(), null, closes);
        journal.write(
                actor,
                entry(listing, kind.code(), kind.title() + (due == null ? "" : "，" + due + " 前完成"))
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
        measure(actor, listing, MeasureKind.REVOCATION, reason, clause, null, null, caseId, null);
        journal.write(actor, entry(listing, "revocation", "启动取消资格程序").because(reason));
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
                SUBJECT,
                String.valueOf(listing.id()));
        sql.update(LISTINGS)
                .set(LISTINGS.STATUS, ListingStatus.REMOVED.code())
                .setNull(LISTINGS.RECTIFY_BY)
                .set(LISTINGS.UPDATED_AT, clock.instant())
                .where(LISTINGS.ID.eq(listing.id()))
                .execute();
        Long noticeId = notice instanceof Decision.Done<Notice>(var done) ? (Long) done.id() : null;
        measure(actor, listing, MeasureKind.REMOVAL, reason, clause, null, noticeId, caseId, null);
        journal.write(
                actor,
                entry(listing, "remove", "取消资格")
                        .because(reason)
                        .change(json(listing.status()), json(ListingStatus.REMOVED)));
    }

    /// The end of a revocation that kept the entry.
    @Transactional(propagation = Propagation.MANDATORY)
    void keep(Actor actor, Listing listing, long caseId, String opinion) {
        measure(
                actor,
                listing,
                MeasureKind.KEPT,
                opinion.isBlank() ? "按程序核实后保留资格" : opinion,
                null,
                null,
                null,
                caseId,
                null);
        journal.write(actor, entry(listing, "keep", "保留资格").because(opinion));
    }

    // End of validity

    /// Marks what is past its last day.
    /// @return how many were marked
    @Transactional
    public int expirePast() {
        var past = sql.selectFrom(LISTINGS)
                .where(LISTINGS.STATUS.in(ListingStatus.standingCodes()))
                .and(LISTINGS.VALID_TO.lt(today()))
                .forUpdate()
                .skipLocked()
                .fetch();
        past.forEach(this::expire);
        return past.size();
    }

    private void expire(ListingsRecord row) {
        sql.update(LISTINGS)
                .set(LISTINGS.STATUS, ListingStatus.EXPIRED.code())
                .setNull(LISTINGS.RECTIFY_BY)
                .set(LISTINGS.UPDATED_AT, clock.instant())
                .where(LISTINGS.ID.eq(row.getId()))
                .execute();
        sql.insertInto(MEASURES)
                .set(MEASURES.LISTING_ID, row.getId())
                .set(MEASURES.KIND, MeasureKind.EXPIRY.code())
                .set(MEASURES.REASON, "有效期到 " + row.getValidTo())
                .set(MEASURES.OFFICE_ID, 0L)
                .set(MEASURES.OFFICE_NAME, "系统")
                .set(MEASURES.ACCOUNT_ID, 0L)
                .set(MEASURES.ACCOUNT_NAME, "系统")
                .set(MEASURES.HAPPENED_AT, clock.instant())
                .set(MEASURES.DEMO, row.getDemo())
                .execute();
        journal.writeAsSystem(entry(listings.listing(row), "expire", "有效期满").because("有效期到 " + row.getValidTo()));
    }

    // Reserve

    private void leaveReserveOnPromotion(String schemeId, String kind, Level level, Listed subject, LocalDate on) {
        sql.update(RESERVES)
                .set(RESERVES.LEFT_ON, on)
                .set(RESERVES.LEFT_REASON, "已升为" + level.title())
                .where(RESERVES.SCHEME_ID.eq(schemeId))
                .and(RESERVES.KIND.eq(kind))
                .and(RESERVES.PROMOTES_TO.eq(level.code()))
                .and(RESERVES.SUBJECT_KIND.eq(subject.kind()))
                .and(RESERVES.SUBJECT_ID.eq(subject.id()))
                .and(RESERVES.LEFT_ON.isNull())
                .execute();
    }

    // Copies of what other modules keep

    /// The name, place, area and produce of a base stand on its listings too, so that lists need no join.
    @Transactional(propagation = Propagation.MANDATORY)
    void copy(Listed subject) {
        sql.update(LISTINGS)
                .set(LISTINGS.TITLE, subject.title())
                .set(LISTINGS.PRODUCER_ID, subject.producerId())
                .set(LISTINGS.PRODUCER_NAME, subject.producerName())
                .set(LISTINGS.PRODUCT, subject.product())
                .set(LISTINGS.AREA_MU, subject.areaMu())
                .set(LISTINGS.LONGITUDE, subject.longitude())
                .set(LISTINGS.LATITUDE, subject.latitude())
                .where(LISTINGS.SUBJECT_KIND.eq(subject.kind()))
                .and(LISTINGS.SUBJECT_ID.eq(subject.id()))
                .and(LISTINGS.STATUS.in(ListingStatus.standingCodes()))
                .execute();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void copyProducerName(long producerId, String name) {
        sql.update(LISTINGS)
                .set(LISTINGS.PRODUCER_NAME, name)
                .where(LISTINGS.PRODUCER_ID.eq(producerId))
                .and(LISTINGS.STATUS.in(ListingStatus.standingCodes()))
                .execute();
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

    private void measure(
            Actor actor,
            Listing listing,
            MeasureKind kind,
            String reason,
            @Nullable String clause,
            @Nullable LocalDate due,
            @Nullable Long noticeId,
            @Nullable Long caseId,
            @Nullable Long closes) {
        var office = actor.officeId();
        sql.insertInto(MEASURES)
                .set(MEASURES.LISTING_ID, listing.id())
                .set(MEASURES.KIND, kind.code())
                .set(MEASURES.REASON, reason)
                .set(MEASURES.CLAUSE, clause)
                .set(MEASURES.DUE_ON, due)
                .set(MEASURES.NOTICE_ID, noticeId)
                .set(MEASURES.CASE_ID, caseId)
                .set(MEASURES.OFFICE_ID, office == null ? 0L : office)
                .set(MEASURES.OFFICE_NAME, actor.officeName())
                .set(MEASURES.ACCOUNT_ID, actor.accountId())
                .set(MEASURES.ACCOUNT_NAME, actor.name())
                .set(MEASURES.HAPPENED_AT, clock.instant())
                .set(MEASURES.CLOSES, closes)
                .set(MEASURES.DEMO, actor.demo())
                .execute();
    }

    static JournalEntry entry(Listing listing, String act, String summary) {
        return JournalEntry.of("listing." + act, listing.region(), SUBJECT, listing.id(), listing.title(), summary);
    }

    private static String json(ListingStatus status) {
        return "{\"status\":\"" + status.code() + "\"}";
    }

    LocalDate today() {
        return LocalDate.now(clock.withZone(Ui.ZONE));
    }
}
