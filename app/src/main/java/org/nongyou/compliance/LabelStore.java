package org.nongyou.compliance;

import static nongyoudb.compliance.Tables.LABELS;
import static nongyoudb.compliance.Tables.LABEL_ORDERS;
import static nongyoudb.compliance.Tables.LABEL_RANGES;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.lateral;
import static org.jooq.impl.DSL.selectFrom;
import static org.jooq.impl.DSL.val;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import nongyoudb.compliance.tables.records.LabelOrdersRecord;
import nongyoudb.compliance.tables.records.LabelRangesRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.nongyou.print.LabelPaper;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.springframework.stereotype.Component;

/// Rows of pre-printed labels and of their ranges.
@Component
class LabelStore {

    private final DSLContext sql;

    LabelStore(DSLContext sql) {
        this.sql = sql;
    }

    static Condition visible(Scope scope) {
        return scope.on(LABEL_RANGES.REGION_CODE, LABEL_RANGES.PRODUCER_ID);
    }

    /// A label with what became of it.
    record Found(long number, LabelRange range) {}

    /// By the code on it: two rows, each by its index.
    Optional<Found> find(CertificateCode code) {
        if (!code.preprinted()) return Optional.empty();
        var range = lateral(selectFrom(LABEL_RANGES)
                        .where(LABEL_RANGES.FIRST_NO.le(LABELS.NO))
                        .orderBy(LABEL_RANGES.FIRST_NO.desc())
                        .limit(1))
                .as(LABEL_RANGES.getName());
        return sql.select(LABELS.NO)
                .select(range.fields())
                .from(LABELS)
                .crossJoin(range)
                .where(LABELS.CODE.eq(code.value()))
                .fetchOptional(row -> new Found(
                        row.get(LABELS.NO), range(row.into(range.fields()).into(LABEL_RANGES))));
    }

    /// In the order of their numbers.
    List<CertificateCode> codes(long from, long to) {
        return sql.select(LABELS.CODE)
                .from(LABELS)
                .where(LABELS.NO.between(from, to))
                .orderBy(LABELS.NO)
                .fetch(row -> new CertificateCode(row.value1()));
    }

    /// Until the transaction ends nobody else changes what became of these numbers.
    List<LabelRangesRecord> hold(Scope scope, long from, long to) {
        // Orders first, in one order: ranges are cut and joined meanwhile, and a look that waits for a range would not
        // see its new neighbour.
        sql.select(LABEL_ORDERS.ID)
                .from(LABEL_ORDERS)
                .where(LABEL_ORDERS.FIRST_NO.le(to))
                .and(LABEL_ORDERS.LAST_NO.ge(from))
                .orderBy(LABEL_ORDERS.FIRST_NO)
                .forUpdate()
                .fetch();
        return covering(scope, from, to);
    }

    /// The ranges of these numbers; empty where some of them are not in the scope.
    List<LabelRangesRecord> covering(Scope scope, long from, long to) {
        var ranges = sql.selectFrom(LABEL_RANGES)
                .where(within(from, to))
                .and(visible(scope))
                .orderBy(LABEL_RANGES.FIRST_NO)
                .fetch();
        long next = from;
        for (var one : ranges) {
            if (one.getFirstNo() > next) return List.of();
            next = one.getLastNo() + 1;
        }
        return next > to ? new ArrayList<>(ranges) : List.of();
    }

    /// As the exclusion of overlaps has it indexed.
    static Condition within(long from, long to) {
        return condition(
                "int8range({0}, {1}, '[]') && int8range({2}, {3}, '[]')",
                LABEL_RANGES.FIRST_NO, LABEL_RANGES.LAST_NO, val(from), val(to));
    }

    /// Changes the part of held ranges between two numbers; what lies outside stays as it is. Neighbours that are equal
    /// then become one.
    void change(List<LabelRangesRecord> held, long from, long to, Consumer<LabelRangesRecord> how) {
        for (var one : held) {
            long first = Math.max(from, one.getFirstNo());
            long last = Math.min(to, one.getLastNo());
            var before = one.getFirstNo() < first ? copy(one, one.getFirstNo(), first - 1) : null;
            var after = one.getLastNo() > last ? copy(one, last + 1, one.getLastNo()) : null;
            one.setFirstNo(first);
            one.setLastNo(last);
            how.accept(one);
            one.update();
            if (before != null) sql.executeInsert(before);
            if (after != null) sql.executeInsert(after);
            join(one);
        }
    }

    /// With the range before it, so that a run that takes a thousand after the other leaves one range.
    private void join(LabelRangesRecord one) {
        var before = sql.selectFrom(LABEL_RANGES)
                .where(LABEL_RANGES.LAST_NO.eq(one.getFirstNo() - 1))
                .and(LABEL_RANGES.FIRST_NO.lt(one.getFirstNo()))
                .and(LABEL_RANGES.ORDER_ID.eq(one.getOrderId()))
                .and(LABEL_RANGES.STATE.eq(one.getState()))
                .and(LABEL_RANGES.PRODUCER_ID.isNotDistinctFrom(one.getProducerId()))
                .and(LABEL_RANGES.RUN_ID.isNotDistinctFrom(one.getRunId()))
                .and(LABEL_RANGES.ACTIVATED_ON.isNotDistinctFrom(one.getActivatedOn()))
                .and(LABEL_RANGES.REASON.eq(one.getReason()))
                .fetchOptional();
        if (before.isEmpty()) return;
        before.get().delete();
        one.setFirstNo(before.get().getFirstNo());
        one.update();
    }

    private static LabelRangesRecord copy(LabelRangesRecord one, long from, long to) {
        var part = one.copy();
        part.reset(LABEL_RANGES.ID);
        part.setFirstNo(from);
        part.setLastNo(to);
        return part;
    }

    static LabelRange range(LabelRangesRecord row) {
        return new LabelRange(
                row.getId(),
                row.getOrderId(),
                row.getFirstNo(),
                row.getLastNo(),
                LabelState.ofCode(row.getState()).orElseThrow(),
                row.getProducerId(),
                row.getProducerName(),
                new RegionCode(row.getRegionCode()),
                row.getActivatedOn(),
                row.getRunId(),
                row.getProduct(),
                row.getReason(),
                row.getChangedAt(),
                row.getChangedBy(),
                row.getDemo());
    }

    static LabelOrder order(LabelOrdersRecord row) {
        return new LabelOrder(
                row.getId(),
                row.getOffice(),
                row.getProducerId(),
                row.getProducerName(),
                new RegionCode(row.getRegionCode()),
                LabelPaper.Size.ofCode(row.getSize()).orElseThrow(),
                row.getFirstNo(),
                row.getLastNo(),
                row.getOrderedAt(),
                row.getOrderedBy(),
                row.getDrawnAt(),
                row.getJobId(),
                row.getDemo());
    }
}
