package org.nongyou.procedure;

import static nongyoudb.procedure.Tables.CASES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.identity.web.SignedInAs;
import org.nongyou.scheme.Act;
import org.springframework.mock.web.MockMultipartFile;

@DisplayName("申报件的页面")
class CasePagesTest extends CaseScenario {

    @Test
    @DisplayName("工作台先说有几件事等你办，没有就说没有")
    void workbench() throws Exception {
        assertThat(page(neighbour, "/")).contains("没有等你办的事");
        submitted(xiangyuan);
        assertThat(page(county, "/")).contains("有 1 件事等你办", "去办这一件", "县级审核");
        assertThat(page(farmer, "/?tab=mine")).contains("提交");
        assertThat(page(county, "/?tab=office")).contains("还没有办过");
    }

    @Test
    @DisplayName("周五到期的，周六在工作台、清单和详情上都写已超期")
    void overdueOnSaturday() throws Exception {
        on(2026, 6, 5);
        var theCase = submitted(xiangyuan);
        on(2026, 6, 13);
        for (var path : java.util.List.of("/", "/cases?q=" + theCase.number(), "/cases/" + theCase.id()))
            assertThat(page(county, path)).as(path).contains("已超期").doesNotContain("今天到期");
    }

    @Test
    @DisplayName("已超期、快到期的件数，点开正好是那几件：工作台和清单一样")
    void chipsOpenTheirRows() throws Exception {
        on(2026, 6, 5);
        // Friday: three working days reach to Wednesday.
        var due = new java.util.LinkedHashMap<String, @org.jspecify.annotations.Nullable String>();
        for (var day : java.util.Arrays.asList(
                "2026-05-20", "2026-06-04", "2026-06-05", "2026-06-07", "2026-06-10", "2026-06-11", null)) {
            var theCase = submitted(xiangyuan);
            sql.update(CASES)
                    .set(CASES.DUE_ON, day == null ? null : LocalDate.parse(day))
                    .where(CASES.ID.eq(theCase.id()))
                    .execute();
            due.put(theCase.number(), day);
        }
        var late = java.util.Arrays.asList("2026-05-20", "2026-06-04");
        var soon = java.util.Arrays.asList("2026-06-05", "2026-06-07", "2026-06-10");
        for (var list : java.util.List.of("/", "/cases")) {
            for (var who : java.util.List.of(county, city)) {
                if (list.equals("/") && who == city) continue;
                assertThat(page(who, list))
                        .as(list)
                        .contains("已超期 <span>2</span>", "3 个工作日内到期 <span>3</span>", list + "?due=soon");
                var overdue = page(who, list + "?due=overdue");
                var near = page(who, list + "?due=soon");
                due.forEach((number, day) -> {
                    assertThat(overdue.contains(number)).as(list + " " + day).isEqualTo(late.contains(day));
                    assertThat(near.contains(number)).as(list + " " + day).isEqualTo(soon.contains(day));
                });
            }
        }
        assertThat(page(neighbour, "/cases")).contains("已超期 <span>0</span>");
        assertThat(page(county, "/cases?procedure=demo-orchard/&due=overdue")).contains("共 2 件");
        assertThat(page(county, "/cases?procedure=another/&due=overdue")).contains("没有符合条件的申报");
    }

    @Test
    @DisplayName("清单只列辖区内的，条件看得见、去得掉")
    void list() throws Exception {
        var theCase = submitted(xiangyuan);
        assertThat(page(city, "/cases?q=" + theCase.number())).contains(theCase.title(), "共 1 件");
        assertThat(page(neighbour, "/cases?q=" + theCase.number())).contains("没有符合条件的申报");
        assertThat(page(city, "/cases?level=city&state=open&due=overdue")).contains("市级", "在办", "已超期");
        mvc.perform(get("/cases/" + theCase.id()).with(SignedInAs.actor(neighbour)))
                .andExpect(status().isNotFound());
    }

    @Test
    @DisplayName("申报表：填错说清改什么，422，填过的还在")
    void form() throws Exception {
        var theCase =
                cases.start(farmer, application("full", anOrchard(xiangyuan))).orElseThrow();
        var path = "/cases/" + theCase.id() + "/form";
        assertThat(page(farmer, path)).contains("果树株数", "报哪一类", "申报表", "承诺");
        var again = mvc.perform(post(path)
                        .param("revision", "1")
                        .param("submit", "1")
                        .param("fact.site.trees", "一百多")
                        .with(SignedInAs.actor(farmer)))
                .andExpect(status().isUnprocessableContent())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(again).contains("还不能提交", "果树株数：要填整数", "一百多", "缺材料：申报表", "#need-0");
        var field = mvc.perform(post(path + "/field")
                        .param("name", "fact.site.trees")
                        .param("value", "120")
                        .param("was", "旧的")
                        .with(SignedInAs.actor(farmer)))
                .andExpect(status().isConflict())
                .andReturn()
                .getResponse();
        assertThat(field.getContentAsString(StandardCharsets.UTF_8)).isEqualTo("一百多");
        assertThat(page(farmer, "/cases/" + theCase.id() + "/preview")).contains("还没有提交");
    }

    @Test
    @DisplayName("承诺只问申报的：直接登记外部结果的不问")
    void commitmentOnlyOfApplicants() throws Exception {
        var applied =
                cases.start(farmer, application("full", anOrchard(xiangyuan))).orElseThrow();
        assertThat(page(farmer, "/cases/" + applied.id() + "/form")).contains("f-commitment", "愿意接受核查");
        assertThat(page(farmer, "/cases/" + applied.id() + "/preview")).contains("承诺");
        var recorded =
                cases.start(county, application("short", anOrchard(xiangyuan))).orElseThrow();
        assertThat(page(county, "/cases/" + recorded.id() + "/form")).doesNotContain("commitment", "愿意接受核查");
        assertThat(page(county, "/cases/" + recorded.id() + "/preview")).doesNotContain("承诺");
    }

    @Test
    @DisplayName("不用脚本也能传材料、核对、提交；办完回到这一件")
    void withoutScript() throws Exception {
        var theCase =
                cases.start(farmer, application("full", anOrchard(xiangyuan))).orElseThrow();
        var base = "/cases/" + theCase.id();
        var file = new MockMultipartFile("file", "申报表.pdf", "text/html", "%PDF-1.4 x".getBytes(StandardCharsets.UTF_8));
        mvc.perform(multipart(base + "/documents")
                        .file(file)
                        .param("need", "申报表")
                        .param("back", "form")
                        .with(SignedInAs.actor(farmer)))
                .andExpect(redirectedUrl(base + "/form#documents"));
        mvc.perform(post(base + "/form")
                        .param("revision", "1")
                        .param("submit", "1")
                        .param("class", "apple")
                        .param("fact.site.trees", "300")
                        .param("commitment", "true")
                        .with(SignedInAs.actor(farmer)))
                .andExpect(redirectedUrl(base));
        assertThat(page(county, base)).contains("县级审核", "土壤检测合格", "系统带出", "提交县级审核意见", "退回补正");
        mvc.perform(post(base + "/answers")
                        .param("item", "trees")
                        .param("met", "yes")
                        .with(SignedInAs.actor(county)))
                .andExpect(redirectedUrl(base + "#item-trees"));
        var refused = mvc.perform(post(base + "/acts")
                        .param("act", "pass")
                        .param("revision", "2")
                        .param("opinion", "写好的意见")
                        .with(SignedInAs.actor(county)))
                .andExpect(status().isUnprocessableContent())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(refused).contains("还不能通过：2 处要先处理", "写好的意见", "有生产道路：还没有核对", "系统没有受理");
        var document = desk.view(county, theCase.id())
                .documents()
                .getFirst()
                .document()
                .id();
        mvc.perform(get(base + "/documents/" + document).with(SignedInAs.actor(county)))
                .andExpect(status().isOk())
                .andExpect(header().string("X-Content-Type-Options", "nosniff"))
                .andExpect(header().string("Content-Disposition", org.hamcrest.Matchers.startsWith("attachment")));
        mvc.perform(get(base + "/documents/" + document).with(SignedInAs.actor(neighbour)))
                .andExpect(status().isNotFound());
    }

    @Test
    @DisplayName("公示、评分、案卷都打得开")
    void otherPages() throws Exception {
        var id = passedByCounty(xiangyuan).id();
        assertThat(page(city, "/cases/" + id)).contains("请专家评分", "几位专家");
        var expert = expert("expert-page");
        mvc.perform(post("/cases/" + id + "/experts")
                        .param("revision", Integer.toString(revision(id)))
                        .param("number", "1")
                        .param("pass", "60")
                        .param("experts", Long.toString(expert.accountId()))
                        .with(SignedInAs.actor(city)))
                .andExpect(status().is3xxRedirection());
        assertThat(page(expert, "/")).contains("评分");
        assertThat(page(expert, "/cases/" + id + "/score")).contains("整齐", "有管理方案");
        mvc.perform(post("/cases/" + id + "/score")
                        .param("score-order", "50")
                        .param("score-plan", "1")
                        .param("submit", "1")
                        .with(SignedInAs.actor(expert)))
                .andExpect(status().is3xxRedirection());
        mvc.perform(post("/cases/" + id + "/scoring/close")
                        .param("revision", Integer.toString(revision(id)))
                        .with(SignedInAs.actor(city)))
                .andExpect(status().is3xxRedirection());
        act(city, id, Act.PASS).orElseThrow();
        state(city, id, "site.input_ledger_complete", "是", "台账").orElseThrow();
        attach(city, id, "验收意见", "");
        assertThat(page(city, "/cases/" + id)).contains("人工核对", "投入品台账完整");
        act(city, id, Act.PASS, "合格").orElseThrow();
        attach(province, id, "部级文件", "");
        act(province, id, Act.PASS).orElseThrow();
        assertThat(page(province, "/cases/" + id)).contains("开始公示", "拟列入");
        mvc.perform(post("/cases/" + id + "/publicity")
                        .param("revision", Integer.toString(revision(id)))
                        .param("days", "")
                        .with(SignedInAs.actor(province)))
                .andExpect(status().isUnprocessableContent());
        cases.publicise(province, id, revision(id), 7, "").orElseThrow();
        assertThat(page(farmer, "/cases/" + id)).contains("公示中");
        var pdf = mvc.perform(get("/cases/" + id + "/print").with(SignedInAs.actor(province)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        assertThat(page(farmer, "/cases/" + id)).doesNotContain("<script>", "onclick");
    }
}
