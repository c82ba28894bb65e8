package org.nongyou.scheme;

import static nongyoudb.scheme.Tables.SCHEMES;
import static nongyoudb.scheme.Tables.SETTLEMENTS;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import nongyoudb.scheme.tables.records.SettlementsRecord;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.FactDefinition;
import org.nongyou.kernel.Period;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.RegionCode;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The loaded schemes (方案): every version with the text it was read from, so that a record is judged for ever under
/// the version that it pins, and what the issuing offices settled where a document is silent.
@Service
public class Schemes {

    private static final int LONGEST_DAYS = 365;

    private final DSLContext sql;
    private final Journal journal;
    private final Clock clock;
    private final JsonMapper json;
    private final FactCatalogue facts = FactCatalogue.platform();

    /// Versions change only at a start, this node's or another's, so the database need not be asked at every step.
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final Map<SchemeRef, Kept> read = new ConcurrentHashMap<>();
    private volatile @Nullable Listed listed;

    private record Kept(Scheme scheme, String fingerprint, long checked) {}

    /// The newest settlement of each path, the newest of all first.
    private record Settled(Map<String, Settlement> byPath, long checked) {}

    private final Map<SchemeRef, Settled> settled = new ConcurrentHashMap<>();
    private final AtomicLong settlements = new AtomicLong();

    private record Listed(List<SchemeVersion> versions, long checked) {}

    Schemes(DSLContext sql, Journal journal, Clock clock, JsonMapper json) {
        this.sql = sql;
        this.journal = journal;
        this.clock = clock;
        this.json = json;
    }

    /// The facts that the platform itself can tell.
    public FactCatalogue facts() {
        return facts;
    }

    /// A fact by its name: the platform's or the scheme's own.
    public Optional<FactDefinition> fact(Scheme scheme, String name) {
        return facts.fact(name)
                .or(() -> scheme.facts().stream()
                        .map(Scheme.OwnFact::definition)
                        .filter(own -> own.name().equals(name))
                        .findFirst());
    }

    /// The newest version of every scheme, the highest area first; in an area the one that holds longest first.
    public List<SchemeVersion> list() {
        var kept = listed;
        if (kept != null && fresh(kept.checked)) return kept.versions;
        var versions = sql
                .select(VERSION_FIELDS)
                .distinctOn(SCHEMES.ID)
                .from(SCHEMES)
                .orderBy(SCHEMES.ID, SCHEMES.VERSION.desc())
                .fetch(Schemes::version)
                .stream()
                .sorted(Comparator.comparing((SchemeVersion one) -> one.region().level())
                        .thenComparing(SchemeVersion::region)
                        .thenComparing(
                                one -> one.period().to(),
                                Comparator.nullsLast(Comparator.<LocalDate>naturalOrder())
                                        .reversed())
                        .thenComparing(one -> one.ref().id()))
                .toList();
        listed = new Listed(versions, System.nanoTime());
        return versions;
    }

    /// All versions of a scheme, the newest first.
    public List<SchemeVersion> versions(String id) {
        return sql.select(VERSION_FIELDS)
                .from(SCHEMES)
                .where(SCHEMES.ID.eq(id))
                .orderBy(SCHEMES.VERSION.desc())
                .fetch(Schemes::version);
    }

    /// The newest version.
    public Optional<Scheme> current(String id) {
        return list().stream()
                .filter(version -> version.ref().id().equals(id))
                .findFirst()
                .map(version -> at(version.ref()));
    }

    public Optional<Scheme> find(SchemeRef ref) {
        var kept = read.get(ref);
        if (kept != null && fresh(kept.checked)) return Optional.of(kept.scheme);
        var fingerprint = sql.select(SCHEMES.FINGERPRINT)
                .from(SCHEMES)
                .where(SCHEMES.ID.eq(ref.id()))
                .and(SCHEMES.VERSION.eq(ref.version()))
                .fetchOne(SCHEMES.FINGERPRINT);
        if (fingerprint == null) {
            read.remove(ref);
            return Optional.empty();
        }
        var scheme = kept != null && kept.fingerprint.equals(fingerprint)
                ? kept.scheme
                : SchemeLoader.read(ref.id(), files(ref), facts).orElseThrow();
        read.put(ref, new Kept(scheme, fingerprint, System.nanoTime()));
        return Optional.of(scheme);
    }

    private static boolean fresh(long checked) {
        return System.nanoTime() - checked < FRESH.toNanos();
    }

    /// Reads everything anew, after a folder was loaded or rows came by another way than this service.
    public void forget() {
        read.clear();
        settled.clear();
        listed = null;
    }

    /// The version that a record pins.
    /// @throws NoSuchElementException when it was never loaded, which a pinned version cannot be
    public Scheme at(SchemeRef ref) {
        return find(ref).orElseThrow(() -> new NoSuchElementException("scheme " + ref));
    }

    /// The newest versions that hold at a place on a day, those of the highest area first.
    public List<Scheme> inForce(RegionCode place, LocalDate on) {
        return list().stream()
                .filter(version -> version.region().contains(place))
                .filter(version -> version.period().contains(on))
                .map(version -> at(version.ref()))
                .toList();
    }

    /// The files of a version as they were loaded, name to text.
    public Map<String, String> files(SchemeRef ref) {
        return sql.select(SCHEMES.FILES)
                .from(SCHEMES)
                .where(SCHEMES.ID.eq(ref.id()))
                .and(SCHEMES.VERSION.eq(ref.version()))
                .fetchOptional(row -> json.readValue(row.value1().data(), new TypeReference<Map<String, String>>() {}))
                .orElse(Map.of());
    }

    // --- What the issuing office settled

    /// The newest settlement of each path. What another node settled holds here within ten seconds; here at once.
    public Map<String, Settlement> settlements(SchemeRef ref) {
        var kept = settled.get(ref);
        if (kept != null && fresh(kept.checked)) return kept.byPath;
        var generation = settlements.get();
        var read = new Settled(Collections.unmodifiableMap(read(ref)), System.nanoTime());
        // What was read before somebody settled something is not kept.
        if (generation == settlements.get()) settled.put(ref, read);
        return read.byPath;
    }

    private void forgetSettled(SchemeRef ref) {
        settlements.incrementAndGet();
        settled.remove(ref);
    }

    private Map<String, Settlement> read(SchemeRef ref) {
        var newest = new LinkedHashMap<String, Settlement>();
        for (var one : sql.selectFrom(SETTLEMENTS)
                .where(SETTLEMENTS.SCHEME_ID.eq(ref.id()))
                .and(SETTLEMENTS.SCHEME_VERSION.eq(ref.version()))
                .orderBy(SETTLEMENTS.ID.desc())
                .fetch(Schemes::settlement)) {
            newest.putIfAbsent(one.path(), one);
        }
        return newest;
    }

    /// All settlements of a path, the newest first.
    public List<Settlement> history(SchemeRef ref, String path) {
        return sql.selectFrom(SETTLEMENTS)
                .where(SETTLEMENTS.SCHEME_ID.eq(ref.id()))
                .and(SETTLEMENTS.SCHEME_VERSION.eq(ref.version()))
                .and(SETTLEMENTS.PATH.eq(path))
                .orderBy(SETTLEMENTS.ID.desc())
                .fetch(Schemes::settlement);
    }

    /// What holds at a path: the settled value, or the settled words where there is no value. For several paths of one
    /// scheme ask `settlements` once.
    public Optional<String> settled(SchemeRef ref, String path) {
        return Optional.ofNullable(settlements(ref).get(path)).map(Settlement::effective);
    }

    /// A number of days: the document's, or the settled one; empty where the acting office has to enter it, or where no
    /// days are asked for.
    public Optional<Integer> days(SchemeRef ref, Days days) {
        return switch (days) {
            case Days.None _ -> Optional.empty();
            case Days.Fixed fixed -> Optional.of(fixed.number());
            case Days.ByOffice open -> settled(ref, open.path()).map(Integer::valueOf);
        };
    }

    /// A figure: the document's, or the settled one; empty where the acting office has to enter it, or where none is
    /// asked for.
    public Optional<BigDecimal> figure(SchemeRef ref, Figure figure) {
        return switch (figure) {
            case Figure.None _ -> Optional.empty();
            case Figure.Fixed(var value) -> Optional.of(value);
            case Figure.ByOffice(var path) -> settled(ref, path).map(BigDecimal::new);
        };
    }

    /// Whether the person acts for the office that issued the document.
    public boolean isIssuer(Actor actor, Scheme scheme) {
        var office = actor.office();
        if (office == null || !office.region().value().equals(scheme.region())) return false;
        var issuer = scheme.issuedBy() == null
                ? null
                : scheme.office(scheme.issuedBy()).orElse(null);
        return office.department().equals(issuer == null ? "agriculture" : issuer.department());
    }

    /// Settles a doubt on record, for good until it is settled anew.
    /// @param value    the number, date or frequency where the doubt asks for one
    /// @param decision what was decided, in words
    @Transactional
    public Decision<Settlement> settle(
            Actor actor,
            SchemeRef ref,
            String path,
            @Nullable String value,
            String decision,
            @Nullable String document) {
        var scheme = find(ref).orElse(null);
        if (scheme == null) return Decision.refused("scheme.not-found");
        if (!isIssuer(actor, scheme)) return Decision.refused("scheme.settle.not-issuer", scheme.issuer());
        if (!actor.may(Verb.SETTLE)) return Decision.refused("scheme.settle.not-allowed");
        var doubt = scheme.doubts().stream()
                .filter(one -> one.path().equals(path))
                .findFirst()
                .orElse(null);
        if (doubt == null) return Decision.refused("scheme.settle.no-doubt");
        var given = value == null || value.isBlank() ? null : value.strip();
        var wrong = wrong(doubt, given, decision);
        if (wrong.isPresent()) return Decision.refused(wrong.get());
        var before = settled(ref, path).orElse(null);
        var settlement = insert(actor, ref, path, given, decision.strip(), document);
        var what = doubt.title().isEmpty() ? doubt.path() : doubt.title();
        journal.write(
                actor,
                JournalEntry.of(
                                "scheme.settle",
                                new RegionCode(scheme.region()),
                                "scheme",
                                ref,
                                scheme.title(),
                                "确定“" + what + "”：" + settlement.effective())
                        .because(document)
                        .change(
                                before == null ? null : json.writeValueAsString(before),
                                json.writeValueAsString(settlement.effective())));
        return Decision.done(settlement);
    }

    private static Optional<Refusal> wrong(Doubt doubt, @Nullable String value, String decision) {
        if (decision.isBlank())
            return Optional.of(Refusal.of("scheme.settle.no-words").at("decision"));
        return switch (doubt.settles()) {
            case READING -> Optional.empty();
            case DAYS ->
                value != null
                                && value.matches("\\d{1,3}")
                                && Integer.parseInt(value) >= 1
                                && Integer.parseInt(value) <= LONGEST_DAYS
                        ? Optional.empty()
                        : Optional.of(
                                Refusal.of("scheme.settle.days", LONGEST_DAYS).at("value"));
            case NUMBER ->
                value != null && value.matches("\\d{1,9}(\\.\\d{1,4})?")
                        ? Optional.empty()
                        : Optional.of(Refusal.of("scheme.settle.number").at("value"));
            case DATE ->
                value != null && isDate(value)
                        ? Optional.empty()
                        : Optional.of(Refusal.of("scheme.settle.date").at("value"));
            case FREQUENCY ->
                value != null && Frequency.ofCode(value).isPresent()
                        ? Optional.empty()
                        : Optional.of(Refusal.of("scheme.settle.frequency").at("value"));
        };
    }

    private static boolean isDate(String value) {
        try {
            return LocalDate.parse(value).getYear() > 1949;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private Settlement insert(
            Actor actor,
            SchemeRef ref,
            String path,
            @Nullable String value,
            String decision,
            @Nullable String document) {
        var settlement = sql.insertInto(SETTLEMENTS)
                .set(SETTLEMENTS.SCHEME_ID, ref.id())
                .set(SETTLEMENTS.SCHEME_VERSION, ref.version())
                .set(SETTLEMENTS.PATH, path)
                .set(SETTLEMENTS.VALUE, value)
                .set(SETTLEMENTS.DECISION, decision)
                .set(SETTLEMENTS.DOCUMENT, document == null || document.isBlank() ? null : document.strip())
                .set(SETTLEMENTS.OFFICE_ID, actor.officeId())
                .set(SETTLEMENTS.OFFICE_NAME, actor.officeName())
                .set(SETTLEMENTS.ACCOUNT_ID, actor.accountId())
                .set(SETTLEMENTS.SETTLED_AT, clock.instant())
                .set(SETTLEMENTS.DEMO, actor.demo())
                .returning()
                .fetchSingle(Schemes::settlement);
        forgetSettled(ref);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                forgetSettled(ref);
            }
        });
        return settlement;
    }

    private static final List<Field<?>> VERSION_FIELDS = List.of(
            SCHEMES.ID,
            SCHEMES.VERSION,
            SCHEMES.TITLE,
            SCHEMES.ISSUER,
            SCHEMES.REGION_CODE,
            SCHEMES.PERIOD_FROM,
            SCHEMES.PERIOD_TO,
            SCHEMES.FINGERPRINT,
            SCHEMES.LOADED_AT);

    private static SchemeVersion version(Record row) {
        return new SchemeVersion(
                new SchemeRef(row.get(SCHEMES.ID), row.get(SCHEMES.VERSION)),
                row.get(SCHEMES.TITLE),
                row.get(SCHEMES.ISSUER),
                new RegionCode(row.get(SCHEMES.REGION_CODE)),
                new Period(row.get(SCHEMES.PERIOD_FROM), row.get(SCHEMES.PERIOD_TO)),
                row.get(SCHEMES.FINGERPRINT),
                row.get(SCHEMES.LOADED_AT));
    }

    private static Settlement settlement(SettlementsRecord row) {
        return new Settlement(
                row.getId(),
                new SchemeRef(row.getSchemeId(), row.getSchemeVersion()),
                row.getPath(),
                row.getValue(),
                row.getDecision(),
                row.getDocument(),
                row.getOfficeName(),
                row.getSettledAt());
    }
}
