package org.nongyou.compliance;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.nongyou.job.JobContext;
import org.nongyou.job.JobFailed;
import org.nongyou.job.JobFile;
import org.nongyou.job.JobHandler;
import org.nongyou.job.JobResult;
import org.nongyou.print.LabelPaper.Fact;
import org.nongyou.print.LabelPrinter;
import org.nongyou.producer.Producers;
import org.nongyou.region.Divisions;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// Draws the codes of an order and puts them on paper.
@Component
class LabelPressJob implements JobHandler {

    static final String KIND = "label.print";

    private static final int AT_A_TIME = 1_000;

    private final Labels labels;
    private final LabelPrinter printer;
    private final Producers producers;
    private final IssueBook issueBook;
    private final Divisions divisions;
    private final CommitmentWriter writer;

    LabelPressJob(
            Labels labels,
            LabelPrinter printer,
            Producers producers,
            IssueBook issueBook,
            Divisions divisions,
            CommitmentWriter writer) {
        this.labels = labels;
        this.printer = printer;
        this.producers = producers;
        this.issueBook = issueBook;
        this.divisions = divisions;
        this.writer = writer;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /// Codes are drawn once; the file is made anew.
    @Override
    public boolean resumable() {
        return true;
    }

    @Override
    public JobResult run(JobContext job) {
        var id = Long.parseLong(job.parameters().getOrDefault("order", "0"));
        if (labels.order(job.actor().scope(), id).isEmpty()) throw new JobFailed("没有这一单标签。");
        var order = labels.draw(job.actor(), id);
        var promise = "承诺 " + String.join("；", issueBook.promise(Commitment.Style.PRODUCER, writer.today())) + "。";
        var facts = facts(job, order);
        var site = job.parameters().getOrDefault("site", "");
        var out = new ByteArrayOutputStream();
        job.progress(0, order.count());
        try (var paper = printer.paper(order.size(), "预印标签 " + order.shown())) {
            for (long from = order.from(); from <= order.to(); from += AT_A_TIME) {
                long number = from;
                for (var code : labels.codes(order, from, from + AT_A_TIME - 1)) {
                    CommitmentLabel.draw(
                            paper,
                            order.size(),
                            facts,
                            code.address(site),
                            promise,
                            "依据 扫码可查",
                            "No." + LabelRange.shown(number++) + "　" + code.shown(),
                            order.demo() ? "演示数据" : "");
                }
                job.progress(paper.labels(), order.count());
            }
            paper.finish(out);
        }
        return new JobResult(
                Ui.number(order.count()) + " 张标签，号码 " + order.shown() + "。文件留 7 天，以后还可以再印。",
                new JobFile("预印标签 " + order.shown() + ".pdf", LabelPrint.PDF, out.toByteArray()));
    }

    /// What is known before the goods are: the rest of the eight elements stands behind the code.
    private List<Fact> facts(JobContext job, LabelOrder order) {
        var facts = new ArrayList<Fact>();
        facts.add(new Fact("产品", "扫码可查", 1.25));
        facts.add(Fact.of("数量", "扫码可查"));
        var id = order.producerId();
        var producer =
                id == null ? null : producers.find(job.actor().scope(), id).orElse(null);
        if (producer != null) {
            facts.add(Fact.of("主体", producer.name()));
            if (!producer.phone().isBlank()) facts.add(Fact.of("电话", producer.phone()));
        } else facts.add(Fact.of("主体", "扫码可查"));
        facts.add(Fact.of("产地", producer == null ? "扫码可查" : Origin.of(divisions, producer.region())));
        facts.add(Fact.of("开具", "扫码可查"));
        return facts;
    }
}
