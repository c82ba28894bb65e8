package org.nongyou.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.identity.Actor;
import org.nongyou.identity.web.SignedInAs;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

@DisplayName("合格证的页面：选批次、看规则、开具、打印、作废、停开")
class ConformityPagesTest extends IssuingScenario {

    private String sent(MockHttpServletRequestBuilder request, Actor who, int expected) throws Exception {
        var answer = mvc.perform(request.with(SignedInAs.actor(who)))
                .andExpect(status().is(expected))
                .andReturn()
                .getResponse();
        return expected == 302 || expected == 303
                ? String.valueOf(answer.getRedirectedUrl())
                : answer.getContentAsString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("不能开的说为什么、最早哪天、怎么办；能开的开出来，看得到、导得出、打得印，作废要写原因")
    void fromBatchToPaper() throws Exception {
        assertThat(page(grower, "/conformity")).contains("还没有开过合格证", "开合格证");
        assertThat(page(grower, "/conformity/new")).contains("没有可以开的批次");
        spray("1.8%阿维菌素乳油", day(6, 10), "豇豆");
        long batch = harvest(day(6, 17), "豇豆", "420");
        test(batch, org.nongyou.production.TestKind.RAPID, day(6, 17), false, null, "阿维菌素");
        assertThat(page(grower, "/conformity/new?batch=" + batch))
                .contains("不能开具，因为6月17日的快检不合格，没有复检合格。", "怎么办：", "第五十一条", "不能开具</span>")
                .doesNotContain("name=\"formId\"");
        long fine = harvest(day(6, 17), "黄瓜", "100");
        assertThat(page(grower, "/conformity/new?batch=" + fine))
                .contains("可以开具：黄瓜", "还剩 100 公斤", "name=\"formId\"", "你必须开");
        var form = post("/conformity/new")
                .param("formId", UUID.randomUUID().toString())
                .param("batch", Long.toString(fine))
                .param("kg", "50")
                .param("pieceKg", "5");
        assertThat(sent(form, grower, 422)).contains("还不能开具", "还没选承诺依据", "value=\"50\"");
        var at = sent(form.param("bases", "control"), grower, 302);
        var code = new CertificateCode(at.substring(at.length() - 16));
        assertThat(page(grower, at)).contains("有效：黄瓜 50 公斤", code.shown(), "10 张", "八项内容");
        assertThat(page(reviewer, at)).contains("停开这家", "作废这张");
        mvc.perform(get(at).with(SignedInAs.actor(other))).andExpect(status().isNotFound());
        mvc.perform(get(at).with(SignedInAs.actor(neighbour))).andExpect(status().isNotFound());
        mvc.perform(get("/conformity/new").with(SignedInAs.actor(reviewer))).andExpect(status().isForbidden());
        assertThat(page(reviewer, "/conformity?month=2026-06")).contains(code.shown(), "开了合格证 1 张");
        assertThat(page(reviewer, "/conformity?q=" + code)).contains(code.shown());

        var one = conformity.find(code).orElseThrow();
        var verifier = new Verifier(keys.published(), Set.of());
        for (var size : List.of("60x40", "40x30", "sheet", "a4")) {
            var pdf = mvc.perform(get(at + "/print.pdf?size=" + size).with(SignedInAs.actor(grower)))
                    .andExpect(status().isOk())
                    .andReturn()
                    .getResponse()
                    .getContentAsByteArray();
            try (var document = Loader.loadPDF(pdf)) {
                assertThat(document.getNumberOfPages())
                        .as(size)
                        .isEqualTo(size.equals("60x40") || size.equals("40x30") ? 10 : 1);
                assertThat(new org.apache.pdfbox.text.PDFTextStripper().getText(document))
                        .as("no mark of a missing character")
                        .doesNotContain("字体里没有", "〓");
                // As a thermal printer of 203 dpi puts it on paper, and as a camera sees it at twice that.
                var seen = new PDFRenderer(document).renderImageWithDPI(0, 406);
                if (System.getProperty("print.to") != null)
                    javax.imageio.ImageIO.write(
                            seen, "png", new java.io.File(System.getProperty("print.to"), size + ".png"));
                if (!size.equals("60x40") && !size.equals("40x30")) continue;
                var read = VerifyCommand.qr(seen);
                assertThat(read).as(size).isEqualTo(one.seal().address("http://localhost"));
                assertThat(verifier.verify(read).outcome()).isEqualTo(Verifier.Outcome.GENUINE);
                var coarse = new PDFRenderer(document).renderImageWithDPI(0, 203);
                assertThat(VerifyCommand.qr(coarse)).as(size + " at 203 dpi").isEqualTo(read);
            }
        }
        assertThat(sent(post(at + "/void").param("reason", ""), grower, 422)).contains("写上为什么作废");
        assertThat(sent(post(at + "/void").param("reason", "数量写错"), grower, 302))
                .endsWith(code.value());
        assertThat(page(grower, at)).contains("已作废：数量写错").doesNotContain("作废这张");

        sent(
                post("/conformity/stops")
                        .param("producer", Long.toString(cooperative.id()))
                        .param("reason", "造假"),
                reviewer,
                302);
        assertThat(page(reviewer, "/conformity/stops")).contains("现在停开的有 1 家", "造假");
        assertThat(page(grower, "/conformity/new?batch=" + fine)).contains("的开具被县农业农村局停了");
        sent(
                post("/conformity/stops")
                        .param("producer", Long.toString(cooperative.id()))
                        .param("do", "resume")
                        .param("reason", "改好了"),
                reviewer,
                302);
        assertThat(page(reviewer, "/conformity/stops")).contains("现在没有停开的");
    }

    @Test
    @DisplayName("收购商混装后重新开具的页面：写错的留着，开出来连着来源")
    void mixing() throws Exception {
        long batch = harvest(day(6, 17), "豇豆", "100");
        var first = issued(batch, "30");
        assertThat(page(buyer, "/conformity/mix")).contains("第 4 个来源", "已收取并保存");
        var form = post("/conformity/mix")
                .param("formId", UUID.randomUUID().toString())
                .param("sourceCode", first.code().shown(), "")
                .param("sourceWords", "", "")
                .param("sourceKg", "20", "")
                .param("product", "豇豆")
                .param("bases", "control");
        assertThat(sent(form, buyer, 422)).contains("填公斤数", first.code().shown(), "value=\"豇豆\"");
        var at = sent(form.param("kg", "20"), buyer, 302);
        assertThat(page(buyer, at)).contains("混装、分装的来源", first.code().value(), "有效：豇豆 20 公斤");
    }
}
