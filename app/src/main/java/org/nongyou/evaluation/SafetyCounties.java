package org.nongyou.evaluation;

import static nongyoudb.evaluation.Tables.CHECKS;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.catalogue.Listing;
import org.nongyou.catalogue.ListingFilter;
import org.nongyou.catalogue.Listings;
import org.nongyou.kernel.Level;
import org.nongyou.region.Division;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Kind;
import org.nongyou.scheme.Requirement;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Subject;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;

/// Quality and safety counties (农产品质量安全县) out of the catalogue, and by them the cities that qualify. A county
/// counts while its entry is in force, at whatever level it was named; a suspended one does not. A county that was
/// merged or got a new code counts under the new one only if all that became it were named.
@Service
public class SafetyCounties {

    /// The id that schemes give this kind of entry.
    public static final String KIND = "safety-county";
    /// The share of a city's counties that are named, in percent.
    public static final String SHARE = "region.counties_fit_percent";

    private final DSLContext sql;
    private final Listings listings;
    private final Schemes schemes;
    private final Divisions divisions;
    private final Clock clock;

    SafetyCounties(DSLContext sql, Listings listings, Schemes schemes, Divisions divisions, Clock clock) {
        this.sql = sql;
        this.listings = listings;
        this.schemes = schemes;
        this.divisions = divisions;
        this.clock = clock;
    }

    /// A county, and why it counts or not.
    /// @param listings its entries in force, the highest level first
    /// @param remark   what happened to a division that was merged, or empty
    /// @param failed   failed checks that are not mended yet
    public record County(Division division, List<Listing> listings, String remark, int failed) {

        public County {
            listings = List.copyOf(listings);
        }

        public boolean named() {
            return !listings.isEmpty() && remark.isEmpty();
        }
    }

    /// A city with the counties behind its share.
    public record City(Division division, List<County> counties) {

        public City {
            counties = List.copyOf(counties);
        }

        public int named() {
            return (int) counties.stream().filter(County::named).count();
        }

        /// Exact to 34 digits; null for a city without counties, of which no share can be told.
        public @Nullable BigDecimal share() {
            return SafetyCounties.share(named(), counties.size());
        }

        /// As shown: cut, not rounded, so that what falls short never reads as if it did not.
        public String shareText() {
            var share = share();
            return share == null ? "没有县级区划" : Ui.number(share.setScale(2, RoundingMode.DOWN)) + "%";
        }
    }

    static @Nullable BigDecimal share(int named, int counties) {
        return counties == 0
                ? null
                : BigDecimal.valueOf(named)
                        .multiply(BigDecimal.valueOf(100))
                        .divide(BigDecimal.valueOf(counties), MathContext.DECIMAL128);
    }

    /// A document's rule by which a city qualifies.
    public record CityRule(Scheme scheme, Kind kind, Requirement requirement) {

        public boolean holds(City city) {
            var share = city.share();
            return share != null && requirement.that().holds(Map.of(SHARE, share));
        }
    }

    /// The rules of the documents in force for a place that ask for a share of counties.
    public List<CityRule> rules(RegionCode place) {
        var rules = new ArrayList<CityRule>();
        for (var version : schemes.list()) {
            if (!version.region().contains(place) && !place.contains(version.region())) continue;
            var scheme = schemes.at(version.ref());
            for (var kind : scheme.kinds())
                for (var requirement : kind.require())
                    if (requirement.that().facts().equals(Set.of(SHARE)))
                        rules.add(new CityRule(scheme, kind, requirement));
        }
        return rules;
    }

    /// The cities of the area with all their counties, also those whose counties none is named of.
    public List<City> cities(Scope scope) {
        var region = scope.region();
        if (region == null) return List.of();
        var city = region.at(Level.CITY);
        var cities =
                city.isPresent() ? divisions.find(city.get()).stream().toList() : divisions.within(region, Level.CITY);
        var counties = counties(scope, today());
        return cities.stream()
                .map(one -> new City(
                        one,
                        counties.values().stream()
                                .filter(county ->
                                        one.code().contains(county.division().code()))
                                .toList()))
                .toList();
    }

    /// The counties of an area by code, in their order, with the entries in force on a day.
    Map<RegionCode, County> counties(Scope scope, LocalDate on) {
        var region = scope.region();
        if (region == null) return Map.of();
        var entries = new HashMap<RegionCode, List<Listing>>();
        for (var schemeId : schemesWithKind())
            listings.each(scope, ListingFilter.of(schemeId, KIND).listed(null, on), one -> {
                if (one.status().inForce() && one.region().level() == Level.COUNTY)
                    entries.computeIfAbsent(one.region(), _ -> new ArrayList<>())
                            .add(one);
            });
        var failed = failed(scope);
        var exist = region.level() == Level.COUNTY || region.level().ordinal() > Level.COUNTY.ordinal()
                ? region.at(Level.COUNTY).flatMap(divisions::find).stream().toList()
                : divisions.within(region, Level.COUNTY);
        var codes = new HashSet<RegionCode>();
        exist.forEach(one -> codes.add(one.code()));
        // What stands under a code that is gone belongs to what it became.
        var before = new HashMap<RegionCode, List<Listing>>();
        for (var gone : entries.keySet())
            if (!codes.contains(gone))
                for (var change : divisions.changes(gone))
                    if (gone.value().equals(change.oldCode()) && change.newCode() != null)
                        before.computeIfAbsent(new RegionCode(change.newCode()), _ -> new ArrayList<>())
                                .addAll(entries.get(gone));
        var counties = new LinkedHashMap<RegionCode, County>();
        for (var division : exist) {
            var own = entries.getOrDefault(division.code(), List.of());
            var remark = "";
            if (own.isEmpty() && before.containsKey(division.code())) {
                own = before.get(division.code());
                var unnamed = predecessors(division.code(), own);
                unnamed.removeAll(entries.keySet());
                if (!unnamed.isEmpty()) remark = "由几个县合并，其中有的不是质量安全县，要重新核查";
            }
            counties.put(
                    division.code(),
                    new County(
                            division,
                            own.stream()
                                    .sorted(java.util.Comparator.comparing(Listing::level))
                                    .toList(),
                            remark,
                            failed.getOrDefault(division.code(), 0)));
        }
        return counties;
    }

    /// What became a division since its predecessors were named; what it came from long before says nothing.
    private TreeSet<RegionCode> predecessors(RegionCode code, List<Listing> named) {
        var predecessors = new TreeSet<RegionCode>();
        int since =
                named.stream().mapToInt(one -> one.listedOn().getYear()).min().orElseThrow();
        for (var change : divisions.changes(code))
            if (code.value().equals(change.newCode())
                    && !code.value().equals(change.oldCode())
                    && change.byYear() >= since) predecessors.add(new RegionCode(change.oldCode()));
        return predecessors;
    }

    private Set<String> schemesWithKind() {
        var ids = new TreeSet<String>();
        for (var version : schemes.list())
            if (schemes.at(version.ref())
                    .kind(KIND)
                    .filter(kind -> kind.subject() == Subject.REGION)
                    .isPresent()) ids.add(version.ref().id());
        return ids;
    }

    private Map<RegionCode, Integer> failed(Scope scope) {
        var failed = new HashMap<RegionCode, Integer>();
        sql.select(CHECKS.REGION_CODE, org.jooq.impl.DSL.count())
                .from(CHECKS)
                .where(scope.on(CHECKS.REGION_CODE))
                .and(CHECKS.PASSED.isFalse())
                .and(CHECKS.MENDED_ON.isNull())
                .groupBy(CHECKS.REGION_CODE)
                .forEach(row -> failed.put(new RegionCode(row.value1()), row.value2()));
        return failed;
    }

    /// The share of a city's counties, as rules ask for it.
    Optional<BigDecimal> shareOf(RegionCode city, LocalDate on) {
        if (city.level() != Level.CITY) return Optional.empty();
        var counties = counties(Scope.within(city), on).values();
        return Optional.ofNullable(
                share((int) counties.stream().filter(County::named).count(), counties.size()));
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
