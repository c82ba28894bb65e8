package org.nongyou.indicator;

import static nongyoudb.journal.Tables.ENTRIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.identity.Role;
import org.nongyou.identity.web.SignedInAs;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Frequency;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("填报期：按规定的天数关，重新打开要有理由，到期又关")
class ClosingsTest extends IndicatorTest {

    private static final ReportingPeriod IN_2024 = ReportingPeriod.ofYear(2024);

    @Autowired
    Closings closings;

    private long before;

    @BeforeEach
    void clean() {
        clear();
        before = sql.select(DSL.coalesce(DSL.max(ENTRIES.ID), 0L))
                .from(ENTRIES)
                .fetchSingle()
                .value1();
    }

    @Test
    @DisplayName("没有定就不关；定了以后过了那天不收，说清哪天关的、依据、找谁")
    void closesByRule() {
        assertThat(closings.closed(scheme, IN_2024, XIANGYUAN)).isEmpty();
        closings.set(clerk(SHANXI), scheme, Frequency.YEAR, "45", "省厅 2026 年第 3 号通知")
                .orElseThrow();
        var refusal = refusal(report(XIANGYUAN));
        assertThat(refusal.key()).isEqualTo("indicator.figure.closed");
        assertThat(refusal.message()).contains("2024年", "2025-02-14", "山西省农业农村厅".substring(0, 3));
        assertThat(refusal.clause()).isEqualTo("省厅 2026 年第 3 号通知");
        // The span that runs is open, whatever the rule.
        closings.set(clerk(SHANXI), scheme, Frequency.YEAR, "0", "省厅 2026 年第 4 号通知")
                .orElseThrow();
        assertThat(closings.closed(
                        scheme, ReportingPeriod.ofYear(LocalDate.now().getYear()), XIANGYUAN))
                .isEmpty();
        // An empty number of days ends the rule.
        closings.set(clerk(SHANXI), scheme, Frequency.YEAR, "", "省厅通知废止").orElseThrow();
        assertThat(report(XIANGYUAN)).isInstanceOf(Decision.Done.class);
        assertThat(acts()).containsExactly("figure.closing", "figure.closing", "figure.closing", "figure.report");
    }

    @Test
    @DisplayName("市里打开一个县，只有那个县能填；更正也一样；写进日志")
    void reopened() {
        closings.set(clerk(SHANXI), scheme, Frequency.YEAR, "45", "省厅 2026 年第 3 号通知")
                .orElseThrow();
        var until = LocalDate.now().plusDays(3).toString();
        closings.reopen(clerk(CHANGZHI), scheme, IN_2024, XIANGYUAN, until, "年报定稿晚了")
                .orElseThrow();
        assertThat(report(XIANGYUAN)).isInstanceOf(Decision.Done.class);
        assertThat(refusal(report(QINYUAN)).key()).isEqualTo("indicator.figure.closed");
        assertThat(closings.reopenings(Scope.within(XIANGYUAN), scheme, 10)).hasSize(1);
        assertThat(closings.reopenings(Scope.within(QINYUAN), scheme, 10)).isEmpty();
        assertThat(acts()).contains("figure.reopen");
        sql.transaction(owner -> {
            owner.dsl().execute("set local role none");
            owner.dsl().execute("update indicator.reopenings set until = current_date - 2");
        });
        var current = figures.history(
                        Scope.within(XIANGYUAN), scheme, new ReportedFigures.Cell("green", XIANGYUAN, IN_2024))
                .getFirst();
        assertThat(refusal(figures.correct(
                                clerk(XIANGYUAN),
                                scheme,
                                new ReportedFigures.Entry(
                                        new ReportedFigures.Cell("green", XIANGYUAN, IN_2024),
                                        "3",
                                        "",
                                        null,
                                        "晚到的更正",
                                        current.id())))
                        .key())
                .isEqualTo("indicator.figure.closed");
    }

    @Test
    @DisplayName("别人定不了、县里打不开自己的、没有理由的、太久的、没有关的：都说清为什么")
    void refused() {
        assertThat(key(closings.set(clerk(CHANGZHI), scheme, Frequency.YEAR, "30", "市里的通知")))
                .isEqualTo("indicator.closing.other-office");
        assertThat(key(closings.set(clerk(SHANXI, Role.LEADER), scheme, Frequency.YEAR, "30", "省里的通知")))
                .isEqualTo("indicator.closing.no-right");
        for (var days : List.of("三十", "-1", "1.5", "9999"))
            assertThat(key(closings.set(clerk(SHANXI), scheme, Frequency.YEAR, days, "省里的通知")))
                    .isEqualTo("indicator.closing.days");
        assertThat(key(closings.set(clerk(SHANXI), scheme, Frequency.YEAR, "30", " ")))
                .isEqualTo("indicator.closing.basis");
        var tomorrow = LocalDate.now().plusDays(1).toString();
        assertThat(key(closings.reopen(clerk(SHANXI), scheme, IN_2024, XIANGYUAN, tomorrow, "年报定稿晚了")))
                .isEqualTo("indicator.closing.open");
        closings.set(clerk(SHANXI), scheme, Frequency.YEAR, "４５", "省里的通知").orElseThrow();
        assertThat(key(closings.reopen(clerk(XIANGYUAN), scheme, IN_2024, XIANGYUAN, tomorrow, "年报定稿晚了")))
                .isEqualTo("indicator.closing.not-above");
        assertThat(key(closings.reopen(clerk(CHANGZHI), scheme, IN_2024, RegionCode.of("140105"), tomorrow, "年报定稿晚了")))
                .isEqualTo("indicator.closing.not-above");
        for (var until : List.of(
                "",
                "明天",
                LocalDate.now().minusDays(1).toString(),
                LocalDate.now().plusDays(31).toString()))
            assertThat(key(closings.reopen(clerk(CHANGZHI), scheme, IN_2024, XIANGYUAN, until, "年报定稿晚了")))
                    .isEqualTo("indicator.closing.until");
        assertThat(key(closings.reopen(clerk(CHANGZHI), scheme, IN_2024, XIANGYUAN, tomorrow, "晚")))
                .isEqualTo("indicator.closing.reason");
    }

    @Test
    @DisplayName("页面上：关了的有提示，硬填的不收、填的都在；定和打开都在页面上办")
    void pages() throws Exception {
        var province = clerk(SHANXI);
        var set = mvc.perform(post("/figures/closings")
                        .param("scheme", "measured")
                        .param("frequency", "year")
                        .param("days", "45")
                        .param("basis", "省厅 2026 年第 3 号通知")
                        .with(SignedInAs.actor(province)))
                .andReturn()
                .getResponse();
        assertThat(set.getStatus()).isEqualTo(302);
        assertThat(page(province, "/figures/closings?scheme=measured")).contains("期末后 45 天关", "2025-02-14", "重新打开");
        var county = clerk(XIANGYUAN);
        assertThat(page(county, "/figures/closings?scheme=measured"))
                .contains("关了")
                .doesNotContain("定关账日</button>", "重新打开</button>");
        assertThat(page(county, "/figures/measured/green/140423/2024"))
                .contains("不再收数", "省厅 2026 年第 3 号通知")
                .doesNotContain("上报</button>");
        assertThat(page(county, "/figures?scheme=measured&year=2024"))
                .contains("2025-02-14 已关，请山西省农业农村局或上级单位重新打开")
                .doesNotContain("href=\"/figures/measured/");
        assertThat(page(county, "/figures?scheme=measured")).contains("href=\"/figures/measured/");
        var refused = mvc.perform(multipart("/figures/measured/green/140423/2024")
                        .param("value", "12.34")
                        .param("note", "手抄的台账")
                        .with(SignedInAs.actor(county)))
                .andReturn()
                .getResponse();
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(refused.getContentAsString(StandardCharsets.UTF_8)).contains("12.34", "手抄的台账", "不再收数");
        var again = mvc.perform(post("/figures/closings/reopenings")
                        .param("scheme", "measured")
                        .param("period", "2024")
                        .param("area", "140423")
                        .param("until", "2020-01-01")
                        .param("reason", "年报定稿晚了")
                        .with(SignedInAs.actor(clerk(CHANGZHI))))
                .andReturn()
                .getResponse();
        assertThat(again.getStatus()).isEqualTo(422);
        assertThat(again.getContentAsString(StandardCharsets.UTF_8)).contains("年报定稿晚了", "打开到哪天要写日期");
    }

    private List<String> acts() {
        return sql.select(ENTRIES.ACT)
                .from(ENTRIES)
                .where(ENTRIES.ACT.startsWith("figure."))
                .and(ENTRIES.ID.gt(before))
                .and(ENTRIES.REFUSED.isFalse())
                .orderBy(ENTRIES.ID)
                .fetch(ENTRIES.ACT);
    }

    private Decision<FigureReport> report(RegionCode region) {
        return figures.report(
                clerk(region),
                scheme,
                new ReportedFigures.Entry(
                        new ReportedFigures.Cell("green", region, IN_2024), "2", "", null, null, null));
    }

    private static String key(Decision<?> decision) {
        return refusal(decision).key();
    }

    private static Refusal refusal(Decision<?> decision) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        var refusal = decision instanceof Decision.Refused<?>(var reason) ? reason : null;
        assertThat(Objects.requireNonNull(refusal).message()).isNotBlank().doesNotContain("{");
        return refusal;
    }
}
