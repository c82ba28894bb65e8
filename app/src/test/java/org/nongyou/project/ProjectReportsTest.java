package org.nongyou.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.identity.Actor;
import org.nongyou.identity.web.SignedInAs;
import org.nongyou.project.ReportFilter.Standing;
import org.nongyou.scheme.Frequency;
import org.nongyou.web.NotFound;

@DisplayName("项目报告：月调度、季小结、年总结，到期提醒，过期列名单")
class ProjectReportsTest extends ProjectScenario {

    private static final Map<String, String> MONTHLY = Map.of("任务落实", "按计划", "资金使用", "正常", "工作进度", "过半");

    private List<Report> list(Actor actor, Standing standing) {
        return reports.list(actor.scope(), new ReportFilter(null, standing, null), null, 100);
    }

    private Report of(Project project, String span) {
        return reports.ofProject(project).stream()
                .filter(one -> one.span().equals(span) && one.task().equals(span.length() == 4 ? "yearly" : one.task()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("立项那天起每月、每季、每年各欠一份，立项前过完的不补；市里欠一份 11 月 30 日的年度总结")
    void whatIsOwed() {
        var project = lingshi();
        assertThat(reports.ofProject(project))
                .extracting(Report::span)
                .containsExactlyInAnyOrder(
                        "2021-06", "2021-07", "2021-08", "2021-09", "2021-10", "2021-11", "2021-12", "2021-Q2",
                        "2021-Q3", "2021-Q4", "2021");
        var summary = list(city, Standing.ALL).stream()
                .filter(one -> one.projectId() == null)
                .findFirst()
                .orElseThrow();
        assertThat(summary.dueOn()).isEqualTo("2021-11-30");
        assertThat(summary.remindOn()).isEqualTo("2021-11-16");
        establish(province, "清徐葡萄", "", "").orElseThrow();
        establish(province, "隆化小米", "140729", "测试").orElseThrow();
        assertThat(list(province, Standing.ALL).stream().filter(one -> one.projectId() == null))
                .as("one for each city, however many projects it has")
                .hasSize(2);
        assertThat(list(county, Standing.ALL))
                .extracting(Report::region)
                .allMatch(one -> one.value().equals("140729"));
        on(2022, 2, 1);
        var late = establish(province, "偏关羊肉", "", "").orElseThrow();
        assertThat(reports.ofProject(late))
                .as("the last of each kind is always owed")
                .extracting(Report::span)
                .containsExactlyInAnyOrder("2021-12", "2021-Q4", "2021");
    }

    @Test
    @DisplayName("没写报送日按期末；省厅定了 25 日，没报的就按 25 日；提醒提前 3 个工作日")
    void settledDays() {
        var project = lingshi();
        assertThat(of(project, "2021-07").dueOn()).isEqualTo("2021-07-31");
        schemes.settle(province, scheme.ref(), "tasks.monthly.due_day", "25", "每月 25 日前", "测试文件")
                .orElseThrow();
        reports.settle();
        assertThat(of(project, "2021-07").dueOn()).isEqualTo("2021-07-25");
        assertThat(of(project, "2021-07").remindOn()).isEqualTo("2021-07-21");
        assertThat(of(project, "2021-Q3").dueOn()).isEqualTo("2021-09-30");
        on(2021, 7, 20);
        assertThat(list(county, Standing.SOON)).extracting(Report::span).isEmpty();
        on(2021, 7, 21);
        assertThat(list(county, Standing.SOON)).extracting(Report::span).containsExactly("2021-07");
        on(2021, 7, 26);
        assertThat(list(city, Standing.LATE)).extracting(Report::span).contains("2021-07");
    }

    @Test
    @DisplayName("报、退回、改了再报、审定：迟没迟按第一次报；审定了不再改；没开始的不能报；不是自己的不能报、不能审")
    void filing() {
        var project = lingshi();
        var june = of(project, "2021-06");
        refused(reports.file(county, of(project, "2021-07").id(), 1, MONTHLY), "project.report-early", "2021年7月");
        refused(reports.file(city, june.id(), 1, MONTHLY), "project.wrong-office");
        assertThatThrownBy(() -> reports.file(neighbour, june.id(), 1, MONTHLY)).isInstanceOf(NotFound.class);
        refused(reports.file(county, june.id(), 1, Map.of("任务落实", "x".repeat(2001))), "project.text-long");
        refused(reports.file(county, june.id(), 1, Map.of()), "project.text-missing", "任务落实");
        refused(reports.accept(city, june.id(), ""), "project.report-not-filed");
        on(2021, 6, 30);
        var filed = reports.file(county, june.id(), 1, MONTHLY).orElseThrow();
        assertThat(filed.figures()).containsEntry("已支出", "0.00 元").containsKey("带动农户");
        refused(reports.file(county, june.id(), 1, MONTHLY), "project.report-changed");
        refused(reports.accept(county, june.id(), ""), "project.wrong-office");
        refused(reports.giveBack(city, june.id(), ""), "project.text-missing");
        reports.giveBack(city, june.id(), "写明培训了多少人").orElseThrow();
        on(2021, 7, 5);
        var again = reports.file(county, june.id(), 3, MONTHLY).orElseThrow();
        assertThat(again.filedOn()).isEqualTo("2021-06-30");
        assertThat(again.late(LocalDate.of(2021, 7, 5))).isFalse();
        reports.accept(city, june.id(), "").orElseThrow();
        refused(reports.file(county, june.id(), 5, MONTHLY), "project.report-closed", "2021年6月");
        refused(reports.giveBack(city, june.id(), "再改"), "project.report-not-filed");
        on(2021, 8, 2);
        var late = reports.file(county, of(project, "2021-07").id(), 1, MONTHLY).orElseThrow();
        assertThat(late.late(reports.today())).isTrue();
    }

    @Test
    @DisplayName("页面：名单、填报、工作台提醒、导出；缺一项整页留着")
    void pages() throws Exception {
        var project = lingshi();
        on(2021, 7, 20);
        var june = of(project, "2021-06");
        assertThat(page(county, "/projects/reports")).contains("2 份报告过期没报", "灵石酸枣仁", "2021年6月", "现在按期末算");
        assertThat(page(county, "/")).contains("2 份过期没报");
        assertThat(page(neighbour, "/projects/reports")).contains("没有过期没报的报告");
        assertThat(page(neighbour, "/")).doesNotContain("份过期没报");
        var path = "/projects/reports/" + june.id();
        assertThat(page(county, path)).contains("月调度：灵石酸枣仁", "到期，还没有报", "报送</button>", "五（三）");
        assertThat(page(city, path)).doesNotContain("报送</button>");
        mvc.perform(get(path).with(SignedInAs.actor(neighbour))).andExpect(status().isNotFound());
        var refused = mvc.perform(post(path)
                        .with(SignedInAs.actor(county))
                        .param("revision", "1")
                        .param("field-0", "都落实了"))
                .andExpect(status().isUnprocessableContent())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(refused).contains("“资金使用”还没有填", "都落实了</textarea>");
        mvc.perform(post(path)
                        .with(SignedInAs.actor(county))
                        .param("revision", "1")
                        .param("field-0", "都落实了")
                        .param("field-1", "正常")
                        .param("field-2", "过半"))
                .andExpect(status().is3xxRedirection());
        assertThat(page(city, path)).contains("等你审定", "都落实了", "报送时的数");
        mvc.perform(post(path + "/return").with(SignedInAs.actor(city)).param("answer", "写具体"))
                .andExpect(status().is3xxRedirection());
        assertThat(page(county, path)).contains("退回：写具体", "都落实了</textarea>");
        assertThat(page(county, "/projects/" + project.id() + "/outputs"))
                .contains("9 项任务，0 项达到", "每季至少 1 篇", "记成果</button>");
        assertThat(page(city, "/projects/" + project.id() + "/archive"))
                .contains("项任务没有材料")
                .doesNotContain("归档</button>");
        mvc.perform(get("/projects/" + project.id() + "/outputs").with(SignedInAs.actor(neighbour)))
                .andExpect(status().isNotFound());
        mvc.perform(get("/export/project-reports?standing=late").with(SignedInAs.actor(city)))
                .andExpect(status().isOk());
    }

    @Test
    @DisplayName("每种频次的期：连着、不重、不漏")
    void spans() {
        for (var frequency : Frequency.values()) {
            var from = LocalDate.of(2021, 2, 17);
            var to = LocalDate.of(2022, 3, 5);
            var spans = ReportPlan.spans(frequency, from, to);
            assertThat(spans.getFirst().from()).isEqualTo(from);
            assertThat(spans.getLast().to()).isEqualTo(to);
            assertThat(spans).extracting(ReportPlan.Span::name).doesNotHaveDuplicates();
            for (int i = 1; i < spans.size(); i++)
                assertThat(spans.get(i).from()).isEqualTo(spans.get(i - 1).to().plusDays(1));
            assertThat(ReportPlan.dayOf(spans.getFirst(), 400))
                    .isEqualTo(spans.getFirst().to());
        }
    }
}
