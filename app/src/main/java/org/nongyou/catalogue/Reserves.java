package org.nongyou.catalogue;

import static nongyoudb.catalogue.Tables.RESERVES;
import static org.jooq.impl.DSL.inline;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nongyoudb.catalogue.tables.records.ReservesRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Kind;
import org.nongyou.scheme.SchemeRef;
import org.nongyou.scheme.Schemes;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The reserve list (储备名单): which entries of one level are prepared for the next. An entry leaves it by being
/// promoted, or by an office's decision with a reason.
@Service
public class Reserves {

    private final DSLContext sql;
    private final Schemes schemes;
    private final Listings listings;
    private final Journal journal;
    private final Clock clock;

    Reserves(DSLContext sql, Schemes schemes, Listings listings, Journal journal, Clock clock) {
        this.sql = sql;
        this.schemes = schemes;
        this.listings = listings;
        this.journal = journal;
        this.clock = clock;
    }

    /// Why an entry cannot be put on the list now; empty when it can.
    public Optional<Refusal> notNow(Actor actor, Listing listing) {
        if (!actor.may(Verb.MANAGE_CATALOGUE) || actor.office() == null)
            return Optional.of(Refusal.of("catalogue.not-your-right"));
        var reserve = rule(listing).orElse(null);
        if (reserve == null) return Optional.of(Refusal.of("catalogue.reserve-none"));
        if (!listing.status().standing()) return Optional.of(Refusal.of("catalogue.not-standing"));
        if (listing.level() != reserve.level())
            return Optional.of(Refusal.of(
                            "catalogue.reserve-level",
                            listing.level().title(),
                            reserve.level().title())
                    .citing(String.join("、", reserve.clauses())));
        return of(listing).isPresent() ? Optional.of(Refusal.of("catalogue.reserve-already")) : Optional.empty();
    }

    public Optional<Kind.Reserve> rule(Listing listing) {
        return schemes.at(listing.scheme()).kind(listing.kind()).map(Kind::reserve);
    }

    /// 列入储备.
    @Transactional
    public Decision<Reserve> add(Actor actor, long listingId, String note) {
        var listing = listings.find(actor.scope(), listingId).orElseThrow(NotFound::new);
        var refused = notNow(actor, listing);
        if (refused.isPresent()) return Decision.refused(refused.get());
        var rule = rule(listing).orElseThrow();
        var row = sql.newRecord(RESERVES);
        row.setSchemeId(listing.scheme().id());
        row.setSchemeVersion(listing.scheme().version());
        row.setKind(listing.kind());
        row.setLevel(listing.level().code());
        row.setPromotesTo(rule.promotesTo().code());
        row.setClassId(listing.classId());
        row.setSubjectKind(listing.subjectKind());
        row.setSubjectId(listing.subjectId());
        row.setTitle(listing.title());
        row.setProducerName(listing.producerName());
        row.setRegionCode(listing.region().value());
        row.setAddedOn(LocalDate.now(clock.withZone(Ui.ZONE)));
        row.setAddedBy(actor.accountId());
        row.setNote(note.strip());
        row.setDemo(listing.demo());
        row.store();
        journal.write(
                actor,
                JournalEntry.of(
                                "reserve.add",
                                listing.region(),
                                Catalogue.SUBJECT,
                                listing.id(),
                                listing.title(),
                                "列入" + rule.promotesTo().title() + "储备")
                        .because(note.isBlank() ? null : note.strip()));
        return Decision.done(reserve(row));
    }

    /// 移出储备.
    @Transactional
    public Decision<Reserve> leave(Actor actor, long id, String reason) {
        var row = sql.selectFrom(RESERVES)
                .where(RESERVES.ID.eq(id))
                .and(actor.scope().on(RESERVES.REGION_CODE))
                .forUpdate()
                .fetchOptional()
                .orElseThrow(NotFound::new);
        if (!actor.may(Verb.MANAGE_CATALOGUE) || actor.office() == null)
            return Decision.refused("catalogue.not-your-right");
        if (row.getLeftOn() != null) return Decision.refused("catalogue.reserve-left");
        if (reason.strip().length() < 5)
            return Decision.refused(Refusal.of("catalogue.reason-short").at("reason"));
        row.setLeftOn(LocalDate.now(clock.withZone(Ui.ZONE)));
        row.setLeftReason(reason.strip());
        row.store();
        journal.write(
                actor,
                JournalEntry.of(
                                "reserve.leave",
                                new RegionCode(row.getRegionCode()),
                                row.getSubjectKind(),
                                row.getSubjectId(),
                                row.getTitle(),
                                "移出储备")
                        .because(reason.strip()));
        return Decision.done(reserve(row));
    }

    public Optional<Reserve> of(Listing listing) {
        return sql.selectFrom(RESERVES)
                .where(RESERVES.SCHEME_ID.eq(listing.scheme().id()))
                .and(RESERVES.KIND.eq(listing.kind()))
                .and(RESERVES.SUBJECT_KIND.eq(listing.subjectKind()))
                .and(RESERVES.SUBJECT_ID.eq(listing.subjectId()))
                .and(RESERVES.LEFT_ON.isNull())
                .limit(1)
                .fetchOptional(Reserves::reserve);
    }

    /// By the code of their place.
    /// @param left the ones that left, instead of the ones that are on the list
    public List<Reserve> list(Scope scope, @Nullable RegionCode region, boolean left, int offset, int limit) {
        return sql.selectFrom(RESERVES)
                .where(condition(scope, region, left))
                .orderBy(RESERVES.REGION_CODE, RESERVES.ID)
                .offset(offset)
                .limit(limit)
                .fetch(Reserves::reserve);
    }

    public int count(Scope scope, @Nullable RegionCode region, boolean left) {
        return sql.fetchCount(RESERVES, condition(scope, region, left));
    }

    public Map<String, Long> countsByCounty(Scope scope, @Nullable RegionCode region, boolean left) {
        var county = DSL.left(RESERVES.REGION_CODE, inline(6));
        return sql.select(county, DSL.count())
                .from(RESERVES)
                .where(condition(scope, region, left))
                .groupBy(county)
                .fetchMap(row -> row.value1(), row -> row.value2().longValue());
    }

    private static Condition condition(Scope scope, @Nullable RegionCode region, boolean left) {
        var area = scope.narrowedTo(region).region();
        // A range of the code itself at every level: the list is in that order, and counts come from an index alone.
        var within = area == null
                ? DSL.falseCondition()
                : area.level() == Level.NATIONAL
                        ? DSL.noCondition()
                        : RESERVES.REGION_CODE.ge(area.prefix()).and(RESERVES.REGION_CODE.lt(area.prefix() + ":"));
        return within.and(left ? RESERVES.LEFT_ON.isNotNull() : RESERVES.LEFT_ON.isNull());
    }

    private static Reserve reserve(ReservesRecord row) {
        return new Reserve(
                row.getId(),
                new SchemeRef(row.getSchemeId(), row.getSchemeVersion()),
                row.getKind(),
                Level.ofCode(row.getLevel()).orElseThrow(),
                Level.ofCode(row.getPromotesTo()).orElseThrow(),
                row.getClassId(),
                row.getSubjectKind(),
                row.getSubjectId(),
                row.getTitle(),
                row.getProducerName(),
                new RegionCode(row.getRegionCode()),
                row.getAddedOn(),
                row.getNote(),
                row.getLeftOn(),
                row.getLeftReason(),
                row.getDemo());
    }
}
