package org.nongyou.project;

import static nongyoudb.catalogue.Tables.LISTINGS;
import static nongyoudb.identity.Tables.ACCOUNTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.identity.web.SignedInAs;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Money;
import org.nongyou.notice.Notices;
import org.nongyou.procedure.ActForm;
import org.nongyou.procedure.Case;
import org.nongyou.procedure.CaseForm;
import org.nongyou.procedure.CasePapers;
import org.nongyou.procedure.Cases;
import org.nongyou.procedure.ExpertScoring;
import org.nongyou.procedure.InviteForm;
import org.nongyou.procedure.Upload;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Act;
import org.nongyou.scheme.Doubt;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("项目的申报、评审、考评、整改、公示，都走方案的程序")
class ProjectProceduresTest extends ProjectScenario {

    @Autowired
    ProjectProcedures procedures;

    @Autowired
    Cases cases;

    @Autowired
    CasePapers papers;

    @Autowired
    ExpertScoring scoring;

    @Autowired
    Notices notices;

    Actor government;
    Actor panel;
    Actor expert;

    @BeforeEach
    void offices() {
        government = of("140729", "government", "ls-gov", Role.REVIEWER);
        panel = of("140000", "experts", "p-panel", Role.REVIEWER);
        expert = of("140000", "experts", "p-expert", Role.EXPERT);
    }

    private Actor of(String region, String department, String username, Role role) {
        var office = offices.establish(new RegionCode(region), department, region + department, null, false);
        sql.insertInto(ACCOUNTS)
                .set(ACCOUNTS.USERNAME, username)
                .set(ACCOUNTS.PASSWORD_HASH, "-")
                .set(ACCOUNTS.NAME, username)
                .set(ACCOUNTS.OFFICE_ID, office.id())
                .set(ACCOUNTS.REGION_CODE, region)
                .set(ACCOUNTS.ROLES, new String[] {role.code()})
                .execute();
        return accounts.actor(username).orElseThrow();
    }

    /// Nothing ends while the document leaves something open about its road.
    private void settle() {
        for (var doubt : scheme.doubts())
            if (doubt.settles() == Doubt.Settles.READING)
                schemes.settle(province, scheme.ref(), doubt.path(), null, "照现在的读法", "测试文件")
                        .orElseThrow();
    }

    private Decision<Case> apply(Actor actor, String product) {
        return procedures.apply(actor, new NewProject(scheme.ref(), "product-funds", product, "", ""));
    }

    private Case act(Actor actor, long id, Act act, String... documents) {
        for (var title : documents)
            papers.attach(
                            actor,
                            id,
                            new Upload(
                                    title,
                                    "",
                                    title + ".pdf",
                                    new ByteArrayInputStream(("%PDF-1.7 " + title).getBytes(StandardCharsets.UTF_8))))
                    .orElseThrow();
        return cases.act(actor, id, new ActForm(act, revision(id), "同意")).orElseThrow();
    }

    private int revision(long id) {
        return cases.find(province.scope(), id).orElseThrow().revision();
    }

    private long selected(Actor clerk, Actor government, Actor city, String product) {
        var theCase = apply(clerk, product).orElseThrow();
        papers.saveForm(clerk, theCase.id(), Map.of(CaseForm.COMMITMENT, "true"), Map.of())
                .orElseThrow();
        act(clerk, theCase.id(), Act.SUBMIT, "申报书", "地理标志登记证书", "实施方案");
        act(government, theCase.id(), Act.PASS, "审核确认意见");
        act(city, theCase.id(), Act.PASS, "推荐意见");
        act(panel, theCase.id(), Act.PASS, "汇报材料", "质询记录");
        score(panel, theCase.id(), Map.of("place", "23.5", "method", "24", "quality", "22.25", "history", "20"));
        act(panel, theCase.id(), Act.PASS);
        act(province, theCase.id(), Act.CONCLUDE);
        return theCase.id();
    }

    private void score(Actor office, long id, Map<String, String> points) {
        scoring.invite(office, id, new InviteForm(revision(id), 1, new BigDecimal("60"), List.of(expert.accountId())))
                .orElseThrow();
        scoring.submit(expert, id, points).orElseThrow();
        scoring.close(office, id, revision(id)).orElseThrow();
    }

    @Test
    @DisplayName("县局申报、县政府确认、市局推荐、听汇报和质询、专家打分、省厅确定，入选的成为项目：资金照文件，报告从当天欠起，进目录")
    void fromApplicationToProject() {
        settle();
        selected(county, government, city, "灵石酸枣仁");
        var project = lists.list(province.scope(), ProjectFilter.NONE, null, 1).getFirst();
        assertThat(project.state()).isEqualTo(ProjectState.RUNNING);
        assertThat(project.sums().funds()).isEqualTo(Money.yuan("3000000"));
        assertThat(project.stageTitle()).isEqualTo("列入 2021 年项目");
        assertThat(reports.ofProject(project)).hasSize(11);
        assertThat(sql.fetchCount(LISTINGS, LISTINGS.KIND.eq("gi-project"))).isEqualTo(1);
        // Another county's product is not taken for the same one.
        var otherCity = TestPeople.of(sql, offices, accounts, "ty-review", "140100", Role.REVIEWER);
        selected(neighbour, of("140121", "government", "qx-gov", Role.REVIEWER), otherCity, "清徐葡萄");
        assertThat(lists.sums(province.scope(), ProjectFilter.NONE).stream()
                        .map(one -> one.sums().funds())
                        .reduce(Money.ZERO, Money::plus))
                .isEqualTo(Money.yuan("6000000"));
        refused(establish(province, "灵石酸枣仁", "", ""), "project.established-already");
        refused(apply(county, "灵石酸枣仁"), "project.established-already");
    }

    @Test
    @DisplayName("申报：别的县的产品、市局、申报过的、期间过了的，都不受理；不在资金安排里的到最后一步被拦；退出的可以再报")
    void applying() {
        settle();
        refused(apply(county, "清徐葡萄"), "project.other-county", "清徐县");
        refused(apply(city, "灵石酸枣仁"), "project.apply-county");
        refused(apply(county, " "), "project.text-missing");
        var theCase = apply(county, "灵石酸枣仁").orElseThrow();
        refused(apply(county, "灵石酸枣仁"), "project.applied-already");
        var project = lists.list(county.scope(), ProjectFilter.NONE, null, 1).getFirst();
        assertThat(project.state()).isEqualTo(ProjectState.APPLYING);
        refused(pay(county, project, new NewVoucher("", "", "", "", "", "", "", "")), "project.not-running");
        act(county, theCase.id(), Act.WITHDRAW);
        assertThat(find(project).state()).isEqualTo(ProjectState.WITHDRAWN);
        var again = apply(county, "灵石酸枣仁").orElseThrow();
        papers.saveForm(county, again.id(), Map.of(CaseForm.COMMITMENT, "true"), Map.of())
                .orElseThrow();
        act(county, again.id(), Act.SUBMIT, "申报书", "地理标志登记证书", "实施方案");
        act(government, again.id(), Act.REJECT);
        assertThat(lists.list(county.scope(), ProjectFilter.NONE, null, 1)
                        .getFirst()
                        .state())
                .isEqualTo(ProjectState.REFUSED);
        var unknown = apply(county, "灵石核桃").orElseThrow();
        papers.saveForm(county, unknown.id(), Map.of(CaseForm.COMMITMENT, "true"), Map.of())
                .orElseThrow();
        act(county, unknown.id(), Act.SUBMIT, "申报书", "地理标志登记证书", "实施方案");
        act(government, unknown.id(), Act.PASS, "审核确认意见");
        act(city, unknown.id(), Act.PASS, "推荐意见");
        refused(
                cases.act(panel, unknown.id(), new ActForm(Act.PASS, revision(unknown.id()), "同意")),
                "case.document-missing",
                "汇报材料");
        act(panel, unknown.id(), Act.PASS, "汇报材料", "质询记录");
        score(panel, unknown.id(), Map.of("place", "20", "method", "20", "quality", "20", "history", "20"));
        act(panel, unknown.id(), Act.PASS);
        refused(
                cases.act(province, unknown.id(), new ActForm(Act.CONCLUDE, revision(unknown.id()), "同意")),
                "project.not-funded",
                "灵石核桃");
        on(2022, 1, 1);
        refused(apply(county, "灵石酸枣仁"), "project.apply-over", "2021-12-31");
    }

    @Test
    @DisplayName("考评：自评照系统的数；市级打分不合格退回整改，改好再考评，省级评价后结项；没有专款专用的先改正")
    void evaluating() {
        var project = funded();
        pay(project, "记-1", "60000").orElseThrow();
        output(project, "core_bases", "2021-06-01", "1", "基地").orElseThrow();
        output(project, "farmers_led", "2021-06-01", "250", "带动").orElseThrow();
        var before = procedures.evaluationOf(find(project)).orElseThrow();
        var score = java.util.Objects.requireNonNull(before.score());
        assertThat(score.complete()).isFalse();
        assertThat(score.points()).isEqualByComparingTo("15");
        assertThat(before.lists())
                .extracting(one -> one.checklist().id())
                .containsExactly("project-management", "project-tasks");
        output(project, "income_growth_percent", "2021-06-01", "12", "增收").orElseThrow();
        for (var fact : List.of("scale_operators", "tests", "films", "national_reports", "province_reports"))
            output(project, fact, "2021-06-01", "4", fact).orElseThrow();
        on(2021, 11, 20);
        var summary =
                reports.list(city.scope(), new ReportFilter(null, ReportFilter.Standing.OWED, null), null, 50).stream()
                        .filter(one -> one.projectId() == null)
                        .findFirst()
                        .orElseThrow();
        var fields = new TreeMap<String, String>();
        for (var title : reports.task(summary).report()) fields.put(title, "有");
        reports.file(city, summary.id(), summary.revision(), fields).orElseThrow();
        refused(procedures.evaluate(city, project.id()), "project.wrong-office");
        long id = procedures.evaluate(county, project.id()).orElseThrow().id();
        assertThat(procedures.evaluate(county, project.id())).isInstanceOf(Decision.Refused.class);
        assertThat(find(project).stageTitle()).isEqualTo("签合同、建专账");
        act(county, id, Act.SUBMIT, "合同", "专账信息", "专管人员");
        act(county, id, Act.SUBMIT, "资金凭证", "公示材料", "工作档案", "自评报告");
        score(city, id, Map.of());
        assertThat(find(project).stageTitle()).isEqualTo("市级绩效考评和实地评价");
        act(city, id, Act.RETURN);
        assertThat(find(project).stageTitle()).isEqualTo("通报、限期改正");
        output(project, "trained", "2021-11-10", "500", "补训").orElseThrow();
        act(county, id, Act.SUBMIT, "整改报告");
        score(city, id, Map.of());
        act(city, id, Act.PASS, "实地评价记录");
        var voucher = payments.vouchers(project, 0, 1).getFirst().id();
        payments.markOffPurpose(city, project.id(), voucher, "查到").orElseThrow();
        refused(
                cases.act(province, id, new ActForm(Act.CONCLUDE, revision(id), "同意")),
                "project.close-off-purpose",
                "60,000.00");
        payments.reverse(county, project.id(), voucher, "退回").orElseThrow();
        act(province, id, Act.CONCLUDE);
        var closed = find(project);
        assertThat(closed.state()).isEqualTo(ProjectState.CLOSED);
        refused(pay(project, "记-2", "1"), "project.not-running", "已结项");
        refused(output(project, "tests", "2021-11-01", "1", "再检"), "project.not-running");
        var owed = reports.ofProject(project).getFirst();
        refused(reports.file(county, owed.id(), owed.revision(), Map.of()), "project.report-project-over");
    }

    @Test
    @DisplayName("页面：自评、进入考评、公示；公开网站看得到项目，看不到账号和人；别的县看不到")
    void pages() throws Exception {
        var project = funded();
        var path = "/projects/" + project.id();
        assertThat(page(county, path + "/evaluation"))
                .contains("按系统里的数自评", "还缺数", "进入项目实施与考评", "核心基地", "与每个承担单位签了合同", "公示实施情况");
        assertThat(page(city, path + "/evaluation")).doesNotContain("进入项目实施与考评", "公示</button>");
        mvc.perform(get(path + "/evaluation").with(SignedInAs.actor(neighbour))).andExpect(status().isNotFound());
        var refused = mvc.perform(post(path + "/notice")
                        .with(SignedInAs.actor(county))
                        .param("days", "几天")
                        .param("body", "我写的公示"))
                .andExpect(status().isUnprocessableContent())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(refused).contains("填公示多少个工作日", "我写的公示</textarea>", "value=\"几天\"");
        mvc.perform(post(path + "/notice")
                        .with(SignedInAs.actor(county))
                        .param("days", "7")
                        .param("body", "资金到县，正在实施"))
                .andExpect(status().is3xxRedirection());
        refused(procedures.publicise(county, project.id(), "7", "再公示"), "project.notice-again");
        refused(procedures.publicise(city, project.id(), "7", "市里公示"), "project.wrong-office");
        assertThat(notices.of("project", String.valueOf(project.id()))).hasSize(1);
        assertThat(page(county, path + "/evaluation")).contains("灵石酸枣仁项目实施情况公示");
        var open = mvc.perform(get("/public/projects"))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(open).contains("公示 1 个项目，资金 300 万元", "灵石酸枣仁", "灵石县").doesNotContain("王会计", "5678");
        var started = mvc.perform(post(path + "/evaluation").with(SignedInAs.actor(county)))
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        assertThat(page(county, java.util.Objects.requireNonNull(started))).contains("灵石酸枣仁", "签合同、建专账");
        assertThat(page(county, path + "/evaluation")).contains("考评在“签合同、建专账”环节");
        var list = "/projects/new?scheme=shanxi-gi-protection-2021&allocation=product-funds";
        assertThat(page(neighbour, list)).contains("开始申报");
        assertThat(page(province, list)).doesNotContain("开始申报");
        mvc.perform(post("/projects/apply")
                        .with(SignedInAs.actor(neighbour))
                        .param("scheme", "shanxi-gi-protection-2021")
                        .param("allocation", "product-funds")
                        .param("product", "灵石酸枣仁"))
                .andExpect(status().isUnprocessableContent());
        mvc.perform(post("/projects/apply")
                        .with(SignedInAs.actor(neighbour))
                        .param("scheme", "shanxi-gi-protection-2021")
                        .param("allocation", "product-funds")
                        .param("product", "清徐葡萄"))
                .andExpect(status().is3xxRedirection());
        assertThat(page(neighbour, "/projects")).contains("清徐葡萄", "申报中");
        on(2022, 5, 1);
        assertThat(page(neighbour, list)).contains("不再受理申报").doesNotContain("开始申报");
    }
}
