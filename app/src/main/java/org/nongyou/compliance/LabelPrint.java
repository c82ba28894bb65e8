package org.nongyou.compliance;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import org.nongyou.identity.Actor;
import org.nongyou.job.JobContext;
import org.nongyou.job.JobFailed;
import org.nongyou.job.JobFile;
import org.nongyou.job.JobHandler;
import org.nongyou.job.JobResult;
import org.nongyou.job.Jobs;
import org.nongyou.print.LabelPaper;
import org.nongyou.print.LabelPrinter;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;

/// Labels of many certificates in one file, made as a job (批量打印).
@Service
public class LabelPrint implements JobHandler {

    static final String PDF = "application/pdf";

    private static final String KIND = "commitment.print";

    private final Conformity conformity;
    private final LabelPrinter printer;
    private final IssueBook issueBook;
    private final Jobs jobs;

    LabelPrint(Conformity conformity, LabelPrinter printer, IssueBook issueBook, Jobs jobs) {
        this.conformity = conformity;
        this.printer = printer;
        this.issueBook = issueBook;
        this.jobs = jobs;
    }

    /// Labels in one file.
    public int most() {
        return issueBook.setting("most-labels-in-file");
    }

    /// @param file which part, from 1
    /// @param site for the QR codes
    /// @return the job's number
    public long ofRun(Actor actor, BulkRun run, String size, int file, String site) {
        var shape = LabelPaper.Size.ofCode(size).orElse(LabelPaper.Size.LARGE);
        int first = (Math.max(1, file) - 1) * most();
        return jobs.submit(
                actor,
                KIND,
                shape.title() + "，第 " + Ui.number(Math.min(first + 1, run.issued())) + " 到 "
                        + Ui.number(Math.min(first + most(), run.issued())) + " 张",
                Map.of(
                        "run",
                        Long.toString(run.id()),
                        "size",
                        shape.code(),
                        "from",
                        Integer.toString(first),
                        "count",
                        Integer.toString(Math.max(1, Math.min(most(), run.issued() - first))),
                        "site",
                        site));
    }

    @Override
    public String kind() {
        return KIND;
    }

    /// Has no effect but its file.
    @Override
    public boolean resumable() {
        return true;
    }

    @Override
    public JobResult run(JobContext job) {
        var size = LabelPaper.Size.ofCode(job.parameters().getOrDefault("size", ""))
                .orElse(LabelPaper.Size.LARGE);
        var filter = CommitmentFilter.of(Map.of("run", job.parameters().getOrDefault("run", "0")));
        int from = Integer.parseInt(job.parameters().getOrDefault("from", "0"));
        var site = job.parameters().getOrDefault("site", "");
        int most = Integer.parseInt(job.parameters().getOrDefault("count", "0"));
        int[] seen = new int[1];
        try (var paper = printer.paper(size, "合格证标签")) {
            conformity.each(job.actor().scope(), filter, one -> {
                int place = seen[0]++;
                if (place < from || place >= from + most) return;
                CommitmentLabel.draw(paper, size, one, site);
                if (paper.labels() % 200 == 0) job.progress(paper.labels(), most);
            });
            if (paper.labels() == 0) throw new JobFailed("没有可以打印的合格证。");
            var out = new ByteArrayOutputStream();
            paper.finish(out);
            return new JobResult(
                    Ui.number(paper.labels()) + " 张标签。文件留 7 天。",
                    new JobFile("合格证标签 " + Ui.number(from + 1) + "起.pdf", PDF, out.toByteArray()));
        }
    }
}
