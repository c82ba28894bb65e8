package org.nongyou.compliance;

import static nongyoudb.compliance.Tables.COMMITMENTS;
import static nongyoudb.compliance.Tables.FORMS;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import nongyoudb.compliance.tables.records.CommitmentsRecord;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Digits;
import org.nongyou.kernel.Refusal;
import org.nongyou.producer.Producer;
import org.nongyou.production.Batch;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// What every way of issuing shares: reading the form, one certificate for one form, the signed row, its line in the
/// journal.
@Component
class CommitmentWriter {

    private static final BigDecimal MOST_KG = new BigDecimal("10000000");
    private static final BigDecimal THOUSAND = new BigDecimal(1000);

    private final DSLContext sql;
    private final CommitmentStore store;
    private final IssueBook issueBook;
    private final SigningKeys keys;
    private final Divisions divisions;
    private final Journal journal;
    private final Clock clock;

    CommitmentWriter(
            DSLContext sql,
            CommitmentStore store,
            IssueBook issueBook,
            SigningKeys keys,
            Divisions divisions,
            Journal journal,
            Clock clock) {
        this.sql = sql;
        this.store = store;
        this.issueBook = issueBook;
        this.keys = keys;
        this.divisions = divisions;
        this.journal = journal;
        this.clock = clock;
    }

    /// @param pieces labels
    record Read(UUID formId, BigDecimal kg, @Nullable BigDecimal pieceKg, int pieces, Set<Basis> bases) {}

    Decision<Read> read(String formId, String kg, String pieceKg, List<String> bases) {
        var faults = new ArrayList<Refusal>();
        var amount = kg(kg);
        if (amount == null) faults.add(Refusal.of("compliance.kg", kg.strip()).at("kg"));
        BigDecimal each = null;
        int pieces = 1;
        if (!pieceKg.isBlank()) {
            each = kg(pieceKg);
            if (each == null)
                faults.add(Refusal.of("compliance.kg", pieceKg.strip()).at("pieceKg"));
            else if (amount != null) {
                var count = amount.divide(each, 0, RoundingMode.UP);
                int most = issueBook.setting("most-pieces");
                if (count.compareTo(BigDecimal.valueOf(most)) > 0)
                    faults.add(Refusal.of("compliance.pieces-many", Digits.grouped(count), most)
                            .at("pieceKg"));
                else pieces = count.intValueExact();
            }
        }
        var chosen = bases(bases);
        var id = uuid(formId);
        if (id == null) faults.add(Refusal.of("compliance.form"));
        if (!faults.isEmpty() || amount == null || id == null) return Decision.refused(Refusal.joined(faults));
        return Decision.done(new Read(id, amount, each, pieces, chosen));
    }

    static Set<Basis> bases(List<String> typed) {
        var chosen = EnumSet.noneOf(Basis.class);
        for (var one : typed) Basis.ofCode(one).ifPresent(chosen::add);
        return chosen;
    }

    static @Nullable BigDecimal kg(String typed) {
        var text = typed.strip();
        if (!text.matches("\\d{1,8}(\\.\\d{1,3})?")) return null;
        var kg = new BigDecimal(text);
        return kg.signum() <= 0 || kg.compareTo(MOST_KG) > 0 ? null : kg;
    }

    static @Nullable UUID uuid(String text) {
        try {
            return text.length() == 36 ? UUID.fromString(text) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    Optional<Commitment> already(Actor actor, String formId) {
        var id = uuid(formId);
        if (id == null) return Optional.empty();
        return sql.select(FORMS.CODE)
                .from(FORMS)
                .where(FORMS.FORM_ID.eq(id))
                .and(FORMS.ACCOUNT_ID.eq(actor.accountId()))
                .fetchOptional(row -> new CertificateCode(row.value1()))
                .flatMap(code -> store.find(actor.scope(), code));
    }

    /// False when the same form was here first; one that comes at the same moment waits for it.
    boolean mark(Actor actor, UUID formId, CertificateCode code) {
        return sql.insertInto(FORMS)
                        .set(FORMS.FORM_ID, formId)
                        .set(FORMS.ACCOUNT_ID, actor.accountId())
                        .set(FORMS.CODE, code.value())
                        .set(FORMS.RECEIVED_AT, clock.instant())
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }

    /// Nothing came of it: the form may be sent anew.
    void unmark(UUID formId) {
        sql.deleteFrom(FORMS).where(FORMS.FORM_ID.eq(formId)).execute();
    }

    /// The key that signs today. A clock that was set back would sign what nobody can verify.
    Decision<SigningKeys.Signer> signedOn() {
        var today = today();
        if (today.isBefore(Words.FIRST_DAY)) return Decision.refused("compliance.clock", today);
        var signer = keys.signer();
        return today.isBefore(signer.from()) ? Decision.refused("compliance.clock", today) : Decision.done(signer);
    }

    CommitmentsRecord row(
            Actor actor,
            Producer producer,
            CertificateCode code,
            Read asked,
            SigningKeys.Signer signer,
            Commitment.Style style,
            String product,
            String origin) {
        var today = today();
        var words = new Words(
                code,
                signer.algorithm(),
                signer.id(),
                today,
                asked.kg().multiply(THOUSAND).longValueExact(),
                asked.bases(),
                product,
                producer.name(),
                origin);
        var seal = Seal.sign(words, signer.secret());
        var row = new CommitmentsRecord();
        row.setCode(code.value());
        row.setIssuedOn(today);
        row.setIssuedAt(clock.instant());
        row.setStyle(style.code());
        row.setProducerId(producer.id());
        row.setProducerName(producer.name());
        row.setProducerKind(producer.kind().code());
        row.setPhone(producer.phone());
        row.setProduct(product);
        row.setQuantityKg(asked.kg());
        row.setPieceKg(asked.pieceKg());
        row.setPieces(asked.pieces());
        row.setOrigin(origin);
        row.setBases((short) Basis.bits(asked.bases()));
        row.setPromise(issueBook.promise(style, today).toArray(String[]::new));
        row.setKeyId(signer.id());
        row.setWords(words.bytes());
        row.setSignature(seal.signature());
        row.setState(Commitment.State.ISSUED.code());
        row.setEndedBecause("");
        row.setEndedBy("");
        row.setKeepUntil(
                today.plusMonths(Math.max(issueBook.setting("keep-months"), issueBook.setting("keep-months-least"))));
        row.setIssuedBy(actor.accountId());
        row.setIssuedByName(actor.name());
        row.setDemo(actor.demo());
        return row;
    }

    Commitment keep(Actor actor, CommitmentsRecord row, @Nullable Commitment replaces, String did) {
        if (replaces != null) row.setReplaces(replaces.code().value());
        sql.insertInto(COMMITMENTS).set(row).execute();
        var one = store.commitment(row);
        journal.write(
                actor,
                entry(
                        "commitment.issue",
                        one,
                        did + "合格证 " + one.code().shown() + "：" + one.product() + " "
                                + Digits.grouped(one.quantityKg()) + " 公斤"
                                + (one.pieces() > 1 ? "，" + one.pieces() + " 张" : "") + "，依据"
                                + words(one.bases())));
        return one;
    }

    /// In the order of the law.
    static String words(Set<Basis> bases) {
        return String.join("、", new TreeSet<>(bases).stream().map(Basis::title).toList());
    }

    static void ofBatch(CommitmentsRecord row, Batch batch, JSONB story) {
        row.setRegionCode(batch.region().value());
        row.setVariety(batch.variety());
        row.setBatchId(batch.id());
        row.setBatchCode(batch.code());
        row.setBaseId(batch.baseId());
        row.setBaseName(batch.baseName());
        row.setHarvestedOn(batch.harvestedOn());
        row.setStory(story);
    }

    /// 太原市清徐县孟封镇: without the province, which everybody knows, and without blanks.
    String place(RegionCode region) {
        return Origin.of(divisions, region);
    }

    static JournalEntry entry(String act, Commitment one, String summary) {
        return entry(
                act,
                one.region(),
                one.code().value(),
                one.product() + " " + one.code().shown(),
                summary);
    }

    static JournalEntry entry(String act, RegionCode region, String id, String title, String summary) {
        return JournalEntry.of(act, region, Issuing.SUBJECT, id, title, summary);
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
