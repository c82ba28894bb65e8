package org.nongyou.task;

import static nongyoudb.journal.Tables.ENTRIES;
import static nongyoudb.task.Tables.ROSTER_MEMBERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.FiveLevels;
import org.nongyou.SentStatements;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.identity.web.SignedInAs;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.NotFound;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("名册：领导小组、工作专班、专家组")
class RosterTest extends TaskScenario {

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);

    @Autowired
    Rosters rosters;

    private NewMember member(String roster, String name, String phone, @Nullable LocalDate from) {
        return new NewMember(zhangye, roster, "成员", name, "科长", "区农业农村局", phone, "", from);
    }

    private Rosters.Filter on(LocalDate day) {
        return new Rosters.Filter(null, null, null, day);
    }

    @Test
    @DisplayName("本级建本级的，调出留着，按哪一天看就是哪一天的；件件进日志")
    void historyIsKept() {
        assertThat(rosters.own(county)).extracting(one -> one.roster().id()).contains("experts");
        var first = rosters.add(county, member("experts", "张示例", "13800000001", LocalDate.of(2026, 1, 10)))
                .orElseThrow();
        assertThat(reasons(rosters.add(county, member("citizen-inspectors", "李示例", "", TODAY))))
                .containsExactly("roster.level");
        assertThat(refusal(rosters.add(county, member("citizen-inspectors", "李示例", "", TODAY)))
                        .clause())
                .contains("三（三）12");
        assertThat(reasons(rosters.add(leader, member("experts", "李示例", "", TODAY))))
                .containsExactly("roster.no-right");
        assertThat(reasons(rosters.add(county, member("none", "李示例", "", TODAY))))
                .containsExactly("roster.unknown");
        assertThat(reasons(rosters.add(county, member("experts", " ", "12345", null))))
                .containsExactlyInAnyOrder("roster.name", "roster.phone", "roster.from");
        assertThat(reasons(rosters.add(county, member("experts", "李示例", "", TODAY.plusDays(1)))))
                .containsExactly("roster.from-later");
        // Nobody was on it before the document held.
        assertThat(reasons(rosters.add(county, member("experts", "李示例", "", LocalDate.of(2024, 12, 31)))))
                .containsExactly("roster.from-earlier");
        // The same form once more; then the same name with another duty.
        assertThat(rosters.add(county, member("experts", "张示例", "13800000001", LocalDate.of(2026, 1, 10)))
                        .orElseThrow()
                        .id())
                .isEqualTo(first.id());
        assertThat(reasons(rosters.add(county, member("experts", "张示例", "", TODAY))))
                .containsExactly("roster.twice");

        assertThat(reasons(rosters.end(city, first.id(), TODAY, "调走"))).containsExactly("roster.not-yours");
        assertThatThrownBy(() -> rosters.end(neighbour, first.id(), TODAY, "调走"))
                .isInstanceOf(NotFound.class);
        assertThat(reasons(rosters.end(county, first.id(), LocalDate.of(2026, 1, 1), "调走")))
                .containsExactly("roster.last-wrong");
        assertThat(reasons(rosters.end(county, first.id(), TODAY, ""))).containsExactly("roster.reason");
        rosters.end(county, first.id(), LocalDate.of(2026, 2, 20), "调走").orElseThrow();
        assertThat(rosters.end(county, first.id(), LocalDate.of(2026, 2, 20), "调走")
                        .orElseThrow()
                        .to())
                .isEqualTo("2026-02-20");
        assertThat(reasons(rosters.end(county, first.id(), TODAY, "调走"))).containsExactly("roster.ended");
        assertThat(rosters.list(county.scope(), on(TODAY), 0, 10)).isEmpty();
        assertThat(rosters.list(county.scope(), on(LocalDate.of(2026, 2, 20)), 0, 10))
                .hasSize(1);
        assertThat(rosters.list(county.scope(), on(LocalDate.of(2026, 1, 9)), 0, 10))
                .isEmpty();
        assertThat(sql.fetchCount(ENTRIES, ENTRIES.ACT.in("roster.add", "roster.end")))
                .isEqualTo(2);
    }

    @Test
    @DisplayName("上级的名册下面看得到，电话只看头尾；旁边的看不到；有账号的认得出")
    void phonesAndNeighbours() {
        var ofCity = rosters.add(
                        city,
                        new NewMember(zhangye, "experts", "专家", "王示例", "", "", "13800001234", city.username(), TODAY))
                .orElseThrow();
        assertThat(ofCity.signsIn()).isTrue();
        assertThat(reasons(rosters.add(
                        county,
                        new NewMember(zhangye, "experts", "专家", "王示例", "", "", "", neighbour.username(), TODAY))))
                .containsExactly("roster.account");
        rosters.add(county, member("experts", "张示例", "13800005678", TODAY)).orElseThrow();
        assertThat(rosters.list(clerk.scope(), on(TODAY), 0, 10))
                .extracting(one -> one.name() + one.phoneFor(clerk.scope()))
                .containsExactly("王示例138****1234", "张示例13800005678");
        assertThat(rosters.list(neighbour.scope(), on(TODAY), 0, 10))
                .extracting(RosterMember::name)
                .containsExactly("王示例");
        assertThat(rosters.list(city.scope(), on(TODAY), 0, 10))
                .extracting(one -> one.phoneFor(city.scope()))
                .containsExactly("13800001234", "13800005678");
        var gaps = rosters.gaps(city.scope(), schemes.at(zhangye));
        var experts = gaps.stream()
                .filter(gap -> gap.roster().id().equals("experts"))
                .findFirst()
                .orElseThrow();
        assertThat(experts.places()).isEqualTo(experts.missing().size() + 2);
        assertThat(gaps.stream()
                        .filter(gap -> gap.roster().id().equals("citizen-inspectors"))
                        .findFirst()
                        .orElseThrow()
                        .missing())
                .hasSize(1);
    }

    @Test
    @DisplayName("五级各看各的和上面的，和蛮力答案一致；一万人里只读一页")
    void scope() throws Exception {
        var places = List.of("140000", "140400", "140423", "140427", "140105", "140100", "620702", "620700");
        for (var place : places) insert(place, place);
        for (var scope : FiveLevels.scopes(7)) {
            var expected = new ArrayList<String>();
            for (var place : places) {
                boolean above = scope instanceof Scope.Within(var own)
                        && !own.equals(RegionCode.COUNTRY)
                        && new RegionCode(place).contains(own);
                if (above || FiveLevels.sees(scope, place, null)) expected.add(place);
            }
            assertThat(rosters.list(scope, on(TODAY), 0, 100))
                    .as(scope.toString())
                    .extracting(RosterMember::name)
                    .containsExactlyElementsOf(expected.stream().sorted().toList());
            assertThat(rosters.count(scope, on(TODAY))).isEqualTo(expected.size());
        }
        sql.execute("""
                insert into task.roster_members (scheme_id, scheme_version, roster_id, roster_title, region_code, role, name,
                        valid_from, added_by, added_at)
                select 'zhangye-organic-2025', {version}, 'experts', '专家', '14' || lpad((n % 11 + 1)::text, 2, '0')
                       || lpad((n % 17 + 1)::text, 2, '0'), '成员', '人' || n, date '2026-01-01', 1, now()
                  from generate_series(1, 10000) n""".replace("{version}", Integer.toString(zhangye.version())));
        afterANight();
        for (var region : List.of("140000", "140400", "140404")) {
            var sent =
                    SentStatements.of(sql, () -> rosters.list(Scope.within(new RegionCode(region)), on(TODAY), 0, 101));
            assertThat(sent.count()).isEqualTo(1);
            assertThat(sent.buffers(sql)).as(region + sent.texts()).isLessThan(400);
        }
    }

    @Test
    @DisplayName("页面：列入、填错的留着、缺哪里、调出、那一天的")
    void pages() throws Exception {
        assertThat(page(county, "/rosters")).contains("还没有名册，从下面“加一个人”开始", "专家服务和培训队伍");
        assertThat(page(leader, "/rosters")).doesNotContain("加一个人</a>");
        assertThat(page(county, "/rosters?scheme=zhangye-organic-2025")).contains("还没有建的");
        var bad = mvc.perform(post("/rosters")
                        .param("roster", "zhangye-organic-2025|" + zhangye.version() + "|experts")
                        .param("role", "组长")
                        .param("name", "赵示例")
                        .param("phone", "123")
                        .param("from", "2026-02-31")
                        .with(SignedInAs.actor(county)))
                .andExpect(status().isUnprocessableContent())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(bad).contains("不是日期", "value=\"赵示例\"");
        mvc.perform(post("/rosters")
                        .param("roster", "zhangye-organic-2025|" + zhangye.version() + "|experts")
                        .param("role", "组长")
                        .param("name", "赵示例")
                        .param("phone", "13800009999")
                        .param("from", "2026-02-01")
                        .with(SignedInAs.actor(county)))
                .andExpect(status().is3xxRedirection());
        assertThat(page(county, "/rosters?scheme=zhangye-organic-2025")).contains("赵示例", "13800009999", "组长");
        long id =
                sql.select(ROSTER_MEMBERS.ID).from(ROSTER_MEMBERS).fetchSingle().value1();
        mvc.perform(post("/rosters/" + id + "/end")
                        .param("last" + id, "2026-03-01")
                        .param("reason" + id, "退休")
                        .with(SignedInAs.actor(county)))
                .andExpect(status().is3xxRedirection());
        assertThat(page(county, "/rosters")).doesNotContain("赵示例");
        assertThat(page(county, "/rosters?on=2026-02-15")).contains("赵示例", "退休");
        for (var path :
                List.of("/rosters?on=x&page=0&region=1", "/rosters?scheme=none&roster=none", "/rosters?page=99"))
            page(city, path);
        mvc.perform(get("/export/rosters?on=2026-02-15").with(SignedInAs.actor(county)))
                .andExpect(status().isOk());
    }

    @Test
    @DisplayName("评分的专家看不到名册和任务的页面")
    void expertsScoreOnly() throws Exception {
        var expert = TestPeople.of(sql, offices, accounts, "expert", "620700", Role.EXPERT);
        for (var path : List.of("/rosters", "/tasks", "/tasks/progress", "/tasks/supervision", "/tasks/dispatch"))
            mvc.perform(get(path).with(SignedInAs.actor(expert))).andExpect(status().isForbidden());
    }

    @Test
    @DisplayName("同时点两次添加，名册里只有一个人，两次都说成了")
    void addedTwiceAtOnce() throws Exception {
        var one = member("experts", "双击示例", "", TODAY);
        assertThat(clickedTwice(() -> rosters.add(county, one)))
                .extracting(RosterMember::id)
                .hasSize(2)
                .containsOnly(sql.fetchSingle(ROSTER_MEMBERS).getId());
    }

    private void insert(String place, String name) {
        sql.insertInto(ROSTER_MEMBERS)
                .set(ROSTER_MEMBERS.SCHEME_ID, zhangye.id())
                .set(ROSTER_MEMBERS.SCHEME_VERSION, zhangye.version())
                .set(ROSTER_MEMBERS.ROSTER_ID, "experts")
                .set(ROSTER_MEMBERS.ROSTER_TITLE, "专家")
                .set(ROSTER_MEMBERS.REGION_CODE, place)
                .set(ROSTER_MEMBERS.ROLE, "成员")
                .set(ROSTER_MEMBERS.NAME, name)
                .set(ROSTER_MEMBERS.VALID_FROM, LocalDate.of(2026, 1, 1))
                .set(ROSTER_MEMBERS.ADDED_BY, 1L)
                .set(ROSTER_MEMBERS.ADDED_AT, java.time.Instant.EPOCH)
                .execute();
    }
}
