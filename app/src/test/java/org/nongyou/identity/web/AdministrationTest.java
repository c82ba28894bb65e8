package org.nongyou.identity.web;

import static nongyoudb.identity.Tables.SPRING_SESSION;
import static nongyoudb.journal.Tables.ENTRIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import jakarta.servlet.http.Cookie;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.ApplicationTest;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.region.RegionCode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockHttpServletResponse;

@DisplayName("机构和账号：只管自己辖区，改了马上生效，都记在日志里")
class AdministrationTest extends ApplicationTest {

    @Autowired
    Offices offices;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcTemplate jdbc;

    Actor city;
    Actor county;
    Actor otherCounty;
    Actor province;

    @BeforeEach
    void people() {
        rewind();
        province = TestPeople.of(sql, offices, accounts, "sx-admin", "140000", Role.ADMINISTRATOR);
        city = TestPeople.of(sql, offices, accounts, "cz-admin", "140400", Role.ADMINISTRATOR);
        county = TestPeople.of(sql, offices, accounts, "xy-admin", "140423", Role.ADMINISTRATOR);
        otherCounty = TestPeople.of(sql, offices, accounts, "hg-admin", "140427", Role.ADMINISTRATOR);
        TestPeople.division(sql, new RegionCode("140425"));
    }

    @Test
    @DisplayName("没有管理员角色的人打不开，页面说找谁")
    void onlyAdministrators() throws Exception {
        var clerk = TestPeople.of(sql, offices, accounts, "xy-clerk", "140423", Role.CLERK);
        for (var path : List.of("/admin/offices", "/admin/accounts", "/admin/offices/new", "/journal")) {
            mvc.perform(get(path).with(SignedInAs.actor(clerk)))
                    .andExpect(status().isForbidden())
                    .andExpect(content().string(containsString("找本单位的管理员")));
        }
    }

    @Test
    @DisplayName("别的县、上级的机构和账号，读作没有找到")
    void othersAreNotFound() throws Exception {
        for (var stranger : List.of(otherCounty, city, province)) {
            mvc.perform(get("/admin/accounts/" + stranger.accountId()).with(SignedInAs.actor(county)))
                    .andExpect(status().isNotFound());
            mvc.perform(get("/admin/offices/" + stranger.officeId()).with(SignedInAs.actor(county)))
                    .andExpect(status().isNotFound());
            mvc.perform(post("/admin/accounts/" + stranger.accountId() + "/password")
                            .with(SignedInAs.actor(county)))
                    .andExpect(status().isNotFound());
            mvc.perform(post("/admin/accounts/new")
                            .param("office", String.valueOf(stranger.officeId()))
                            .param("username", "sneaky")
                            .param("name", "某人")
                            .param("roles", "administrator")
                            .with(SignedInAs.actor(county)))
                    .andExpect(status().isNotFound());
        }
        mvc.perform(get("/admin/accounts").with(SignedInAs.actor(county)))
                .andExpect(content().string(containsString("xy-admin")))
                .andExpect(content().string(not(containsString("hg-admin"))))
                .andExpect(content().string(not(containsString("cz-admin"))));
        assertThat(accounts.actor("sneaky")).isEmpty();
    }

    @Test
    @DisplayName("上级单位派来管一个县的人，县里管不着")
    void secondedPeopleBelongToTheirOffice() throws Exception {
        var seconded = accounts.establish(
                Objects.requireNonNull(city.office()),
                county.region(),
                "cz-envoy",
                "派来的",
                java.util.Set.of(Role.REVIEWER),
                "x",
                false);
        mvc.perform(get("/admin/accounts/" + seconded.accountId()).with(SignedInAs.actor(county)))
                .andExpect(status().isNotFound());
        mvc.perform(get("/admin/accounts").with(SignedInAs.actor(county)))
                .andExpect(content().string(not(containsString("cz-envoy"))));
        mvc.perform(get("/admin/accounts/" + seconded.accountId()).with(SignedInAs.actor(city)))
                .andExpect(status().isOk());
    }

    @Test
    @DisplayName("建机构、开账号、一次性密码登录、先改密码，一路走通；日志里一件不少")
    void opensOfficeAndAccount() throws Exception {
        mvc.perform(post("/admin/offices/new")
                        .param("region", "140425")
                        .param("department", "agriculture")
                        .param("name", "平顺县农业农村局")
                        .param("phone", "0355-0000000")
                        .with(SignedInAs.actor(city)))
                .andExpect(status().isFound());
        var office = offices.of(new RegionCode("140425"), "agriculture").orElseThrow();
        var opened = mvc.perform(post("/admin/accounts/new")
                        .param("office", String.valueOf(office.id()))
                        .param("username", "PS-Clerk")
                        .param("name", "李小农")
                        .param("roles", "clerk", "leader")
                        .param("region", "140425")
                        .with(SignedInAs.actor(city)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse();
        assertThat(opened.getHeader("Cache-Control")).isEqualTo("no-store");
        var password = password(opened);

        var session = session(signIn("ps-clerk", password));
        mvc.perform(get("/help").cookie(session)).andExpect(redirectedUrl("/account"));
        mvc.perform(post("/account/password")
                        .param("current", password)
                        .param("wanted", "ganjing de mima")
                        .param("again", "ganjing de mima")
                        .cookie(session)
                        .with(SignedInAs.visitor()))
                .andExpect(redirectedUrl("/account?done=password"));
        mvc.perform(get("/help").cookie(session)).andExpect(status().isOk());

        assertThat(sql.select(ENTRIES.ACT).from(ENTRIES).orderBy(ENTRIES.ID).fetch(ENTRIES.ACT))
                .containsExactly("office.open", "account.open");
        assertThat(sql.fetchSingle(ENTRIES, ENTRIES.ACT.eq("account.open"))
                        .getAfter()
                        .data())
                .contains("领导、经办")
                .doesNotContain(password)
                .doesNotContain("argon2");
    }

    @Test
    @DisplayName("填错的一次说全，填过的都留着")
    void faultsKeepTheInput() throws Exception {
        mvc.perform(post("/admin/accounts/new")
                        .param("office", String.valueOf(county.officeId()))
                        .param("username", "X Y")
                        .param("name", "王五")
                        .param("phone", "call me")
                        .with(SignedInAs.actor(county)))
                .andExpect(status().is(422))
                .andExpect(content().string(containsString("用户名用小写字母")))
                .andExpect(content().string(containsString("至少选一个角色")))
                .andExpect(content().string(containsString("电话只写数字")))
                .andExpect(content().string(containsString("value=\"王五\"")));
        mvc.perform(post("/admin/accounts/new")
                        .param("office", String.valueOf(county.officeId()))
                        .param("username", "hg-admin")
                        .param("name", "王五")
                        .param("roles", "clerk")
                        .with(SignedInAs.actor(county)))
                .andExpect(status().is(422))
                .andExpect(content().string(containsString("已经有人用")));
        mvc.perform(post("/admin/offices/new")
                        .param("region", "140427")
                        .param("department", "agriculture")
                        .param("name", "手伸得长")
                        .with(SignedInAs.actor(county)))
                .andExpect(status().is(422));
        assertThat(sql.fetchCount(ENTRIES)).isZero();
    }

    @Test
    @DisplayName("改角色、停用，对开着的会话马上生效")
    void changedRightsBiteAtOnce() throws Exception {
        var clerk = TestPeople.of(sql, offices, accounts, "xy-two", "140423", Role.ADMINISTRATOR);
        var session = session(signIn("xy-two", TestPeople.PASSWORD));
        mvc.perform(get("/admin/offices").cookie(session)).andExpect(status().isOk());
        change(clerk, "roles", "clerk", "active", "on").andExpect(status().isFound());
        mvc.perform(get("/admin/offices").cookie(session)).andExpect(status().isForbidden());
        change(clerk, "roles", "clerk").andExpect(status().isFound());
        mvc.perform(get("/account").cookie(session)).andExpect(redirectedUrl("/sign-in?to=%2Faccount"));
        assertThat(sql.fetchCount(SPRING_SESSION)).isZero();
        assertThat(sql.select(ENTRIES.ACT).from(ENTRIES).orderBy(ENTRIES.ID).fetch(ENTRIES.ACT))
                .containsExactly("account.change", "account.close");
    }

    @Test
    @DisplayName("停用机构，它的人马上出去；自己的机构停不了")
    void closedOfficeSignsItsPeopleOut() throws Exception {
        var session = session(signIn("xy-admin", TestPeople.PASSWORD));
        mvc.perform(post("/admin/offices/" + county.officeId())
                        .param("name", "襄垣县农业农村局")
                        .with(SignedInAs.actor(county)))
                .andExpect(status().is(422))
                .andExpect(content().string(containsString("不能停用自己所在的机构")));
        mvc.perform(post("/admin/offices/" + county.officeId())
                        .param("name", "襄垣县农业农村局")
                        .with(SignedInAs.actor(city)))
                .andExpect(status().isFound());
        mvc.perform(get("/account").cookie(session)).andExpect(status().isFound());
        assertThat(signIn("xy-admin", TestPeople.PASSWORD).getStatus()).isEqualTo(422);
    }

    @Test
    @DisplayName("自己的角色、停用、密码，自己改不了")
    void nobodyRaisesHimself() throws Exception {
        change(county, "roles", "administrator", "roles", "reviewer", "active", "on");
        assertThat(accounts.actor(county.accountId()).orElseThrow().roles()).containsExactly(Role.ADMINISTRATOR);
        mvc.perform(post("/admin/accounts/" + county.accountId() + "/password").with(SignedInAs.actor(county)))
                .andExpect(status().is(422));
        assertThat(signIn("xy-admin", TestPeople.PASSWORD).getStatus()).isEqualTo(302);
    }

    @Test
    @DisplayName("重设密码：旧密码作废、会话结束、锁解开；解锁单独也行")
    void resetsAndUnlocks() throws Exception {
        var session = session(signIn("xy-admin", TestPeople.PASSWORD));
        for (int i = 0; i < 5; i++) signIn("xy-admin", "wrong");
        mvc.perform(post("/admin/accounts/" + county.accountId() + "/unlock").with(SignedInAs.actor(city)))
                .andExpect(status().isFound());
        assertThat(signIn("xy-admin", TestPeople.PASSWORD).getStatus()).isEqualTo(302);
        var reset = mvc.perform(post("/admin/accounts/" + county.accountId() + "/password")
                        .with(SignedInAs.actor(city)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse();
        mvc.perform(get("/account").cookie(session)).andExpect(status().isFound());
        assertThat(signIn("xy-admin", TestPeople.PASSWORD).getStatus()).isEqualTo(422);
        assertThat(signIn("xy-admin", password(reset)).getStatus()).isEqualTo(302);
        assertThat(sql.select(ENTRIES.ACT).from(ENTRIES).orderBy(ENTRIES.ID).fetch(ENTRIES.ACT))
                .containsExactly("account.unlock", "account.reset-password");
    }

    @Test
    @DisplayName("重启以后会话还在：另一套会话仓库读得到，只读得到账号编号")
    void sessionsSurviveARestart() throws Exception {
        var cookie = session(signIn("xy-admin", TestPeople.PASSWORD));
        var id = new String(Base64.getDecoder().decode(cookie.getValue()), java.nio.charset.StandardCharsets.UTF_8);
        var restarted = new Sessions().keptSessions(jdbc);
        org.springframework.session.Session found = Objects.requireNonNull(restarted.findById(id));
        assertThat(found.getAttributeNames()).containsExactly(SessionPeople.ACCOUNT);
        assertThat(found.<String>getAttribute(SessionPeople.ACCOUNT)).isEqualTo(String.valueOf(county.accountId()));
    }

    @Test
    @DisplayName("下级地区逐级选：只在自己辖区里，选到哪一级都认")
    void picksRegions() throws Exception {
        mvc.perform(get("/admin/regions?root=140400&deepest=township&region=140423")
                        .with(SignedInAs.actor(city)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("value=\"140423\" selected")));
        mvc.perform(get("/admin/regions?root=140000&deepest=township").with(SignedInAs.actor(city)))
                .andExpect(status().isNotFound());
        assertThat(RegionPicker.read(List.of("140400", "140423", "140427100"))).isEqualTo(new RegionCode("140423"));
    }

    @Test
    @DisplayName("每一页都打得开，导出的也是")
    void pagesOpen() throws Exception {
        for (var path : List.of(
                "/admin/offices",
                "/admin/offices?q=140423&department=agriculture&region=140400",
                "/admin/offices?q=nothing-like-it",
                "/admin/offices/new",
                "/admin/offices/" + county.officeId(),
                "/admin/offices/export",
                "/admin/accounts",
                "/admin/accounts?role=administrator&state=active&q=xy",
                "/admin/accounts?state=locked",
                "/admin/accounts?office=" + county.officeId(),
                "/admin/accounts/new?office=" + county.officeId(),
                "/admin/accounts/" + county.accountId(),
                "/admin/accounts/" + city.accountId(),
                "/admin/accounts/export",
                "/account",
                "/help",
                "/journal")) {
            mvc.perform(get(path).with(SignedInAs.actor(city))).andExpect(status().isOk());
        }
    }

    private org.springframework.test.web.servlet.ResultActions change(Actor whom, String... values) throws Exception {
        var request = post("/admin/accounts/" + whom.accountId())
                .param("name", "改过的名字")
                .param("region", "140423")
                .with(SignedInAs.actor(county));
        for (int i = 0; i < values.length; i += 2) request = request.param(values[i], values[i + 1]);
        return mvc.perform(request);
    }

    private static String password(MockHttpServletResponse response) throws Exception {
        var found = Pattern.compile("ny-secret\">([a-z0-9-]{19})<").matcher(response.getContentAsString());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private MockHttpServletResponse signIn(String username, String password) throws Exception {
        return mvc.perform(post("/sign-in")
                        .param("username", username)
                        .param("password", password)
                        .with(SignedInAs.visitor())
                        .with(request -> {
                            request.setRemoteAddr("192.0.2." + (int) (Math.random() * 250));
                            return request;
                        }))
                .andReturn()
                .getResponse();
    }

    private static Cookie session(MockHttpServletResponse response) {
        return Objects.requireNonNull(response.getCookie(Sessions.COOKIE), "no session was opened");
    }
}
