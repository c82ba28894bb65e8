package org.nongyou.compliance;

import static nongyoudb.compliance.Tables.ENTERED;
import static nongyoudb.compliance.Tables.ENTRIES;
import static nongyoudb.compliance.Tables.ENTRY_CHECKERS;
import static nongyoudb.compliance.Tables.ENTRY_PROOFS;
import static nongyoudb.compliance.Tables.ENTRY_REPORTS;
import static nongyoudb.compliance.Tables.SETTINGS;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.left;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import nongyoudb.compliance.tables.records.EntriesRecord;
import nongyoudb.compliance.tables.records.EntryReportsRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.nongyou.file.Files;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.kernel.TypedDay;
import org.nongyou.producer.Producer;
import org.nongyou.producer.Producers;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.SearchText;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Market entry (进货查验): who buys, or lets others sell, looks at the certificate of each lot, keeps what it saw, and
/// turns
/// away what has no proof. Never more kilograms come in under a certificate than stand on it, whoever takes them.
@Service
public class Entries {

    /// In the journal and in links.
    public static final String SUBJECT = "entry";

    public static final int PAGE = 100;

    /// Where a number would only say "many".
    public static final int COUNTED = 10_000;

    private static final BigDecimal MOST = new BigDecimal(1_000_000);
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(?:\\.\\d{1,3})?");
    /// 晋D12345, 晋AD12345 and old plates of tractors: a province's sign, a letter, four to six signs.
    private static final Pattern PLATE = Pattern.compile("\\p{IsHan}[A-Z][A-Z0-9]{4,6}\\p{IsHan}?");
    private static final int LONGEST = 120;

    private final DSLContext sql;
    private final Conformity conformity;
    private final Producers producers;
    private final Files files;
    private final Journal journal;
    private final Clock clock;

    Entries(DSLContext sql, Conformity conformity, Producers producers, Files files, Journal journal, Clock clock) {
        this.sql = sql;
        this.conformity = conformity;
        this.producers = producers;
        this.files = files;
        this.journal = journal;
        this.clock = clock;
    }

    // --- Looking

    /// What stands behind a code: typed, or an address out of a QR code with its signed words.
    public Arrival look(String scanned) {
        var found = Seal.Found.in(scanned);
        var code = CertificateCode.parse(found.code()).orElse(null);
        if (code == null) return Arrival.none(found.code(), Arrival.Verdict.WRONG_CODE);
        var one = conformity.find(code).orElse(null);
        if (one == null) return Arrival.none(code.shown(), Arrival.Verdict.UNKNOWN);
        var left = remaining(one);
        return new Arrival(
                code.shown(),
                verdict(one, found.text(), left),
                one,
                left,
                conformity.sources(one),
                conformity.madeOf(one),
                "");
    }

    private static Arrival.Verdict verdict(Commitment one, String words, BigDecimal left) {
        // What the label says must be what was signed: a code copied onto other words is a forgery.
        if (!words.isEmpty()
                && !words.toUpperCase(Locale.ROOT).equals(one.seal().text())) return Arrival.Verdict.ALTERED;
        return switch (one.state()) {
            case VOID -> Arrival.Verdict.VOID;
            case REPLACED -> Arrival.Verdict.REPLACED;
            case ISSUED -> left.signum() <= 0 ? Arrival.Verdict.USED_UP : Arrival.Verdict.GOOD;
        };
    }

    private BigDecimal remaining(Commitment one) {
        return sql.select(ENTERED.KG)
                .from(ENTERED)
                .where(ENTERED.CODE.eq(one.code().value()))
                .fetchOptional(row -> one.quantityKg().subtract(row.value1()))
                .orElse(one.quantityKg())
                .stripTrailingZeros();
    }

    /// What is taken as proof, certificates of this platform first.
    public List<EntryProof> proofs() {
        var all = new ArrayList<EntryProof>();
        all.add(EntryProof.CERTIFICATE);
        sql.selectFrom(ENTRY_PROOFS)
                .orderBy(ENTRY_PROOFS.PLACE)
                .forEach(row -> all.add(new EntryProof(row.getCode(), row.getTitle(), row.getHint(), row.getSource())));
        return all;
    }

    // --- Recording

    /// Takes goods in or turns them away. The same form twice is one entry.
    @Transactional
    public Decision<Entry> record(Actor actor, EntryForm form) {
        var checker = checker(actor);
        if (checker == null) return Decision.refused("compliance.entry-not-yours");
        var before =
                sql.selectFrom(ENTRIES).where(ENTRIES.FORM_KEY.eq(form.key())).fetchOne();
        if (before != null)
            return before.getProducerId() == checker.id()
                    ? Decision.done(entry(before, proofs()))
                    : Decision.refused("compliance.entry-form-taken");
        var faults = new ArrayList<Refusal>();
        var row = new EntriesRecord();
        row.setFormKey(form.key());
        row.setProducerId(checker.id());
        row.setProducerName(checker.name());
        row.setRegionCode(checker.region().value());
        row.setAccepted(form.accept());
        row.setDemo(checker.demo());
        row.setEnteredOn(day(form.on(), faults));
        row.setKg(weight(form.kg(), faults));
        row.setVehicle(plate(form.vehicle(), faults));
        row.setReason(text(form.reason(), "reason", "说明", faults));
        if (!form.accept() && row.getReason().isEmpty())
            faults.add(Refusal.of("compliance.entry-reason").at("reason"));
        var known = proofs();
        var proof = known.stream()
                .filter(one -> one.code().equals(form.proof()))
                .findFirst()
                .orElse(EntryProof.NONE);
        row.setProof(proof.code());
        if (proof.equals(EntryProof.CERTIFICATE)) certificate(form, row, faults);
        else other(actor, form, proof, row, faults);
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        var code = row.getCode();
        if (code != null && form.accept() && !take(code, row.getKg())) {
            var now = look(code);
            return Decision.refused(Refusal.of("compliance.entry-above", Ui.number(row.getKg()), Ui.number(now.left()))
                    .citing(clause("entry-check"))
                    .at("kg"));
        }
        row.setRecordedBy(actor.name());
        row.setRecordedAt(clock.instant().truncatedTo(ChronoUnit.MICROS));
        row.setKeepUntil(row.getEnteredOn().plusMonths(keepMonths()));
        var kept = entry(
                Objects.requireNonNull(
                        sql.insertInto(ENTRIES).set(row).returning().fetchOne()),
                known);
        journal.write(
                actor,
                JournalEntry.of(
                                kept.accepted() ? "entry.accept" : "entry.refuse",
                                kept.region(),
                                SUBJECT,
                                kept.id(),
                                kept.originName() + "的" + kept.produce(),
                                (kept.accepted() ? "收下" : "没收") + kept.originName() + "的" + kept.produce() + " "
                                        + Ui.number(kept.kg()) + " 公斤，凭"
                                        + kept.proof().title())
                        .because(kept.reason().isEmpty() ? null : kept.reason()));
        return Decision.done(kept);
    }

    /// Null for whoever does not look at incoming goods.
    private @Nullable Producer checker(Actor actor) {
        var id = actor.producerId();
        if (id == null || !actor.may(Verb.INSPECT_ENTRY)) return null;
        return producers
                .find(actor.scope(), id)
                .filter(one -> sql.fetchExists(
                        ENTRY_CHECKERS, ENTRY_CHECKERS.KIND.eq(one.kind().code())))
                .orElse(null);
    }

    /// Whether the person may record: the page shows its form then.
    public boolean mayRecord(Actor actor) {
        return checker(actor) != null;
    }

    private void certificate(EntryForm form, EntriesRecord row, List<Refusal> faults) {
        var arrival = look(form.code());
        row.setVerdict(arrival.verdict().says());
        var one = arrival.certificate();
        if (one == null) {
            // Nothing is known of the goods but what the person types; taken in they are not.
            var typed = CertificateCode.parse(Seal.Found.in(form.code()).code()).orElse(null);
            if (form.accept() || typed == null) {
                faults.add(Refusal.of(
                                "compliance.entry-certificate",
                                arrival.verdict().says())
                        .citing(clause("entry-refuse"))
                        .at("code"));
                return;
            }
            row.setCode(typed.value());
            origin(form, row, faults);
            return;
        }
        row.setCode(one.code().value());
        row.setProduce(one.product());
        row.setOriginId(one.producerId());
        row.setOriginName(one.producerName());
        row.setOriginCode(one.region().value());
        row.setOriginPlace(one.origin());
        if (!form.accept()) return;
        if (!arrival.verdict().good())
            faults.add(
                    Refusal.of("compliance.entry-certificate", arrival.verdict().says())
                            .citing(clause("entry-refuse"))
                            .at("code"));
        if (one.issuedOn().isAfter(row.getEnteredOn()))
            faults.add(
                    Refusal.of("compliance.entry-before-issue", one.issuedOn()).at("on"));
    }

    private void other(Actor actor, EntryForm form, EntryProof proof, EntriesRecord row, List<Refusal> faults) {
        origin(form, row, faults);
        row.setProofNumber(text(form.proofNumber(), "proofNumber", "号码", faults));
        var file = form.fileId();
        if (file != null && files.find(actor.scope(), file).isEmpty())
            faults.add(Refusal.of("compliance.entry-file").at("file"));
        else row.setFileId(file);
        if (!form.accept()) return;
        if (proof.equals(EntryProof.NONE))
            faults.add(Refusal.of("compliance.entry-no-proof")
                    .citing(clause("entry-refuse"))
                    .at("proof"));
        else if (row.getProofNumber().isEmpty() && file == null)
            faults.add(Refusal.of("compliance.entry-proof-number", proof.title())
                    .citing(clause("entry-check"))
                    .at("proofNumber"));
    }

    private static void origin(EntryForm form, EntriesRecord row, List<Refusal> faults) {
        row.setProduce(needed(form.produce(), "produce", "品名", faults));
        row.setOriginName(needed(form.originName(), "originName", "谁的货", faults));
        row.setOriginPlace(text(form.originPlace(), "originPlace", "产地", faults));
    }

    /// In one statement, so that two who take in at once never take more than there is.
    private boolean take(String code, BigDecimal kg) {
        var most = conformity
                .find(new CertificateCode(code))
                .map(Commitment::quantityKg)
                .orElse(BigDecimal.ZERO);
        if (kg.compareTo(most) > 0) return false;
        return sql.insertInto(ENTERED, ENTERED.CODE, ENTERED.KG, ENTERED.MOST)
                        .values(code, kg, most)
                        .onConflict(ENTERED.CODE)
                        .doUpdate()
                        .set(ENTERED.KG, ENTERED.KG.plus(excluded(ENTERED.KG)))
                        .where(ENTERED.KG.plus(excluded(ENTERED.KG)).le(ENTERED.MOST))
                        .execute()
                == 1;
    }

    /// Takes back what was typed wrongly; the row stays with the reason.
    @Transactional
    public Decision<Entry> withdraw(Actor actor, long id, String reason) {
        if (checker(actor) == null) return Decision.refused("compliance.entry-not-yours");
        var faults = new ArrayList<Refusal>();
        var because = needed(reason, "reason", "为什么撤销", faults);
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        var row = sql.selectFrom(ENTRIES)
                .where(ENTRIES.ID.eq(id))
                .and(visible(actor.scope()))
                .forUpdate()
                .fetchOne();
        if (row == null) return Decision.refused("compliance.entry-unknown");
        if (row.getWithdrawnAt() != null) return Decision.refused("compliance.entry-withdrawn");
        row.setWithdrawnBecause(because);
        row.setWithdrawnBy(actor.name());
        row.setWithdrawnAt(clock.instant().truncatedTo(ChronoUnit.MICROS));
        row.store();
        if (row.getCode() != null && row.getAccepted())
            sql.update(ENTERED)
                    .set(ENTERED.KG, ENTERED.KG.minus(row.getKg()))
                    .where(ENTERED.CODE.eq(row.getCode()))
                    .execute();
        var kept = entry(row, proofs());
        journal.write(
                actor,
                JournalEntry.of(
                                "entry.withdraw",
                                kept.region(),
                                SUBJECT,
                                id,
                                kept.originName() + "的" + kept.produce(),
                                "撤销进货记录")
                        .because(because));
        return Decision.done(kept);
    }

    // --- Telling the origin

    /// Tells the agriculture office of the origin that a certificate is incomplete or untrue; once for each entry.
    @Transactional
    public Decision<EntryReport> tell(Actor actor, long entryId, String words) {
        if (checker(actor) == null) return Decision.refused("compliance.entry-not-yours");
        var one = find(actor.scope(), entryId).orElse(null);
        if (one == null) return Decision.refused("compliance.entry-unknown");
        var origin = one.originCode();
        if (origin == null) return Decision.refused("compliance.entry-origin-unknown");
        var faults = new ArrayList<Refusal>();
        var what = needed(words, "words", "哪里不对", faults);
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        var row = new EntryReportsRecord();
        row.setEntryId(entryId);
        row.setCode(one.code() == null ? null : one.code().value());
        row.setOriginName(one.originName());
        row.setRegionCode(origin.value());
        row.setWords(what);
        row.setProducerId(one.producerId());
        row.setToldBy(one.producerName());
        row.setToldAt(clock.instant().truncatedTo(ChronoUnit.MICROS));
        var kept = sql.insertInto(ENTRY_REPORTS)
                .set(row)
                .onConflict(ENTRY_REPORTS.ENTRY_ID)
                .doNothing()
                .returning()
                .fetchOne();
        if (kept == null) return Decision.refused("compliance.entry-told");
        journal.write(
                actor,
                JournalEntry.of(
                                "entry.tell",
                                origin,
                                SUBJECT,
                                entryId,
                                one.originName() + "的" + one.produce(),
                                "反映" + one.originName() + "的合格证不全、不实")
                        .because(what));
        return Decision.done(report(kept));
    }

    /// What was told to an office, or by a producer; what waits first, then the newest.
    public List<EntryReport> reports(Scope scope, int limit) {
        return sql.selectFrom(ENTRY_REPORTS)
                .where(told(scope))
                .orderBy(ENTRY_REPORTS.ANSWERED_AT.isNotNull(), ENTRY_REPORTS.ID.desc())
                .limit(limit)
                .fetch(Entries::report);
    }

    public Optional<EntryReport> reportOf(Scope scope, long entryId) {
        return sql.selectFrom(ENTRY_REPORTS)
                .where(ENTRY_REPORTS.ENTRY_ID.eq(entryId))
                .and(told(scope))
                .fetchOptional(Entries::report);
    }

    /// The origin's office says what it found.
    @Transactional
    public Decision<EntryReport> answer(Actor actor, long reportId, String words) {
        if (!actor.may(Verb.DECIDE)) return Decision.refused("compliance.entry-answer-not-yours");
        var faults = new ArrayList<Refusal>();
        var what = needed(words, "answer", "查的结果", faults);
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        var row = sql.selectFrom(ENTRY_REPORTS)
                .where(ENTRY_REPORTS.ID.eq(reportId))
                .and(told(actor.scope()))
                .forUpdate()
                .fetchOne();
        if (row == null) return Decision.refused("compliance.entry-unknown");
        if (row.getAnsweredAt() != null) return Decision.refused("compliance.entry-answered");
        row.setAnswer(what);
        row.setAnsweredBy(actor.officeName());
        row.setAnsweredAt(clock.instant().truncatedTo(ChronoUnit.MICROS));
        row.store();
        journal.write(
                actor,
                JournalEntry.of(
                        "entry.answer",
                        new RegionCode(row.getRegionCode()),
                        SUBJECT,
                        row.getEntryId(),
                        row.getOriginName(),
                        "答复反映：" + what));
        return Decision.done(report(row));
    }

    private static Condition told(Scope scope) {
        return scope.on(ENTRY_REPORTS.REGION_CODE, ENTRY_REPORTS.PRODUCER_ID);
    }

    // --- Lists

    public Optional<Entry> find(Scope scope, long id) {
        var known = proofs();
        return sql.selectFrom(ENTRIES)
                .where(ENTRIES.ID.eq(id))
                .and(visible(scope))
                .fetchOptional(row -> entry(row, known));
    }

    /// The newest first.
    public List<Entry> list(Scope scope, EntryFilter filter, int offset, int limit) {
        var known = proofs();
        return sql.selectFrom(ENTRIES)
                .where(condition(scope, filter))
                .orderBy(ENTRIES.ID.desc())
                .offset(offset)
                .limit(limit)
                .fetch(row -> entry(row, known));
    }

    /// All of them, some hundreds at a time.
    public void each(Scope scope, EntryFilter filter, Consumer<Entry> to) {
        var known = proofs();
        long before = Long.MAX_VALUE;
        List<Entry> page;
        do {
            page = sql.selectFrom(ENTRIES)
                    .where(condition(scope, filter))
                    .and(ENTRIES.ID.lt(before))
                    .orderBy(ENTRIES.ID.desc())
                    .limit(1000)
                    .fetch(row -> entry(row, known));
            page.forEach(to);
            if (!page.isEmpty()) before = page.getLast().id();
        } while (page.size() == 1000);
    }

    /// At most [#COUNTED].
    public int count(Scope scope, EntryFilter filter) {
        return sql.fetchCount(
                select(inline(1)).from(ENTRIES).where(condition(scope, filter)).limit(COUNTED));
    }

    public Map<String, Long> countsByCounty(Scope scope, EntryFilter filter) {
        if (scope.region() == null) return Map.of();
        var county = left(ENTRIES.REGION_CODE, inline(6));
        var counts = new TreeMap<String, Long>();
        sql.select(county, DSL.count())
                .from(ENTRIES)
                .where(condition(scope, filter))
                .groupBy(county)
                .forEach(row -> counts.put(row.value1(), row.value2().longValue()));
        return counts;
    }

    private static Condition visible(Scope scope) {
        return scope.on(ENTRIES.REGION_CODE, ENTRIES.PRODUCER_ID);
    }

    private static Condition condition(Scope scope, EntryFilter filter) {
        return visible(scope.narrowedTo(filter.region()))
                .and(filter.accepted() == null ? noCondition() : ENTRIES.ACCEPTED.eq(filter.accepted()))
                .and(filter.from() == null ? noCondition() : ENTRIES.ENTERED_ON.ge(filter.from()))
                .and(filter.to() == null ? noCondition() : ENTRIES.ENTERED_ON.le(filter.to()))
                .and(words(filter.words()));
    }

    private static Condition words(String words) {
        if (words.isEmpty()) return noCondition();
        var code = CertificateCode.parse(Seal.Found.in(words).code()).orElse(null);
        if (code != null) return ENTRIES.CODE.eq(code.value());
        var plate = plain(words);
        return PLATE.matcher(plate).matches() ? ENTRIES.VEHICLE.eq(plate) : SearchText.in(ENTRIES.SEARCH, words);
    }

    // --- What was typed

    private LocalDate day(String typed, List<Refusal> faults) {
        var today = LocalDate.ofInstant(clock.instant(), Ui.ZONE);
        try {
            var day = TypedDay.parse(typed.strip());
            if (day.isAfter(today) || day.isBefore(today.minusYears(1)))
                faults.add(Refusal.of("compliance.entry-day", today.minusYears(1), today)
                        .at("on"));
            return day;
        } catch (DateTimeParseException e) {
            faults.add(Refusal.of("compliance.entry-day", today.minusYears(1), today)
                    .at("on"));
            return today;
        }
    }

    private static BigDecimal weight(String typed, List<Refusal> faults) {
        var plain = typed.strip().replace(",", "").replace("，", "");
        if (NUMBER.matcher(plain).matches()) {
            var kg = new BigDecimal(plain);
            if (kg.signum() > 0 && kg.compareTo(MOST) <= 0) return kg;
        }
        faults.add(Refusal.of("compliance.entry-weight").at("kg"));
        return BigDecimal.ONE;
    }

    private static String plate(String typed, List<Refusal> faults) {
        var plate = plain(typed);
        if (!plate.isEmpty() && !PLATE.matcher(plate).matches())
            faults.add(Refusal.of("compliance.entry-plate").at("vehicle"));
        return plate;
    }

    private static String plain(String plate) {
        return plate.replaceAll("[\\s\u3000·.-]", "").toUpperCase(Locale.ROOT);
    }

    private static String text(String typed, String field, String label, List<Refusal> faults) {
        var text = typed.strip();
        if (text.length() > LONGEST)
            faults.add(Refusal.of("compliance.entry-long", label, LONGEST).at(field));
        return text;
    }

    private static String needed(String typed, String field, String label, List<Refusal> faults) {
        var text = text(typed, field, label, faults);
        if (text.isEmpty())
            faults.add(Refusal.of("compliance.entry-missing", label).at(field));
        return text;
    }

    private long keepMonths() {
        return sql.select(SETTINGS.VALUE)
                .from(SETTINGS)
                .where(SETTINGS.KEY.eq("keep-months"))
                .fetchOptional(row -> row.value1().longValue())
                .orElse(24L);
    }

    private static String clause(String key) {
        return switch (key) {
            case "entry-check" -> "农产品质量安全法第三十九条";
            case "entry-refuse" -> "农产品质量安全法第三十九条，农业农村部令2025年第4号";
            default -> throw new IllegalArgumentException(key);
        };
    }

    private static Entry entry(EntriesRecord row, List<EntryProof> known) {
        var proof = known.stream()
                .filter(one -> one.code().equals(row.getProof()))
                .findFirst()
                .orElse(EntryProof.NONE);
        return new Entry(
                row.getId(),
                row.getProducerId(),
                row.getProducerName(),
                new RegionCode(row.getRegionCode()),
                row.getEnteredOn(),
                row.getAccepted(),
                proof,
                row.getCode() == null ? null : new CertificateCode(row.getCode()),
                row.getProofNumber(),
                row.getFileId(),
                row.getProduce(),
                row.getKg(),
                row.getOriginId(),
                row.getOriginName(),
                row.getOriginCode() == null ? null : new RegionCode(row.getOriginCode()),
                row.getOriginPlace(),
                row.getVehicle(),
                row.getVerdict(),
                row.getReason(),
                row.getKeepUntil(),
                row.getWithdrawnBecause(),
                row.getRecordedBy(),
                row.getRecordedAt(),
                row.getDemo());
    }

    private static EntryReport report(EntryReportsRecord row) {
        return new EntryReport(
                row.getId(),
                row.getEntryId(),
                row.getCode() == null ? null : new CertificateCode(row.getCode()),
                row.getOriginName(),
                new RegionCode(row.getRegionCode()),
                row.getWords(),
                row.getProducerId(),
                row.getToldBy(),
                row.getToldAt(),
                row.getAnswer(),
                row.getAnsweredBy(),
                row.getAnsweredAt());
    }
}
