package org.nongyou.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.SentStatements;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.identity.web.SignedInAs;
import org.nongyou.scheme.SchemeVersion;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

@DisplayName("任务的页面")
class TaskPagesTest extends TaskScenario {

    private static final MockMultipartFile SHEET = new MockMultipartFile(
            "p0", "签到表.pdf", "application/pdf", "%PDF-1.7 sheet".getBytes(StandardCharsets.UTF_8));

    @Test
    @DisplayName("调度、报错了改、报完成、确认，进度表里看得到；错的和选的文件都留着")
    void fromDispatchToTable() throws Exception {
        assertThat(page(city, "/tasks")).contains("辖区里还没有下达任务");
        // Each county has one office: one list, ticked at once.
        assertThat(page(city, "/tasks/dispatch/new"))
                .contains("620702农业农村局", "三（二）8 长效机制", "data-all=\"yes\"")
                .containsOnlyOnce("data-pick");
        var wrong = refused(post("/tasks/dispatch/new")
                .param("title", "上报培训情况")
                .param("clause", "zhangye-organic-2025|" + zhangye.version() + "|" + CLAUSE)
                .param("dueOn", "2026-03-01")
                .param("asks", "培训人次（人次）")
                .param("proofs", "签到表")
                .with(SignedInAs.actor(city)));
        assertThat(wrong).contains("2026-03-01 已经过了", "至少选一个单位", "value=\"上报培训情况\"", "培训人次（人次）");
        mvc.perform(post("/tasks/dispatch/new")
                        // Some programs paste a byte that nobody can type.
                        .param("title", "上报培训\0情况")
                        .param("clause", "zhangye-organic-2025|" + zhangye.version() + "|" + CLAUSE)
                        .param("dueOn", "2026-03-20")
                        .param("asks", "培训人次（人次）")
                        .param("proofs", "签到表")
                        .param("office", Long.toString(officeOf(clerk)), Long.toString(officeOf(neighbour)))
                        .with(SignedInAs.actor(city)))
                .andExpect(status().is3xxRedirection());

        assertThat(page(clerk, "/tasks")).contains("本单位要办 1 项", "上报培训情况", "剩");
        var task = lists.list(clerk, AssignmentFilter.NONE, null, 10).getFirst();
        var path = "/tasks/" + task.id();
        assertThat(page(clerk, path)).contains("3月20日前办完", "还没传", "培训人次", CLAUSE);
        mvc.perform(get(path).with(SignedInAs.actor(neighbour))).andExpect(status().isNotFound());
        assertThat(page(leader, path)).contains("填报由本单位的审核或经办办").doesNotContain("报完成</button>");

        var bad = mvc.perform(multipart(path)
                        .file(SHEET)
                        .param("do", "report")
                        .param("revision", "1")
                        .param("words", "办了两期培训")
                        .param("f0", "1000000000")
                        .with(SignedInAs.actor(clerk)))
                .andExpect(status().isUnprocessableContent())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(bad)
                .contains("超过 1,000 万", "办了两期培训", "value=\"1000000000\"", "签到表.pdf")
                .doesNotContain("还没有上传");
        mvc.perform(multipart(path)
                        .param("do", "report")
                        .param("revision", "1")
                        .param("words", "办了两期培训")
                        .param("f0", "340")
                        .with(SignedInAs.actor(clerk)))
                .andExpect(redirectedUrl(path));
        assertThat(page(clerk, path)).contains("等620700农业农村局确认", "340");
        assertThat(page(city, "/tasks")).contains("等本单位确认 1 项");
        assertThat(refused(post(path + "/judgement").param("revision", "2").with(SignedInAs.actor(city))))
                .contains("选“办结”或者“退回”");
        assertThat(refused(post(path + "/judgement")
                        .param("revision", "2")
                        .param("outcome", "return")
                        .with(SignedInAs.actor(city))))
                .contains("写明原因");
        mvc.perform(post(path + "/judgement")
                        .param("revision", "2")
                        .param("outcome", "confirm")
                        .param("judgement", "属实")
                        .with(SignedInAs.actor(city)))
                .andExpect(redirectedUrl(path));
        on(2026, 3, 25);
        assertThat(page(city, "/tasks/progress?scheme=zhangye-organic-2025&year=2026"))
                .contains("到时候的任务 2 项，办结 1 项，超期没办 1 项", "340 人次", "standing=overdue");
        assertThat(page(neighbour, "/tasks")).contains("超期 1 项，先办");
        assertThat(page(neighbour, "/tasks/progress?scheme=zhangye-organic-2025&year=2026"))
                .contains("到时候的任务 1 项")
                .doesNotContain("340 人次");
        assertThat(page(neighbour, "/")).contains("本单位的任务", "超期");
        mvc.perform(get("/export/tasks?whose=area&standing=overdue").with(SignedInAs.actor(city)))
                .andExpect(status().isOk());
    }

    @Test
    @DisplayName("下达任务清单：先看落到谁，再下达，点两下不重复；手写的地址不出错")
    void theList() throws Exception {
        assertThat(page(city, "/tasks/dispatch/list")).contains("宣传法规政策、培训从业人员", "文件没有写多久一次");
        var form = post("/tasks/dispatch/list")
                .param("scheme", "zhangye-organic-2025")
                .param("formKey", "00000000-0000-0000-0000-000000000001")
                .param("year", "2026")
                .param("task", "publicity", "soil-series")
                .with(SignedInAs.actor(city));
        var preview = mvc.perform(form.param("do", "preview"))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(preview).contains("会落到 2 个单位，新下达 2 项", "要选“多久报一次”");
        for (int time = 0; time < 2; time++)
            mvc.perform(post("/tasks/dispatch/list")
                            .param("scheme", "zhangye-organic-2025")
                            .param("formKey", "00000000-0000-0000-0000-000000000001")
                            .param("year", "2026")
                            .param("task", "publicity")
                            .with(SignedInAs.actor(city)))
                    .andExpect(redirectedUrl("/tasks/progress?scheme=zhangye-organic-2025&year=2026"));
        assertThat(page(city, "/tasks/dispatch")).contains("2026 年任务清单", "任务清单");
        assertThat(lists.total(city, AssignmentFilter.NONE)).isEqualTo(2);
        mvc.perform(get("/tasks/dispatch/list").with(SignedInAs.actor(clerk)))
                .andExpect(redirectedUrl("/tasks/dispatch"));
        mvc.perform(get("/tasks/dispatch/new").with(SignedInAs.actor(leader))).andExpect(status().isForbidden());
        for (var path : java.util.List.of(
                "/tasks?after=x&region=99&year=abc&standing=none&whose=none",
                "/tasks?after=0.2026-02-31.1",
                "/tasks/progress?scheme=none&region=620722&task=none")) page(city, path);
        mvc.perform(get("/tasks/99999999").with(SignedInAs.actor(city))).andExpect(status().isNotFound());
        mvc.perform(post("/tasks/"
                                + lists.list(clerk, AssignmentFilter.NONE, null, 1)
                                        .getFirst()
                                        .id())
                        .with(SignedInAs.actor(clerk)))
                .andExpect(status().isOk());
    }

    @Test
    @DisplayName("方案只列管到本地的：别的省市的没有；已公布的名单不是方案，不能当依据")
    void ownDocuments() throws Exception {
        var shanxi = TestPeople.of(sql, offices, accounts, "cz-review", "140400", Role.REVIEWER);
        TestPeople.of(sql, offices, accounts, "xy-clerk", "140423", Role.CLERK);
        var titles = schemes.list().stream()
                .collect(Collectors.toMap(one -> one.ref().id(), SchemeVersion::title));
        for (var path : List.of(
                "/tasks?whose=area", "/tasks/progress", "/rosters", "/tasks/dispatch/new", "/tasks/supervision/new")) {
            assertThat(page(shanxi, path))
                    .as(path)
                    .contains(titles.get("shanxi-quality-bases"))
                    .doesNotContain(titles.get("hunan-quality-bases"))
                    .doesNotContain(titles.get("zhangye-organic-2025"))
                    .doesNotContain(titles.get("published-lists"));
            assertThat(page(city, path))
                    .as(path)
                    .contains(titles.get("zhangye-organic-2025"))
                    .doesNotContain(titles.get("shanxi-quality-bases"));
        }
        var lists = schemes.current("published-lists").orElseThrow();
        var byList = new NewDispatch(
                lists.ref(),
                lists.clauses().getFirst().section(),
                "上报情况",
                "",
                LocalDate.of(2026, 3, 31),
                List.of(),
                List.of(),
                List.of(officeOf(clerk)),
                "k");
        assertThat(reasons(dispatches.dispatch(city, byList))).containsExactly("task.dispatch-clause");
    }

    @Test
    @DisplayName("清单、任务页、进度表各问几句就够，不随行数变")
    void fewStatements() throws Exception {
        dispatches
                .dispatch(city, training(LocalDate.of(2026, 3, 31), officeOf(clerk), officeOf(neighbour)))
                .orElseThrow();
        taskLists.issue(city, list("publicity", "soil-series", "guidance")).orElseThrow();
        var one = lists.list(city, AssignmentFilter.NONE, null, 1).getFirst();
        assertThat(statements(city, "/tasks?whose=area")).isLessThanOrEqualTo(5);
        assertThat(statements(clerk, "/tasks")).isLessThanOrEqualTo(4);
        assertThat(statements(city, "/tasks/" + one.id())).isLessThanOrEqualTo(8);
        assertThat(statements(city, "/tasks/progress?scheme=zhangye-organic-2025"))
                .isLessThanOrEqualTo(5);
    }

    private int statements(Actor who, String path) throws Exception {
        page(who, path);
        return SentStatements.of(sql, () -> page(who, path)).count();
    }

    private String refused(MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request)
                .andExpect(status().isUnprocessableContent())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }
}
