package org.nongyou.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Schemes;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("指标进度从行算出来")
class ProgressTest extends IndicatorTest {

    @Autowired
    Schemes schemes;

    @BeforeEach
    void clean() {
        clear();
    }

    @Test
    @DisplayName("只数在目录里的：警告和整改期间算，暂停、取消、升级前的不算")
    void countsWhatStandsInTheCatalogue() {
        for (var status :
                new String[] {"listed", "warned", "rectifying", "suspended", "removed", "expired", "promoted"})
            listed(XIANGYUAN, "national", "organic", status, LocalDate.of(2024, 1, 1));
        var national = standing(SHANXI, "national");
        assertThat(national.measured().amount()).isEqualByComparingTo("3");
        assertThat(national.state()).isEqualTo(TargetState.MET);
        assertThat(national.measured().link())
                .isEqualTo("/catalogue?kind=measured%2Fquality-base&level=national&status=in-force&region=140000");
        assertThat(national.past()).isTrue();
    }

    @Test
    @DisplayName("县看到的是计入全省的数，不单独判断")
    void aCountySeesItsShare() {
        listed(XIANGYUAN, "national");
        listed(QINYUAN, "national");
        var share = standing(XIANGYUAN, "national");
        assertThat(share.state()).isEqualTo(TargetState.SHARE);
        assertThat(share.measured().amount()).isEqualByComparingTo("1");
        assertThat(share.judged()).isFalse();
    }

    @Test
    @DisplayName("每县 3—5 个：够 3 个的县、差几个的县名都列出来；超过 5 个算够，另外提示")
    void eachCounty() {
        for (int i = 0; i < 3; i++) listed(XIANGYUAN, "province");
        for (int i = 0; i < 6; i++) listed(RegionCode.of("140426"), "province");
        for (int i = 0; i < 2; i++) listed(QINYUAN, "province");
        var each = standing(CHANGZHI, "county-bases");
        assertThat(each.each()).hasSize(12);
        assertThat(each.reached()).isEqualTo(2);
        assertThat(each.gap()).isEqualByComparingTo("10");
        assertThat(each.beyond()).extracting(TargetStanding.Part::name).containsExactly("黎城县");
        assertThat(each.lacking())
                .filteredOn(part -> part.region().equals(QINYUAN))
                .singleElement()
                .satisfies(part -> {
                    assertThat(part.state()).isEqualTo(TargetState.SHORT);
                    assertThat(part.gap()).isEqualByComparingTo("1");
                });
        assertThat(standing(XIANGYUAN, "county-bases").state()).isEqualTo(TargetState.MET);
        assertThat(standing(SHANXI, "county-bases").each()).hasSize(117);
    }

    @Test
    @DisplayName("面积按亩加总，再换成万亩；只加指定类别")
    void areaInItsUnit() {
        for (int i = 0; i < 4; i++) listed(XIANGYUAN, "province");
        listed(XIANGYUAN, "province", "green", "listed", LocalDate.of(2024, 1, 1));
        var area = standing(SHANXI, "organic-area");
        assertThat(area.measured().amount()).isEqualByComparingTo("0.04");
        assertThat(area.gap()).isEqualByComparingTo("0.01");
    }

    @Test
    @DisplayName("“每年新增”只数当年的；当年还没有就看上一年")
    void everyYearAnew() {
        listed(XIANGYUAN, "province", "organic", "listed", LocalDate.of(2025, 12, 31));
        assertThat(standing(SHANXI, "new-bases").period()).isEqualTo("2025年");
        assertThat(standing(SHANXI, "new-bases").measured().amount()).isEqualByComparingTo("1");
        listed(XIANGYUAN, "province", "organic", "listed", LocalDate.of(2026, 1, 1));
        listed(QINYUAN, "province", "organic", "listed", LocalDate.of(2026, 5, 1));
        var current = standing(SHANXI, "new-bases");
        assertThat(current.period()).isEqualTo("2026年");
        assertThat(current.measured().amount()).isEqualByComparingTo("2");
        assertThat(current.state()).isEqualTo(TargetState.MET);
    }

    @Test
    @DisplayName("占比只按两项都报了的县相除，分子分母都给出；29.996% 不写成 30%")
    void shareOfWhatIsComplete() {
        report(XIANGYUAN, "green", "29.996");
        report(XIANGYUAN, "total", "100");
        report(QINYUAN, "total", "50"); // its green figure is late and must not bend the share
        var share = standing(SHANXI, "share").measured();
        assertThat(share.amount()).isEqualByComparingTo("29.99");
        assertThat(share.numerator()).isEqualByComparingTo("29.996");
        assertThat(share.denominator()).isEqualByComparingTo("100");
        assertThat(share.entered()).isEqualTo(1);
        assertThat(share.expected()).isEqualTo(117);
        assertThat(standing(SHANXI, "share").state()).isEqualTo(TargetState.SHORT);
        assertThat(standing(SHANXI, "share").entries()).hasSize(3);
    }

    @Test
    @DisplayName("占比类的数不相加；没有本级的数就是未上报")
    void sharesAreNotAddedUp() {
        report(XIANGYUAN, "good", "100");
        report(QINYUAN, "good", "90");
        var good = standing(SHANXI, "good");
        assertThat(good.state()).isEqualTo(TargetState.UNKNOWN);
        assertThat(good.measured().amount()).isNull();
        assertThat(good.measured().entered()).isEqualTo(2);
    }

    @Test
    @DisplayName("市里填的数和各县合计不一样：两个数和差额都留着，用本级填的")
    void ownFigureAgainstThoseBelow() {
        for (var county : divisions.children(CHANGZHI)) report(county.code(), "green", "2");
        var summed = progress.byDivision(
                        Scope.within(CHANGZHI),
                        scheme,
                        scheme.indicator("green").orElseThrow(),
                        TODAY)
                .getFirst()
                .measured();
        assertThat(summed.source()).isEqualTo(Measured.Source.REPORTED_BELOW);
        assertThat(summed.amount()).isEqualByComparingTo("24");
        report(CHANGZHI, "green", "25.5");
        var own = progress.byDivision(
                        Scope.within(CHANGZHI),
                        scheme,
                        scheme.indicator("green").orElseThrow(),
                        TODAY)
                .getFirst()
                .measured();
        assertThat(own.amount()).isEqualByComparingTo("25.5");
        assertThat(own.below()).isEqualByComparingTo("24");
        assertThat(own.difference()).isEqualByComparingTo("1.5");
    }

    @Test
    @DisplayName("没有模块能提供的数，由目标所在一级的单位填报，写明是上报")
    void factsFallBackToReports() {
        assertThat(standing(SHANXI, "untold").state()).isEqualTo(TargetState.UNKNOWN);
        report(SHANXI, "untold", "62");
        var untold = standing(SHANXI, "untold");
        assertThat(untold.measured().source()).isEqualTo(Measured.Source.REPORTED);
        assertThat(untold.gap()).isEqualByComparingTo("38");
        assertThat(untold.entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.officeName()).isEqualTo("山西省农业农村局"));
    }

    @Test
    @DisplayName("县里只比自己的目标，不和全市的混在一起；按年份排；过了年还是零就是还差")
    void ownTargetsApart() {
        var zhangye = schemes.current("zhangye-organic-2025").orElseThrow();
        var county = progress.targets(Scope.within(RegionCode.of("620702")), zhangye, TODAY);
        var area = current(county, "organic-area");
        assertThat(area.target().bound().text()).isEqualTo("至少 2.35");
        assertThat(county.series(area))
                .extracting(one -> one.target().bound().text())
                .containsExactly("至少 1.55", "至少 2.35", "至少 3");
        assertThat(current(county, "visual-scenes").setFor()).isEqualTo(RegionCode.of("620700"));

        var city = progress.targets(Scope.within(RegionCode.of("620700")), zhangye, TODAY);
        var products = city.current().stream()
                .filter(one -> one.indicator().id().equals("organic-products") && one.judged())
                .filter(one -> one.each().isEmpty())
                .findFirst()
                .orElseThrow();
        assertThat(city.series(products).stream()
                        .map(one -> one.target().bound().text())
                        .distinct())
                .containsExactly("至少 30", "至少 60", "至少 100");

        assertThat(current(city, "demo-villages").state()).isEqualTo(TargetState.SHORT);
        var before = progress.targets(Scope.within(RegionCode.of("620700")), zhangye, LocalDate.of(2025, 6, 18));
        assertThat(current(before, "demo-villages").state()).isEqualTo(TargetState.NOT_STARTED);
    }

    private static TargetStanding current(SchemeProgress progress, String indicator) {
        var found = progress.current().stream()
                .filter(one -> one.indicator().id().equals(indicator))
                .toList();
        assertThat(found).as(indicator).hasSize(1);
        return found.getFirst();
    }

    @Test
    @DisplayName("每个市每年 1—2 篇：当年没人报就看上一年")
    void eachCityEveryYear() {
        report(CHANGZHI, "articles", "1", "2025");
        var articles = standing(SHANXI, "articles");
        assertThat(articles.period()).isEqualTo("2025年");
        assertThat(articles.reached()).isEqualTo(1);
        assertThat(articles.each()).hasSize(11);
        report(CHANGZHI, "articles", "2", "2026");
        assertThat(standing(SHANXI, "articles").period()).isEqualTo("2026年");
        assertThat(standing(CHANGZHI, "articles").state()).isEqualTo(TargetState.MET);
    }

    private void report(RegionCode region, String indicator, String value) {
        report(region, indicator, value, "2025");
    }

    private void report(RegionCode region, String indicator, String value, String period) {
        var cell = new ReportedFigures.Cell(
                indicator, region, ReportingPeriod.parse(period).orElseThrow());
        var done = figures.report(clerk(region), scheme, new ReportedFigures.Entry(cell, value, "", null, null, null));
        assertThat(done.orElseThrow().value()).isEqualByComparingTo(new BigDecimal(value));
    }
}
