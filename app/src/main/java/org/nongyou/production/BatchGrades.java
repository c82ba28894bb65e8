package org.nongyou.production;

import static nongyoudb.production.Tables.BATCHES;
import static nongyoudb.production.Tables.BATCH_GRADES;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nongyoudb.production.tables.records.BatchGradesRecord;
import org.jooq.DSLContext;
import org.nongyou.file.Files;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.standard.Grading;
import org.nongyou.standard.Gradings;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Grades of batches (批次定级): what was measured is held against a table that an office wrote down, and the answer is
/// kept with its reasons. A later one stands beside the first.
@Service
public class BatchGrades {

    private static final BigDecimal MOST = new BigDecimal(99_999_999);

    private final DSLContext sql;
    private final Gradings gradings;
    private final Files files;
    private final Journal journal;
    private final Clock clock;

    BatchGrades(DSLContext sql, Gradings gradings, Files files, Journal journal, Clock clock) {
        this.sql = sql;
        this.gradings = gradings;
        this.files = files;
        this.journal = journal;
        this.clock = clock;
    }

    /// Tables that hold where and when the batch was harvested, for a person who found the batch.
    public List<Grading> tables(Batch batch) {
        return gradings.of(batch.region(), batch.produce(), batch.harvestedOn());
    }

    /// The newest first, for a person who found the batch.
    public List<BatchGrade> of(Batch batch) {
        return sql.selectFrom(BATCH_GRADES)
                .where(BATCH_GRADES.BATCH_ID.eq(batch.id()))
                .orderBy(BATCH_GRADES.ID.desc())
                .limit(50)
                .fetch(BatchGrades::grade);
    }

    /// 定级.
    @Transactional
    public Decision<BatchGrade> grade(Actor actor, long batchId, long gradingId, BatchGradeForm form) {
        if (!actor.may(Verb.RECORD)) return Decision.refused("production.no-right");
        var batch = sql.selectFrom(BATCHES)
                .where(BATCHES.ID.eq(batchId))
                .and(FarmStore.batchVisible(actor.scope()))
                .forUpdate()
                .fetchOptional(FarmStore::batch)
                .orElse(null);
        if (batch == null) return Decision.refused("production.batch-unknown");
        var sent = sql.selectFrom(BATCH_GRADES)
                .where(BATCH_GRADES.FORM_KEY.eq(form.formKey()))
                .and(BATCH_GRADES.BATCH_ID.eq(batchId))
                .fetchOptional(BatchGrades::grade);
        if (sent.isPresent()) return Decision.done(sent.get());
        var table = tables(batch).stream()
                .filter(one -> one.id() == gradingId)
                .findFirst()
                .orElse(null);
        if (table == null) return Decision.refused("production.grading-unknown", batch.produce());
        var faults = new ArrayList<Refusal>();
        var on = Typed.day(form.measuredOn(), "measuredOn", today(), faults);
        var lab = Typed.text(form.lab(), "lab", "检测机构", 60, faults);
        var report = Typed.text(form.report(), "report", "报告编号", 40, faults);
        if (form.fileId() != null && files.find(actor.scope(), form.fileId()).isEmpty())
            faults.add(Refusal.of("production.file-unknown").at("file"));
        var numbers = new LinkedHashMap<String, BigDecimal>();
        for (int i = 0; i < table.indicators().size(); i++) {
            var typed = form.values().getOrDefault("value" + i, "").strip();
            if (typed.isEmpty()) continue;
            if (typed.matches("\\d{1,8}(\\.\\d{1,4})?") && new BigDecimal(typed).compareTo(MOST) <= 0)
                numbers.put(table.indicators().get(i).name(), new BigDecimal(typed));
            else
                faults.add(Refusal.of(
                                "production.grade-value",
                                table.indicators().get(i).name())
                        .at("value" + i));
        }
        if (numbers.isEmpty() && faults.isEmpty())
            faults.add(Refusal.of("production.grade-nothing").at("value0"));
        if (!faults.isEmpty() || on == null) return Decision.refused(Refusal.joined(faults));
        var answer = table.of(numbers);
        var row = sql.newRecord(BATCH_GRADES);
        row.setFormKey(form.formKey());
        row.setBatchId(batchId);
        row.setGradingId(gradingId);
        row.setMeasuredOn(on);
        row.setLab(lab);
        row.setReport(report);
        row.setFileId(form.fileId());
        row.setIndicators(numbers.keySet().toArray(String[]::new));
        row.setNumbers(numbers.values().toArray(BigDecimal[]::new));
        row.setGrade(answer.grade() == null ? "" : answer.grade());
        row.setReasons(answer.reasons().toArray(String[]::new));
        row.setRecordedBy(actor.name());
        row.setRecordedAt(clock.instant());
        row.insert();
        row.refresh();
        var done = grade(row);
        journal.write(
                actor,
                JournalEntry.of(
                        "batch.grade",
                        batch.region(),
                        BatchActs.SUBJECT,
                        batch.id(),
                        batch.code() + " " + batch.produce(),
                        "定级：" + (done.grade() == null ? "没有达到任何等级" : done.grade()) + "，"
                                + String.join("；", done.reasons())));
        return Decision.done(done);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }

    private static BatchGrade grade(BatchGradesRecord row) {
        Map<String, BigDecimal> numbers = new LinkedHashMap<>();
        for (int i = 0; i < row.getIndicators().length; i++)
            numbers.put(row.getIndicators()[i], FarmStore.plain(row.getNumbers()[i]));
        return new BatchGrade(
                row.getId(),
                row.getBatchId(),
                row.getGradingId(),
                row.getMeasuredOn(),
                row.getLab(),
                row.getReport(),
                row.getFileId(),
                numbers,
                row.getGrade().isEmpty() ? null : row.getGrade(),
                Arrays.asList(row.getReasons()),
                row.getRecordedBy());
    }
}
