package org.nongyou.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nongyou.ApplicationTest;
import org.nongyou.SentStatements;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.identity.web.SignedInAs;
import org.nongyou.region.DivisionLoader;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

@DisplayName("用药查询的页面")
class StandardPagesTest extends ApplicationTest {

    @Autowired
    DivisionLoader divisions;

    @Autowired
    Offices offices;

    @Autowired
    Accounts accounts;

    @Autowired
    RuleBooks books;

    private Actor county;
    private Actor admin;

    @BeforeAll
    void people() {
        divisions.loadOnce();
        county = TestPeople.of(sql, offices, accounts, "inputcounty", "140423", Role.CLERK);
        admin = TestPeople.of(sql, offices, accounts, "inputadmin", "140000", Role.ADMINISTRATOR);
    }

    private record Shown(int status, String text) {}

    private Shown show(MockHttpServletRequestBuilder request) throws Exception {
        var response = mvc.perform(request).andReturn().getResponse();
        return new Shown(response.getStatus(), response.getContentAsString(StandardCharsets.UTF_8));
    }

    private Shown open(String path, String... query) throws Exception {
        return show(with(get(path), query));
    }

    private Shown signedIn(Actor who, String path, String... query) throws Exception {
        return show(with(get(path).with(SignedInAs.actor(who)), query));
    }

    private static MockHttpServletRequestBuilder with(MockHttpServletRequestBuilder request, String... query) {
        for (int i = 0; i < query.length; i += 2) request.param(query[i], query[i + 1]);
        return request;
    }

    @Test
    @DisplayName("谁都能查：一句话说能不能用，说明样例数据不全；不露内部的东西")
    void forAnyone() throws Exception {
        var banned = open("/public/inputs", "crop", "豇豆", "drug", "氧乐果", "day", "2026-06-01");
        assertThat(banned.status()).isEqualTo(200);
        assertThat(banned.text())
                .contains(
                        "不能用：氧乐果 2026-06-01 起禁用（销售和使用），农业农村部公告第736号。",
                        "样例数据，不全，正式名录由管理员导入",
                        "可信度中",
                        "《农药管理条例》第三十四条",
                        "aria-current=\"true\">豇豆")
                .doesNotContain("/standards/", "/export/", "规则数据", "ny-side");
        assertThat(open("/public/inputs", "crop", "小麦", "drug", "氧乐果", "day", "2026-05-31")
                        .text())
                .contains("限制使用：氧乐果", "2026-06-01 起禁用（销售和使用）");
        assertThat(open("/public/inputs", "crop", "豆角", "drug", "1.8%阿维菌素乳油", "day", "2026-11-18")
                        .text())
                .contains("可以用：打药后等 5 天，最早 2026-11-23 采收。", "仿 GB/T 8321 的表", "前提是产品标签登记了豇豆");
        assertThat(open("/public/inputs", "crop", "豇豆", "drug", "阿维菌素").text()).contains("不按这条：蔬菜(未分种类) 7 天");
        assertThat(open("/public/inputs", "crop", "茶叶", "drug", "吡虫啉").text()).contains("几份资料不一样，取最长的", "打药后等 12 天");
        assertThat(open("/public/inputs", "drug", "呋喃丹", "day", "2026-06-01").text())
                .contains("不能用：克百威 2026-06-01 起禁用（销售和使用），什么作物都不行，农业农村部公告第736号。");
        assertThat(open("/public/inputs", "drug", "呋喃丹", "day", "2026-05-31").text())
                .contains("再写上用在什么作物、畜禽或水产上");
        var list = open("/public/inputs/banned");
        assertThat(list.text()).contains("六六六", "下一页", "只准用于").doesNotContain("/export/", "/standards/");
        assertThat(open("/public/inputs/banned", "page", "2").text()).contains("克仑特罗");
        assertThat(open("/public/inputs/banned", "kind", "veterinary").text())
                .contains("克仑特罗")
                .doesNotContain("六六六");
        for (var path :
                List.of("/standards/inputs", "/standards/inputs/banned", "/standards/residues", "/standards/data"))
            assertThat(open(path).status()).as(path).isNotEqualTo(200);
        assertThat(open("/public").text()).contains("/public/inputs");
    }

    @Test
    @DisplayName("登录的人还能查限量、导出；规则数据只给管理员")
    void forOfficials() throws Exception {
        assertThat(signedIn(county, "/standards").status()).isEqualTo(302);
        assertThat(signedIn(county, "/standards/inputs").text())
                .contains("写上作物和药名", "用药查询", "/standards/residues")
                .doesNotContain("/standards/data");
        assertThat(signedIn(county, "/standards/residues", "food", "韭菜", "drug", "腐霉利", "day", "2024-05-01")
                        .text())
                .contains("韭菜的腐霉利不得超过 5 mg/kg，GB 2763.1-2022", "GB 2763-2019", "0.2 mg/kg");
        assertThat(signedIn(county, "/standards/residues", "food", "沃柑", "drug", "草甘膦", "day", "2024-05-01")
                        .text())
                .contains("数据里没有", "不适用，沃柑除外");
        assertThat(signedIn(county, "/standards/residues", "food", "肉牛", "drug", "阿苯达唑")
                        .text())
                .contains("5 mg/kg", "肝");
        assertThat(signedIn(county, "/standards/residues").text()).contains("写上食品和药名");
        assertThat(signedIn(county, "/standards/data").status()).isEqualTo(403);
        assertThat(signedIn(admin, "/standards/data").text())
                .contains("样例数据，不全", "GB 2763-2026", "10,749", "还没有数据", "农业部公告第199号");
        assertThat(signedIn(county, "/export/banned-inputs", "kind", "pesticide")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/standards/inputs", "/public/inputs", "/standards/residues"})
    @DisplayName("乱写也有话说：不认得的名字、第 9999 年、一万个字、注入、控制字符")
    void badInput(String path) throws Exception {
        var place = path.endsWith("residues") ? "food" : "crop";
        var evil = List.of(
                "' or 1=1 --",
                "<script>alert(1)</script>",
                "${7*7}",
                "%00\u0000\u0007",
                "((((((((((((((((((((((((",
                "1.1.1.1%%%%%%",
                "\uD83D\uDE00",
                "\uD800",
                " ",
                "乳油",
                "5%");
        for (var text : evil)
            for (var query : List.of(
                    new String[] {place, text, "drug", text},
                    new String[] {place, "豇豆", "drug", text},
                    new String[] {place, text, "drug", ""})) {
                var shown = signedIn(county, path, query);
                assertThat(shown.status()).as(path + text).isEqualTo(200);
                assertThat(shown.text()).doesNotContain("<script>alert");
            }
        var unknown = signedIn(county, path, place, "虹豆", "drug", "氧乐果");
        assertThat(unknown.text()).contains("虹豆”，换个名字再查", ">豇豆<");
        assertThat(signedIn(county, path, place, "豇豆", "drug", "阿维菌").text()).contains("数据里没有“阿维菌”", ">阿维菌素<");
        for (var day : List.of("9999-12-31", "0001-01-01")) {
            var shown = signedIn(county, path, place, "豇豆", "drug", "氧乐果", "day", day);
            assertThat(shown.status()).isEqualTo(422);
            assertThat(shown.text()).contains("日期要在 1990 年到 2100 年之间", "value=\"豇豆\"", "value=\"氧乐果\"");
        }
        for (var day : List.of("2026-02-30", "昨天", "+999999999-12-31", "x".repeat(10_000)))
            assertThat(signedIn(county, path, place, "豇豆", "drug", "氧乐果", "day", day)
                            .text())
                    .contains("日期写成 2026-06-18 这样");
        var tooLong = signedIn(county, path, place, "豆".repeat(10_000), "drug", "药".repeat(10_000));
        assertThat(tooLong.status()).isEqualTo(422);
        assertThat(tooLong.text()).contains("没有查：2 处要改", "最多 100 个字").hasSizeLessThan(60_000);
    }

    @Test
    @DisplayName("清单乱写：回到能看的一页")
    void badList() throws Exception {
        for (var page : List.of("0", "-1", "99", "999999999999", "x"))
            assertThat(open("/public/inputs/banned", "page", page).status()).isEqualTo(200);
        assertThat(open("/public/inputs/banned", "q", "x".repeat(10_000)).text())
                .contains("没有找到");
        assertThat(open("/public/inputs/banned", "kind", "1", "measure", "' or").text())
                .contains("六六六");
    }

    @Test
    @DisplayName("规则在内存里：一次查询只问数据库有没有新的一批")
    void fast() throws Exception {
        books.current();
        var sent = SentStatements.of(sql, () -> open("/public/inputs", "crop", "豇豆", "drug", "氧乐果"));
        assertThat(sent.texts()).filteredOn(text -> text.contains("standard")).hasSize(1);
        assertThat(books.current()).isSameAs(books.current());
    }
}
