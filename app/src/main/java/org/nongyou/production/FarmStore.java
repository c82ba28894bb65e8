package org.nongyou.production;

import static nongyoudb.production.Tables.ACTS;
import static nongyoudb.production.Tables.ACT_INPUTS;
import static nongyoudb.production.Tables.BATCHES;
import static nongyoudb.production.Tables.SETTINGS;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import nongyoudb.production.tables.records.ActInputsRecord;
import nongyoudb.production.tables.records.ActsRecord;
import nongyoudb.production.tables.records.BatchesRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.springframework.stereotype.Component;

/// The rows of farm acts and batches.
@Component
class FarmStore {

    private final DSLContext sql;

    FarmStore(DSLContext sql) {
        this.sql = sql;
    }

    /// What is recorded for one producer follows one after the other: its stock, its batches and their numbers.
    void lock(long producer) {
        sql.execute("select pg_advisory_xact_lock(hashtextextended(?, 0))", "production " + producer);
    }

    static Condition visible(Scope scope) {
        return scope.on(ACTS.REGION_CODE, ACTS.PRODUCER_ID);
    }

    Optional<FarmAct> find(Scope scope, long id) {
        return acts(sql.selectFrom(ACTS)
                        .where(ACTS.ID.eq(id))
                        .and(visible(scope))
                        .fetch())
                .stream()
                .findFirst();
    }

    Optional<FarmAct> ofClient(Scope scope, UUID client) {
        return acts(sql.selectFrom(ACTS)
                        .where(ACTS.CLIENT_ID.eq(client))
                        .and(visible(scope))
                        .fetch())
                .stream()
                .findFirst();
    }

    boolean clientKnown(UUID client) {
        return sql.fetchExists(ACTS, ACTS.CLIENT_ID.eq(client));
    }

    /// With their inputs, in the same order: one statement more for all of them.
    List<FarmAct> acts(List<ActsRecord> rows) {
        if (rows.isEmpty()) return List.of();
        var inputs = inputs(rows.stream().map(ActsRecord::getId).toList());
        return rows.stream()
                .map(row -> act(row, inputs.getOrDefault(row.getId(), List.of())))
                .toList();
    }

    Map<Long, List<ActInputsRecord>> inputs(Collection<Long> acts) {
        if (acts.isEmpty()) return Map.of();
        return sql
                .selectFrom(ACT_INPUTS)
                .where(ACT_INPUTS.ACT_ID.in(acts))
                .orderBy(ACT_INPUTS.ACT_ID, ACT_INPUTS.LINE)
                .fetch()
                .stream()
                .collect(Collectors.groupingBy(ActInputsRecord::getActId));
    }

    /// Acts that count, on any of the plots, in a span.
    /// @param plots none: all of the base
    List<ActsRecord> on(long base, Collection<Long> plots, LocalDate from, LocalDate to) {
        return sql.selectFrom(ACTS)
                .where(ACTS.BASE_ID.eq(base))
                .and(ACTS.CURRENT)
                .and(ACTS.DONE_ON.between(from, to))
                .and(plots.isEmpty() ? DSL.noCondition() : touches(plots))
                .orderBy(ACTS.DONE_ON.desc(), ACTS.ID.desc())
                .limit(5000)
                .fetch();
    }

    private static Condition touches(Collection<Long> plots) {
        return DSL.condition("{0} && {1}", ACTS.PLOT_IDS, DSL.val(plots.toArray(Long[]::new)))
                .or(DSL.cardinality(ACTS.PLOT_IDS).eq(0));
    }

    /// Whether two acts, or an act and a batch, share a plot; one without plots is about the whole base.
    static boolean share(Long[] some, Long[] others) {
        return some.length == 0 || others.length == 0 || Arrays.stream(some).anyMatch(Arrays.asList(others)::contains);
    }

    static FarmAct act(ActsRecord row, List<ActInputsRecord> inputs) {
        return new FarmAct(
                row.getId(),
                row.getClientId(),
                ActKind.ofCode(row.getKind()).orElseThrow(),
                row.getProducerId(),
                row.getProducerName(),
                row.getBaseId(),
                row.getBaseName(),
                new RegionCode(row.getRegionCode()),
                Arrays.asList(row.getPlotIds()),
                Arrays.asList(row.getPlotNames()),
                row.getAreaMu(),
                row.getDoneOn(),
                row.getProduce(),
                row.getVariety(),
                inputs.stream().map(FarmStore::used).toList(),
                row.getQuantityKg(),
                row.getPurpose(),
                row.getOperator(),
                row.getNote(),
                Arrays.asList(row.getFileIds()),
                Arrays.asList(row.getWarnings()),
                row.getBatchId(),
                row.getCorrects(),
                row.getCorrectedBy(),
                row.getReason(),
                row.getWithdrawnBecause().isEmpty() ? null : row.getWithdrawnBecause(),
                row.getRecordedByName(),
                row.getRecordedAt(),
                row.getReceivedAt(),
                row.getDemo());
    }

    static UsedInput used(ActInputsRecord row) {
        return new UsedInput(
                InputKind.ofCode(row.getKind()).orElseThrow(),
                row.getName(),
                empty(row.getRegistration()),
                row.getPurchaseId(),
                plain(row.getAmount()),
                row.getUnit(),
                empty(row.getMethod()),
                row.getStoppedOn());
    }

    /// Without needless zeros, and never as 1E+1.
    static BigDecimal plain(BigDecimal number) {
        var plain = number.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    static @Nullable String empty(String text) {
        return text.isEmpty() ? null : text;
    }

    static Batch batch(BatchesRecord row) {
        return new Batch(
                row.getId(),
                row.getCode(),
                row.getProducerId(),
                row.getProducerName(),
                row.getBaseId(),
                row.getBaseName(),
                new RegionCode(row.getRegionCode()),
                row.getProduce(),
                row.getVariety(),
                row.getHarvestedOn(),
                row.getQuantityKg(),
                row.getCertifiedKg(),
                Arrays.asList(row.getPlotNames()),
                row.getClosedOn() != null);
    }

    static Condition batchVisible(Scope scope) {
        return scope.on(BATCHES.REGION_CODE, BATCHES.PRODUCER_ID);
    }

    /// A rule value of the platform.
    BigDecimal setting(String key) {
        return sql.select(SETTINGS.VALUE)
                .from(SETTINGS)
                .where(SETTINGS.KEY.eq(key))
                .fetchSingle()
                .value1();
    }
}
