package org.nongyou.certification;

import static nongyoudb.certification.Tables.CERTIFICATES;
import static nongyoudb.certification.Tables.CERTIFICATE_BASES;
import static nongyoudb.certification.Tables.CHECKS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.left;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.OrderField;
import org.nongyou.certification.CertificateFilter.Sort;
import org.nongyou.certification.CertificateFilter.Standing;
import org.nongyou.kernel.PaperNumber;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.SearchText;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;

/// Lists of certificates and what they come to. Every list begins at an index and reads a page; counts are read from
/// one
/// index alone.
@Service
public class CertificateLists {

    public static final int PAGE = 100;

    /// Where a number would only say "many".
    public static final int COUNTED = 10_000;

    private static final int SOON = 30;

    private final DSLContext sql;
    private final Clock clock;

    CertificateLists(DSLContext sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// The newest first; where a list is about what runs out, that which ends first.
    public List<Certificate> list(Scope scope, CertificateFilter filter, int offset, int limit) {
        var standing = filter.standing();
        var order = standing == Standing.EXPIRED
                ? List.<OrderField<?>>of(CERTIFICATES.VALID_TO.desc(), CERTIFICATES.ID.desc())
                : standing != null && standing.byEnd()
                        ? List.<OrderField<?>>of(CERTIFICATES.VALID_TO, CERTIFICATES.ID)
                        : List.<OrderField<?>>of(CERTIFICATES.ID.desc());
        return sql.selectFrom(CERTIFICATES)
                .where(condition(scope, filter))
                .orderBy(order)
                .offset(offset)
                .limit(limit)
                .fetch(CertificateStore::certificate);
    }

    /// All of them, the newest first, some hundreds at a time.
    public void each(Scope scope, CertificateFilter filter, Consumer<Certificate> to) {
        long before = Long.MAX_VALUE;
        List<Certificate> page;
        do {
            page = sql.selectFrom(CERTIFICATES)
                    .where(condition(scope, filter))
                    .and(CERTIFICATES.ID.lt(before))
                    .orderBy(CERTIFICATES.ID.desc())
                    .limit(1000)
                    .fetch(CertificateStore::certificate);
            page.forEach(to);
            if (!page.isEmpty()) before = page.getLast().id();
        } while (page.size() == 1000);
    }

    /// @param products in their scope, added up
    /// @param capped   there are more
    public record Total(long certificates, long products, boolean capped) {}

    public Total total(Scope scope, CertificateFilter filter) {
        if (filter.words().isEmpty())
            return sql.select(count(), coalesce(sum(CERTIFICATES.PRODUCT_COUNT), BigDecimal.ZERO))
                    .from(CERTIFICATES)
                    .where(
                            scope.region() == null
                                    ? condition(scope, filter)
                                    : range(scope, filter.region()).and(narrowed(filter)))
                    .fetchSingle(row -> new Total(row.value1(), row.value2().longValue(), false));
        var some = select(CERTIFICATES.PRODUCT_COUNT)
                .from(CERTIFICATES)
                .where(condition(scope, filter))
                .limit(COUNTED)
                .asTable("some");
        return sql.select(count(), coalesce(sum(some.field(CERTIFICATES.PRODUCT_COUNT)), BigDecimal.ZERO))
                .from(some)
                .fetchSingle(row -> new Total(row.value1(), row.value2().longValue(), row.value1() == COUNTED));
    }

    /// How many lie in each county, for the chips. Words narrow nothing here.
    public Map<String, Long> countsByCounty(Scope scope, CertificateFilter filter) {
        if (scope.region() == null) return Map.of();
        var county = left(CERTIFICATES.REGION_CODE, inline(6));
        var counts = new TreeMap<String, Long>();
        sql.select(county, count())
                .from(CERTIFICATES)
                .where(range(scope, filter.region()))
                .and(narrowed(filter))
                .groupBy(county)
                .forEach(row -> counts.put(row.value1(), row.value2().longValue()));
        return counts;
    }

    /// Those that cover a base, in force first.
    public List<Certificate> ofBase(long baseId) {
        return sql.select(CERTIFICATES)
                .from(CERTIFICATES)
                .join(CERTIFICATE_BASES)
                .on(CERTIFICATE_BASES.CERTIFICATE_ID.eq(CERTIFICATES.ID))
                .where(CERTIFICATE_BASES.BASE_ID.eq(baseId))
                .orderBy(
                        CERTIFICATES.WITHDRAWN_ON.isNotNull(),
                        CERTIFICATES.VALID_TO.desc().nullsFirst())
                .limit(50)
                .fetch(row -> CertificateStore.certificate(row.value1()));
    }

    public List<Certificate> ofProducer(long producerId) {
        return sql.selectFrom(CERTIFICATES)
                .where(CERTIFICATES.PRODUCER_ID.eq(producerId))
                .orderBy(
                        CERTIFICATES.WITHDRAWN_ON.isNotNull(),
                        CERTIFICATES.VALID_TO.desc().nullsFirst())
                .limit(50)
                .fetch(CertificateStore::certificate);
    }

    /// By its exact number, as the public asks: a number may be carried by certificates of several kinds.
    public List<Certificate> byNumber(String number) {
        var numbers = nongyoudb.certification.Tables.NUMBERS;
        var kinds = CertificateKind.all().stream().map(CertificateKind::code).toList();
        return sql.select(CERTIFICATES)
                .from(CERTIFICATES)
                .join(numbers)
                .on(numbers.CERTIFICATE_ID.eq(CERTIFICATES.ID))
                .where(numbers.KIND.in(kinds))
                .and(numbers.NUMBER_KEY.eq(PaperNumber.key(number)))
                .orderBy(CERTIFICATES.ID)
                .limit(10)
                .fetch(row -> CertificateStore.certificate(row.value1()));
    }

    /// What waits in an area.
    /// @param soon    in force and out within 30 days
    /// @param due     in force and due for renewal
    /// @param expired run out within a year and not renewed
    /// @param mend    found at a check and not mended yet; `late` of them past their day
    public record Desk(int soon, int due, int expired, int mend, int late) {
        public boolean isEmpty() {
            return due == 0 && soon == 0 && expired == 0 && mend == 0;
        }
    }

    public Desk desk(Scope scope) {
        var today = today();
        var end = sql.select(
                        count().filterWhere(CERTIFICATES.VALID_TO.between(today, today.plusDays(SOON)))
                                .as("soon"),
                        count().filterWhere(renewalDue(today)).as("due"),
                        count().filterWhere(CERTIFICATES.VALID_TO.lt(today)).as("expired"))
                .from(CERTIFICATES)
                .where(scope.on(CERTIFICATES.REGION_CODE, CERTIFICATES.PRODUCER_ID))
                .and(CERTIFICATES.WITHDRAWN_ON.isNull())
                .and(CERTIFICATES.VALID_TO.isNotNull())
                .and(CERTIFICATES.VALID_TO.between(today.minusYears(1), today.plusDays(mostRenewalDays())))
                .asTable("ends");
        var mend = sql.select(
                        count().as("mend"),
                        count().filterWhere(CHECKS.MEND_BY.lt(today)).as("late"))
                .from(CHECKS)
                .where(scope.on(CHECKS.REGION_CODE))
                .and(CHECKS.RESULT.eq(inline("mend")))
                .and(CHECKS.MENDED_ON.isNull())
                .asTable("to_mend");
        return sql.select()
                .from(end, mend)
                .fetchSingle(row -> new Desk(
                        row.get(0, Integer.class),
                        row.get(1, Integer.class),
                        row.get(2, Integer.class),
                        row.get(3, Integer.class),
                        row.get(4, Integer.class)));
    }

    // --- Conditions

    private Condition condition(Scope scope, CertificateFilter filter) {
        var condition = scope.narrowedTo(filter.region()).on(CERTIFICATES.REGION_CODE, CERTIFICATES.PRODUCER_ID);
        // A producer picks a region among its own.
        if (scope.region() == null && filter.region() != null)
            condition = condition.and(Scope.within(filter.region()).on(CERTIFICATES.REGION_CODE));
        condition = condition.and(narrowed(filter));
        return filter.words().isBlank() ? condition : condition.and(SearchText.in(CERTIFICATES.SEARCH, filter.words()));
    }

    /// A range of codes, which the counting index holds.
    private static Condition range(Scope scope, @org.jspecify.annotations.Nullable RegionCode picked) {
        var area = scope.narrowedTo(picked).region();
        if (area == null) return falseCondition();
        return area.prefix().isEmpty()
                ? noCondition()
                : CERTIFICATES
                        .REGION_CODE
                        .ge(area.prefix())
                        .and(CERTIFICATES.REGION_CODE.lt(area.prefix() + RegionCode.AFTER));
    }

    private Condition narrowed(CertificateFilter filter) {
        var condition = noCondition();
        if (filter.sort() != null) condition = condition.and(sort(filter.sort()));
        if (filter.standing() != null) condition = condition.and(standing(filter.standing(), today()));
        if (filter.producerId() != null) condition = condition.and(CERTIFICATES.PRODUCER_ID.eq(filter.producerId()));
        return condition;
    }

    static Condition sort(Sort sort) {
        var kinds = CertificateKind.all().stream()
                .filter(sort::has)
                .map(CertificateKind::code)
                .toList();
        return kinds.size() == 1 ? CERTIFICATES.KIND.eq(kinds.getFirst()) : CERTIFICATES.KIND.in(kinds);
    }

    /// On a day, by the days of the newest span. What is stopped is asked by "is null", so that indexes of a part of
    /// the
    /// rows are found: nobody suspends or withdraws ahead.
    static Condition standing(Standing standing, LocalDate day) {
        var goes = CERTIFICATES.WITHDRAWN_ON.isNull().and(CERTIFICATES.SUSPENDED_ON.isNull());
        var begun = goes.and(CERTIFICATES.VALID_FROM.le(day));
        var inForce = begun.and(CERTIFICATES.VALID_TO.isNull().or(CERTIFICATES.VALID_TO.ge(day)));
        return switch (standing) {
            case IN_FORCE -> inForce;
            case VALID ->
                inForce.andNot(coalesce(org.jooq.impl.DSL.field(renewalDue(day)), false)
                                .isTrue())
                        .and(CERTIFICATES.KIND.ne(CertificateKind.CONVERSION));
            case CONVERSION ->
                inForce.andNot(coalesce(org.jooq.impl.DSL.field(renewalDue(day)), false)
                                .isTrue())
                        .and(CERTIFICATES.KIND.eq(CertificateKind.CONVERSION));
            case RENEWAL_DUE -> ending(renewalDue(day)).and(begun);
            case LATER -> goes.and(CERTIFICATES.VALID_FROM.gt(day));
            case EXPIRED -> ending(CERTIFICATES.VALID_TO.lt(day)).and(goes).and(CERTIFICATES.VALID_FROM.le(day));
            case SUSPENDED -> CERTIFICATES.SUSPENDED_ON.isNotNull().and(CERTIFICATES.WITHDRAWN_ON.isNull());
            case WITHDRAWN -> CERTIFICATES.WITHDRAWN_ON.isNotNull();
            case DUE_30, DUE_90, DUE_180 -> ending(CERTIFICATES.VALID_TO.between(day, day.plusDays(standing.days())));
        };
    }

    private static Condition ending(Condition days) {
        return CERTIFICATES
                .WITHDRAWN_ON
                .isNull()
                .and(CERTIFICATES.VALID_TO.isNotNull())
                .and(days);
    }

    /// Each kind has its own time before the end.
    private static Condition renewalDue(LocalDate day) {
        var byDays = CertificateKind.all().stream()
                .filter(kind -> kind.renewalDays() > 0)
                .collect(Collectors.groupingBy(
                        CertificateKind::renewalDays,
                        TreeMap::new,
                        Collectors.mapping(CertificateKind::code, Collectors.toList())));
        var any = byDays.entrySet().stream()
                .map(entry -> CERTIFICATES
                        .KIND
                        .in(entry.getValue())
                        .and(CERTIFICATES.VALID_TO.le(day.plusDays(entry.getKey()))))
                .reduce(falseCondition(), Condition::or);
        return CERTIFICATES
                .VALID_TO
                .between(day, day.plusDays(mostRenewalDays()))
                .and(any);
    }

    private static int mostRenewalDays() {
        return CertificateKind.all().stream()
                .mapToInt(CertificateKind::renewalDays)
                .max()
                .orElse(0);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
