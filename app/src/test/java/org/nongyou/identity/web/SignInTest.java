package org.nongyou.identity.web;

import static nongyoudb.identity.Tables.ACCOUNTS;
import static nongyoudb.identity.Tables.SIGN_INS;
import static nongyoudb.identity.Tables.SPRING_SESSION;
import static nongyoudb.identity.Tables.SPRING_SESSION_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import jakarta.servlet.http.Cookie;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.ApplicationTest;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;

@DisplayName("登录、会话和每个页面前面的门")
class SignInTest extends ApplicationTest {

    @Autowired
    Offices offices;

    @Autowired
    Accounts accounts;

    Actor clerk;

    @BeforeEach
    void people() {
        rewind();
        clerk = TestPeople.of(sql, offices, accounts, "xy-clerk", "140423", Role.CLERK);
    }

    @Test
    @DisplayName("登录以后回到要看的页面，会话里只有账号编号")
    void signsInAndReturns() throws Exception {
        var asked = mvc.perform(get("/account?done=password"))
                .andExpect(redirectedUrl("/sign-in?to=%2Faccount%3Fdone%3Dpassword"))
                .andReturn();
        assertThat(asked.getResponse().getCookie(Sessions.COOKIE)).isNull();

        var response = signIn("  XY-Clerk ", TestPeople.PASSWORD, "/account?done=password");
        assertThat(response.getRedirectedUrl()).isEqualTo("/account?done=password");
        var cookie = session(response);
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getAttribute("SameSite")).isEqualTo("Lax");

        mvc.perform(get("/account").cookie(cookie))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("140423农业农村局")));
        assertThat(sql.fetchValues(SPRING_SESSION_ATTRIBUTES.ATTRIBUTE_BYTES))
                .extracting(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .containsExactly(String.valueOf(clerk.accountId()));
        assertThat(outcomes()).containsExactly("signed_in");
    }

    @Test
    @DisplayName("密码不对和没有这个用户，说同一句话；用户名留着")
    void wrongPasswordIsNeutral() throws Exception {
        var wrong = signIn("xy-clerk", "not the password", "/");
        var unknown = signIn("nobody-here", "not the password", "/");
        for (var response : new MockHttpServletResponse[] {wrong, unknown}) {
            assertThat(response.getStatus()).isEqualTo(422);
            assertThat(response.getContentAsString()).contains("用户名或密码不对").doesNotContain("not the password");
            assertThat(response.getCookie(Sessions.COOKIE)).isNull();
        }
        assertThat(wrong.getContentAsString()).contains("value=\"xy-clerk\"");
        assertThat(sql.fetchValues(SIGN_INS.USERNAME)).doesNotContain("nobody-here");
    }

    @Test
    @DisplayName("连错五次锁一刻钟：密码对也不行；过了时间就行")
    void locksAfterFiveFailures() throws Exception {
        for (int i = 0; i < 4; i++) {
            assertThat(signIn("xy-clerk", "wrong " + i, "/").getContentAsString())
                    .contains("用户名或密码不对");
        }
        assertThat(signIn("xy-clerk", "wrong 5", "/").getContentAsString()).contains("以后再试");
        assertThat(signIn("xy-clerk", TestPeople.PASSWORD, "/").getContentAsString())
                .contains("以后再试");
        var until = sql.select(ACCOUNTS.LOCKED_UNTIL)
                .from(ACCOUNTS)
                .where(ACCOUNTS.ID.eq(clerk.accountId()))
                .fetchSingle()
                .value1();
        assertThat(until)
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(14)),
                        Instant.now().plus(Duration.ofMinutes(15)));

        sql.update(ACCOUNTS)
                .set(ACCOUNTS.LOCKED_UNTIL, Instant.now().minusSeconds(1))
                .execute();
        assertThat(signIn("xy-clerk", "wrong again", "/").getContentAsString()).contains("用户名或密码不对");
        assertThat(signIn("xy-clerk", TestPeople.PASSWORD, "/").getStatus()).isEqualTo(302);
    }

    @Test
    @DisplayName("没有的用户名连错五次，也一样说锁住")
    void unknownNamesLockAlike() throws Exception {
        for (int i = 0; i < 4; i++) signIn("ghost", "wrong", "/");
        assertThat(signIn("ghost", "wrong", "/").getContentAsString()).contains("以后再试");
    }

    @Test
    @DisplayName("没有表单令牌的提交不收")
    void refusesForgedForms() throws Exception {
        mvc.perform(post("/sign-in").param("username", "xy-clerk").param("password", TestPeople.PASSWORD))
                .andExpect(status().isForbidden());
        var cookie = session(signIn("xy-clerk", TestPeople.PASSWORD, "/"));
        mvc.perform(post("/sign-out").cookie(cookie)).andExpect(status().isForbidden());
        mvc.perform(get("/account").cookie(cookie)).andExpect(status().isOk());
    }

    @Test
    @DisplayName("登录后只去本站的页面")
    void redirectsOnlyWithin() throws Exception {
        for (var bad : new String[] {
            "//evil.example/",
            "/\\evil.example",
            "https://evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "javascript:alert(1)",
            "evil.example",
            "/sign-out",
            ""
        }) {
            assertThat(signIn("xy-clerk", TestPeople.PASSWORD, bad).getRedirectedUrl())
                    .as(bad)
                    .isEqualTo("/");
        }
    }

    @Test
    @DisplayName("停用的账号、停用的机构，下一次点击就出去；收回的角色也是")
    void takenRightsBiteAtOnce() throws Exception {
        var cookie = session(signIn("xy-clerk", TestPeople.PASSWORD, "/"));
        mvc.perform(get("/account").cookie(cookie)).andExpect(content().string(containsString("经办")));
        sql.update(ACCOUNTS).set(ACCOUNTS.ROLES, new String[] {"leader"}).execute();
        mvc.perform(get("/account").cookie(cookie)).andExpect(content().string(not(containsString("经办"))));
        sql.update(ACCOUNTS).set(ACCOUNTS.ACTIVE, false).execute();
        mvc.perform(get("/account").cookie(cookie)).andExpect(redirectedUrl("/sign-in?to=%2Faccount"));
        assertThat(sql.fetchCount(SPRING_SESSION)).isZero();
        assertThat(signIn("xy-clerk", TestPeople.PASSWORD, "/").getContentAsString())
                .contains("用户名或密码不对");
        assertThat(outcomes()).containsExactly("signed_in", "closed");
    }

    @Test
    @DisplayName("退出以后，旧会话不能再用")
    void signsOut() throws Exception {
        var cookie = session(signIn("xy-clerk", TestPeople.PASSWORD, "/"));
        mvc.perform(post("/sign-out").cookie(cookie).with(SignedInAs.visitor()))
                .andExpect(redirectedUrl("/public"))
                .andExpect(header().string("Clear-Site-Data", "\"cache\""));
        mvc.perform(get("/account").cookie(cookie)).andExpect(redirectedUrl("/sign-in?to=%2Faccount"));
    }

    @Test
    @DisplayName("登录换新会话，别人事先塞的会话号没用")
    void freshSessionOnSignIn() throws Exception {
        var first = session(signIn("xy-clerk", TestPeople.PASSWORD, "/"));
        var second = session(mvc.perform(post("/sign-in")
                        .with(SignedInAs.visitor())
                        .cookie(first)
                        .param("username", "xy-clerk")
                        .param("password", TestPeople.PASSWORD))
                .andReturn()
                .getResponse());
        assertThat(second.getValue()).isNotEqualTo(first.getValue());
        mvc.perform(get("/account").cookie(first)).andExpect(status().isFound());
    }

    @Test
    @DisplayName("一分钟内的请求不写会话表")
    void savesLastAccessSparingly() throws Exception {
        var cookie = session(signIn("xy-clerk", TestPeople.PASSWORD, "/"));
        var before = rowVersion();
        for (int i = 0; i < 3; i++) mvc.perform(get("/account").cookie(cookie)).andExpect(status().isOk());
        assertThat(rowVersion()).isEqualTo(before);
        sql.update(SPRING_SESSION)
                .set(SPRING_SESSION.LAST_ACCESS_TIME, System.currentTimeMillis() - 61_000)
                .execute();
        before = rowVersion();
        mvc.perform(get("/account").cookie(cookie)).andExpect(status().isOk());
        assertThat(rowVersion()).isNotEqualTo(before);
    }

    @Test
    @DisplayName("首页：没登录的人去公开网站；htmx 请求整页去登录；过期后的提交说清楚")
    void visitors() throws Exception {
        mvc.perform(get("/")).andExpect(redirectedUrl("/public"));
        mvc.perform(get("/cases")
                        .header("HX-Request", "true")
                        .header("HX-Current-URL", "http://localhost/cases?page=2"))
                .andExpect(header().string("HX-Redirect", "/sign-in?to=%2Fcases%3Fpage%3D2"));
        mvc.perform(post("/account/password").with(SignedInAs.visitor())).andExpect(status().isUnauthorized());
    }

    @Test
    @DisplayName("每个回答都带安全头")
    void headers() throws Exception {
        mvc.perform(get("/sign-in"))
                .andExpect(header().string("Content-Security-Policy", Security.CONTENT_POLICY))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"))
                .andExpect(header().string("Referrer-Policy", "same-origin"))
                .andExpect(content().string(not(containsString("<script>"))));
    }

    @Test
    @DisplayName("改密码：要现在的密码，太短太常见含用户名都不行；改了以后别处退出")
    void changesPassword() throws Exception {
        var here = session(signIn("xy-clerk", TestPeople.PASSWORD, "/"));
        var elsewhere = session(signIn("xy-clerk", TestPeople.PASSWORD, "/"));
        assertThat(change(here, "wrong", "a fine new password")).contains("现在的密码不对");
        assertThat(change(here, TestPeople.PASSWORD, "short")).contains("还少 5 个字符");
        assertThat(change(here, TestPeople.PASSWORD, "my xy-clerk pass")).contains("不能有用户名");
        assertThat(change(here, TestPeople.PASSWORD, "1234567890")).contains("太常见");
        assertThat(change(here, TestPeople.PASSWORD, "a fine new password")).isEmpty();
        mvc.perform(get("/account").cookie(here)).andExpect(status().isOk());
        mvc.perform(get("/account").cookie(elsewhere)).andExpect(status().isFound());
        assertThat(signIn("xy-clerk", TestPeople.PASSWORD, "/").getStatus()).isEqualTo(422);
        assertThat(signIn("xy-clerk", "a fine new password", "/").getStatus()).isEqualTo(302);
    }

    private String change(Cookie session, String current, String wanted) throws Exception {
        return mvc.perform(post("/account/password")
                        .with(SignedInAs.visitor())
                        .cookie(session)
                        .param("current", current)
                        .param("wanted", wanted)
                        .param("again", wanted))
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    private MockHttpServletResponse signIn(String username, String password, String to) throws Exception {
        return mvc.perform(post("/sign-in")
                        .with(SignedInAs.visitor())
                        .with(request -> {
                            // Each from its own address: how often one address may try is tested elsewhere.
                            request.setRemoteAddr("192.0.2." + (int) (Math.random() * 250));
                            return request;
                        })
                        .param("username", username)
                        .param("password", password)
                        .param("to", to))
                .andReturn()
                .getResponse();
    }

    private static Cookie session(MockHttpServletResponse response) {
        return java.util.Objects.requireNonNull(response.getCookie(Sessions.COOKIE), "no session was opened");
    }

    private String rowVersion() {
        return sql.fetchSingle("select xmin::text from identity.spring_session").getValue(0, String.class);
    }

    private java.util.List<String> outcomes() {
        return sql.select(SIGN_INS.OUTCOME).from(SIGN_INS).orderBy(SIGN_INS.ID).fetch(SIGN_INS.OUTCOME);
    }
}
