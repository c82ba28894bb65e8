package org.nongyou.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Role;
import org.nongyou.identity.web.SignedInAs;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Schemes;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;

@DisplayName("方案、指标、填报、驾驶舱的页面，各种人都打得开")
class IndicatorPagesTest extends IndicatorTest {

    private static final String REAL = "shanxi-quality-bases";

    @Autowired
    Schemes schemes;

    @BeforeAll
    void rows() {
        for (var county : divisions.children(CHANGZHI))
            for (int i = 0; i < 3 && !county.code().equals(QINYUAN); i++) listed(county.code(), "province");
        listed(XIANGYUAN, "national");
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"LEADER", "REVIEWER", "CLERK", "AUDITOR", "ADMINISTRATOR"})
    @DisplayName("省、市、县的人打开每个页面")
    void everyRoleAtEveryLevel(Role role) throws Exception {
        for (var region : new RegionCode[] {SHANXI, CHANGZHI, XIANGYUAN}) {
            var actor = clerk(region, role);
            for (var path : new String[] {
                "/schemes",
                "/schemes/" + REAL,
                "/schemes/" + REAL + "/files",
                "/targets",
                "/targets?scheme=measured",
                "/targets?scheme=measured&year=2024&region=" + XIANGYUAN,
                "/targets/measured/county-bases",
                "/targets/measured/share",
                "/figures",
                "/figures?scheme=measured&year=2025",
                "/figures/measured/green/" + region + "/2025",
                "/figures/closings",
                "/figures/closings?scheme=measured",
                "/figures/totals",
                "/figures/totals?scheme=measured&period=2025&on=2026-01-31",
                "/figures/totals?scheme=measured&indicator=share",
                "/figures/totals?scheme=measured&indicator=county-bases",
                "/figures/totals/entries?scheme=measured&indicator=green&level=county",
                "/dashboard",
                "/dashboard?theme=dark&scheme=measured",
            }) {
                var page = page(actor, path);
                assertThat(page).as(path).contains("<h1").doesNotContain("null").doesNotContain("Optional[");
            }
        }
    }

    @Test
    @DisplayName("没有登录的人也能读方案，但看不到上报的数")
    void policyIsPublic() throws Exception {
        for (var county : divisions.children(CHANGZHI).subList(0, 2)) enter(county.code(), "green", "12.34");
        var page = mvc.perform(get("/schemes/measured"))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(page).contains("测试方案", "上报数不公开").doesNotContain("24.68");
        assertThat(mvc.perform(get("/schemes/no-such-scheme"))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("上级的目标写明是全省的，没有进度条；县里的目标只写自己的")
    void whoseTarget() throws Exception {
        var city = page(clerk(CHANGZHI), "/targets?scheme=measured");
        assertThat(city).contains("2025年底全省至少 3 个", "计入全省").doesNotContain("2025年底至少 3 个", "未开始");
        var judged = progress.targets(Scope.within(CHANGZHI), scheme, LocalDate.now()).current().stream()
                .filter(one -> one.state() != TargetState.SHARE)
                .count();
        assertThat(city.split("class=\"ny-prog", -1)).hasSize((int) judged + 1);
        // Of 2025 nothing came: what 2026 asks for is a lack, not a beginning.
        assertThat(page(clerk(RegionCode.of("620702")), "/targets?scheme=zhangye-organic-2025&year=2026"))
                .contains("差 14 个");
        assertThat(page(clerk(RegionCode.of("620702")), "/targets?scheme=zhangye-organic-2025"))
                .contains("2025年底至少 1.55 万亩；2026年底至少 2.35 万亩；2027年底至少 3 万亩", "2027年底全市至少 30 个")
                .doesNotContain("2.55");
    }

    @Test
    @DisplayName("长的方案页：开头能跳到各部分；表里对不上的数，表前先用一句话说")
    void longPage() throws Exception {
        var page = page(clerk(RegionCode.of("620700")), "/schemes/zhangye-organic-2025");
        assertThat(page).contains("张掖市原文写 2.55，下级合计 2.6，相差 0.05 万亩。");
        var links = page.substring(page.indexOf("本页各部分"), page.indexOf("</nav>", page.indexOf("本页各部分")));
        var targets = Pattern.compile("#([^\"]+)\"")
                .matcher(links)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(targets).contains("targets", "plan-annual-plan", "clauses", "conflicts");
        for (var target : targets) assertThat(page).containsOnlyOnce("id=\"" + target + "\"");
    }

    @Test
    @DisplayName("方案页：条款有锚点，流程有图有文字，没写明的地方列出来")
    void theSchemeItself() throws Exception {
        var page = page(clerk(CHANGZHI), "/schemes/" + REAL);
        var real = schemes.current(REAL).orElseThrow();
        for (var clause : real.clauses()) assertThat(page).contains("id=\"" + clause.section() + "\"");
        for (var procedure : real.procedures()) {
            assertThat(page).contains("procedure-" + procedure.id(), procedure.title());
            for (var stage : procedure.stages()) assertThat(page).contains(stage.title());
        }
        for (var doubt : real.doubts()) assertThat(page).contains(escaped(doubt.text()));
        assertThat(page).contains("<svg viewBox=\"0 0 ").doesNotContain("填写决定");
        assertThat(page(clerk(SHANXI, Role.REVIEWER), "/schemes/" + REAL)).contains("填写决定");
    }

    @Test
    @DisplayName("制定单位确定没写明的地方：记下谁、何时、依据；别的单位不能")
    void settlement() throws Exception {
        var real = schemes.current(REAL).orElseThrow();
        var doubt = real.doubts().getFirst();
        var path = "/schemes/" + REAL + "/settlements";
        var refused = mvc.perform(multipart(path)
                        .param("version", String.valueOf(real.version()))
                        .param("path", doubt.path())
                        .param("decision", "按原文执行到 2025 年底")
                        .with(SignedInAs.actor(clerk(CHANGZHI, Role.REVIEWER))))
                .andReturn()
                .getResponse();
        assertThat(refused.getStatus()).isEqualTo(422);
        var empty = mvc.perform(multipart(path)
                        .param("version", String.valueOf(real.version()))
                        .param("path", doubt.path())
                        .with(SignedInAs.actor(clerk(SHANXI, Role.REVIEWER))))
                .andReturn()
                .getResponse();
        assertThat(empty.getStatus()).isEqualTo(422);
        assertThat(empty.getContentAsString(StandardCharsets.UTF_8)).contains("role=\"alert\"");
        mvc.perform(multipart(path)
                        .param("version", String.valueOf(real.version()))
                        .param("path", doubt.path())
                        .param("value", "10")
                        .param("decision", "按原文执行到 2025 年底")
                        .param("document", "晋农函〔2021〕0 号")
                        .with(SignedInAs.actor(clerk(SHANXI, Role.REVIEWER))))
                .andExpect(status().is3xxRedirection());
        assertThat(page(clerk(CHANGZHI), "/schemes/" + REAL)).contains("已确定", "晋农函〔2021〕0 号");
    }

    @Test
    @DisplayName("填报：带证明材料上报；填错了原样退回并说明；更正要理由")
    void reporting() throws Exception {
        var clerk = clerk(QINYUAN);
        var path = "/figures/measured/total/" + QINYUAN + "/2025";
        var wrong = mvc.perform(multipart(path)
                        .param("value", "-3")
                        .param("note", "农业统计年报")
                        .with(SignedInAs.actor(clerk)))
                .andReturn()
                .getResponse();
        assertThat(wrong.getStatus()).isEqualTo(422);
        assertThat(wrong.getContentAsString(StandardCharsets.UTF_8)).contains("不能小于 0", "农业统计年报", "value=\"-3\"");
        var proof = new MockMultipartFile(
                "proof", "年报.pdf", "application/pdf", "%PDF-1.4\n%%EOF\n".getBytes(StandardCharsets.US_ASCII));
        mvc.perform(multipart(path).file(proof).param("value", "31.5").with(SignedInAs.actor(clerk)))
                .andExpect(status().is3xxRedirection());
        var cell = new ReportedFigures.Cell("total", QINYUAN, ReportingPeriod.ofYear(2025));
        var kept = figures.history(clerk.scope(), scheme, cell);
        assertThat(kept)
                .singleElement()
                .satisfies(one -> assertThat(one.fileId()).isNotNull());
        assertThat(page(clerk, path)).contains("31.5", "更正", "证明材料");
        var stranger =
                mvc.perform(get(path).with(SignedInAs.actor(clerk(XIANGYUAN)))).andReturn();
        assertThat(stranger.getResponse().getStatus()).isEqualTo(404);
    }

    @Test
    @DisplayName("导出和打印")
    void paper() throws Exception {
        var excel = mvc.perform(get("/targets/export?scheme=measured").with(SignedInAs.actor(clerk(CHANGZHI))))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse();
        assertThat(excel.getContentAsByteArray()).startsWith('P', 'K');
        var pdf = mvc.perform(get("/targets/print?scheme=measured").with(SignedInAs.actor(clerk(CHANGZHI))))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse();
        assertThat(new String(pdf.getContentAsByteArray(), 0, 5, StandardCharsets.US_ASCII))
                .isEqualTo("%PDF-");
    }

    @Test
    @DisplayName("生产主体的人没有指标页，告诉他去哪里")
    void producers() throws Exception {
        var producer = new Actor(9, "farmer", "李老汉", null, XIANGYUAN, 4711L, Set.of(Role.PRODUCER), true);
        for (var path : new String[] {"/targets", "/dashboard", "/figures"}) {
            var answer = mvc.perform(get(path).with(SignedInAs.actor(producer)))
                    .andReturn()
                    .getResponse();
            assertThat(answer.getStatus()).as(path).isEqualTo(403);
        }
    }

    private void enter(RegionCode region, String indicator, String value) {
        var cell = new ReportedFigures.Cell(indicator, region, ReportingPeriod.ofYear(2025));
        figures.report(clerk(region), scheme, new ReportedFigures.Entry(cell, value, "", null, null, null))
                .orElseThrow();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
