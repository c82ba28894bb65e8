package org.nongyou.compliance;

import static nongyoudb.compliance.Tables.ENTERED;
import static nongyoudb.compliance.Tables.ENTRIES;
import static org.jooq.impl.DSL.excluded;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import nongyoudb.compliance.tables.records.EntriesRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.file.Files;
import org.nongyou.identity.Actor;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.Scope;
import org.nongyou.standard.RuleBooks;
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

    private final DSLContext sql;
    private final Conformity conformity;
    private final Labels labels;
    private final Judging judging;
    private final EntryLists lists;
    private final EntryCheckers checkers;
    private final Fairs fairs;
    private final IssueBook book;
    private final RuleBooks rules;
    private final Files files;
    private final Journal journal;
    private final Clock clock;

    Entries(
            DSLContext sql,
            Conformity conformity,
            Labels labels,
            Judging judging,
            EntryLists lists,
            EntryCheckers checkers,
            Fairs fairs,
            IssueBook book,
            RuleBooks rules,
            Files files,
            Journal journal,
            Clock clock) {
        this.sql = sql;
        this.conformity = conformity;
        this.labels = labels;
        this.judging = judging;
        this.lists = lists;
        this.checkers = checkers;
        this.fairs = fairs;
        this.book = book;
        this.rules = rules;
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
        if (one == null)
            return Arrival.none(
                    code.shown(),
                    labels.look(code).map(label -> verdict(label.state())).orElse(Arrival.Verdict.UNKNOWN));
        var left = remaining(one);
        var today = judging.again(one).orElse(null);
        return new Arrival(
                code.shown(),
                verdict(one, found.text(), left, today),
                one,
                left,
                conformity.sources(one),
                conformity.madeOf(one),
                today);
    }

    private static Arrival.Verdict verdict(LabelState label) {
        return switch (label) {
            case STOCK, HANDED, ACTIVE -> Arrival.Verdict.NOT_ACTIVE;
            case LOST, SPOILED -> Arrival.Verdict.LOST;
        };
    }

    private static Arrival.Verdict verdict(Commitment one, String words, BigDecimal left, @Nullable GateAnswer today) {
        // What the label says must be what was signed: a code copied onto other words is a forgery.
        if (!words.isEmpty()
                && !words.toUpperCase(Locale.ROOT).equals(one.seal().text())) return Arrival.Verdict.ALTERED;
        return switch (one.state()) {
            case VOID -> Arrival.Verdict.VOID;
            case REPLACED -> Arrival.Verdict.REPLACED;
            case ISSUED ->
                today != null && unsaleable(today)
                        ? Arrival.Verdict.UNSALEABLE
                        : left.signum() <= 0 ? Arrival.Verdict.USED_UP : Arrival.Verdict.GOOD;
        };
    }

    /// What concerns the goods; whether their producer may issue further is another matter.
    private static boolean unsaleable(GateAnswer today) {
        return today.refusals().stream().anyMatch(one -> switch (one.rule()) {
            case INPUTS, WAITING, TESTS -> true;
            case SUBJECT, RECORD, BASIS, COVERAGE, QUANTITY -> false;
        });
    }

    private BigDecimal remaining(Commitment one) {
        return sql.select(ENTERED.KG)
                .from(ENTERED)
                .where(ENTERED.CODE.eq(one.code().value()))
                .fetchOptional(row -> one.quantityKg().subtract(row.value1()))
                .orElse(one.quantityKg())
                .stripTrailingZeros();
    }

    // --- Recording

    /// Takes goods in or turns them away. The same form twice is one entry.
    @Transactional
    public Decision<Entry> record(Actor actor, EntryForm form) {
        var checker = checkers.of(actor).orElse(null);
        if (checker == null) return Decision.refused("compliance.entry-not-yours");
        // A second click waits here for the first, and finds its entry.
        sql.execute("select pg_advisory_xact_lock(hashtextextended(?, 0))", "entry " + form.key());
        var before =
                sql.selectFrom(ENTRIES).where(ENTRIES.FORM_KEY.eq(form.key())).fetchOne();
        if (before != null)
            return before.getProducerId() == checker.id()
                    ? Decision.done(EntryLists.entry(before, lists.proofs()))
                    : Decision.refused("compliance.entry-form-taken");
        var faults = new ArrayList<Refusal>();
        var row = new EntriesRecord();
        row.setFormKey(form.key());
        row.setProducerId(checker.id());
        row.setProducerName(checker.name());
        row.setRegionCode(checker.region().value());
        row.setAccepted(form.accept());
        row.setDemo(checker.demo());
        row.setEnteredOn(EntryTyped.day(form.on(), LocalDate.ofInstant(clock.instant(), Ui.ZONE), faults));
        row.setKg(EntryTyped.weight(form.kg(), faults));
        row.setVehicle(EntryTyped.plate(form.vehicle(), faults));
        row.setReason(EntryTyped.text(form.reason(), "reason", "说明", faults));
        row.setFairId(fair(actor, form, row.getEnteredOn(), faults));
        if (!form.accept() && row.getReason().isEmpty())
            faults.add(Refusal.of("compliance.entry-reason").at("reason"));
        var known = lists.proofs();
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
                    .citing(duty())
                    .at("kg"));
        }
        row.setRecordedBy(actor.name());
        row.setRecordedAt(clock.instant().truncatedTo(ChronoUnit.MICROS));
        row.setKeepUntil(row.getEnteredOn().plusMonths(book.keepMonths()));
        var kept = EntryLists.entry(
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

    private @Nullable Long fair(Actor actor, EntryForm form, LocalDate on, List<Refusal> faults) {
        var id = form.fairId();
        if (id == null) return null;
        var fair = fairs.find(actor.scope(), id).orElse(null);
        if (fair == null) faults.add(Refusal.of("compliance.fair-unknown").at("fair"));
        else if (!fair.on(on))
            faults.add(Refusal.of("compliance.fair-day", fair.from(), fair.to()).at("on"));
        return id;
    }

    /// Whether the person may record: the page shows its form then.
    public boolean mayRecord(Actor actor) {
        return checkers.of(actor).isPresent();
    }

    /// Whether the menu shows market entry: to producers of the kinds that take goods in, and to the offices above
    /// them.
    public boolean concerns(Scope scope) {
        return switch (scope) {
            case Scope.Own(var producer) -> checkers.looks(producer);
            case Scope.Within _ -> true;
        };
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
                        .citing(duty())
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
                            .citing(duty())
                            .at("code"));
        if (one.issuedOn().isAfter(row.getEnteredOn()))
            faults.add(
                    Refusal.of("compliance.entry-before-issue", one.issuedOn()).at("on"));
    }

    private void other(Actor actor, EntryForm form, EntryProof proof, EntriesRecord row, List<Refusal> faults) {
        origin(form, row, faults);
        row.setProofNumber(EntryTyped.text(form.proofNumber(), "proofNumber", "号码", faults));
        var file = form.fileId();
        if (file != null && files.find(actor.scope(), file).isEmpty())
            faults.add(Refusal.of("compliance.entry-file").at("file"));
        else row.setFileId(file);
        if (!form.accept()) return;
        if (proof.equals(EntryProof.NONE))
            faults.add(Refusal.of("compliance.entry-no-proof").citing(duty()).at("proof"));
        else if (row.getProofNumber().isEmpty() && file == null)
            faults.add(Refusal.of("compliance.entry-proof-number", proof.title())
                    .citing(duty())
                    .at("proofNumber"));
    }

    private static void origin(EntryForm form, EntriesRecord row, List<Refusal> faults) {
        row.setProduce(EntryTyped.needed(form.produce(), "produce", "品名", faults));
        row.setOriginName(EntryTyped.needed(form.originName(), "originName", "谁的货", faults));
        row.setOriginPlace(EntryTyped.text(form.originPlace(), "originPlace", "产地", faults));
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
        if (checkers.of(actor).isEmpty()) return Decision.refused("compliance.entry-not-yours");
        var faults = new ArrayList<Refusal>();
        var because = EntryTyped.needed(reason, "reason", "为什么撤销", faults);
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        var row = sql.selectFrom(ENTRIES)
                .where(ENTRIES.ID.eq(id))
                .and(EntryLists.visible(actor.scope()))
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
        var kept = EntryLists.entry(row, lists.proofs());
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

    /// Who buys collects and keeps the proof, and markets look at it.
    private String duty() {
        return rules.current().clause("certificate-duty").toString();
    }
}
