package org.nongyou.production;

import static nongyoudb.production.Tables.ACTS;
import static nongyoudb.production.Tables.ACT_INPUTS;
import static nongyoudb.production.Tables.BATCHES;
import static nongyoudb.production.Tables.MOVEMENTS;
import static nongyoudb.production.Tables.PURCHASES;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.left;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import nongyoudb.production.tables.records.ActsRecord;
import nongyoudb.production.tables.records.BatchesRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.Base;
import org.nongyou.base.Bases;
import org.nongyou.base.Plot;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The farm log (生产记录). One entry is one act; it is kept as it was written. A correction is a new act with its reason,
/// which takes the place of the first in all counts.
@Service
public class FarmLog {

    /// In the journal and in links.
    public static final String SUBJECT = "farm-act";

    public static final int PAGE = 100;

    /// Where a number would only say "many".
    public static final int COUNTED = 10_000;

    private static final DateTimeFormatter CODE_DAY = DateTimeFormatter.ofPattern("yyMMdd");

    private final DSLContext sql;
    private final FarmStore store;
    private final EntryCheck check;
    private final Seasons seasons;
    private final ProduceFigures figures;
    private final FieldViews views;
    private final Bases bases;
    private final Journal journal;
    private final Clock clock;

    FarmLog(
            DSLContext sql,
            FarmStore store,
            EntryCheck check,
            Seasons seasons,
            ProduceFigures figures,
            FieldViews views,
            Bases bases,
            Journal journal,
            Clock clock) {
        this.sql = sql;
        this.store = store;
        this.check = check;
        this.seasons = seasons;
        this.figures = figures;
        this.views = views;
        this.bases = bases;
        this.journal = journal;
        this.clock = clock;
    }

    // --- Reads

    public Optional<FarmAct> find(Scope scope, long id) {
        return store.find(scope, id);
    }

    /// What a phone must know to record without network.
    public FieldView field(Actor actor) {
        return views.field(actor);
    }

    /// Those that count, the newest day first.
    public List<FarmAct> list(Scope scope, FarmActFilter filter, int offset, int limit) {
        return store.acts(sql.selectFrom(ACTS)
                .where(condition(scope, filter))
                .orderBy(ACTS.DONE_ON.desc(), ACTS.ID.desc())
                .offset(offset)
                .limit(limit)
                .fetch());
    }

    /// All of them, some hundreds at a time.
    public void each(Scope scope, FarmActFilter filter, Consumer<FarmAct> to) {
        List<ActsRecord> page;
        var after = noCondition();
        do {
            page = sql.selectFrom(ACTS)
                    .where(condition(scope, filter))
                    .and(after)
                    .orderBy(ACTS.DONE_ON.desc(), ACTS.ID.desc())
                    .limit(1000)
                    .fetch();
            store.acts(page).forEach(to);
            if (!page.isEmpty()) {
                var last = page.getLast();
                after = DSL.row(ACTS.DONE_ON, ACTS.ID).lt(last.getDoneOn(), last.getId());
            }
        } while (page.size() == 1000);
    }

    /// At most [#COUNTED].
    public int count(Scope scope, FarmActFilter filter) {
        var some = select(inline(1))
                .from(ACTS)
                .where(condition(scope, filter))
                .limit(COUNTED)
                .asTable("some");
        return sql.select(DSL.count()).from(some).fetchSingle().value1();
    }

    /// How many lie in each county, for the chips: by kind alone, which the counting index holds.
    public Map<String, Long> countsByCounty(Scope scope, @Nullable RegionCode picked, @Nullable ActKind kind) {
        var area = scope.narrowedTo(picked).region();
        if (scope.region() == null || area == null) return Map.of();
        var county = left(ACTS.REGION_CODE, inline(6));
        var counts = new TreeMap<String, Long>();
        sql.select(county, DSL.count())
                .from(ACTS)
                .where(ACTS.CURRENT)
                .and(
                        area.prefix().isEmpty()
                                ? noCondition()
                                : ACTS.REGION_CODE
                                        .ge(area.prefix())
                                        .and(ACTS.REGION_CODE.lt(area.prefix() + RegionCode.AFTER)))
                .and(kind == null ? noCondition() : ACTS.KIND.eq(kind.code()))
                .groupBy(county)
                .forEach(row -> counts.put(row.value1(), row.value2().longValue()));
        return counts;
    }

    /// The entries that a correction chain is made of, the first one first.
    public List<FarmAct> chain(Scope scope, FarmAct one) {
        var rows = new ArrayList<ActsRecord>();
        for (var at = one.corrects(); at != null && rows.size() < 50; ) {
            var row = sql.selectFrom(ACTS)
                    .where(ACTS.ID.eq(at))
                    .and(FarmStore.visible(scope))
                    .fetchOne();
            if (row == null) break;
            rows.addFirst(row);
            at = row.getCorrects();
        }
        var chain = new ArrayList<>(store.acts(rows));
        chain.add(one);
        for (var at = one.correctedBy(); at != null && chain.size() < 100; ) {
            var next = store.find(scope, at).orElse(null);
            if (next == null) break;
            chain.add(next);
            at = next.correctedBy();
        }
        return chain;
    }

    private static Condition condition(Scope scope, FarmActFilter filter) {
        var condition = DSL.condition(ACTS.CURRENT)
                .and(scope.narrowedTo(filter.region()).on(ACTS.REGION_CODE, ACTS.PRODUCER_ID));
        if (scope.region() == null && filter.region() != null)
            condition = condition.and(Scope.within(filter.region()).on(ACTS.REGION_CODE));
        if (filter.producerId() != null) condition = condition.and(ACTS.PRODUCER_ID.eq(filter.producerId()));
        if (filter.baseId() != null) condition = condition.and(ACTS.BASE_ID.eq(filter.baseId()));
        if (filter.plotId() != null)
            condition =
                    condition.and(DSL.condition("{0} @> {1}", ACTS.PLOT_IDS, DSL.val(new Long[] {filter.plotId()})));
        if (filter.kind() != null)
            condition = condition.and(ACTS.KIND.eq(filter.kind().code()));
        if (!filter.produce().isEmpty()) condition = condition.and(ACTS.PRODUCE.eq(filter.produce()));
        if (filter.from() != null) condition = condition.and(ACTS.DONE_ON.ge(filter.from()));
        if (filter.to() != null) condition = condition.and(ACTS.DONE_ON.le(filter.to()));
        return condition;
    }

    // --- Recording

    /// 记一笔, or corrects one. The same client id twice is the same act: it is handed back as it was kept.
    @Transactional
    public Decision<FarmAct> record(Actor actor, FarmEntry entry) {
        if (!actor.may(Verb.RECORD)) return Decision.refused("production.no-right");
        var base = bases.find(actor.scope(), entry.baseId()).orElse(null);
        if (base == null) return Decision.refused("production.base-unknown");
        store.lock(base.producerId());
        var kept = store.ofClient(actor.scope(), entry.clientId());
        if (kept.isPresent()) return Decision.done(kept.get());
        if (store.clientKnown(entry.clientId())) return Decision.refused("production.client-taken");
        if (!base.active()) return Decision.refused("production.base-closed", base.name());
        var old = entry.corrects() == null
                ? null
                : store.find(actor.scope(), entry.corrects()).orElse(null);
        var faults = new ArrayList<Refusal>();
        if (entry.corrects() != null) correctable(base, entry, old, faults);
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        var checked = check.of(actor, base, entry, old, faults);
        var batch = old == null || old.batchId() == null ? null : held(old.batchId());
        if (batch != null && entry.kind() == ActKind.HARVEST) batchCorrectable(batch, entry, faults);
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        return Decision.done(keep(actor, base, entry, checked, old, batch));
    }

    private static void correctable(Base base, FarmEntry entry, @Nullable FarmAct old, List<Refusal> faults) {
        if (old == null || old.producerId() != base.producerId()) {
            faults.add(Refusal.of("production.act-unknown"));
            return;
        }
        if (!old.current()) faults.add(Refusal.of("production.already-corrected"));
        var reason = Objects.requireNonNullElse(entry.reason(), "").strip();
        if (reason.isEmpty()) faults.add(Refusal.of("production.reason").at("reason"));
        Typed.text(reason, "reason", "原因", 200, faults);
        if ((old.kind() == ActKind.HARVEST) != (entry.kind() == ActKind.HARVEST))
            faults.add(Refusal.of("production.harvest-stays").at("kind"));
        if (old.kind() == ActKind.HARVEST && old.baseId() != base.id())
            faults.add(Refusal.of("production.harvest-stays").at("base"));
    }

    private static void batchCorrectable(BatchesRecord batch, FarmEntry entry, List<Refusal> faults) {
        if (batch.getClosedOn() != null) faults.add(Refusal.of("production.batch-closed", batch.getCode()));
        var quantity = entry.quantityKg();
        if (quantity != null && quantity.compareTo(batch.getCertifiedKg()) < 0)
            faults.add(Refusal.of(
                            "production.below-certified",
                            batch.getCode(),
                            Ui.number(batch.getCertifiedKg()),
                            Ui.number(quantity))
                    .at("quantity"));
    }

    private @Nullable BatchesRecord held(long batch) {
        return sql.selectFrom(BATCHES).where(BATCHES.ID.eq(batch)).forUpdate().fetchOne();
    }

    private FarmAct keep(
            Actor actor,
            Base base,
            FarmEntry entry,
            EntryCheck.Checked checked,
            @Nullable FarmAct old,
            @Nullable BatchesRecord batch) {
        var now = clock.instant();
        var row = sql.newRecord(ACTS);
        row.setClientId(entry.clientId());
        row.setKind(entry.kind().code());
        row.setProducerId(base.producerId());
        row.setProducerName(base.producerName());
        row.setBaseId(base.id());
        row.setBaseName(base.name());
        row.setRegionCode(base.region().value());
        row.setPlotIds(checked.plotIds().toArray(Long[]::new));
        row.setPlotNames(checked.plots().stream().map(Plot::name).toArray(String[]::new));
        row.setAreaMu(checked.areaMu());
        row.setDoneOn(entry.on());
        row.setProduce(checked.produce());
        row.setVariety(checked.variety());
        row.setQuantityKg(entry.quantityKg());
        row.setPurpose(entry.purpose().strip());
        row.setOperator(checked.operator());
        row.setNote(entry.note().strip());
        row.setFileIds(entry.fileIds().toArray(Long[]::new));
        row.setCorrects(old == null ? null : (Long) old.id());
        row.setReason(Objects.requireNonNullElse(entry.reason(), "").strip());
        row.setRecordedBy(actor.accountId());
        row.setRecordedByName(actor.name());
        row.setRecordedAt(typedAt(entry, now));
        row.setReceivedAt(now);
        row.setDemo(actor.demo());
        row.setWarnings(checked.warnings().toArray(String[]::new));
        row.insert();
        if (old != null) {
            undo(actor, old, entry.on(), row.getId());
            sql.update(ACTS)
                    .set(ACTS.CORRECTED_BY, row.getId())
                    .set(ACTS.CURRENT, false)
                    .where(ACTS.ID.eq(old.id()))
                    .execute();
            seasons.undo(old.id());
            touched(base.id(), old.plotIds(), old.on(), now);
        }
        touched(base.id(), checked.plotIds(), entry.on(), now);
        inputs(actor, entry, checked, row.getId());
        var warnings = new ArrayList<>(checked.warnings());
        if (entry.kind().setsOut()) warnings.addAll(seasons.setOut(actor, checked.book(), base, checked.plots(), row));
        if (entry.kind() == ActKind.HARVEST) {
            var made = batch == null ? batch(actor, base, entry, checked, row, now) : changed(batch, checked, row, now);
            row.setBatchId(made.getId());
            harvested(base, checked, made).ifPresent(warnings::add);
        }
        row.setWarnings(warnings.toArray(String[]::new));
        row.update();
        row.refresh();
        var act = FarmStore.act(row, store.inputs(List.of(row.getId())).getOrDefault(row.getId(), List.of()));
        journal.write(
                actor,
                JournalEntry.of(
                                old == null ? "farm.record" : "farm.correct",
                                act.region(),
                                SUBJECT,
                                act.id(),
                                title(act),
                                (old == null ? "记农事：" : "更正农事：") + story(act))
                        .because(row.getReason().isEmpty() ? null : row.getReason()));
        return act;
    }

    /// A device's clock may be wrong; what it says is never later than now.
    private static Instant typedAt(FarmEntry entry, Instant now) {
        var typed = entry.recordedAt();
        return typed == null || typed.isAfter(now) ? now : typed;
    }

    private void inputs(Actor actor, FarmEntry entry, EntryCheck.Checked checked, long act) {
        int number = 0;
        for (var line : checked.lines()) {
            var used = line.used();
            sql.insertInto(ACT_INPUTS)
                    .set(ACT_INPUTS.ACT_ID, act)
                    .set(ACT_INPUTS.LINE, number++)
                    .set(ACT_INPUTS.KIND, used.kind().code())
                    .set(ACT_INPUTS.NAME, used.name().strip())
                    .set(
                            ACT_INPUTS.REGISTRATION,
                            Objects.requireNonNullElse(used.registration(), "").strip())
                    .set(ACT_INPUTS.PURCHASE_ID, used.purchaseId())
                    .set(ACT_INPUTS.AMOUNT, used.amount())
                    .set(ACT_INPUTS.UNIT, Unit.of(used.unit()).orElseThrow().name())
                    .set(
                            ACT_INPUTS.METHOD,
                            Objects.requireNonNullElse(used.method(), "").strip())
                    .set(ACT_INPUTS.STOPPED_ON, used.stoppedOn())
                    .set(ACT_INPUTS.SUBSTANCES, line.substances().toArray(String[]::new))
                    .execute();
            if (used.purchaseId() != null && line.taken() != null)
                moved(actor, used.purchaseId(), Movement.Kind.USED, line.taken(), act, entry.on());
        }
        checked.stock()
                .forEach((purchase, left) -> sql.update(PURCHASES)
                        .set(PURCHASES.REMAINING, left)
                        .where(PURCHASES.ID.eq(purchase))
                        .execute());
    }

    /// What an act had used came back, because it was corrected or withdrawn. The stock itself is written by whoever
    /// asks.
    private void undo(Actor actor, FarmAct old, LocalDate on, long by) {
        sql.select(MOVEMENTS.PURCHASE_ID, MOVEMENTS.AMOUNT)
                .from(MOVEMENTS)
                .where(MOVEMENTS.PURCHASE_ID.in(old.inputs().stream()
                        .map(UsedInput::purchaseId)
                        .filter(Objects::nonNull)
                        .toList()))
                .and(MOVEMENTS.ACT_ID.eq(old.id()))
                .and(MOVEMENTS.KIND.eq(Movement.Kind.USED.code()))
                .fetch()
                .forEach(row -> moved(actor, row.value1(), Movement.Kind.UNDONE, row.value2(), by, on));
    }

    private void moved(Actor actor, long purchase, Movement.Kind kind, BigDecimal amount, long act, LocalDate on) {
        sql.insertInto(MOVEMENTS)
                .set(MOVEMENTS.PURCHASE_ID, purchase)
                .set(MOVEMENTS.KIND, kind.code())
                .set(MOVEMENTS.AMOUNT, amount)
                .set(MOVEMENTS.ACT_ID, act)
                .set(MOVEMENTS.MOVED_ON, on)
                .set(MOVEMENTS.RECORDED_BY, actor.name())
                .set(MOVEMENTS.RECORDED_AT, clock.instant())
                .execute();
    }

    /// Batches with certificates, in whose time and on whose plots something was recorded or corrected afterwards.
    private void touched(long base, List<Long> plots, LocalDate on, Instant now) {
        sql.update(BATCHES)
                .set(BATCHES.CORRECTED_AT, now)
                .where(BATCHES.BASE_ID.eq(base))
                .and(BATCHES.SINCE.le(on))
                .and(BATCHES.HARVESTED_ON.ge(on))
                .and(BATCHES.CERTIFIED_KG.gt(BigDecimal.ZERO))
                .and(
                        plots.isEmpty()
                                ? noCondition()
                                : DSL.condition("{0} && {1}", BATCHES.PLOT_IDS, DSL.val(plots.toArray(Long[]::new)))
                                        .or(DSL.cardinality(BATCHES.PLOT_IDS).eq(0)))
                .execute();
    }

    private BatchesRecord batch(
            Actor actor, Base base, FarmEntry entry, EntryCheck.Checked checked, ActsRecord act, Instant now) {
        var letters = ProduceFigures.of(figures.all(), checked.book(), checked.produce())
                .map(ProduceFigures.Figure::letters)
                .orElseGet(() -> ProduceFigures.letters(checked.produce()));
        var begin = letters + "-" + CODE_DAY.format(entry.on()) + "-";
        int number = 1
                + sql.select(DSL.count())
                        .from(BATCHES)
                        .where(BATCHES.PRODUCER_ID.eq(base.producerId()))
                        .and(BATCHES.CODE.startsWith(begin))
                        .fetchSingle()
                        .value1();
        var batch = sql.newRecord(BATCHES);
        batch.setCode(begin + (number < 10 ? "0" : "") + number);
        batch.setProducerId(base.producerId());
        batch.setProducerName(base.producerName());
        batch.setBaseId(base.id());
        batch.setBaseName(base.name());
        batch.setRegionCode(base.region().value());
        batch.setRecordedAt(now);
        batch.setDemo(actor.demo());
        fill(batch, checked, act);
        batch.insert();
        return batch;
    }

    private static BatchesRecord changed(BatchesRecord batch, EntryCheck.Checked checked, ActsRecord act, Instant now) {
        fill(batch, checked, act);
        if (batch.getCertifiedKg() != null && batch.getCertifiedKg().signum() > 0) batch.setCorrectedAt(now);
        batch.update();
        return batch;
    }

    private static void fill(BatchesRecord batch, EntryCheck.Checked checked, ActsRecord act) {
        batch.setPlotIds(act.getPlotIds());
        batch.setPlotNames(act.getPlotNames());
        batch.setAreaMu(act.getAreaMu());
        batch.setProduce(act.getProduce());
        batch.setVariety(act.getVariety());
        batch.setHarvestedOn(act.getDoneOn());
        batch.setSince(checked.since());
        batch.setQuantityKg(Objects.requireNonNull(act.getQuantityKg()));
    }

    /// What the season yielded in all is far above what is usual.
    private Optional<String> harvested(Base base, EntryCheck.Checked checked, BatchesRecord batch) {
        var usual = ProduceFigures.of(figures.all(), checked.book(), batch.getProduce())
                .map(ProduceFigures.Figure::kgAMu)
                .map(batch.getAreaMu()::multiply)
                .orElse(null);
        if (usual == null) return Optional.empty();
        var season = sql.select(DSL.coalesce(DSL.sum(BATCHES.QUANTITY_KG), BigDecimal.ZERO))
                .from(BATCHES)
                .where(BATCHES.BASE_ID.eq(base.id()))
                .and(BATCHES.PRODUCE.eq(batch.getProduce()))
                .and(BATCHES.PLOT_IDS.eq(batch.getPlotIds()))
                .and(BATCHES.HARVESTED_ON.between(checked.since(), batch.getHarvestedOn()))
                .fetchSingle()
                .value1();
        var most = usual.multiply(store.setting("over-yield-percent")).movePointLeft(2);
        return season.compareTo(most) <= 0
                ? Optional.empty()
                : Optional.of("这一茬一共采了 " + Ui.number(season) + " 公斤，" + Ui.mu(batch.getAreaMu()) + " 亩"
                        + batch.getProduce() + "通常最多 " + Ui.number(usual) + " 公斤，核对一下数量。");
    }

    /// 撤回: it did not happen. It stays on record and counts no longer.
    @Transactional
    public Decision<FarmAct> withdraw(Actor actor, long id, String reason) {
        if (!actor.may(Verb.RECORD)) return Decision.refused("production.no-right");
        var seen = store.find(actor.scope(), id).orElse(null);
        if (seen == null) return Decision.refused("production.act-unknown");
        store.lock(seen.producerId());
        var act = store.find(actor.scope(), id).orElseThrow();
        if (!act.current()) return Decision.refused("production.already-corrected");
        var faults = new ArrayList<Refusal>();
        var because = Typed.text(reason, "reason", "原因", 200, faults);
        if (because.isEmpty()) faults.add(Refusal.of("production.reason").at("reason"));
        var batch = act.batchId() == null ? null : held(act.batchId());
        if (batch != null && batch.getCertifiedKg().signum() > 0)
            faults.add(Refusal.of("production.batch-certified", batch.getCode(), Ui.number(batch.getCertifiedKg())));
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        var now = clock.instant();
        var today = LocalDate.ofInstant(now, Ui.ZONE);
        sql.update(ACTS)
                .set(ACTS.WITHDRAWN_AT, now)
                .set(ACTS.WITHDRAWN_BECAUSE, because)
                .set(ACTS.WITHDRAWN_BY, actor.name())
                .set(ACTS.CURRENT, false)
                .where(ACTS.ID.eq(id))
                .execute();
        undo(actor, act, today, id);
        sql.select(MOVEMENTS.PURCHASE_ID, DSL.sum(MOVEMENTS.AMOUNT))
                .from(MOVEMENTS)
                .where(MOVEMENTS.ACT_ID.eq(id))
                .and(MOVEMENTS.KIND.eq(Movement.Kind.USED.code()))
                .and(MOVEMENTS.PURCHASE_ID.in(act.inputs().stream()
                        .map(UsedInput::purchaseId)
                        .filter(Objects::nonNull)
                        .toList()))
                .groupBy(MOVEMENTS.PURCHASE_ID)
                .fetch()
                .forEach(row -> sql.update(PURCHASES)
                        .set(PURCHASES.REMAINING, PURCHASES.REMAINING.add(row.value2()))
                        .where(PURCHASES.ID.eq(row.value1()))
                        .execute());
        seasons.undo(id);
        touched(act.baseId(), act.plotIds(), act.on(), now);
        if (batch != null && batch.getClosedOn() == null) {
            batch.setClosedOn(today);
            batch.setClosedBecause("采收记录撤回：" + because);
            batch.setClosedBy(actor.name());
            batch.update();
        }
        journal.write(
                actor,
                JournalEntry.of("farm.withdraw", act.region(), SUBJECT, id, title(act), "撤回农事：" + story(act))
                        .because(because));
        return Decision.done(store.find(actor.scope(), id).orElseThrow());
    }

    private static String title(FarmAct act) {
        return act.on() + " " + act.kind().title() + " " + act.produce();
    }

    private static String story(FarmAct act) {
        var used = act.inputs().stream()
                .map(one -> one.name() + " " + Ui.number(one.amount()) + " " + one.unit())
                .collect(Collectors.joining("、"));
        return act.on() + " " + act.kind().title() + "，" + act.place() + "，" + act.produce()
                + (used.isEmpty() ? "" : "，" + used)
                + (act.quantityKg() == null ? "" : "，" + Ui.number(act.quantityKg()) + " 公斤");
    }
}
