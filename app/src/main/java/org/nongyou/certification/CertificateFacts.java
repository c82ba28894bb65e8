package org.nongyou.certification;

import static nongyoudb.certification.Tables.CERTIFICATES;
import static nongyoudb.certification.Tables.CERTIFICATE_BASES;
import static nongyoudb.certification.Tables.CHECKS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.left;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.sum;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.certification.CertificateFilter.Sort;
import org.nongyou.certification.CertificateFilter.Standing;
import org.nongyou.kernel.FactSource;
import org.nongyou.kernel.FactValue;
import org.nongyou.kernel.Level;
import org.nongyou.producer.Producers;
import org.nongyou.region.RegionCode;
import org.springframework.stereotype.Component;

/// What targets and rules ask of certificates. A region is asked many times for one page (each division of it): counts
/// of all counties are read together and kept for a second, so that a page has one statement more and a new certificate
/// is seen in every total within two.
@Component
class CertificateFacts implements FactSource {

    private static final Set<String> SUPPLIES = Set.of(
            "region.quality_products",
            "region.organic_producers",
            "region.organic_producers_traced",
            "base.mark_misuse_cases",
            "certification.type",
            "certification.issued_on");

    private static final long KEPT_FOR_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final DSLContext sql;
    private final Producers producers;
    private final CertificateLists lists;
    private final Kept<NavigableMap<String, Long>> products = new Kept<>();
    private final Kept<Organic> organic = new Kept<>();

    CertificateFacts(DSLContext sql, Producers producers, CertificateLists lists) {
        this.sql = sql;
        this.producers = producers;
        this.lists = lists;
    }

    /// Who holds an organic certificate in force, by county; of these, who is registered with the traceability
    /// platform.
    private record Organic(NavigableMap<String, Set<Long>> holders, Set<Long> traced) {}

    /// What was read for all counties on a day, for a second.
    private static final class Kept<T> {
        private record Read<T>(LocalDate on, long at, T value) {}

        private volatile @Nullable Read<T> last;

        T get(LocalDate on, Supplier<T> read) {
            var known = last;
            if (known != null && known.on().equals(on) && System.nanoTime() - known.at() < KEPT_FOR_NANOS)
                return known.value();
            var fresh = new Read<>(on, System.nanoTime(), read.get());
            last = fresh;
            return fresh.value();
        }
    }

    @Override
    public Set<String> supplies() {
        return SUPPLIES;
    }

    @Override
    public Map<String, FactValue> values(String subject, String id, Set<String> wanted, LocalDate on) {
        var values = new HashMap<String, FactValue>();
        if (subject.equals("base") && id.matches("\\d{1,18}") && wanted.contains("base.mark_misuse_cases"))
            values.put("base.mark_misuse_cases", new FactValue(misuse(Long.parseLong(id), on), "/bases/" + id));
        if (subject.equals("region")) RegionCode.parse(id).ifPresent(region -> ofRegion(values, region, wanted, on));
        if (subject.equals("certification") && !id.isBlank()) ofNumber(values, id);
        values.keySet().retainAll(wanted);
        return values;
    }

    /// A claim names a certificate by its number. One that stands in the ledger for two kinds is not told: the person
    /// says
    /// which is meant.
    private void ofNumber(Map<String, FactValue> values, String number) {
        var found = lists.byNumber(number);
        if (found.size() != 1) return;
        var one = found.getFirst();
        var page = "/certificates/" + one.id();
        values.put("certification.type", new FactValue(one.kind().code(), page));
        values.put("certification.issued_on", new FactValue(one.issuedOn(), page));
    }

    private void ofRegion(Map<String, FactValue> values, RegionCode region, Set<String> wanted, LocalDate on) {
        boolean kept = region.level().ordinal() <= Level.COUNTY.ordinal();
        var link = "/certificates?state=in-force&region=" + region + "&kind=";
        if (wanted.contains("region.quality_products")) {
            var counted =
                    kept ? products.get(on, () -> products(noCondition(), on, 6)) : products(within(region), on, 12);
            long all = within(counted, region).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            values.put("region.quality_products", new FactValue(all, link + Sort.QUALITY.code()));
        }
        if (wanted.contains("region.organic_producers") || wanted.contains("region.organic_producers_traced")) {
            var counted = kept ? organic.get(on, () -> organic(noCondition(), on, 6)) : organic(within(region), on, 12);
            var holders = new HashSet<Long>();
            within(counted.holders(), region).values().forEach(holders::addAll);
            values.put(
                    "region.organic_producers", new FactValue((long) holders.size(), link + CertificateKind.ORGANIC));
            holders.retainAll(counted.traced());
            values.put(
                    "region.organic_producers_traced",
                    new FactValue((long) holders.size(), link + CertificateKind.ORGANIC));
        }
    }

    private NavigableMap<String, Long> products(Condition area, LocalDate on, int digits) {
        var place = left(CERTIFICATES.REGION_CODE, inline(digits));
        var products = new TreeMap<String, Long>();
        sql.select(place, coalesce(sum(CERTIFICATES.PRODUCT_COUNT), BigDecimal.ZERO))
                .from(CERTIFICATES)
                .where(area)
                .and(CertificateLists.sort(Sort.QUALITY))
                .and(CertificateLists.standing(Standing.IN_FORCE, on))
                .groupBy(place)
                .forEach(row -> products.put(row.value1(), row.value2().longValue()));
        return products;
    }

    private Organic organic(Condition area, LocalDate on, int digits) {
        var place = left(CERTIFICATES.REGION_CODE, inline(digits));
        var byPlace = new TreeMap<String, Set<Long>>();
        var holders = new HashSet<Long>();
        sql.selectDistinct(place, CERTIFICATES.PRODUCER_ID)
                .from(CERTIFICATES)
                .where(area)
                .and(CERTIFICATES.KIND.eq(CertificateKind.ORGANIC))
                .and(CertificateLists.standing(Standing.IN_FORCE, on))
                .forEach(row -> {
                    holders.add(row.value2());
                    byPlace.computeIfAbsent(row.value1(), _ -> new HashSet<>()).add(row.value2());
                });
        return new Organic(byPlace, holders.isEmpty() ? Set.of() : producers.traced(holders));
    }

    private long misuse(long base, LocalDate on) {
        return sql.fetchCount(CHECKS.join(CERTIFICATE_BASES)
                .on(CERTIFICATE_BASES.CERTIFICATE_ID.eq(CHECKS.CERTIFICATE_ID))
                .and(CERTIFICATE_BASES.BASE_ID.eq(base))
                .and(CHECKS.MARK_MISUSE)
                .and(CHECKS.CHECKED_ON.le(on)));
    }

    private static Condition within(RegionCode region) {
        return CERTIFICATES
                .REGION_CODE
                .ge(region.prefix())
                .and(CERTIFICATES.REGION_CODE.lt(region.prefix() + RegionCode.AFTER));
    }

    private static <V> NavigableMap<String, V> within(NavigableMap<String, V> all, RegionCode region) {
        return all.subMap(region.prefix(), true, region.prefix() + RegionCode.AFTER, false);
    }
}
