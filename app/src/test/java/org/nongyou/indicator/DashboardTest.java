package org.nongyou.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Role;
import org.nongyou.identity.web.SignedInAs;
import org.nongyou.region.RegionCode;
import org.springframework.mock.web.MockHttpServletResponse;

@DisplayName("驾驶舱：每个方案、每一级都有数、走势、排名、地图和提醒，纸上和表里是同一页")
class DashboardTest extends IndicatorTest {

    @BeforeAll
    void rows() {
        clear();
        for (var county : divisions.children(CHANGZHI))
            for (int i = 0; i < 3 && !county.code().equals(QINYUAN); i++) listed(county.code(), "province");
        listed(XIANGYUAN, "national");
        for (var region : List.of(XIANGYUAN, QINYUAN)) {
            for (int year = 2024; year <= 2025; year++) {
                enter(region, "green", year, "2" + year % 10);
                enter(region, "total", year, "60");
            }
        }
    }

    @Test
    @DisplayName("地图由服务器画，不带地图库和图表库；每块有数，点开是那个县的行")
    void theMapIsDrawnHere() throws Exception {
        var page = page(clerk(SHANXI, Role.LEADER), "/dashboard?scheme=measured");
        assertThat(page).doesNotContain("maplibre", "echarts", "map.js", "null");
        assertThat(page).contains("<title>襄垣县 4 个</title>", "<title>沁源县 0 个</title>", "class=\"s0\"", "没有数");
        assertThat(page.split("<path class=\"s", -1)).hasSize(118);
        assertThat(page).contains("/targets/measured/county-bases?region=140423", "分区为示意");
        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(160_000);
    }

    @Test
    @DisplayName("换一个指标看：地图、排名、走势都换；占比按年走，没有报的写没有数")
    void anotherIndicator() throws Exception {
        var page = page(clerk(CHANGZHI, Role.LEADER), "/dashboard?scheme=measured&indicator=share");
        assertThat(page).contains("各地：绿色占比", "各地的绿色占比", "绿色占比各期", "class=\"tl\"", "2024年", "没有数");
        var province = page(clerk(SHANXI, Role.LEADER), "/dashboard?scheme=measured&indicator=total");
        assertThat(page(clerk(SHANXI, Role.LEADER), "/dashboard?scheme=measured&indicator=share"))
                .contains("目标 30", ">41.66%<");
        assertThat(province).contains("<title>长治市 120 万吨</title>", "2/12");
    }

    @Test
    @DisplayName("省、市、县都打得开五个方案；县里只有自己的数")
    void everySchemeAtEveryLevel() throws Exception {
        for (var region : List.of(SHANXI, CHANGZHI, XIANGYUAN)) {
            for (var scheme : List.of(
                    "shanxi-quality-bases", "shanxi-gi-protection-2021", "shanxi-quality-safety-145", "measured")) {
                var actor = clerk(region, Role.REVIEWER);
                var query = "?scheme=" + scheme;
                assertThat(page(actor, "/dashboard" + query)).contains("<h1").doesNotContain("Optional[");
                assertThat(text(answer(actor, "/dashboard/print" + query))).contains(divisions.name(region));
            }
        }
        // The worst three, the rest by number.
        assertThat(page(clerk(RegionCode.of("620700"), Role.REVIEWER), "/dashboard?scheme=zhangye-organic-2025"))
                .containsPattern("没有达到：[^，。]+，[^，。]+，[^，。]+，另有 \\d+ 项。")
                .contains("应有至少 ", "各县按计划")
                .doesNotContain("应有 至少");
        for (var region : List.of(RegionCode.of("620700"), RegionCode.of("620702")))
            assertThat(page(clerk(region, Role.REVIEWER), "/dashboard?scheme=zhangye-organic-2025"))
                    .contains("<h1");
        var county = page(clerk(QINYUAN, Role.REVIEWER), "/dashboard?scheme=measured&region=140423&indicator=green");
        assertThat(county).contains("沁源县").doesNotContain("襄垣县 2");
    }

    @Test
    @DisplayName("打印和 Excel 与屏幕同一份数")
    void paperAndTable() throws Exception {
        var actor = clerk(CHANGZHI, Role.REVIEWER);
        var paper = text(answer(actor, "/dashboard/print?scheme=measured"));
        assertThat(paper).contains("长治市驾驶舱", "县内基地", "襄垣县", "沁源县", "四（二）");
        var table = answer(actor, "/dashboard/export?scheme=measured").getContentAsByteArray();
        var cells = new ArrayList<String>();
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(table));
                var rows = book.getFirstSheet().openStream()) {
            rows.forEach(row -> row.forEach(cell -> {
                if (cell != null) cells.add(cell.getText());
            }));
        }
        assertThat(cells).contains("县内基地", "襄垣县", "没有达到", "四（二）");
        assertThat(mvc.perform(get("/dashboard/export").with(SignedInAs.actor(clerk(CHANGZHI, Role.EXPERT))))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(403);
    }

    private void enter(RegionCode region, String indicator, int year, String value) {
        var cell = new ReportedFigures.Cell(indicator, region, ReportingPeriod.ofYear(year));
        figures.report(clerk(region), scheme, new ReportedFigures.Entry(cell, value, "统计年报", null, null, null))
                .orElseThrow();
    }

    private MockHttpServletResponse answer(Actor actor, String path) throws Exception {
        var answer =
                mvc.perform(get(path).with(SignedInAs.actor(actor))).andReturn().getResponse();
        assertThat(answer.getStatus()).as(path).isEqualTo(200);
        return answer;
    }

    private static String text(MockHttpServletResponse pdf) throws Exception {
        try (var document = Loader.loadPDF(pdf.getContentAsByteArray())) {
            return new PDFTextStripper().getText(document);
        }
    }
}
