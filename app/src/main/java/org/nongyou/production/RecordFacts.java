package org.nongyou.production;

import static nongyoudb.production.Tables.BATCHES;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.nongyou.kernel.FactSource;
import org.nongyou.kernel.FactValue;
import org.springframework.stereotype.Component;

/// What rules and checklists ask of a base's records (生产记录): told of the year before, and only where something was
/// harvested and recorded here. A base that keeps its book on paper is judged by whoever visits it.
@Component
class RecordFacts implements FactSource {

    private static final String COMPLETE = "base.records_complete";
    private static final String LEDGER = "site.input_ledger_complete";

    /// Batches looked at; a base that harvests more often is told by its newest.
    private static final int LOOKED_AT = 200;

    private final DSLContext sql;
    private final Batches batches;

    RecordFacts(DSLContext sql, Batches batches) {
        this.sql = sql;
        this.batches = batches;
    }

    @Override
    public Set<String> supplies() {
        return Set.of(COMPLETE, LEDGER);
    }

    @Override
    public Map<String, FactValue> values(String subject, String id, Set<String> wanted, LocalDate on) {
        boolean asked = subject.equals("base") && wanted.contains(COMPLETE)
                || subject.equals("site") && wanted.contains(LEDGER);
        if (!asked || !id.matches("\\d{1,18}")) return Map.of();
        var harvested = batches.dossiers(sql.selectFrom(BATCHES)
                .where(BATCHES.BASE_ID.eq(Long.parseLong(id)))
                .and(BATCHES.HARVESTED_ON.gt(on.minusYears(1)))
                .and(BATCHES.HARVESTED_ON.le(on))
                .orderBy(BATCHES.HARVESTED_ON.desc(), BATCHES.ID.desc())
                .limit(LOOKED_AT)
                .fetch());
        if (harvested.isEmpty()) return Map.of();
        var values = new HashMap<String, FactValue>();
        if (subject.equals("base"))
            values.put(
                    COMPLETE,
                    new FactValue(
                            harvested.stream().allMatch(one -> one.missing().isEmpty()),
                            "/production/batches?base=" + id));
        else if (harvested.stream().anyMatch(one -> !one.uses().isEmpty()))
            // What was used came out of the ledger, down to the last line.
            values.put(
                    LEDGER,
                    new FactValue(
                            harvested.stream()
                                    .flatMap(one -> one.missing().stream())
                                    .noneMatch(lack -> lack.endsWith(Batches.NO_SOURCE)),
                            "/production?base=" + id));
        return values;
    }
}
