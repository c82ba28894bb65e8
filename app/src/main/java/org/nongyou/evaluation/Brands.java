package org.nongyou.evaluation;

import static nongyoudb.evaluation.Tables.BRANDS;
import static nongyoudb.evaluation.Tables.ROUNDS;
import static nongyoudb.evaluation.Tables.SHEETS;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nongyoudb.evaluation.tables.records.BrandsRecord;
import org.jooq.DSLContext;
import org.jooq.Record4;
import org.nongyou.catalogue.Listing;
import org.nongyou.catalogue.ListingFilter;
import org.nongyou.catalogue.Listings;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Kind;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Subject;
import org.nongyou.web.NotFound;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The brand directory (品牌目录): the entries of the catalogue that a ranking of bases or producers leads to. Entry,
/// validity and exit are the catalogue's; here is what a brand tells of itself, and the result behind it.
@Service
public class Brands {

    private static final int LONGEST_ORIGIN = 200;
    private static final int LONGEST_STORY = 3000;

    private final DSLContext sql;
    private final Listings listings;
    private final Schemes schemes;
    private final Journal journal;
    private final Clock clock;

    Brands(DSLContext sql, Listings listings, Schemes schemes, Journal journal, Clock clock) {
        this.sql = sql;
        this.listings = listings;
        this.schemes = schemes;
        this.journal = journal;
        this.clock = clock;
    }

    /// A kind of entry that is a brand directory.
    public record Catalogue(Scheme scheme, Kind kind) {}

    /// Those of all documents: what a ranking of something else than places leads to.
    public List<Catalogue> catalogues() {
        var found = new ArrayList<Catalogue>();
        for (var version : schemes.list()) {
            var scheme = schemes.at(version.ref());
            for (var way : Way.all(scheme))
                if (way.lists() && way.sheet().subject() != Subject.REGION)
                    scheme.kind(way.kind()).ifPresent(kind -> found.add(new Catalogue(scheme, kind)));
        }
        return found;
    }

    /// By the code of their place.
    public List<Brand> list(Scope scope, Catalogue catalogue, ListingFilter narrowed, int offset, int limit) {
        return with(listings.list(scope, of(catalogue, narrowed), offset, limit));
    }

    public long count(Scope scope, Catalogue catalogue, ListingFilter narrowed) {
        return listings.total(scope, of(catalogue, narrowed)).listings();
    }

    private static ListingFilter of(Catalogue catalogue, ListingFilter narrowed) {
        return ListingFilter.of(catalogue.scheme().id(), catalogue.kind().id())
                .at(narrowed.region())
                .saying(narrowed.words());
    }

    public Optional<Brand> find(Scope scope, long listing) {
        return listings.find(scope, listing)
                .filter(this::isBrand)
                .map(one -> with(List.of(one)).getFirst());
    }

    /// By the code of its QR, for the public; also when it has left the directory.
    public Optional<Brand> byCode(String code) {
        return listings.byCode(code)
                .filter(this::isBrand)
                .map(one -> with(List.of(one)).getFirst());
    }

    private boolean isBrand(Listing listing) {
        return catalogues().stream()
                .anyMatch(one -> one.scheme().id().equals(listing.scheme().id())
                        && one.kind().id().equals(listing.kind()));
    }

    /// The directory's entries anywhere, for the public.
    public static Scope everywhere() {
        return Scope.within(RegionCode.COUNTRY);
    }

    private List<Brand> with(List<Listing> found) {
        if (found.isEmpty()) return List.of();
        var ids = found.stream().map(Listing::id).toList();
        Map<Long, BrandsRecord> told = new HashMap<>();
        sql.selectFrom(BRANDS).where(BRANDS.LISTING_ID.in(ids)).forEach(row -> told.put(row.getListingId(), row));
        Map<Long, Record4<Integer, java.math.BigDecimal, Long, String>> results = new HashMap<>();
        sql.select(SHEETS.LISTING_ID, SHEETS.RANK, SHEETS.TOTAL, ROUNDS.ID, ROUNDS.TITLE)
                .from(SHEETS)
                .join(ROUNDS)
                .on(ROUNDS.ID.eq(SHEETS.ROUND_ID))
                .where(SHEETS.LISTING_ID.in(ids))
                .orderBy(ROUNDS.YEAR)
                .forEach(
                        row -> results.put(row.value1(), row.into(SHEETS.RANK, SHEETS.TOTAL, ROUNDS.ID, ROUNDS.TITLE)));
        return found.stream()
                .map(listing -> {
                    var row = told.get(listing.id());
                    var result = results.get(listing.id());
                    return new Brand(
                            listing,
                            row == null ? null : row.getSince(),
                            row == null ? "" : row.getOrigin(),
                            row == null ? "" : row.getStory(),
                            row == null ? 0 : row.getRevision(),
                            result == null ? null : result.value1(),
                            result == null ? null : result.value2(),
                            result == null ? null : result.value3(),
                            result == null ? "" : result.value4());
                })
                .toList();
    }

    /// Writes down where a brand comes from and its history (品牌和历史). By the offices over its place.
    /// @param since as typed
    @Transactional
    public Decision<Brand> tell(Actor actor, long id, int revision, String since, String origin, String story) {
        var brand = find(actor.scope(), id).orElseThrow(NotFound::new);
        if (actor.office() == null || !actor.may(Verb.DECIDE)) return Decision.refused("evaluation.no-right", "写品牌内容");
        if (!brand.listing().status().standing())
            return Decision.refused(
                    "evaluation.brand-left", brand.listing().status().title());
        if (revision != brand.revision()) return Decision.refused("evaluation.brand-changed");
        var faults = new ArrayList<Refusal>();
        var year = since.strip();
        if (!year.isEmpty() && !year.matches("\\d{1,4}"))
            faults.add(Refusal.of("evaluation.brand-since").at("since"));
        else if (!year.isEmpty()
                && Integer.parseInt(year) > java.time.Year.now(clock).getValue())
            faults.add(Refusal.of("evaluation.brand-since").at("since"));
        if (origin.length() > LONGEST_ORIGIN)
            faults.add(Refusal.of("evaluation.words-long", LONGEST_ORIGIN).at("origin"));
        if (story.isBlank()) faults.add(Refusal.of("evaluation.brand-story").at("story"));
        if (story.length() > LONGEST_STORY)
            faults.add(Refusal.of("evaluation.words-long", LONGEST_STORY).at("story"));
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        var row = sql.newRecord(BRANDS);
        row.setListingId(id);
        row.setSince(year.isEmpty() ? null : Integer.valueOf(year));
        row.setOrigin(origin.strip());
        row.setStory(story.strip());
        row.setRevision(revision + 1);
        row.setUpdatedBy(actor.accountId());
        row.setUpdatedName(actor.name());
        row.setUpdatedAt(clock.instant().truncatedTo(ChronoUnit.MICROS));
        int written = sql.insertInto(BRANDS)
                .set(row)
                .onConflict(BRANDS.LISTING_ID)
                .doUpdate()
                .set(row)
                .where(BRANDS.REVISION.eq(revision))
                .execute();
        if (written == 0) return Decision.refused("evaluation.brand-changed");
        journal.write(
                actor,
                JournalEntry.of(
                        "evaluation.brand",
                        brand.listing().region(),
                        "listing",
                        id,
                        brand.listing().title(),
                        "写品牌和历史"));
        return Decision.done(find(actor.scope(), id).orElseThrow());
    }
}
