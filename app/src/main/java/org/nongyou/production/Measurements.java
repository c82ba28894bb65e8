package org.nongyou.production;

import static nongyoudb.production.Tables.ENVIRONMENT_LIMITS;
import static nongyoudb.production.Tables.GROUNDS;
import static nongyoudb.production.Tables.MEASURED;
import static nongyoudb.production.Tables.MEASURES;
import static nongyoudb.production.Tables.SAMPLES;
import static nongyoudb.production.Tables.SAMPLE_VALUES;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import nongyoudb.production.tables.records.SamplesRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record7;
import org.jooq.SelectConditionStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.Base;
import org.nongyou.base.Bases;
import org.nongyou.base.Plot;
import org.nongyou.file.Files;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Series of soil, water and air of bases (土壤肥力和产地环境监测), held against the limits that the rule data have. Where
/// they have none, none is judged.
@Service
public class Measurements {

    public static final String SUBJECT = "sample";
    public static final int PAGE = 100;

    /// The pH of the soil, on which limits of metals hang.
    private static final String PH = "ph";

    private static final int LONGEST = 200;

    /// Reports of one medium of one base that its page shows.
    private static final int SHOWN = 60;

    private final DSLContext sql;
    private final FarmStore store;
    private final Bases bases;
    private final Files files;
    private final Journal journal;
    private final Clock clock;

    Measurements(DSLContext sql, FarmStore store, Bases bases, Files files, Journal journal, Clock clock) {
        this.sql = sql;
        this.store = store;
        this.bases = bases;
        this.files = files;
        this.journal = journal;
        this.clock = clock;
    }

    // --- Rule data

    /// In their order.
    public List<MeasuredItem> items(Medium medium) {
        return sql.selectFrom(MEASURES)
                .where(MEASURES.MEDIUM.eq(medium.code()))
                .orderBy(MEASURES.POSITION)
                .fetch(row -> new MeasuredItem(
                        row.getCode(),
                        medium,
                        row.getTitle(),
                        row.getUnit(),
                        FarmStore.plain(row.getLeast()),
                        FarmStore.plain(row.getMost())));
    }

    public List<EnvironmentLimit> limits() {
        return sql.selectFrom(ENVIRONMENT_LIMITS)
                .orderBy(ENVIRONMENT_LIMITS.ID)
                .fetch(row -> new EnvironmentLimit(
                        row.getMeasure(),
                        LandUse.ofCode(row.getLand()).orElse(null),
                        row.getPhAbove(),
                        row.getPhUpTo(),
                        plain(row.getLowest()),
                        plain(row.getHighest()),
                        row.getStandard(),
                        row.getSource(),
                        row.getConfirmed()));
    }

    private static @Nullable BigDecimal plain(@Nullable BigDecimal number) {
        return number == null ? null : FarmStore.plain(number);
    }

    /// In the order of the items.
    public static List<Judged> judged(Sample sample, List<MeasuredItem> items, List<EnvironmentLimit> limits) {
        var found = sample.medium() == Medium.SOIL ? sample.of(PH) : null;
        var ph = found == null ? null : found.value();
        var judged = new ArrayList<Judged>();
        for (var item : items) {
            var value = sample.of(item.code());
            if (value == null) continue;
            var limit = limits.stream()
                    .filter(one -> one.fits(item.code(), sample.land(), ph))
                    .findFirst()
                    .orElse(null);
            boolean wantsPh = limit == null
                    && ph == null
                    && limits.stream().anyMatch(one -> one.item().equals(item.code()) && one.hangsOnPh());
            judged.add(new Judged(item, value, limit, verdict(value, limit, wantsPh)));
        }
        return judged;
    }

    private static Judged.Verdict verdict(Sample.Value value, @Nullable EnvironmentLimit limit, boolean wantsPh) {
        if (limit == null) return wantsPh ? Judged.Verdict.NO_PH : Judged.Verdict.NO_LIMIT;
        if (limit.holds(value.value())) return Judged.Verdict.WITHIN;
        return value.below() ? Judged.Verdict.UNCLEAR : Judged.Verdict.OVER;
    }

    // --- Reads

    public Optional<Sample> find(Scope scope, long id) {
        return samples(sql.selectFrom(SAMPLES)
                        .where(SAMPLES.ID.eq(id))
                        .and(scope.on(SAMPLES.REGION_CODE, SAMPLES.PRODUCER_ID))
                        .fetch())
                .stream()
                .findFirst();
    }

    /// Those that stand, the newest first.
    public List<Sample> ofBase(Scope scope, long base, Medium medium) {
        return samples(sql.selectFrom(SAMPLES)
                .where(SAMPLES.BASE_ID.eq(base))
                .and(SAMPLES.MEDIUM.eq(medium.code()))
                .and(SAMPLES.CURRENT)
                .and(scope.on(SAMPLES.REGION_CODE, SAMPLES.PRODUCER_ID))
                .orderBy(SAMPLES.SAMPLED_ON.desc(), SAMPLES.ID.desc())
                .limit(SHOWN)
                .fetch());
    }

    /// What stands of an area, the newest first, some hundreds at a time.
    public void each(Scope scope, MeasuredFilter filter, Consumer<Sample> to) {
        List<SamplesRecord> page;
        var after = DSL.noCondition();
        do {
            page = sql.selectFrom(SAMPLES)
                    .where(ofArea(scope, filter))
                    .and(after)
                    .orderBy(SAMPLES.SAMPLED_ON.desc(), SAMPLES.ID.desc())
                    .limit(1000)
                    .fetch();
            samples(page).forEach(to);
            if (!page.isEmpty())
                after = DSL.row(SAMPLES.SAMPLED_ON, SAMPLES.ID)
                        .lt(page.getLast().getSampledOn(), page.getLast().getId());
        } while (page.size() == 1000);
    }

    /// Reports, at most [FarmLog#COUNTED].
    public int count(Scope scope, MeasuredFilter filter) {
        var some = DSL.select(DSL.inline(1))
                .from(SAMPLES)
                .where(ofArea(scope, filter))
                .limit(FarmLog.COUNTED)
                .asTable("some");
        return sql.select(DSL.count()).from(some).fetchSingle().value1();
    }

    private static Condition ofArea(Scope scope, MeasuredFilter filter) {
        var condition = DSL.condition(SAMPLES.CURRENT)
                .and(SAMPLES.MEDIUM.eq(filter.medium().code()))
                .and(scope.narrowedTo(filter.region()).on(SAMPLES.REGION_CODE, SAMPLES.PRODUCER_ID));
        return filter.words().isEmpty()
                ? condition
                : condition.and(
                        SAMPLES.BASE_NAME.contains(filter.words()).or(SAMPLES.PRODUCER_NAME.contains(filter.words())));
    }

    /// Bases of the area with the day on which the medium was measured last, the newest base first.
    public List<MeasuredBase> bases(Scope scope, MeasuredFilter filter, int offset, int limit) {
        return joined(scope, filter)
                .orderBy(GROUNDS.BASE_ID.desc())
                .offset(offset)
                .limit(limit)
                .fetch(Measurements::measured);
    }

    /// The next of them.
    /// @param last the one before; null for the first
    public List<MeasuredBase> basesAfter(Scope scope, MeasuredFilter filter, @Nullable MeasuredBase last, int limit) {
        return joined(scope, filter)
                .and(last == null ? DSL.noCondition() : GROUNDS.BASE_ID.lt(last.baseId()))
                .orderBy(GROUNDS.BASE_ID.desc())
                .limit(limit)
                .fetch(Measurements::measured);
    }

    private static MeasuredBase measured(Record7<Long, String, String, String, String, LocalDate, Boolean> row) {
        return new MeasuredBase(
                row.value1(),
                row.value2(),
                row.value3(),
                new RegionCode(row.value4()),
                row.value5(),
                row.value6(),
                row.value7());
    }

    private SelectConditionStep<Record7<Long, String, String, String, String, LocalDate, Boolean>> joined(
            Scope scope, MeasuredFilter filter) {
        return sql.select(
                        GROUNDS.BASE_ID,
                        GROUNDS.BASE_NAME,
                        GROUNDS.PRODUCER_NAME,
                        GROUNDS.REGION_CODE,
                        GROUNDS.PRODUCT,
                        MEASURED.LAST_ON,
                        GROUNDS.DEMO)
                .from(GROUNDS)
                .leftJoin(MEASURED)
                .on(MEASURED.BASE_ID.eq(GROUNDS.BASE_ID))
                .and(MEASURED.MEDIUM.eq(filter.medium().code()))
                .where(condition(scope, filter));
    }

    private Condition condition(Scope scope, MeasuredFilter filter) {
        var condition = DSL.condition(GROUNDS.ACTIVE)
                .and(scope.narrowedTo(filter.region()).on(GROUNDS.REGION_CODE, GROUNDS.PRODUCER_ID));
        if (!filter.words().isEmpty())
            condition = condition.and(
                    GROUNDS.BASE_NAME.contains(filter.words()).or(GROUNDS.PRODUCER_NAME.contains(filter.words())));
        return switch (filter.standing()) {
            case ALL -> condition;
            case NEVER -> condition.and(MEASURED.BASE_ID.isNull());
            case OLD -> condition.and(MEASURED.LAST_ON.lt(since()));
            case FRESH -> condition.and(MEASURED.LAST_ON.ge(since()));
        };
    }

    /// What was measured before this day should be measured again.
    public LocalDate since() {
        return today().minusMonths(store.setting("measure-months").intValue());
    }

    /// @param bases that the filter lets through
    /// @param ever  of them measured at some time
    public record Counted(long bases, long ever) {}

    /// By county, or by township within a county; of a producer all under one empty name.
    public Map<String, Counted> counts(Scope scope, MeasuredFilter filter) {
        var at = scope.narrowedTo(filter.region()).region();
        int digits = at == null ? 0 : at.level().ordinal() >= Level.COUNTY.ordinal() ? 9 : 6;
        var place = DSL.left(GROUNDS.REGION_CODE, DSL.inline(digits));
        var counts = new TreeMap<String, Counted>();
        sql.select(place, DSL.count(), DSL.count(MEASURED.BASE_ID))
                .from(GROUNDS)
                .leftJoin(MEASURED)
                .on(MEASURED.BASE_ID.eq(GROUNDS.BASE_ID))
                .and(MEASURED.MEDIUM.eq(filter.medium().code()))
                .where(condition(scope, filter))
                .groupBy(place)
                .forEach(row -> counts.put(row.value1(), new Counted(row.value2(), row.value3())));
        return counts;
    }

    /// The newest report of each of the bases that were listed, for a page of the list.
    public Map<Long, Sample> newest(Medium medium, Collection<MeasuredBase> listed) {
        var ids = listed.stream()
                .filter(one -> one.lastOn() != null)
                .map(MeasuredBase::baseId)
                .toList();
        if (ids.isEmpty()) return Map.of();
        return samples(sql.selectFrom(SAMPLES)
                        .where(SAMPLES.ID.in(sql.selectDistinct(DSL.firstValue(SAMPLES.ID)
                                        .over(DSL.partitionBy(SAMPLES.BASE_ID)
                                                .orderBy(SAMPLES.SAMPLED_ON.desc(), SAMPLES.ID.desc())))
                                .from(SAMPLES)
                                .where(SAMPLES.BASE_ID.in(ids))
                                .and(SAMPLES.MEDIUM.eq(medium.code()))
                                .and(SAMPLES.CURRENT)))
                        .fetch())
                .stream()
                .collect(Collectors.toMap(Sample::baseId, one -> one));
    }

    // --- Acts

    /// 登记监测.
    @Transactional
    public Decision<Sample> record(Actor actor, long baseId, SampleForm form) {
        if (!actor.may(Verb.RECORD)) return Decision.refused("production.no-right");
        var base = bases.find(actor.scope(), baseId).orElse(null);
        if (base == null) return Decision.refused("production.base-unknown");
        if (!base.active()) return Decision.refused("production.base-closed", base.name());
        store.lock(base.producerId());
        return keep(actor, base, form, null);
    }

    /// 更正: what was written first stays on record.
    @Transactional
    public Decision<Sample> correct(Actor actor, long id, SampleForm form) {
        if (!actor.may(Verb.RECORD)) return Decision.refused("production.no-right");
        var old = find(actor.scope(), id).orElse(null);
        if (old == null) return Decision.refused("production.sample-unknown");
        var base = bases.find(actor.scope(), old.baseId()).orElse(null);
        if (base == null) return Decision.refused("production.base-unknown");
        store.lock(base.producerId());
        return keep(actor, base, form, find(actor.scope(), id).orElse(old));
    }

    private Decision<Sample> keep(Actor actor, Base base, SampleForm form, @Nullable Sample old) {
        var sent = sql.select(SAMPLES.ID)
                .from(SAMPLES)
                .where(SAMPLES.FORM_KEY.eq(form.formKey()))
                .fetchOne(SAMPLES.ID);
        if (sent != null)
            return find(actor.scope(), sent)
                    .map(Decision::done)
                    .orElseGet(() -> Decision.refused("production.client-taken"));
        if (old != null && !old.current()) return Decision.refused("production.already-corrected");
        var faults = new ArrayList<Refusal>();
        var medium = old == null ? Medium.ofCode(form.medium()).orElse(null) : old.medium();
        if (medium == null)
            return Decision.refused(Refusal.of("production.kind").at("medium"));
        var land = LandUse.ofCode(form.land()).orElse(null);
        if (land == null) faults.add(Refusal.of("production.sample-land").at("land"));
        var plot = plot(base, form.plot(), faults);
        var on = Typed.day(form.sampledOn(), "sampledOn", today(), faults);
        var lab = Typed.text(form.lab(), "lab", "检测机构", 60, faults);
        if (lab.isEmpty()) faults.add(Refusal.of("production.sample-lab").at("lab"));
        var report = Typed.text(form.report(), "report", "报告编号", 40, faults);
        var note = Typed.text(form.note(), "note", "备注", LONGEST, faults);
        var values = values(items(medium), form.values(), faults);
        if (form.fileId() != null && files.find(actor.scope(), form.fileId()).isEmpty())
            faults.add(Refusal.of("production.file-unknown").at("file"));
        if (old != null && form.reason().isBlank())
            faults.add(Refusal.of("production.reason").at("reason"));
        var reason = Typed.text(form.reason(), "reason", "原因", LONGEST, faults);
        if (!faults.isEmpty() || land == null || on == null) return Decision.refused(Refusal.joined(faults));
        var row = sql.newRecord(SAMPLES);
        row.setFormKey(form.formKey());
        row.setProducerId(base.producerId());
        row.setProducerName(base.producerName());
        row.setBaseId(base.id());
        row.setBaseName(base.name());
        row.setRegionCode(base.region().value());
        row.setPlotId(plot == null ? null : (Long) plot.id());
        row.setPlotName(plot == null ? "" : plot.name());
        row.setMedium(medium.code());
        row.setLand(land.code());
        row.setSampledOn(on);
        row.setLab(lab);
        row.setReport(report);
        row.setFileId(form.fileId() != null || old == null ? form.fileId() : old.fileId());
        row.setNote(note);
        row.setCorrects(old == null ? null : (Long) old.id());
        row.setReason(old == null ? "" : reason);
        row.setRecordedBy(actor.name());
        row.setRecordedAt(clock.instant());
        row.setDemo(actor.demo());
        row.insert();
        for (var value : values)
            sql.insertInto(SAMPLE_VALUES)
                    .set(SAMPLE_VALUES.SAMPLE_ID, row.getId())
                    .set(SAMPLE_VALUES.MEASURE, value.item())
                    .set(SAMPLE_VALUES.VALUE, value.value())
                    .set(SAMPLE_VALUES.BELOW, value.below())
                    .execute();
        if (old != null)
            sql.update(SAMPLES)
                    .set(SAMPLES.CORRECTED_BY, row.getId())
                    .set(SAMPLES.CURRENT, false)
                    .where(SAMPLES.ID.eq(old.id()))
                    .execute();
        lastOn(base.id(), medium);
        var done = find(actor.scope(), row.getId()).orElseThrow();
        journal.write(
                actor,
                line(
                                old == null ? "sample.record" : "sample.correct",
                                done,
                                (old == null ? "登记" : "更正") + medium.title() + "监测，" + done.place() + "，"
                                        + values.size() + " 项，" + lab)
                        .because(old == null ? null : reason));
        return Decision.done(done);
    }

    /// 撤回 what should not have been written down.
    @Transactional
    public Decision<Sample> withdraw(Actor actor, long id, String reason) {
        if (!actor.may(Verb.RECORD)) return Decision.refused("production.no-right");
        var old = find(actor.scope(), id).orElse(null);
        if (old == null) return Decision.refused("production.sample-unknown");
        store.lock(old.producerId());
        var faults = new ArrayList<Refusal>();
        if (reason.isBlank()) faults.add(Refusal.of("production.reason").at("reason"));
        Typed.text(reason, "reason", "原因", LONGEST, faults);
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        int done = sql.update(SAMPLES)
                .set(SAMPLES.WITHDRAWN_BECAUSE, reason.strip())
                .set(SAMPLES.CURRENT, false)
                .where(SAMPLES.ID.eq(id))
                .and(SAMPLES.CURRENT)
                .execute();
        if (done == 0) return Decision.refused("production.already-corrected");
        lastOn(old.baseId(), old.medium());
        journal.write(
                actor,
                line("sample.withdraw", old, "撤回" + old.medium().title() + "监测，" + old.place())
                        .because(reason.strip()));
        return Decision.done(find(actor.scope(), id).orElseThrow());
    }

    private static @Nullable Plot plot(Base base, String typed, List<Refusal> faults) {
        if (typed.isBlank()) return null;
        var plot = base.plots().stream()
                .filter(one -> String.valueOf(one.id()).equals(typed))
                .findFirst()
                .orElse(null);
        if (plot == null)
            faults.add(Refusal.of("production.plot-unknown", base.name()).at("plot"));
        return plot;
    }

    private static List<Sample.Value> values(
            List<MeasuredItem> items, Map<String, String> typed, List<Refusal> faults) {
        var values = new ArrayList<Sample.Value>();
        int before = faults.size();
        for (var item : items) {
            var text = typed.getOrDefault(item.code(), "").strip().replace("＜", "<");
            if (text.isEmpty()) continue;
            boolean below = text.startsWith("<");
            var number = below ? text.substring(1).strip() : text;
            if (number.matches("\\d{1,8}(\\.\\d{1,4})?")) {
                var value = new BigDecimal(number);
                if (value.compareTo(item.least()) >= 0 && value.compareTo(item.most()) <= 0) {
                    values.add(new Sample.Value(item.code(), value, below));
                    continue;
                }
            }
            faults.add(Refusal.of(
                            "production.sample-value",
                            item.title(),
                            Ui.number(item.least()),
                            Ui.number(item.most()) + (item.unit().isEmpty() ? "" : " " + item.unit()))
                    .at(item.code()));
        }
        if (values.isEmpty() && faults.size() == before)
            faults.add(Refusal.of("production.sample-nothing")
                    .at(items.isEmpty() ? "medium" : items.getFirst().code()));
        return values;
    }

    private void lastOn(long base, Medium medium) {
        var last = sql.select(DSL.max(SAMPLES.SAMPLED_ON))
                .from(SAMPLES)
                .where(SAMPLES.BASE_ID.eq(base))
                .and(SAMPLES.MEDIUM.eq(medium.code()))
                .and(SAMPLES.CURRENT)
                .fetchSingle()
                .value1();
        if (last == null)
            sql.deleteFrom(MEASURED)
                    .where(MEASURED.BASE_ID.eq(base))
                    .and(MEASURED.MEDIUM.eq(medium.code()))
                    .execute();
        else
            sql.insertInto(MEASURED)
                    .set(MEASURED.BASE_ID, base)
                    .set(MEASURED.MEDIUM, medium.code())
                    .set(MEASURED.LAST_ON, last)
                    .onDuplicateKeyUpdate()
                    .set(MEASURED.LAST_ON, last)
                    .execute();
    }

    private static JournalEntry line(String act, Sample one, String summary) {
        return JournalEntry.of(
                act,
                one.region(),
                SUBJECT,
                one.id(),
                one.baseName() + " " + one.on() + " " + one.medium().title(),
                summary);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }

    /// With their values: one statement more for all of them.
    private List<Sample> samples(List<SamplesRecord> rows) {
        if (rows.isEmpty()) return List.of();
        var values = new HashMap<Long, List<Sample.Value>>();
        sql.selectFrom(SAMPLE_VALUES)
                .where(SAMPLE_VALUES.SAMPLE_ID.in(
                        rows.stream().map(SamplesRecord::getId).toList()))
                .forEach(row -> values.computeIfAbsent(row.getSampleId(), _ -> new ArrayList<>())
                        .add(new Sample.Value(row.getMeasure(), FarmStore.plain(row.getValue()), row.getBelow())));
        return rows.stream()
                .map(row -> sample(row, values.getOrDefault(row.getId(), List.of())))
                .toList();
    }

    private static Sample sample(SamplesRecord row, List<Sample.Value> values) {
        return new Sample(
                row.getId(),
                row.getProducerId(),
                row.getProducerName(),
                row.getBaseId(),
                row.getBaseName(),
                new RegionCode(row.getRegionCode()),
                row.getPlotId(),
                row.getPlotName(),
                Medium.ofCode(row.getMedium()).orElseThrow(),
                LandUse.ofCode(row.getLand()).orElseThrow(),
                row.getSampledOn(),
                row.getLab(),
                row.getReport(),
                row.getFileId(),
                row.getNote(),
                row.getCorrects(),
                row.getCorrectedBy(),
                row.getReason(),
                row.getWithdrawnBecause().isEmpty() ? null : row.getWithdrawnBecause(),
                row.getRecordedBy(),
                row.getRecordedAt(),
                row.getDemo(),
                values);
    }
}
