package org.nongyou.compliance;

import static nongyoudb.compliance.Tables.COMMITMENTS;
import static nongyoudb.compliance.Tables.SOURCES;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.left;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.nongyou.region.Scope;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;

/// Certificates to be read (合格证): one by its code, which is public, and lists within an area.
@Service
public class Conformity {

    public static final int PAGE = 100;
    /// Where a number would only say "many".
    public static final int COUNTED = 10_000;

    private static final int AT_A_TIME = 1_000;

    private final DSLContext sql;
    private final CommitmentStore store;
    private final Clock clock;

    Conformity(DSLContext sql, CommitmentStore store, Clock clock) {
        this.sql = sql;
        this.store = store;
        this.clock = clock;
    }

    /// Who has the code may read what is on the label: one statement, one partition.
    public Optional<Commitment> find(CertificateCode code) {
        return store.find(code);
    }

    public Optional<Commitment> find(Scope scope, CertificateCode code) {
        return store.find(scope, code);
    }

    /// What was mixed or split for it.
    public List<Commitment.Source> sources(Commitment one) {
        return store.sources(one.code());
    }

    /// Certificates that goods of this one went into; codes, for the trace forward.
    public List<CertificateCode> madeOf(Commitment one) {
        return sql.select(SOURCES.CODE)
                .from(SOURCES)
                .where(SOURCES.SOURCE_CODE.eq(one.code().value()))
                .orderBy(SOURCES.CODE)
                .limit(100)
                .fetch(row -> new CertificateCode(row.value1()));
    }

    /// The newest first.
    public List<Commitment> list(Scope scope, CommitmentFilter filter, int offset, int limit) {
        return sql.selectFrom(COMMITMENTS)
                .where(condition(scope, filter))
                .orderBy(COMMITMENTS.ISSUED_AT.desc(), COMMITMENTS.CODE)
                .offset(offset)
                .limit(limit)
                .fetch(store::commitment);
    }

    /// All of them, some hundreds at a time.
    public void each(Scope scope, CommitmentFilter filter, Consumer<Commitment> to) {
        var before = Instant.MAX.minusSeconds(1);
        var last = "";
        List<Commitment> page;
        do {
            var after = last.isEmpty()
                    ? DSL.noCondition()
                    : COMMITMENTS
                            .ISSUED_AT
                            .lt(before)
                            .or(COMMITMENTS.ISSUED_AT.eq(before).and(COMMITMENTS.CODE.gt(last)));
            page = sql.selectFrom(COMMITMENTS)
                    .where(condition(scope, filter))
                    .and(after)
                    .orderBy(COMMITMENTS.ISSUED_AT.desc(), COMMITMENTS.CODE)
                    .limit(AT_A_TIME)
                    .fetch(store::commitment);
            page.forEach(to);
            if (!page.isEmpty()) {
                before = page.getLast().issuedAt();
                last = page.getLast().code().value();
            }
        } while (page.size() == AT_A_TIME);
    }

    /// Counted no further than [#COUNTED].
    public int total(Scope scope, CommitmentFilter filter) {
        return sql.fetchCount(sql.selectOne()
                .from(COMMITMENTS)
                .where(condition(scope, filter))
                .limit(COUNTED));
    }

    /// Of this year: how many certificates and how many kilograms stand; for a producer's own pages.
    public record Year(int certificates, BigDecimal kg) {}

    public Year thisYear(Scope scope, long producerId) {
        var from = LocalDate.ofInstant(clock.instant(), Ui.ZONE).withDayOfYear(1);
        return sql.select(count(), DSL.coalesce(DSL.sum(COMMITMENTS.QUANTITY_KG), BigDecimal.ZERO))
                .from(COMMITMENTS)
                .where(COMMITMENTS.PRODUCER_ID.eq(producerId))
                .and(CommitmentStore.visible(scope))
                .and(COMMITMENTS.ISSUED_ON.ge(from))
                .and(COMMITMENTS.STATE.eq(Commitment.State.ISSUED.code()))
                .fetchSingle(row -> new Year(row.value1(), row.value2()));
    }

    /// How many lie in each county of one month, for the chips.
    public Map<String, Long> countsByCounty(Scope scope, CommitmentFilter filter) {
        if (scope.region() == null) return Map.of();
        var county = left(COMMITMENTS.REGION_CODE, inline(6));
        var counts = new TreeMap<String, Long>();
        sql.select(county, count())
                .from(COMMITMENTS)
                .where(condition(scope, filter))
                .groupBy(county)
                .forEach(row -> counts.put(row.value1(), row.value2().longValue()));
        return counts;
    }

    /// Certificates of a batch, the newest first.
    public List<Commitment> ofBatch(Scope scope, long batchId) {
        return sql.selectFrom(COMMITMENTS)
                .where(COMMITMENTS.BATCH_ID.eq(batchId))
                .and(CommitmentStore.visible(scope))
                .orderBy(COMMITMENTS.ISSUED_AT.desc())
                .limit(PAGE)
                .fetch(store::commitment);
    }

    /// Codes that hold no longer, hashed, issued since a day: the published list.
    public Set<String> revoked(LocalDate since) {
        var revoked = new HashSet<String>();
        sql.select(COMMITMENTS.CODE)
                .from(COMMITMENTS)
                .where(COMMITMENTS.ISSUED_ON.ge(since))
                .and(COMMITMENTS.STATE.ne(inline(Commitment.State.ISSUED.code())))
                .forEach(row -> revoked.add(Verifier.revokedAs(new CertificateCode(row.value1()))));
        return revoked;
    }

    private Condition condition(Scope scope, CommitmentFilter filter) {
        var where = CommitmentStore.visible(scope.narrowedTo(filter.region()));
        var month = filter.month();
        if (month != null) {
            var span = CommitmentFilter.Span.of(month);
            where = where.and(COMMITMENTS.ISSUED_ON.ge(span.from())).and(COMMITMENTS.ISSUED_ON.lt(span.to()));
        }
        if (filter.state() != null)
            where = where.and(COMMITMENTS.STATE.eq(filter.state().code()));
        if (filter.producerId() != null) where = where.and(COMMITMENTS.PRODUCER_ID.eq(filter.producerId()));
        if (filter.run() != null) where = where.and(COMMITMENTS.RUN_ID.eq(filter.run()));
        return words(filter.words(), where);
    }

    private Condition words(String words, Condition where) {
        if (words.isEmpty()) return where;
        var code = CertificateCode.parse(words).orElse(null);
        if (code != null) return where.and(store.is(code));
        return where.and(COMMITMENTS
                .PRODUCER_NAME
                .contains(words)
                .or(COMMITMENTS.PRODUCT.contains(words))
                .or(COMMITMENTS.BATCH_CODE.contains(words))
                .or(COMMITMENTS.PAPER_NUMBER.eq(words)));
    }
}
