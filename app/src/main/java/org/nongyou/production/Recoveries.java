package org.nongyou.production;

import static nongyoudb.production.Tables.RECOVERIES;
import static nongyoudb.production.Tables.RECOVERY_ENTRIES;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import nongyoudb.production.tables.records.RecoveriesRecord;
import nongyoudb.production.tables.records.RecoveryEntriesRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.Base;
import org.nongyou.base.Bases;
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

/// Recovery of film and straw (废旧农膜、秸秆回收利用): written down by crop and year of a base, with proof. Never more is
/// recovered than arose; what was written first is kept.
@Service
public class Recoveries {

    public static final String SUBJECT = "recovery";
    public static final int PAGE = 100;

    private static final BigDecimal MOST = new BigDecimal(1_000_000_000);
    private static final BigDecimal TONNE = new BigDecimal(1000);
    private static final int LONGEST = 200;

    private final DSLContext sql;
    private final FarmStore store;
    private final Bases bases;
    private final Files files;
    private final Journal journal;
    private final Clock clock;

    Recoveries(DSLContext sql, FarmStore store, Bases bases, Files files, Journal journal, Clock clock) {
        this.sql = sql;
        this.store = store;
        this.bases = bases;
        this.files = files;
        this.journal = journal;
        this.clock = clock;
    }

    // --- Reads

    public Optional<Recovery> find(Scope scope, long id) {
        return sql.selectFrom(RECOVERIES)
                .where(RECOVERIES.ID.eq(id))
                .and(scope.on(RECOVERIES.REGION_CODE, RECOVERIES.PRODUCER_ID))
                .fetchOptional(Recoveries::recovery);
    }

    /// What was written down last, first.
    public List<Recovery> list(Scope scope, RecoveryFilter filter, int offset, int limit) {
        return sql.selectFrom(RECOVERIES)
                .where(condition(scope, filter))
                .orderBy(RECOVERIES.LAST_ON.desc(), RECOVERIES.ID.desc())
                .offset(offset)
                .limit(limit)
                .fetch(Recoveries::recovery);
    }

    /// All of them, some hundreds at a time.
    public void each(Scope scope, RecoveryFilter filter, Consumer<Recovery> to) {
        List<Recovery> page;
        var after = DSL.noCondition();
        do {
            page = sql.selectFrom(RECOVERIES)
                    .where(condition(scope, filter))
                    .and(after)
                    .orderBy(RECOVERIES.LAST_ON.desc(), RECOVERIES.ID.desc())
                    .limit(1000)
                    .fetch(Recoveries::recovery);
            page.forEach(to);
            if (!page.isEmpty())
                after = DSL.row(RECOVERIES.LAST_ON, RECOVERIES.ID)
                        .lt(page.getLast().lastOn(), page.getLast().id());
        } while (page.size() == 1000);
    }

    /// At most [FarmLog#COUNTED].
    public int count(Scope scope, RecoveryFilter filter) {
        var some = DSL.select(DSL.inline(1))
                .from(RECOVERIES)
                .where(condition(scope, filter))
                .limit(FarmLog.COUNTED)
                .asTable("some");
        return sql.select(DSL.count()).from(some).fetchSingle().value1();
    }

    /// What arose and was recovered of one kind in an area.
    public record Sum(BigDecimal arisenKg, BigDecimal recoveredKg) {

        public static final Sum NOTHING = new Sum(BigDecimal.ZERO, BigDecimal.ZERO);

        public @Nullable BigDecimal percent() {
            return Recovery.percent(recoveredKg, arisenKg);
        }
    }

    /// Both kinds, of the area and the year that the filter names.
    public Map<RecoveryKind, Sum> sums(Scope scope, RecoveryFilter filter) {
        var sums = new EnumMap<RecoveryKind, Sum>(RecoveryKind.class);
        for (var kind : RecoveryKind.values()) sums.put(kind, Sum.NOTHING);
        sql.select(RECOVERIES.KIND, DSL.sum(RECOVERIES.ARISEN_KG), DSL.sum(RECOVERIES.RECOVERED_KG))
                .from(RECOVERIES)
                .where(area(scope, filter))
                .and(filter.year() == null ? DSL.noCondition() : RECOVERIES.YEAR.eq(filter.year()))
                .groupBy(RECOVERIES.KIND)
                .forEach(row ->
                        sums.put(RecoveryKind.ofCode(row.value1()).orElseThrow(), new Sum(row.value2(), row.value3())));
        return sums;
    }

    /// Rows by county, or by township within a county, for the chips: by kind and year alone, which the index holds.
    public Map<String, Long> countsByRegion(Scope scope, RecoveryFilter filter) {
        var at = scope.narrowedTo(filter.region()).region();
        if (scope.region() == null || at == null) return Map.of();
        int digits = at.level().ordinal() >= Level.COUNTY.ordinal() ? 9 : 6;
        var place = DSL.left(RECOVERIES.REGION_CODE, DSL.inline(digits));
        var kind = filter.kind();
        var counts = new TreeMap<String, Long>();
        sql.select(place, DSL.count())
                .from(RECOVERIES)
                .where(RECOVERIES
                        .REGION_CODE
                        .ge(at.prefix())
                        .and(RECOVERIES.REGION_CODE.lt(at.prefix() + RegionCode.AFTER)))
                .and(kind == null ? DSL.noCondition() : RECOVERIES.KIND.eq(kind.code()))
                .and(filter.year() == null ? DSL.noCondition() : RECOVERIES.YEAR.eq(filter.year()))
                .groupBy(place)
                .forEach(row -> counts.put(row.value1(), row.value2().longValue()));
        return counts;
    }

    /// All that was written down of it, corrected and withdrawn too, the newest first.
    public List<RecoveryEntry> entries(Recovery one) {
        return sql.selectFrom(RECOVERY_ENTRIES)
                .where(RECOVERY_ENTRIES.RECOVERY_ID.eq(one.id()))
                .orderBy(RECOVERY_ENTRIES.ID.desc())
                .limit(500)
                .fetch(Recoveries::entry);
    }

    private static Condition area(Scope scope, RecoveryFilter filter) {
        var condition = scope.narrowedTo(filter.region()).on(RECOVERIES.REGION_CODE, RECOVERIES.PRODUCER_ID);
        return scope.region() == null && filter.region() != null
                ? condition.and(Scope.within(filter.region()).on(RECOVERIES.REGION_CODE))
                : condition;
    }

    private static Condition condition(Scope scope, RecoveryFilter filter) {
        var condition = area(scope, filter);
        var kind = filter.kind();
        if (filter.baseId() != null) condition = condition.and(RECOVERIES.BASE_ID.eq(filter.baseId()));
        if (kind != null) condition = condition.and(RECOVERIES.KIND.eq(kind.code()));
        if (filter.year() != null) condition = condition.and(RECOVERIES.YEAR.eq(filter.year()));
        if (!filter.produce().isEmpty()) condition = condition.and(RECOVERIES.PRODUCE.eq(filter.produce()));
        if (filter.open()) condition = condition.and(RECOVERIES.RECOVERED_KG.lt(RECOVERIES.ARISEN_KG));
        return condition;
    }

    // --- Acts

    /// 记产生和回收.
    @Transactional
    public Decision<Recovery> record(Actor actor, long baseId, RecoveryForm form) {
        if (!actor.may(Verb.RECORD)) return Decision.refused("production.no-right");
        var base = bases.find(actor.scope(), baseId).orElse(null);
        if (base == null) return Decision.refused("production.base-unknown");
        if (!base.active()) return Decision.refused("production.base-closed", base.name());
        store.lock(base.producerId());
        var sent = sent(actor, form);
        if (sent != null) return sent;
        var faults = new ArrayList<Refusal>();
        var kind = RecoveryKind.ofCode(form.kind()).orElse(null);
        if (kind == null) faults.add(Refusal.of("production.kind").at("kind"));
        var produce = Typed.text(form.produce(), "produce", "作物", 40, faults);
        if (produce.isEmpty())
            faults.add(Refusal.of("production.recovery-produce").at("produce"));
        var year = year(form.year(), faults);
        if (kind == null || produce.isEmpty() || year == null) return Decision.refused(Refusal.joined(faults));
        var read = read(actor, kind, form, faults);
        if (read == null) return Decision.refused(Refusal.joined(faults));
        var before = known(base, kind, year, produce);
        var fault = above(
                kind,
                year,
                produce,
                before.map(Recovery::arisenKg).orElse(BigDecimal.ZERO).add(read.arisen),
                before.map(Recovery::recoveredKg).orElse(BigDecimal.ZERO).add(read.recovered));
        if (fault != null) return Decision.refused(fault);
        var one = before.orElseGet(() -> begin(actor, base, kind, year, produce, read.on));
        insert(actor, one.id(), form, read, null);
        var done = summed(one.id());
        journal.write(actor, line("recovery.record", done, "记" + kind.title() + story(read)));
        return Decision.done(done);
    }

    /// 更正: what was written first stays on record.
    @Transactional
    public Decision<Recovery> correct(Actor actor, long entryId, RecoveryForm form) {
        if (!actor.may(Verb.RECORD)) return Decision.refused("production.no-right");
        var old = held(actor, entryId);
        if (old == null) return Decision.refused("production.recovery-unknown");
        var sent = sent(actor, form);
        if (sent != null) return sent;
        if (!old.entry.current()) return Decision.refused("production.already-corrected");
        var faults = new ArrayList<Refusal>();
        var read = read(actor, old.one.kind(), form, faults);
        if (form.reason().isBlank()) faults.add(Refusal.of("production.reason").at("reason"));
        Typed.text(form.reason(), "reason", "原因", LONGEST, faults);
        if (read == null || !faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        var fault = above(
                old.one, read.arisen.subtract(old.entry.arisenKg()), read.recovered.subtract(old.entry.recoveredKg()));
        if (fault != null) return Decision.refused(fault);
        long id = insert(actor, old.one.id(), form, read, old.entry);
        sql.update(RECOVERY_ENTRIES)
                .set(RECOVERY_ENTRIES.CORRECTED_BY, id)
                .set(RECOVERY_ENTRIES.CURRENT, false)
                .where(RECOVERY_ENTRIES.ID.eq(entryId))
                .execute();
        var done = summed(old.one.id());
        journal.write(
                actor,
                line("recovery.correct", done, "更正" + done.kind().title() + "，改为" + story(read))
                        .because(form.reason().strip()));
        return Decision.done(done);
    }

    /// 撤回 what should not have been written down.
    @Transactional
    public Decision<Recovery> withdraw(Actor actor, long entryId, String reason) {
        if (!actor.may(Verb.RECORD)) return Decision.refused("production.no-right");
        var old = held(actor, entryId);
        if (old == null) return Decision.refused("production.recovery-unknown");
        if (!old.entry.current()) return Decision.refused("production.already-corrected");
        var faults = new ArrayList<Refusal>();
        if (reason.isBlank()) faults.add(Refusal.of("production.reason").at("reason"));
        Typed.text(reason, "reason", "原因", LONGEST, faults);
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        var fault = above(
                old.one, old.entry.arisenKg().negate(), old.entry.recoveredKg().negate());
        if (fault != null) return Decision.refused(fault);
        sql.update(RECOVERY_ENTRIES)
                .set(RECOVERY_ENTRIES.WITHDRAWN_BECAUSE, reason.strip())
                .set(RECOVERY_ENTRIES.CURRENT, false)
                .where(RECOVERY_ENTRIES.ID.eq(entryId))
                .execute();
        var done = summed(old.one.id());
        journal.write(
                actor,
                line("recovery.withdraw", done, "撤回" + done.kind().title() + "的一笔记录")
                        .because(reason.strip()));
        return Decision.done(done);
    }

    /// A form that came before has done its work.
    private @Nullable Decision<Recovery> sent(Actor actor, RecoveryForm form) {
        var before = sql.select(RECOVERY_ENTRIES.RECOVERY_ID)
                .from(RECOVERY_ENTRIES)
                .where(RECOVERY_ENTRIES.FORM_KEY.eq(form.formKey()))
                .fetchOne(RECOVERY_ENTRIES.RECOVERY_ID);
        if (before == null) return null;
        return find(actor.scope(), before)
                .map(Decision::done)
                .orElseGet(() -> Decision.refused("production.client-taken"));
    }

    private record Read(
            BigDecimal arisen,
            BigDecimal recovered,
            @Nullable RecoveryWay way,
            String to,
            LocalDate on) {}

    private @Nullable Read read(Actor actor, RecoveryKind kind, RecoveryForm form, List<Refusal> faults) {
        boolean tonnes = form.unit().equals("t");
        if (!tonnes && !form.unit().equals("kg"))
            faults.add(Refusal.of("production.recovery-unit").at("unit"));
        var arisen = weight(form.arisen(), "arisen", tonnes, faults);
        var recovered = weight(form.recovered(), "recovered", tonnes, faults);
        if (arisen != null && recovered != null && arisen.add(recovered).signum() == 0)
            faults.add(Refusal.of("production.recovery-nothing").at("arisen"));
        var way = RecoveryWay.of(kind, form.way()).orElse(null);
        var to = Typed.text(form.handedTo(), "handedTo", "交给谁", 60, faults);
        boolean some = recovered != null && recovered.signum() > 0;
        if (some && way == null)
            faults.add(Refusal.of("production.recovery-way", kind.title())
                    .at("way")
                    .citing(kind.clause()));
        if (some && way != null && way.handedOver() && to.isEmpty())
            faults.add(Refusal.of("production.recovery-to", way.title()).at("handedTo"));
        Typed.text(form.note(), "note", "备注", LONGEST, faults);
        var on = Typed.day(form.on(), "on", today(), faults);
        if (form.fileId() != null && files.find(actor.scope(), form.fileId()).isEmpty())
            faults.add(Refusal.of("production.file-unknown").at("proof"));
        if (!faults.isEmpty() || arisen == null || recovered == null || on == null) return null;
        return new Read(arisen, recovered, some ? way : null, some ? to : "", on);
    }

    /// In kilograms; nothing typed is nothing.
    private static @Nullable BigDecimal weight(String typed, String field, boolean tonnes, List<Refusal> faults) {
        var text = typed.strip().replace(",", "");
        if (text.isEmpty()) return BigDecimal.ZERO;
        if (text.matches("\\d{1,10}(\\.\\d{1,3})?")) {
            var weight = new BigDecimal(text);
            var kg = tonnes ? weight.multiply(TONNE) : weight;
            if (kg.compareTo(MOST) <= 0) return kg;
        }
        faults.add(Refusal.of("production.recovery-weight").at(field));
        return null;
    }

    private @Nullable Integer year(String typed, List<Refusal> faults) {
        int now = today().getYear();
        var text = typed.strip();
        if (text.matches("20\\d\\d") && Integer.parseInt(text) <= now) return Integer.valueOf(text);
        faults.add(Refusal.of("production.recovery-year", Integer.toString(now)).at("year"));
        return null;
    }

    private static @Nullable Refusal above(Recovery one, BigDecimal moreArisen, BigDecimal moreRecovered) {
        return above(
                one.kind(),
                one.year(),
                one.produce(),
                one.arisenKg().add(moreArisen),
                one.recoveredKg().add(moreRecovered));
    }

    private static @Nullable Refusal above(
            RecoveryKind kind, int year, String produce, BigDecimal arisen, BigDecimal recovered) {
        return recovered.compareTo(arisen) <= 0
                ? null
                : Refusal.of(
                                "production.recovery-above",
                                Integer.toString(year),
                                produce,
                                kind.title(),
                                Ui.number(arisen),
                                Ui.number(recovered))
                        .at("recovered");
    }

    /// The row of this crop and year; empty where there is none yet.
    private Optional<Recovery> known(Base base, RecoveryKind kind, int year, String produce) {
        return sql.selectFrom(RECOVERIES)
                .where(RECOVERIES.BASE_ID.eq(base.id()))
                .and(RECOVERIES.KIND.eq(kind.code()))
                .and(RECOVERIES.YEAR.eq(year))
                .and(RECOVERIES.PRODUCE.eq(produce))
                .forUpdate()
                .fetchOptional(Recoveries::recovery);
    }

    private Recovery begin(Actor actor, Base base, RecoveryKind kind, int year, String produce, LocalDate on) {
        return sql.insertInto(RECOVERIES)
                .set(RECOVERIES.PRODUCER_ID, base.producerId())
                .set(RECOVERIES.PRODUCER_NAME, base.producerName())
                .set(RECOVERIES.BASE_ID, base.id())
                .set(RECOVERIES.BASE_NAME, base.name())
                .set(RECOVERIES.REGION_CODE, base.region().value())
                .set(RECOVERIES.KIND, kind.code())
                .set(RECOVERIES.YEAR, year)
                .set(RECOVERIES.PRODUCE, produce)
                .set(RECOVERIES.LAST_ON, on)
                .set(RECOVERIES.DEMO, actor.demo())
                .returning()
                .fetchSingle(Recoveries::recovery);
    }

    private record Held(Recovery one, RecoveryEntry entry) {}

    private @Nullable Held held(Actor actor, long entryId) {
        var of = sql.select(RECOVERY_ENTRIES.RECOVERY_ID)
                .from(RECOVERY_ENTRIES)
                .where(RECOVERY_ENTRIES.ID.eq(entryId))
                .fetchOne(RECOVERY_ENTRIES.RECOVERY_ID);
        if (of == null) return null;
        var one = sql.selectFrom(RECOVERIES)
                .where(RECOVERIES.ID.eq(of))
                .and(actor.scope().on(RECOVERIES.REGION_CODE, RECOVERIES.PRODUCER_ID))
                .forUpdate()
                .fetchOne(Recoveries::recovery);
        if (one == null) return null;
        return new Held(
                one,
                sql.selectFrom(RECOVERY_ENTRIES)
                        .where(RECOVERY_ENTRIES.ID.eq(entryId))
                        .fetchSingle(Recoveries::entry));
    }

    private long insert(Actor actor, long of, RecoveryForm form, Read read, @Nullable RecoveryEntry old) {
        return sql.insertInto(RECOVERY_ENTRIES)
                .set(RECOVERY_ENTRIES.FORM_KEY, form.formKey())
                .set(RECOVERY_ENTRIES.RECOVERY_ID, of)
                .set(RECOVERY_ENTRIES.ARISEN_KG, read.arisen)
                .set(RECOVERY_ENTRIES.RECOVERED_KG, read.recovered)
                .set(RECOVERY_ENTRIES.WAY, read.way == null ? "" : read.way.code())
                .set(RECOVERY_ENTRIES.HANDED_TO, read.to)
                .set(RECOVERY_ENTRIES.DONE_ON, read.on)
                .set(RECOVERY_ENTRIES.FILE_ID, form.fileId() != null || old == null ? form.fileId() : old.fileId())
                .set(RECOVERY_ENTRIES.NOTE, form.note().strip())
                .set(RECOVERY_ENTRIES.CORRECTS, old == null ? null : (Long) old.id())
                .set(RECOVERY_ENTRIES.REASON, old == null ? "" : form.reason().strip())
                .set(RECOVERY_ENTRIES.RECORDED_BY, actor.name())
                .set(RECOVERY_ENTRIES.RECORDED_AT, clock.instant())
                .returning(RECOVERY_ENTRIES.ID)
                .fetchSingle()
                .getId();
    }

    /// Its sums anew, of the entries that stand.
    private Recovery summed(long id) {
        var sums = sql.select(
                        DSL.coalesce(DSL.sum(RECOVERY_ENTRIES.ARISEN_KG), DSL.inline(BigDecimal.ZERO)),
                        DSL.coalesce(DSL.sum(RECOVERY_ENTRIES.RECOVERED_KG), DSL.inline(BigDecimal.ZERO)),
                        DSL.max(RECOVERY_ENTRIES.DONE_ON))
                .from(RECOVERY_ENTRIES)
                .where(RECOVERY_ENTRIES.RECOVERY_ID.eq(id))
                .and(RECOVERY_ENTRIES.CURRENT)
                .fetchSingle();
        var last = sums.value3();
        var update = sql.update(RECOVERIES)
                .set(RECOVERIES.ARISEN_KG, sums.value1())
                .set(RECOVERIES.RECOVERED_KG, sums.value2());
        return (last == null ? update : update.set(RECOVERIES.LAST_ON, last))
                .where(RECOVERIES.ID.eq(id))
                .returning()
                .fetchSingle(Recoveries::recovery);
    }

    private static String story(Read read) {
        var words = new ArrayList<String>();
        if (read.arisen.signum() > 0) words.add("产生 " + Ui.number(read.arisen) + " 公斤");
        if (read.recovered.signum() > 0)
            words.add("回收利用 " + Ui.number(read.recovered) + " 公斤"
                    + (read.way == null ? "" : "，" + read.way.title())
                    + (read.to.isEmpty() ? "" : "，" + read.to));
        return String.join("，", words);
    }

    private static JournalEntry line(String act, Recovery one, String summary) {
        return JournalEntry.of(
                act, one.region(), SUBJECT, one.id(), one.baseName() + " " + one.year() + "年" + one.produce(), summary);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }

    private static Recovery recovery(RecoveriesRecord row) {
        return new Recovery(
                row.getId(),
                row.getProducerId(),
                row.getProducerName(),
                row.getBaseId(),
                row.getBaseName(),
                new RegionCode(row.getRegionCode()),
                RecoveryKind.ofCode(row.getKind()).orElseThrow(),
                row.getYear(),
                row.getProduce(),
                FarmStore.plain(row.getArisenKg()),
                FarmStore.plain(row.getRecoveredKg()),
                row.getLastOn(),
                row.getDemo());
    }

    private static RecoveryEntry entry(RecoveryEntriesRecord row) {
        var way = RecoveryWay.ofCode(row.getWay());
        return new RecoveryEntry(
                row.getId(),
                row.getRecoveryId(),
                FarmStore.plain(row.getArisenKg()),
                FarmStore.plain(row.getRecoveredKg()),
                way.orElse(null),
                row.getHandedTo(),
                row.getDoneOn(),
                row.getFileId(),
                row.getNote(),
                row.getCorrects(),
                row.getCorrectedBy(),
                row.getReason(),
                row.getWithdrawnBecause().isEmpty() ? null : row.getWithdrawnBecause(),
                row.getRecordedBy(),
                row.getRecordedAt());
    }
}
