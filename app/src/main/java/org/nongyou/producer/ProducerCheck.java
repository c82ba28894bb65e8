package org.nongyou.producer;

import static nongyoudb.producer.Tables.PRODUCERS;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.val;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import nongyoudb.producer.tables.records.ProducersRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.springframework.stereotype.Component;

/// What is looked through before a producer is entered (登记审查): every field of its form, and whether it stands in the
/// register already.
@Component
class ProducerCheck {

    private final DSLContext sql;
    private final Divisions divisions;
    private final Offices offices;
    private final IdentityDigests digests;
    private final Clock clock;

    ProducerCheck(DSLContext sql, Divisions divisions, Offices offices, IdentityDigests digests, Clock clock) {
        this.sql = sql;
        this.divisions = divisions;
        this.offices = offices;
        this.digests = digests;
        this.clock = clock;
    }

    /// Checks everything at once, so that the person mends all in one go.
    Decision<ProducersRecord> of(Actor actor, ProducerForm form, @Nullable ProducersRecord existing) {
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

    /// Some hundreds at a time; who is registered already is looked up for all at once.
    List<Decision<ProducersRecord>> ofAll(Actor actor, List<ProducerForm> forms) {
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

    /// By which a producer is known.
    static String key(ProducersRecord row) {
        return row.getCreditCode() != null ? row.getCreditCode() : String.valueOf(row.getIdentityDigest());
    }
}
