package org.nongyou.production;

import static nongyoudb.production.Tables.BATCHES;
import static nongyoudb.production.Tables.TESTS;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import nongyoudb.production.tables.records.ActInputsRecord;
import nongyoudb.production.tables.records.ActsRecord;
import nongyoudb.production.tables.records.BatchesRecord;
import nongyoudb.production.tables.records.TestsRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.region.Scope;
import org.nongyou.standard.RuleBooks;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Batches (批次) for those who issue certificates of them: what is known of each, and how much is left.
@Service
public class Batches {

    /// Open ones on one page.
    public static final int OPEN = 50;

    /// How a lack ends that is about where an input came from.
    static final String NO_SOURCE = "没写来源";

    private final DSLContext sql;
    private final FarmStore store;
    private final ProduceFigures figures;
    private final RuleBooks books;

    Batches(DSLContext sql, FarmStore store, ProduceFigures figures, RuleBooks books) {
        this.sql = sql;
        this.store = store;
        this.figures = figures;
        this.books = books;
    }

    public Optional<Batch> find(Scope scope, long id) {
        return sql.selectFrom(BATCHES)
                .where(BATCHES.ID.eq(id))
                .and(FarmStore.batchVisible(scope))
                .fetchOptional(FarmStore::batch);
    }

    public Optional<BatchDossier> dossier(Scope scope, long id) {
        return dossiers(sql.selectFrom(BATCHES)
                        .where(BATCHES.ID.eq(id))
                        .and(FarmStore.batchVisible(scope))
                        .fetch())
                .stream()
                .findFirst();
    }

    /// Those with a remainder, the newest harvest first, at most [#OPEN].
    public List<BatchDossier> open(Scope own) {
        return dossiers(sql.selectFrom(BATCHES)
                .where(FarmStore.batchVisible(own))
                .and(BATCHES.CLOSED_ON.isNull())
                .and(BATCHES.CERTIFIED_KG.lt(BATCHES.QUANTITY_KG))
                .orderBy(BATCHES.HARVESTED_ON.desc(), BATCHES.ID.desc())
                .limit(OPEN)
                .fetch());
    }

    /// The newest harvest first.
    public List<Batch> list(Scope scope, BatchFilter filter, int offset, int limit) {
        return sql.selectFrom(BATCHES)
                .where(condition(scope, filter))
                .orderBy(BATCHES.HARVESTED_ON.desc(), BATCHES.ID.desc())
                .offset(offset)
                .limit(limit)
                .fetch(FarmStore::batch);
    }

    /// All of them, some hundreds at a time.
    public void each(Scope scope, BatchFilter filter, Consumer<Batch> to) {
        List<Batch> page;
        var after = DSL.noCondition();
        do {
            page = sql.selectFrom(BATCHES)
                    .where(condition(scope, filter))
                    .and(after)
                    .orderBy(BATCHES.HARVESTED_ON.desc(), BATCHES.ID.desc())
                    .limit(1000)
                    .fetch(FarmStore::batch);
            page.forEach(to);
            if (!page.isEmpty())
                after = DSL.row(BATCHES.HARVESTED_ON, BATCHES.ID)
                        .lt(page.getLast().harvestedOn(), page.getLast().id());
        } while (page.size() == 1000);
    }

    /// At most [FarmLog#COUNTED].
    public int count(Scope scope, BatchFilter filter) {
        var some = DSL.select(DSL.inline(1))
                .from(BATCHES)
                .where(condition(scope, filter))
                .limit(FarmLog.COUNTED)
                .asTable("some");
        return sql.select(DSL.count()).from(some).fetchSingle().value1();
    }

    private static Condition condition(Scope scope, BatchFilter filter) {
        var condition = FarmStore.batchVisible(scope.narrowedTo(filter.region()));
        if (scope.region() == null && filter.region() != null)
            condition = condition.and(Scope.within(filter.region()).on(BATCHES.REGION_CODE));
        if (filter.producerId() != null) condition = condition.and(BATCHES.PRODUCER_ID.eq(filter.producerId()));
        if (filter.baseId() != null) condition = condition.and(BATCHES.BASE_ID.eq(filter.baseId()));
        if (!filter.produce().isEmpty()) condition = condition.and(BATCHES.PRODUCE.eq(filter.produce()));
        if (!filter.code().isEmpty()) condition = condition.and(BATCHES.CODE.startsWith(filter.code()));
        if (filter.open())
            condition = condition.and(BATCHES.CLOSED_ON.isNull()).and(BATCHES.CERTIFIED_KG.lt(BATCHES.QUANTITY_KG));
        return condition;
    }

    /// The acts that its dossier counts, the oldest first.
    public List<FarmAct> acts(Scope scope, long id) {
        var rows = sql.selectFrom(BATCHES)
                .where(BATCHES.ID.eq(id))
                .and(FarmStore.batchVisible(scope))
                .fetch();
        return rows.isEmpty() ? List.of() : store.acts(actsOf(rows).getOrDefault(id, List.of()));
    }

    /// Until the transaction ends, nobody records acts for the batch's producer or a test of the batch: what was judged
    /// is what is issued.
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(Scope scope, long id) {
        var batch = find(scope, id).orElse(null);
        if (batch == null) return;
        store.lock(batch.producerId());
        sql.select(BATCHES.ID)
                .from(BATCHES)
                .where(BATCHES.ID.eq(id))
                .forUpdate()
                .fetch();
    }

    /// Takes an amount for a certificate: one guarded update, so never above the harvest, also when two people issue at
    /// once. The act that it belongs to is written by who issues.
    @Transactional
    public Decision<Batch> take(Actor actor, long id, BigDecimal kg) {
        if (!actor.may(Verb.CERTIFY)) return Decision.refused("production.certify-not-yours");
        if (kg.signum() <= 0 || kg.stripTrailingZeros().scale() > 3) return Decision.refused("production.kg");
        var taken = sql.update(BATCHES)
                .set(BATCHES.CERTIFIED_KG, BATCHES.CERTIFIED_KG.add(kg))
                .where(BATCHES.ID.eq(id))
                .and(FarmStore.batchVisible(actor.scope()))
                .and(BATCHES.CLOSED_ON.isNull())
                .and(BATCHES.QUANTITY_KG.sub(BATCHES.CERTIFIED_KG).ge(kg))
                .returning()
                .fetchOptional(FarmStore::batch);
        if (taken.isPresent()) return Decision.done(taken.get());
        var batch = find(actor.scope(), id).orElse(null);
        if (batch == null) return Decision.refused("production.batch-unknown");
        return batch.closed()
                ? Decision.refused("production.batch-closed", batch.code())
                : Decision.refused(
                        "production.batch-short", batch.code(), Ui.number(batch.remainingKg()), Ui.number(kg));
    }

    /// A certificate was voided: its amount may be issued anew.
    /// @throws IllegalStateException when more comes back than was taken, which nobody can have done by hand
    @Transactional
    public void giveBack(Actor actor, long id, BigDecimal kg) {
        int given = sql.update(BATCHES)
                .set(BATCHES.CERTIFIED_KG, BATCHES.CERTIFIED_KG.sub(kg))
                .where(BATCHES.ID.eq(id))
                .and(FarmStore.batchVisible(actor.scope()))
                .and(BATCHES.CERTIFIED_KG.ge(kg))
                .execute();
        if (given != 1 || kg.signum() <= 0)
            throw new IllegalStateException("batch " + id + " never gave " + kg + " kg for certificates");
    }

    // --- Dossiers

    List<BatchDossier> dossiers(List<BatchesRecord> batches) {
        if (batches.isEmpty()) return List.of();
        var acts = actsOf(batches);
        var inputs = store.inputs(acts.values().stream()
                .flatMap(List::stream)
                .map(ActsRecord::getId)
                .distinct()
                .toList());
        var tests = tests(batches.stream().map(BatchesRecord::getId).toList());
        var known = figures.all();
        var book = books.current();
        return batches.stream()
                .map(row -> {
                    var mine = acts.getOrDefault(row.getId(), List.of());
                    return new BatchDossier(
                            FarmStore.batch(row),
                            uses(mine, inputs),
                            tests.getOrDefault(row.getId(), List.of()),
                            mine.size(),
                            missing(mine, inputs),
                            ProduceFigures.of(known, book, row.getProduce())
                                    .map(ProduceFigures.Figure::kgAMu)
                                    .map(row.getAreaMu()::multiply)
                                    .orElse(null),
                            row.getSince(),
                            row.getCorrectedAt() != null);
                })
                .toList();
    }

    /// What was done for each, the oldest first: one statement for each base.
    private Map<Long, List<ActsRecord>> actsOf(List<BatchesRecord> batches) {
        var all = new HashMap<Long, List<ActsRecord>>();
        batches.stream()
                .collect(Collectors.groupingBy(BatchesRecord::getBaseId))
                .forEach((base, some) -> {
                    var from = some.stream()
                            .map(BatchesRecord::getSince)
                            .min(LocalDate::compareTo)
                            .orElseThrow();
                    var to = some.stream()
                            .map(BatchesRecord::getHarvestedOn)
                            .max(LocalDate::compareTo)
                            .orElseThrow();
                    var acts = store.on(base, List.of(), from, to).reversed();
                    for (var batch : some)
                        all.put(
                                batch.getId(),
                                acts.stream()
                                        .filter(act -> !act.getDoneOn().isBefore(batch.getSince()))
                                        .filter(act -> !act.getDoneOn().isAfter(batch.getHarvestedOn()))
                                        .filter(act -> FarmStore.share(act.getPlotIds(), batch.getPlotIds()))
                                        .filter(act -> !act.getKind().equals(ActKind.HARVEST.code())
                                                || batch.getId().equals(act.getBatchId()))
                                        .toList());
                });
        return all;
    }

    private static List<InputUse> uses(List<ActsRecord> acts, Map<Long, List<ActInputsRecord>> inputs) {
        var uses = new ArrayList<InputUse>();
        for (var act : acts)
            for (var line : inputs.getOrDefault(act.getId(), List.of()))
                uses.add(new InputUse(
                        act.getId(),
                        act.getDoneOn(),
                        InputKind.ofCode(line.getKind()).orElseThrow(),
                        line.getName(),
                        FarmStore.empty(line.getRegistration()),
                        Arrays.asList(line.getSubstances()),
                        Arrays.asList(act.getPlotNames()),
                        FarmStore.plain(line.getAmount()),
                        line.getUnit(),
                        line.getStoppedOn()));
        return uses;
    }

    /// Article 27: name, source, way of use, amount, day of use and day of stopping; diseases and pests; day of
    /// harvest.
    /// Name, amount and days cannot lack in what is kept.
    private static List<String> missing(List<ActsRecord> acts, Map<Long, List<ActInputsRecord>> inputs) {
        var missing = new TreeSet<String>();
        for (var act : acts) {
            var kind = ActKind.ofCode(act.getKind()).orElseThrow();
            var begin = act.getDoneOn() + " " + kind.title() + "：";
            boolean treats = kind == ActKind.SPRAY || kind == ActKind.MEDICATE;
            var lines = inputs.getOrDefault(act.getId(), List.of());
            if (treats && lines.isEmpty()) missing.add(begin + "没写用了什么");
            if (treats && act.getPurpose().isEmpty()) missing.add(begin + "没写防治什么病虫");
            for (var line : lines) {
                if (line.getPurchaseId() == null) missing.add(begin + line.getName() + NO_SOURCE);
                if (treats && line.getMethod().isEmpty()) missing.add(begin + line.getName() + "没写用法");
            }
        }
        return List.copyOf(missing);
    }

    private Map<Long, List<BatchTest>> tests(Collection<Long> batches) {
        return sql
                .selectFrom(TESTS)
                .where(TESTS.BATCH_ID.in(batches))
                .orderBy(TESTS.TESTED_ON, TESTS.ID)
                .fetch()
                .stream()
                .collect(Collectors.groupingBy(
                        TestsRecord::getBatchId, Collectors.mapping(Batches::test, Collectors.toList())));
    }

    static BatchTest test(TestsRecord row) {
        return new BatchTest(
                row.getId(),
                TestKind.ofCode(row.getKind()).orElseThrow(),
                row.getTestedOn(),
                row.getPassed(),
                Arrays.asList(row.getSubstances()),
                row.getLab(),
                row.getFileId(),
                row.getRetestOf());
    }
}
