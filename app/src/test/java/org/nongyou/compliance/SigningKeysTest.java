package org.nongyou.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.compliance.Verifier.Outcome;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.identity.web.SignedInAs;

@DisplayName("签名密钥：换了旧证照样有效；作废了光凭签名谁也不认，平台的记录还算数")
class SigningKeysTest extends IssuingScenario {

    private static final String AT = "/admin/signing-keys";

    private String seen(Actor actor, String path) throws Exception {
        return mvc.perform(get(path).with(SignedInAs.actor(actor)))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private Outcome withoutUs(Commitment one) throws Exception {
        var published = mvc.perform(get("/public/verify/keys")).andReturn().getResponse();
        var revoked = mvc.perform(get("/public/verify/revoked")).andReturn().getResponse();
        return new Verifier(
                        KeyFile.readKeys(published.getContentAsString(StandardCharsets.UTF_8)),
                        KeyFile.readRevoked(revoked.getContentAsString(StandardCharsets.UTF_8)))
                .verify(one.seal().address("https://x.example"))
                .outcome();
    }

    @Test
    @DisplayName("省里的管理员换和作废，公布的公钥马上跟着变，每次都有日志")
    void rotationAndRevocation() throws Exception {
        var province = TestPeople.of(sql, offices, accounts, "sx-admin", "140000", Role.ADMINISTRATOR);
        var county = TestPeople.of(sql, offices, accounts, "xy-admin", "140423", Role.ADMINISTRATOR);
        assertThat(seen(province, AT)).contains("还没有密钥");
        long batch = harvest(day(6, 17), "豇豆", "100");
        var one = issued(batch, "10");
        // Files of keys outlive the rows of a test: numbers go on.
        int first = one.seal().words().keyId();
        assertThat(seen(county, AT)).contains("现在用第 " + first + " 把（Ed25519）").doesNotContain("换一把密钥");
        mvc.perform(post(AT).param("algorithm", "SM2").with(SignedInAs.actor(county)))
                .andExpect(status().is(422));
        mvc.perform(get(AT).with(SignedInAs.actor(reviewer))).andExpect(status().isForbidden());

        on(2026, 6, 18);
        mvc.perform(post(AT).param("algorithm", "SM2").with(SignedInAs.actor(province)))
                .andExpect(redirectedUrl(AT + "?done=rotated"));
        var two = issued(batch, "10");
        assertThat(two.seal().words().algorithm()).isEqualTo(Algorithm.SM2);
        int second = two.seal().words().keyId();
        assertThat(withoutUs(one)).isEqualTo(Outcome.GENUINE);
        assertThat(withoutUs(two)).isEqualTo(Outcome.GENUINE);
        assertThat(seen(province, AT)).contains("不再签，签过的有效", "正在签");

        assertThat(sentence(keys.revoke(province, first, " "))).isEqualTo("写明为什么作废，2 到 200 个字");
        assertThat(sentence(keys.revoke(county, first, "泄露"))).contains("省级以上的管理员");
        mvc.perform(post(AT + "/" + first + "/revoke")
                        .param("reason" + first, "硬盘丢了")
                        .with(SignedInAs.actor(province)))
                .andExpect(redirectedUrl(AT + "?done=revoked"));
        assertThat(withoutUs(one)).isEqualTo(Outcome.UNTRUSTED_KEY);
        assertThat(withoutUs(two)).isEqualTo(Outcome.GENUINE);
        assertThat(keys.published())
                .filteredOn(key -> key.until() == null)
                .extracting(VerificationKey::id)
                .as("what was not signing any more leaves the one that signs")
                .containsExactly(second);
        // On record: it stands.
        var page = mvc.perform(get("/c/" + one.code())).andReturn().getResponse();
        assertThat(page.getContentAsString(StandardCharsets.UTF_8)).contains("合格证有效");
        assertThat(sentence(keys.revoke(province, first, "又来"))).isEqualTo("第 " + first + " 把密钥已经作废了");

        keys.revoke(province, second, "私钥文件被拷走").orElseThrow();
        var three = issued(batch, "10");
        int third = three.seal().words().keyId();
        assertThat(three.seal().words().algorithm()).isEqualTo(Algorithm.SM2);
        assertThat(withoutUs(two)).isEqualTo(Outcome.UNTRUSTED_KEY);
        assertThat(withoutUs(three)).isEqualTo(Outcome.GENUINE);
        assertThat(seen(province, AT)).contains("现在用第 " + third + " 把（SM2）", "硬盘丢了", "私钥文件被拷走");
        assertThat(seen(province, "/journal?kind=signing-key"))
                .contains("作废第 " + first + " 把签名密钥", "第 " + third + " 把接着签");
        mvc.perform(post(AT + "/999999/revoke").param("reason999999", "没有这把").with(SignedInAs.actor(province)))
                .andExpect(status().isNotFound());
    }
}
