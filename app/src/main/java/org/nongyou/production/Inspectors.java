package org.nongyou.production;

import static nongyoudb.production.Tables.GROUNDS;
import static nongyoudb.production.Tables.INSPECTORS;
import static nongyoudb.production.Tables.INSPECTOR_TRAININGS;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import nongyoudb.production.tables.records.InspectorTrainingsRecord;
import nongyoudb.production.tables.records.InspectorsRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.Bases;
import org.nongyou.file.Files;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Refusal;
import org.nongyou.kernel.TypedDay;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The internal inspectors of bases (内检员) with their trainings: whose is old, and where their number is not what the
/// base's file tells.
@Service
public class Inspectors {

    public static final int PAGE = 100;

    private static final BigDecimal MOST_DAYS = new BigDecimal(366);
    private static final int LONGEST_YEARS = 10;

    private final DSLContext sql;
    private final FarmStore store;
    private final Bases bases;
    private final Files files;
    private final Journal journal;
    private final Clock clock;

    Inspectors(DSLContext sql, FarmStore store, Bases bases, Files files, Journal journal, Clock clock) {
        this.sql = sql;
        this.store = store;
        this.bases = bases;
        this.files = files;
        this.journal = journal;
        this.clock = clock;
    }

    // --- Reads

    public Optional<Inspector> find(Scope scope, long id) {
        return sql.selectFrom(INSPECTORS)
                .where(INSPECTORS.ID.eq(id))
                .and(visible(scope))
                .fetchOptional(Inspectors::inspector);
    }

    /// Whose training is oldest first, never trained before all.
    public List<Inspector> list(Scope scope, InspectorFilter filter, int offset, int limit) {
        return sql.selectFrom(INSPECTORS)
                .where(condition(scope, filter))
                .orderBy(INSPECTORS.TRAINED_ON.asc().nullsFirst(), INSPECTORS.ID)
                .offset(offset)
                .limit(limit)
                .fetch(Inspectors::inspector);
    }

    /// All of them, some hundreds at a time, in the order in which they were registered.
    public void each(Scope scope, InspectorFilter filter, Consumer<Inspector> to) {
        List<Inspector> page;
        long after = 0;
        do {
            page = sql.selectFrom(INSPECTORS)
                    .where(condition(scope, filter))
                    .and(INSPECTORS.ID.gt(after))
                    .orderBy(INSPECTORS.ID)
                    .limit(1000)
                    .fetch(Inspectors::inspector);
            page.forEach(to);
            if (!page.isEmpty()) after = page.getLast().id();
        } while (page.size() == 1000);
    }

    /// At most [FarmLog#COUNTED].
    public int count(Scope scope, InspectorFilter filter) {
        var some = DSL.select(DSL.inline(1))
                .from(INSPECTORS)
                .where(condition(scope, filter))
                .limit(FarmLog.COUNTED)
                .asTable("some");
        return sql.select(DSL.count()).from(some).fetchSingle().value1();
    }

    /// By county, or by township within a county, for the chips.
    public Map<String, Long> countsByRegion(Scope scope, InspectorFilter filter) {
        var at = scope.narrowedTo(filter.region()).region();
        if (scope.region() == null || at == null) return Map.of();
        int digits = at.level().ordinal() >= Level.COUNTY.ordinal() ? 9 : 6;
        var place = DSL.left(INSPECTORS.REGION_CODE, DSL.inline(digits));
        var counts = new TreeMap<String, Long>();
        sql.select(place, DSL.count())
                .from(INSPECTORS)
                .where(condition(scope, filter))
                .groupBy(place)
                .forEach(row -> counts.put(row.value1(), row.value2().longValue()));
        return counts;
    }

    /// Those who inspect first, then those who left.
    public List<Inspector> ofBase(Scope scope, long base) {
        return sql.selectFrom(INSPECTORS)
                .where(INSPECTORS.BASE_ID.eq(base))
                .and(visible(scope))
                .orderBy(INSPECTORS.LEFT_ON.desc().nullsFirst(), INSPECTORS.ID)
                .limit(200)
                .fetch(Inspectors::inspector);
    }

    /// The newest first, of several persons.
    public List<Training> trainings(Collection<Inspector> persons) {
        if (persons.isEmpty()) return List.of();
        return sql.selectFrom(INSPECTOR_TRAININGS)
                .where(INSPECTOR_TRAININGS.INSPECTOR_ID.in(
                        persons.stream().map(Inspector::id).toList()))
                .orderBy(INSPECTOR_TRAININGS.TRAINED_ON.desc(), INSPECTOR_TRAININGS.ID.desc())
                .limit(2000)
                .fetch(Inspectors::training);
    }

    /// A base whose file tells another number than there are persons.
    /// @param told null: it tells none
    public record Differing(
            long baseId,
            String baseName,
            String producerName,
            @Nullable Integer told,
            int registered) {}

    /// The newest bases first.
    public List<Differing> differing(Scope scope, @Nullable RegionCode region, int limit) {
        var registered = DSL.count(INSPECTORS.ID);
        return sql.select(
                        GROUNDS.BASE_ID,
                        GROUNDS.BASE_NAME,
                        GROUNDS.PRODUCER_NAME,
                        GROUNDS.INTERNAL_INSPECTORS,
                        registered)
                .from(GROUNDS)
                .leftJoin(INSPECTORS)
                .on(INSPECTORS.BASE_ID.eq(GROUNDS.BASE_ID))
                .and(INSPECTORS.LEFT_ON.isNull())
                .where(GROUNDS.ACTIVE)
                .and(scope.narrowedTo(region).on(GROUNDS.REGION_CODE, GROUNDS.PRODUCER_ID))
                .groupBy(GROUNDS.BASE_ID, GROUNDS.BASE_NAME, GROUNDS.PRODUCER_NAME, GROUNDS.INTERNAL_INSPECTORS)
                .having(registered.ne(DSL.coalesce(GROUNDS.INTERNAL_INSPECTORS, DSL.inline(0))))
                .orderBy(GROUNDS.BASE_ID.desc())
                .limit(limit)
                .fetch(row -> new Differing(row.value1(), row.value2(), row.value3(), row.value4(), row.value5()));
    }

    /// Trainings before this day are old.
    public LocalDate since() {
        return today().minusMonths(months());
    }

    public int months() {
        return store.setting("inspector-months").intValue();
    }

    private static Condition visible(Scope scope) {
        return scope.on(INSPECTORS.REGION_CODE, INSPECTORS.PRODUCER_ID);
    }

    private Condition condition(Scope scope, InspectorFilter filter) {
        var condition = visible(scope.narrowedTo(filter.region()));
        if (scope.region() == null && filter.region() != null)
            condition = condition.and(Scope.within(filter.region()).on(INSPECTORS.REGION_CODE));
        if (!filter.words().isEmpty())
            condition = condition.and(
                    INSPECTORS.NAME.contains(filter.words()).or(INSPECTORS.BASE_NAME.contains(filter.words())));
        var standing = filter.standing();
        var expired = INSPECTORS.VALID_UNTIL.isNotNull().and(INSPECTORS.VALID_UNTIL.lt(today()));
        if (standing == Inspector.Standing.LEFT) return condition.and(INSPECTORS.LEFT_ON.isNotNull());
        condition = condition.and(INSPECTORS.LEFT_ON.isNull());
        if (standing == null) return condition;
        return switch (standing) {
            case NEVER -> condition.and(INSPECTORS.TRAINED_ON.isNull());
            case EXPIRED -> condition.and(INSPECTORS.TRAINED_ON.isNotNull()).and(expired);
            case OLD -> condition.and(INSPECTORS.TRAINED_ON.lt(since())).andNot(expired);
            case TRAINED -> condition.and(INSPECTORS.TRAINED_ON.ge(since())).andNot(expired);
            case LEFT -> condition;
        };
    }

    // --- Acts

    /// 登记内检员.
    @Transactional
    public Decision<Inspector> register(Actor actor, long baseId, String typedName, UUID formKey) {
        if (!actor.may(Verb.RECORD)) return Decision.refused("production.no-right");
        var base = bases.find(actor.scope(), baseId).orElse(null);
        if (base == null) return Decision.refused("production.base-unknown");
        if (!base.active()) return Decision.refused("production.base-closed", base.name());
        store.lock(base.producerId());
        var sent = sql.selectFrom(INSPECTORS)
                .where(INSPECTORS.FORM_KEY.eq(formKey))
                .and(visible(actor.scope()))
                .fetchOptional(Inspectors::inspector);
        if (sent.isPresent()) return Decision.done(sent.get());
        if (sql.fetchExists(INSPECTORS, INSPECTORS.FORM_KEY.eq(formKey)))
            return Decision.refused("production.client-taken");
        var faults = new ArrayList<Refusal>();
        var name = Typed.text(typedName, "name", "姓名", 20, faults);
        if (name.isEmpty()) faults.add(Refusal.of("production.inspector-name").at("name"));
        if (sql.fetchExists(
                INSPECTORS,
                INSPECTORS.BASE_ID.eq(base.id()).and(INSPECTORS.NAME.eq(name)).and(INSPECTORS.LEFT_ON.isNull())))
            faults.add(Refusal.of("production.inspector-there", name).at("name"));
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        var row = sql.newRecord(INSPECTORS);
        row.setFormKey(formKey);
        row.setProducerId(base.producerId());
        row.setProducerName(base.producerName());
        row.setBaseId(base.id());
        row.setBaseName(base.name());
        row.setRegionCode(base.region().value());
        row.setName(name);
        row.setRecordedBy(actor.name());
        row.setDemo(actor.demo());
        row.insert();
        row.refresh();
        var done = inspector(row);
        journal.write(actor, line("inspector.register", done, "登记内检员" + name));
        return Decision.done(done);
    }

    /// 登记培训.
    @Transactional
    public Decision<Inspector> train(Actor actor, long id, TrainingForm form) {
        if (!actor.may(Verb.RECORD)) return Decision.refused("production.no-right");
        var one = hold(actor, id);
        if (one == null) return Decision.refused("production.inspector-unknown");
        if (sql.fetchExists(
                INSPECTOR_TRAININGS,
                INSPECTOR_TRAININGS.FORM_KEY.eq(form.formKey()).and(INSPECTOR_TRAININGS.INSPECTOR_ID.eq(id))))
            return Decision.done(one);
        if (one.leftOn() != null) return Decision.refused("production.inspector-left", one.name(), one.leftOn());
        var faults = new ArrayList<Refusal>();
        var on = Typed.day(form.trainedOn(), "trainedOn", today(), faults);
        var days = Typed.number(form.days(), "days", MOST_DAYS, faults);
        if (days != null && days.stripTrailingZeros().scale() > 1)
            faults.add(Refusal.of("production.training-days").at("days"));
        var organiser = Typed.text(form.organiser(), "organiser", "谁办的培训", 60, faults);
        if (organiser.isEmpty())
            faults.add(Refusal.of("production.training-organiser").at("organiser"));
        var topic = Typed.text(form.topic(), "topic", "培训内容", 100, faults);
        var certificate = Typed.text(form.certificate(), "certificate", "证书编号", 40, faults);
        var until = form.validUntil().isBlank() ? null : until(form.validUntil(), on, faults);
        if (form.fileId() != null && files.find(actor.scope(), form.fileId()).isEmpty())
            faults.add(Refusal.of("production.file-unknown").at("file"));
        if (!faults.isEmpty() || on == null || days == null) return Decision.refused(Refusal.joined(faults));
        sql.insertInto(INSPECTOR_TRAININGS)
                .set(INSPECTOR_TRAININGS.FORM_KEY, form.formKey())
                .set(INSPECTOR_TRAININGS.INSPECTOR_ID, id)
                .set(INSPECTOR_TRAININGS.TRAINED_ON, on)
                .set(INSPECTOR_TRAININGS.DAYS, days)
                .set(INSPECTOR_TRAININGS.ORGANISER, organiser)
                .set(INSPECTOR_TRAININGS.TOPIC, topic)
                .set(INSPECTOR_TRAININGS.CERTIFICATE, certificate)
                .set(INSPECTOR_TRAININGS.VALID_UNTIL, until)
                .set(INSPECTOR_TRAININGS.FILE_ID, form.fileId())
                .set(INSPECTOR_TRAININGS.RECORDED_BY, actor.name())
                .set(INSPECTOR_TRAININGS.RECORDED_AT, clock.instant())
                .execute();
        var newest = sql.selectFrom(INSPECTOR_TRAININGS)
                .where(INSPECTOR_TRAININGS.INSPECTOR_ID.eq(id))
                .orderBy(INSPECTOR_TRAININGS.TRAINED_ON.desc(), INSPECTOR_TRAININGS.ID.desc())
                .limit(1)
                .fetchSingle();
        var done = sql.update(INSPECTORS)
                .set(INSPECTORS.TRAINED_ON, newest.getTrainedOn())
                .set(INSPECTORS.CERTIFICATE, newest.getCertificate())
                .set(INSPECTORS.VALID_UNTIL, newest.getValidUntil())
                .where(INSPECTORS.ID.eq(id))
                .returning()
                .fetchSingle(Inspectors::inspector);
        journal.write(
                actor,
                line(
                        "inspector.train",
                        done,
                        "登记培训：" + done.name() + "，" + on + "，" + Ui.number(days) + " 天，" + organiser));
        return Decision.done(done);
    }

    /// 不做内检员了.
    @Transactional
    public Decision<Inspector> leave(Actor actor, long id, String typedDay, String because) {
        if (!actor.may(Verb.RECORD)) return Decision.refused("production.no-right");
        var one = hold(actor, id);
        if (one == null) return Decision.refused("production.inspector-unknown");
        if (one.leftOn() != null) return Decision.refused("production.inspector-left", one.name(), one.leftOn());
        var faults = new ArrayList<Refusal>();
        var on = Typed.day(typedDay, "leftOn", today(), faults);
        var reason = Typed.text(because, "reason", "原因", 100, faults);
        if (reason.isEmpty()) faults.add(Refusal.of("production.inspector-why").at("reason"));
        if (!faults.isEmpty() || on == null) return Decision.refused(Refusal.joined(faults));
        var done = sql.update(INSPECTORS)
                .set(INSPECTORS.LEFT_ON, on)
                .set(INSPECTORS.LEFT_BECAUSE, reason)
                .where(INSPECTORS.ID.eq(id))
                .returning()
                .fetchSingle(Inspectors::inspector);
        journal.write(
                actor, line("inspector.leave", done, done.name() + "不做内检员了").because(reason));
        return Decision.done(done);
    }

    private static @Nullable LocalDate until(String typed, @Nullable LocalDate from, List<Refusal> faults) {
        try {
            var day = TypedDay.parse(typed.strip());
            if (from == null || !day.isBefore(from) && !day.isAfter(from.plusYears(LONGEST_YEARS))) return day;
            faults.add(
                    Refusal.of("production.training-until", from, LONGEST_YEARS).at("validUntil"));
        } catch (DateTimeParseException e) {
            faults.add(Refusal.of("production.day").at("validUntil"));
        }
        return null;
    }

    private @Nullable Inspector hold(Actor actor, long id) {
        return sql.selectFrom(INSPECTORS)
                .where(INSPECTORS.ID.eq(id))
                .and(visible(actor.scope()))
                .forUpdate()
                .fetchOne(Inspectors::inspector);
    }

    private static JournalEntry line(String act, Inspector one, String summary) {
        return JournalEntry.of(act, one.region(), "base", one.baseId(), one.baseName(), summary);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }

    private static Inspector inspector(InspectorsRecord row) {
        return new Inspector(
                row.getId(),
                row.getProducerId(),
                row.getProducerName(),
                row.getBaseId(),
                row.getBaseName(),
                new RegionCode(row.getRegionCode()),
                row.getName(),
                row.getTrainedOn(),
                row.getCertificate(),
                row.getValidUntil(),
                row.getLeftOn(),
                row.getLeftBecause(),
                row.getDemo());
    }

    private static Training training(InspectorTrainingsRecord row) {
        return new Training(
                row.getId(),
                row.getInspectorId(),
                row.getTrainedOn(),
                FarmStore.plain(row.getDays()),
                row.getOrganiser(),
                row.getTopic(),
                row.getCertificate(),
                row.getValidUntil(),
                row.getFileId(),
                row.getRecordedBy());
    }
}
