package org.nongyou.producer;

import static nongyoudb.producer.Tables.PRODUCERS;
import static org.jooq.impl.DSL.any;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nongyoudb.producer.tables.records.ProducersRecord;
import org.jooq.DSLContext;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.Ui;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// The register of producers (主体名录). Each public method that changes something is one official act.
@Service
public class Producers {

    private final DSLContext sql;
    private final ProducerCheck check;
    private final Accounts accounts;
    private final Journal journal;
    private final ApplicationEventPublisher events;
    private final JsonMapper json;
    private final Clock clock;

    Producers(
            DSLContext sql,
            ProducerCheck check,
            Accounts accounts,
            Journal journal,
            ApplicationEventPublisher events,
            JsonMapper json,
            Clock clock) {
        this.sql = sql;
        this.check = check;
        this.accounts = accounts;
        this.journal = journal;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    public Optional<Producer> find(Scope scope, long id) {
        return sql.selectFrom(PRODUCERS)
                .where(PRODUCERS.ID.eq(id))
                .and(scope.on(PRODUCERS.REGION_CODE, PRODUCERS.ID))
                .fetchOptional(Producers::producer);
    }

    /// Active producers within the scope by their credit code; for imports of bases.
    public Map<String, Producer> byCreditCode(Scope scope, Collection<String> codes) {
        return sql.selectFrom(PRODUCERS)
                .where(PRODUCERS.CREDIT_CODE.in(codes))
                .and(scope.on(PRODUCERS.REGION_CODE, PRODUCERS.ID))
                .and(PRODUCERS.ACTIVE)
                .fetchMap(PRODUCERS.CREDIT_CODE, Producers::producer);
    }

    /// Those of them that are registered with the traceability platform.
    public Set<Long> traced(Collection<Long> ids) {
        return sql.select(PRODUCERS.ID)
                .from(PRODUCERS)
                .where(PRODUCERS.ID.eq(any(ids.toArray(Long[]::new))))
                .and(PRODUCERS.TRACEABILITY_REGISTERED)
                .fetchSet(PRODUCERS.ID);
    }

    /// 登记.
    @Transactional
    public Decision<Producer> register(Actor actor, ProducerForm form) {
        if (!actor.may(Verb.REGISTER) || actor.isProducer()) return Decision.refused("producer.register.not-yours");
        return switch (check.of(actor, form, null)) {
            case Decision.Refused<ProducersRecord>(var refusal) -> Decision.refused(refusal);
            case Decision.Done<ProducersRecord>(var row) -> {
                row.setDemo(actor.demo());
                row.setCreatedBy(actor.accountId());
                row.setCreatedAt(clock.instant());
                row.setUpdatedAt(clock.instant());
                var producer =
                        producer(sql.insertInto(PRODUCERS).set(row).returning().fetchSingle());
                journal.write(
                        actor,
                        entry(
                                        "producer.register",
                                        producer,
                                        "登记" + producer.kind().title() + "“" + producer.name() + "”")
                                .change(null, json(producer)));
                yield Decision.done(producer);
            }
        };
    }

    /// 批量登记, some hundreds at a time: each row is checked and recorded like a single one. A row that is wrong or
    /// registered already is refused by itself.
    /// @return one decision for each form, in the same order
    @Transactional
    public List<Decision<Producer>> registerAll(Actor actor, List<ProducerForm> forms) {
        var decisions = new ArrayList<Decision<Producer>>();
        var checked = check.ofAll(actor, forms);
        var rows = new LinkedHashMap<String, ProducersRecord>();
        for (var one : checked) {
            if (one instanceof Decision.Done<ProducersRecord>(var row)) {
                row.setDemo(actor.demo());
                row.setCreatedBy(actor.accountId());
                row.setCreatedAt(clock.instant());
                row.setUpdatedAt(clock.instant());
                rows.putIfAbsent(ProducerCheck.key(row), row);
            }
        }
        var written = new HashMap<String, Producer>();
        if (!rows.isEmpty()) {
            // Who was registered by somebody else meanwhile is left out by the constraint.
            sql.insertInto(PRODUCERS)
                    .set(rows.values())
                    .onConflictDoNothing()
                    .returning()
                    .forEach(row -> written.put(ProducerCheck.key(row), producer(row)));
        }
        for (var one : checked) {
            decisions.add(
                    switch (one) {
                        case Decision.Refused<ProducersRecord>(var refusal) -> Decision.<Producer>refused(refusal);
                        case Decision.Done<ProducersRecord>(var row) -> {
                            var producer = written.remove(ProducerCheck.key(row));
                            yield producer == null
                                    ? Decision.<Producer>refused("producer.double.meanwhile")
                                    : Decision.done(producer);
                        }
                    });
        }
        var entries = new ArrayList<JournalEntry>();
        for (var decision : decisions) {
            if (decision instanceof Decision.Done<Producer>(var producer)) {
                entries.add(entry(
                                "producer.register",
                                producer,
                                "批量登记" + producer.kind().title() + "“" + producer.name() + "”")
                        .change(null, json(producer)));
            }
        }
        journal.writeAll(actor, entries);
        return decisions;
    }

    /// What [#registerAll] would refuse, without writing: the preview of an import.
    /// @return one for each form in the same order; empty where nothing is wrong
    public List<Optional<Refusal>> problems(Actor actor, List<ProducerForm> forms) {
        return check.ofAll(actor, forms).stream()
                .map(one -> switch (one) {
                    case Decision.Done<ProducersRecord> _ -> Optional.<Refusal>empty();
                    case Decision.Refused<ProducersRecord>(var refusal) -> Optional.of(refusal);
                })
                .toList();
    }

    /// 变更. A producer's own person changes how to reach it and what it grows; who it is stays with the office.
    /// @param revision what the person saw; if somebody changed the row since, nothing is overwritten
    @Transactional
    public Decision<Producer> change(Actor actor, long id, int revision, ProducerForm form) {
        var found = sql.selectFrom(PRODUCERS)
                .where(PRODUCERS.ID.eq(id))
                .and(actor.scope().on(PRODUCERS.REGION_CODE, PRODUCERS.ID))
                .forUpdate()
                .fetchOne();
        if (found == null) return Decision.refused("producer.unknown");
        var before = producer(found);
        if (!actor.may(Verb.REGISTER)) return Decision.refused("producer.register.not-yours");
        if (!before.active()) return Decision.refused("producer.closed", before.name());
        if (before.revision() != revision)
            return Decision.refused("producer.changed-meanwhile", Ui.time(before.updatedAt()));
        var wanted = actor.isProducer() ? ownPart(form, before) : form;
        return switch (check.of(actor, wanted, found)) {
            case Decision.Refused<ProducersRecord>(var refusal) -> Decision.refused(refusal);
            case Decision.Done<ProducersRecord>(var row) -> {
                row.setRevision(revision + 1);
                row.setUpdatedAt(clock.instant());
                row.update();
                row.refresh();
                var after = producer(row);
                journal.write(
                        actor,
                        entry("producer.change", after, "修改“" + after.name() + "”：" + differences(before, after))
                                .change(json(before), json(after)));
                if (!before.region().equals(after.region())) accounts.moved(id, after.region());
                if (!before.name().equals(after.name())) events.publishEvent(new ProducerRenamed(id, after.name()));
                yield Decision.done(after);
            }
        };
    }

    /// 注销: it stands no longer, its records stay.
    @Transactional
    public Decision<Producer> close(Actor actor, long id, String reason) {
        return setActive(actor, id, false, reason.strip());
    }

    /// 恢复.
    @Transactional
    public Decision<Producer> reopen(Actor actor, long id, String reason) {
        return setActive(actor, id, true, reason.strip());
    }

    private Decision<Producer> setActive(Actor actor, long id, boolean active, String reason) {
        var row = sql.selectFrom(PRODUCERS)
                .where(PRODUCERS.ID.eq(id))
                .and(actor.scope().on(PRODUCERS.REGION_CODE, PRODUCERS.ID))
                .forUpdate()
                .fetchOne();
        if (row == null) return Decision.refused("producer.unknown");
        if (!actor.may(Verb.REGISTER) || actor.isProducer()) return Decision.refused("producer.register.not-yours");
        if (reason.isEmpty())
            return Decision.refused(Refusal.of("producer.reason.missing").at("reason"));
        if (row.getActive() == active)
            return Decision.refused(active ? "producer.already-open" : "producer.closed", row.getName());
        var before = producer(row);
        row.setActive(active);
        row.setClosedReason(active ? null : reason);
        row.setRevision(row.getRevision() + 1);
        row.setUpdatedAt(clock.instant());
        row.update();
        row.refresh();
        var after = producer(row);
        journal.write(
                actor,
                entry(
                                active ? "producer.reopen" : "producer.close",
                                after,
                                (active ? "恢复“" : "注销“") + after.name() + "”")
                        .because(reason)
                        .change(json(before), json(after)));
        return Decision.done(after);
    }

    private static ProducerForm ownPart(ProducerForm form, Producer before) {
        var kept = ProducerForm.of(before);
        return new ProducerForm(
                kept.kind(),
                kept.name(),
                kept.creditCode(),
                "",
                kept.region(),
                form.address(),
                form.contactName(),
                form.phone(),
                form.mainCrops(),
                kept.traceabilityRegistered(),
                kept.creditFiled());
    }

    private static JournalEntry entry(String act, Producer producer, String summary) {
        return JournalEntry.of(act, producer.region(), "producer", producer.id(), producer.name(), summary);
    }

    private String json(Producer producer) {
        var values = new LinkedHashMap<String, Object>();
        values.put("kind", producer.kind().code());
        values.put("name", producer.name());
        values.put("identifier", producer.identifier());
        values.put("region", producer.region().value());
        values.put("address", producer.address());
        values.put("contact", producer.contactName());
        values.put("phone", producer.phone());
        values.put("mainCrops", producer.mainCrops().stream().map(Crop::code).toList());
        values.put("traceabilityRegistered", producer.traceabilityRegistered());
        values.put("creditFiled", producer.creditFiled());
        values.put("active", producer.active());
        return json.writeValueAsString(values);
    }

    /// What is different, in words for the journal.
    private static String differences(Producer before, Producer after) {
        var changed = new ArrayList<String>();
        if (before.kind() != after.kind()) changed.add("类型");
        if (!before.name().equals(after.name())) changed.add("名称");
        if (!before.identifier().equals(after.identifier())) changed.add("代码或证件");
        if (!before.region().equals(after.region())) changed.add("所在地");
        if (!before.address().equals(after.address())) changed.add("地址");
        if (!before.contactName().equals(after.contactName())) changed.add("负责人");
        if (!before.phone().equals(after.phone())) changed.add("电话");
        if (!before.mainCrops().equals(after.mainCrops())) changed.add("主营");
        if (before.traceabilityRegistered() != after.traceabilityRegistered()) changed.add("追溯注册");
        if (before.creditFiled() != after.creditFiled()) changed.add("信用档案");
        return changed.isEmpty() ? "没有改动" : String.join("、", changed);
    }

    static Producer producer(ProducersRecord row) {
        return new Producer(
                row.getId(),
                ProducerKind.ofCode(row.getKind()).orElseThrow(),
                row.getName(),
                row.getCreditCode(),
                row.getIdentityMasked(),
                new RegionCode(row.getRegionCode()),
                row.getAddress(),
                row.getContactName(),
                row.getPhone(),
                Arrays.stream(row.getMainCrops())
                        .map(Crop::ofCode)
                        .flatMap(Optional::stream)
                        .toList(),
                row.getTraceabilityRegistered(),
                row.getCreditFiled(),
                row.getActive(),
                row.getClosedReason(),
                row.getRevision(),
                row.getDemo(),
                row.getCreatedAt(),
                row.getUpdatedAt());
    }
}
