package org.nongyou.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.identity.Actor;
import org.nongyou.identity.web.SignedInAs;

@DisplayName("生产记录的页面")
class ProductionPagesTest extends ProductionScenario {

    private String sprayForm(Actor who, String drug, int status) throws Exception {
        return mvc.perform(multipart("/production/new")
                        .param("clientId", UUID.randomUUID().toString())
                        .param("base", Long.toString(base.id()))
                        .param("kind", "spray")
                        .param("plots", Long.toString(plot("1号棚")), Long.toString(plot("2号棚")))
                        .param("on", "2026-06-17")
                        .param("name1", drug)
                        .param("inputKind1", "pesticide")
                        .param("amount1", "60")
                        .param("unit1", "毫升")
                        .param("method1", "喷雾")
                        .param("purpose", "蓟马")
                        .with(SignedInAs.actor(who)))
                .andExpect(status().is(status))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("几个地块一次记打药；禁用的退回来，填的还在；清单、基地、工作台、手机都看得到间隔期")
    void fromFormToPages() throws Exception {
        assertThat(page(grower, "/production")).contains("还没有生产记录", "记一笔");
        assertThat(page(grower, "/production/new")).contains("1号棚", "2号棚", "哪天做的");
        assertThat(page(clerk, "/production/new")).contains("汾河大棚", "查实登记的说明");
        assertThat(sprayForm(grower, "氧乐果", 422)).contains("不能用", "农药管理条例", "value=\"氧乐果\"");
        sprayForm(grower, ABAMECTIN, 302);
        var act = log.list(grower.scope(), FarmActFilter.NONE, 0, 1).getFirst();
        assertThat(act.plots()).containsExactly("1号棚", "2号棚");
        assertThat(page(grower, "/production")).contains("1号棚、2号棚", ABAMECTIN);
        assertThat(page(grower, "/production/" + act.id())).contains("没有采购记录", "喷雾");
        assertThat(page(grower, "/production/" + act.id() + "/correct")).contains("为什么更正", ABAMECTIN);
        assertThat(page(grower, "/production/bases/" + base.id())).contains("6月22日前不能采收");
        assertThat(page(grower, "/bases/" + base.id())).contains("6月22日前不能采收");
        assertThat(page(grower, "/")).contains("6月22日前不能采收");
        assertThat(page(leader, "/production")).contains("汾河设施蔬菜专业合作社").doesNotContain("记一笔");
        mvc.perform(get("/production/" + act.id()).with(SignedInAs.actor(other)))
                .andExpect(status().isNotFound());
        mvc.perform(get("/production/" + act.id()).with(SignedInAs.actor(neighbour)))
                .andExpect(status().isNotFound());
        mvc.perform(get("/production/new").with(SignedInAs.actor(leader))).andExpect(status().isForbidden());
        mvc.perform(post("/production/" + act.id() + "/withdraw").with(SignedInAs.actor(grower)))
                .andExpect(status().isUnprocessableContent());
    }

    @Test
    @DisplayName("采购、台账、批次档案、检测、打印、导出")
    void ledgerAndBatches() throws Exception {
        var lot = bought("pesticide", ABAMECTIN, "1", "升");
        assertThat(page(grower, "/production/inputs")).contains(ABAMECTIN, "登记采购");
        assertThat(page(grower, "/production/inputs/" + lot.id())).contains("还剩 1 升", "10 个包装没交回");
        assertThat(page(township, "/production/new?base=" + base.id())).contains(ABAMECTIN + "，剩 1 升");
        assertThat(page(clerk, "/production/inputs/new")).contains("先找到是谁买的");
        assertThat(page(clerk, "/production/inputs/new?producer=" + cooperative.id()))
                .contains("标签上的名称");
        mvc.perform(multipart("/production/inputs/new")
                        .param("kind", "pesticide")
                        .param("name", "甲胺磷")
                        .param("dealer", "某店")
                        .param("boughtOn", "2026-06-01")
                        .param("quantity", "1")
                        .param("unit", "升")
                        .with(SignedInAs.actor(grower)))
                .andExpect(status().isUnprocessableContent());
        recorded(grower, entry(ActKind.SPRAY, "1号棚", day(5, 1), "豇豆", of(lot, "60", "毫升")));
        var batch = batch(recorded(grower, harvest("1号棚", day(6, 17), "豇豆", "420")));
        var path = "/production/batches/" + batch.id();
        assertThat(page(grower, "/production/batches")).contains(batch.code(), "420");
        assertThat(page(grower, path)).contains("字段齐全", "还没有检测", "打印生产记录");
        mvc.perform(multipart(path + "/tests")
                        .param("kind", "rapid")
                        .param("testedOn", "2026-06-17")
                        .param("passed", "yes")
                        .param("substances", "毒死蜱")
                        .with(SignedInAs.actor(grower)))
                .andExpect(status().is3xxRedirection());
        assertThat(page(grower, path)).contains("用过 阿维菌素，合格的检测里没有测");
        var paper = mvc.perform(get(path + "/record").with(SignedInAs.actor(grower)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        assertThat(new String(paper, 0, 5, StandardCharsets.ISO_8859_1)).isEqualTo("%PDF-");
        for (var export : new String[] {"production", "production-inputs", "production-batches"})
            assertThat(mvc.perform(get("/export/" + export).with(SignedInAs.actor(grower)))
                            .andExpect(status().isOk())
                            .andReturn()
                            .getResponse()
                            .getContentAsByteArray()
                            .length)
                    .isGreaterThan(1000);
        mvc.perform(post(path + "/close").param("closeReason", "自家留用").with(SignedInAs.actor(grower)))
                .andExpect(status().is3xxRedirection());
        assertThat(page(grower, path)).contains("批次已经关闭", "自家留用");
        mvc.perform(get(path).with(SignedInAs.actor(other))).andExpect(status().isNotFound());
    }

    @Test
    @DisplayName("乱写的地址和表单：没有 500")
    void wrongInput() throws Exception {
        for (var path : new String[] {
            "/production?region=abc&kind=x&from=2026-99-99&to=x&page=-1&base=9999999999999999999&produce="
                    + "长".repeat(300),
            "/production/batches?region=1&code=%25&open=maybe&page=99999",
            "/production/inputs?kind=zzz&name=%25_&stock=1&producer=x"
        }) page(grower, path);
        for (var path : new String[] {
            "/production/999999",
            "/production/batches/999999",
            "/production/inputs/999999",
            "/production/bases/999999",
            "/production/new?base=999999",
            "/production/999999/correct"
        }) mvc.perform(get(path).with(SignedInAs.actor(grower))).andExpect(status().isNotFound());
        mvc.perform(multipart("/production/new")
                        .param("base", Long.toString(base.id()))
                        .param("kind", "fly")
                        .param("on", "昨天")
                        .param("quantity", "1e9")
                        .param("amount1", "-5")
                        .param("name1", "x".repeat(5000))
                        .param("plots", "abc", "99999999999999999999999")
                        .with(SignedInAs.actor(grower)))
                .andExpect(status().isUnprocessableContent());
        mvc.perform(post("/production/seasons/1").param("do", "explode").with(SignedInAs.actor(grower)))
                .andExpect(status().isNotFound());
    }
}
