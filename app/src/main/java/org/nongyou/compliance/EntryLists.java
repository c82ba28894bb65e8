package org.nongyou.compliance;

import static nongyoudb.compliance.Tables.ENTRIES;
import static nongyoudb.compliance.Tables.ENTRY_PROOFS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.left;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import nongyoudb.compliance.tables.records.EntriesRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.SearchText;
import org.springframework.stereotype.Service;

/// What came in and what was turned away (进货查验记录), for who looked and for the offices above.
@Service
public class EntryLists {

    public static final int PAGE = 100;

    /// Where a number would only say "many".
    public static final int COUNTED = 10_000;

    private final DSLContext sql;

    EntryLists(DSLContext sql) {
        this.sql = sql;
    }

    /// What is taken as proof, certificates of this platform first.
    public List<EntryProof> proofs() {
        var all = new ArrayList<EntryProof>();
        all.add(EntryProof.CERTIFICATE);
        sql.selectFrom(ENTRY_PROOFS)
                .orderBy(ENTRY_PROOFS.PLACE)
                .forEach(row -> all.add(new EntryProof(row.getCode(), row.getTitle(), row.getHint(), row.getSource())));
        return all;
    }

    public Optional<Entry> find(Scope scope, long id) {
        var known = proofs();
        return sql.selectFrom(ENTRIES)
                .where(ENTRIES.ID.eq(id))
                .and(visible(scope))
                .fetchOptional(row -> entry(row, known));
    }

    /// The newest first.
    public List<Entry> list(Scope scope, EntryFilter filter, int offset, int limit) {
        var known = proofs();
        return sql.selectFrom(ENTRIES)
                .where(condition(scope, filter))
                .orderBy(ENTRIES.ID.desc())
                .offset(offset)
                .limit(limit)
                .fetch(row -> entry(row, known));
    }

    /// All of them, some hundreds at a time.
    public void each(Scope scope, EntryFilter filter, Consumer<Entry> to) {
        var known = proofs();
        long before = Long.MAX_VALUE;
        List<Entry> page;
        do {
            page = sql.selectFrom(ENTRIES)
                    .where(condition(scope, filter))
                    .and(ENTRIES.ID.lt(before))
                    .orderBy(ENTRIES.ID.desc())
                    .limit(1000)
                    .fetch(row -> entry(row, known));
            page.forEach(to);
            if (!page.isEmpty()) before = page.getLast().id();
        } while (page.size() == 1000);
    }

    /// At most [#COUNTED].
    public int count(Scope scope, EntryFilter filter) {
        return sql.fetchCount(
                select(inline(1)).from(ENTRIES).where(condition(scope, filter)).limit(COUNTED));
    }

    public Map<String, Long> countsByCounty(Scope scope, EntryFilter filter) {
        if (scope.region() == null) return Map.of();
        var county = left(ENTRIES.REGION_CODE, inline(6));
        var counts = new TreeMap<String, Long>();
        sql.select(county, DSL.count())
                .from(ENTRIES)
                .where(condition(scope, filter))
                .groupBy(county)
                .forEach(row -> counts.put(row.value1(), row.value2().longValue()));
        return counts;
    }

    static Condition visible(Scope scope) {
        return scope.on(ENTRIES.REGION_CODE, ENTRIES.PRODUCER_ID);
    }

    private static Condition condition(Scope scope, EntryFilter filter) {
        return visible(scope.narrowedTo(filter.region()))
                .and(filter.accepted() == null ? noCondition() : ENTRIES.ACCEPTED.eq(filter.accepted()))
                .and(filter.from() == null ? noCondition() : ENTRIES.ENTERED_ON.ge(filter.from()))
                .and(filter.to() == null ? noCondition() : ENTRIES.ENTERED_ON.le(filter.to()))
                .and(filter.fair() == null ? noCondition() : ENTRIES.FAIR_ID.eq(filter.fair()))
                .and(words(filter.words()));
    }

    private static Condition words(String words) {
        if (words.isEmpty()) return noCondition();
        var code = CertificateCode.parse(Seal.Found.in(words).code()).orElse(null);
        if (code != null) return ENTRIES.CODE.eq(code.value());
        var plate = EntryTyped.plain(words);
        return EntryTyped.isPlate(plate) ? ENTRIES.VEHICLE.eq(plate) : SearchText.in(ENTRIES.SEARCH, words);
    }

    static Entry entry(EntriesRecord row, List<EntryProof> known) {
        var proof = known.stream()
                .filter(one -> one.code().equals(row.getProof()))
                .findFirst()
                .orElse(EntryProof.NONE);
        return new Entry(
                row.getId(),
                row.getProducerId(),
                row.getProducerName(),
                new RegionCode(row.getRegionCode()),
                row.getEnteredOn(),
                row.getAccepted(),
                proof,
                row.getCode() == null ? null : new CertificateCode(row.getCode()),
                row.getProofNumber(),
                row.getFileId(),
                row.getProduce(),
                row.getKg(),
                row.getOriginId(),
                row.getOriginName(),
                row.getOriginCode() == null ? null : new RegionCode(row.getOriginCode()),
                row.getOriginPlace(),
                row.getVehicle(),
                row.getVerdict(),
                row.getReason(),
                row.getKeepUntil(),
                row.getWithdrawnBecause(),
                row.getRecordedBy(),
                row.getRecordedAt(),
                row.getDemo());
    }
}
