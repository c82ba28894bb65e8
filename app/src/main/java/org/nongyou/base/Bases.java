package org.nongyou.base;

import static nongyoudb.base.Sequences.BASE_NUMBERS;
import static nongyoudb.base.Tables.BASES;
import static nongyoudb.base.Tables.CERTIFICATES;

import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import nongyoudb.base.tables.records.BasesRecord;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.BaseCheck.Checked;
import org.nongyou.file.Files;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Area;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.producer.Producer;
import org.nongyou.producer.ProducerRenamed;
import org.nongyou.producer.Producers;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.Ui;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The register of bases (基地名录). Each public method that changes something is one official act; its lists are
/// [BaseLists].
@Service
public class Bases {

    private final DSLContext sql;
    private final Producers producers;
    private final BaseCheck check;
    private final BaseRecords records;
    private final BaseStory story;
    private final Files files;
    private final Journal journal;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Bases(
            DSLContext sql,
            Producers producers,
            BaseCheck check,
            BaseRecords records,
            BaseStory story,
            Files files,
            Journal journal,
            ApplicationEventPublisher events,
            Clock clock) {
        this.sql = sql;
        this.producers = producers;
        this.check = check;
        this.records = records;
        this.story = story;
        this.files = files;
        this.journal = journal;
        this.events = events;
        this.clock = clock;
    }

    public Optional<Base> find(Scope scope, long id) {
        return sql.selectFrom(BASES)
                .where(BASES.ID.eq(id))
                .and(scope.on(BASES.REGION_CODE, BASES.PRODUCER_ID))
                .fetchOptional(records::whole);
    }

    /// Without plots and certificates.
    public Optional<BaseRow> findRow(Scope scope, long id) {
        return sql.selectFrom(BASES)
                .where(BASES.ID.eq(id))
                .and(scope.on(BASES.REGION_CODE, BASES.PRODUCER_ID))
                .fetchOptional(BaseRecords::row);
    }

    /// 登记.
    @Transactional
    public Decision<Base> register(Actor actor, BaseForm form) {
        if (!actor.may(Verb.REGISTER)) return Decision.refused("base.register.not-yours");
        return switch (check.of(actor, form, null, check.producer(actor, form, null))) {
            case Decision.Refused<Checked>(var refusal) -> Decision.refused(refusal);
            case Decision.Done<Checked>(var checked) -> {
                var row = checked.row();
                row.setNumber(number(row, sql.nextval(BASE_NUMBERS).longValue()));
                row.setDemo(actor.demo());
                row.setCreatedBy(actor.accountId());
                row.setCreatedAt(clock.instant());
                row.setUpdatedAt(clock.instant());
                var written = sql.insertInto(BASES)
                        .set(row)
                        .set(BaseRecords.placeOf(checked))
                        .returning()
                        .fetchSingle();
                records.insertParts(written.getId(), checked);
                var base = records.whole(written);
                journal.write(
                        actor,
                        BaseStory.entry(
                                        "base.register",
                                        base,
                                        "登记基地“" + base.name() + "”，" + new Area(base.areaMu()) + " 亩")
                                .change(null, story.json(base)));
                events.publishEvent(new BaseRegistered(base.id()));
                yield Decision.done(base);
            }
        };
    }

    /// 批量登记, some hundreds at a time, of bases without plots and certificates: each row is checked and recorded like
    /// a single one; a row that is wrong is refused by itself.
    /// @param forms `producerId` holds the credit code of the producer
    /// @return one decision for each form, in the same order; done with the number given
    @Transactional
    public List<Decision<String>> registerAll(Actor actor, List<BaseForm> forms) {
        var checked = checkAll(actor, forms);
        var rows = new ArrayList<BasesRecord>();
        for (var one : checked) if (one instanceof Decision.Done<Checked>(var good)) rows.add(good.row());
        if (!rows.isEmpty()) {
            var numbers = sql.select(BASE_NUMBERS.nextval())
                    .from(DSL.generateSeries(1, rows.size()))
                    .fetch(row -> row.value1().longValue());
            for (int i = 0; i < rows.size(); i++) {
                var row = rows.get(i);
                row.setNumber(number(row, numbers.get(i)));
                row.setDemo(actor.demo());
                row.setCreatedBy(actor.accountId());
                row.setCreatedAt(clock.instant());
                row.setUpdatedAt(clock.instant());
            }
            var ids = sql.insertInto(BASES)
                    .set(rows)
                    .returning(BASES.ID, BASES.NUMBER)
                    .fetchMap(BASES.NUMBER, BASES.ID);
            journal.writeAll(
                    actor,
                    rows.stream()
                            .map(row -> JournalEntry.of(
                                    "base.register",
                                    new RegionCode(row.getRegionCode()),
                                    "base",
                                    String.valueOf(ids.get(row.getNumber())),
                                    row.getName(),
                                    "批量登记基地“" + row.getName() + "”，" + new Area(row.getAreaMu()) + " 亩"))
                            .toList());
        }
        return checked.stream()
                .map(one -> one.then(good -> Decision.done(good.row().getNumber())))
                .toList();
    }

    /// What [#registerAll] would refuse, without writing: the preview of an import.
    /// @return one for each form in the same order; empty where nothing is wrong
    public List<Optional<Refusal>> problems(Actor actor, List<BaseForm> forms) {
        return checkAll(actor, forms).stream()
                .map(one -> switch (one) {
                    case Decision.Done<Checked> _ -> Optional.<Refusal>empty();
                    case Decision.Refused<Checked>(var refusal) -> Optional.of(refusal);
                })
                .toList();
    }

    private List<Decision<Checked>> checkAll(Actor actor, List<BaseForm> forms) {
        if (!actor.may(Verb.REGISTER) || actor.isProducer())
            return forms.stream()
                    .map(_ -> Decision.<Checked>refused("base.register.not-yours"))
                    .toList();
        var known = producers.byCreditCode(
                actor.scope(),
                forms.stream().map(BaseForm::producerId).distinct().toList());
        var names = new HashSet<String>();
        sql.select(BASES.PRODUCER_ID, BASES.NAME)
                .from(BASES)
                .where(BASES.PRODUCER_ID.in(
                        known.values().stream().map(Producer::id).toList()))
                .and(BASES.ACTIVE)
                .forEach(row -> names.add(row.value1() + " " + row.value2()));
        return forms.stream()
                .map(form -> check.of(actor, form, null, known.get(form.producerId()))
                        .then(good -> names.contains(good.row().getProducerId() + " "
                                        + good.row().getName())
                                ? Decision.<Checked>refused(Refusal.of(
                                                "base.double",
                                                good.row().getProducerName(),
                                                good.row().getName())
                                        .at("name"))
                                : Decision.done(good)))
                .toList();
    }

    private static String number(BasesRecord row, long n) {
        return "%s-%06d".formatted(row.getRegionCode().substring(0, 6), n);
    }

    /// 变更.
    /// @param revision what the person saw; if somebody changed the base since, nothing is overwritten
    @Transactional
    public Decision<Base> change(Actor actor, long id, int revision, BaseForm form) {
        var row = lock(actor, id);
        if (row == null) return Decision.refused("base.unknown");
        if (!actor.may(Verb.REGISTER)) return Decision.refused("base.register.not-yours");
        if (!row.getActive()) return Decision.refused("base.closed", row.getName());
        if (row.getRevision() != revision)
            return Decision.refused("base.changed-meanwhile", Ui.time(row.getUpdatedAt()));
        var before = records.whole(row);
        return switch (check.of(actor, form, row, check.producer(actor, form, row))) {
            case Decision.Refused<Checked>(var refusal) -> Decision.refused(refusal);
            case Decision.Done<Checked>(var checked) -> {
                row.setRevision(revision + 1);
                row.setUpdatedAt(clock.instant());
                row.update();
                records.replaceParts(row, checked);
                var after = records.whole(row);
                journal.write(
                        actor,
                        BaseStory.entry(
                                        "base.change",
                                        after,
                                        "修改基地“" + after.name() + "”：" + BaseStory.differences(before, after))
                                .change(story.json(before), story.json(after)));
                events.publishEvent(new BaseChanged(after.id()));
                yield Decision.done(after);
            }
        };
    }

    /// 附上证书的复印件: a PDF or a picture, which replaces the one before.
    @Transactional
    public Decision<Base> attach(Actor actor, long id, long certificateId, String name, InputStream content) {
        var row = lock(actor, id);
        if (row == null) return Decision.refused("base.unknown");
        if (!actor.may(Verb.REGISTER)) return Decision.refused("base.register.not-yours");
        if (!row.getActive()) return Decision.refused("base.closed", row.getName());
        var certificate = sql.selectFrom(CERTIFICATES)
                .where(CERTIFICATES.ID.eq(certificateId))
                .and(CERTIFICATES.BASE_ID.eq(id))
                .fetchOne();
        if (certificate == null) return Decision.refused("base.certificate.unknown");
        return files.store(actor, new RegionCode(row.getRegionCode()), row.getProducerId(), name, content)
                .then(file -> {
                    certificate.setFileId(file.id());
                    certificate.update();
                    var base = records.whole(row);
                    var type = CertificateType.ofCode(certificate.getType()).orElseThrow();
                    journal.write(
                            actor,
                            BaseStory.entry("base.attach", base, "附上" + type.title() + "证书“" + file.name() + "”"));
                    events.publishEvent(new BaseChanged(id));
                    return Decision.done(base);
                });
    }

    /// 注销: it stands no longer, its records stay.
    @Transactional
    public Decision<Base> close(Actor actor, long id, String reason) {
        return setActive(actor, id, false, reason.strip());
    }

    /// 恢复.
    @Transactional
    public Decision<Base> reopen(Actor actor, long id, String reason) {
        return setActive(actor, id, true, reason.strip());
    }

    private Decision<Base> setActive(Actor actor, long id, boolean active, String reason) {
        var row = lock(actor, id);
        if (row == null) return Decision.refused("base.unknown");
        if (!actor.may(Verb.REGISTER) || actor.isProducer()) return Decision.refused("base.register.not-yours");
        if (reason.isEmpty())
            return Decision.refused(Refusal.of("base.reason.missing").at("reason"));
        if (row.getActive() == active)
            return Decision.refused(active ? "base.already-open" : "base.closed", row.getName());
        row.setActive(active);
        row.setClosedReason(active ? null : reason);
        row.setRevision(row.getRevision() + 1);
        row.setUpdatedAt(clock.instant());
        row.update();
        var base = records.whole(row);
        journal.write(
                actor,
                BaseStory.entry(
                                active ? "base.reopen" : "base.close",
                                base,
                                (active ? "恢复基地“" : "注销基地“") + base.name() + "”")
                        .because(reason));
        events.publishEvent(new BaseChanged(base.id()));
        return Decision.done(base);
    }

    /// The producer's name stands on the base too, for lists without a join.
    @EventListener
    void on(ProducerRenamed renamed) {
        sql.update(BASES)
                .set(BASES.PRODUCER_NAME, renamed.name())
                .where(BASES.PRODUCER_ID.eq(renamed.producerId()))
                .execute();
    }

    private @Nullable BasesRecord lock(Actor actor, long id) {
        return sql.selectFrom(BASES)
                .where(BASES.ID.eq(id))
                .and(actor.scope().on(BASES.REGION_CODE, BASES.PRODUCER_ID))
                .forUpdate()
                .fetchOne();
    }
}
