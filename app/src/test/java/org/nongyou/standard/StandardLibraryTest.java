package org.nongyou.standard;

import static nongyoudb.standard.Tables.STANDARDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.nongyou.ApplicationTest;
import org.nongyou.SentStatements;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.identity.web.SignedInAs;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.Ui;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("标准库和标准项目")
class StandardLibraryTest extends ApplicationTest {

    private static final StandardFilter ALL = new StandardFilter(null, null, null, "");

    @Autowired
    Standards standards;

    @Autowired
    StandardProjects projects;

    @Autowired
    Offices offices;

    @Autowired
    Accounts accounts;

    @Autowired
    Clock clock;

    private Actor province;
    private Actor city;
    private Actor county;
    private Actor other;
    private LocalDate today;

    @BeforeAll
    void people() {
        province = TestPeople.of(sql, offices, accounts, "libprovince", "140000", Role.REVIEWER);
        city = TestPeople.of(sql, offices, accounts, "libcity", "140400", Role.REVIEWER);
        county = TestPeople.of(sql, offices, accounts, "libcounty", "140423", Role.CLERK);
        other = TestPeople.of(sql, offices, accounts, "libother", "620702", Role.CLERK);
        today = LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }

    private static StandardForm form(String number, String... pairs) {
        var typed = new HashMap<>(
                Map.of("number", number, "title", "示例规程", "field", "planting", "fromOn", "2024-01-01", "draft", "no"));
        for (int i = 0; i < pairs.length; i += 2) typed.put(pairs[i], pairs[i + 1]);
        return StandardForm.of(typed);
    }

    private static List<String> keys(Decision<?> decision) {
        return switch (decision) {
            case Decision.Done<?> _ -> List.of();
            case Decision.Refused<?>(var refusal) ->
                refusal.all().stream().map(Refusal::key).toList();
        };
    }

    @Test
    @Order(1)
    @DisplayName("随系统来的标准有出处；哪天现行、哪天被代替，按日期算")
    void seeded() {
        var scope = Standards.reading(county);
        var old = standards
                .find(scope, StandardNumber.of("GB 2763-2021").orElseThrow())
                .orElseThrow();
        assertThat(old.state(LocalDate.of(2026, 2, 28))).isEqualTo(Standard.State.IN_FORCE);
        assertThat(old.state(LocalDate.of(2026, 3, 1))).isEqualTo(Standard.State.REPLACED);
        assertThat(old.replacedBy()).isEqualTo("GB 2763-2026");
        assertThat(standards.editions(scope, old)).hasSize(4);
        assertThat(standards.list(scope, ALL, 0, 100))
                .allSatisfy(one -> assertThat(one.source()).isNotBlank());
        for (var state : Standard.State.values())
            assertThat(standards.list(scope, new StandardFilter(null, null, state, ""), 0, 100))
                    .allSatisfy(one -> assertThat(one.state(today)).isEqualTo(state))
                    .hasSize((int) standards.list(scope, ALL, 0, 100).stream()
                            .filter(one -> one.state(today) == state)
                            .count());
        assertThat(standards.list(scope, StandardFilter.of(Map.of("q", "农药最大残留 2026")), 0, 10))
                .singleElement()
                .extracting(one -> one.number().text())
                .isEqualTo("GB 2763-2026");
    }

    @Test
    @Order(2)
    @DisplayName("登记：号要对、地区要对、日期要对；征求意见、实施、代替、废止一步一步来")
    void recorded() {
        assertThat(keys(standards.record(county, form("乱写", "title", "", "field", "x", "fromOn", "昨天"))))
                .containsExactlyInAnyOrder(
                        "standard.number-form", "standard.title-needed", "standard.field-needed", "standard.day-wrong");
        assertThat(keys(standards.record(county, form("DB14/T 9001-2024")))).containsExactly("standard.library-area");
        assertThat(keys(standards.record(county, form("GB/T 99001-2024")))).containsExactly("standard.library-area");
        assertThat(keys(standards.record(other, form("DB14/T 9001-2024")))).containsExactly("standard.library-area");
        assertThat(keys(standards.record(province, form("GB 2763-2026")))).containsExactly("standard.number-known");
        assertThat(keys(standards.record(province, form("DB14/T 9001-2024", "issuedOn", "2024-02-01"))))
                .containsExactly("standard.from-before-issue");
        assertThat(keys(standards.record(province, form("DB14/T 9001-2024", "draft", "yes"))))
                .containsExactly("standard.draft-from");
        var draft = standards
                .record(province, form("ＤＢ14/T　9001—2024", "draft", "yes", "fromOn", ""))
                .orElseThrow();
        assertThat(draft.number().text()).isEqualTo("DB14/T 9001-2024");
        assertThat(draft.region()).isEqualTo(new RegionCode("140000"));
        assertThat(draft.state(today)).isEqualTo(Standard.State.DRAFT);
        assertThat(keys(standards.putInForce(county, draft.id(), "2024-06-01")))
                .containsExactly("standard.library-no-right");
        assertThat(keys(standards.end(province, draft.id(), "2025-01-01", "", "公告")))
                .containsExactly("standard.already-ended");
        var held = standards.putInForce(province, draft.id(), "2024-06-01").orElseThrow();
        assertThat(held.state(today)).isEqualTo(Standard.State.IN_FORCE);
        assertThat(keys(standards.end(province, draft.id(), "2024-01-01", "DB14/T 9001-2024", " ")))
                .containsExactlyInAnyOrder(
                        "standard.end-before-force", "standard.replaced-by-itself", "standard.end-reason");
        var ended = standards
                .end(province, draft.id(), today.plusDays(5).toString(), "DB14/T 9001-2026", "示例公告")
                .orElseThrow();
        assertThat(ended.state(today)).isEqualTo(Standard.State.IN_FORCE);
        assertThat(ended.state(today.plusDays(5))).isEqualTo(Standard.State.REPLACED);
        assertThat(keys(standards.end(province, draft.id(), "2030-01-01", "", "再来")))
                .containsExactly("standard.already-ended");
        standards.record(city, form("DB1404/T 9002-2024")).orElseThrow();
        standards.record(county, form("T/SLC 001-2024")).orElseThrow();
        standards.record(other, form("Q/SLQ 001-2024")).orElseThrow();
    }

    @Test
    @Order(3)
    @DisplayName("只看得到全国的、上面各级的和本辖区的：和逐条比的一样")
    void scope() {
        var all = standards.list(new Scope.Within(RegionCode.COUNTRY), ALL, 0, 100);
        for (var code :
                List.of("000000", "140000", "140400", "140423", "140423001", "140423001001", "620702", "620000")) {
            var own = new RegionCode(code);
            var scope = new Scope.Within(own);
            var expected = all.stream()
                    .filter(one -> one.region().equals(RegionCode.COUNTRY)
                            || own.contains(one.region())
                            || one.region().contains(own))
                    .map(Standard::id)
                    .toList();
            assertThat(standards.list(scope, ALL, 0, 100))
                    .as(code)
                    .extracting(Standard::id)
                    .isEqualTo(expected);
            assertThat(standards.count(scope, ALL)).isEqualTo(expected.size());
            for (var one : all)
                assertThat(standards.find(scope, one.id()).isPresent()).isEqualTo(expected.contains(one.id()));
        }
        assertThat(standards.list(new Scope.Own(1), ALL, 0, 100))
                .allSatisfy(one -> assertThat(one.region()).isEqualTo(RegionCode.COUNTRY));
    }

    @Test
    @Order(4)
    @DisplayName("项目：立项要有标准和期限，重复提交还是一个，别的单位不能结，结项带出新标准")
    void projects() {
        var key = UUID.randomUUID();
        assertThat(keys(projects.open(city, key, Map.of("kind", "revise", "dueOn", "2020-01-01"))))
                .containsExactlyInAnyOrder(
                        "standard.project-title", "standard.project-standard", "standard.project-due");
        var typed = Map.of(
                "kind",
                "revise",
                "title",
                "修订示例规程",
                "standard",
                "DB1404/T 9002-2024",
                "dueOn",
                today.plusDays(90).toString());
        var opened = projects.open(city, key, typed).orElseThrow();
        assertThat(projects.open(city, key, typed).orElseThrow().id()).isEqualTo(opened.id());
        assertThat(opened.stateTitle(today)).isEqualTo("进行中");
        assertThat(opened.stateTitle(today.plusDays(91))).isEqualTo("超期");
        assertThat(projects.list(province.scope(), null, 10)).contains(opened);
        assertThat(projects.list(county.scope(), null, 10)).isEmpty();
        assertThat(projects.find(other.scope(), opened.id())).isEmpty();
        assertThat(keys(projects.close(province, opened.id(), false, "完成", "")))
                .containsExactly("standard.library-no-right");
        assertThat(keys(projects.close(city, opened.id(), false, "", "DB1404/T 9999-2026")))
                .containsExactlyInAnyOrder("standard.project-outcome", "standard.project-result");
        standards.record(city, form("DB1404/T 9002-2026")).orElseThrow();
        var closed = projects.close(city, opened.id(), false, "发布了新版", "DB1404/T 9002-2026")
                .orElseThrow();
        assertThat(closed.result()).isEqualTo("DB1404/T 9002-2026");
        assertThat(keys(projects.close(city, opened.id(), true, "再结", ""))).containsExactly("standard.project-closed");
    }

    @Test
    @Order(5)
    @DisplayName("页面：列表、一个标准、登记、原文、项目、导出；别人的打不开")
    void pages() throws Exception {
        assertThat(text(county, "/standards/library")).contains("GB 2763-2026", "登记标准", "DB14/T 9001-2024");
        assertThat(text(other, "/standards/library")).doesNotContain("DB14/T 9001-2024");
        var one = standards
                .find(
                        Standards.reading(province),
                        StandardNumber.of("DB14/T 9001-2024").orElseThrow())
                .orElseThrow();
        var path = "/standards/library/" + one.id();
        assertThat(text(county, path)).contains("DB14/T 9001-2026 代替", "基本情况").doesNotContain("代替或废止</h2>");
        assertThat(status(other, path)).isEqualTo(404);
        assertThat(status(county, path + "/file")).isEqualTo(404);
        mvc.perform(multipart(path + "/file")
                .file(new MockMultipartFile(
                        "file", "规程.pdf", "application/pdf", "%PDF-1.4\n%示例\n%%EOF".getBytes(StandardCharsets.UTF_8)))
                .with(SignedInAs.actor(province)));
        assertThat(status(county, path + "/file")).isEqualTo(200);
        var refused = mvc.perform(post("/standards/library/new")
                        .param("number", "乱写<b>")
                        .param("title", "写过的名称")
                        .with(SignedInAs.actor(county)))
                .andReturn()
                .getResponse();
        assertThat(refused.getContentAsString(StandardCharsets.UTF_8))
                .contains("标准号写成", "写过的名称", "乱写&lt;b")
                .doesNotContain("乱写<b>");
        assertThat(text(city, "/standards/projects?kind=revise")).contains("修订示例规程", "立项");
        assertThat(status(county, "/export/standards")).isEqualTo(200);
        for (var query : List.of("?page=0", "?page=999999", "?kind=%27", "?state=x", "?q=%25_%5C", "?field=%00"))
            assertThat(status(county, "/standards/library" + query)).as(query).isEqualTo(200);
    }

    @Test
    @Order(6)
    @DisplayName("十万个标准：一页只读一页的量，窄的辖区不比宽的多")
    void manyStandards() throws Exception {
        sql.execute("""
                insert into standard.standards (number, series, kind, year, title, field, region_code, in_force_from, recorded_by, recorded_at)
                select 'Q/HOT ' || n || '-2024', 'Q/HOT ' || n, 'enterprise', 2024, '示例' || n, 'other',
                    (array['140423', '140425', '140105', '430121', '620702'])[1 + n % 5], '2024-01-01', '测试', now()
                from generate_series(1, 100000) n""");
        afterANight();
        for (var who : List.of(province, city, county)) {
            var scope = Standards.reading(who);
            var listed = SentStatements.of(sql, () -> standards.list(scope, ALL, 0, 100));
            assertThat(listed.buffers(sql)).as(who.username() + listed.texts()).isLessThanOrEqualTo(600);
            var found = SentStatements.of(
                    sql, () -> standards.list(scope, new StandardFilter(null, null, null, "HOT 99998"), 0, 100));
            assertThat(found.buffers(sql)).as(who.username() + found.texts()).isLessThanOrEqualTo(600);
        }
        sql.deleteFrom(STANDARDS).where(STANDARDS.SERIES.like("Q/HOT%")).execute();
    }

    private String text(Actor who, String path) throws Exception {
        return mvc.perform(get(path).with(SignedInAs.actor(who)))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private int status(Actor who, String path) throws Exception {
        return mvc.perform(get(java.net.URI.create(path)).with(SignedInAs.actor(who)))
                .andReturn()
                .getResponse()
                .getStatus();
    }
}
