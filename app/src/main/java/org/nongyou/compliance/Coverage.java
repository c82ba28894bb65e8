package org.nongyou.compliance;

import static nongyoudb.compliance.Tables.DUTY_HOLDERS;
import static nongyoudb.compliance.Tables.HARVESTS;
import static nongyoudb.compliance.Tables.ISSUED;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lateral;
import static org.jooq.impl.DSL.left;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.sum;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.nongyou.compliance.CoverageFilter.Silent;
import org.nongyou.producer.ProducerKind;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.springframework.stereotype.Service;

/// How far certificates reach in a year (合格证覆盖率): of those who must or may issue, who did, and how much; and who must
/// and did not, for the patrol to visit.
@Service
public class Coverage {

    private final DSLContext sql;

    Coverage(DSLContext sql) {
        this.sql = sql;
    }

    /// Producers of one kind, or of one place.
    /// @param producers active ones
    /// @param issuing   of these, who has a certificate of the year that stands
    /// @param certificates that stand
    public record Share(long producers, long issuing, long certificates, BigDecimal kg) {

        public static final Share NONE = new Share(0, 0, 0, BigDecimal.ZERO);

        Share plus(Share other) {
            return new Share(
                    producers + other.producers,
                    issuing + other.issuing,
                    certificates + other.certificates,
                    kg.add(other.kg));
        }

        /// To one decimal, downwards: 100 only when all did. Null where there is nobody.
        public @Nullable BigDecimal percent() {
            return producers == 0
                    ? null
                    : BigDecimal.valueOf(issuing * 100).divide(BigDecimal.valueOf(producers), 1, RoundingMode.DOWN);
        }

        public BigDecimal tonnes() {
            return kg.movePointLeft(3).setScale(1, RoundingMode.HALF_UP);
        }
    }

    /// A kind of producer with its duty.
    public record OfKind(ProducerKind kind, Duty duty, Share share) {}

    /// @param kinds   who must before who may
    /// @param must    of all kinds that must issue
    /// @param byPlace of those who must, by city, county or township code below the area
    public record Figures(List<OfKind> kinds, Share must, Share all, Map<String, Share> byPlace) {}

    /// Two tables of one row a producer: no certificate is read.
    public Figures figures(Scope scope, CoverageFilter filter) {
        var at = scope.narrowedTo(filter.region());
        var place = left(DUTY_HOLDERS.REGION_CODE, inline(digits(at)));
        var own = sql.select(
                        ISSUED.PRODUCER_ID,
                        sum(ISSUED.N).as("n"),
                        sum(ISSUED.KG).as("kg"))
                .from(ISSUED)
                .where(of(filter.year()))
                .and(ISSUED.N.gt(0))
                .groupBy(ISSUED.PRODUCER_ID)
                .asTable("own");
        var n = own.field("n", SQLDataType.NUMERIC);
        var kg = own.field("kg", SQLDataType.NUMERIC);
        var who = Objects.requireNonNull(own.field(ISSUED.PRODUCER_ID));
        var kinds = new EnumMap<ProducerKind, OfKind>(ProducerKind.class);
        var byPlace = new TreeMap<String, Share>();
        var must = Share.NONE;
        var all = Share.NONE;
        for (var row : sql.select(
                        DUTY_HOLDERS.KIND,
                        DUTY_HOLDERS.DUTY,
                        place,
                        count(),
                        count(who),
                        coalesce(sum(n), BigDecimal.ZERO),
                        coalesce(sum(kg), BigDecimal.ZERO))
                .from(DUTY_HOLDERS)
                .leftJoin(own)
                .on(who.eq(DUTY_HOLDERS.PRODUCER_ID))
                .where(at.on(DUTY_HOLDERS.REGION_CODE, DUTY_HOLDERS.PRODUCER_ID))
                .groupBy(DUTY_HOLDERS.KIND, DUTY_HOLDERS.DUTY, place)
                .fetch()) {
            var share = new Share(row.value4(), row.value5(), row.value6().longValue(), row.value7());
            var kind = ProducerKind.ofCode(row.value1()).orElseThrow();
            var duty = Duty.of(row.value2());
            kinds.merge(
                    kind,
                    new OfKind(kind, duty, share),
                    (one, other) -> new OfKind(kind, duty, one.share().plus(other.share())));
            all = all.plus(share);
            if (duty != Duty.MUST) continue;
            must = must.plus(share);
            byPlace.merge(row.value3(), share, Share::plus);
        }
        return new Figures(
                kinds.values().stream()
                        .sorted(Comparator.comparing(OfKind::duty).thenComparing(OfKind::kind))
                        .toList(),
                must,
                all,
                byPlace);
    }

    private static int digits(Scope at) {
        var region = at.region();
        if (region == null) return 6;
        return switch (region.level()) {
            case NATIONAL -> 2;
            case PROVINCE -> 4;
            case CITY -> 6;
            case COUNTY, TOWNSHIP, VILLAGE -> 9;
        };
    }

    private static Condition of(int year) {
        return ISSUED.MONTH.ge(LocalDate.of(year, 1, 1)).and(ISSUED.MONTH.lt(LocalDate.of(year + 1, 1, 1)));
    }

    /// Who must issue and has no certificate of the year that stands.
    /// @param harvests    of the year; 0 where none is recorded
    /// @param harvestedKg all of them together
    /// @param last        day of the last one, or null
    public record SilentRow(
            long producerId,
            String name,
            ProducerKind kind,
            RegionCode region,
            String contactName,
            String phone,
            boolean demo,
            int harvests,
            BigDecimal harvestedKg,
            @Nullable LocalDate last) {}

    /// The newest registered first.
    /// @param after the producer that the page before ended with, or null
    public List<SilentRow> silent(Scope scope, CoverageFilter filter, @Nullable Long after, int offset, int limit) {
        var harvested = lateral(sql.select(
                                count().as("harvests"),
                                sum(HARVESTS.QUANTITY_KG).as("kg"),
                                max(HARVESTS.HARVESTED_ON).as("last"))
                        .from(HARVESTS)
                        .where(ofHolder(filter.year())))
                .as("harvested");
        var harvests = harvested.field("harvests", SQLDataType.INTEGER);
        var kg = harvested.field("kg", SQLDataType.NUMERIC);
        var last = harvested.field("last", SQLDataType.LOCALDATE);
        var rows = new ArrayList<SilentRow>();
        sql.select(DUTY_HOLDERS.fields())
                .select(harvests, kg, last)
                .from(DUTY_HOLDERS)
                .crossJoin(harvested)
                .where(silent(scope, filter))
                .and(after == null ? noCondition() : DUTY_HOLDERS.PRODUCER_ID.lt(after))
                .orderBy(DUTY_HOLDERS.PRODUCER_ID.desc())
                .offset(offset)
                .limit(limit)
                .forEach(row -> rows.add(new SilentRow(
                        row.get(DUTY_HOLDERS.PRODUCER_ID),
                        row.get(DUTY_HOLDERS.NAME),
                        ProducerKind.ofCode(row.get(DUTY_HOLDERS.KIND)).orElseThrow(),
                        new RegionCode(row.get(DUTY_HOLDERS.REGION_CODE)),
                        row.get(DUTY_HOLDERS.CONTACT_NAME),
                        row.get(DUTY_HOLDERS.PHONE),
                        row.get(DUTY_HOLDERS.DEMO),
                        row.get(harvests),
                        row.get(kg) == null ? BigDecimal.ZERO : row.get(kg),
                        row.get(last))));
        return rows;
    }

    /// At most [Conformity#COUNTED].
    public int countSilent(Scope scope, CoverageFilter filter) {
        return sql.fetchCount(
                selectOne().from(DUTY_HOLDERS).where(silent(scope, filter)).limit(Conformity.COUNTED));
    }

    private static Condition silent(Scope scope, CoverageFilter filter) {
        var harvest = selectOne().from(HARVESTS).where(ofHolder(filter.year()));
        return scope.narrowedTo(filter.region())
                .on(DUTY_HOLDERS.REGION_CODE, DUTY_HOLDERS.PRODUCER_ID)
                .and(DUTY_HOLDERS.DUTY.eq(Duty.MUST.code()))
                .and(notExists(selectOne()
                        .from(ISSUED)
                        .where(ISSUED.PRODUCER_ID.eq(DUTY_HOLDERS.PRODUCER_ID))
                        .and(of(filter.year()))
                        .and(ISSUED.N.gt(0))))
                .and(filter.silent() == Silent.HARVESTED ? exists(harvest) : notExists(harvest));
    }

    private static Condition ofHolder(int year) {
        return HARVESTS.PRODUCER_ID
                .eq(DUTY_HOLDERS.PRODUCER_ID)
                .and(HARVESTS.HARVESTED_ON.ge(LocalDate.of(year, 1, 1)))
                .and(HARVESTS.HARVESTED_ON.lt(LocalDate.of(year + 1, 1, 1)));
    }
}
