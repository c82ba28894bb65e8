package org.nongyou.indicator;

import static nongyoudb.journal.Tables.ENTRIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.SentStatements;
import org.nongyou.identity.Role;
import org.nongyou.identity.web.SignedInAs;
import org.nongyou.kernel.Decision;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("上级核对下级填的数：一个数只核对一次，退回要有原因，更正了再核对")
class FigureChecksTest extends IndicatorTest {

    @Autowired
    FigureChecks checks;

    @BeforeEach
    void clean() {
        clear();
    }

    @Test
    @DisplayName("市里通过一个、退回一个；县里看到原因，更正之后市里再看一遍")
    void confirmedAndGivenBack() {
        var good = entered(XIANGYUAN, "green", "12");
        var wrong = entered(QINYUAN, "green", "900");
        var city = clerk(CHANGZHI, Role.REVIEWER);
        assertThat(unchecked(CHANGZHI)).containsExactly(good.id(), wrong.id());

        checks.confirm(city, scheme, good.id()).orElseThrow();
        assertThat(refusal(checks.giveBack(city, scheme, wrong.id(), " 错 "))).isEqualTo("indicator.check.reason");
        checks.giveBack(city, scheme, wrong.id(), "比去年多了十倍，核对单位").orElseThrow();
        assertThat(unchecked(CHANGZHI)).isEmpty();

        var own = line(QINYUAN);
        assertThat(Objects.requireNonNull(own.check()).reason()).isEqualTo("比去年多了十倍，核对单位");
        var all = line(CHANGZHI);
        assertThat(all.confirmed()).isEqualTo(1);
        assertThat(all.givenBack()).isEqualTo(1);

        var corrected = figures.correct(
                        clerk(QINYUAN),
                        scheme,
                        new ReportedFigures.Entry(cell(QINYUAN), "90", "", null, "单位写错了", wrong.id()))
                .orElseThrow();
        assertThat(corrected.firstAt()).isEqualTo(wrong.firstAt());
        assertThat(unchecked(CHANGZHI)).containsExactly(corrected.id());
        assertThat(refusal(checks.confirm(city, scheme, wrong.id()))).isEqualTo("indicator.check.replaced");
        checks.confirm(city, scheme, corrected.id()).orElseThrow();
        assertThat(line(CHANGZHI).givenBack()).isZero();
        assertThat(sql.select(ENTRIES.ACT)
                        .from(ENTRIES)
                        .where(ENTRIES.SUBJECT_ID.eq("measured/green/140431/2025"))
                        .and(ENTRIES.REFUSED.isFalse())
                        .orderBy(ENTRIES.ID)
                        .fetch(ENTRIES.ACT))
                .endsWith("figure.report", "figure.give-back", "figure.correct", "figure.confirm");
    }

    @Test
    @DisplayName("自己的、别的市的、没有办理权的、第二遍的：都不行，说清为什么")
    void whoMay() {
        var report = entered(XIANGYUAN, "green", "12");
        assertThat(refusal(checks.confirm(clerk(XIANGYUAN, Role.REVIEWER), scheme, report.id())))
                .isEqualTo("indicator.check.not-above");
        assertThat(refusal(checks.confirm(clerk(RegionCode.of("140100"), Role.REVIEWER), scheme, report.id())))
                .isEqualTo("indicator.check.unknown");
        assertThat(refusal(checks.confirm(clerk(CHANGZHI, Role.LEADER), scheme, report.id())))
                .isEqualTo("indicator.check.no-right");
        assertThat(checks.list(Scope.within(RegionCode.of("140100")), scheme, null, 10))
                .isEmpty();
        checks.confirm(clerk(SHANXI, Role.REVIEWER), scheme, report.id()).orElseThrow();
        assertThat(refusal(checks.confirm(clerk(CHANGZHI, Role.REVIEWER), scheme, report.id())))
                .isEqualTo("indicator.check.already");
    }

    @Test
    @DisplayName("两个人同时核对同一个数：只有一个算数")
    void twoAtOnce() throws Exception {
        var city = clerk(CHANGZHI, Role.REVIEWER);
        for (int round = 0; round < 5; round++) {
            clear();
            var report = entered(XIANGYUAN, "green", "12");
            try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
                var one = both.submit(() -> checks.confirm(city, scheme, report.id()));
                var other = both.submit(() -> checks.giveBack(city, scheme, report.id(), "数不对，再核一遍"));
                assertThat(List.of(one.get(), other.get()))
                        .filteredOn(decision -> decision instanceof Decision.Done)
                        .hasSize(1);
            }
        }
    }

    @Test
    @DisplayName("期内报的按第一次算：更正不改变按时不按时")
    void inTime() {
        sql.transaction(owner -> {
            owner.dsl().execute("set local role none");
            owner.dsl().execute("""
                    insert into indicator.reports (scheme_id, indicator, region_code, period, value, office_id, office_name,
                        account_id, account_name, reported_at, first_at)
                    values ('measured', 'green', '140423', '2025', 1, 1, '县局', 1, '王', '2025-12-31 23:00+08', '2025-12-31 23:00+08'),
                           ('measured', 'green', '140431', '2025', 1, 1, '县局', 1, '王', '2026-01-01 01:00+08', '2026-01-01 01:00+08'),
                           ('measured', 'green', '140403', '2025', 1, 1, '县局', 1, '王', '2026-03-01 01:00+08', '2025-12-30 01:00+08')""");
        });
        assertThat(line(CHANGZHI).entered()).isEqualTo(3);
        assertThat(line(CHANGZHI).inTime()).isEqualTo(2);
    }

    @Test
    @DisplayName("页面：上一期对照、勾选一起通过、没有勾的说清、退回没写原因不丢字")
    void pages() throws Exception {
        entered(XIANGYUAN, "green", "12");
        figures.report(
                        clerk(XIANGYUAN),
                        scheme,
                        new ReportedFigures.Entry(
                                new ReportedFigures.Cell("green", XIANGYUAN, ReportingPeriod.ofYear(2024)),
                                "10",
                                "",
                                null,
                                null,
                                null))
                .orElseThrow();
        var other = entered(QINYUAN, "green", "7");
        var city = clerk(CHANGZHI, Role.REVIEWER);
        assertThat(open(city, "/figures/checks?scheme=measured")).contains("3 个数还没有核对", "襄垣县", "多 20%", "勾上的核对通过");
        assertThat(open(clerk(CHANGZHI, Role.LEADER), "/figures/checks?scheme=measured"))
                .doesNotContain("勾上的核对通过");
        var nothing = mvc.perform(
                        post("/figures/checks").param("scheme", "measured").with(SignedInAs.actor(city)))
                .andReturn()
                .getResponse();
        assertThat(nothing.getStatus()).isEqualTo(422);
        assertThat(nothing.getContentAsString(StandardCharsets.UTF_8)).contains("还没有勾选");
        var address = "/figures/measured/green/" + QINYUAN + "/2025/check";
        var again = mvc.perform(post(address)
                        .param("report", String.valueOf(other.id()))
                        .param("found", "give-back")
                        .param("why", "错了")
                        .with(SignedInAs.actor(city)))
                .andReturn()
                .getResponse();
        assertThat(again.getContentAsString(StandardCharsets.UTF_8)).contains("写明为什么退回", "value=\"错了\"");
        var ids = checks.list(Scope.within(CHANGZHI), scheme, null, 10).stream()
                .map(one -> String.valueOf(one.report().id()))
                .toArray(String[]::new);
        var together = mvc.perform(post("/figures/checks")
                        .param("scheme", "measured")
                        .param("reports", ids)
                        .with(SignedInAs.actor(city)))
                .andReturn()
                .getResponse();
        assertThat(together.getStatus()).isEqualTo(302);
        assertThat(open(city, "/figures/checks?scheme=measured")).contains("下级填的数都核对过了");
        assertThat(open(city, "/figures?scheme=measured&year=2025")).contains("核对过");
    }

    @Test
    @DisplayName("十万个没有核对的数，翻一页只读这一页")
    void readsAPage() throws Exception {
        sql.transaction(owner -> {
            owner.dsl().execute("set local role none");
            owner.dsl().execute("""
                    insert into indicator.reports (scheme_id, indicator, region_code, period, value, office_id, office_name,
                        account_id, account_name, first_at)
                    select 'measured', 'i' || n %% 40, county.code, (2010 + n / 480)::text || '-' || lpad((n / 40 %% 12 + 1)::text, 2, '0'),
                           n, 1, '县局', 1, '王', now()
                      from region.divisions county, generate_series(0, %d) n
                     where county.level = 'county' and county.code like '14%%' and county.valid_to is null""".formatted(100_000 / 117));
        });
        afterANight();
        for (var region : List.of(SHANXI, CHANGZHI, XIANGYUAN)) {
            var list = SentStatements.of(sql, () -> checks.list(Scope.within(region), scheme, null, 101));
            assertThat(list.buffers(sql)).as("list of " + region).isLessThan(1_200);
            var count = SentStatements.of(sql, () -> checks.count(Scope.within(region), scheme));
            assertThat(count.buffers(sql)).as("count of " + region).isLessThan(1_200);
        }
    }

    private String open(org.nongyou.identity.Actor actor, String path) throws Exception {
        return mvc.perform(get(path).with(SignedInAs.actor(actor)))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private List<Long> unchecked(RegionCode region) {
        return checks.list(Scope.within(region), scheme, null, 100).stream()
                .map(one -> one.report().id())
                .toList();
    }

    private ReportedFigures.Line line(RegionCode region) {
        return figures.lines(Scope.within(region), scheme, 2025).stream()
                .filter(one -> one.indicator().id().equals("green"))
                .findFirst()
                .orElseThrow();
    }

    private FigureReport entered(RegionCode region, String indicator, String value) {
        return figures.report(
                        clerk(region),
                        scheme,
                        new ReportedFigures.Entry(
                                new ReportedFigures.Cell(indicator, region, ReportingPeriod.ofYear(2025)),
                                value,
                                "",
                                null,
                                null,
                                null))
                .orElseThrow();
    }

    private static ReportedFigures.Cell cell(RegionCode region) {
        return new ReportedFigures.Cell("green", region, ReportingPeriod.ofYear(2025));
    }

    private static String refusal(Decision<FigureReport> decision) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        var refusal = decision instanceof Decision.Refused<FigureReport>(var reason) ? reason : null;
        assertThat(Objects.requireNonNull(refusal).message()).isNotBlank().doesNotContain("{");
        return refusal.key();
    }
}
