package org.nongyou.exchange;

import static nongyoudb.exchange.Tables.UPLOADS;

import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.nongyou.identity.Actor;
import org.nongyou.job.Daily;
import org.nongyou.job.JobContext;
import org.nongyou.job.JobFailed;
import org.nongyou.job.JobFile;
import org.nongyou.job.JobHandler;
import org.nongyou.job.JobResult;
import org.nongyou.job.Jobs;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.print.SheetFile;
import org.nongyou.print.SheetTemplate;
import org.nongyou.print.Spreadsheet;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/// Import of producers, bases and certificates from a table (批量导入): hand in, look at the preview, start. Nothing is
/// registered before the person says so; rows with faults are left out and come back as a table to mend.
@Service
public class Imports implements JobHandler, Daily {

    static final int BATCH = 500;
    private static final int PROBLEMS_SHOWN = 200;
    /// Parameter of the job: the number of the table that was handed to it.
    private static final String UPLOAD = "upload";
    private static final Duration KEPT = Duration.ofDays(1);

    private final DSLContext sql;
    private final RowReader reader;
    private final Jobs jobs;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Imports(DSLContext sql, RowReader reader, Jobs jobs, TransactionTemplate transaction, Clock clock) {
        this.sql = sql;
        this.reader = reader;
        this.jobs = jobs;
        this.transaction = transaction;
        this.clock = clock;
    }

    public JobFile template(ImportKind kind) {
        return new JobFile(kind.title() + "导入模板.xlsx", JobFile.XLSX, SheetTemplate.of(kind));
    }

    /// Keeps the table for its preview.
    /// @return its number
    public Decision<Long> handIn(Actor actor, ImportKind kind, String name, byte[] content) {
        var refusal = SheetFile.refuse(kind, content);
        if (refusal.isPresent()) return Decision.refused(refusal.get());
        return Decision.done(sql.insertInto(UPLOADS)
                .set(UPLOADS.ACCOUNT_ID, actor.accountId())
                .set(UPLOADS.KIND, kind.code())
                .set(UPLOADS.NAME, name)
                .set(UPLOADS.CONTENT, content)
                .set(UPLOADS.CREATED_AT, clock.instant())
                .returning(UPLOADS.ID)
                .fetchSingle()
                .getId());
    }

    /// What the import would do. Empty when there is no such table of this person (any more).
    public Optional<Decision<Preview>> preview(Actor actor, ImportKind kind, long id) {
        return upload(actor, kind, id).map(file -> preview(actor, kind, id, file));
    }

    private Decision<Preview> preview(Actor actor, ImportKind kind, long id, JobFile file) {
        var rows = new int[2];
        var faults = new int[1];
        var problems = new ArrayList<RowProblem>();
        try {
            check(actor, kind, file.content(), checked -> {
                rows[0]++;
                if (checked.problems().isEmpty()) rows[1]++;
                faults[0] += checked.problems().size();
                for (var problem : checked.problems()) if (problems.size() < PROBLEMS_SHOWN) problems.add(problem);
            });
        } catch (SheetFile.TooManyRows e) {
            return Decision.refused(Refusal.of("exchange.sheet.too-many", Ui.number(SheetFile.MOST_ROWS))
                    .at("file"));
        } catch (RuntimeException e) {
            return Decision.refused(Refusal.of("exchange.file.broken").at("file"));
        }
        if (rows[0] == 0)
            return Decision.refused(Refusal.of("exchange.sheet.no-rows").at("file"));
        return Decision.done(new Preview(id, kind, file.name(), rows[0], rows[1], List.copyOf(problems), faults[0]));
    }

    private void check(Actor actor, ImportKind kind, byte[] content, Consumer<RowReader.Checked> each) {
        var pass = reader.pass(actor, kind);
        var batch = new ArrayList<SheetFile.TableRow>(BATCH);
        SheetFile.each(kind, content, row -> {
            batch.add(row);
            if (batch.size() == BATCH) {
                pass.check(List.copyOf(batch)).forEach(each);
                batch.clear();
            }
        });
        pass.check(List.copyOf(batch)).forEach(each);
    }

    /// The rows with faults, as a table that can be mended and handed in again.
    public Optional<JobFile> faults(Actor actor, ImportKind kind, long id) {
        return upload(actor, kind, id).map(file -> {
            var out = new ByteArrayOutputStream();
            try (var table = faultTable(kind, out)) {
                check(actor, kind, file.content(), checked -> write(table, checked));
            }
            return new JobFile(kind.title() + "要改的行.xlsx", JobFile.XLSX, out.toByteArray());
        });
    }

    /// 开始导入, once however often it is asked for.
    /// @return the job's number; empty when there is and was no such table of this person
    @Transactional
    public Optional<Long> start(Actor actor, ImportKind kind, long id) {
        return sql.deleteFrom(UPLOADS)
                .where(own(actor, kind, id))
                .returning(UPLOADS.NAME, UPLOADS.CONTENT)
                .fetchOptional(row -> new JobFile(row.getName(), JobFile.XLSX, row.getContent()))
                .map(file -> jobs.submit(
                        actor,
                        kind(),
                        "导入" + kind.title() + "：" + file.name(),
                        Map.of("kind", kind.code(), UPLOAD, Long.toString(id)),
                        file))
                .or(() -> started(actor, id));
    }

    /// The job that a table was handed to.
    public Optional<Long> started(Actor actor, long id) {
        return jobs.submitted(actor, kind(), UPLOAD, Long.toString(id));
    }

    private static Condition own(Actor actor, ImportKind kind, long id) {
        return UPLOADS.ID.eq(id).and(UPLOADS.ACCOUNT_ID.eq(actor.accountId())).and(UPLOADS.KIND.eq(kind.code()));
    }

    private Optional<JobFile> upload(Actor actor, ImportKind kind, long id) {
        return sql.select(UPLOADS.NAME, UPLOADS.CONTENT)
                .from(UPLOADS)
                .where(own(actor, kind, id))
                .fetchOptional(row -> new JobFile(row.value1(), JobFile.XLSX, row.value2()));
    }

    // The job

    @Override
    public String kind() {
        return "exchange.import";
    }

    /// How far it came is written with each batch, in its transaction.
    @Override
    public boolean resumable() {
        return true;
    }

    /// @param row      the last row that was dealt with
    /// @param imported rows so far
    private record Point(int row, int imported, int wrong) {
        static Point of(String kept) {
            var parts = kept.split(" ");
            return new Point(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        }

        String kept() {
            return row + " " + imported + " " + wrong;
        }
    }

    @Override
    public JobResult run(JobContext job) {
        var kind = ImportKind.ofCode(job.parameters().getOrDefault("kind", ""))
                .orElseThrow(() -> new JobFailed("这个版本导入不了这种表。"));
        var file = job.input().orElseThrow(() -> new JobFailed("表格找不到了，请重新传一次。"));
        var resumed = job.kept().map(Point::of);
        var total = count(kind, file.content());
        var out = new ByteArrayOutputStream();
        var run = new Run(job, kind, resumed.orElse(new Point(0, 0, 0)), total);
        try (var table = faultTable(kind, out)) {
            run.faults = table;
            SheetFile.each(kind, file.content(), run::take);
            run.flush();
        }
        var say = "导入 %s %s".formatted(Ui.number(run.point.imported), kind.counter())
                + (run.point.wrong == 0
                        ? "，没有错的行。"
                        : "，" + Ui.number(run.point.wrong) + " 行有错没有导入，在文件里写了错在哪里，改好可以直接再传。")
                + (resumed.isPresent() ? "中途停过一次，已接着做完；停以前的错误行不在文件里。" : "");
        return new JobResult(
                say,
                run.written == 0 ? null : new JobFile(kind.title() + "要改的行.xlsx", JobFile.XLSX, out.toByteArray()));
    }

    private static int count(ImportKind kind, byte[] content) {
        var rows = new int[1];
        SheetFile.each(kind, content, _ -> rows[0]++);
        return rows[0];
    }

    /// One go through the file.
    private final class Run {

        private final JobContext job;
        private final RowReader.Pass pass;
        private final int total;
        private final int from;
        private final List<SheetFile.TableRow> batch = new ArrayList<>(BATCH);
        private Point point;
        private int passed;
        private int written;
        private @org.jspecify.annotations.Nullable Spreadsheet faults;

        Run(JobContext job, ImportKind kind, Point point, int total) {
            this.job = job;
            this.pass = reader.pass(job.actor(), kind);
            this.point = point;
            this.from = point.row;
            this.total = total;
        }

        void take(SheetFile.TableRow row) {
            passed++;
            if (row.number() <= from) return;
            batch.add(row);
            if (batch.size() == BATCH) flush();
        }

        void flush() {
            if (batch.isEmpty()) return;
            var rows = List.copyOf(batch);
            batch.clear();
            var checked = transaction.execute(_ -> {
                var done = pass.register(rows);
                var wrong = (int)
                        done.stream().filter(one -> !one.problems().isEmpty()).count();
                point = new Point(rows.getLast().number(), point.imported + done.size() - wrong, point.wrong + wrong);
                job.keep(point.kept());
                return done;
            });
            if (faults != null && checked != null) {
                for (var one : checked) if (write(faults, one)) written++;
            }
            job.progress(passed, total);
        }
    }

    private static Spreadsheet faultTable(ImportKind kind, ByteArrayOutputStream out) {
        var columns = new ArrayList<Spreadsheet.Column>();
        for (var column : kind.columns()) columns.add(Spreadsheet.Column.of(column.head(), column.width()));
        columns.add(Spreadsheet.Column.of(SheetTemplate.ERRORS_HEAD, 60));
        return new Spreadsheet(out, kind.title(), columns, List.of());
    }

    private static boolean write(Spreadsheet table, RowReader.Checked checked) {
        if (checked.problems().isEmpty()) return false;
        var values = new ArrayList<String>(checked.row().values());
        var sentences = checked.problems().stream()
                .map(problem -> problem.title() + "：" + problem.sentence())
                .toList();
        values.add(String.join("；", sentences));
        table.row(values);
        return true;
    }

    // At night

    @Override
    public String name() {
        return "old-uploads";
    }

    @Override
    public LocalTime at() {
        return LocalTime.of(3, 20);
    }

    @Override
    public void run() {
        sql.deleteFrom(UPLOADS)
                .where(UPLOADS.CREATED_AT.lt(clock.instant().minus(KEPT)))
                .execute();
    }
}
