package org.nongyou.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.SentStatements;
import org.nongyou.identity.web.SignedInAs;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

@DisplayName("扫码查合格证：谁都能查，各种情形各说各的，能投诉")
class CheckPagesTest extends IssuingScenario {

    @Autowired
    Scans scans;

    @Autowired
    Checks checks;

    @Autowired
    IssueBook book;

    private String seen(String path, int expected) throws Exception {
        return mvc.perform(get(path))
                .andExpect(status().is(expected))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("有效、作废、换开、没有这张、打错了、多处多次被扫：一句话分得清；不发 cookie")
    void everyAnswerIsClear() throws Exception {
        spray("1.8%阿维菌素乳油", day(6, 8), "豇豆");
        long batch = harvest(day(6, 17), "豇豆", "100");
        var one = issued(batch, "40");
        var at = "/c/" + one.code();
        var answer = mvc.perform(get(at)).andExpect(status().isOk()).andReturn().getResponse();
        assertThat(answer.getCookies()).isEmpty();
        assertThat(answer.getContentAsByteArray().length).isLessThan(20_000);
        assertThat(answer.getContentAsString(StandardCharsets.UTF_8))
                .contains("合格证有效", "豇豆", "汾河设施蔬菜专业合作社承诺达标", "第 1 次被查", "1 次，间隔期都已过", "打药", "不使用禁用农药")
                .doesNotContain("测试lixiulan");
        assertThat(seen("/c/" + one.code().shown().toLowerCase(), 200)).contains("第 2 次被查");
        scans.write();
        scans.write();
        assertThat(seen(at, 200)).contains("第 3 次被查，第一次是 2026-06-17 09:30");
        mvc.perform(get("/C/" + one.code())).andExpect(redirectedUrl(at));

        var wrong = one.code().value().substring(0, 15) + (one.code().value().endsWith("2") ? "3" : "2");
        assertThat(seen("/c/" + wrong, 404)).contains("编码不对", "有一位打错了");
        assertThat(seen("/c/ABC", 404)).contains("编码不对", "不是，可能没有扫全");
        assertThat(seen("/c/" + "0".repeat(16), 404)).contains("没有 0、O");
        var never = CertificateCode.of(one.code().month(), new Random(7));
        assertThat(seen("/c/" + never, 404)).contains("没有这张合格证", "可能是假的");

        for (int i = 0; i < 40; i++) checks.look(one.code(), "10." + i + ".0.1");
        scans.write();
        assertThat(seen(at, 200)).contains("当心，可能被复印");

        var two = issued(batch, "10");
        issuing.end(grower, two.code(), "数量写错").orElseThrow();
        assertThat(seen("/c/" + two.code(), 200)).contains("合格证已作废", "数量写错", "别买");
        var three = issued(batch, "10");
        issuing.replace(grower, three.code(), form(batch, "5", Basis.CONTROL), "换包装")
                .orElseThrow();
        assertThat(seen("/c/" + three.code(), 200)).contains("合格证已换开");
    }

    @Test
    @DisplayName("查一次最多两条语句；公钥和名单拿得走，拿走就能自己核对")
    void fewStatementsAndPublishedKeys() throws Exception {
        long batch = harvest(day(6, 17), "豇豆", "100");
        var one = issued(batch, "40");
        var gone = issued(batch, "5");
        issuing.end(grower, gone.code(), "写错").orElseThrow();
        seen("/c/" + one.code(), 200);
        assertThat(SentStatements.of(sql, () -> seen("/c/" + one.code(), 200)).count())
                .isLessThanOrEqualTo(2);
        var keys = KeyFile.readKeys(seen("/public/verify/keys", 200));
        var revoked = KeyFile.readRevoked(seen("/public/verify/revoked", 200));
        assertThat(revoked).isEqualTo(Set.of(Verifier.revokedAs(gone.code())));
        var verifier = new Verifier(keys, revoked);
        assertThat(verifier.verify(one.seal().address("https://x.example")).outcome())
                .isEqualTo(Verifier.Outcome.GENUINE);
        assertThat(verifier.verify(gone.seal().address("https://x.example")).outcome())
                .isEqualTo(Verifier.Outcome.REVOKED);
        assertThat(seen("/public/verify", 200)).contains("没有网络也能查");
        var worker = mvc.perform(get("/public/verify/worker.js")).andReturn().getResponse();
        assertThat(worker.getHeader("Service-Worker-Allowed")).isEqualTo("/");
        assertThat(worker.getContentAsString()).doesNotContain("VERSION");
    }

    @Test
    @DisplayName("投诉：不写名字也收，拿回执看答复，只有本县看得到、答得了")
    void complaints() throws Exception {
        long batch = harvest(day(6, 17), "豇豆", "100");
        var one = issued(batch, "40");
        assertThat(seen("/public/complaints?code=" + one.code(), 200))
                .contains(one.code().shown());
        assertThat(sent(post("/public/complaints").param("code", "2222").param("words", "有农药味"), 422))
                .contains("编码不对");
        assertThat(sent(
                        post("/public/complaints")
                                .param("code", one.code().value())
                                .param("words", "坏"),
                        422))
                .contains("至少 5 个字");
        var to = sent(
                post("/public/complaints").param("code", one.code().shown()).param("words", "豆角有很重的农药味"), 302);
        assertThat(seen(to, 200)).contains("收到了，回执号", "豆角有很重的农药味");
        assertThat(seen("/public/complaints?receipt=ZZZZ", 200)).contains("没有回执号是 ZZZZ");
        var mine = mvc.perform(get("/conformity/complaints").with(SignedInAs.actor(reviewer)))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(mine).contains("1 件投诉等答复", "豆角有很重的农药味");
        for (var stranger : List.of(neighbour, grower, other))
            assertThat(mvc.perform(get("/conformity/complaints").with(SignedInAs.actor(stranger)))
                            .andReturn()
                            .getResponse()
                            .getContentAsString(StandardCharsets.UTF_8))
                    .contains("还没有投诉");
        var id = mine.replaceAll("(?s).*name=\"id\" value=\"(\\d+)\".*", "$1");
        mvc.perform(post("/conformity/complaints")
                        .param("id", id)
                        .param("answer", "上门查了，检测合格")
                        .with(SignedInAs.actor(reviewer)))
                .andExpect(status().isFound());
        assertThat(seen(to, 200)).contains("答复了：上门查了，检测合格");
    }

    private String sent(MockHttpServletRequestBuilder request, int expected) throws Exception {
        var answer = mvc.perform(request.with(SignedInAs.visitor()))
                .andExpect(status().is(expected))
                .andReturn()
                .getResponse();
        var to = answer.getRedirectedUrl();
        return to != null ? to : answer.getContentAsString(StandardCharsets.UTF_8);
    }
}
