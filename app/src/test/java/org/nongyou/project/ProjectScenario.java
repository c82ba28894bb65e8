package org.nongyou.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.nongyou.ApplicationTest;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Schemes;
import org.nongyou.web.Clocks;
import org.nongyou.web.Ui;
import org.springframework.beans.factory.annotation.Autowired;

/// The words that the scenarios are told in: the offices of one county of the document, of its city and province, and
/// what they do to a project.
abstract class ProjectScenario extends ApplicationTest {

    @Autowired
    Projects projects;

    @Autowired
    ProjectLists lists;

    @Autowired
    Funds funds;

    @Autowired
    Payments payments;

    @Autowired
    Outputs outputs;

    @Autowired
    Reports reports;

    @Autowired
    Archive archive;

    @Autowired
    ProjectFacts facts;

    @Autowired
    Schemes schemes;

    @Autowired
    Offices offices;

    @Autowired
    Accounts accounts;

    @Autowired
    Journal journal;

    @Autowired
    Clocks.Movable clock;

    Scheme scheme;
    Actor province;
    Actor city;
    Actor county;
    Actor neighbour;

    @BeforeEach
    void people() {
        rewind();
        scheme = schemes.current("shanxi-gi-protection-2021").orElseThrow();
        province = TestPeople.of(sql, offices, accounts, "p-review", "140000", Role.REVIEWER);
        city = TestPeople.of(sql, offices, accounts, "jz-review", "140700", Role.REVIEWER);
        county = TestPeople.of(sql, offices, accounts, "ls-clerk", "140729", Role.CLERK);
        neighbour = TestPeople.of(sql, offices, accounts, "qx-clerk", "140121", Role.CLERK);
        on(2021, 6, 18);
    }

    @AfterEach
    void timeGoesOn() {
        clock.release();
    }

    void on(int year, int month, int day) {
        clock.set(LocalDate.of(year, month, day).atTime(9, 30).atZone(Ui.ZONE).toInstant());
    }

    Decision<Project> establish(Actor actor, String product, String region, String source) {
        return projects.establish(actor, new NewProject(scheme.ref(), "product-funds", product, region, source));
    }

    /// 灵石酸枣仁: 3 million, the document names the county.
    Project lingshi() {
        return establish(province, "灵石酸枣仁", "", "").orElseThrow();
    }

    /// The same with its money at the county, an account, one line of 100,000 for training and one of 2,000,000.
    Project funded() {
        var project = lingshi();
        hand(province, project, "3000000", "晋农〔2021〕1号").orElseThrow();
        hand(city, project, "3000000", "市农〔2021〕1号").orElseThrow();
        projects.setAccount(county, project.id(), "灵石农商行", "6200 0000 1234 5678", "王会计")
                .orElseThrow();
        plan(project, "技术培训", "quality", "100000").orElseThrow();
        plan(project, "冷库", "capacity", "2000000").orElseThrow();
        return find(project);
    }

    Project find(Project project) {
        return projects.find(province.scope(), project.id()).orElseThrow();
    }

    Decision<Project> hand(Actor actor, Project project, String amount, String document) {
        return funds.transfer(actor, project.id(), new NewTransfer(amount, document, "2021-06-01"));
    }

    Decision<Project> plan(Project project, String title, String purpose, String amount) {
        return funds.addLine(county, project.id(), new NewLine(title, purpose, amount));
    }

    long line(Project project, String title) {
        return funds.lines(project).stream()
                .filter(one -> one.title().equals(title))
                .findFirst()
                .orElseThrow()
                .id();
    }

    NewVoucher voucher(Project project, String line, String purpose, String number, String day, String amount) {
        return new NewVoucher(String.valueOf(line(project, line)), purpose, "", number, day, "示例公司", "付款", amount);
    }

    Decision<Project> pay(Actor actor, Project project, NewVoucher voucher) {
        return payments.pay(actor, project.id(), voucher, null);
    }

    Decision<Project> pay(Project project, String number, String amount) {
        return pay(county, project, voucher(project, "技术培训", "quality", number, "2021-06-10", amount));
    }

    static Attachment proof(String name) {
        return new Attachment(
                name + ".pdf", new ByteArrayInputStream(("%PDF-1.7 " + name).getBytes(StandardCharsets.UTF_8)));
    }

    Decision<Project> output(Project project, String fact, String day, String amount, String title) {
        return outputs.add(
                county, project.id(), new NewOutput("project." + fact, day, amount, title), proof(title + fact));
    }

    static void refused(Decision<?> decision, String key, String... words) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        var refusal = refusal(decision);
        var one = refusal.all().stream()
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        refusal.all().stream().map(Refusal::key).toList() + " has no " + key));
        for (var word : words) assertThat(one.message()).contains(word);
    }

    static Refusal refusal(Decision<?> decision) {
        if (decision instanceof Decision.Refused<?>(var refusal)) return refusal;
        throw new AssertionError("not refused");
    }

    static List<String> clauses(Decision<?> decision) {
        return refusal(decision).all().stream()
                .map(one -> Objects.requireNonNullElse(one.clause(), ""))
                .toList();
    }
}
