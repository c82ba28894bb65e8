package org.nongyou.compliance;

import static nongyoudb.compliance.Tables.LABEL_RANGES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.identity.Actor;
import org.nongyou.identity.web.SignedInAs;
import org.nongyou.job.Job;
import org.nongyou.job.Jobs;
import org.nongyou.kernel.Decision;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

@DisplayName("预印标签：订、印、发、启用、报失、报废")
class LabelsTest extends IssuingScenario {

    private static final List<String> CONTROL = List.of(Basis.CONTROL.code());

    @Autowired
    Labels labels;

    @Autowired
    LabelStore store;

    @Autowired
    Entries entries;

    @Autowired
    BulkIssuing bulk;

    @Autowired
    Jobs jobs;

    private LabelOrder drawn(Actor who, int count) {
        var order = labels.order(who, UUID.randomUUID().toString(), Integer.toString(count), "60x40")
                .orElseThrow();
        return labels.draw(who, order.id());
    }

    private Decision<BulkRun> activate(Actor who, long batch, long from, long to, String each) {
        return bulk.activate(
                who, UUID.randomUUID().toString(), batch, Long.toString(from), Long.toString(to), each, CONTROL);
    }

    private String check(CertificateCode code) throws Exception {
        return mvc.perform(get("/c/" + code)).andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8);
    }

    private List<String> ranges(Actor who) {
        return labels.list(who.scope(), LabelFilter.of(Map.of()), null, 100).reversed().stream()
                .map(one -> one.from() + "-" + one.to() + " " + one.state().code())
                .toList();
    }

    @Test
    @DisplayName("县里订了印，发给合作社，下个月启用一段：扫码先是尚未启用，后是有效；报失的、别家的、启用过的都启用不了")
    void fromThePressToTheCrate() throws Exception {
        var order = drawn(clerk, 120);
        var codes = store.codes(order.from(), order.to());
        assertThat(codes).hasSize(120).doesNotHaveDuplicates().allMatch(CertificateCode::preprinted);
        assertThat(labels.draw(clerk, order.id()).drawnAt()).as("once").isEqualTo(order.drawnAt());
        long first = order.from();
        assertThat(check(codes.getFirst())).contains("标签尚未启用").doesNotContain("没有这张合格证");
        assertThat(entries.look(codes.getFirst().value()).verdict()).isEqualTo(Arrival.Verdict.NOT_ACTIVE);
        assertThat(check(CertificateCode.freshLabel(day(6, 17)))).contains("没有这张合格证");
        assertThat(sentence(labels.handOut(grower, "1", "9", cooperative.id()))).contains("审核、经办人员发");
        labels.handOut(clerk, Long.toString(first), Long.toString(first + 59), cooperative.id())
                .orElseThrow();
        assertThat(sentence(
                        labels.handOut(clerk, Long.toString(first + 50), Long.toString(first + 70), cooperative.id())))
                .contains("没启用（汾河设施蔬菜专业合作社）", "只能发库里没发的");
        assertThat(sentence(labels.handOut(
                        neighbour, Long.toString(first + 60), Long.toString(first + 61), cooperative.id())))
                .contains("选发给哪个主体");
        assertThat(ranges(grower)).containsExactly(first + "-" + (first + 59) + " handed");
        assertThat(ranges(other)).isEmpty();
        assertThat(ranges(neighbour)).isEmpty();

        // July: the codes tell June, when they were printed.
        on(2026, 7, 2);
        long batch = harvest(day(7, 2), "豇豆", "100");
        assertThat(sentence(activate(grower, batch, first + 55, first + 64, "1")))
                .contains("不全是你这里的标签");
        var foreign = drawn(other, 5).from();
        assertThat(sentence(activate(grower, batch, foreign, foreign + 4, "1"))).contains("不全是你这里的标签");
        var run = activate(grower, batch, first, first + 9, "5").orElseThrow();
        assertThat(run.issued()).isEqualTo(10);
        assertThat(left(batch)).isEqualByComparingTo("50");
        var one = conformity.find(codes.get(3)).orElseThrow();
        assertThat(one.form()).isEqualTo(Commitment.Form.LABEL);
        assertThat(one.issuedOn()).isEqualTo(day(7, 2));
        assertThat(new Verifier(keys.published(), Set.of())
                        .verify(one.seal().address("http://localhost"))
                        .outcome())
                .isEqualTo(Verifier.Outcome.GENUINE);
        assertThat(check(codes.get(3))).contains("合格证有效", "豇豆", "5 公斤");
        assertThat(check(codes.get(10))).contains("标签尚未启用");
        assertThat(conformity.list(
                        grower.scope(),
                        CommitmentFilter.of(Map.of("q", one.code().shown())),
                        0,
                        9))
                .containsExactly(one);
        assertThat(journal.of(EVERYWHERE, Issuing.SUBJECT, one.code().value(), 9))
                .hasSize(1);
        assertThat(sentence(activate(grower, batch, first + 5, first + 15, "1")))
                .contains("已启用（2026-07-02，豇豆）");
        assertThat(sentence(activate(grower, batch, first + 10, first + 30, "5")))
                .contains("豇豆", "公斤");
        assertThat(left(batch)).isEqualByComparingTo("50");

        assertThat(sentence(labels.report(grower, Long.toString(first + 20), "", LabelState.LOST, " ")))
                .contains("写上原因");
        labels.report(grower, Long.toString(first + 20), Long.toString(first + 24), LabelState.LOST, "卷筒掉在集市上")
                .orElseThrow();
        labels.report(clerk, Long.toString(first + 100), "", LabelState.SPOILED, "印花了")
                .orElseThrow();
        assertThat(check(codes.get(20))).contains("标签已报失").doesNotContain("卷筒掉在集市上");
        assertThat(check(codes.get(100))).contains("标签已报废");
        assertThat(sentence(activate(grower, batch, first + 18, first + 22, "1")))
                .contains("已报失（卷筒掉在集市上）");
        assertThat(sentence(labels.report(grower, Long.toString(first), "", LabelState.LOST, "丢")))
                .contains("去合格证里作废");
        issuing.end(grower, codes.get(4), "贴错了").orElseThrow();
        assertThat(check(codes.get(4))).contains("合格证已作废");
        activate(grower, batch, first + 10, first + 14, "1").orElseThrow();
        assertThat(ranges(clerk))
                .containsExactly(
                        first + "-" + (first + 9) + " active",
                        (first + 10) + "-" + (first + 14) + " active",
                        (first + 15) + "-" + (first + 19) + " handed",
                        (first + 20) + "-" + (first + 24) + " lost",
                        (first + 25) + "-" + (first + 59) + " handed",
                        (first + 60) + "-" + (first + 99) + " stock",
                        (first + 100) + "-" + (first + 100) + " spoiled",
                        (first + 101) + "-" + (first + 119) + " stock",
                        foreign + "-" + (foreign + 4) + " handed");
        assertThat(labels.tally(clerk.scope(), LabelFilter.of(Map.of())))
                .containsEntry(LabelState.ACTIVE, 15L)
                .containsEntry(LabelState.STOCK, 59L);
    }

    @Test
    @DisplayName("两个人同时启用同一段，批次还不一样：每张只算一次，数量不多不少；号段一千一千地启用，合成一段")
    void atTheSameTime() throws Exception {
        var form = UUID.randomUUID().toString();
        var click = (Callable<Decision<LabelOrder>>) () -> labels.order(grower, form, "10", "60x40");
        try (var two = Executors.newFixedThreadPool(2)) {
            var ordered = new TreeSet<Long>();
            for (var one : two.invokeAll(List.of(click, click)))
                ordered.add(one.get().orElseThrow().id());
            assertThat(ordered).as("clicked twice").hasSize(1);
        }
        var order = drawn(grower, 1_100);
        long first = order.from();
        long beans = harvest(day(6, 17), "豇豆", "2000");
        long cucumbers = harvest(day(6, 17), "黄瓜", "2000");
        var second = new ArrayList<Callable<Decision<BulkRun>>>();
        second.add(() -> activate(grower, beans, first, first + 49, "2"));
        second.add(() -> activate(grower, cucumbers, first + 10, first + 59, "2"));
        try (var two = Executors.newFixedThreadPool(2)) {
            int done = 0;
            for (var one : two.invokeAll(second)) if (one.get() instanceof Decision.Done<BulkRun>) done++;
            assertThat(done).isEqualTo(1);
        }
        assertThat(left(beans).add(left(cucumbers))).isEqualByComparingTo("3900");
        var rest = activate(grower, beans, first + 60, first + 1_099, "1").orElseThrow();
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> jobs.find(grower, Objects.requireNonNull(rest.jobId()))
                                .orElseThrow(),
                        Job::isOver);
        assertThat(bulk.find(grower.scope(), rest.id()).orElseThrow().issued()).isEqualTo(1_040);
        assertThat(sql.fetchCount(LABEL_RANGES, LABEL_RANGES.RUN_ID.eq(rest.id())))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("印出来的二维码照得出、和号码对得上；页面、导出、错填的都有话说")
    void paperAndPages() throws Exception {
        assertThat(page(grower, "/conformity/labels")).contains("还没有预印标签", "订标签");
        var form = post("/conformity/labels/order")
                .param("formId", UUID.randomUUID().toString())
                .param("size", "sheet");
        assertThat(sent(form.param("count", "0"), grower, 422)).contains("写印多少张");
        var at = sent(
                post("/conformity/labels/order")
                        .param("formId", UUID.randomUUID().toString())
                        .param("size", "sheet")
                        .param("count", "25"),
                grower,
                302);
        long job = Long.parseLong(at.substring("/jobs/".length()));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> jobs.find(grower, job).orElseThrow(), Job::isOver);
        var order = labels.orders(grower.scope(), 1).getFirst();
        var file = jobs.result(grower, job).orElseThrow();
        try (var document = Loader.loadPDF(file.content())) {
            assertThat(document.getNumberOfPages()).isEqualTo(2);
            var sheet = new PDFRenderer(document).renderImageWithDPI(0, 203);
            if (System.getProperty("print.to") != null)
                ImageIO.write(sheet, "png", new File(System.getProperty("print.to"), "labels.png"));
            var read = VerifyCommand.qr(sheet.getSubimage(0, 0, sheet.getWidth() / 3, sheet.getHeight() / 6));
            assertThat(read)
                    .endsWith("/C/" + store.codes(order.from(), order.from()).getFirst());
        }
        long batch = harvest(day(6, 17), "豇豆", "100");
        assertThat(page(grower, "/conformity/labels")).contains("手上没启用的 25 张", LabelRange.shown(order.from()));
        assertThat(page(grower, "/conformity/labels/activate?from=" + order.from()))
                .contains("豇豆，还剩 100 公斤");
        var activation = post("/conformity/labels/activate")
                .param("formId", UUID.randomUUID().toString())
                .param("from", Long.toString(order.from()))
                .param("to", Long.toString(order.from() + 1))
                .param("each", "5");
        assertThat(sent(activation, grower, 422)).contains("选标签贴在哪一批货上");
        assertThat(sent(activation.param("batch", Long.toString(batch)), grower, 422))
                .contains("选承诺依据");
        var run = sent(activation.param("bases", "control"), grower, 302);
        assertThat(page(grower, run)).contains("启用标签 2 张", "开完了：2 张").doesNotContain("打印这些标签");
        assertThat(sent(activation, grower, 302)).as("the same form").isEqualTo(run);
        assertThat(page(grower, "/conformity/labels/report?from=5")).contains("value=\"5\"");
        assertThat(sent(post("/conformity/labels/report").param("from", "x").param("reason", "湿了"), grower, 422))
                .contains("No. 后面的数字", "选是丢了还是坏了");
        assertThat(page(clerk, "/conformity/labels?state=active")).contains("汾河设施蔬菜专业合作社");
        assertThat(page(clerk, "/conformity/labels/hand-out?q=汾河")).contains("发给这家");
        assertThat(sent(post("/conformity/labels/hand-out").param("from", "1"), clerk, 422))
                .contains("选发给哪个主体");
        mvc.perform(get("/conformity/labels/hand-out").with(SignedInAs.actor(grower)))
                .andExpect(status().isForbidden());
        mvc.perform(get("/conformity/labels/activate").with(SignedInAs.actor(clerk)))
                .andExpect(status().isForbidden());
        var table = mvc.perform(get("/export/labels").with(SignedInAs.actor(clerk)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(table))) {
            var sheet = book.findSheet("预印标签").orElseThrow();
            assertThat(sheet.read()).hasSize(3);
        }
    }

    private String sent(MockHttpServletRequestBuilder request, Actor who, int expected) throws Exception {
        var answer = mvc.perform(request.with(SignedInAs.actor(who)))
                .andExpect(status().is(expected))
                .andReturn()
                .getResponse();
        return expected == 302
                ? String.valueOf(answer.getRedirectedUrl())
                : answer.getContentAsString(StandardCharsets.UTF_8);
    }
}
