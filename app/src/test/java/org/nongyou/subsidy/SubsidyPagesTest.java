package org.nongyou.subsidy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.identity.web.SignedInAs;
import org.nongyou.scheme.Act;
import org.springframework.mock.web.MockMultipartFile;

@DisplayName("补助的页面")
class SubsidyPagesTest extends ClaimScenario {

    @Test
    @DisplayName("从新申请到提交，错的原样留着、写明要改什么，边填边算")
    void fromNewToHandedIn() throws Exception {
        long coop = cooperative("党寨示例合作社", "620702107");
        long site = base(coop, "党寨一号", "620702107", "30");
        assertThat(page(clerk, "/subsidies"))
                .contains("还没有补助申请", "href=\"/subsidies/new\"", "href=\"/subsidies/trial\"");
        // Where no document pays subsidies there is nothing to apply for and nothing to try.
        var elsewhere = TestPeople.of(sql, offices, accounts, "ls-clerk", "140729", Role.CLERK);
        assertThat(page(elsewhere, "/subsidies"))
                .contains("本地还没有带补助的方案")
                .doesNotContain("href=\"/subsidies/new\"", "href=\"/subsidies/trial\"");
        assertThat(page(clerk, "/subsidies/new?way=zhangye-organic-2025/site-per-mu&q=党寨"))
                .contains("示范点每亩补助", "党寨示例合作社", "四.14");
        var location = mvc.perform(post("/subsidies/new")
                        .with(SignedInAs.actor(clerk))
                        .param("way", "zhangye-organic-2025/site-per-mu")
                        .param("producer", String.valueOf(coop)))
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        var path = java.util.Objects.requireNonNull(location);
        assertThat(page(clerk, path)).contains("还差", "党寨一号", "还没传");

        var refused = mvc.perform(post(path)
                        .with(SignedInAs.actor(clerk))
                        .param("l1.item", String.valueOf(site))
                        .param("l1.site.listed_as_demo", "true")
                        .param("l1.site.accepted", "false")
                        .param("do", "submit"))
                .andExpect(status().isUnprocessableContent())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(refused).contains("先建后补，要先通过验收", "四.14", "验收结论", "承诺");
        var live = mvc.perform(post(path + "/amount")
                        .with(SignedInAs.actor(clerk))
                        .param("l1.item", String.valueOf(site))
                        .param("l1.site.listed_as_demo", "true")
                        .param("l1.site.accepted", "true")
                        .param("committed", "true"))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(live)
                .contains("90,000.00", "30 亩 × 3,000.00 元/亩", "市级 60,000.00 元，县级 30,000.00 元")
                .doesNotContain("<html");
        for (var title : java.util.List.of("验收结论", "面积测绘图", "收款账户"))
            mvc.perform(multipart(path + "/documents")
                            .file(new MockMultipartFile(
                                    "file",
                                    title + ".pdf",
                                    "application/pdf",
                                    ("%PDF-1.7 " + title).getBytes(StandardCharsets.UTF_8)))
                            .param("title", title)
                            .with(SignedInAs.actor(clerk)))
                    .andExpect(redirectedUrl(path + "#documents"));
        assertThat(page(clerk, path)).contains("都填好了，可以提交：90,000.00 元");
        mvc.perform(post(path)
                        .with(SignedInAs.actor(clerk))
                        .param("committed", "true")
                        .param("do", "submit"))
                .andExpect(redirectedUrl(path));
        assertThat(page(clerk, path)).contains("“县级审核”环节办理中", "办理页面", "系统带出", "申请时填写");
        assertThat(page(city, "/subsidies?q=党寨&year=2026")).contains("找到 1 件", "审核中");
        assertThat(page(neighbour, "/subsidies")).contains("还没有补助申请").doesNotContain("党寨");
        mvc.perform(get(path).with(SignedInAs.actor(neighbour))).andExpect(status().isNotFound());
        mvc.perform(post(path + "/amount").with(SignedInAs.actor(neighbour))).andExpect(status().isNotFound());
    }

    @Test
    @DisplayName("拨付清单：谁拿多少、各级欠多少；导出的表和页面一样；试算页写明多花少花")
    void paymentsAndTrial() throws Exception {
        long coop = cooperative("党寨示例合作社", "620702107");
        for (var mu : java.util.List.of("30", "166.67")) {
            var claim = siteClaim(clerk, coop, base(coop, "基地" + mu, "620702107", mu));
            claims.submit(clerk, claim.id()).orElseThrow();
            on(2026, 6, 1);
            toPayment(claim);
        }
        settle("site-per-mu");
        act(finance, lists.list(city.scope(), ClaimFilter.NONE, null, 1).getFirst(), Act.CONCLUDE, "已拨付")
                .orElseThrow();
        assertThat(page(city, "/subsidies/payments?year=2026"))
                .contains(
                        "待拨付 90,000.00 元（市级 60,000.00 元，县级 30,000.00 元）",
                        "已拨付 500,000.00 元",
                        "333,333.33",
                        "166,666.67");
        var excel = mvc.perform(get("/export/subsidy-payments?year=2026").with(SignedInAs.actor(city)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        assertThat(excel).startsWith('P', 'K');
        mvc.perform(get("/export/subsidies").with(SignedInAs.actor(city))).andExpect(status().isOk());

        assertThat(page(city, "/subsidies/trial")).contains("先选一个方案版本");
        assertThat(page(city, "/subsidies/trial?version=" + zhangye.id() + "/" + zhangye.version() + "&year=2026"))
                .contains("和现在一样");
        assertThat(page(
                        city,
                        "/subsidies/trial?version=" + zhangye.id() + "/" + zhangye.version()
                                + "&year=2026&site-per-mu/pay=2000&site-per-mu/cap.0=500000"))
                .contains("2 件申请，现在 590,000.00 元，改后 393,340.00 元，少 196,660.00 元");
        var wrong = mvc.perform(get("/subsidies/trial?version=" + zhangye.id() + "/" + zhangye.version()
                                + "&site-per-mu/pay=三千")
                        .with(SignedInAs.actor(city)))
                .andExpect(status().isUnprocessableContent())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(wrong).contains("三千", "要填数字");
    }
}
