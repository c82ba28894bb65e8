package org.nongyou.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.time.Year;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.identity.web.SignedInAs;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("交叉核查：请别县查合格证，限期答复，按县统计")
class CrossChecksTest extends IssuingScenario {

    @Autowired
    CrossChecks checks;

    private Actor city;
    private Actor elsewhere;
    private Commitment one;

    @BeforeEach
    void goods() {
        city = TestPeople.of(sql, offices, accounts, "cz-review", "140400", Role.REVIEWER);
        elsewhere = TestPeople.of(sql, offices, accounts, "ty-review", "140100", Role.REVIEWER);
        one = issued(harvest(day(6, 17), "豇豆", "100"), "60");
    }

    private static String form() {
        return UUID.randomUUID().toString();
    }

    @Test
    @DisplayName("邻县请查，本县答复；两边和上级看得到，别处和主体看不到；同一张表单一件；答一次；统计对得上")
    void askedAndAnswered() {
        var form = form();
        var check = checks.ask(neighbour, form, one.code().shown(), "货和证对不上", "2026-06-30")
                .orElseThrow();
        assertThat(checks.ask(neighbour, form, one.code().shown(), "货和证对不上", "2026-06-30")
                        .orElseThrow())
                .isEqualTo(check);
        assertThat(sentence(checks.ask(elsewhere, form, one.code().shown(), "别人的表单", "2026-06-30")))
                .contains("刷新");
        assertThat(reviewer.scope().covers(check.region())).isTrue();
        for (var who : List.of(neighbour, reviewer, clerk, leader, city))
            assertThat(checks.list(who.scope(), 9)).as(who.username()).containsExactly(check);
        for (var who : List.of(elsewhere, grower, buyer, other)) {
            assertThat(checks.list(who.scope(), 9)).as(who.username()).isEmpty();
            assertThat(checks.find(who.scope(), check.id())).as(who.username()).isEmpty();
            assertThat(checks.tally(who.scope(), Year.of(2026))).isEmpty();
        }
        assertThat(sentence(checks.answer(neighbour, check.id(), "sound", "自己答")))
                .contains("自己请的自己不能答");
        assertThat(sentence(checks.answer(leader, check.id(), "sound", "看过"))).contains("所在地");
        assertThat(refused(checks.answer(reviewer, check.id(), "good", " ")).all())
                .extracting(fault -> fault.field())
                .containsExactlyInAnyOrder("finding", "answer");
        on(2026, 7, 1);
        assertThat(check.late(day(7, 1))).isTrue();
        assertThat(checks.tally(city.scope(), Year.of(2026)))
                .containsExactly(new CrossChecks.Tally("140423", 1, 0, 1, 0));
        var answered =
                checks.answer(reviewer, check.id(), "untrue", "没有这批货，已停开").orElseThrow();
        assertThat(answered.finding()).isEqualTo(CrossCheck.Finding.UNTRUE);
        assertThat(sentence(checks.answer(clerk, check.id(), "sound", "再答"))).contains("已经答复");
        assertThat(checks.tally(neighbour.scope(), Year.of(2026)))
                .containsExactly(new CrossChecks.Tally("140423", 1, 1, 1, 1));
        assertThat(checks.tally(neighbour.scope(), Year.of(2025))).isEmpty();
        assertThat(journal.of(EVERYWHERE, CrossChecks.SUBJECT, Long.toString(check.id()), 9))
                .hasSize(2);
    }

    @Test
    @DisplayName("写错的一次说完；自己县的自己查；上级可以请；主体不能请")
    void refusals() {
        assertThat(refused(checks.ask(neighbour, form(), "2222", " ", "2026-06-17"))
                        .all())
                .extracting(fault -> fault.field())
                .containsExactlyInAnyOrder("code", "words", "due");
        for (var day : List.of("", "2026-09-16", "2027-01-01", "-1", "2026-02-30"))
            assertThat(sentence(checks.ask(neighbour, form(), one.code().value(), "查", day)))
                    .as(day)
                    .contains("2026-06-18 到 2026-09-15");
        assertThat(sentence(checks.ask(reviewer, form(), one.code().value(), "查", "2026-06-30")))
                .contains("就在你们县");
        assertThat(sentence(checks.ask(grower, form(), one.code().value(), "查", "2026-06-30")))
                .contains("审核、经办");
        assertThat(checks.ask(city, form(), one.seal().address("https://x.example"), "查", "2026-06-30")
                        .orElseThrow()
                        .askedRegion())
                .isEqualTo(city.region());
    }

    @Test
    @DisplayName("页面：请、看、答；主体进不去")
    void pages() throws Exception {
        assertThat(page(neighbour, "/conformity/checks")).contains("还没有请别处核查过");
        assertThat(page(neighbour, "/conformity/checks/new?code=" + one.code().value()))
                .contains("汾河设施蔬菜专业合作社的豇豆", "60 公斤");
        var wrong = mvc.perform(post("/conformity/checks")
                        .param("formId", form())
                        .param("code", "x")
                        .param("words", "看看")
                        .with(SignedInAs.actor(neighbour)))
                .andExpect(status().isUnprocessableContent())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(wrong).contains("2 处要改", "value=\"看看\"");
        var to = Objects.requireNonNull(mvc.perform(post("/conformity/checks")
                        .param("formId", form())
                        .param("code", one.code().shown())
                        .param("words", "货和证对不上")
                        .param("due", "2026-06-30")
                        .with(SignedInAs.actor(neighbour)))
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl());
        assertThat(page(neighbour, to)).contains("答复，要求 2026-06-30 前").doesNotContain("name=\"finding\"");
        assertThat(page(reviewer, to)).contains("name=\"finding\"", "不实");
        assertThat(page(reviewer, "/conformity/checks")).contains("要你们答复", "其中要你们答复的 1 件");
        mvc.perform(post(to).param("finding", "sound")
                        .param("answer", "现场看过，有这批货")
                        .with(SignedInAs.actor(reviewer)))
                .andExpect(status().is3xxRedirection());
        assertThat(page(neighbour, to)).contains("属实", "现场看过");
        mvc.perform(get("/conformity/checks").with(SignedInAs.actor(grower))).andExpect(status().isNotFound());
        mvc.perform(get(to).with(SignedInAs.actor(grower))).andExpect(status().isNotFound());
        mvc.perform(get(to).with(SignedInAs.actor(elsewhere))).andExpect(status().isNotFound());
    }
}
