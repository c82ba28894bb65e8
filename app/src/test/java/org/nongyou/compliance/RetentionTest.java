package org.nongyou.compliance;

import static nongyoudb.compliance.Tables.COMMITMENTS;
import static nongyoudb.compliance.Tables.ENTERED;
import static nongyoudb.compliance.Tables.ENTRIES;
import static nongyoudb.compliance.Tables.ENTRY_REPORTS;
import static nongyoudb.compliance.Tables.FORMS;
import static nongyoudb.compliance.Tables.ISSUED;
import static nongyoudb.compliance.Tables.SCANS;
import static nongyoudb.compliance.Tables.SOURCES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.identity.web.SignedInAs;
import org.nongyou.region.Scope;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("到期销毁：保存期内一条不动，过了的一人提请、另一人批准，扫码说得清")
class RetentionTest extends IssuingScenario {

    private static final YearMonth JUNE = YearMonth.of(2026, 6);

    @Autowired
    Retention retention;

    @Autowired
    Entries entries;

    @Autowired
    EntryReports reports;

    @Autowired
    Complaints complaints;

    @Autowired
    Scans scans;

    @Autowired
    Checks checks;

    private Actor city;

    @BeforeEach
    void above() {
        city = TestPeople.of(sql, offices, accounts, "cz-review", "140400", Role.REVIEWER);
    }

    private Entry entered(CertificateCode code, String kg) {
        return entries.record(
                        buyer,
                        new EntryForm(
                                UUID.randomUUID(),
                                true,
                                "certificate",
                                code.shown(),
                                "",
                                null,
                                "",
                                kg,
                                "",
                                "",
                                "",
                                "2026-06-17",
                                ""))
                .orElseThrow();
    }

    private Disposal disposed(Disposal.What what) {
        var one = retention.propose(clerk, what, JUNE).orElseThrow();
        retention.approve(reviewer, one.id()).orElseThrow();
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> retention.find(reviewer.scope(), one.id()).orElseThrow(),
                        now -> now.state() == Disposal.State.DONE);
    }

    @Test
    @DisplayName("两年里提请不了；满了的一个月一起销毁，带着来源、表单、扫码次数，统计和日志留着；有投诉没答复的留下")
    void certificates() throws Exception {
        var plain = issued(harvest(day(6, 17), "豇豆", "100"), "60");
        var other = issued(harvest(day(6, 17), "黄瓜", "50"), "50");
        entered(plain.code(), "5");
        var mixed = mixing.mix(
                        buyer,
                        new MixForm(
                                UUID.randomUUID().toString(),
                                "豇豆",
                                "10",
                                "",
                                List.of("control"),
                                List.of(new MixForm.MixLine(plain.code().value(), "", "10"))))
                .orElseThrow();
        checks.look(plain.code(), "10.1.2.3");
        scans.write();
        var receipt = complaints.complain(other.code(), "货和合格证写的不一样", "").orElseThrow();

        // Within the time, to its last day.
        on(2028, 6, 30);
        assertThat(retention.due(reviewer.scope())).isEmpty();
        assertThat(sentence(retention.propose(clerk, Disposal.What.CERTIFICATES, JUNE)))
                .isEqualTo("2026年6月开具的合格证没有过了保存期、可以销毁的");
        assertThat(page(plain)).contains("合格证有效");

        on(2028, 7, 1);
        assertThat(retention.due(reviewer.scope()))
                .containsExactly(
                        new Retention.Due(Disposal.What.CERTIFICATES, JUNE, 2, 1),
                        new Retention.Due(Disposal.What.ENTRIES, JUNE, 1, 0));
        assertThat(retention.due(neighbour.scope())).isEmpty();
        assertThat(sentence(retention.propose(leader, Disposal.What.CERTIFICATES, JUNE)))
                .contains("审核、经办人员");
        assertThat(sentence(retention.propose(grower, Disposal.What.CERTIFICATES, JUNE)))
                .contains("审核、经办人员");
        var one = retention.propose(clerk, Disposal.What.CERTIFICATES, JUNE).orElseThrow();
        assertThat(one.found()).isEqualTo(2);
        assertThat(sentence(retention.propose(reviewer, Disposal.What.CERTIFICATES, JUNE)))
                .contains("已经提请过");
        assertThat(sentence(retention.approve(clerk, one.id()))).contains("另一个人");
        assertThat(sentence(retention.drop(reviewer, one.id(), " "))).contains("为什么不销毁");
        assertThat(retention.find(neighbour.scope(), one.id())).isEmpty();
        assertThat(retention.find(grower.scope(), one.id())).isEmpty();
        retention.drop(reviewer, one.id(), "等审计完").orElseThrow();
        assertThat(sentence(retention.approve(reviewer, one.id()))).contains("已经办过");
        assertThat(page(plain)).contains("合格证有效");

        var done = disposed(Disposal.What.CERTIFICATES);
        assertThat(done.gone()).isEqualTo(2);
        assertThat(sql.selectFrom(COMMITMENTS).fetch(COMMITMENTS.CODE))
                .containsExactly(other.code().value());
        assertThat(sql.fetchCount(SOURCES)).isZero();
        assertThat(sql.fetchCount(ENTERED)).isZero();
        assertThat(sql.fetchCount(SCANS)).isZero();
        assertThat(sql.selectFrom(FORMS).fetch(FORMS.CODE))
                .containsExactly(other.code().value());
        // Figures and the journal stay.
        assertThat(sql.fetchCount(ISSUED)).isEqualTo(2);
        assertThat(journal.of(EVERYWHERE, Issuing.SUBJECT, mixed.code().value(), 9))
                .hasSize(1);
        assertThat(journal.of(EVERYWHERE, Retention.SUBJECT, Long.toString(done.id()), 9))
                .extracting(row -> row.act())
                .containsExactlyInAnyOrder("disposal.propose", "disposal.approve", "disposal.done");
        // Whoever scans it reads why; one of a month in which nothing was disposed of is unknown.
        assertThat(page(plain)).contains("记录已过保存期", "真假说不准").doesNotContain("没有这张合格证");
        assertThat(page(other)).contains("合格证有效");
        assertThat(text("/c/" + CertificateCode.fresh(day(7, 1)).value())).contains("没有这张合格证");
        assertThat(retention.due(reviewer.scope())).contains(new Retention.Due(Disposal.What.CERTIFICATES, JUNE, 0, 1));
        complaints.answer(reviewer, receipt.id(), "查过，退了货").orElseThrow();
        assertThat(disposed(Disposal.What.CERTIFICATES).gone()).isEqualTo(1);
        assertThat(retention.list(city.scope(), 10)).hasSize(3);
    }

    @Test
    @DisplayName("进货查验记录一样；反映了还没答复的留下；合起来收了多少照旧查得到")
    void entries() {
        var code = issued(harvest(day(6, 17), "豇豆", "100"), "60").code();
        var told = entered(code, "10");
        entered(code, "20");
        var report = reports.tell(buyer, told.id(), "货不是豇豆").orElseThrow();
        on(2028, 7, 1);
        assertThat(retention.due(city.scope())).contains(new Retention.Due(Disposal.What.ENTRIES, JUNE, 1, 1));
        assertThat(disposed(Disposal.What.ENTRIES).gone()).isEqualTo(1);
        assertThat(sql.selectFrom(ENTRIES).fetch(ENTRIES.ID)).containsExactly(told.id());
        assertThat(entries.look(code.shown()).left()).isEqualByComparingTo("30");
        reports.answer(reviewer, report.id(), "查过").orElseThrow();
        assertThat(disposed(Disposal.What.ENTRIES).gone()).isEqualTo(1);
        assertThat(sql.fetchCount(ENTRIES)).isZero();
        assertThat(sql.fetchCount(ENTRY_REPORTS)).isZero();
    }

    @Test
    @DisplayName("做到一半停了，接着做；只动批准的那个县那个月的")
    void goesOn() {
        var here = issued(harvest(day(6, 17), "豇豆", "100"), "60");
        on(2026, 7, 2);
        var later = issued(harvest(day(7, 2), "豇豆", "100"), "60");
        on(2028, 9, 1);
        assertThat(retention.due(new Scope.Within(neighbour.region()))).isEmpty();
        assertThat(sentence(retention.propose(neighbour, Disposal.What.CERTIFICATES, JUNE)))
                .contains("没有过了保存期");
        var one = retention.propose(clerk, Disposal.What.CERTIFICATES, JUNE).orElseThrow();
        assertThat(retention.step(reviewer, one.id())).as("not approved yet").isFalse();
        assertThat(conformity.find(here.code())).isPresent();
        retention.approve(reviewer, one.id()).orElseThrow();
        retention.goOn(reviewer, one.id());
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        retention.find(reviewer.scope(), one.id()).orElseThrow().doneAt() != null);
        assertThat(conformity.find(here.code())).isEmpty();
        assertThat(conformity.find(later.code())).isPresent();
        assertThat(retention.due(reviewer.scope()))
                .containsExactly(new Retention.Due(Disposal.What.CERTIFICATES, YearMonth.of(2026, 7), 1, 0));
    }

    @Test
    @DisplayName("页面：有多少、谁提请、谁批准；主体看不到")
    void pages() throws Exception {
        issued(harvest(day(6, 17), "豇豆", "100"), "60");
        assertThat(page(clerk, "/conformity/retention")).contains("现在没有过了保存期的记录");
        on(2028, 7, 1);
        assertThat(page(clerk, "/conformity/retention")).contains("2026年6月开具的合格证", "提请销毁");
        mvc.perform(post("/conformity/retention")
                        .param("what", "certificates")
                        .param("month", "2026-06")
                        .with(SignedInAs.actor(clerk)))
                .andExpect(redirectedUrl("/conformity/retention"));
        assertThat(page(clerk, "/conformity/retention")).contains("要另一个人批准", "撤回");
        assertThat(page(reviewer, "/conformity/retention")).contains("批准销毁", "等批准");
        assertThat(page(leader, "/conformity/retention")).doesNotContain("批准销毁2026");
        for (var wrong : Set.of("2026-13", "", "x".repeat(50)))
            assertThat(mvc.perform(post("/conformity/retention")
                                    .param("what", "certificates")
                                    .param("month", wrong)
                                    .with(SignedInAs.actor(clerk)))
                            .andReturn()
                            .getResponse()
                            .getStatus())
                    .isEqualTo(404);
        assertThat(mvc.perform(get("/conformity/retention").with(SignedInAs.actor(grower)))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(404);
    }

    private String page(Commitment one) throws Exception {
        return text("/c/" + one.code().value());
    }

    private String text(String path) throws Exception {
        return mvc.perform(get(path)).andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8);
    }
}
