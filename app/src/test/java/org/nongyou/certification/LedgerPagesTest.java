package org.nongyou.certification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.identity.Actor;
import org.nongyou.identity.web.SignedInAs;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

@DisplayName("认证台账的页面")
class LedgerPagesTest extends LedgerScenario {

    private String refused(MockHttpServletRequestBuilder request, Actor who) throws Exception {
        return mvc.perform(request.with(SignedInAs.actor(who)))
                .andExpect(status().isUnprocessableContent())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("找主体、照证书填、填错留着，登记以后清单、基地、主体、工作台都看得到")
    void fromFormToPages() throws Exception {
        var coop = cooperative(clerk, "禾丰高粱合作社", true);
        var field = base(clerk, coop, "襄垣县禾丰谷子基地");
        assertThat(page(clerk, "/certificates")).contains("台账里还没有证书", "登记证书", "批量导入");
        assertThat(page(clerk, "/certificates/new?words=禾丰")).contains("/certificates/new?producer=" + coop.id());
        assertThat(page(clerk, "/certificates/new?producer=" + coop.id()))
                .contains("襄垣县禾丰谷子基地，1,200 亩", "圳品", "CAQS-GAP");
        var wrong = refused(
                post("/certificates/new")
                        .param("producerId", Long.toString(coop.id()))
                        .param("kind", "green-food")
                        .param("number", "GF123")
                        .param("products", "谷子")
                        .param("certifier", "某中心")
                        .param("issuedOn", "2026-04-01")
                        .param("validTo", "2029-03-31"),
                clerk);
        assertThat(wrong).contains("绿色食品的编号不是这个样子", "value=\"GF123\"", "value=\"2029-03-31\"", "企业信息码");
        mvc.perform(post("/certificates/new")
                        .param("producerId", Long.toString(coop.id()))
                        .param("kind", "organic")
                        .param("number", "001OP2600123")
                        .param("products", "谷子")
                        .param("outputTonnes", "360")
                        .param("certifier", "某中心")
                        .param("issuedOn", "2025-07-10")
                        .param("validTo", "2026-07-09")
                        .param("baseIds", Long.toString(field.id()))
                        .with(SignedInAs.actor(clerk)))
                .andExpect(status().is3xxRedirection());
        var one = lists.list(clerk.scope(), CertificateFilter.NONE, 0, 1).getFirst();
        var path = "/certificates/" + one.id();
        assertThat(page(clerk, "/certificates")).contains("001OP2600123", "还有 38 天", "1 张该续展");
        assertThat(page(clerk, "/certificates?state=due-90")).contains("001OP2600123");
        assertThat(page(clerk, "/certificates?state=expired")).contains("没有找到");
        assertThat(page(clerk, path)).contains("该续展了：到 2026-07-09，还有 38 天", "登记新的一期", "CNCA-N-009:2019");
        assertThat(page(leader, path)).contains("001OP2600123").doesNotContain("登记新的一期", "撤销这张证书");
        mvc.perform(get(path).with(SignedInAs.actor(neighbour))).andExpect(status().isNotFound());
        mvc.perform(get("/certificates/new").with(SignedInAs.actor(leader))).andExpect(status().isForbidden());
        assertThat(page(clerk, "/bases/" + field.id())).contains("认证台账", "001OP2600123");
        assertThat(page(clerk, "/producers/" + coop.id())).contains("认证台账", "001OP2600123");
        assertThat(page(clerk, "/")).contains("认证证书", "该续展");
        mvc.perform(get("/export/certificates?state=in-force").with(SignedInAs.actor(clerk)))
                .andExpect(status().isOk());

        assertThat(refused(
                        post(path + "/renew")
                                .param("revision", "1")
                                .param("number", "001OP2600123")
                                .param("issuedOn", "2026-05-30")
                                .param("validFrom", "2026-08-01")
                                .param("validTo", "2027-07-31")
                                .param("products", "谷子"),
                        clerk))
                .contains("中间不能断", "value=\"2026-08-01\"", "#renew-validFrom");
        mvc.perform(post(path + "/renew")
                        .param("revision", "1")
                        .param("number", "001OP2600123")
                        .param("issuedOn", "2026-05-30")
                        .param("validFrom", "2026-07-10")
                        .param("validTo", "2027-07-09")
                        .param("products", "谷子")
                        .param("outputTonnes", "300")
                        .with(SignedInAs.actor(clerk)))
                .andExpect(redirectedUrl(path));
        assertThat(page(clerk, path)).contains("2 期", "有效，到 2027-07-09");
        assertThat(refused(post(path + "/sales").param("quarter", "2026-Q1").param("tonnes", "301"), clerk))
                .contains("最多还能报 300 吨", "value=\"301\"");
        mvc.perform(post(path + "/sales")
                        .param("quarter", "2026-Q1")
                        .param("tonnes", "120")
                        .param("yuan", "960000")
                        .with(SignedInAs.actor(clerk)))
                .andExpect(redirectedUrl(path));
        assertThat(page(clerk, path)).contains("今年带标销售 120 吨", "2026年第1季度");
        mvc.perform(post(path + "/checks")
                        .param("checkedOn", "2026-05-20")
                        .param("inspectors", "李示例")
                        .param("findings", "台账缺两页")
                        .param("result", "mend")
                        .param("mendBy", "2026-05-30")
                        .with(SignedInAs.actor(reviewer)))
                .andExpect(redirectedUrl(path));
        assertThat(page(reviewer, path)).contains("超期没改", "记整改完成", "检查发现的问题过了整改期限");
        var check = checks.of(one).getFirst();
        assertThat(refused(
                        post(path + "/checks/" + check.id())
                                .param("do", "tell")
                                .param("revision", "1")
                                .param("on", "2026-06-01")
                                .param("words", ""),
                        reviewer))
                .contains("写上反馈了什么", "#act-" + check.id() + "-words");
        mvc.perform(post(path + "/checks/" + check.id())
                        .param("do", "mended")
                        .param("revision", "1")
                        .param("on", "2026-06-01")
                        .param("words", "补齐")
                        .with(SignedInAs.actor(reviewer)))
                .andExpect(redirectedUrl(path));
        mvc.perform(post(path + "/withdraw").param("revision", "2").with(SignedInAs.actor(neighbour)))
                .andExpect(status().isNotFound());
        assertThat(page(clerk, path + "/correct")).contains("为什么更正", "value=\"001OP2600123\"", "checked");
        mvc.perform(post(path + "/withdraw")
                        .param("revision", "2")
                        .param("on", "2026-06-01")
                        .param("reason", "转给别人种")
                        .with(SignedInAs.actor(reviewer)))
                .andExpect(redirectedUrl(path));
        assertThat(page(clerk, path)).contains("从 2026-06-01 起撤销").doesNotContain("登记新的一期", "记一次检查");
    }

    @Test
    @DisplayName("手写的地址不出错；公开查询只认完整编号，不给人名以外的")
    void byHand() throws Exception {
        var coop = cooperative(clerk, "禾丰合作社", true);
        var one = organic(clerk, coop, "001OP2600123", "2026-01-10");
        for (var path : List.of(
                "/certificates?kind=none&state=none&region=99&page=abc&producer=x&q=%27",
                "/certificates?page=99999",
                "/certificates?kind=quality&state=in-force&region=140423",
                "/certificates/new?producer=99999999",
                "/certificates/new?producer=x&words=%25")) page(clerk, path);
        for (var path : List.of("/certificates/99999999", "/certificates/99999999/correct"))
            mvc.perform(get(path).with(SignedInAs.actor(clerk))).andExpect(status().isNotFound());
        mvc.perform(post("/certificates/" + one.id() + "/checks/1")
                        .param("do", "none")
                        .with(SignedInAs.actor(clerk)))
                .andExpect(status().isNotFound());
        var known = mvc.perform(get("/public/certificates?number=001op 2600123"))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(known).contains("有效", "禾丰合作社", "有机产品", "2027-01-09");
        assertThat(mvc.perform(get("/public/certificates?number=001OP"))
                        .andExpect(status().isOk())
                        .andReturn()
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8))
                .contains("台账里没有这个编号")
                .doesNotContain("禾丰");
        mvc.perform(get("/public/certificates")).andExpect(status().isOk());
    }
}
