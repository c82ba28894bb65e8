package org.nongyou.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.base.Base;
import org.nongyou.base.BaseForm;
import org.nongyou.base.Bases;
import org.nongyou.identity.web.SignedInAs;
import org.nongyou.producer.CreditCode;
import org.nongyou.producer.ProducerForm;
import org.nongyou.producer.Producers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;

@DisplayName("每个基地一份的任务、按数据发生和办结的任务、提醒、延期、整改佐证")
class TaskSubjectsTest extends TaskScenario {

    @Autowired
    Extensions extensions;

    @Autowired
    Supervisions supervisions;

    @Autowired
    TaskNight night;

    @Autowired
    Producers producers;

    @Autowired
    Bases bases;

    private int count;

    private Base listed(String name, String signboardOn, String validTo) {
        var body = "93620702MB%07d".formatted(++count);
        var owner = producers
                .register(
                        clerk,
                        new ProducerForm(
                                "cooperative",
                                name + "合作社",
                                body + CreditCode.checkCharacter(body),
                                "",
                                "620702107",
                                "",
                                "张示例",
                                "13800000000",
                                List.of(),
                                true,
                                false))
                .orElseThrow();
        var base = bases.register(clerk, form(owner.id(), name, signboardOn, validTo))
                .orElseThrow();
        sql.execute(
                """
                insert into catalogue.listings (number, scheme_id, scheme_version, kind, level, subject_kind, subject_id,
                    title, region_code, listed_on, public_code)
                values (?, ?, ?, 'organic-base', 'city', 'base', ?, ?, '620702107', date '2026-01-05', ?)
                """,
                "n" + base.id(),
                zhangye.id(),
                zhangye.version(),
                String.valueOf(base.id()),
                name,
                UUID.randomUUID().toString());
        return base;
    }

    private BaseForm form(long owner, String name, String signboardOn, String validTo) {
        return new BaseForm(
                Long.toString(owner),
                name,
                "620702107",
                "",
                "西兰花",
                "vegetable",
                "300",
                "张示例",
                "0936-5550188",
                "有机种植规程",
                "",
                "",
                "",
                "",
                signboardOn,
                List.of(),
                validTo.isEmpty()
                        ? List.of()
                        : List.of(new BaseForm.CertificateForm("organic", "", "2025-05-01", validTo, "")));
    }

    private List<Assignment> tasks(String key) {
        return lists.list(city, AssignmentFilter.of(Map.of("task", key)), null, 100);
    }

    @Test
    @DisplayName("立标识牌：目录里每个基地一份，新列入的夜里补上，牌立好了自己办结，出了目录自己撤销")
    void aTaskForEachBase() throws Exception {
        assertThat(taskLists.preview(list("signboards")).leftOut())
                .extracting(one -> one.why())
                .containsExactly("目录里还没有基地；列入以后当天夜里自动下达");
        var one = listed("碱滩西兰花基地", "", "");
        taskLists.issue(city, list("signboards", "base-inspection")).orElseThrow();
        assertThat(tasks("signboards")).singleElement().satisfies(task -> {
            assertThat(task.officeId()).isEqualTo(officeOf(clerk));
            assertThat(task.fullTitle()).isEqualTo("立基地保护牌：碱滩西兰花基地");
            assertThat(task.subjectHref()).isEqualTo("/bases/" + one.id());
        });
        // Quarters that have not begun come when they begin.
        assertThat(tasks("base-inspection")).extracting(Assignment::span).containsExactly("2026-Q1");
        assertThat(reasons(taskLists.issue(city, list("signboards")))).containsExactly("task.issue-nothing-new");

        var task = tasks("signboards").getFirst();
        var page = page(clerk, "/tasks/" + task.id());
        assertThat(page).contains("平台的数据怎么说", "数据还没有达到要求", "标识牌", "否", "碱滩西兰花基地");
        assertThat(lists.list(clerk, AssignmentFilter.of(Map.of("q", "西兰花")), null, 10))
                .hasSize(2);

        var second = listed("明永菜心基地", "", "");
        on(2026, 4, 1);
        night.run();
        assertThat(tasks("signboards")).hasSize(2);
        assertThat(tasks("base-inspection"))
                .extracting(a -> a.subjectTitle() + a.span())
                .containsExactlyInAnyOrder("碱滩西兰花基地2026-Q1", "碱滩西兰花基地2026-Q2", "明永菜心基地2026-Q2");
        night.run();
        assertThat(tasks("signboards")).hasSize(2);

        sql.execute("update base.bases set signboard_on = date '2026-03-30' where id = ?", one.id());
        sql.execute("update catalogue.listings set status = 'removed' where subject_id = ?", "" + second.id());
        night.run();
        assertThat(now(task).state()).isEqualTo(AssignmentState.DONE);
        assertThat(assignments.reports(task).getFirst().words()).contains("标识牌").contains("是");
        assertThat(page(city, "/tasks/" + task.id())).contains("按平台的数据办结");
        assertThat(tasks("signboards").getLast().state()).isEqualTo(AssignmentState.CANCELLED);
        assertThat(assignments.reports(tasks("signboards").getLast()).getFirst().words())
                .isEqualTo("已经不在目录里");
        assertThat(reasons(report(clerk, task, true))).containsExactly("task.closed");
    }

    @Test
    @DisplayName("动员再认证：证书快到期的基地才有这项任务，续了就没有了")
    void aTaskThatArises() {
        var near = listed("快到期基地", "", "2026-05-01");
        listed("还早的基地", "", "2027-04-30");
        listed("没有证书的基地", "", "");
        taskLists.issue(city, list("renewal-calls")).orElseThrow();
        assertThat(tasks("renewal-calls")).extracting(Assignment::subjectTitle).containsExactly("快到期基地");
        sql.execute("update base.certificates set valid_to = date '2027-05-01' where base_id = ?", near.id());
        night.run();
        assertThat(tasks("renewal-calls"))
                .singleElement()
                .satisfies(one -> assertThat(one.state()).isEqualTo(AssignmentState.CANCELLED));
    }

    @Test
    @DisplayName("提醒：到期前 3 个工作日出现在工作台，办完就没有了")
    void reminded() throws Exception {
        taskLists.issue(city, list("progress")).orElseThrow();
        // The first quarter ends on a Tuesday: three working days before is the Thursday of the week before.
        assertThat(tasks("progress").getFirst().remindOn()).isEqualTo(LocalDate.of(2026, 3, 26));
        on(2026, 3, 25);
        assertThat(lists.desk(clerk).remind()).isZero();
        assertThat(page(clerk, "/")).doesNotContain("方案要提醒的");
        on(2026, 3, 26);
        assertThat(lists.desk(clerk).remind()).isEqualTo(1);
        assertThat(lists.reminders(clerk, 5)).hasSize(1);
        assertThat(page(clerk, "/")).contains("方案要提醒的", "剩 3 个工作日");
        on(2026, 4, 1);
        assertThat(lists.desk(clerk).remind()).isZero();
        assertThat(lists.desk(clerk).overdue()).isEqualTo(1);
    }

    @Test
    @DisplayName("延期：写明原因申请，上级准到不超过申请的日子，或者写明原因不准；谁也不能批自己的")
    void extended() throws Exception {
        var task = trainingOf(clerk);
        var to = LocalDate.of(2026, 4, 20);
        assertThat(reasons(extensions.ask(leader, task.id(), to, "忙"))).containsExactly("task.no-right");
        var wrong = refusal(extensions.ask(clerk, task.id(), LocalDate.of(2026, 3, 31), " "));
        assertThat(wrong.all())
                .extracting(one -> one.key())
                .containsExactly("task.extend-reason", "task.extend-earlier");
        assertThat(wrong.clause()).contains(CLAUSE);
        assertThat(page(clerk, "/tasks/" + task.id())).contains("申请延期");
        mvc.perform(post("/tasks/" + task.id() + "/extension")
                        .param("wantedOn", "2026-04-20")
                        .param("reason", "讲师四月才到")
                        .with(SignedInAs.actor(clerk)))
                .andExpect(status().is3xxRedirection());
        // The same form once more.
        extensions.ask(clerk, task.id(), to, "讲师四月才到").orElseThrow();
        assertThat(extensions.of(task)).hasSize(1);
        assertThat(reasons(extensions.ask(clerk, task.id(), to.plusDays(9), "再晚一点")))
                .containsExactly("task.extend-asked");
        assertThat(lists.desk(city).extend()).isEqualTo(1);
        assertThat(page(city, "/tasks")).contains("<a href=\"/tasks/extensions\">等本单位批的延期 <span>1</span></a>");
        assertThat(page(clerk, "/tasks")).doesNotContain("/tasks/extensions");
        assertThat(page(city, "/tasks/extensions")).contains("讲师四月才到", "2026-04-20");
        assertThat(page(county, "/tasks/extensions")).doesNotContain("讲师四月才到");
        assertThat(page(city, "/tasks/" + task.id())).contains("批延期");
        assertThat(reasons(extensions.decide(county, task.id(), to, ""))).containsExactly("task.extend-own");
        assertThat(reasons(extensions.decide(city, task.id(), to.plusDays(1), "")))
                .containsExactly("task.extend-more");
        assertThat(reasons(extensions.decide(city, task.id(), null, " "))).containsExactly("task.reason-missing");
        var nothing = mvc.perform(
                        post("/tasks/" + task.id() + "/extension/decision").with(SignedInAs.actor(city)))
                .andExpect(status().isUnprocessableContent())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(nothing).contains("选“准”或者“不准”");
        extensions.decide(city, task.id(), LocalDate.of(2026, 4, 10), "四月上旬办完").orElseThrow();
        assertThat(now(task).dueOn()).isEqualTo(LocalDate.of(2026, 4, 10));
        assertThat(now(task).firstDueOn()).isEqualTo(LocalDate.of(2026, 3, 31));
        on(2026, 4, 8);
        assertThat(lists.desk(clerk).overdue()).isZero();
        assertThat(page(clerk, "/tasks/" + task.id())).contains("原来到 2026-03-31", "四月上旬办完");
        extensions.ask(clerk, task.id(), to, "场地还没有").orElseThrow();
        extensions.decide(city, task.id(), null, "不能再拖").orElseThrow();
        assertThat(now(task).dueOn()).isEqualTo(LocalDate.of(2026, 4, 10));
        assertThat(reasons(extensions.decide(city, task.id(), to, "好"))).containsExactly("task.extend-none");
    }

    @Test
    @DisplayName("报整改带佐证：报错了文件还在，报过的不能删")
    void mendedWithFiles() throws Exception {
        var one = supervisions
                .order(
                        city,
                        new NewSupervision(
                                SupervisionKind.RECTIFICATION,
                                null,
                                officeOf(clerk),
                                zhangye,
                                "五",
                                "培训没有办",
                                "补办",
                                null,
                                "",
                                "",
                                LocalDate.of(2026, 3, 20),
                                UUID.randomUUID().toString()))
                .orElseThrow();
        var path = "/tasks/supervision/" + one.id();
        var photo = new MockMultipartFile(
                "files", "现场.pdf", "application/pdf", "%PDF-1.7 p".getBytes(StandardCharsets.UTF_8));
        var bad = mvc.perform(multipart(path + "/answer")
                        .file(photo)
                        .param("revision", "1")
                        .param("words", " ")
                        .with(SignedInAs.actor(clerk)))
                .andExpect(status().isUnprocessableContent())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(bad).contains("写上原因和改了什么", "现场.pdf", "删掉");
        supervisions.answer(clerk, one.id(), 1, "补办了").orElseThrow();
        var file = supervisions.files(one).getFirst();
        assertThat(file.sent()).isTrue();
        assertThat(page(city, path)).contains("现场.pdf");
        supervisions.close(city, one.id(), 2, false, "不清楚").orElseThrow();
        assertThat(reasons(supervisions.detach(clerk, one.id(), file.id()))).containsExactly("task.proof-sent");
        assertThat(reasons(supervisions.attach(city, one.id(), "a.pdf", pdf("x"))))
                .containsExactly("task.not-yours");
    }
}
