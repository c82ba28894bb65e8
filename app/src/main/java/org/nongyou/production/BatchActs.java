package org.nongyou.production;

import static nongyoudb.production.Tables.BATCHES;
import static nongyoudb.production.Tables.TESTS;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import nongyoudb.production.tables.records.BatchesRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.file.Files;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.RegionCode;
import org.nongyou.standard.InputKind;
import org.nongyou.standard.InputName;
import org.nongyou.standard.RuleBooks;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What is done with a batch apart from certificates: it is tested, or closed.
@Service
public class BatchActs {

    /// In the journal and in links.
    public static final String SUBJECT = "batch";

    private static final int MOST_SUBSTANCES = 200;

    private final DSLContext sql;
    private final Files files;
    private final RuleBooks books;
    private final Journal journal;
    private final Clock clock;

    BatchActs(DSLContext sql, Files files, RuleBooks books, Journal journal, Clock clock) {
        this.sql = sql;
        this.files = files;
        this.books = books;
        this.journal = journal;
        this.clock = clock;
    }

    /// 登记检测. What was tested is kept as the rules name it, so that it can be held against what was used.
    @Transactional
    public Decision<BatchTest> test(Actor actor, long id, NewTest form) {
        if (!actor.may(Verb.RECORD)) return Decision.refused("production.no-right");
        var batch = hold(actor, id);
        if (batch == null) return Decision.refused("production.batch-unknown");
        var before = sql.selectFrom(TESTS)
                .where(TESTS.FORM_KEY.eq(form.formKey()))
                .and(TESTS.BATCH_ID.eq(id))
                .fetchOptional(Batches::test);
        if (before.isPresent()) return Decision.done(before.get());
        var faults = new ArrayList<Refusal>();
        var kind = TestKind.ofCode(form.kind()).orElse(null);
        if (kind == null) faults.add(Refusal.of("production.kind").at("kind"));
        var today = LocalDate.ofInstant(clock.instant(), Ui.ZONE);
        var on = Typed.day(form.testedOn(), "testedOn", today, faults);
        if (!form.passed().matches("yes|no"))
            faults.add(Refusal.of("production.test-result").at("passed"));
        var substances = substances(form.substances());
        if (substances.isEmpty())
            faults.add(Refusal.of("production.test-substances").at("substances"));
        if (substances.size() > MOST_SUBSTANCES || substances.stream().anyMatch(one -> one.length() > 40))
            faults.add(Refusal.of("production.test-too-many", MOST_SUBSTANCES).at("substances"));
        var lab = Typed.text(form.lab(), "lab", "检测机构", 60, faults);
        if (kind == TestKind.COMMISSIONED && lab.isEmpty())
            faults.add(Refusal.of("production.test-lab").at("lab"));
        var report = Typed.text(form.report(), "report", "报告编号", 40, faults);
        if (form.fileId() != null && files.find(actor.scope(), form.fileId()).isEmpty())
            faults.add(Refusal.of("production.file-unknown").at("file"));
        var retest = retest(id, form.retestOf(), faults);
        if (!faults.isEmpty() || kind == null || on == null) return Decision.refused(Refusal.joined(faults));
        boolean passed = form.passed().equals("yes");
        var saved = sql.insertInto(TESTS)
                .set(TESTS.FORM_KEY, form.formKey())
                .set(TESTS.BATCH_ID, id)
                .set(TESTS.KIND, kind.code())
                .set(TESTS.TESTED_ON, on)
                .set(TESTS.PASSED, passed)
                .set(TESTS.SUBSTANCES, substances.toArray(String[]::new))
                .set(TESTS.LAB, lab)
                .set(TESTS.REPORT, report)
                .set(TESTS.FILE_ID, form.fileId())
                .set(TESTS.RETEST_OF, retest)
                .set(TESTS.RECORDED_BY, actor.name())
                .set(TESTS.RECORDED_AT, clock.instant())
                .returning()
                .fetchSingle(Batches::test);
        journal.write(
                actor,
                entry(
                        "batch.test",
                        batch,
                        "登记" + kind.title() + "：" + (passed ? "合格" : "不合格") + "，测" + Ui.join(substances)));
        return Decision.done(saved);
    }

    private @Nullable Long retest(long batch, String typed, List<Refusal> faults) {
        if (typed.isBlank()) return null;
        var of = typed.matches("\\d{1,18}") ? Long.parseLong(typed) : 0;
        boolean failed = sql.fetchExists(
                TESTS, TESTS.ID.eq(of).and(TESTS.BATCH_ID.eq(batch)).andNot(TESTS.PASSED));
        if (!failed || sql.fetchExists(TESTS, TESTS.RETEST_OF.eq(of))) {
            faults.add(Refusal.of("production.retest").at("retestOf"));
            return null;
        }
        return of;
    }

    /// As the rules name them, pesticides before veterinary drugs; what they do not know stays as typed.
    private List<String> substances(String typed) {
        var book = books.current();
        var names = new LinkedHashSet<String>();
        Arrays.stream(typed.split("[、，,；;\\n]"))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .map(one -> book.input(InputKind.PESTICIDE, one)
                        .or(() -> book.input(InputKind.VETERINARY, one))
                        .map(InputName::name)
                        .orElse(one))
                .forEach(names::add);
        return List.copyOf(names);
    }

    /// 关闭批次: what is left is not sold with a certificate, such as harvested too early, spoiled, for own use.
    @Transactional
    public Decision<Batch> close(Actor actor, long id, String because) {
        if (!actor.may(Verb.RECORD)) return Decision.refused("production.no-right");
        var batch = hold(actor, id);
        if (batch == null) return Decision.refused("production.batch-unknown");
        if (batch.getClosedOn() != null) return Decision.refused("production.batch-closed", batch.getCode());
        var faults = new ArrayList<Refusal>();
        var reason = Typed.text(because, "closeReason", "去向", 200, faults);
        if (reason.isEmpty()) faults.add(Refusal.of("production.where-to").at("closeReason"));
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        batch.setClosedOn(LocalDate.ofInstant(clock.instant(), Ui.ZONE));
        batch.setClosedBecause(reason);
        batch.setClosedBy(actor.name());
        batch.update();
        journal.write(
                actor, entry("batch.close", batch, "关闭批次 " + batch.getCode()).because(reason));
        return Decision.done(FarmStore.batch(batch));
    }

    /// Why it was closed, by whom; empty while it is open.
    public String closing(Batch batch) {
        return sql.selectFrom(BATCHES)
                .where(BATCHES.ID.eq(batch.id()))
                .and(BATCHES.CLOSED_ON.isNotNull())
                .fetchOptional(row -> row.getClosedOn() + " " + row.getClosedBy() + "：" + row.getClosedBecause())
                .orElse("");
    }

    private static JournalEntry entry(String act, BatchesRecord batch, String summary) {
        return JournalEntry.of(
                act,
                new RegionCode(batch.getRegionCode()),
                SUBJECT,
                batch.getId(),
                batch.getCode() + " " + batch.getProduce(),
                summary);
    }

    private @Nullable BatchesRecord hold(Actor actor, long id) {
        return sql.selectFrom(BATCHES)
                .where(BATCHES.ID.eq(id))
                .and(FarmStore.batchVisible(actor.scope()))
                .forUpdate()
                .fetchOne();
    }
}
