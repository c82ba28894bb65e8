package org.nongyou.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nongyou.FiveLevels.PLACES;
import static org.nongyou.FiveLevels.beginning;
import static org.nongyou.FiveLevels.scopes;
import static org.nongyou.FiveLevels.sees;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.util.ArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.identity.Role;
import org.nongyou.identity.web.SignedInAs;
import org.nongyou.kernel.Level;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("填报汇总的页面：差多少写出来，点得开，只给看得到的")
class TotalsPagesTest extends IndicatorTest {

    private static final String PATH = "/figures/totals?scheme=measured&period=2025&indicator=";

    @Autowired
    Totals totals;

    @BeforeAll
    void rows() {
        clear();
        var values = new ArrayList<String>();
        for (var place : PLACES) {
            values.add("('measured', 'green', '" + place + "', '2025', " + (values.size() + 1)
                    + ", 1, '某局', 1, '王', '2026-01-10 10:00+08')");
        }
        sql.transaction(owner -> {
            owner.dsl().execute("set local role none");
            owner.dsl()
                    .execute(
                            "insert into indicator.reports (scheme_id, indicator, region_code, period, value, office_id,"
                                    + " office_name, account_id, account_name, reported_at) values "
                                    + String.join(",", values));
        });
    }

    @Test
    @DisplayName("市里一页：自己报的、各县合计、差多少、报了几个；合计点开是那几个县")
    void aCity() throws Exception {
        var page = page(clerk(RegionCode.of("140400")), PATH + "green");
        // 140423 is the first, 140427 the fifth, 140400 the ninth of the places.
        assertThat(page).contains("自己报 9 万吨，各县合计 6 万吨，差 3 万吨。", "要报的 12 个里报了 2 个。", "2 / 12", "本级多 3");
        assertThat(page)
                .contains(
                        "/figures/totals/entries?scheme=measured&amp;region=140400&amp;period=2025&amp;indicator=green&amp;level=county");
        var entries = page(
                clerk(RegionCode.of("140400")),
                "/figures/totals/entries?scheme=measured&period=2025&indicator=green&level=county");
        assertThat(entries).contains("各县合计 6 万吨", "襄垣县", "壶关县").doesNotContain("小店区");
    }

    @Test
    @DisplayName("系统算得出的数，单位也可以报一个自己的统计：两个数并排，差多少写出来，不计入指标")
    void reportedBesideComputed() throws Exception {
        listed(XIANGYUAN, "province");
        listed(XIANGYUAN, "province");
        var cell = new ReportedFigures.Cell("county-bases", XIANGYUAN, ReportingPeriod.ofYear(2025));
        figures.report(clerk(XIANGYUAN), scheme, new ReportedFigures.Entry(cell, "5", "年报", null, null, null))
                .orElseThrow();
        var page = page(clerk(XIANGYUAN), "/figures/totals?scheme=measured&period=2025");
        assertThat(page).contains("系统算的", "报的多 3", "县内基地");
        assertThat(standing(XIANGYUAN, "county-bases").measured().amount()).isEqualByComparingTo("2");
        assertThat(standing(XIANGYUAN, "county-bases").entries()).isEmpty();
    }

    @Test
    @DisplayName("县下面没有要报的单位：说县里自己还差几个，不打勾")
    void aCountyOwes() throws Exception {
        var page = page(clerk(XIANGYUAN), "/figures/totals?scheme=measured&period=2025");
        assertThat(page)
                .contains("本级要报 5 个数，还差 4 个，其中 4 个已过填报期。", "ny-answer warn")
                .doesNotContain("没有要报的数");
        assertThat(page(clerk(XIANGYUAN), "/figures/totals?scheme=measured&period=2025&on=2025-12-31"))
                .contains("本级要报 5 个数，还差 5 个。", "ny-answer info");
    }

    @Test
    @DisplayName("每个合计和蛮力答案一致；辖区外的一行都看不到，改地址也不行")
    void withinScope() throws Exception {
        var green = scheme.indicator("green").orElseThrow();
        var asked = new Totals.Asked(scheme, ReportingPeriod.ofYear(2025), null);
        for (var scope : scopes(7)) {
            for (var level : Level.values()) {
                var expected = PLACES.stream()
                        .filter(place -> sees(scope, place, null))
                        .filter(place -> RegionCode.of(place).level() == level)
                        .sorted()
                        .toList();
                assertThat(totals.entries(scope, asked, green, level, null, 100))
                        .extracting(one -> one.region().value())
                        .containsExactlyElementsOf(expected);
                var region = scope.region();
                if (region == null || !region.level().isAbove(level)) continue;
                assertThat(totals.byDivision(scope, asked, green).getFirst().below().stream()
                                .filter(one -> one.level() == level)
                                .mapToInt(Total.OfLevel::entered)
                                .sum())
                        .isEqualTo(expected.size());
            }
            for (var one : totals.byDivision(scope, asked, green)) {
                var region = scope.region();
                assertThat(region != null && one.region().value().startsWith(beginning(region.value())))
                        .isTrue();
            }
        }
        // Another region in the address changes nothing.
        assertThat(page(clerk(XIANGYUAN), PATH + "green&region=140100"))
                .contains("襄垣县绿色产量汇总")
                .doesNotContain("太原");
        assertThat(totals.byIndicator(new Scope.Own(7), asked)).isEmpty();
    }

    @Test
    @DisplayName("导出的表和页面同一份数")
    void export() throws Exception {
        for (var kind : new String[] {"figure-totals", "figure-entries"}) {
            var answer = mvc.perform(
                            get("/export/" + kind + "?scheme=measured&period=2025&indicator=green&level=county")
                                    .with(SignedInAs.actor(clerk(CHANGZHI, Role.REVIEWER))))
                    .andReturn()
                    .getResponse();
            assertThat(answer.getStatus()).isEqualTo(200);
            assertThat(answer.getContentAsByteArray()).startsWith('P', 'K');
        }
    }
}
