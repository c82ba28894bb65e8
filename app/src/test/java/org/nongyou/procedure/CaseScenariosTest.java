package org.nongyou.procedure;

import static java.util.Objects.requireNonNull;
import static nongyoudb.procedure.Tables.ACTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.journal.JournalRow;
import org.nongyou.kernel.Decision;
import org.nongyou.notice.Due;
import org.nongyou.notice.Objection;
import org.nongyou.procedure.CaseFilter.Deadline;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Act;
import org.nongyou.scheme.End;
import org.nongyou.web.NotFound;

@DisplayName("申报件的办理")
class CaseScenariosTest extends CaseScenario {

    @Test
    @DisplayName("申报、县审、专家评分、市验收、部级复核、公示，无异议后列入")
    void reachesTheList() {
        var theCase = atPublicity(xiangyuan);

        cases.publicise(province, theCase.id(), revision(theCase.id()), 7, "").orElseThrow();
        refused(act(province, theCase.id(), Act.CONCLUDE), "case.publicity-runs");
        on(2026, 6, 11);
        var listed = act(province, theCase.id(), Act.CONCLUDE).orElseThrow();

        assertThat(listed.outcome()).isEqualTo(End.LISTED);
        assertThat(sites.concluded).singleElement().satisfies(event -> {
            assertThat(event.end()).isEqualTo(End.LISTED);
            assertThat(event.theCase().classId()).isEqualTo("apple");
            assertThat(event.adopted()).isFalse();
        });
        assertThat(sql.select(ACTS.ACT)
                        .from(ACTS)
                        .where(ACTS.CASE_ID.eq(theCase.id()))
                        .orderBy(ACTS.SEQ)
                        .fetch(ACTS.ACT))
                .containsExactly(
                        "start",
                        "submit",
                        "pass",
                        "open-scoring",
                        "close-scoring",
                        "pass",
                        "pass",
                        "pass",
                        "publicise",
                        "conclude");
        assertThat(desk.view(province, theCase.id()).steps()).hasSize(7);
    }

    @Test
    @DisplayName("没有填全就提交：一次说清还缺什么，填过的不丢，试过的记下来")
    void nothingIsLost() {
        var theCase =
                cases.start(farmer, application("full", anOrchard(xiangyuan))).orElseThrow();
        papers.saveForm(farmer, theCase.id(), Map.of("fact.site.trees", "很多"), Map.of())
                .orElseThrow();

        var decision = act(farmer, theCase.id(), Act.SUBMIT);

        refused(decision, "case.class-missing", "case.fact-wrong", "case.commitment-missing", "case.document-missing");
        assertThat(desk.view(farmer, theCase.id()).form().value("fact.site.trees"))
                .isEqualTo("很多");
        assertThat(history(theCase.id()).getFirst()).satisfies(row -> {
            assertThat(row.refused()).isTrue();
            assertThat(row.summary()).contains("4 处");
        });
    }

    @Test
    @DisplayName("两处同时改一栏：后来的不盖前面的，各改各栏则合到一起")
    void twoFormsAreMerged() {
        var theCase =
                cases.start(farmer, application("full", anOrchard(xiangyuan))).orElseThrow();
        assertThat(papers.saveForm(farmer, theCase.id(), Map.of("fact.site.trees", "多".repeat(2001)), Map.of()))
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        one -> assertThat(one.refusal().message()).contains("最多 2000 个字"));
        papers.saveForm(farmer, theCase.id(), Map.of("fact.site.trees", "260"), Map.of("fact.site.trees", ""));

        var saved = papers.saveForm(
                        farmer,
                        theCase.id(),
                        Map.of("fact.site.trees", "300", "class", "pear"),
                        Map.of("fact.site.trees", "", "class", ""))
                .orElseThrow();

        assertThat(saved.theirs()).containsExactly(Map.entry("fact.site.trees", "260"));
        var form = desk.view(farmer, theCase.id()).form();
        assertThat(form.value("fact.site.trees")).isEqualTo("260");
        assertThat(form.value("class")).isEqualTo("pear");
    }

    @Test
    @DisplayName("别的县看不到；本市看得到，但不轮到它办")
    void eachInHisPlace() {
        var theCase = submitted(xiangyuan);

        assertThatThrownBy(() -> act(neighbour, theCase.id(), Act.PASS, "同意")).isInstanceOf(NotFound.class);
        refused(act(city, theCase.id(), Act.PASS, "同意"), "case.other-office");
        refused(act(farmer, theCase.id(), Act.PASS, "同意"), "case.other-office");
        refused(act(countyClerk, theCase.id(), Act.SUBMIT), "case.act-not-here");
        assertThat(theCase(theCase.id()).stage()).isEqualTo("county-review");
    }

    @Test
    @DisplayName("必备项不齐不能通过：逐项说明，注条款")
    void compulsoryItemsAreCompulsory() {
        var theCase = submitted(xiangyuan);
        sites.fact(theCase.subjectId(), "site.soil_passed", false);
        answer(county, theCase.id(), "road", true);

        var decision = act(county, theCase.id(), Act.PASS, "同意");

        refused(decision, "case.item-unmet", "case.item-evidence", "case.item-open", "case.points-short");
        assertThat(((Decision.Refused<Case>) decision).refusal().all())
                .allSatisfy(reason -> assertThat(reason.clause()).isEqualTo("方案 一"));
        refused(act(county, theCase.id(), Act.PASS), "case.opinion-missing");
    }

    @Test
    @DisplayName("几项一起核对：有一项不对，一项也不记；同一项填两次，后面的算数")
    void answersTogether() {
        var id = submitted(xiangyuan).id();
        var road = new AnswerForm("road", true, null, "");

        refused(
                papers.answerAll(county, id, List.of(road, new AnswerForm("nothing", true, null, ""))),
                "case.item-not-here");
        assertThat(desk.view(county, id).answers()).isEmpty();

        papers.answerAll(county, id, List.of(road, new AnswerForm("road", false, null, "没有路")))
                .orElseThrow();
        assertThat(desk.view(county, id).answers().values()).singleElement().satisfies(answer -> {
            assertThat(answer.met()).isFalse();
            assertThat(answer.note()).isEqualTo("没有路");
        });
    }

    @Test
    @DisplayName("没有系统数据的事实由审核人填写，写明依据才算")
    void statedFactsNeedGrounds() {
        var id = atAcceptance(xiangyuan).id();
        attach(city, id, "验收意见", "");
        refused(act(city, id, Act.PASS, "合格"), "case.item-open");

        refused(state(city, id, "site.input_ledger_complete", "大概有", ""), "case.fact-wrong");
        state(city, id, "site.input_ledger_complete", "是", "").orElseThrow();
        refused(act(city, id, Act.PASS, "合格"), "case.item-evidence");

        state(city, id, "site.input_ledger_complete", "是", "6月1日现场翻看台账").orElseThrow();
        assertThat(requireNonNull(desk.view(city, id).inspection())
                        .lines()
                        .getFirst()
                        .byHand())
                .isTrue();
        act(city, id, Act.PASS, "合格").orElseThrow();
    }

    @Test
    @DisplayName("退回写明理由，回到申报人；再报是新一轮，上一轮的核对留着看")
    void aReturnStartsANewRound() {
        var theCase = submitted(xiangyuan);
        countyFindsAllRight(theCase.id());
        refused(act(county, theCase.id(), Act.RETURN), "case.opinion-missing");
        act(county, theCase.id(), Act.RETURN, "照片看不清，6月5日前补").orElseThrow();
        assertThat(lists.toDo(farmer, null, 0, 10)).hasSize(1);

        act(farmer, theCase.id(), Act.SUBMIT).orElseThrow();

        var view = desk.view(county, theCase.id());
        assertThat(view.answers()).isEmpty();
        assertThat(view.earlier().get(1)).containsKey("trees");
        refused(act(county, theCase.id(), Act.PASS, "同意"), "case.item-open");
    }

    @Test
    @DisplayName("申报人可以撤回，撤回以后不能再办")
    void withdrawn() {
        var theCase =
                cases.start(farmer, application("full", anOrchard(xiangyuan))).orElseThrow();
        act(farmer, theCase.id(), Act.WITHDRAW).orElseThrow();
        refused(act(farmer, theCase.id(), Act.SUBMIT), "case.ended");
        assertThat(sites.concluded.getFirst().end()).isEqualTo(End.WITHDRAWN);
    }

    @Test
    @DisplayName("页面放久了：别人办过就不再办，说明谁办的")
    void anOldPage() {
        var theCase = submitted(xiangyuan);
        countyFindsAllRight(theCase.id());
        int seen = theCase.revision();
        act(county, theCase.id(), Act.PASS, "同意").orElseThrow();

        var late = cases.act(countyClerk, theCase.id(), new ActForm(Act.RETURN, seen, "再补"));

        refused(late, "case.already-done");
        assertThat(((Decision.Refused<Case>) late).refusal().message()).contains("county-wang", "通过", "专家评分");
    }

    @Test
    @DisplayName("两个人同时点：一个办成，一个被告知已经有人办过")
    void twoClicksAtOnce() throws Exception {
        for (int round = 0; round < 8; round++) {
            var theCase = submitted(xiangyuan);
            countyFindsAllRight(theCase.id());
            try (var pool = Executors.newFixedThreadPool(2)) {
                Callable<Decision<Case>> pass =
                        () -> cases.act(county, theCase.id(), new ActForm(Act.PASS, theCase.revision(), "同意"));
                Callable<Decision<Case>> back =
                        () -> cases.act(countyClerk, theCase.id(), new ActForm(Act.RETURN, theCase.revision(), "补正"));
                var results = pool.invokeAll(List.of(pass, back));
                var done = results.stream()
                        .filter(result -> result.resultNow() instanceof Decision.Done<Case>)
                        .toList();
                assertThat(done).hasSize(1);
                results.stream()
                        .map(result -> result.resultNow())
                        .filter(result -> result instanceof Decision.Refused<Case>)
                        .forEach(result -> refused(result, "case.already-done"));
            }
            assertThat(sql.fetchCount(ACTS, ACTS.CASE_ID.eq(theCase.id()))).isEqualTo(3);
        }
    }

    @Test
    @DisplayName("要分开的环节不能由同一个人办，换了单位也不行")
    void separateStepsSeparatePersons() {
        var theCase = atAcceptance(xiangyuan);
        // The county's reviewer is promoted to the city.
        sql.update(nongyoudb.identity.Tables.ACCOUNTS)
                .set(
                        nongyoudb.identity.Tables.ACCOUNTS.OFFICE_ID,
                        office(cityCode).id())
                .set(nongyoudb.identity.Tables.ACCOUNTS.REGION_CODE, cityCode)
                .where(nongyoudb.identity.Tables.ACCOUNTS.ID.eq(county.accountId()))
                .execute();
        var promoted = accounts.actor(county.accountId()).orElseThrow();

        refused(act(promoted, theCase.id(), Act.PASS, "合格"), "case.separate");
        assertThat(desk.view(promoted, theCase.id()).available()).isEmpty();
        assertThat(desk.view(city, theCase.id()).available()).contains(Act.PASS);
    }

    @Test
    @DisplayName("专家各打各的分，汇总前谁也看不到别人的；按方案去掉最高最低")
    void expertsScoreAlone() {
        var id = passedByCounty(xiangyuan).id();
        var a = expert("expert-a");
        var b = expert("expert-b");
        var c = expert("expert-c");
        var d = expert("expert-d");
        refused(act(city, id, Act.PASS), "case.not-scored");
        refused(invite(city, id, 0, "60", List.of(a)), "case.experts-missing");
        refused(invite(city, id, 3, "60", List.of(county)), "case.expert-not");
        invite(city, id, 4, "85", List.of(a, b, c, d)).orElseThrow();

        refused(scoring.submit(a, id, Map.of("order", "50")), "case.score-open");
        refused(scoring.submit(a, id, Map.of("order", "61", "plan", "1")), "case.score-range");
        scoring.save(a, id, Map.of("order", "50")).orElseThrow();
        assertThat(requireNonNull(desk.view(city, id).scoring())
                        .scores()
                        .getFirst()
                        .answers())
                .isEmpty();
        scoring.submit(a, id, Map.of("plan", "1")).orElseThrow();
        scoring.submit(b, id, Map.of("order", "10", "plan", "0")).orElseThrow();
        scoring.submit(c, id, Map.of("order", "41", "plan", "1")).orElseThrow();
        refused(scoring.submit(a, id, Map.of("order", "60")), "case.score-closed");
        refused(scoring.close(city, id, revision(id)), "case.expert-number");
        assertThat(requireNonNull(desk.view(city, id).scoring()).scores()).allSatisfy(score -> {
            assertThat(score.total()).isNull();
            assertThat(score.answers()).isEmpty();
        });
        assertThatThrownBy(() -> scoring.sheet(expert("stranger"), id)).isInstanceOf(NotFound.class);
        scoring.submit(d, id, Map.of("order", "60", "plan", "1")).orElseThrow();

        scoring.close(city, id, revision(id)).orElseThrow();

        // 90, 10, 81, 100: without the highest and the lowest (90 + 81) / 2
        assertThat(requireNonNull(desk.view(city, id).scoring()).mean()).isEqualByComparingTo("85.5");
        assertThat(requireNonNull(desk.view(city, id).scoring()).scores())
                .allSatisfy(score -> assertThat(score.total()).isNotNull());
        act(city, id, Act.PASS).orElseThrow();
    }

    @Test
    @DisplayName("平均分不到分数线不能通过")
    void belowThePassLine() {
        var id = passedByCounty(xiangyuan).id();
        var a = expert("expert-a");
        invite(city, id, 1, "90", List.of(a)).orElseThrow();
        scoring.submit(a, id, Map.of("order", "40", "plan", "1")).orElseThrow();
        scoring.close(city, id, revision(id)).orElseThrow();
        refused(act(city, id, Act.PASS), "case.score-short");
        act(city, id, Act.REJECT, "分数不够").orElseThrow();
        assertThat(sites.concluded.getFirst().end()).isEqualTo(End.REFUSED);
    }

    @Test
    @DisplayName("公示有异议：没答复不能办结，异议成立只能按异议成立退回")
    void objections() {
        var id = atPublicity(xiangyuan).id();
        refused(act(province, id, Act.CONCLUDE), "case.not-publicised");
        refused(cases.publicise(province, id, revision(id), null, ""), "notice.days-missing");
        refused(cases.publicise(city, id, revision(id), 7, ""), "case.other-office");
        long notice = requireNonNull(
                cases.publicise(province, id, revision(id), 7, "").orElseThrow().noticeId());
        refused(cases.publicise(province, id, revision(id), 7, ""), "case.publicised-already");
        objections.object(notice, "郭某", "13800000001", "面积和现场不符，北边三十亩不是果园").orElseThrow();
        on(2026, 6, 30);
        refused(act(province, id, Act.CONCLUDE), "case.objection-unanswered");
        refused(act(province, id, Act.UPHOLD, "属实"), "case.no-upheld-objection");

        var objection =
                objections.to(province, notices.find(notice).orElseThrow()).getFirst();
        objections
                .answer(province, objection.id(), Objection.Outcome.UPHELD, "查实，面积多报三十亩")
                .orElseThrow();

        refused(act(province, id, Act.CONCLUDE), "case.objection-upheld");
        refused(act(province, id, Act.UPHOLD), "case.opinion-missing");
        act(province, id, Act.UPHOLD, "面积不符，重新验收").orElseThrow();
        assertThat(theCase(id).stage()).isEqualTo("acceptance");
    }

    @Test
    @DisplayName("名额满了不能办结，说明原因，什么也没有改")
    void theQuotaStandsInTheWay() {
        var id = atPublicity(xiangyuan).id();
        cases.publicise(province, id, revision(id), 3, "").orElseThrow();
        on(2026, 6, 30);
        sites.full = true;
        refused(act(province, id, Act.CONCLUDE), "case.requirement");
        assertThat(theCase(id).open()).isTrue();
        assertThat(sites.concluded).isEmpty();
        sites.full = false;
        act(province, id, Act.CONCLUDE).orElseThrow();
    }

    @Test
    @DisplayName("县里直接登记外部结果，市里核对")
    void adopted() {
        var theCase =
                cases.start(county, application("short", anOrchard(xiangyuan))).orElseThrow();
        papers.saveForm(county, theCase.id(), Map.of("class", "pear"), Map.of()).orElseThrow();
        // Nobody applies, so nobody is asked to vouch.
        assertThat(desk.view(county, theCase.id()).standing()).isEmpty();
        act(county, theCase.id(), Act.ADOPT).orElseThrow();
        act(city, theCase.id(), Act.PASS).orElseThrow();
        assertThat(sites.concluded.getFirst().adopted()).isTrue();
    }

    @Test
    @DisplayName("部级的结果由省厅录入，记明是谁的")
    void recordedForTheMinistry() {
        var id = atPublicity(xiangyuan).id();
        assertThat(history(id).getFirst().summary()).contains("录入农业农村部的结果");
        assertThat(sql.select(ACTS.RECORDED_FOR)
                        .from(ACTS)
                        .where(ACTS.CASE_ID.eq(id))
                        .and(ACTS.RECORDED_FOR.isNotNull())
                        .fetch(ACTS.RECORDED_FOR))
                .containsExactly("农业农村部");
    }

    @Test
    @DisplayName("期限按工作日算，端午节顺延，超期有标记")
    void deadlinesInWorkingDays() {
        on(2026, 6, 17);
        var theCase = submitted(xiangyuan);
        // 18 Thu, 19 Dragon Boat Festival, 22, 23, 24, 25
        assertThat(theCase.dueOn()).isEqualTo(LocalDate.of(2026, 6, 25));
        assertThat(desk.view(county, theCase.id()).due())
                .extracting(Due::workdays)
                .isEqualTo(5);
        on(2026, 6, 26);
        assertThat(theCase(theCase.id()).overdue(LocalDate.of(2026, 6, 26))).isTrue();
        assertThat(lists.toDoSummary(county)).isEqualTo(new ToDo.Summary(1, 0, 0, 1));
        var overdue = CaseFilter.ALL.due(Deadline.OVERDUE);
        assertThat(lists.list(city.scope(), overdue, null, 10)).hasSize(1);
        assertThat(lists.list(neighbour.scope(), overdue, null, 10)).isEmpty();
    }

    @Test
    @DisplayName("周五到期的，周末就是超期：标记、件数、清单说的一样")
    void overdueOnTheWeekend() {
        on(2026, 6, 5);
        var theCase = submitted(xiangyuan);
        assertThat(theCase.dueOn()).isEqualTo(LocalDate.of(2026, 6, 12));
        on(2026, 6, 12);
        assertThat(desk.view(county, theCase.id()).due()).extracting(Due::text).isEqualTo("今天到期");
        for (int day = 13; day <= 14; day++) {
            on(2026, 6, day);
            assertThat(desk.view(county, theCase.id()).due())
                    .extracting(Due::text)
                    .isEqualTo("已超期");
            assertThat(theCase(theCase.id()).overdue(LocalDate.of(2026, 6, day)))
                    .isTrue();
        }
        on(2026, 6, 15);
        assertThat(desk.view(county, theCase.id()).due()).extracting(Due::text).isEqualTo("超期 1 个工作日");
    }

    @Test
    @DisplayName("一个对象在同一程序里只能有一件在办")
    void oneOpenCase() {
        var orchard = anOrchard(xiangyuan);
        cases.start(farmer, application("full", orchard)).orElseThrow();
        refused(cases.start(farmer, application("full", orchard)), "case.open-already");
        refused(cases.start(city, application("full", anOrchard(xiangyuan))), "case.no-right");
        refused(cases.start(neighbour, application("full", anOrchard(xiangyuan))), "case.not-subject");
        refused(cases.start(city, application("short", anOrchard(xiangyuan))), "case.start-not-here");
    }

    @Test
    @DisplayName("县里可以替主体申报，主体自己也能接着填")
    void theCountyAppliesForTheFarmer() {
        var theCase = cases.start(countyClerk, application("full", anOrchard(xiangyuan)))
                .orElseThrow();
        papers.saveForm(countyClerk, theCase.id(), Map.of("class", "apple"), Map.of())
                .orElseThrow();
        fillIn(farmer, theCase.id());
        act(countyClerk, theCase.id(), Act.SUBMIT).orElseThrow();
    }

    @Test
    @DisplayName("传错的材料可以取下，过了这一步不行；假冒的文件不收")
    void documents() {
        var theCase =
                cases.start(farmer, application("full", anOrchard(xiangyuan))).orElseThrow();
        var wrong = attach(farmer, theCase.id(), "申报表", "").orElseThrow();
        papers.detach(farmer, theCase.id(), wrong.id()).orElseThrow();
        assertThat(desk.view(farmer, theCase.id()).documents()).isEmpty();
        refused(
                papers.attach(
                        farmer,
                        theCase.id(),
                        new Upload("申报表", "", "申报表.pdf", new java.io.ByteArrayInputStream(new byte[] {'M', 'Z', 1}))),
                "file.unknown-type");
        fillIn(farmer, theCase.id());
        act(farmer, theCase.id(), Act.SUBMIT).orElseThrow();
        var kept = desk.view(county, theCase.id()).documents().getFirst().document();
        assertThatThrownBy(() -> papers.detach(county, theCase.id(), kept.id())).isInstanceOf(NotFound.class);
        refused(papers.detach(farmer, theCase.id(), kept.id()), "case.other-office");
    }

    @Test
    @DisplayName("各县件数从差额加起来，归并前后一样")
    void countsFold() {
        for (int i = 0; i < 5; i++) submitted(xiangyuan);
        submitted(huguan);
        var before = lists.countsBelow(city.scope(), CaseFilter.ALL);
        assertThat(before).containsEntry(new RegionCode(xiangyuan), 5).containsEntry(new RegionCode(huguan), 1);
        lists.foldCounts();
        assertThat(lists.countsBelow(city.scope(), CaseFilter.ALL)).isEqualTo(before);
        assertThat(lists.count(Scope.within(new RegionCode(xiangyuan)), CaseFilter.ALL))
                .isEqualTo(5);
        assertThat(lists.openByCounty(city.scope())).isEqualTo(before);
    }

    private List<JournalRow> history(long id) {
        return journal.of(Scope.within(RegionCode.COUNTRY), "case", Long.toString(id), 50);
    }
}
