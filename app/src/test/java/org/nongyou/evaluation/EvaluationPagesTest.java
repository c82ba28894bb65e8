package org.nongyou.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.SentStatements;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.identity.web.SignedInAs;
import org.springframework.mock.web.MockMultipartFile;

@DisplayName("评价、质量安全县、品牌的页面")
class EvaluationPagesTest extends EvaluationScenario {

    private static final MockMultipartFile REPORT = new MockMultipartFile(
            "proof-1", "自评报告.pdf", "application/pdf", "%PDF-1.7 report".getBytes(StandardCharsets.UTF_8));

    @Test
    @DisplayName("开始评价、县里填错了改、同时填的看得到别人存的、市里退回、省里打分、公布、公开页面")
    void fromOpeningToThePublic() throws Exception {
        assertThat(page(county, "/evaluations")).contains("还没有评价").doesNotContain("开始评价</a>");
        assertThat(page(province, "/evaluations/new")).contains("规划实施评价", "县级自评", "文件没有写分数线");
        assertThat(page(county, "/apply"))
                .as("nobody applies alone to be compared")
                .doesNotContain("规划实施评价");
        var value = plan.id() + "|" + plan.version() + "|county-evaluation";
        assertThat(body(
                        post("/evaluations/new")
                                .param("way", value)
                                .param("year", "2019")
                                .param("scorers", "1")
                                .with(SignedInAs.actor(province)),
                        422))
                .contains("2019 年不在方案执行的", "value=\"2019\"");
        mvc.perform(post("/evaluations/new")
                        .param("way", value)
                        .param("year", "2025")
                        .param("scorers", "1")
                        .param("pass", "60")
                        .with(SignedInAs.actor(province)))
                .andExpect(status().is3xxRedirection());
        var round = rounds.list(province.scope(), null, 1).getFirst();
        var sheet = sheetOf(round, county);
        var path = "/evaluations/sheets/" + sheet.id();
        assertThat(page(county, "/evaluations")).contains("等本单位填、审或评的有 1 份", "规划实施评价（2025年）");
        assertThat(page(county, path)).contains("县级自评", "自评报告", "监测总体合格率", "全省目标至少 98 %", "交到下一步");
        mvc.perform(get(path).with(SignedInAs.actor(otherCity))).andExpect(status().isNotFound());
        mvc.perform(get("/evaluations/sheets/999999").with(SignedInAs.actor(county)))
                .andExpect(status().isNotFound());

        var refused = mvc.perform(multipart(path)
                        .file(REPORT)
                        .param("proof-1-about", "自评报告")
                        .param("do", "hand-on")
                        .param("revision", "1")
                        .param("item-standards", "20.5")
                        .param("note-standards", "新制定三项")
                        .with(SignedInAs.actor(county)))
                .andExpect(status().isUnprocessableContent())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(refused).contains("“农业标准化提升”填 0 到 20", "value=\"20.5\"", "value=\"新制定三项\"", "自评报告.pdf");
        // Somebody else saves meanwhile: both see it, nothing is lost.
        sheets.save(colleague, sheet.id(), points(sheet, java.util.Map.of("standards", "12")), "")
                .orElseThrow();
        assertThat(body(
                        multipart(path)
                                .param("do", "save")
                                .param("revision", "1")
                                .param("item-standards", "19")
                                .with(SignedInAs.actor(county)),
                        422))
                .contains("测试xy-review在", "value=\"19\"", "现在存的是 12（测试xy-review）");
        // What is to go with the sheet is kept when it is only saved, and too much of it is told and not cut.
        assertThat(body(
                        multipart(path)
                                .param("do", "save")
                                .param("revision", "2")
                                .param("words", "长".repeat(2_001))
                                .with(SignedInAs.actor(county)),
                        422))
                .contains("最多 2000 个字", "长".repeat(2_001));
        mvc.perform(multipart(path)
                        .param("do", "save")
                        .param("revision", "2")
                        .param("words", "第三项的证明下周补")
                        .with(SignedInAs.actor(county)))
                .andExpect(redirectedUrl(path));
        assertThat(page(colleague, path)).contains(">第三项的证明下周补</textarea>");
        handedIn.attach(county, sheet.id(), "佐证材料", "佐证.pdf", pdf("佐证")).orElseThrow();
        sheets.handOn(county, sheet.id(), points(sheet, GOOD), "").orElseThrow();
        assertThat(page(county, path)).contains("由140400农业农村局办").doesNotContain("交到下一步");
        // The city begins with what the county gave.
        assertThat(page(city, path)).contains("value=\"15.5\"", "退回上一步");
        sheets.handOn(city, sheet.id(), points(sheet, GOOD), "").orElseThrow();
        sheets.handOn(province, sheet.id(), points(sheet, GOOD), "").orElseThrow();
        assertThat(page(county, path)).contains("已经评完，排名确认以后公开得分").doesNotContain("得 81.75 分");
        scored(round, neighbour, city, GOOD);
        scored(round, other, otherCity, but("standards", "1"));
        var roundPath = "/evaluations/" + round.id();
        assertThat(page(province, roundPath)).contains("3 个都评完了，核对排名", "确认排名并公示", "81.75");
        assertThat(page(county, roundPath)).doesNotContain("确认排名并公示").doesNotContain("小店区");
        mvc.perform(post(roundPath + "/confirm")
                        .param("revision", "1")
                        .param("days", "5")
                        .with(SignedInAs.actor(province)))
                .andExpect(redirectedUrl(roundPath));
        assertThat(body(post(roundPath + "/publish").param("revision", "2").with(SignedInAs.actor(province)), 422))
                .contains("才满，满了再公布");
        mvc.perform(get("/public/evaluations/" + round.id())).andExpect(status().isNotFound());
        on(2026, 3, 16);
        mvc.perform(post(roundPath + "/publish").param("revision", "2").with(SignedInAs.actor(province)))
                .andExpect(redirectedUrl(roundPath));
        assertThat(open("/public/evaluations")).contains("规划实施评价（2025年）");
        assertThat(open("/public/evaluations/" + round.id())).contains("3 个参评", "襄垣县", "81.75", "指标和权重", "专栏1");
        assertThat(open("/public/evaluations/" + round.id() + "/" + sheet.id())).contains("得 81.75 分，第 1 名", "15.5");
        assertThat(page(province, path)).contains("更正已公布的得分", "列入规划实施评价结果（县）");
        mvc.perform(post(path + "/corrections")
                        .param("revision", Integer.toString(now(sheet).revision()))
                        .param("item", "standards")
                        .param("points", "10")
                        .param("reason", "重复计算，更正")
                        .with(SignedInAs.actor(province)))
                .andExpect(redirectedUrl(path));
        assertThat(open("/public/evaluations/" + round.id())).contains("重复计算，更正", "81.75 → 73.75");
        mvc.perform(get("/export/evaluations?round=" + round.id()).with(SignedInAs.actor(province)))
                .andExpect(status().isOk());
        mvc.perform(get("/export/evaluations").with(SignedInAs.actor(province))).andExpect(status().isNotFound());
        // However many sheets, the page costs the same.
        assertThat(SentStatements.of(sql, () -> page(province, roundPath)).count())
                .isLessThan(25);
    }

    @Test
    @DisplayName("专家只有自己的页面；没有请的看不到")
    void experts() throws Exception {
        var expert = TestPeople.of(sql, offices, accounts, "expert-1", "140000", Role.EXPERT);
        var stranger = TestPeople.of(sql, offices, accounts, "expert-2", "140000", Role.EXPERT);
        var round = rounds.open(
                        province,
                        new NewRound(
                                plan,
                                "county-evaluation",
                                "2025",
                                "",
                                java.util.List.of(expert.accountId()),
                                "",
                                "",
                                "k"))
                .orElseThrow();
        var sheet = sheetOf(round, county);
        proofs(county, sheet);
        sheets.handOn(county, sheet.id(), points(sheet, GOOD), "").orElseThrow();
        sheets.handOn(city, sheet.id(), points(sheet, GOOD), "").orElseThrow();
        assertThat(page(expert, "/evaluations/scoring")).contains("请你评分的有 1 份");
        var path = "/evaluations/scoring/" + sheet.id();
        assertThat(page(expert, path)).contains("省级评价打分", "交评分").doesNotContain("办理记录");
        mvc.perform(multipart(path)
                        .param("do", "save")
                        .param("revision", "1")
                        .param("words", "第二项材料薄弱")
                        .with(SignedInAs.actor(expert)))
                .andExpect(redirectedUrl(path));
        assertThat(page(expert, path)).contains(">第二项材料薄弱</textarea>");
        assertThat(page(province, "/evaluations/sheets/" + sheet.id())).doesNotContain("第二项材料薄弱");
        mvc.perform(get(path).with(SignedInAs.actor(stranger))).andExpect(status().isNotFound());
        mvc.perform(get("/evaluations/" + round.id()).with(SignedInAs.actor(expert)))
                .andExpect(status().isForbidden());
        var form = multipart(path).param("do", "hand-on").param("revision", "1").param("words", "第二项材料薄弱，第四项好");
        GOOD.forEach((item, points) -> form.param("item-" + item, points));
        mvc.perform(form.with(SignedInAs.actor(expert))).andExpect(redirectedUrl("/evaluations/scoring"));
        assertThat(now(sheet).total()).isEqualByComparingTo("81.75");
        // What he said stays beside his points; those who are evaluated see neither yet.
        assertThat(page(province, "/evaluations/sheets/" + sheet.id())).contains("第二项材料薄弱，第四项好");
        assertThat(page(county, "/evaluations/sheets/" + sheet.id())).doesNotContain("材料薄弱");
    }

    @Test
    @DisplayName("质量安全县和品牌目录的页面；手写的地址不出错")
    void countiesAndBrands() throws Exception {
        assertThat(page(province, "/evaluations/counties")).contains("3 个县有 0 个是质量安全县", "80%", "三（二）8", "还差 2 个县");
        assertThat(page(city, "/evaluations/counties")).contains("襄垣县", "壶关县", "2 个县有 0 个是质量安全县，占 0%，还差 2 个县");
        assertThat(page(county, "/evaluations/counties?region=abc"))
                .contains("襄垣县还不是质量安全县")
                .doesNotContain("壶关县")
                .doesNotContain("占 ");
        assertThat(page(province, "/brands")).contains("“金张掖农优品”目录", "还没有品牌");
        assertThat(open("/public/brands?q=%25&page=999&region=x")).contains("没有找到");
        mvc.perform(get("/brands/1").with(SignedInAs.actor(province))).andExpect(status().isNotFound());
        mvc.perform(get("/public/brands/none")).andExpect(status().isNotFound());
        mvc.perform(get("/evaluations/counties/1").with(SignedInAs.actor(province)))
                .andExpect(status().isNotFound());
        mvc.perform(get("/evaluations/1?page=x&region=x&state=x").with(SignedInAs.actor(province)))
                .andExpect(status().isNotFound());
    }

    private String open(String path) throws Exception {
        return mvc.perform(get(java.net.URI.create(path)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private String body(org.springframework.test.web.servlet.RequestBuilder request, int status) throws Exception {
        return mvc.perform(request)
                .andExpect(status().is(status))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }
}
