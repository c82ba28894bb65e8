package org.nongyou.task;

import static nongyoudb.journal.Tables.ENTRIES;
import static nongyoudb.task.Tables.CIRCULARS;
import static nongyoudb.task.Tables.SUPERVISIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.identity.web.SignedInAs;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.NotFound;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

@DisplayName("通报、督办函、约谈、限期整改")
class SupervisionTest extends TaskScenario {

    @Autowired
    Circulars circulars;

    @Autowired
    Supervisions supervisions;

    private NewCircular circular() {
        return new NewCircular(
                zhangye, "五", null, "关于任务超期的通报", "请抓紧", UUID.randomUUID().toString());
    }

    private NewSupervision order(
            SupervisionKind kind, @Nullable LocalDate held, String agreed, @Nullable LocalDate due, long office) {
        return new NewSupervision(
                kind,
                null,
                office,
                zhangye,
                "五",
                "培训没有办",
                "两次调度没有报",
                held,
                held == null ? "" : "市局田某，区局马某",
                agreed,
                due,
                UUID.randomUUID().toString());
    }

    @Test
    @DisplayName("通报点名那天超期的，编号连着，办结了也不变；下面都看得到，别的市看不到")
    void circularsNameTheLate() {
        assertThat(reasons(circulars.publish(city, circular()))).containsExactly("task.circular-nobody");
        var task = trainingOf(clerk);
        trainingOf(neighbour);
        on(2026, 4, 4);
        assertThat(reasons(circulars.publish(leader, circular()))).containsExactly("task.circular-no-right");
        // A county has nobody below: its own late tasks are not its to name.
        assertThat(reasons(circulars.publish(county, circular()))).containsExactly("task.circular-nobody");
        var wrong = new NewCircular(zhangye, "九十九", null, " ", "", "k");
        assertThat(reasons(circulars.publish(city, wrong)))
                .containsExactlyInAnyOrder("task.dispatch-clause", "task.circular-title", "task.circular-words");
        var form = circular();
        var first = circulars.publish(city, form).orElseThrow();
        assertThat(circulars.publish(city, form).orElseThrow().id()).isEqualTo(first.id());
        assertThat(circulars.publish(city, circular()).orElseThrow().issue()).isEqualTo("2026年第2期");
        assertThat(circulars.lines(first))
                .extracting(line -> line.officeName() + " " + line.daysLate())
                .containsExactlyInAnyOrder("620702农业农村局 4", "620722农业农村局 4");
        proof(clerk, task);
        report(clerk, task, true).orElseThrow();
        assertThat(circulars.lines(first)).hasSize(2);

        var far = TestPeople.of(sql, offices, accounts, "shi", "140400", Role.REVIEWER);
        for (var who : List.of(clerk, neighbour, city))
            assertThat(circulars.find(who.scope(), first.id()))
                    .as(who.username())
                    .isPresent();
        assertThat(circulars.find(far.scope(), first.id())).isEmpty();
        assertThat(circulars.list(far.scope(), 10)).isEmpty();
        assertThat(circulars.list(Scope.within(RegionCode.COUNTRY), 10)).hasSize(2);
        assertThat(circulars.find(new Scope.Own(7), first.id())).isEmpty();
        assertThat(circulars.list(neighbour.scope(), 10)).hasSize(2);
        assertThat(sql.fetchCount(ENTRIES, ENTRIES.ACT.eq("task.circular"))).isEqualTo(2);
    }

    @Test
    @DisplayName("限期整改：过去的日子不行，自己不能销号，报了才能销，退回接着改，点两下不重复")
    void rectification() {
        long to = officeOf(clerk);
        assertThat(reasons(supervisions.order(
                        city, order(SupervisionKind.RECTIFICATION, null, "", LocalDate.of(2026, 3, 1), to))))
                .containsExactly("task.rectify-past");
        assertThat(reasons(supervisions.order(city, order(SupervisionKind.RECTIFICATION, null, "", null, to))))
                .containsExactly("task.rectify-day");
        var due = LocalDate.of(2026, 3, 20);
        assertThat(reasons(supervisions.order(
                        county, order(SupervisionKind.RECTIFICATION, null, "", due, officeOf(neighbour)))))
                .containsExactly("task.supervise-not-below");
        assertThat(reasons(
                        supervisions.order(city, order(SupervisionKind.RECTIFICATION, null, "", due, officeOf(city)))))
                .containsExactly("task.supervise-not-below");
        assertThat(reasons(supervisions.order(leader, order(SupervisionKind.LETTER, null, "", null, to))))
                .containsExactly("task.supervise-no-right");
        var form = order(SupervisionKind.RECTIFICATION, null, "", due, to);
        var one = supervisions.order(city, form).orElseThrow();
        assertThat(supervisions.order(city, form).orElseThrow().id()).isEqualTo(one.id());
        assertThat(sql.fetchCount(SUPERVISIONS)).isEqualTo(1);
        assertThat(supervisions.find(neighbour.scope(), one.id())).isEmpty();
        assertThatThrownBy(() -> supervisions.answer(neighbour, one.id(), 1, "改了"))
                .isInstanceOf(NotFound.class);
        assertThat(reasons(supervisions.close(city, one.id(), 1, true, "好"))).containsExactly("task.rectify-no-answer");
        assertThat(reasons(supervisions.answer(city, one.id(), 1, "改了"))).containsExactly("task.not-yours");
        assertThat(reasons(supervisions.answer(leader, one.id(), 1, "改了"))).containsExactly("task.no-right");
        assertThat(reasons(supervisions.answer(clerk, one.id(), 1, " "))).containsExactly("task.rectify-words");
        assertThat(lists.desk(clerk).mend()).isEqualTo(1);
        supervisions.answer(clerk, one.id(), 1, "补办了两期").orElseThrow();
        assertThat(lists.desk(clerk).mend()).isZero();
        assertThat(lists.desk(city).close()).isEqualTo(1);
        assertThat(supervisions
                        .answer(clerk, one.id(), 1, "补办了两期")
                        .orElseThrow()
                        .revision())
                .isEqualTo(2);
        assertThat(reasons(supervisions.close(county, one.id(), 2, true, "好"))).containsExactly("task.rectify-own");
        assertThat(reasons(supervisions.close(city, one.id(), 2, true, ""))).containsExactly("task.rectify-closing");
        supervisions.close(city, one.id(), 2, false, "还差一个镇").orElseThrow();
        on(2026, 3, 21);
        assertThat(supervisions.find(city.scope(), one.id()).orElseThrow().overdue(LocalDate.of(2026, 3, 21)))
                .isTrue();
        supervisions.answer(clerk, one.id(), 3, "都办了").orElseThrow();
        var closed = supervisions.close(city, one.id(), 4, true, "核实属实").orElseThrow();
        assertThat(closed.state()).isEqualTo(Supervision.State.CLOSED);
        assertThat(supervisions
                        .close(city, one.id(), 4, true, "核实属实")
                        .orElseThrow()
                        .revision())
                .isEqualTo(5);
        assertThat(reasons(supervisions.answer(clerk, one.id(), 5, "又改"))).containsExactly("task.rectify-not-open");
        assertThat(sql.select(ENTRIES.ACT).from(ENTRIES).orderBy(ENTRIES.ID).fetch(ENTRIES.ACT).stream()
                        .filter(act -> act.startsWith("task.")))
                .containsExactly(
                        "task.rectification",
                        "task.rectified",
                        "task.rectify-return",
                        "task.rectified",
                        "task.rectify-close");
    }

    @Test
    @DisplayName("约谈要有日子、谁参加、说定了什么；谈之前不能记")
    void interviews() {
        long to = officeOf(neighbour);
        assertThat(reasons(supervisions.order(city, order(SupervisionKind.INTERVIEW, null, "", null, to))))
                .containsExactly("task.interview-day", "task.interview-who", "task.interview-agreed");
        assertThat(reasons(supervisions.order(
                        city, order(SupervisionKind.INTERVIEW, LocalDate.of(2026, 3, 3), "三月底前办完", null, to))))
                .containsExactly("task.interview-future");
        var told = supervisions
                .order(city, order(SupervisionKind.INTERVIEW, LocalDate.of(2026, 3, 1), "三月底前办完", null, to))
                .orElseThrow();
        assertThat(told.stateTitle()).isEqualTo("已记录");
        assertThat(supervisions.find(neighbour.scope(), told.id()).orElseThrow().agreed())
                .isEqualTo("三月底前办完");
        assertThat(supervisions.list(clerk.scope(), null, 10)).isEmpty();
        assertThat(supervisions.list(city.scope(), null, 10)).hasSize(1);
    }

    @Test
    @DisplayName("通报、督办函点了两下，同时到：还是一件")
    void sentTwiceAtOnce() throws Exception {
        var letter = order(SupervisionKind.LETTER, null, "", null, officeOf(clerk));
        assertThat(clickedTwice(() -> supervisions.order(city, letter)))
                .extracting(Supervision::id)
                .containsOnly(sql.fetchSingle(SUPERVISIONS).getId());
        trainingOf(clerk);
        on(2026, 4, 4);
        var circular = circular();
        assertThat(clickedTwice(() -> circulars.publish(city, circular)))
                .extracting(Circular::id)
                .containsOnly(sql.fetchSingle(CIRCULARS).getId());
        var colleague = TestPeople.of(sql, offices, accounts, "zy-clerk", "620700", Role.CLERK);
        assertThat(reasons(supervisions.order(colleague, letter))).containsExactly("task.form-taken");
        assertThat(reasons(circulars.publish(colleague, circular))).containsExactly("task.form-taken");
    }

    @Test
    @DisplayName("督办函不问哪天谈的、谁参加、说定了什么：填了、填错了都不碍事，也不存")
    void lettersHaveNoInterview() throws Exception {
        mvc.perform(post("/tasks/supervision/new")
                        .param("kind", "letter")
                        .param("office", Long.toString(officeOf(clerk)))
                        .param("clause", "zhangye-organic-2025|" + zhangye.version() + "|五")
                        .param("title", "催办培训")
                        .param("words", "没有报")
                        .param("heldOn", "三月三")
                        .param("attended", "市局田某")
                        .param("agreed", "三".repeat(2_001))
                        .with(SignedInAs.actor(city)))
                .andExpect(status().is3xxRedirection());
        var kept = sql.fetchSingle(SUPERVISIONS);
        assertThat(kept.getHeldOn()).isNull();
        assertThat(kept.getAttended()).isEmpty();
        assertThat(kept.getAgreed()).isEmpty();
        assertThat(reasons(supervisions.order(
                        city,
                        order(
                                SupervisionKind.INTERVIEW,
                                LocalDate.of(2026, 3, 1),
                                "三".repeat(2_001),
                                null,
                                officeOf(clerk)))))
                .containsExactly("task.words-long");
    }

    @Test
    @DisplayName("页面：发通报、从任务发限期整改、报整改、销号；填错的留着")
    void pages() throws Exception {
        assertThat(page(city, "/tasks/supervision")).contains("还没有通报");
        assertThat(page(city, "/tasks/circulars/new?scheme=zhangye-organic-2025"))
                .contains("没有超期的任务");
        var task = trainingOf(clerk);
        on(2026, 4, 4);
        assertThat(page(city, "/tasks/circulars/new?scheme=zhangye-organic-2025"))
                .contains("会点名 1 项超期任务", "上报培训情况", "1 个单位的 1 项任务超期");
        assertThat(refused(post("/tasks/circulars/new")
                        .param("scheme", "zhangye-organic-2025")
                        .param("title", "我的标题")
                        .param("words", "")
                        .with(SignedInAs.actor(city))))
                .contains("选一条依据", "写上正文", "value=\"我的标题\"");
        mvc.perform(post("/tasks/circulars/new")
                        .param("scheme", "zhangye-organic-2025")
                        .param("clause", "五")
                        .param("title", "关于超期的通报")
                        .param("words", "请抓紧办")
                        .with(SignedInAs.actor(city)))
                .andExpect(status().is3xxRedirection());
        long circular = sql.select(CIRCULARS.ID).from(CIRCULARS).fetchSingle().value1();
        assertThat(page(neighbour, "/tasks/circulars/" + circular))
                .contains("点名超期任务 1 项", "620702农业农村局")
                .doesNotContain("href=\"/tasks/" + task.id() + "\"");
        assertThat(page(clerk, "/tasks/circulars/" + circular)).contains("href=\"/tasks/" + task.id() + "\"");

        assertThat(page(city, "/tasks/" + task.id())).contains("/tasks/supervision/new?task=" + task.id());
        assertThat(page(clerk, "/tasks/" + task.id())).doesNotContain("/tasks/supervision/new");
        assertThat(page(city, "/tasks/supervision/new?task=" + task.id() + "&kind=rectification"))
                .contains("给620702农业农村局", "上报培训情况");
        assertThat(refused(post("/tasks/supervision/new")
                        .param("task", Long.toString(task.id()))
                        .param("kind", "rectification")
                        .param("title", "限期办培训")
                        .param("words", "没有报")
                        .param("dueOn", "2026-04-01")
                        .with(SignedInAs.actor(city))))
                .contains("整改期限 2026-04-01 已经过了", "value=\"限期办培训\"", CLAUSE);
        mvc.perform(post("/tasks/supervision/new")
                        .param("task", Long.toString(task.id()))
                        .param("kind", "rectification")
                        .param("title", "限期办培训")
                        .param("words", "没有报")
                        .param("dueOn", "2026-04-20")
                        .with(SignedInAs.actor(city)))
                .andExpect(status().is3xxRedirection());
        long one = sql.select(SUPERVISIONS.ID).from(SUPERVISIONS).fetchSingle().value1();
        var path = "/tasks/supervision/" + one;
        assertThat(page(clerk, "/tasks/supervision")).contains("本单位要整改 1 件", "限期办培训");
        assertThat(page(clerk, "/tasks/" + task.id())).contains("限期办培训");
        assertThat(page(clerk, path)).contains("报整改情况", "4月20日前改好");
        mvc.perform(post(path + "/answer")
                        .param("revision", "1")
                        .param("words", "补办了")
                        .with(SignedInAs.actor(clerk)))
                .andExpect(status().is3xxRedirection());
        assertThat(page(city, "/tasks/supervision")).contains("等本单位销号 1 件");
        assertThat(refused(post(path + "/close")
                        .param("revision", "2")
                        .param("closing", "写了一半")
                        .with(SignedInAs.actor(city))))
                .contains("选“销号”或者“退回”", "写了一半");
        mvc.perform(post(path + "/close")
                        .param("revision", "2")
                        .param("outcome", "close")
                        .param("closing", "核实属实")
                        .with(SignedInAs.actor(city)))
                .andExpect(status().is3xxRedirection());
        assertThat(page(clerk, path)).contains("销号：核实属实");
        mvc.perform(get(path).with(SignedInAs.actor(neighbour))).andExpect(status().isNotFound());
        mvc.perform(get("/tasks/supervision/new?task=" + task.id()).with(SignedInAs.actor(neighbour)))
                .andExpect(status().isNotFound());
    }

    @Test
    @DisplayName("督办清单：五级各看各的，和蛮力答案一致")
    void scope() {
        var places = List.of("620702", "620722", "620700", "140423", "140400", "140105");
        for (var place : places) {
            sql.insertInto(SUPERVISIONS)
                    .set(SUPERVISIONS.FORM_KEY, place)
                    .set(SUPERVISIONS.KIND, "letter")
                    .set(SUPERVISIONS.SCHEME_ID, zhangye.id())
                    .set(SUPERVISIONS.SCHEME_VERSION, zhangye.version())
                    .set(SUPERVISIONS.CLAUSE, "五")
                    .set(SUPERVISIONS.TITLE, place)
                    .set(SUPERVISIONS.WORDS, "信")
                    .set(SUPERVISIONS.OFFICE_ID, 1L)
                    .set(SUPERVISIONS.OFFICE_NAME, "某局")
                    .set(SUPERVISIONS.REGION_CODE, place)
                    .set(SUPERVISIONS.BY_OFFICE_ID, 2L)
                    .set(SUPERVISIONS.BY_OFFICE_NAME, "上局")
                    .set(SUPERVISIONS.STATE, "closed")
                    .set(SUPERVISIONS.CLOSED_ON, LocalDate.of(2026, 1, 1))
                    .set(SUPERVISIONS.CREATED_BY, 1L)
                    .set(SUPERVISIONS.CREATED_BY_NAME, "某人")
                    .set(SUPERVISIONS.CREATED_ON, LocalDate.of(2026, 1, 1))
                    .execute();
        }
        for (var scope : org.nongyou.FiveLevels.scopes(7)) {
            var seen = places.stream()
                    .filter(place -> org.nongyou.FiveLevels.sees(scope, place, null))
                    .sorted()
                    .toList();
            var found = supervisions.list(scope, null, 100);
            assertThat(found.stream().map(Supervision::title).sorted())
                    .as(scope.toString())
                    .isEqualTo(seen);
            for (var one : supervisions.list(Scope.within(RegionCode.COUNTRY), null, 100))
                assertThat(supervisions.find(scope, one.id()).isPresent()).isEqualTo(seen.contains(one.title()));
        }
    }

    private String refused(MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request)
                .andExpect(status().isUnprocessableContent())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }
}
