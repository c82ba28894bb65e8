package org.nongyou.producer;

import static nongyoudb.producer.Tables.COUNTS;
import static nongyoudb.producer.Tables.PRODUCERS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.left;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.val;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import nongyoudb.producer.tables.records.ProducersRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.SearchText;
import org.nongyou.web.Ui;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// The register of producers (主体名录). Each public method that changes something is one official act.
@Service
public class Producers {

    /// Counts stop here: nobody turns so many pages.
    public static final int COUNTED = 10_000;

    private final DSLContext sql;
    private final Divisions divisions;
    private final Offices offices;
    private final Journal journal;
    private final IdentityDigests digests;
    private final ApplicationEventPublisher events;
    private final JsonMapper json;
    private final Clock clock;

    Producers(
            DSLContext sql,
            Divisions divisions,
            Offices offices,
            Journal journal,
            IdentityDigests digests,
            ApplicationEventPublisher events,
            JsonMapper json,
            Clock clock) {
        this.sql = sql;
        this.divisions = divisions;
        this.offices = offices;
        this.journal = journal;
        this.digests = digests;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    // Reading

    public Optional<Producer> find(Scope scope, long id) {
        return sql.selectFrom(PRODUCERS)
                .where(PRODUCERS.ID.eq(id))
                .and(scope.on(PRODUCERS.REGION_CODE, PRODUCERS.ID))
                .fetchOptional(Producers::producer);
    }

    /// Newest first.
    public List<Producer> list(Scope scope, ProducerFilter filter, int offset, int limit) {
        return sql.selectFrom(PRODUCERS)
                .where(condition(scope, filter))
                .orderBy(PRODUCERS.ID.desc())
                .offset(offset)
                .limit(limit)
                .fetch(Producers::producer);
    }

    /// The whole list, row by row without holding it in memory; for exports.
    @Transactional(readOnly = true)
    public void each(Scope scope, ProducerFilter filter, Consumer<Producer> row) {
        try (var cursor = sql.selectFrom(PRODUCERS)
                .where(condition(scope, filter))
                .orderBy(PRODUCERS.ID.desc())
                .fetchSize(1000)
                .fetchLazy()) {
            for (var record : cursor) row.accept(producer(record));
        }
    }

    /// How many there are; from the kept counts where the filter allows, else counted up to [#COUNTED].
    public long count(Scope scope, ProducerFilter filter) {
        var at = scope.narrowedTo(filter.region()).region();
        if (at != null
                && filter.words().isEmpty()
                && !filter.closed()
                && at.level().ordinal() <= Level.COUNTY.ordinal()) {
            var found = sql.select(sum(COUNTS.N))
                    .from(COUNTS)
                    .where(Scope.within(at).on(COUNTS.COUNTY_CODE))
                    .and(
                            filter.kind() == null
                                    ? noCondition()
                                    : COUNTS.KIND.eq(filter.kind().code()))
                    .fetchOne(0, Long.class);
            return found == null ? 0 : found;
        }
        return sql.fetchCount(
                selectOne().from(PRODUCERS).where(condition(scope, filter)).limit(COUNTED));
    }

    /// Active producers by county code, or by township code when a county or less is looked at; of one kind or all.
    public Map<String, Long> countsByRegion(Scope scope, ProducerFilter filter) {
        var at = scope.narrowedTo(filter.region()).region();
        if (at == null) return Map.of();
        var kind = filter.kind();
        if (at.level().ordinal() >= Level.COUNTY.ordinal()) {
            // A range of the code itself: read from producers_counted alone.
            var township = left(PRODUCERS.REGION_CODE, inline(9));
            return sql.select(township, DSL.count())
                    .from(PRODUCERS)
                    .where(PRODUCERS.REGION_CODE.ge(at.prefix()).and(PRODUCERS.REGION_CODE.lt(at.prefix() + ":")))
                    .and(PRODUCERS.ACTIVE)
                    .and(kind == null ? noCondition() : PRODUCERS.KIND.eq(kind.code()))
                    .groupBy(township)
                    .fetchMap(row -> row.value1(), row -> row.value2().longValue());
        }
        return sql.select(COUNTS.COUNTY_CODE, sum(COUNTS.N))
                .from(COUNTS)
                .where(Scope.within(at).on(COUNTS.COUNTY_CODE))
                .and(kind == null ? noCondition() : COUNTS.KIND.eq(kind.code()))
                .groupBy(COUNTS.COUNTY_CODE)
                .fetchMap(row -> row.value1(), row -> number(row.value2()));
    }

    /// Active producers by kind.
    public Map<ProducerKind, Long> countsByKind(Scope scope, @Nullable RegionCode region) {
        var at = scope.narrowedTo(region).region();
        if (at == null || at.level().ordinal() > Level.COUNTY.ordinal()) return Map.of();
        var counts = new HashMap<ProducerKind, Long>();
        sql.select(COUNTS.KIND, sum(COUNTS.N))
                .from(COUNTS)
                .where(Scope.within(at).on(COUNTS.COUNTY_CODE))
                .groupBy(COUNTS.KIND)
                .forEach(row ->
                        ProducerKind.ofCode(row.value1()).ifPresent(kind -> counts.put(kind, number(row.value2()))));
        return counts;
    }

    /// Active producers within the scope by their credit code; for imports of bases.
    public Map<String, Producer> byCreditCode(Scope scope, Collection<String> codes) {
        return sql.selectFrom(PRODUCERS)
                .where(PRODUCERS.CREDIT_CODE.in(codes))
                .and(scope.on(PRODUCERS.REGION_CODE, PRODUCERS.ID))
                .and(PRODUCERS.ACTIVE)
                .fetchMap(PRODUCERS.CREDIT_CODE, Producers::producer);
    }

    private static Condition condition(Scope scope, ProducerFilter filter) {
        var where = scope.narrowedTo(filter.region()).on(PRODUCERS.REGION_CODE, PRODUCERS.ID);
        var kind = filter.kind();
        if (kind != null) where = where.and(PRODUCERS.KIND.eq(kind.code()));
        if (!filter.words().isEmpty()) where = where.and(SearchText.in(PRODUCERS.SEARCH, filter.words()));
        return where.and(filter.closed() ? PRODUCERS.ACTIVE.isFalse() : PRODUCERS.ACTIVE.isTrue());
    }

    // Acts

    /// 登记.
    @Transactional
    public Decision<Producer> register(Actor actor, ProducerForm form) {
        if (!actor.may(Verb.REGISTER) || actor.isProducer()) return Decision.refused("producer.register.not-yours");
        return switch (checkWithDoubles(actor, form, null)) {
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
        var checked = checkAll(actor, forms);
        var rows = new LinkedHashMap<String, ProducersRecord>();
        for (var one : checked) {
            if (one instanceof Decision.Done<ProducersRecord>(var row)) {
                row.setDemo(actor.demo());
                row.setCreatedBy(actor.accountId());
                row.setCreatedAt(clock.instant());
                row.setUpdatedAt(clock.instant());
                rows.putIfAbsent(key(row), row);
            }
        }
        var written = new HashMap<String, Producer>();
        if (!rows.isEmpty()) {
            // Who was registered by somebody else meanwhile is left out by the constraint.
            sql.insertInto(PRODUCERS)
                    .set(rows.values())
                    .onConflictDoNothing()
                    .returning()
                    .forEach(row -> written.put(key(row), producer(row)));
        }
        for (var one : checked) {
            decisions.add(
                    switch (one) {
                        case Decision.Refused<ProducersRecord>(var refusal) -> Decision.<Producer>refused(refusal);
                        case Decision.Done<ProducersRecord>(var row) -> {
                            var producer = written.remove(key(row));
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
        return checkAll(actor, forms).stream()
                .map(one -> switch (one) {
                    case Decision.Done<ProducersRecord> _ -> Optional.<Refusal>empty();
                    case Decision.Refused<ProducersRecord>(var refusal) -> Optional.of(refusal);
                })
                .toList();
    }

    private List<Decision<ProducersRecord>> checkAll(Actor actor, List<ProducerForm> forms) {
        if (!actor.may(Verb.REGISTER) || actor.isProducer())
            return forms.stream()
                    .map(_ -> Decision.<ProducersRecord>refused("producer.register.not-yours"))
                    .toList();
        var checked = forms.stream().map(form -> check(actor, form, null)).toList();
        var codes = new ArrayList<String>();
        var digests = new ArrayList<String>();
        for (var one : checked) {
            if (one instanceof Decision.Done<ProducersRecord>(var row)) {
                if (row.getCreditCode() != null) codes.add(row.getCreditCode());
                if (row.getIdentityDigest() != null) digests.add(row.getIdentityDigest());
            }
        }
        var known = new HashMap<String, ProducersRecord>();
        sql.selectFrom(PRODUCERS).where(PRODUCERS.CREDIT_CODE.in(codes)).forEach(row -> known.put(key(row), row));
        sql.selectFrom(PRODUCERS).where(PRODUCERS.IDENTITY_DIGEST.in(digests)).forEach(row -> known.put(key(row), row));
        return checked.stream()
                .map(one -> one.then(row -> {
                    var other = known.get(key(row));
                    return other == null
                            ? Decision.done(row)
                            : Decision.<ProducersRecord>refused(asDouble(actor, other)
                                    .at(row.getCreditCode() != null ? "creditCode" : "identityNumber"));
                }))
                .toList();
    }

    private static String key(ProducersRecord row) {
        return row.getCreditCode() != null ? row.getCreditCode() : String.valueOf(row.getIdentityDigest());
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
        return switch (checkWithDoubles(actor, wanted, found)) {
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

    /// Checks everything at once, so that the person mends all in one go.
    private Decision<ProducersRecord> checkWithDoubles(
            Actor actor, ProducerForm form, @Nullable ProducersRecord existing) {
        return check(actor, form, existing).then(row -> {
            var code = row.getCreditCode();
            var digest = row.getIdentityDigest();
            var doubled = code != null
                    ? alreadyRegistered(actor, PRODUCERS.CREDIT_CODE.eq(code), code, existing)
                            .map(refusal -> refusal.at("creditCode"))
                    : digest != null
                            ? alreadyRegistered(actor, PRODUCERS.IDENTITY_DIGEST.eq(digest), digest, existing)
                                    .map(refusal -> refusal.at("identityNumber"))
                            : Optional.<Refusal>empty();
            return doubled.<Decision<ProducersRecord>>map(Decision::refused).orElseGet(() -> Decision.done(row));
        });
    }

    /// What the form itself shows: all but whether the producer is registered already.
    /// @param existing the row that is changed, or null for a new one
    /// @return the row to write
    private Decision<ProducersRecord> check(Actor actor, ProducerForm form, @Nullable ProducersRecord existing) {
        var problems = new ArrayList<Refusal>();
        var row = existing != null ? existing : new ProducersRecord();

        var kind = ProducerKind.ofCode(form.kind()).orElse(null);
        if (kind == null) problems.add(Refusal.of("producer.kind.missing").at("kind"));
        else row.setKind(kind.code());

        var name = form.name().strip();
        if (name.length() < 2) problems.add(Refusal.of("producer.name.missing").at("name"));
        else if (name.length() > 100)
            problems.add(Refusal.of("producer.name.long", name.length()).at("name"));
        row.setName(name);

        if (kind != null) checkIdentifier(kind, form, existing, row, problems);

        var region = RegionCode.parse(form.region().strip())
                .filter(code -> code.level().ordinal() >= Level.COUNTY.ordinal())
                .filter(code -> divisions.find(code).isPresent())
                .orElse(null);
        if (region == null) problems.add(Refusal.of("producer.region.missing").at("region"));
        else if (!actor.isProducer() && !actor.scope().covers(region))
            problems.add(Refusal.of("producer.region.outside", divisions.path(actor.region()))
                    .at("region"));
        else row.setRegionCode(region.value());

        var contact = form.contactName().strip();
        if (contact.isEmpty())
            problems.add(Refusal.of("producer.contact.missing").at("contactName"));
        else if (contact.length() > 40)
            problems.add(Refusal.of("producer.contact.long").at("contactName"));
        row.setContactName(contact);

        switch (Phone.parse(form.phone())) {
            case Decision.Done<Phone>(var phone) -> row.setPhone(phone.value());
            case Decision.Refused<Phone>(var refusal) -> problems.add(refusal.at("phone"));
        }

        var address = form.address().strip();
        if (address.length() > 200)
            problems.add(Refusal.of("producer.address.long").at("address"));
        row.setAddress(address);

        row.setMainCrops(form.mainCrops().stream()
                .map(Crop::ofCode)
                .flatMap(Optional::stream)
                .distinct()
                .map(Crop::code)
                .toArray(String[]::new));
        row.setTraceabilityRegistered(form.traceabilityRegistered());
        row.setCreditFiled(form.creditFiled());
        return problems.isEmpty() ? Decision.done(row) : Decision.refused(Refusal.joined(problems));
    }

    private void checkIdentifier(
            ProducerKind kind,
            ProducerForm form,
            @Nullable ProducersRecord existing,
            ProducersRecord row,
            List<Refusal> problems) {
        var typedCode = form.creditCode().strip();
        var typedNumber = form.identityNumber().strip();
        var byCode = switch (kind.proof()) {
            case CREDIT_CODE -> true;
            case IDENTITY -> false;
            case EITHER -> !typedCode.isEmpty();
        };
        if (byCode) {
            if (typedCode.isEmpty()) {
                problems.add(Refusal.of("producer.credit-code.missing").at("creditCode"));
                return;
            }
            switch (CreditCode.parse(typedCode)) {
                case Decision.Refused<CreditCode>(var refusal) -> problems.add(refusal.at("creditCode"));
                case Decision.Done<CreditCode>(var code) -> {
                    row.setCreditCode(code.value());
                    row.setIdentityDigest(null);
                    row.setIdentityMasked(null);
                }
            }
            return;
        }
        if (typedNumber.isEmpty()) {
            // A change that leaves the person as he is does not ask for his number again.
            if (existing != null && existing.getIdentityDigest() != null) return;
            problems.add(Refusal.of(
                            kind.proof() == ProducerKind.Proof.EITHER
                                    ? "producer.identity.or-code"
                                    : "producer.identity.missing")
                    .at("identityNumber"));
            return;
        }
        switch (IdentityNumber.parse(typedNumber, LocalDate.now(clock))) {
            case Decision.Refused<IdentityNumber>(var refusal) -> problems.add(refusal.at("identityNumber"));
            case Decision.Done<IdentityNumber>(var number) -> {
                var digest = digests.of(number);
                row.setIdentityDigest(digest);
                row.setIdentityMasked(number.masked());
                row.setCreditCode(null);
            }
        }
    }

    /// The same producer a second time? Two clerks who register it at the same moment wait for each other.
    private Optional<Refusal> alreadyRegistered(
            Actor actor, Condition same, String lock, @Nullable ProducersRecord existing) {
        sql.query("select pg_advisory_xact_lock(hashtextextended({0}, 0))", val("producer " + lock))
                .execute();
        var other = sql.selectFrom(PRODUCERS)
                .where(same)
                .and(existing == null || existing.getId() == null ? noCondition() : PRODUCERS.ID.ne(existing.getId()))
                .fetchOne();
        return Optional.ofNullable(other).map(found -> asDouble(actor, found));
    }

    /// Names the other one where the person may see it, else the office that can tell.
    private Refusal asDouble(Actor actor, ProducersRecord other) {
        var region = new RegionCode(other.getRegionCode());
        return actor.scope().covers(region)
                ? Refusal.of("producer.double.here", other.getName(), divisions.name(region))
                : Refusal.of("producer.double.elsewhere", officeOf(region));
    }

    private String officeOf(RegionCode region) {
        return offices.over(region, Level.COUNTY, "agriculture")
                .map(office -> office.phone() == null ? office.name() : office.name() + "（" + office.phone() + "）")
                .orElseGet(() -> divisions.path(region.at(Level.COUNTY).orElse(region)) + "农业农村局");
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

    private static long number(@Nullable BigDecimal sum) {
        return sum == null ? 0 : sum.longValue();
    }

    private static Producer producer(ProducersRecord row) {
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
