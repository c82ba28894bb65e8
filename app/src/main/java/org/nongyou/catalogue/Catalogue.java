package org.nongyou.catalogue;

import static nongyoudb.catalogue.Sequences.LISTING_NUMBERS;
import static nongyoudb.catalogue.Tables.LISTINGS;
import static nongyoudb.catalogue.Tables.MEASURES;
import static nongyoudb.catalogue.Tables.RESERVES;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nongyoudb.catalogue.tables.records.ListingsRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.PublicCode;
import org.nongyou.kernel.Refusal;
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

/// The keeper of the catalogue: who enters, for how long, and whose entry ends with its last day. Every change is an
/// act:
/// the listing, the measure and the journal row are written together or not at all. What happens to an entry in between
/// is [DynamicManagement].
@Service
public class Catalogue {

    static final String SUBJECT = "listing";
    private final DSLContext sql;
    private final Listings listings;
    private final Schemes schemes;
    private final Subjects subjects;
    private final SubjectFacts facts;
    private final Quotas quotas;
    private final MeasureBook measures;
    private final Journal journal;
    private final Clock clock;

    Catalogue(
            DSLContext sql,
            Listings listings,
            Schemes schemes,
            Subjects subjects,
            SubjectFacts facts,
            Quotas quotas,
            MeasureBook measures,
            Journal journal,
            Clock clock) {
        this.sql = sql;
        this.listings = listings;
        this.schemes = schemes;
        this.subjects = subjects;
        this.facts = facts;
        this.quotas = quotas;
        this.measures = measures;
        this.journal = journal;
        this.clock = clock;
    }

    // Entering

    /// Reasons for which a subject cannot be listed now, whatever its case says.
    List<Refusal> againstListing(Scheme scheme, Kind kind, Level level, Listed subject, long theCase) {
        var reasons = new ArrayList<>(quotas.against(scheme, kind, subject, theCase));
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
            measures.add(actor, lower, MeasureKind.PROMOTION, "升为" + level.title(), null, null, null, caseId, null);
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
        measures.add(
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
        var against = quotas.against(scheme, kind, listed, null);
        if (!against.isEmpty()) return Decision.refused(Refusal.joined(against));
        before.ifPresent(lower -> {
            sql.update(LISTINGS)
                    .set(LISTINGS.STATUS, ListingStatus.PROMOTED.code())
                    .setNull(LISTINGS.RECTIFY_BY)
                    .set(LISTINGS.UPDATED_AT, clock.instant())
                    .where(LISTINGS.ID.eq(lower.id()))
                    .execute();
            measures.add(
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

    private Listing again(Listing listing) {
        return sql.selectFrom(LISTINGS).where(LISTINGS.ID.eq(listing.id())).fetchSingle(listings::listing);
    }

    static JournalEntry entry(Listing listing, String act, String summary) {
        return JournalEntry.of("listing." + act, listing.region(), SUBJECT, listing.id(), listing.title(), summary);
    }

    LocalDate today() {
        return LocalDate.now(clock.withZone(Ui.ZONE));
    }
}
