package org.nongyou.catalogue;

import static nongyoudb.catalogue.Tables.LISTINGS;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Refusal;
import org.nongyou.procedure.StatedFacts;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Expression;
import org.nongyou.scheme.Kind;
import org.nongyou.scheme.Kind.Quota;
import org.nongyou.scheme.Scheme;
import org.springframework.stereotype.Service;

/// The quotas (名额) of a scheme's kinds: how many entries a city, a county, a product … is to have, and how many it
/// has. Entries of all levels count, since a promoted entry takes no second place.
@Service
public class Quotas {

    /// A quota with a condition asks every entry of its place: more than these are not looked at.
    private static final int JUDGED_MOST = 500;

    private final DSLContext sql;
    private final Divisions divisions;
    private final SubjectFacts facts;
    private final StatedFacts stated;
    private final Listings listings;

    Quotas(DSLContext sql, Divisions divisions, SubjectFacts facts, StatedFacts stated, Listings listings) {
        this.sql = sql;
        this.divisions = divisions;
        this.facts = facts;
        this.stated = stated;
        this.listings = listings;
    }

    /// Each quota of the kind as it stands for one subject's place, without the subject itself. A quota whose condition
    /// the subject does not meet is none of its; one whose condition nobody can judge yet is shown.
    /// @param theCase in which the subject applies, or null
    List<QuotaState> around(Scheme scheme, Kind kind, Listed subject, @Nullable Long theCase) {
        var states = new ArrayList<QuotaState>();
        for (var quota : kind.quotas())
            if (bearsOn(scheme, quota, subject, theCase).orElse(true))
                state(
                                scheme,
                                kind,
                                quota,
                                subject.region(),
                                subject.product(),
                                subject.producerId(),
                                subject.producerName(),
                                subject)
                        .ifPresent(states::add);
        return states;
    }

    /// The quotas of a county or city that the kind sets for each, for the head of a list.
    public List<QuotaState> of(Scheme scheme, Kind kind, RegionCode region) {
        var states = new ArrayList<QuotaState>();
        for (var quota : kind.quotas()) {
            boolean here = switch (quota.per()) {
                case COUNTY -> region.level() == Level.COUNTY;
                case CITY -> region.level() == Level.CITY;
                case SCHEME -> region.value().equals(scheme.region());
                case PRODUCT, PRODUCER -> false;
            };
            if (here) state(scheme, kind, quota, region, "", null, "", null).ifPresent(states::add);
        }
        return states;
    }

    /// Reasons against one more entry, of the quotas that the scheme enforces. Holds every other decision on the same
    /// quota back until this transaction ends, so that two offices cannot both take the last place. A quota whose
    /// condition nobody can judge refuses nobody.
    /// @param theCase in which the subject applies, or null
    List<Refusal> against(Scheme scheme, Kind kind, Listed subject, @Nullable Long theCase) {
        var refusals = new ArrayList<Refusal>();
        for (var quota : kind.quotas()) {
            if (quota.enforce() != Quota.Enforce.REFUSE || quota.bound().most() == null) continue;
            if (!bearsOn(scheme, quota, subject, theCase).orElse(false)) continue;
            sql.fetch(
                    "select pg_advisory_xact_lock(hashtextextended({0}, 0))",
                    DSL.val("quota " + scheme.id() + " " + quota.path()));
            state(
                            scheme,
                            kind,
                            quota,
                            subject.region(),
                            subject.product(),
                            subject.producerId(),
                            subject.producerName(),
                            subject)
                    .filter(QuotaState::full)
                    .ifPresent(state -> refusals.add(Refusal.of(
                                    "catalogue.quota-full",
                                    state.place(),
                                    state.held(),
                                    quota.bound().text())
                            .citing(scheme.title() + " " + String.join("、", quota.clauses()))));
        }
        return refusals;
    }

    private Optional<QuotaState> state(
            Scheme scheme,
            Kind kind,
            Quota quota,
            RegionCode region,
            String product,
            @Nullable Long producerId,
            String producerName,
            @Nullable Listed without) {
        Condition group = DSL.noCondition();
        var place = "";
        switch (quota.per()) {
            case SCHEME -> place = divisions.name(new RegionCode(scheme.region()));
            case CITY -> {
                var city = region.at(Level.CITY);
                if (city.isEmpty()) return Optional.empty();
                group = inside(city.get());
                place = divisions.name(city.get());
            }
            case COUNTY -> {
                var county = region.at(Level.COUNTY);
                if (county.isEmpty()) return Optional.empty();
                group = inside(county.get());
                place = divisions.name(county.get());
            }
            case PRODUCT -> {
                if (product.isBlank()) return Optional.empty();
                group = LISTINGS.PRODUCT.eq(product);
                place = product;
            }
            case PRODUCER -> {
                if (producerId == null) return Optional.empty();
                group = LISTINGS.PRODUCER_ID.eq(producerId);
                place = producerName;
            }
        }
        var where = group.and(LISTINGS.SCHEME_ID.eq(scheme.id()))
                .and(LISTINGS.KIND.eq(kind.id()))
                .and(LISTINGS.STATUS.in(
                        ListingStatus.standingCodes().stream().map(DSL::inline).toList()))
                .and(LISTINGS.VALID_TO.isNull().or(LISTINGS.VALID_TO.ge(listings.today())));
        if (without != null)
            where = where.andNot(LISTINGS.SUBJECT_KIND.eq(without.kind()).and(LISTINGS.SUBJECT_ID.eq(without.id())));
        if (quota.when() != null) return Optional.of(judged(scheme, quota, place, where, listings.today()));
        // Suspended ones are few and have an index of their own.
        var standing = DSL.field(DSL.selectCount().from(LISTINGS).where(where));
        var suspended = DSL.field(DSL.selectCount()
                .from(LISTINGS)
                .where(where)
                .and(LISTINGS.STATUS.eq(DSL.inline(ListingStatus.SUSPENDED.code()))));
        var counts = sql.select(standing, suspended).fetchSingle();
        return Optional.of(new QuotaState(quota, place, counts.value1() - counts.value2(), counts.value2()));
    }

    /// A range of the code itself, so that the count comes from listings_standing alone.
    private static Condition inside(RegionCode region) {
        return LISTINGS.REGION_CODE.ge(region.prefix()).and(LISTINGS.REGION_CODE.lt(region.prefix() + ":"));
    }

    private QuotaState judged(Scheme scheme, Quota quota, String place, Condition where, LocalDate on) {
        var condition = quota.when();
        if (condition == null) throw new IllegalArgumentException("no condition: " + quota.path());
        var entries = sql.selectFrom(LISTINGS).where(where).limit(JUDGED_MOST).fetch(listings::listing);
        var said = stated.of(
                scheme,
                entries.stream().map(Listing::caseId).filter(Objects::nonNull).toList(),
                condition.facts());
        var found = entries.stream()
                .filter(entry -> holds(
                                condition,
                                facts.of(
                                        entry.subjectKind(),
                                        entry.subjectId(),
                                        entry.region(),
                                        entry.producerId(),
                                        condition.facts(),
                                        on),
                                said.getOrDefault(entry.caseId(), Map.of()))
                        .orElse(false))
                .toList();
        int inForce =
                (int) found.stream().filter(entry -> entry.status().inForce()).count();
        return new QuotaState(quota, place, inForce, found.size() - inForce);
    }

    /// Whether the quota is about subjects like this one; empty when a fact is missing.
    private Optional<Boolean> bearsOn(Scheme scheme, Quota quota, Listed subject, @Nullable Long theCase) {
        var condition = quota.when();
        if (condition == null) return Optional.of(true);
        var told = facts.of(
                subject.kind(),
                subject.id(),
                subject.region(),
                subject.producerId(),
                condition.facts(),
                listings.today());
        var said = theCase == null
                ? Map.<String, Object>of()
                : stated.of(scheme, List.of(theCase), condition.facts()).getOrDefault(theCase, Map.of());
        return holds(condition, told, said);
    }

    /// What a module tells comes before what was said in a case.
    private static Optional<Boolean> holds(Expression condition, Map<String, Object> told, Map<String, Object> said) {
        var known = new HashMap<>(said);
        known.putAll(told);
        return condition.missingFrom(known).isEmpty() ? Optional.of(condition.holds(known)) : Optional.empty();
    }
}
