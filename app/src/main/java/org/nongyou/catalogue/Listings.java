package org.nongyou.catalogue;

import static nongyoudb.catalogue.Tables.LISTINGS;
import static nongyoudb.catalogue.Tables.LISTING_COUNTS;
import static nongyoudb.catalogue.Tables.MEASURES;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.left;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.sum;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import nongyoudb.catalogue.tables.records.ListingCountsRecord;
import nongyoudb.catalogue.tables.records.ListingsRecord;
import nongyoudb.catalogue.tables.records.MeasuresRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.nongyou.job.Tally;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.PublicCode;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.SchemeRef;
import org.nongyou.web.SearchText;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Reading the catalogue.
@Service
public class Listings {

    /// So many differences are read on each look before they are folded.
    private static final int MOST_DIFFERENCES = 200;

    private final DSLContext sql;
    private final Clock clock;
    private final Tally<Counted> tally;

    Listings(DSLContext sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
        this.tally =
                Tally.of(sql, LISTING_COUNTS, LISTING_COUNTS.ID, LISTING_COUNTS.FOLDED, Counted::of, Counted::county);
    }

    /// Entries of one sort in one county, or a difference of their number.
    private record Counted(
            String scheme,
            String kind,
            Level level,
            String classId,
            ListingStatus status,
            String county,
            int year,
            int n,
            BigDecimal areaMu) {

        static Counted of(ListingCountsRecord row) {
            return new Counted(
                    row.getSchemeId().intern(),
                    row.getKind().intern(),
                    Level.ofCode(row.getLevel()).orElseThrow(),
                    row.getClassId().intern(),
                    ListingStatus.ofCode(row.getStatus()).orElseThrow(),
                    row.getCountyCode().intern(),
                    row.getYear(),
                    Math.toIntExact(row.getN()),
                    row.getAreaMu());
        }
    }

    /// One statement: what it deletes is what it adds up, and rows that others write meanwhile stay for the next time.
    void fold() {
        sql.execute("""
            with gone as (delete from catalogue.listing_counts returning *)
            insert into catalogue.listing_counts
                (scheme_id, kind, level, class_id, status, county_code, year, n, area_mu, folded)
            select scheme_id, kind, level, class_id, status, county_code, year, sum(n), sum(area_mu), true
              from gone
             group by scheme_id, kind, level, class_id, status, county_code, year
            having sum(n) <> 0 or sum(area_mu) <> 0""");
    }

    void foldWhenMany() {
        if (sql.fetchCount(sql.selectOne()
                        .from(LISTING_COUNTS)
                        .where(not(LISTING_COUNTS.FOLDED))
                        .limit(MOST_DIFFERENCES))
                == MOST_DIFFERENCES) fold();
    }

    public Optional<Listing> find(Scope scope, long id) {
        return sql.selectFrom(LISTINGS)
                .where(LISTINGS.ID.eq(id))
                .and(scope.on(LISTINGS.REGION_CODE, LISTINGS.PRODUCER_ID))
                .fetchOptional(this::listing);
    }

    /// By the code of the QR; for the public.
    public Optional<Listing> byCode(String code) {
        return sql.selectFrom(LISTINGS)
                .where(LISTINGS.PUBLIC_CODE.eq(PublicCode.typed(code)))
                .fetchOptional(this::listing);
    }

    /// What stands of one subject, the highest level first; with history, all.
    public List<Listing> of(Scope scope, String subjectKind, String subjectId, boolean history) {
        return sql
                .selectFrom(LISTINGS)
                .where(LISTINGS.SUBJECT_KIND.eq(subjectKind))
                .and(LISTINGS.SUBJECT_ID.eq(subjectId))
                .and(scope.on(LISTINGS.REGION_CODE, LISTINGS.PRODUCER_ID))
                .orderBy(LISTINGS.ID.desc())
                .limit(100)
                .fetch(this::listing)
                .stream()
                .filter(listing -> history || listing.status().standing())
                .toList();
    }

    /// The entries of one after the other level, from this one down to the first.
    public List<Listing> path(Scope scope, Listing listing) {
        var path = new ArrayList<Listing>();
        for (var from = listing.promotedFrom(); from != null && path.size() < 10; ) {
            var lower = find(scope, from);
            if (lower.isEmpty()) break;
            path.add(lower.get());
            from = lower.get().promotedFrom();
        }
        return path;
    }

    /// The entry that this one was promoted to.
    public Optional<Listing> successor(Scope scope, Listing listing) {
        return sql.selectFrom(LISTINGS)
                .where(LISTINGS.SUBJECT_KIND.eq(listing.subjectKind()))
                .and(LISTINGS.SUBJECT_ID.eq(listing.subjectId()))
                .and(LISTINGS.PROMOTED_FROM.eq(listing.id()))
                .and(scope.on(LISTINGS.REGION_CODE, LISTINGS.PRODUCER_ID))
                .limit(1)
                .fetchOptional(this::listing);
    }

    /// By the code of their place.
    public List<Listing> list(Scope scope, ListingFilter filter, int offset, int limit) {
        return sql.selectFrom(LISTINGS)
                .where(condition(scope, filter))
                .orderBy(LISTINGS.REGION_CODE, LISTINGS.ID)
                .offset(offset)
                .limit(limit)
                .fetch(this::listing);
    }

    /// The whole list, row by row.
    @Transactional(readOnly = true)
    public void each(Scope scope, ListingFilter filter, Consumer<Listing> row) {
        try (var cursor = sql.selectFrom(LISTINGS)
                .where(condition(scope, filter))
                .orderBy(LISTINGS.REGION_CODE, LISTINGS.ID)
                .fetchSize(1000)
                .fetchLazy()) {
            for (var record : cursor) row.accept(listing(record));
        }
    }

    /// The counts of this moment: a page that shows several of them reads them once, and they agree.
    public Counts counts() {
        return new Counts();
    }

    /// See the methods of the same names.
    public final class Counts {

        private Tally<Counted>.@Nullable Look look;

        private Counts() {}

        private Tally<Counted>.Look look() {
            var known = look;
            if (known == null) {
                known = tally.look();
                look = known;
            }
            return known;
        }

        public Map<RegionCode, Total> below(Scope scope, ListingFilter filter) {
            return Listings.this.below(this, scope, filter);
        }

        public Map<Level, Map<ListingStatus, Long>> byLevel(Scope scope, ListingFilter filter) {
            return Listings.this.byLevel(this, scope, filter);
        }

        public Total total(Scope scope, ListingFilter filter) {
            return below(scope, filter).values().stream().reduce(Total.NONE, Total::plus);
        }

        public List<Integer> years(Scope scope) {
            return Listings.this.years(this, scope);
        }
    }

    /// Number and area of all that a filter lets through.
    public record Total(long listings, BigDecimal areaMu) {
        static final Total NONE = new Total(0, BigDecimal.ZERO);

        Total plus(Total other) {
            return new Total(listings + other.listings, areaMu.add(other.areaMu));
        }
    }

    /// Totals by what lies directly below the looked-at region (a county itself where nothing lies below); their sum is
    /// the total of the list. From the kept counts, unless words or another's rows are asked for.
    public Map<RegionCode, Total> below(Scope scope, ListingFilter filter) {
        return counts().below(scope, filter);
    }

    private Map<RegionCode, Total> below(Counts kept, Scope scope, ListingFilter filter) {
        var narrowed = scope.narrowedTo(filter.region());
        var at = narrowed.region();
        var counts = new LinkedHashMap<RegionCode, Total>();
        int digits = at == null
                ? 6
                : switch (at.level()) {
                    case NATIONAL -> 2;
                    case PROVINCE -> 4;
                    case CITY, COUNTY, TOWNSHIP, VILLAGE -> 6;
                };
        if (at != null
                && at.level().ordinal() <= Level.COUNTY.ordinal()
                && filter.words().isBlank()
                && filter.wholeYears()
                && !filter.overdue()) {
            return kept.look().kept(new Question("below", at, filter), () -> {
                var sums = new TreeMap<String, Sum>();
                each(
                        kept,
                        at,
                        filter,
                        one -> sums.computeIfAbsent(one.county().substring(0, digits), _ -> new Sum())
                                .add(one));
                sums.forEach((code, sum) -> put(counts, code, BigDecimal.valueOf(sum.n), sum.areaMu));
                return Collections.unmodifiableMap(counts);
            });
        } else {
            var code = left(LISTINGS.REGION_CODE, inline(digits));
            sql.select(code, count().cast(BigDecimal.class), sum(LISTINGS.AREA_MU))
                    .from(LISTINGS)
                    .where(condition(scope, filter))
                    .groupBy(code)
                    .orderBy(code)
                    .forEach(row -> put(counts, row.value1(), row.value2(), row.value3()));
        }
        return counts;
    }

    /// What the kept counts were asked for.
    private record Question(String what, RegionCode at, ListingFilter filter) {}

    private static final class Sum {
        private long n;
        private BigDecimal areaMu = BigDecimal.ZERO;

        void add(Counted one) {
            n += one.n();
            areaMu = areaMu.add(one.areaMu());
        }
    }

    private static void put(
            Map<RegionCode, Total> counts, String digits, @Nullable BigDecimal n, @Nullable BigDecimal area) {
        if (n == null || n.signum() == 0) return;
        counts.put(
                new RegionCode((digits + "0000").substring(0, 6)),
                new Total(n.longValue(), area == null ? BigDecimal.ZERO : area));
    }

    public Total total(Scope scope, ListingFilter filter) {
        return counts().total(scope, filter);
    }

    /// How many stand, by level and status; for the answer line.
    public Map<Level, Map<ListingStatus, Long>> byLevel(Scope scope, ListingFilter filter) {
        return counts().byLevel(scope, filter);
    }

    private Map<Level, Map<ListingStatus, Long>> byLevel(Counts kept, Scope scope, ListingFilter filter) {
        var counts = new LinkedHashMap<Level, Map<ListingStatus, Long>>();
        var at = scope.narrowedTo(filter.region()).region();
        if (at == null
                || at.level().ordinal() > Level.COUNTY.ordinal()
                || filter.overdue()
                || !filter.wholeYears()
                || !filter.words().isBlank()) {
            sql.select(LISTINGS.LEVEL, LISTINGS.STATUS, count())
                    .from(LISTINGS)
                    .where(condition(scope, filter))
                    .groupBy(LISTINGS.LEVEL, LISTINGS.STATUS)
                    .forEach(row -> put(counts, row.value1(), row.value2(), row.value3()));
        } else {
            return kept.look().kept(new Question("by level", at, filter), () -> {
                each(
                        kept,
                        at,
                        filter,
                        one -> counts.computeIfAbsent(one.level(), _ -> new LinkedHashMap<>())
                                .merge(one.status(), (long) one.n(), Long::sum));
                counts.values().forEach(statuses -> statuses.values().removeIf(n -> n == 0));
                counts.values().removeIf(Map::isEmpty);
                return Collections.unmodifiableMap(counts);
            });
        }
        return counts;
    }

    private static void put(Map<Level, Map<ListingStatus, Long>> counts, String level, String status, long n) {
        if (n == 0) return;
        counts.computeIfAbsent(Level.ofCode(level).orElseThrow(), _ -> new LinkedHashMap<>())
                .merge(ListingStatus.ofCode(status).orElseThrow(), n, Long::sum);
    }

    /// The years in which anything of the area was listed, newest first.
    public List<Integer> years(Scope scope) {
        return counts().years(scope);
    }

    private List<Integer> years(Counts kept, Scope scope) {
        var at = scope.region();
        if (at == null) return List.of();
        if (at.level().ordinal() > Level.COUNTY.ordinal()) {
            var year = DSL.year(LISTINGS.LISTED_ON);
            return sql.selectDistinct(year)
                    .from(LISTINGS)
                    .where(scope.on(LISTINGS.REGION_CODE))
                    .orderBy(year.desc())
                    .fetch(year);
        }
        return kept.look().kept(new Question("years", at, ListingFilter.NONE), () -> {
            var years = new TreeMap<Integer, Integer>(Comparator.reverseOrder());
            kept.look().each(at.prefix(), one -> years.merge(one.year(), one.n(), Integer::sum));
            years.values().removeIf(n -> n == 0);
            return List.copyOf(years.keySet());
        });
    }

    /// Measures of a listing, newest first.
    public List<Measure> measures(Listing listing) {
        return sql.selectFrom(MEASURES)
                .where(MEASURES.LISTING_ID.eq(listing.id()))
                .orderBy(MEASURES.ID.desc())
                .limit(200)
                .fetch(Listings::measure);
    }

    Condition condition(Scope scope, ListingFilter filter) {
        var where = scope.narrowedTo(filter.region()).on(LISTINGS.REGION_CODE, LISTINGS.PRODUCER_ID);
        // A producer picks a region within his own rows.
        if (scope instanceof Scope.Own && filter.region() != null)
            where = where.and(Scope.within(filter.region()).on(LISTINGS.REGION_CODE));
        if (filter.schemeId() != null) where = where.and(LISTINGS.SCHEME_ID.eq(filter.schemeId()));
        if (filter.kind() != null) where = where.and(LISTINGS.KIND.eq(filter.kind()));
        if (filter.level() != null)
            where = where.and(LISTINGS.LEVEL.eq(filter.level().code()));
        if (!filter.classes().isEmpty()) where = where.and(LISTINGS.CLASS_ID.in(filter.classes()));
        if (filter.from() != null) where = where.and(LISTINGS.LISTED_ON.ge(filter.from()));
        if (filter.to() != null) where = where.and(LISTINGS.LISTED_ON.le(filter.to()));
        where = where.and(status(LISTINGS.STATUS, filter));
        if (filter.overdue()) where = where.and(LISTINGS.RECTIFY_BY.lt(today()));
        return filter.words().isBlank() ? where : where.and(SearchText.in(LISTINGS.SEARCH, filter.words()));
    }

    /// The kept counts of what a filter of whole years and without words lets through.
    private static void each(Counts kept, RegionCode at, ListingFilter filter, Consumer<Counted> row) {
        var status = filter.overdue() ? ListingStatus.RECTIFYING : filter.status();
        var any = EnumSet.noneOf(ListingStatus.class);
        for (var one : ListingStatus.values()) {
            if (status == null ? filter.inForce() ? one.inForce() : one.standing() : one == status) any.add(one);
        }
        int from = filter.from() == null ? Integer.MIN_VALUE : filter.from().getYear();
        int to = filter.to() == null ? Integer.MAX_VALUE : filter.to().getYear();
        var classes = filter.classes();
        kept.look().each(at.prefix(), one -> {
            if (any.contains(one.status())
                    && (filter.kind() == null || filter.kind().equals(one.kind()))
                    && (filter.level() == null || filter.level() == one.level())
                    && from <= one.year()
                    && one.year() <= to
                    && (classes.isEmpty() || classes.contains(one.classId()))
                    && (filter.schemeId() == null || filter.schemeId().equals(one.scheme()))) row.accept(one);
        });
    }

    private static Condition status(Field<String> status, ListingFilter filter) {
        var wanted = filter.status();
        if (filter.overdue()) wanted = ListingStatus.RECTIFYING;
        if (wanted != null) return status.eq(inline(wanted.code()));
        var codes = filter.inForce() ? ListingStatus.inForceCodes() : ListingStatus.standingCodes();
        return status.in(codes.stream().map(DSL::inline).toList());
    }

    LocalDate today() {
        return LocalDate.now(clock.withZone(Ui.ZONE));
    }

    /// What stands but is past its last day reads as expired even before the nightly job has marked it.
    Listing listing(ListingsRecord row) {
        var status = ListingStatus.ofCode(row.getStatus()).orElseThrow();
        if (status.standing() && row.getValidTo() != null && row.getValidTo().isBefore(today()))
            status = ListingStatus.EXPIRED;
        return new Listing(
                row.getId(),
                row.getNumber(),
                new SchemeRef(row.getSchemeId(), row.getSchemeVersion()),
                row.getKind(),
                Level.ofCode(row.getLevel()).orElseThrow(),
                row.getClassId(),
                row.getSubjectKind(),
                row.getSubjectId(),
                row.getTitle(),
                row.getProducerId(),
                row.getProducerName(),
                row.getProduct(),
                row.getAreaMu(),
                new RegionCode(row.getRegionCode()),
                row.getLongitude(),
                row.getLatitude(),
                row.getListedOn(),
                row.getValidTo(),
                status,
                row.getRectifyBy(),
                row.getCaseId(),
                row.getPromotedFrom(),
                row.getSource(),
                row.getPublicCode(),
                row.getDemo());
    }

    static Measure measure(MeasuresRecord row) {
        return new Measure(
                row.getId(),
                row.getListingId(),
                MeasureKind.ofCode(row.getKind()),
                row.getReason(),
                row.getClause(),
                row.getDueOn(),
                row.getNoticeId(),
                row.getCaseId(),
                row.getOfficeId(),
                row.getOfficeName(),
                row.getAccountName(),
                row.getHappenedAt(),
                row.getCloses());
    }
}
