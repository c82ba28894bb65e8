package org.nongyou.compliance;

import static nongyoudb.compliance.Tables.COMMITMENTS;
import static org.jooq.impl.DSL.selectOne;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.nongyou.base.Bases;
import org.nongyou.kernel.FactSource;
import org.nongyou.kernel.FactValue;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.springframework.stereotype.Component;

/// How many certificates a base issued in the year before (开具承诺达标合格证) that still stand. None is no answer: there may
/// be some on paper, which the visitor counts. A base that issues them is traceable (可追溯): the code of each opens its
/// origin, its tests and what was done on the field.
@Component
class CommitmentFacts implements FactSource {

    private static final String ISSUED = "base.commitment_certificates";
    private static final String TRACEABLE = "base.traceable";
    private static final int COUNTED = 10_000;
    private static final Scope EVERYWHERE = Scope.within(RegionCode.COUNTRY);

    private final DSLContext sql;
    private final Bases bases;

    CommitmentFacts(DSLContext sql, Bases bases) {
        this.sql = sql;
        this.bases = bases;
    }

    @Override
    public Set<String> supplies() {
        return Set.of(ISSUED, TRACEABLE);
    }

    @Override
    public Map<String, FactValue> values(String subject, String id, Set<String> wanted, LocalDate on) {
        if (!subject.equals("base")
                || !wanted.contains(ISSUED) && !wanted.contains(TRACEABLE)
                || !id.matches("\\d{1,18}")) return Map.of();
        var base = bases.findRow(EVERYWHERE, Long.parseLong(id)).orElse(null);
        if (base == null) return Map.of();
        // By the producer, whose certificates an index holds.
        long issued = sql.fetchCount(selectOne()
                .from(COMMITMENTS)
                .where(COMMITMENTS.PRODUCER_ID.eq(base.producerId()))
                .and(COMMITMENTS.BASE_ID.eq(base.id()))
                .and(COMMITMENTS.STATE.eq(Commitment.State.ISSUED.code()))
                .and(COMMITMENTS.ISSUED_ON.gt(on.minusYears(1)))
                .and(COMMITMENTS.ISSUED_ON.le(on))
                .limit(COUNTED));
        if (issued == 0) return Map.of();
        var link = "/conformity?producer=" + base.producerId();
        return Map.of(ISSUED, new FactValue(issued, link), TRACEABLE, new FactValue(true, link));
    }
}
