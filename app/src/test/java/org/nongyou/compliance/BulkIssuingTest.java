package org.nongyou.compliance;

import static nongyoudb.compliance.Tables.COMMITMENTS;
import static nongyoudb.compliance.Tables.ISSUED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.sum;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.identity.Actor;
import org.nongyou.identity.web.SignedInAs;
import org.nongyou.job.Job;
import org.nongyou.job.Jobs;
import org.nongyou.kernel.Decision;
import org.nongyou.print.LabelPaper;
import org.nongyou.print.LabelPrinter;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;

@DisplayName("批量开具：每箱一张，停得下，接得上，一张不重，不超批次")
class BulkIssuingTest extends IssuingScenario {

    @Autowired
    BulkIssuing bulk;

    @Autowired
    LabelPrint prints;

    @Autowired
    LabelPrinter printer;

    @Autowired
    Jobs jobs;

    @Autowired
    @Qualifier("jobRunner")
    SmartLifecycle runner;

    private static BulkForm form(String id, BulkForm.BulkLine... lines) {
        return new BulkForm(id, List.of(lines), List.of(Basis.CONTROL.code()));
    }

    private static BulkForm.BulkLine line(long batch, int count, String each) {
        return new BulkForm.BulkLine(batch, Integer.toString(count), each);
    }

    private Job over(Actor who, long id) {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> jobs.find(who, id).orElseThrow(), Job::isOver);
    }

    @Test
    @DisplayName("几个批次一起开：各有各的码，签名都对，一张一行日志，表单再来还是这些；超了、没到间隔期的说为什么，一张不开")
    void atOnce() {
        long beans = harvest(day(6, 17), "豇豆", "100");
        long cucumbers = harvest(day(6, 17), "黄瓜", "60");
        var form = form(UUID.randomUUID().toString(), line(beans, 12, "5"), line(cucumbers, 30, "2"));
        var run = bulk.start(grower, form).orElseThrow();
        assertThat(run.issued()).isEqualTo(42);
        assertThat(run.jobId()).isNull();
        assertThat(bulk.start(grower, form).orElseThrow()).isEqualTo(run);
        assertThat(left(beans)).isEqualByComparingTo("40");
        assertThat(left(cucumbers)).isEqualByComparingTo("0");
        var rows = conformity.list(grower.scope(), CommitmentFilter.of(Map.of("run", Long.toString(run.id()))), 0, 100);
        assertThat(rows).hasSize(42).extracting(Commitment::code).doesNotHaveDuplicates();
        var verifier = new Verifier(keys.published(), Set.of());
        for (var one : rows) {
            assertThat(verifier.verify(one.seal().address("http://localhost")).outcome())
                    .isEqualTo(Verifier.Outcome.GENUINE);
            assertThat(conformity.find(one.code())).contains(one);
            assertThat(journal.of(EVERYWHERE, Issuing.SUBJECT, one.code().value(), 9))
                    .hasSize(1);
        }
        assertThat(sql.select(sum(ISSUED.N)).from(ISSUED).fetchSingle().value1())
                .isEqualByComparingTo("42");
        // One of them ends as any other.
        issuing.end(grower, rows.getFirst().code(), "箱子破了").orElseThrow();
        assertThat(sql.select(sum(ISSUED.N)).from(ISSUED).fetchSingle().value1())
                .isEqualByComparingTo("41");

        assertThat(sentence(bulk.start(grower, form(UUID.randomUUID().toString(), line(beans, 100, "5")))))
                .contains("豇豆", "不能开", "公斤");
        long spinach = harvest(day(6, 17), "菠菜", "100");
        spray("1.8%阿维菌素乳油", day(6, 15), "菠菜");
        assertThat(sentence(bulk.start(grower, form(UUID.randomUUID().toString(), line(spinach, 10, "5")))))
                .contains("安全间隔期");
        assertThat(left(spinach)).isEqualByComparingTo("100");
        assertThat(sentence(bulk.start(grower, form(UUID.randomUUID().toString()))))
                .contains("还没写开哪个批次");
        assertThat(sentence(bulk.start(
                        grower,
                        form(UUID.randomUUID().toString(), line(beans, 0, "1"), line(cucumbers, 100_001, "x")))))
                .contains("1 以上的整数");
        assertThat(sentence(bulk.start(reviewer, form))).contains("只能用这家主体的账号");
        assertThat(bulk.find(other.scope(), run.id())).isEmpty();
        assertThat(bulk.find(neighbour.scope(), run.id())).isEmpty();
        assertThat(bulk.find(reviewer.scope(), run.id())).isPresent();
    }

    @Test
    @DisplayName("做到一半停了：开好的都有效，接着开从那里往下；别人中间开走了一些，开到够为止，写明原因")
    void stopsAndGoesOn() throws Exception {
        long batch = harvest(day(6, 17), "豇豆", "2600");
        var form = form(UUID.randomUUID().toString(), line(batch, 2_500, "1"));
        runner.stop();
        BulkRun run;
        try {
            run = bulk.start(grower, form).orElseThrow();
            assertThat(run.issued()).isZero();
            assertThat(bulk.step(grower, run.id()).orElseThrow().issued()).isEqualTo(1_000);
            assertThat(jobs.cancel(grower, Objects.requireNonNull(run.jobId()))).isTrue();
        } finally {
            runner.start();
        }
        assertThat(left(batch)).isEqualByComparingTo("1600");
        assertThat(page(grower, "/conformity/runs/" + run.id())).contains("停在第 1,000 张", "接着开剩下的 1,500 张");
        assertThat(page(grower, "/conformity/bulk")).contains("最近批量开的", "2,500");
        issued(batch, "500.5");
        mvc.perform(post("/conformity/runs/" + run.id() + "/go-on").with(SignedInAs.actor(grower)));
        var again = bulk.find(grower.scope(), run.id()).orElseThrow();
        assertThat(again.jobId()).isNotEqualTo(run.jobId());
        var job = over(grower, Objects.requireNonNull(again.jobId()));
        assertThat(job.state()).isEqualTo(Job.State.DONE);
        assertThat(job.message()).contains("2,099 张", "1 个批次没有开完", "公斤");
        assertThat(left(batch)).isEqualByComparingTo("0.5");
        assertThat(sql.select(countDistinct(COMMITMENTS.CODE), sum(COMMITMENTS.QUANTITY_KG))
                        .from(COMMITMENTS)
                        .where(COMMITMENTS.RUN_ID.eq(run.id()))
                        .fetchSingle())
                .satisfies(row -> {
                    assertThat(row.value1()).isEqualTo(2_099);
                    assertThat(row.value2()).isEqualByComparingTo(new BigDecimal(2_099));
                });
        assertThat(page(grower, "/conformity/runs/" + run.id())).contains("还有 401 张开不了", "最多");
        assertThat(bulk.start(grower, form))
                .isEqualTo(Decision.done(bulk.find(grower.scope(), run.id()).orElseThrow()));
    }

    @Test
    @DisplayName("批量打印：每张一个标签，名字再长也不出格，二维码照出来查得过")
    void labels() throws Exception {
        long batch = harvest(day(6, 17), "豇豆", "100");
        var run = bulk.start(grower, form(UUID.randomUUID().toString(), line(batch, 30, "2.5")))
                .orElseThrow();
        long id = prints.ofRun(grower, run, "sheet", 1, "https://nongyou.example");
        var job = over(grower, id);
        assertThat(job.message()).isEqualTo("30 张标签。文件留 7 天。");
        var file = jobs.result(grower, id).orElseThrow();
        try (var document = Loader.loadPDF(file.content())) {
            assertThat(document.getNumberOfPages()).isEqualTo(2);
            var seen = new PDFRenderer(document).renderImageWithDPI(1, 406);
            var read = VerifyCommand.qr(seen.getSubimage(0, 0, seen.getWidth() / 3, seen.getHeight() / 6));
            assertThat(new Verifier(keys.published(), Set.of()).verify(read).outcome())
                    .isEqualTo(Verifier.Outcome.GENUINE);
        }
    }

    @Test
    @DisplayName("名字再长，标签上的字也不出边、不压二维码、不叠在一起")
    void longNames() throws Exception {
        var facts = List.of(
                new LabelPaper.Fact("产品", "有机转换期高山露地秋延后紫红长茄子 12.5 公斤", 1.25),
                LabelPaper.Fact.of("产地", "长治市襄垣县古韩镇富阳工业园区东北阳村民委员会第三村民小组"),
                LabelPaper.Fact.of("主体", "襄垣县古韩镇东北阳村富民设施蔬菜种植加工销售农民专业合作社联合社"),
                LabelPaper.Fact.of("电话", "0355-55501880"),
                LabelPaper.Fact.of("开具", "2026-06-17"));
        for (var size : LabelPaper.Size.values()) {
            var out = new ByteArrayOutputStream();
            try (var paper = printer.paper(size, "长名字")) {
                CommitmentLabel.draw(
                        paper,
                        size,
                        facts,
                        "HTTPS://NONGYOU.EXAMPLE/C/27QU34UVQYHSFX7P#" + "A1B2C3D4E5".repeat(24),
                        "承诺 不使用禁用农药兽药、停用兽药和非法添加物；常规农药兽药残留不超标。",
                        "依据 质量安全控制符合要求、自行检测合格、委托检测合格",
                        "27QU-34UV-QYHS-FX7P",
                        "演示数据");
                paper.finish(out);
            }
            try (var document = Loader.loadPDF(out.toByteArray())) {
                if (System.getProperty("print.to") != null)
                    ImageIO.write(
                            new PDFRenderer(document).renderImageWithDPI(0, 406),
                            "png",
                            new File(System.getProperty("print.to"), "long-" + size.code() + ".png"));
                var letters = letters(document);
                var seen = String.join(
                        "", letters.stream().map(TextPosition::getUnicode).toList());
                // The smallest cuts what is longer than any name of the register, and loses no line for it.
                for (var fact : facts) {
                    var text = fact.text().replace(" ", "");
                    assertThat(seen)
                            .as(size.code())
                            .contains(
                                    size == LabelPaper.Size.SMALL
                                            ? text.substring(0, Math.min(25, text.length()))
                                            : text);
                }
                assertThat(seen).contains("委托检测合格", "残留不超标");
                for (int i = 0; i < letters.size(); i++) {
                    var one = box(letters.get(i));
                    assertThat(one.getMaxX())
                            .isLessThan(document.getPage(0).getMediaBox().getWidth());
                    assertThat(one.getMaxY())
                            .isLessThan(document.getPage(0).getMediaBox().getHeight());
                    for (int j = 0; j < i; j++)
                        assertThat(one.intersects(box(letters.get(j))))
                                .as(size.code() + " " + letters.get(i) + " on " + letters.get(j))
                                .isFalse();
                }
                var at = new PDFRenderer(document).renderImageWithDPI(0, 406);
                assertThat(VerifyCommand.qr(
                                size == LabelPaper.Size.SHEET
                                        ? at.getSubimage(0, 0, at.getWidth() / 2, at.getHeight() / 5)
                                        : at))
                        .startsWith("HTTPS://NONGYOU.EXAMPLE/C/");
            }
        }
    }

    private static List<TextPosition> letters(PDDocument document) throws IOException {
        var letters = new ArrayList<TextPosition>();
        new PDFTextStripper() {
            @Override
            protected void processTextPosition(TextPosition letter) {
                if (!letter.getUnicode().isBlank()) letters.add(letter);
            }
        }.getText(document);
        return letters;
    }

    /// The inner part of a letter's square.
    private static Rectangle2D box(TextPosition letter) {
        float side = letter.getFontSizeInPt();
        return new Rectangle2D.Float(
                letter.getX() + letter.getWidth() * 0.1f,
                letter.getY() - side * 0.75f,
                letter.getWidth() * 0.8f,
                side * 0.75f);
    }
}
