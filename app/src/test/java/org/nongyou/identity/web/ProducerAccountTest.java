package org.nongyou.identity.web;

import static nongyoudb.base.Tables.BASES;
import static nongyoudb.identity.Tables.ACCOUNTS;
import static nongyoudb.journal.Tables.ENTRIES;
import static nongyoudb.producer.Tables.PRODUCERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import jakarta.servlet.http.Cookie;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.ResultActions;

@DisplayName("主体的登录账号：从主体页开，只看得到这个主体的；别的县开不了，谁也给不出更多")
class ProducerAccountTest extends ApplicationTest {

    @Autowired
    Offices offices;

    @Autowired
    Accounts accounts;

    private Actor administrator;
    private Actor clerk;
    private long producer;
    private long neighbour;

    @BeforeEach
    void people() {
        rewind();
        administrator = TestPeople.of(sql, offices, accounts, "xy-admin", "140423", Role.ADMINISTRATOR);
        clerk = TestPeople.of(sql, offices, accounts, "xy-clerk", "140423", Role.CLERK);
        producer = producer("西营谷子合作社", "140423100", true);
        neighbour = producer("东沟大米合作社", "140423101", true);
    }

    private long producer(String name, String region, boolean active) {
        TestPeople.division(sql, new org.nongyou.region.RegionCode(region));
        return sql.insertInto(PRODUCERS)
                .set(PRODUCERS.KIND, "cooperative")
                .set(PRODUCERS.NAME, name)
                .set(PRODUCERS.IDENTITY_DIGEST, name)
                .set(PRODUCERS.REGION_CODE, region)
                .set(PRODUCERS.CONTACT_NAME, "刘测试")
                .set(PRODUCERS.PHONE, "13800000000")
                .set(PRODUCERS.ACTIVE, active)
                .returning(PRODUCERS.ID)
                .fetchSingle()
                .getId();
    }

    private long base(String name, long of) {
        return sql.insertInto(BASES)
                .set(BASES.NUMBER, name)
                .set(BASES.PRODUCER_ID, of)
                .set(BASES.PRODUCER_NAME, "主体")
                .set(BASES.NAME, name)
                .set(BASES.REGION_CODE, "140423100")
                .set(BASES.PRODUCT, "谷子")
                .set(BASES.AREA_MU, new BigDecimal("100"))
                .set(BASES.RESPONSIBLE_NAME, "刘测试")
                .set(BASES.SUPERVISION_PHONE, "13800000000")
                .returning(BASES.ID)
                .fetchSingle()
                .getId();
    }

    private ResultActions open(Actor who, long of, String username) throws Exception {
        return mvc.perform(post("/producers/" + of + "/accounts")
                .param("username", username)
                .param("name", "刘测试")
                .param("phone", "13800000000")
                .with(SignedInAs.actor(who)));
    }

    @Test
    @DisplayName("经办从主体页开，本人用一次性密码登录、改密码，只看得到自己的基地和申报；日志里有")
    void opensFromTheProducersPage() throws Exception {
        long own = base("西营一号基地", producer);
        long others = base("东沟一号基地", neighbour);
        assertThat(page(clerk, "/producers/" + producer)).contains("/producers/" + producer + "/accounts");
        assertThat(page(clerk, "/producers/" + producer + "/accounts")).contains("还没有账号", "刘测试", "西营谷子合作社");
        var opened = open(clerk, producer, "XY-Liu")
                .andExpect(status().isOk())
                .andReturn()
                .getResponse();
        assertThat(opened.getHeader("Cache-Control")).isEqualTo("no-store");
        var password = Pattern.compile("ny-secret\">([a-z0-9-]{19})<").matcher(opened.getContentAsString());
        assertThat(password.find()).isTrue();

        var person = accounts.actor("xy-liu").orElseThrow();
        assertThat(person.producerId()).isEqualTo(producer);
        assertThat(person.office()).isNull();
        assertThat(person.roles()).isEqualTo(Set.of(Role.PRODUCER));
        var session = session(signIn("xy-liu", password.group(1)));
        mvc.perform(get("/bases").cookie(session)).andExpect(redirectedUrl("/account"));
        mvc.perform(post("/account/password")
                        .param("current", password.group(1))
                        .param("wanted", "ganjing de mima")
                        .param("again", "ganjing de mima")
                        .cookie(session)
                        .with(SignedInAs.visitor()))
                .andExpect(redirectedUrl("/account?done=password"));
        var bases = mvc.perform(get("/bases").cookie(session))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(bases).contains("西营一号基地").doesNotContain("东沟一号基地");
        mvc.perform(get("/bases/" + own).cookie(session)).andExpect(status().isOk());
        mvc.perform(get("/bases/" + others).cookie(session)).andExpect(status().isNotFound());
        mvc.perform(get("/producers/" + producer).cookie(session)).andExpect(status().isOk());
        mvc.perform(get("/producers/" + neighbour).cookie(session)).andExpect(status().isNotFound());
        mvc.perform(get("/cases").cookie(session)).andExpect(status().isOk());
        assertThat(page(administrator, "/producers/" + producer + "/accounts"))
                .contains("有 1 个在用的账号", "/admin/accounts/" + person.accountId());
        mvc.perform(get("/admin/accounts/" + person.accountId()).with(SignedInAs.actor(administrator)))
                .andExpect(status().isOk());
        assertThat(sql.fetchSingle(ENTRIES, ENTRIES.ACT.eq("account.open")).getActorId())
                .isEqualTo(clerk.accountId());
    }

    @Test
    @DisplayName("管理员也能开；用户名重复、写错，原样退回并说明")
    void administratorsToo() throws Exception {
        open(administrator, producer, "xy-liu").andExpect(status().isOk());
        var again = open(administrator, producer, "xy-liu")
                .andExpect(status().isUnprocessableContent())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(again).contains("账号还没有开", "已经有人用", "13800000000");
        open(administrator, producer, "刘").andExpect(status().isUnprocessableContent());
        assertThat(sql.fetchCount(ACCOUNTS, ACCOUNTS.PRODUCER_ID.eq(producer))).isOne();
    }

    @Test
    @DisplayName("别的县的人：读作没有找到；没有这个权的、主体自己的人：开不了")
    void nobodyElse() throws Exception {
        for (var role : List.of(Role.ADMINISTRATOR, Role.CLERK)) {
            var stranger = TestPeople.of(sql, offices, accounts, "hg-" + role.code(), "140427", role);
            mvc.perform(get("/producers/" + producer + "/accounts").with(SignedInAs.actor(stranger)))
                    .andExpect(status().isNotFound());
            open(stranger, producer, "sneaky").andExpect(status().isNotFound());
        }
        for (var role : List.of(Role.REVIEWER, Role.LEADER, Role.TOWNSHIP_SUPERVISOR, Role.AUDITOR, Role.EXPERT)) {
            var other = TestPeople.of(sql, offices, accounts, "xy-" + role.code(), "140423", role);
            mvc.perform(get("/producers/" + producer + "/accounts").with(SignedInAs.actor(other)))
                    .andExpect(status().isForbidden());
            open(other, producer, "sneaky").andExpect(status().isForbidden());
            if (role != Role.EXPERT)
                assertThat(page(other, "/producers/" + producer)).doesNotContain(producer + "/accounts");
        }
        var own = TestPeople.producer(accounts, "xy-own", producer, "140423100");
        open(own, producer, "sneaky").andExpect(status().isForbidden());
        open(own, neighbour, "sneaky").andExpect(status().isForbidden());
        assertThat(accounts.actor("sneaky")).isEmpty();
    }

    @Test
    @DisplayName("给不出更多：多写的角色、辖区、单位都不算；注销的主体不给；机构账号页也给不出主体角色")
    void neverMore() throws Exception {
        mvc.perform(post("/producers/" + producer + "/accounts")
                        .param("username", "xy-more")
                        .param("name", "刘测试")
                        .param("roles", "administrator", "reviewer")
                        .param("region", "140000")
                        .param("office", String.valueOf(clerk.officeId()))
                        .param("producerId", String.valueOf(neighbour))
                        .with(SignedInAs.actor(clerk)))
                .andExpect(status().isOk());
        var person = accounts.actor("xy-more").orElseThrow();
        assertThat(person.roles()).isEqualTo(Set.of(Role.PRODUCER));
        assertThat(person.producerId()).isEqualTo(producer);
        assertThat(person.office()).isNull();
        assertThat(person.region().value()).isEqualTo("140423100");

        long closed = producer("关了的合作社", "140423100", false);
        open(clerk, closed, "sneaky").andExpect(status().isUnprocessableContent());
        mvc.perform(post("/admin/accounts/new")
                        .param("office", String.valueOf(administrator.officeId()))
                        .param("username", "sneaky")
                        .param("name", "某人")
                        .param("roles", "producer")
                        .with(SignedInAs.actor(administrator)))
                .andExpect(status().isUnprocessableContent());
        assertThat(accounts.actor("sneaky")).isEmpty();
    }

    private MockHttpServletResponse signIn(String username, String password) throws Exception {
        return mvc.perform(post("/sign-in")
                        .param("username", username)
                        .param("password", password)
                        .with(SignedInAs.visitor())
                        .with(request -> {
                            request.setRemoteAddr("192.0.2.251");
                            return request;
                        }))
                .andReturn()
                .getResponse();
    }

    private static Cookie session(MockHttpServletResponse response) {
        return Objects.requireNonNull(response.getCookie(Sessions.COOKIE), "no session was opened");
    }
}
