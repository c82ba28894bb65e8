package org.nongyou.compliance;

import static nongyoudb.compliance.Tables.COMMITMENTS;
import static nongyoudb.compliance.Tables.RUNS;
import static nongyoudb.compliance.Tables.RUN_LINES;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import nongyoudb.compliance.tables.records.RunLinesRecord;
import nongyoudb.compliance.tables.records.RunsRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.job.Jobs;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Digits;
import org.nongyou.kernel.Refusal;
import org.nongyou.producer.Producer;
import org.nongyou.production.Batch;
import org.nongyou.production.BatchDossier;
import org.nongyou.production.Batches;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.statement.Copy;
import org.nongyou.web.NotFound;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/// Issuing many certificates in one act (批量开具): one for each box, of one batch or of several. What is asked is judged
/// before anything is issued, and again with every thousand, each in a transaction of its own: a crash or a stop leaves
/// what was committed, and the same form goes on from there.
@Service
public class BulkIssuing {

    /// In the journal.
    public static final String SUBJECT = "commitment-run";

    /// In one transaction.
    static final int CHUNK = 1_000;

    private final DSLContext sql;
    private final CommitmentStore store;
    private final CommitmentWriter writer;
    private final Judging judging;
    private final Batches batches;
    private final Labels labels;
    private final IssueBook issueBook;
    private final Jobs jobs;
    private final Journal journal;
    private final Clock clock;

    BulkIssuing(
            DSLContext sql,
            CommitmentStore store,
            CommitmentWriter writer,
            Judging judging,
            Batches batches,
            Labels labels,
            IssueBook issueBook,
            Jobs jobs,
            Journal journal,
            Clock clock) {
        this.sql = sql;
        this.store = store;
        this.writer = writer;
        this.judging = judging;
        this.batches = batches;
        this.labels = labels;
        this.issueBook = issueBook;
        this.jobs = jobs;
        this.journal = journal;
        this.clock = clock;
    }

    // --- Read

    public Optional<BulkRun> find(Scope scope, long id) {
        return sql.selectFrom(RUNS)
                .where(RUNS.ID.eq(id))
                .and(scope.on(RUNS.REGION_CODE, RUNS.PRODUCER_ID))
                .fetchOptional()
                .map(row -> run(row, lines(List.of(row.getId())).getOrDefault(row.getId(), List.of())));
    }

    /// The newest first.
    public List<BulkRun> list(Scope scope, int limit) {
        var rows = sql.selectFrom(RUNS)
                .where(scope.on(RUNS.REGION_CODE, RUNS.PRODUCER_ID))
                .orderBy(RUNS.ID.desc())
                .limit(limit)
                .fetch();
        var lines = lines(rows.map(RunsRecord::getId));
        return rows.map(row -> run(row, lines.getOrDefault(row.getId(), List.of())));
    }

    private Map<Long, List<BulkRun.BulkLine>> lines(List<Long> runs) {
        return sql.selectFrom(RUN_LINES)
                .where(RUN_LINES.RUN_ID.in(runs))
                .orderBy(RUN_LINES.RUN_ID, RUN_LINES.LINE)
                .fetchGroups(RUN_LINES.RUN_ID, BulkIssuing::line);
    }

    private static BulkRun.BulkLine line(RunLinesRecord row) {
        return new BulkRun.BulkLine(
                row.getLine(),
                row.getBatchId(),
                row.getBatchCode(),
                row.getProduct(),
                row.getFirstNo(),
                CommitmentStore.plain(row.getEachKg()),
                row.getWanted(),
                row.getIssued(),
                row.getRefused());
    }

    private static BulkRun run(RunsRecord row, List<BulkRun.BulkLine> lines) {
        return new BulkRun(
                row.getId(),
                row.getProducerId(),
                row.getProducerName(),
                new RegionCode(row.getRegionCode()),
                Basis.of(row.getBases()),
                row.getJobId(),
                row.getStartedAt(),
                row.getStartedBy(),
                row.getDemo(),
                lines);
    }

    // --- Start

    private record Asked(BatchDossier dossier, int count, BigDecimal each) {}

    /// 批量开具. Up to a thousand are issued at once, more as a job. The same form again goes on with what it left.
    @Transactional
    public Decision<BulkRun> start(Actor actor, BulkForm form) {
        return start(actor, form, null);
    }

    /// 启用: pre-printed labels become certificates of a batch, through the same gate.
    /// @param last empty for a single one
    @Transactional
    public Decision<BulkRun> activate(
            Actor actor, String formId, long batchId, String first, String last, String eachKg, List<String> bases) {
        var faults = new ArrayList<Refusal>();
        if (batchId == 0) faults.add(Refusal.of("compliance.label-batch").at("batch"));
        var span = Labels.Span.read(first, last, issueBook.setting("most-in-run"), faults);
        if (CommitmentWriter.kg(eachKg) == null)
            faults.add(Refusal.of("compliance.kg", eachKg.strip()).at("each"));
        if (!faults.isEmpty() || span == null) return Decision.refused(Refusal.joined(faults));
        var line = new BulkForm.BulkLine(batchId, Long.toString(span.to() - span.from() + 1), eachKg);
        return switch (start(actor, new BulkForm(formId, List.of(line), bases), span)) {
            case Decision.Done<BulkRun> done -> done;
            // The form has one batch.
            case Decision.Refused<BulkRun>(var refusal) ->
                Decision.refused(Refusal.joined(refusal.all().stream()
                        .map(one -> one.at(
                                one.field() != null && one.field().startsWith("count-")
                                        ? "batch"
                                        : Objects.requireNonNullElse(one.field(), "batch")))
                        .toList()));
        };
    }

    private Decision<BulkRun> start(Actor actor, BulkForm form, Labels.@Nullable Span span) {
        if (!actor.may(Verb.CERTIFY) || !actor.isProducer()) return Decision.refused("compliance.issue-not-yours");
        var id = CommitmentWriter.uuid(form.formId());
        if (id == null) return Decision.refused("compliance.form");
        var known = ofForm(actor, id);
        if (known.isPresent()) return goOn(actor, known.get());
        var faults = new ArrayList<Refusal>();
        var bases = CommitmentWriter.bases(form.bases());
        if (bases.isEmpty()) faults.add(Refusal.of("compliance.basis").at("bases"));
        var asked = asked(actor, form, faults);
        if (span != null) labels.activationFault(actor, span).ifPresent(faults::add);
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        var producer = judging.producer(actor, asked.getFirst().dossier());
        for (var one : asked) {
            var answer = judging.judge(
                    actor, producer, one.dossier(), one.each().multiply(BigDecimal.valueOf(one.count())), bases);
            if (!answer.allowed()) faults.addAll(refusals(answer));
        }
        if (!faults.isEmpty()) {
            var batch = asked.getFirst().dossier().batch();
            journal.writeRefused(
                    actor,
                    CommitmentWriter.entry(
                            "commitment.bulk",
                            batch.region(),
                            "batch-" + batch.code(),
                            batch.produce() + " " + batch.code(),
                            "批量开具没有通过把关：" + faults.getFirst().message()));
            return Decision.refused(Refusal.joined(faults));
        }
        var run = sql.insertInto(RUNS)
                .set(RUNS.FORM_ID, id)
                .set(RUNS.ACCOUNT_ID, actor.accountId())
                .set(RUNS.PRODUCER_ID, producer.id())
                .set(RUNS.PRODUCER_NAME, producer.name())
                .set(RUNS.REGION_CODE, producer.region().value())
                .set(RUNS.BASES, (short) Basis.bits(bases))
                .set(RUNS.STARTED_AT, clock.instant())
                .set(RUNS.STARTED_BY, actor.name())
                .set(RUNS.DEMO, actor.demo())
                .onConflictDoNothing()
                .returning(RUNS.ID)
                .fetchOptional(RUNS.ID);
        // The same form at the same moment: its run is there now, or it is somebody else's form.
        if (run.isEmpty())
            return ofForm(actor, id).map(one -> goOn(actor, one)).orElseGet(() -> Decision.refused("compliance.form"));
        int line = 0;
        for (var one : asked)
            sql.insertInto(RUN_LINES)
                    .set(RUN_LINES.RUN_ID, run.get())
                    .set(RUN_LINES.LINE, ++line)
                    .set(RUN_LINES.BATCH_ID, one.dossier().batch().id())
                    .set(RUN_LINES.BATCH_CODE, one.dossier().batch().code())
                    .set(RUN_LINES.PRODUCT, one.dossier().batch().produce())
                    .set(RUN_LINES.FIRST_NO, span == null ? null : span.from())
                    .set(RUN_LINES.EACH_KG, one.each())
                    .set(RUN_LINES.WANTED, one.count())
                    .execute();
        var made = find(actor.scope(), run.get()).orElseThrow();
        journal.write(
                actor,
                JournalEntry.of(
                        span == null ? "commitment.bulk" : "label.activate",
                        made.region(),
                        SUBJECT,
                        made.id(),
                        title(made),
                        (span == null
                                        ? "批量开具合格证 "
                                        : "启用预印标签 " + made.lines().getFirst().numbers() + "，")
                                + Digits.grouped(BigDecimal.valueOf(made.wanted())) + " 张："
                                + String.join(
                                        "；",
                                        made.lines().stream()
                                                .map(one -> one.product() + " " + one.batchCode() + " " + one.wanted()
                                                        + " 张，每张 " + Digits.grouped(one.eachKg()) + " 公斤")
                                                .toList())));
        return goOn(actor, made.id());
    }

    private Optional<Long> ofForm(Actor actor, UUID form) {
        return sql.select(RUNS.ID)
                .from(RUNS)
                .where(RUNS.FORM_ID.eq(form))
                .and(RUNS.ACCOUNT_ID.eq(actor.accountId()))
                .fetchOptional(RUNS.ID);
    }

    /// At most 200 characters, as a title of the journal is read.
    private static String title(BulkRun run) {
        var products = String.join(
                "、",
                new TreeSet<>(
                        run.lines().stream().map(BulkRun.BulkLine::product).toList()));
        return "批量开具 " + run.id() + "：" + (products.length() > 60 ? products.substring(0, 60) + "…" : products);
    }

    private List<Asked> asked(Actor actor, BulkForm form, List<Refusal> faults) {
        var asked = new ArrayList<Asked>();
        var seen = new HashSet<Long>();
        var lines = form.lines().stream()
                .filter(one -> !one.count().isBlank() || !one.eachKg().isBlank())
                .toList();
        int mostLines = issueBook.setting("most-lines-in-run");
        if (lines.isEmpty()) faults.add(Refusal.of("compliance.bulk-nothing").at("lines"));
        if (lines.size() > mostLines)
            faults.add(Refusal.of("compliance.bulk-lines", mostLines).at("lines"));
        if (!faults.isEmpty() && (lines.isEmpty() || lines.size() > mostLines)) return asked;
        long total = 0;
        for (var one : lines) {
            var typed = one.count().strip();
            int count = typed.matches("\\d{1,7}") ? Integer.parseInt(typed) : 0;
            if (count == 0)
                faults.add(Refusal.of("compliance.bulk-count", typed).at("count-" + one.batchId()));
            var each = CommitmentWriter.kg(one.eachKg());
            if (each == null)
                faults.add(Refusal.of("compliance.kg", one.eachKg().strip()).at("each-" + one.batchId()));
            total += count;
            if (!seen.add(one.batchId())) faults.add(Refusal.of("compliance.form"));
            else if (count > 0 && each != null)
                asked.add(new Asked(
                        batches.dossier(actor.scope(), one.batchId()).orElseThrow(NotFound::new), count, each));
        }
        int most = issueBook.setting("most-in-run");
        if (total > most)
            faults.add(Refusal.of(
                            "compliance.bulk-many",
                            Digits.grouped(BigDecimal.valueOf(total)),
                            Digits.grouped(BigDecimal.valueOf(most)))
                    .at("lines"));
        return asked;
    }

    private static List<Refusal> refusals(GateAnswer answer) {
        var batch = answer.batch();
        return answer.refusals().stream()
                .map(one -> Refusal.of(
                                "compliance.bulk-gate",
                                batch.produce() + " " + batch.code(),
                                one.title(),
                                one.fact(),
                                one.wayOut())
                        .citing(one.cited())
                        .at(
                                switch (one.rule()) {
                                    case BASIS, COVERAGE -> "bases";
                                    case QUANTITY, SUBJECT, RECORD, INPUTS, WAITING, TESTS -> "count-" + batch.id();
                                }))
                .toList();
    }

    /// 接着开: after a stop or a crash. Nothing is issued twice: how many there are is written with them.
    @Transactional
    public Decision<BulkRun> goOn(Actor actor, long id) {
        if (!actor.may(Verb.CERTIFY) || !actor.isProducer()) return Decision.refused("compliance.issue-not-yours");
        var run = find(actor.scope(), id).orElseThrow(NotFound::new);
        if (!run.open()) return Decision.done(run);
        var jobId = run.jobId();
        if (jobId == null && run.wanted() <= CHUNK) {
            while (run.open()) {
                if (step(actor, id) instanceof Decision.Refused<BulkRun>(var refusal)) {
                    TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
                    return Decision.refused(refusal);
                }
                run = find(actor.scope(), id).orElseThrow();
            }
            return Decision.done(run);
        }
        if (jobId != null && jobs.find(actor, jobId).map(job -> !job.isOver()).orElse(false)) return Decision.done(run);
        long job = jobs.submit(
                actor,
                BulkIssueJob.KIND,
                "批量开具合格证 " + Digits.grouped(BigDecimal.valueOf(run.wanted())) + " 张",
                Map.of("run", Long.toString(id)));
        sql.update(RUNS).set(RUNS.JOB_ID, job).where(RUNS.ID.eq(id)).execute();
        return Decision.done(find(actor.scope(), id).orElseThrow());
    }

    // --- A thousand

    /// The next thousand of the first line that is open: judged, taken, signed and written in one transaction.
    /// Refused when the gate says no: the line ends with the reason, unless the caller undoes it.
    @Transactional
    Decision<BulkRun> step(Actor actor, long id) {
        // Two that carry out the same run take turns.
        var row = sql.selectFrom(RUNS)
                .where(RUNS.ID.eq(id))
                .and(actor.scope().on(RUNS.REGION_CODE, RUNS.PRODUCER_ID))
                .forUpdate()
                .fetchOptional()
                .orElseThrow(NotFound::new);
        var run = run(row, lines(List.of(id)).getOrDefault(id, List.of()));
        var line = run.lines().stream()
                .filter(BulkRun.BulkLine::open)
                .min(Comparator.comparingInt(BulkRun.BulkLine::line))
                .orElse(null);
        if (line == null) return Decision.done(run);
        batches.hold(actor.scope(), line.batchId());
        var dossier = batches.dossier(actor.scope(), line.batchId()).orElseThrow(NotFound::new);
        var batch = dossier.batch();
        int fits = batch.remainingKg()
                .divide(line.eachKg(), 0, RoundingMode.DOWN)
                .min(BigDecimal.valueOf(CHUNK))
                .intValue();
        // None fits: one is judged, so that the gate says why.
        int n = Math.max(1, Math.min(fits, line.wanted() - line.issued()));
        var kg = line.eachKg().multiply(BigDecimal.valueOf(n));
        var producer = judging.producer(actor, dossier);
        var answer = judging.judge(actor, producer, dossier, kg, run.bases());
        if (!answer.allowed()) return refused(actor, run, line, batch, Refusal.joined(refusals(answer)));
        var signer = writer.signedOn();
        if (signer instanceof Decision.Refused<SigningKeys.Signer>(var refusal))
            return refused(actor, run, line, batch, refusal);
        var first = line.firstLabel();
        Labels.Held held = null;
        if (first != null) {
            long from = first + line.issued();
            switch (labels.holdForActivation(actor, from, from + n - 1)) {
                case Decision.Refused<Labels.Held>(var refusal) -> {
                    return refused(actor, run, line, batch, refusal);
                }
                case Decision.Done<Labels.Held>(var all) -> held = all;
            }
        }
        if (batches.take(actor, batch.id(), kg) instanceof Decision.Refused<Batch>(var refusal))
            return refused(actor, run, line, batch, refusal);
        write(actor, producer, dossier, run, line, n, held, signer.orElseThrow());
        if (held != null) labels.activated(actor, held, id, batch.produce(), writer.today());
        sql.update(RUN_LINES)
                .set(RUN_LINES.ISSUED, line.issued() + n)
                .where(RUN_LINES.RUN_ID.eq(id))
                .and(RUN_LINES.LINE.eq(line.line()))
                .execute();
        return Decision.done(find(actor.scope(), id).orElseThrow());
    }

    private Decision<BulkRun> refused(Actor actor, BulkRun run, BulkRun.BulkLine line, Batch batch, Refusal refusal) {
        var reasons = String.join(
                "；",
                refusal.all().stream()
                        .map(one -> one.message() + (one.clause() == null ? "" : "（" + one.clause() + "）"))
                        .toList());
        sql.update(RUN_LINES)
                .set(RUN_LINES.REFUSED, reasons)
                .where(RUN_LINES.RUN_ID.eq(run.id()))
                .and(RUN_LINES.LINE.eq(line.line()))
                .execute();
        journal.write(
                actor,
                JournalEntry.of("commitment.bulk", batch.region(), SUBJECT, run.id(), title(run), reasons)
                        .asRefused());
        return Decision.refused(refusal);
    }

    private void write(
            Actor actor,
            Producer producer,
            BatchDossier dossier,
            BulkRun run,
            BulkRun.BulkLine line,
            int n,
            Labels.@Nullable Held held,
            SigningKeys.Signer signer) {
        var batch = dossier.batch();
        var asked = new CommitmentWriter.Read(new java.util.UUID(0, 0), line.eachKg(), null, 1, run.bases());
        var story = store.json(BatchStory.of(dossier));
        var place = writer.place(batch.region());
        var today = writer.today();
        var said = (held == null ? "批量开具合格证 %s：" : "启用预印标签，开具合格证 %s：") + batch.produce() + " "
                + Digits.grouped(line.eachKg()) + " 公斤，依据" + CommitmentWriter.words(run.bases());
        var rows = new ArrayList<@Nullable Object[]>(n);
        var entries = new ArrayList<JournalEntry>(n);
        for (int i = 0; i < n; i++) {
            var code =
                    held == null ? CertificateCode.fresh(today) : held.codes().get(i);
            var row =
                    writer.row(actor, producer, code, asked, signer, Commitment.Style.PRODUCER, batch.produce(), place);
            CommitmentWriter.ofBatch(row, batch, story);
            row.setForm((held == null ? Commitment.Form.ELECTRONIC : Commitment.Form.LABEL).code());
            row.setPaperNumber("");
            row.setRunId(run.id());
            rows.add(row.intoArray());
            entries.add(CommitmentWriter.entry(
                    "commitment.issue",
                    batch.region(),
                    code.value(),
                    batch.produce() + " " + code.shown(),
                    said.replace("%s", code.shown())));
        }
        Copy.into(sql, COMMITMENTS, List.of(COMMITMENTS.fields()), rows);
        journal.writeAll(actor, entries);
    }

    /// How far, for who waits.
    BulkRun now(Actor actor, long id) {
        return find(actor.scope(), id).orElseThrow(NotFound::new);
    }
}
