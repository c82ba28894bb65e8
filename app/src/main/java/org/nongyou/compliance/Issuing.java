package org.nongyou.compliance;

import static nongyoudb.compliance.Tables.COMMITMENTS;
import static nongyoudb.compliance.Tables.FORMS;
import static nongyoudb.compliance.Tables.SOURCES;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.sum;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import nongyoudb.compliance.tables.records.CommitmentsRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Digits;
import org.nongyou.kernel.Refusal;
import org.nongyou.producer.Producer;
import org.nongyou.producer.Producers;
import org.nongyou.production.Batch;
import org.nongyou.production.BatchDossier;
import org.nongyou.production.Batches;
import org.nongyou.production.TestKind;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.standard.RuleBooks;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/// Issuing certificates (开具、作废、换开). Each public method that changes something is one official act. Nobody but
/// the producer issues: it is his own commitment.
@Service
public class Issuing {

    /// In the journal and in links.
    public static final String SUBJECT = "commitment";

    private static final BigDecimal MOST_KG = new BigDecimal("10000000");
    private static final int LONGEST = 200;
    private static final int MOST_SOURCES = 50;
    private static final BigDecimal THOUSAND = new BigDecimal(1000);

    private final DSLContext sql;
    private final CommitmentStore store;
    private final Batches batches;
    private final Producers producers;
    private final RuleBooks books;
    private final IssueBook issueBook;
    private final Stops stops;
    private final SigningKeys keys;
    private final Divisions divisions;
    private final Journal journal;
    private final Clock clock;

    Issuing(
            DSLContext sql,
            CommitmentStore store,
            Batches batches,
            Producers producers,
            RuleBooks books,
            IssueBook issueBook,
            Stops stops,
            SigningKeys keys,
            Divisions divisions,
            Journal journal,
            Clock clock) {
        this.sql = sql;
        this.store = store;
        this.batches = batches;
        this.producers = producers;
        this.books = books;
        this.issueBook = issueBook;
        this.stops = stops;
        this.keys = keys;
        this.divisions = divisions;
        this.journal = journal;
        this.clock = clock;
    }

    // --- The gate

    /// What the gate says of a batch.
    /// @param bases null where they are not chosen yet
    public Optional<GateAnswer> judge(Actor actor, long batchId, @Nullable BigDecimal kg, @Nullable Set<Basis> bases) {
        return batches.dossier(actor.scope(), batchId).map(dossier -> Gate.judge(facts(actor, dossier, kg, bases)));
    }

    /// Of all batches of the person's own producer that have a remainder, the newest first.
    public List<GateAnswer> open(Actor actor) {
        if (!actor.isProducer()) return List.of();
        var open = batches.open(actor.scope());
        if (open.isEmpty()) return List.of();
        var producer = producer(actor, open.getFirst());
        var stop = stops.current(actor.scope(), producer.id()).orElse(null);
        var book = books.current();
        return open.stream()
                .map(dossier -> Gate.judge(new GateFacts(
                        producer,
                        stop == null ? null : stop.because(),
                        stop == null ? null : stop.on(),
                        dossier,
                        null,
                        null,
                        today(),
                        book,
                        issueBook.rules())))
                .toList();
    }

    private GateFacts facts(Actor actor, BatchDossier dossier, @Nullable BigDecimal kg, @Nullable Set<Basis> bases) {
        var producer = producer(actor, dossier);
        var stop = stops.current(actor.scope(), producer.id()).orElse(null);
        return new GateFacts(
                producer,
                stop == null ? null : stop.because(),
                stop == null ? null : stop.on(),
                dossier,
                kg,
                bases,
                today(),
                books.current(),
                issueBook.rules());
    }

    private Producer producer(Actor actor, BatchDossier dossier) {
        return producers.find(actor.scope(), dossier.batch().producerId()).orElseThrow(NotFound::new);
    }

    /// The words of the promise that hold today.
    public List<String> promise(Commitment.Style style) {
        return issueBook.promise(style, today());
    }

    public IssueRules rules() {
        return issueBook.rules();
    }

    // --- Issue

    /// 开具.
    @Transactional
    public Decision<Commitment> issue(Actor actor, IssueForm form) {
        if (!actor.may(Verb.CERTIFY) || !actor.isProducer()) return Decision.refused("compliance.issue-not-yours");
        var already = already(actor, form.formId());
        if (already.isPresent()) return Decision.done(already.get());
        return issue(actor, form, null);
    }

    private Decision<Commitment> issue(Actor actor, IssueForm form, @Nullable Commitment replaces) {
        var read = read(form.formId(), form.kg(), form.pieceKg(), form.bases());
        if (read instanceof Decision.Refused<Read>(var refusal)) return Decision.refused(refusal);
        var asked = read.orElseThrow();
        var paper = form.paperNumber().strip();
        var shape = Commitment.Form.of(form.form());
        if (shape == Commitment.Form.HANDWRITTEN && (paper.isEmpty() || paper.length() > 40))
            return Decision.refused(Refusal.of("compliance.paper-number").at("paperNumber"));
        var dossier = batches.dossier(actor.scope(), form.batchId()).orElseThrow(NotFound::new);
        var answer = Gate.judge(facts(actor, dossier, asked.kg(), asked.bases()));
        if (!answer.allowed()) {
            journal.writeRefused(
                    actor,
                    entry(
                            "commitment.issue",
                            dossier.batch().region(),
                            "batch-" + dossier.batch().code(),
                            dossier.batch().produce() + " " + dossier.batch().code(),
                            answer.say()));
            return Decision.refused(refusal(answer));
        }
        var day = signedOn();
        if (day instanceof Decision.Refused<SigningKeys.Signer>(var refusal)) return Decision.refused(refusal);
        var code = CertificateCode.fresh(today());
        if (!mark(actor, asked.formId(), code))
            return Decision.done(already(actor, form.formId()).orElseThrow());
        if (batches.take(actor, form.batchId(), asked.kg()) instanceof Decision.Refused<Batch>(var refusal)) {
            sql.deleteFrom(FORMS).where(FORMS.FORM_ID.eq(asked.formId())).execute();
            return Decision.refused(refusal);
        }
        var producer = producer(actor, dossier);
        var batch = dossier.batch();
        var row = row(
                actor,
                producer,
                code,
                asked,
                day.orElseThrow(),
                Commitment.Style.PRODUCER,
                batch.produce(),
                place(batch.region()));
        row.setForm(shape.code());
        row.setPaperNumber(shape == Commitment.Form.HANDWRITTEN ? paper : "");
        row.setRegionCode(batch.region().value());
        row.setVariety(batch.variety());
        row.setBatchId(batch.id());
        row.setBatchCode(batch.code());
        row.setBaseId(batch.baseId());
        row.setBaseName(batch.baseName());
        row.setHarvestedOn(batch.harvestedOn());
        row.setStory(store.json(story(dossier)));
        return Decision.done(keep(actor, row, replaces, "开具"));
    }

    private static Refusal refusal(GateAnswer answer) {
        return Refusal.joined(answer.refusals().stream()
                .map(one -> Refusal.of("compliance.gate", one.title(), one.fact(), one.wayOut())
                        .citing(one.cited())
                        .at(
                                switch (one.rule()) {
                                    case BASIS, COVERAGE -> "bases";
                                    case QUANTITY -> "kg";
                                    case SUBJECT, RECORD, INPUTS, WAITING, TESTS -> "batch";
                                }))
                .toList());
    }

    // --- Re-issue after mixing or splitting

    /// 重新开具: goods of other certificates, mixed or split. Each source is named; of one of ours no more goes out than
    /// came in.
    @Transactional
    public Decision<Commitment> mix(Actor actor, MixForm form) {
        if (!actor.may(Verb.CERTIFY) || !actor.isProducer()) return Decision.refused("compliance.issue-not-yours");
        var already = already(actor, form.formId());
        if (already.isPresent()) return Decision.done(already.get());
        var read = read(form.formId(), form.kg(), form.pieceKg(), form.bases());
        if (read instanceof Decision.Refused<Read>(var refusal)) return Decision.refused(refusal);
        var asked = read.orElseThrow();
        var producer = producers
                .find(actor.scope(), java.util.Objects.requireNonNull(actor.producerId()))
                .orElseThrow(NotFound::new);
        var faults = new ArrayList<Refusal>();
        var product = form.product().strip();
        if (product.isEmpty() || product.length() > 40)
            faults.add(Refusal.of("compliance.product").at("product"));
        if (!producer.active()) faults.add(Refusal.of("compliance.closed", producer.name()));
        var stop = stops.current(actor.scope(), producer.id()).orElse(null);
        if (stop != null)
            faults.add(Refusal.of("compliance.stopped", stop.on(), stop.because())
                    .citing(books.current().clause("certificate-duty").toString()));
        if (asked.bases().isEmpty()) faults.add(Refusal.of("compliance.basis").at("bases"));
        var sources = sources(form, producer, faults);
        var total = sources.stream().map(Commitment.Source::quantityKg).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (faults.isEmpty() && asked.kg().compareTo(total) > 0)
            faults.add(Refusal.of("compliance.more-than-sources", Digits.grouped(asked.kg()), Digits.grouped(total))
                    .at("kg"));
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        var signer = signedOn();
        if (signer instanceof Decision.Refused<SigningKeys.Signer>(var refusal)) return Decision.refused(refusal);
        var code = CertificateCode.fresh(today());
        if (!mark(actor, asked.formId(), code))
            return Decision.done(already(actor, form.formId()).orElseThrow());
        var row = row(
                actor,
                producer,
                code,
                asked,
                signer.orElseThrow(),
                Commitment.Style.BUYER,
                product,
                place(producer.region()));
        row.setForm(Commitment.Form.ELECTRONIC.code());
        row.setPaperNumber("");
        row.setRegionCode(producer.region().value());
        row.setVariety("");
        row.setBatchCode("");
        row.setBaseName("");
        row.setStory(store.json(new Commitment.Story(
                0,
                0,
                sources.stream()
                        .map(one -> new Commitment.Step(
                                today(),
                                "来源",
                                (one.ours() ? new CertificateCode(one.code()).shown() : one.words()) + "，"
                                        + Digits.grouped(one.quantityKg()) + " 公斤"))
                        .toList(),
                List.of())));
        int line = 0;
        for (var one : sources)
            sql.insertInto(SOURCES)
                    .set(SOURCES.CODE, code.value())
                    .set(SOURCES.LINE, ++line)
                    .set(SOURCES.SOURCE_CODE, one.code())
                    .set(SOURCES.WORDS, one.words())
                    .set(SOURCES.QUANTITY_KG, one.quantityKg())
                    .set(SOURCES.OURS, one.ours())
                    .execute();
        return Decision.done(keep(actor, row, null, "混装、分装后重新开具"));
    }

    private List<Commitment.Source> sources(MixForm form, Producer buyer, List<Refusal> faults) {
        var sources = new ArrayList<Commitment.Source>();
        var seen = new HashSet<String>();
        if (form.lines().size() > MOST_SOURCES) {
            faults.add(Refusal.of("compliance.sources-many", MOST_SOURCES).at("sources"));
            return sources;
        }
        // In one order, so that two who mix the same goods do not wait for each other.
        var lines = form.lines().stream()
                .filter(one -> !one.code().isBlank() || !one.words().isBlank())
                .sorted(java.util.Comparator.comparing(MixForm.MixLine::code))
                .toList();
        for (var one : lines) {
            var kg = kg(one.kg());
            var typed = one.code().strip();
            if (kg == null) {
                faults.add(Refusal.of("compliance.source-kg", typed.isEmpty() ? one.words() : typed)
                        .at("sources"));
                continue;
            }
            var code = CertificateCode.parse(typed).orElse(null);
            if (code == null) {
                if (one.words().isBlank() || typed.length() > 60 || one.words().length() > 100)
                    faults.add(Refusal.of("compliance.source-code", typed).at("sources"));
                else sources.add(new Commitment.Source(typed, one.words().strip(), kg, false));
                continue;
            }
            if (!seen.add(code.value())) {
                faults.add(Refusal.of("compliance.source-twice", code.shown()).at("sources"));
                continue;
            }
            var of = sql.selectFrom(COMMITMENTS)
                    .where(CommitmentStore.is(code))
                    .forUpdate()
                    .fetchOptional(store::commitment)
                    .orElse(null);
            if (of == null)
                faults.add(Refusal.of("compliance.source-unknown", code.shown()).at("sources"));
            else if (!of.valid())
                faults.add(Refusal.of(
                                "compliance.source-ended",
                                code.shown(),
                                of.state().title(),
                                of.endedBecause())
                        .at("sources"));
            else if (of.producerId() == buyer.id() && of.style() == Commitment.Style.PRODUCER)
                faults.add(Refusal.of("compliance.source-own", code.shown()).at("sources"));
            else {
                var gone = sql.select(coalesce(sum(SOURCES.QUANTITY_KG), BigDecimal.ZERO))
                        .from(SOURCES)
                        .where(SOURCES.SOURCE_CODE.eq(code.value()))
                        .fetchSingle()
                        .value1();
                var left = of.quantityKg().subtract(gone);
                if (kg.compareTo(left) > 0)
                    faults.add(Refusal.of(
                                    "compliance.source-short",
                                    code.shown(),
                                    Digits.grouped(of.quantityKg()),
                                    Digits.grouped(left.max(BigDecimal.ZERO)),
                                    Digits.grouped(kg))
                            .at("sources"));
                else sources.add(new Commitment.Source(code.value(), of.product() + " " + of.producerName(), kg, true));
            }
        }
        if (sources.isEmpty() && faults.isEmpty())
            faults.add(Refusal.of("compliance.no-source").at("sources"));
        return sources;
    }

    // --- Void and replace

    /// 作废: by the producer, or by the county with its reason. What it took from the batch comes back.
    @Transactional
    public Decision<Commitment> end(Actor actor, CertificateCode code, String reason) {
        var row = store.hold(actor.scope(), code);
        var fault = endFault(actor, row, reason.strip());
        if (fault != null) return Decision.refused(fault);
        return Decision.done(end(actor, row, reason.strip()));
    }

    /// 换开: a new one from the same batch stands in its place.
    @Transactional
    public Decision<Commitment> replace(Actor actor, CertificateCode code, IssueForm form, String reason) {
        if (!actor.may(Verb.CERTIFY) || !actor.isProducer()) return Decision.refused("compliance.issue-not-yours");
        var already = already(actor, form.formId());
        if (already.isPresent()) return Decision.done(already.get());
        var row = store.hold(actor.scope(), code);
        var fault = endFault(actor, row, reason.strip());
        if (fault != null) return Decision.refused(fault);
        var batch = row.getBatchId();
        if (batch == null) return Decision.refused("compliance.replace-mixed");
        var old = store.commitment(row);
        batches.giveBack(actor, batch, old.quantityKg());
        var fresh = issue(
                actor,
                new IssueForm(
                        form.formId(), batch, form.kg(), form.pieceKg(), form.bases(), form.form(), form.paperNumber()),
                old);
        switch (fresh) {
            case Decision.Refused<Commitment> _ ->
                TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
            case Decision.Done<Commitment>(var one) -> {
                row.setState(Commitment.State.REPLACED.code());
                row.setReplacedBy(one.code().value());
                finish(actor, row, reason.strip());
                journal.write(
                        actor,
                        entry(
                                        "commitment.replace",
                                        old,
                                        "换开合格证 " + code.shown() + "，新的是 "
                                                + one.code().shown())
                                .because(reason.strip()));
            }
        }
        return fresh;
    }

    private static @Nullable Refusal endFault(Actor actor, CommitmentsRecord row, String reason) {
        boolean own = actor.isProducer() && actor.may(Verb.CERTIFY);
        if (!own && (actor.isProducer() || !actor.may(Verb.DECIDE))) return Refusal.of("compliance.end-not-yours");
        if (!row.getState().equals(Commitment.State.ISSUED.code())) return Refusal.of("compliance.ended-already");
        if (reason.isEmpty()) return Refusal.of("compliance.end-reason").at("reason");
        return reason.length() > LONGEST
                ? Refusal.of("compliance.long", LONGEST).at("reason")
                : null;
    }

    private Commitment end(Actor actor, CommitmentsRecord row, String reason) {
        var batch = row.getBatchId();
        row.setState(Commitment.State.VOID.code());
        finish(actor, row, reason);
        if (batch != null) batches.giveBack(actor, batch, CommitmentStore.plain(row.getQuantityKg()));
        // What was mixed for it may be mixed anew.
        else sql.deleteFrom(SOURCES).where(SOURCES.CODE.eq(row.getCode())).execute();
        var one = store.commitment(row);
        journal.write(
                actor,
                entry("commitment.void", one, "作废合格证 " + one.code().shown()).because(reason));
        return one;
    }

    private void finish(Actor actor, CommitmentsRecord row, String reason) {
        row.setEndedAt(clock.instant());
        row.setEndedBecause(reason);
        row.setEndedBy(actor.officeName());
        row.update();
    }

    // --- What all share

    /// @param pieces labels
    private record Read(
            UUID formId, BigDecimal kg, @Nullable BigDecimal pieceKg, int pieces, Set<Basis> bases) {}

    private Decision<Read> read(String formId, String kg, String pieceKg, List<String> bases) {
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
        var chosen = EnumSet.noneOf(Basis.class);
        for (var one : bases) Basis.ofCode(one).ifPresent(chosen::add);
        var id = uuid(formId);
        if (id == null) faults.add(Refusal.of("compliance.form"));
        if (!faults.isEmpty() || amount == null || id == null) return Decision.refused(Refusal.joined(faults));
        return Decision.done(new Read(id, amount, each, pieces, chosen));
    }

    static @Nullable BigDecimal kg(String typed) {
        var text = typed.strip();
        if (!text.matches("\\d{1,8}(\\.\\d{1,3})?")) return null;
        var kg = new BigDecimal(text);
        return kg.signum() <= 0 || kg.compareTo(MOST_KG) > 0 ? null : kg;
    }

    private static @Nullable UUID uuid(String text) {
        try {
            return text.length() == 36 ? UUID.fromString(text) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private Optional<Commitment> already(Actor actor, String formId) {
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
    private boolean mark(Actor actor, UUID formId, CertificateCode code) {
        return sql.insertInto(FORMS)
                        .set(FORMS.FORM_ID, formId)
                        .set(FORMS.ACCOUNT_ID, actor.accountId())
                        .set(FORMS.CODE, code.value())
                        .set(FORMS.RECEIVED_AT, clock.instant())
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }

    /// The key that signs today. A clock that was set back would sign what nobody can verify.
    private Decision<SigningKeys.Signer> signedOn() {
        var today = today();
        if (today.isBefore(LocalDate.of(2026, 1, 1))) return Decision.refused("compliance.clock", today);
        var signer = keys.signer();
        return today.isBefore(signer.from()) ? Decision.refused("compliance.clock", today) : Decision.done(signer);
    }

    private CommitmentsRecord row(
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

    private Commitment keep(Actor actor, CommitmentsRecord row, @Nullable Commitment replaces, String did) {
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
                                + String.join(
                                        "、",
                                        new TreeSet<>(one.bases())
                                                .stream().map(Basis::title).toList())));
        return one;
    }

    private Commitment.Story story(BatchDossier dossier) {
        var batch = dossier.batch();
        var steps = new ArrayList<Commitment.Step>();
        var drugs = 0;
        var last = new HashMap<String, LocalDate>();
        for (var use : dossier.uses()) {
            var ruled = use.kind().ruled();
            if (ruled.isEmpty()) continue;
            drugs++;
            var key = use.on() + use.name();
            if (last.put(key, use.on()) != null) continue;
            var passed = batch.harvestedOn().toEpochDay() - use.on().toEpochDay();
            steps.add(new Commitment.Step(
                    use.on(),
                    ruled.get() == org.nongyou.standard.InputKind.PESTICIDE ? "打药" : "用药",
                    use.name() + "，采收前 " + passed + " 天，间隔期已过"));
        }
        var tests = new ArrayList<String>();
        for (var test : dossier.tests()) {
            var said = test.kind().title()
                    + (test.passed() ? "合格" : "不合格")
                    + (test.substances().isEmpty()
                            ? ""
                            : "，" + test.substances().size() + " 项");
            tests.add(test.on().getMonthValue() + "月" + test.on().getDayOfMonth() + "日 " + said);
            steps.add(new Commitment.Step(test.on(), test.kind() == TestKind.RAPID ? "快检" : "检测", said));
        }
        steps.add(new Commitment.Step(
                batch.harvestedOn(),
                "采收",
                Digits.grouped(batch.quantityKg()) + " 公斤"
                        + (batch.plots().isEmpty() ? "" : "，" + String.join("、", batch.plots()))));
        steps.sort(java.util.Comparator.comparing(Commitment.Step::on));
        return new Commitment.Story(dossier.records(), drugs, steps, tests);
    }

    /// 太原市清徐县孟封镇: without the province, which everybody knows, and without blanks.
    private String place(RegionCode region) {
        return Origin.of(divisions, region);
    }

    private static JournalEntry entry(String act, Commitment one, String summary) {
        return entry(
                act,
                one.region(),
                one.code().value(),
                one.product() + " " + one.code().shown(),
                summary);
    }

    private static JournalEntry entry(String act, RegionCode region, String id, String title, String summary) {
        return JournalEntry.of(act, region, SUBJECT, id, title, summary);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
