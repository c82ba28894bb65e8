package org.nongyou.task;

import static nongyoudb.journal.Tables.ENTRIES;
import static nongyoudb.task.Tables.DISPATCHES;
import static nongyoudb.task.Tables.REPORTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Doubt;
import org.nongyou.task.AssignmentFilter.Standing;
import org.nongyou.task.AssignmentFilter.Whose;
import org.nongyou.web.NotFound;

@DisplayName("任务从下达、报送、退回到办结")
class TaskScenariosTest extends TaskScenario {

    @Test
    @DisplayName("市里调度，区里带证明报，市里退回一次再确认：数字汇总，件件进日志")
    void fromDispatchToDone() {
        var task = trainingOf(clerk);
        assertThat(task.state()).isEqualTo(AssignmentState.OPEN);
        assertThat(task.toOfficeId()).isEqualTo(city.officeId());
        assertThat(lists.desk(clerk)).isEqualTo(new AssignmentLists.Desk(1, 0, 0, 0, 0, 0, 0, 0));

        assertThat(report(clerk, task, false).orElseThrow().state()).isEqualTo(AssignmentState.DOING);
        var missing = refusal(assignments.report(clerk, task.id(), 2, true, "", Map.of("培训人次", "340")));
        assertThat(missing.all())
                .extracting(one -> one.message())
                .contains("写上做了什么、到什么程度", "还没有填“培训面积（亩）”", "还没有填“问题”", "还没有上传“签到表”");
        assertThat(missing.clause()).contains("张掖市加快有机农产品基地建设实施方案", CLAUSE);

        proof(clerk, task);
        assertThat(report(clerk, task, true).orElseThrow().state()).isEqualTo(AssignmentState.REPORTED);
        assertThat(lists.desk(city).confirm()).isEqualTo(1);
        assertThat(reasons(report(clerk, task, true))).containsExactly("task.waits");
        assertThat(reasons(assignments.sendBack(city, task.id(), now(task).revision(), " ")))
                .containsExactly("task.reason-missing");
        assignments.sendBack(city, task.id(), now(task).revision(), "签到表看不清").orElseThrow();
        assertThat(now(task).state()).isEqualTo(AssignmentState.RETURNED);
        report(clerk, task, true).orElseThrow();
        assignments.confirm(city, task.id(), now(task).revision(), "").orElseThrow();
        assertThat(now(task).state()).isEqualTo(AssignmentState.DONE);
        assertThat(reasons(report(clerk, task, false))).containsExactly("task.closed");
        assertThat(reasons(assignments.attach(clerk, task.id(), "签到表", "a.pdf", pdf("x"))))
                .containsExactly("task.closed");

        var filter = AssignmentFilter.of(Map.of("scheme", zhangye.id(), "year", "2026"));
        assertThat(lists.totals(city.scope(), filter))
                .extracting(total -> total.title() + " "
                        + total.amount().stripTrailingZeros().toPlainString() + total.unit() + " "
                        + total.confirmed().stripTrailingZeros().toPlainString())
                .containsExactly("培训人次 340人次 340", "培训面积 12.5亩 12.5");
        assertThat(lists.totals(neighbour.scope(), filter)).isEmpty();
        assertThat(sql.select(ENTRIES.ACT)
                        .from(ENTRIES)
                        .where(ENTRIES.ACT.like("task.%"))
                        .orderBy(ENTRIES.ID)
                        .fetch(ENTRIES.ACT))
                .containsExactly(
                        "task.dispatch", "task.progress", "task.report", "task.return", "task.report", "task.confirm");
    }

    @Test
    @DisplayName("不是自己的、不是自己确认的、看不到的、点两下的")
    void whoMayDoWhat() {
        var task = trainingOf(clerk);
        assertThatThrownBy(() -> report(neighbour, task, false)).isInstanceOf(NotFound.class);
        assertThat(reasons(report(city, task, false))).containsExactly("task.not-yours");
        assertThat(reasons(report(leader, task, false))).containsExactly("task.no-right");
        assertThat(reasons(assignments.confirm(city, task.id(), 1, ""))).containsExactly("task.not-reported");
        proof(clerk, task);
        report(clerk, task, true).orElseThrow();
        // The same form once more changes nothing.
        assertThat(assignments
                        .report(clerk, task.id(), 1, true, "办了两期", TOLD)
                        .orElseThrow()
                        .revision())
                .isEqualTo(2);
        assertThat(sql.fetchCount(REPORTS)).isEqualTo(1);
        assertThat(reasons(assignments.confirm(county, task.id(), 2, ""))).containsExactly("task.confirm-own");
        assertThatThrownBy(() -> assignments.confirm(neighbour, task.id(), 2, ""))
                .isInstanceOf(NotFound.class);
        // Who reported has moved up since.
        var moved = new Actor(
                clerk.accountId(),
                clerk.username(),
                clerk.name(),
                city.office(),
                city.region(),
                null,
                java.util.Set.of(Role.REVIEWER),
                false);
        assertThat(reasons(assignments.confirm(moved, task.id(), 2, ""))).containsExactly("task.confirm-self");
        assertThat(reasons(assignments.confirm(city, task.id(), 1, ""))).containsExactly("task.changed");
        assignments.confirm(city, task.id(), 2, "属实").orElseThrow();
        assertThat(assignments.confirm(city, task.id(), 2, "属实").orElseThrow().state())
                .isEqualTo(AssignmentState.DONE);
        assertThat(reasons(dispatches.cancel(city, task.id(), 3, "不用了"))).containsExactly("task.closed");
        var other = trainingOf(clerk);
        assertThat(reasons(dispatches.cancel(county, other.id(), 1, "不用了"))).containsExactly("task.cancel-other");
        dispatches.cancel(city, other.id(), 1, "不用了").orElseThrow();
        assertThat(reasons(report(clerk, other, false))).containsExactly("task.closed");
    }

    @Test
    @DisplayName("数字：负的、多打了零的、不是数的、小数的人，每个一句话，填的都留着")
    void numbers() {
        var task = trainingOf(clerk);
        proof(clerk, task);
        var wrong = new HashMap<String, String>();
        var expected = new HashMap<String, String>();
        expected.put("-5", "task.field-negative");
        expected.put("1000000000", "task.field-absurd");
        expected.put("99999999999999999999999999", "task.field-absurd");
        expected.put("三百", "task.field-number");
        expected.put("1e9", "task.field-number");
        expected.put("12.5", "task.field-whole");
        expected.forEach((typed, key) -> {
            wrong.putAll(TOLD);
            wrong.put("培训人次", typed);
            assertThat(reasons(assignments.report(clerk, task.id(), 1, true, "办了", wrong)))
                    .as(typed)
                    .containsExactly(key);
        });
        wrong.putAll(TOLD);
        wrong.put("培训面积", "1.005");
        assertThat(reasons(assignments.report(clerk, task.id(), 1, true, "办了", wrong)))
                .containsExactly("task.field-decimals");
        assertThat(now(task).revision()).isEqualTo(1);
        wrong.put("培训面积", "10,000,000");
        assertThat(assignments
                        .report(clerk, task.id(), 1, true, "办了", wrong)
                        .orElseThrow()
                        .state())
                .isEqualTo(AssignmentState.REPORTED);
    }

    @Test
    @DisplayName("调度：期限过了、没有依据、不在下面、同一张表点两下")
    void dispatching() {
        var past = training(LocalDate.of(2026, 3, 1), officeOf(clerk));
        assertThat(reasons(dispatches.dispatch(city, past))).containsExactly("task.due-past");
        var nothing = new NewDispatch(zhangye, "九十九", "", "", null, List.of(), List.of(), List.of(), "k");
        assertThat(reasons(dispatches.dispatch(city, nothing)))
                .containsExactlyInAnyOrder(
                        "task.dispatch-clause", "task.dispatch-title", "task.due-missing", "task.dispatch-no-office");
        var day = LocalDate.of(2026, 3, 31);
        for (var wrong : List.of(training(day, officeOf(city)), training(day, 999_999L)))
            assertThat(reasons(dispatches.dispatch(city, wrong))).containsExactly("task.dispatch-not-below");
        assertThat(reasons(dispatches.dispatch(county, training(day, officeOf(neighbour)))))
                .containsExactly("task.dispatch-not-below");
        assertThat(reasons(dispatches.dispatch(leader, training(day, officeOf(clerk)))))
                .containsExactly("task.dispatch-no-right");
        var order = training(day, officeOf(clerk), officeOf(neighbour));
        var first = dispatches.dispatch(city, order).orElseThrow();
        assertThat(dispatches.dispatch(city, order).orElseThrow().id()).isEqualTo(first.id());
        assertThat(first.assignments()).isEqualTo(2);
        assertThat(sql.fetchCount(DISPATCHES)).isEqualTo(1);
        assertThat(lists.list(neighbour, AssignmentFilter.NONE, null, 10))
                .singleElement()
                .satisfies(one -> assertThat(one.officeId()).isEqualTo(officeOf(neighbour)));
    }

    @Test
    @DisplayName("“下达”点了两下，同时到：还是一次，两次都到同一处；别人拿同一张表交不进去")
    void sentTwiceAtOnce() throws Exception {
        var order = training(LocalDate.of(2026, 3, 31), officeOf(clerk));
        assertThat(clickedTwice(() -> dispatches.dispatch(city, order)))
                .extracting(Dispatch::id)
                .containsOnly(sql.fetchSingle(DISPATCHES).getId());
        var list = list("publicity");
        var twice = clickedTwice(() -> taskLists.issue(city, list));
        assertThat(twice.getFirst()).isEqualTo(twice.getLast());
        assertThat(sql.fetchCount(DISPATCHES)).isEqualTo(2);
        var colleague = TestPeople.of(sql, offices, accounts, "zy-clerk", "620700", Role.CLERK);
        assertThat(reasons(dispatches.dispatch(colleague, order))).containsExactly("task.form-taken");
        assertThat(reasons(taskLists.issue(colleague, list))).containsExactly("task.form-taken");
    }

    @Test
    @DisplayName("任务清单：落到每个县区和市里的单位，按期分，过了的期不补，下达过的不重复")
    void theListOfADocument() {
        assertThat(reasons(taskLists.issue(county, list("publicity")))).containsExactly("task.issue-not-issuer");
        assertThat(reasons(taskLists.issue(city, list()))).containsExactly("task.issue-no-task");
        var order = list("publicity", "soil-series", "duties", "guidance", "evaluation-method", "enforcement");
        var preview = taskLists.preview(order);
        assertThat(preview.leftOut()).isEmpty();
        var given = taskLists.issue(city, order).orElseThrow();
        var rows = lists.list(city, AssignmentFilter.NONE, null, 1000);
        assertThat(rows).hasSize(given.assignments()).hasSize(preview.rows());
        // Both counties, once a year, confirmed by the city's agriculture.
        assertThat(of(rows, "publicity"))
                .extracting(one -> one.officeId() + " " + one.spanTitle() + " " + one.dueOn() + " " + one.toOfficeId())
                .containsExactlyInAnyOrder(
                        officeOf(clerk) + " 2026年 2026-12-31 " + officeOf(city),
                        officeOf(neighbour) + " 2026年 2026-12-31 " + officeOf(city));
        assertThat(of(rows, "publicity").getFirst().asks())
                .extracting(ReportField::kind)
                .containsExactly(ReportField.Kind.COUNT, ReportField.Kind.COUNT);
        assertThat(of(rows, "publicity").getFirst().proofs()).containsExactly("签到表", "照片");
        // As often as the office says, since the document does not.
        assertThat(of(rows, "soil-series")).hasSize(8).allMatch(Assignment::dueByOffice);
        // The document's day is over: the office's holds.
        assertThat(of(rows, "evaluation-method"))
                .singleElement()
                .satisfies(one -> assertThat(one.dueOn()).isEqualTo(LocalDate.of(2026, 10, 31)));
        // The city's own are confirmed by the government's office, once there is one; until then a report closes them.
        var own = of(rows, "guidance").getFirst();
        assertThat(own.toOfficeId()).isNull();
        assertThat(own.cooperating()).contains("市畜牧兽医局");
        for (var title : own.proofs())
            assignments
                    .attach(city, own.id(), title, title + ".pdf", pdf(title))
                    .orElseThrow();
        assertThat(assignments
                        .report(city, own.id(), 1, true, "办了", Map.of("服务次数", "12", "培训人次", "500"))
                        .orElseThrow()
                        .state())
                .isEqualTo(AssignmentState.DONE);

        assertThat(reasons(taskLists.issue(city, list("publicity", "guidance"))))
                .containsExactly("task.issue-nothing-new");
        var more = taskLists.issue(city, list("publicity", "brands")).orElseThrow();
        assertThat(more.assignments()).isEqualTo(1);
        on(2026, 8, 1);
        var late = taskLists.issue(city, list("complaints")).orElseThrow();
        assertThat(lists.list(city, AssignmentFilter.of(Map.of("task", "complaints")), null, 100))
                .hasSize(late.assignments())
                .extracting(Assignment::span)
                .containsOnly("2026-Q3", "2026-Q4");
    }

    @Test
    @DisplayName("存疑定下来的日子和次数先用；没有机构、没有填期限的写明下达不了")
    void settledDaysAndMissingOffices() {
        var government = offices.establish(new RegionCode("620700"), "government", "张掖市政府办", null, false);
        var issuer = accounts.establish(
                government, new RegionCode("620700"), "zy-fu", "余测试", java.util.Set.of(Role.REVIEWER), "-", false);
        var doubts = schemes.at(zhangye).doubts();
        var due = doubts.stream()
                .filter(one -> one.path().equals("tasks.duties.due"))
                .findFirst()
                .orElseThrow();
        assertThat(due.settles()).isEqualTo(Doubt.Settles.DATE);
        schemes.settle(issuer, zhangye, due.path(), "2026-06-30", "六月底前", null).orElseThrow();
        var open = new TaskList(
                zhangye,
                2026,
                List.of("duties", "citizen-inspectors", "soil-series", "science-projects", "sales-links"),
                List.of(),
                null,
                null,
                List.of(),
                "k-1");
        var preview = taskLists.preview(open);
        assertThat(preview.leftOut())
                .extracting(one -> one.task() + "：" + one.why())
                .anySatisfy(line -> assertThat(line).contains("聘请民间有机农产品监察员", "要填“最迟哪天”"))
                .anySatisfy(line -> assertThat(line).contains("土壤肥力监测", "要选“多久报一次”"));
        taskLists.issue(issuer, open).orElseThrow();
        var rows = lists.list(city, AssignmentFilter.NONE, null, 100);
        assertThat(of(rows, "duties"))
                .allSatisfy(one -> assertThat(one.dueOn()).isEqualTo(LocalDate.of(2026, 6, 30)))
                .noneMatch(Assignment::dueByOffice);
        // Commerce has no office here: agriculture, named beside it, has it to do; the government's office confirms.
        assertThat(of(rows, "sales-links")).singleElement().satisfies(one -> {
            assertThat(one.officeId()).isEqualTo(officeOf(city));
            assertThat(one.toOfficeId()).isEqualTo(government.id());
        });
        assertThat(of(rows, "science-projects")).hasSize(1);
    }

    @Test
    @DisplayName("超期由日子算出来：进度表、清单和工作台是同一个数")
    void overdueIsComputed() {
        dispatches
                .dispatch(city, training(LocalDate.of(2026, 3, 10), officeOf(clerk), officeOf(neighbour)))
                .orElseThrow();
        var overdue = AssignmentFilter.NONE.standing(Standing.OVERDUE);
        assertThat(lists.total(city, overdue)).isZero();
        on(2026, 3, 10);
        assertThat(lists.desk(clerk)).isEqualTo(new AssignmentLists.Desk(1, 1, 0, 0, 0, 0, 0, 0));
        assertThat(lists.total(city, overdue)).isZero();
        on(2026, 3, 11);
        assertThat(lists.desk(clerk)).isEqualTo(new AssignmentLists.Desk(1, 0, 1, 0, 0, 0, 0, 0));
        assertThat(lists.total(city, overdue)).isEqualTo(2);
        assertThat(lists.list(city, overdue, null, 10)).hasSize(2);
        assertThat(lists.list(clerk, overdue.of(Whose.MINE), null, 10)).hasSize(1);
        assertThat(lists.counts(city.scope(), AssignmentFilter.NONE, true))
                .hasSize(2)
                .allMatch(one -> one.standing() == Standing.OVERDUE && one.tasks() == 1);
        var one = lists.list(clerk, overdue, null, 10).getFirst();
        proof(clerk, one);
        report(clerk, one, true).orElseThrow();
        assertThat(lists.desk(clerk).overdue()).isZero();
        assertThat(now(one).reportedLate()).isTrue();
    }

    @Test
    @DisplayName("项目的任务不下达到县：在项目里办和报，免得报两遍")
    void projectsReportTheirOwn() {
        var gi = schemes.current("shanxi-gi-protection-2021").orElseThrow();
        var province = TestPeople.of(sql, offices, accounts, "sheng", "140000", Role.REVIEWER);
        TestPeople.of(sql, offices, accounts, "shi", "140400", Role.REVIEWER);
        TestPeople.of(sql, offices, accounts, "xian", "140423", Role.REVIEWER);
        var order = new TaskList(
                gi.ref(),
                2026,
                List.of("monthly", "city-summary", "province-groups"),
                List.of(),
                LocalDate.of(2026, 10, 31),
                null,
                List.of(),
                "gi");
        assertThat(taskLists.preview(order).leftOut())
                .extracting(one -> one.task() + "：" + one.why())
                .anySatisfy(line -> assertThat(line).isEqualTo("月调度：每个项目一份，在“项目”里办和报"));
        taskLists.issue(province, order).orElseThrow();
        assertThat(lists.list(province, AssignmentFilter.NONE, null, 100))
                .extracting(Assignment::taskKey)
                .doesNotContain("monthly")
                .contains("province-groups");
    }

    private static List<Assignment> of(List<Assignment> rows, String task) {
        return rows.stream().filter(one -> one.taskKey().equals(task)).toList();
    }
}
