package org.nongyou.indicator;

import static nongyoudb.catalogue.Tables.LISTINGS;
import static nongyoudb.scheme.Tables.SCHEMES;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jooq.JSONB;
import org.junit.jupiter.api.BeforeAll;
import org.nongyou.ApplicationTest;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Role;
import org.nongyou.region.DivisionLoader;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.FactCatalogue;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.SchemeLoader;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/// A small scheme of Shanxi with every way of measuring and every kind of target, and the people who report for it.
abstract class IndicatorTest extends ApplicationTest {

    static final LocalDate TODAY = LocalDate.of(2026, 6, 18);
    static final RegionCode SHANXI = RegionCode.of("140000");
    static final RegionCode CHANGZHI = RegionCode.of("140400");
    static final RegionCode XIANGYUAN = RegionCode.of("140423");
    static final RegionCode QINYUAN = RegionCode.of("140431");

    private static final AtomicLong NUMBERS = new AtomicLong();

    @Autowired
    DivisionLoader loader;

    @Autowired
    Divisions divisions;

    @Autowired
    Offices offices;

    @Autowired
    Progress progress;

    @Autowired
    ReportedFigures figures;

    @Autowired
    JsonMapper json;

    Scheme scheme;

    @BeforeAll
    void loadScheme() {
        loader.loadOnce();
        scheme = read("measured", FILES);
        keep(scheme, FILES);
    }

    /// The application itself may not delete figures: the owner does.
    void clear() {
        sql.transaction(owner -> {
            owner.dsl().execute("set local role none");
            owner.dsl()
                    .execute(
                            "truncate indicator.reports, indicator.closing_rules, indicator.reopenings, catalogue.listings, catalogue.listing_counts cascade");
        });
    }

    static Scheme read(String id, Map<String, String> files) {
        return SchemeLoader.read(id, files, FactCatalogue.platform()).orElseThrow();
    }

    void keep(Scheme scheme, Map<String, String> files) {
        sql.insertInto(SCHEMES)
                .set(SCHEMES.ID, scheme.id())
                .set(SCHEMES.VERSION, scheme.version())
                .set(SCHEMES.TITLE, scheme.title())
                .set(SCHEMES.ISSUER, scheme.issuer())
                .set(SCHEMES.REGION_CODE, scheme.region())
                .set(SCHEMES.PERIOD_FROM, scheme.period().from())
                .set(SCHEMES.PERIOD_TO, scheme.period().to())
                .set(SCHEMES.FILES, JSONB.valueOf(json.writeValueAsString(files)))
                .set(SCHEMES.FINGERPRINT, scheme.id())
                .execute();
    }

    /// An entry of the catalogue, as if it had come through its procedure.
    long listed(RegionCode region, String level, String classId, String status, LocalDate on) {
        long number = NUMBERS.incrementAndGet();
        return sql.insertInto(LISTINGS)
                .set(LISTINGS.NUMBER, "试" + number)
                .set(LISTINGS.SCHEME_ID, scheme.id())
                .set(LISTINGS.SCHEME_VERSION, scheme.version())
                .set(LISTINGS.KIND, "quality-base")
                .set(LISTINGS.LEVEL, level)
                .set(LISTINGS.CLASS_ID, classId)
                .set(LISTINGS.SUBJECT_KIND, "base")
                .set(LISTINGS.SUBJECT_ID, String.valueOf(number))
                .set(LISTINGS.TITLE, "测试基地" + number)
                .set(LISTINGS.AREA_MU, BigDecimal.valueOf(100))
                .set(LISTINGS.REGION_CODE, region.value())
                .set(LISTINGS.LISTED_ON, on)
                .set(LISTINGS.STATUS, status)
                .set(LISTINGS.RECTIFY_BY, status.equals("rectifying") ? LocalDate.of(2026, 7, 1) : null)
                .set(LISTINGS.PUBLIC_CODE, "code" + number)
                .returning(LISTINGS.ID)
                .fetchSingle()
                .getId();
    }

    long listed(RegionCode region, String level) {
        return listed(region, level, "organic", "listed", LocalDate.of(2024, 3, 1));
    }

    Actor clerk(RegionCode region, Role... roles) {
        var office = offices.establish(region, "agriculture", divisions.name(region) + "农业农村局", null, true);
        return new Actor(
                1,
                "clerk" + region,
                "王小芳",
                office,
                region,
                null,
                roles.length == 0 ? Set.of(Role.CLERK) : Set.of(roles),
                true);
    }

    SchemeProgress seenFrom(RegionCode region) {
        return progress.targets(Scope.within(region), scheme, TODAY);
    }

    TargetStanding standing(RegionCode region, String indicator) {
        return seenFrom(region).standings().stream()
                .filter(one -> one.indicator().id().equals(indicator))
                .findFirst()
                .orElseThrow();
    }

    static final Map<String, String> FILES =
            Map.of("scheme.yaml", """
            id: measured
            version: 1
            title: 测试方案
            issuer: 省农业农村厅
            region: 140000
            period: {from: 2021-01-01, to: 2025-12-31}
            offices:
              province-agriculture: {title: 省农业农村厅, level: province}
              city-agriculture: {title: 市农业农村局, level: city}
              county-agriculture: {title: 县农业农村局, level: county}
            carried_out_by: [county-agriculture]
            clauses:
              - {section: 三, title: 目标, text: 各项目标。, responsible: [province-agriculture]}
              - {section: 四（二）, title: 布局, text: 每县三到五个。, responsible: [province-agriculture]}
            """, "catalogue.yaml", """
            kinds:
              - id: quality-base
                title: 生产基地
                clause: 四（二）
                subject: base
                levels: [province, national]
                validity: open
                entry: {province: provincial, national: provincial-up}
                classes:
                  - {id: organic, title: 有机}
                  - {id: green, title: 绿色}
            """, "procedures.yaml", """
            procedures:
              - id: provincial
                title: 省级基地
                clause: 四（二）
                lists: {kind: quality-base, level: province}
                start: start
                stages:
                  - {id: start, title: 申报, by: province-agriculture, acts: {submit: listed}}
                  - {id: listed, title: 入目录, end: listed}
              - id: provincial-up
                title: 国家级基地
                clause: 四（二）
                lists: {kind: quality-base, level: national}
                start: start
                stages:
                  - {id: start, title: 申报, by: province-agriculture, acts: {submit: listed}}
                  - {id: listed, title: 入目录, end: listed}
            """, "targets.yaml", """
            indicators:
              - {id: national, title: 国家级基地, unit: 个, better: more, count: {kind: quality-base, level: national}}
              - {id: county-bases, title: 县内基地, unit: 个, better: more, count: {kind: quality-base}}
              - {id: organic-area, title: 有机面积, unit: 万亩, better: more, sum: {kind: quality-base, fact: base.area_mu, classes: [organic]}}
              - {id: new-bases, title: 当年新增基地, unit: 个, better: more, count: {kind: quality-base}}
              - {id: green, title: 绿色产量, unit: 万吨, better: more, reported: county}
              - {id: total, title: 总产量, unit: 万吨, better: more, reported: county}
              - {id: share, title: 绿色占比, unit: "%", better: more, ratio: {of: green, to: total}}
              - {id: good, title: 优质化率, unit: "%", better: more, reported: county}
              - {id: untold, title: 还没有模块知道的数, unit: 起, better: more, fact: region.major_incidents}
              - {id: people, title: 常住人口, unit: 千人, better: more, reported: county}
              - {id: land, title: 耕地, unit: 万亩, better: more, reported: county}
              - {id: articles, title: 宣传材料, unit: 篇, better: more, reported: city}
            targets:
              - {indicator: national, region: 140000, by: 2025, at_least: 3, clause: 三}
              - {indicator: county-bases, each: county, by: 2025, between: [3, 5], clause: 四（二）}
              - {indicator: organic-area, region: 140000, by: 2025, at_least: 0.05, clause: 三}
              - {indicator: new-bases, region: 140000, every: year, at_least: 2, clause: 三}
              - {indicator: share, region: 140000, every: year, at_least: 30, clause: 三}
              - {indicator: total, region: 140000, by: 2025, at_least: 1, clause: 三}
              - {indicator: good, region: 140000, by: 2025, at_least: 100, clause: 三}
              - {indicator: untold, region: 140000, by: 2025, at_least: 100, clause: 三}
              - {indicator: articles, each: city, every: year, between: [1, 2], clause: 三}
            """);
}
