package org.nongyou.compliance;

import static nongyoudb.compliance.Tables.SOURCES;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nongyoudb.compliance.tables.records.CommitmentsRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.production.Batch;
import org.nongyou.production.Batches;
import org.nongyou.web.NotFound;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/// Issuing certificates (开具、作废、换开). Each public method that changes something is one official act. Nobody but
/// the producer issues: it is his own commitment.
@Service
public class Issuing {

    /// In the journal and in links.
    public static final String SUBJECT = "commitment";

    private static final int LONGEST = 200;

    private final DSLContext sql;
    private final CommitmentStore store;
    private final CommitmentWriter writer;
    private final Judging judging;
    private final Batches batches;
    private final IssueBook issueBook;
    private final Journal journal;
    private final Clock clock;

    Issuing(
            DSLContext sql,
            CommitmentStore store,
            CommitmentWriter writer,
            Judging judging,
            Batches batches,
            IssueBook issueBook,
            Journal journal,
            Clock clock) {
        this.sql = sql;
        this.store = store;
        this.writer = writer;
        this.judging = judging;
        this.batches = batches;
        this.issueBook = issueBook;
        this.journal = journal;
        this.clock = clock;
    }

    // --- The gate

    /// What the gate says of a batch.
    /// @param bases null where they are not chosen yet
    public Optional<GateAnswer> judge(Actor actor, long batchId, @Nullable BigDecimal kg, @Nullable Set<Basis> bases) {
        return judging.judge(actor, batchId, kg, bases);
    }

    /// Of all batches of the person's own producer that have a remainder, the newest first.
    public List<GateAnswer> open(Actor actor) {
        return judging.open(actor);
    }

    /// The words of the promise that hold today.
    public List<String> promise(Commitment.Style style) {
        return issueBook.promise(style, writer.today());
    }

    public IssueRules rules() {
        return issueBook.rules();
    }

    // --- Issue

    /// 开具.
    @Transactional
    public Decision<Commitment> issue(Actor actor, IssueForm form) {
        if (!actor.may(Verb.CERTIFY) || !actor.isProducer()) return Decision.refused("compliance.issue-not-yours");
        var already = writer.already(actor, form.formId());
        if (already.isPresent()) return Decision.done(already.get());
        return issue(actor, form, null);
    }

    private Decision<Commitment> issue(Actor actor, IssueForm form, @Nullable Commitment replaces) {
        var read = writer.read(form.formId(), form.kg(), form.pieceKg(), form.bases());
        if (read instanceof Decision.Refused<CommitmentWriter.Read>(var refusal)) return Decision.refused(refusal);
        var asked = read.orElseThrow();
        var paper = form.paperNumber().strip();
        var shape = Commitment.Form.of(form.form());
        if (shape == Commitment.Form.HANDWRITTEN && (paper.isEmpty() || paper.length() > 40))
            return Decision.refused(Refusal.of("compliance.paper-number").at("paperNumber"));
        batches.hold(actor.scope(), form.batchId());
        var dossier = batches.dossier(actor.scope(), form.batchId()).orElseThrow(NotFound::new);
        var producer = judging.producer(actor, dossier);
        var answer = judging.judge(actor, producer, dossier, asked.kg(), asked.bases());
        if (!answer.allowed()) {
            journal.writeRefused(
                    actor,
                    CommitmentWriter.entry(
                            "commitment.issue",
                            dossier.batch().region(),
                            "batch-" + dossier.batch().code(),
                            dossier.batch().produce() + " " + dossier.batch().code(),
                            answer.say()));
            return Decision.refused(Judging.refusal(answer));
        }
        var day = writer.signedOn();
        if (day instanceof Decision.Refused<SigningKeys.Signer>(var refusal)) return Decision.refused(refusal);
        var code = CertificateCode.fresh(writer.today());
        if (!writer.mark(actor, asked.formId(), code))
            return Decision.done(writer.already(actor, form.formId()).orElseThrow());
        if (batches.take(actor, form.batchId(), asked.kg()) instanceof Decision.Refused<Batch>(var refusal)) {
            writer.unmark(asked.formId());
            return Decision.refused(refusal);
        }
        var batch = dossier.batch();
        var row = writer.row(
                actor,
                producer,
                code,
                asked,
                day.orElseThrow(),
                Commitment.Style.PRODUCER,
                batch.produce(),
                writer.place(batch.region()));
        row.setForm(shape.code());
        row.setPaperNumber(shape == Commitment.Form.HANDWRITTEN ? paper : "");
        CommitmentWriter.ofBatch(row, batch, store.json(BatchStory.of(dossier)));
        return Decision.done(writer.keep(actor, row, replaces, "开具"));
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
        var already = writer.already(actor, form.formId());
        if (already.isPresent()) return Decision.done(already.get());
        var row = store.hold(actor.scope(), code);
        var fault = endFault(actor, row, reason.strip());
        if (fault != null) return Decision.refused(fault);
        var batch = row.getBatchId();
        if (batch == null) return Decision.refused("compliance.replace-mixed");
        var old = store.commitment(row);
        // Before the batch's row, as those who record do.
        batches.hold(actor.scope(), batch);
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
                        CommitmentWriter.entry(
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
                CommitmentWriter.entry(
                                "commitment.void", one, "作废合格证 " + one.code().shown())
                        .because(reason));
        return one;
    }

    private void finish(Actor actor, CommitmentsRecord row, String reason) {
        row.setEndedAt(clock.instant());
        row.setEndedBecause(reason);
        row.setEndedBy(actor.officeName());
        row.update();
    }
}
