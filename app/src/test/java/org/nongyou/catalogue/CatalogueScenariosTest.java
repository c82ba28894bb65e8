package org.nongyou.catalogue;

import static nongyoudb.catalogue.Tables.LISTINGS;
import static nongyoudb.producer.Tables.PRODUCERS;
import static nongyoudb.scheme.Tables.SCHEMES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jooq.JSONB;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.ApplicationTest;
import org.nongyou.base.BaseForm;
import org.nongyou.base.Bases;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Role;
import org.nongyou.identity.web.SignedInAs;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Refusal;
import org.nongyou.procedure.ActForm;
import org.nongyou.procedure.Case;
import org.nongyou.procedure.CasePapers;
import org.nongyou.procedure.Cases;
import org.nongyou.procedure.NewCase;
import org.nongyou.region.DivisionLoader;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Act;
import org.nongyou.scheme.End;
import org.nongyou.scheme.SchemeRef;
import org.nongyou.web.Clocks;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/// A document of the test's own: county, city and province, two places a county, three years.
@DisplayName("目录：纳入、升级、动态管理、取消")
class CatalogueScenariosTest extends ApplicationTest {

    private static final SchemeRef RULES = new SchemeRef("two-a-county", 1);
    private static final Map<String, String> FILES = Map.of(
            "scheme.yaml", """
            id: two-a-county
            version: 1
            title: 每县两个示范基地办法（测试）
            issuer: 山西省农业农村厅
            region: 140000
            period: {from: 2021-01-01, to: 2030-12-31}
            offices:
              province-agriculture: {title: 省农业农村厅, level: province}
              city-agriculture: {title: 市农业农村局, level: city}
              county-agriculture: {title: 县农业农村局, level: county}
            facts:
              base.protected: {title: 列入保护工程, type: bool, evidence: [项目文件]}
            clauses:
              - {section: 一, title: 目录, text: 每县最多两个，有效三年。, responsible: [province-agriculture]}
              - {section: 二, title: 退出, text: 逐级上报取消。, responsible: [province-agriculture]}
            """,
            "catalogue.yaml", """
            kinds:
              - id: model-base
                title: 示范基地
                clause: 一
                subject: base
                levels: [city, province]
                classes:
                  - {id: grain, title: 粮食}
                quotas:
                  - {per: county, at_most: 2, enforce: refuse, clause: 一}
                validity: {years: 3}
                entry: {city: to-city, province: to-province}
                reserve: {level: city, promotes_to: province, clause: 一}
                exits:
                  - {id: board, title: 没有立标识牌, when: "!base.signboard_complete", effect: warn, decided_by: city-agriculture, clause: 二}
                  - {id: violation, title: 违规违法, when: "base.violations > 0", effect: remove, decided_by: province-agriculture, procedure: revocation, clause: 二}
                signboard: [种养品种, 范围规模, 责任主体]
              - id: core-base
                title: 核心基地
                clause: 一
                subject: base
                levels: [city]
                validity: open
                entry: {city: to-core}
                quotas:
                  - {per: product, at_most: 1, enforce: refuse, clause: 一, when: "!base.protected"}
                  - {per: product, at_most: 2, enforce: refuse, clause: 一, when: base.protected}
              - {id: model-site, title: 示范点, clause: 一, subject: site, levels: [county], validity: open, entry: {county: of-county}}
              - {id: model-producer, title: 示范主体, clause: 一, subject: producer, levels: [county], validity: open, entry: {county: of-county}}
            """,
            "procedures.yaml", """
            procedures:
              - id: of-county
                title: 县级登记
                clause: 一
                lists: {kind: [model-site, model-producer], level: county}
                start: record
                stages:
                  - {id: record, title: 登记, by: county-agriculture, acts: {adopt: listed}}
                  - {id: listed, title: 已登记, end: listed}
              - id: to-city
                title: 市级纳入
                clause: 一
                lists: {kind: model-base, level: city}
                start: report
                stages:
                  - {id: report, title: 县级推荐, by: county-agriculture, acts: {submit: decide}}
                  - {id: decide, title: 市级决定, by: city-agriculture, acts: {conclude: listed, reject: refused}}
                  - {id: listed, title: 纳入目录, end: listed}
                  - {id: refused, title: 未通过, end: refused}
              - id: to-core
                title: 核心基地确定
                clause: 一
                lists: {kind: core-base, level: city}
                start: report
                stages:
                  - {id: report, title: 县级推荐, by: county-agriculture, acts: {submit: decide}}
                  - {id: decide, title: 市级决定, by: city-agriculture, acts: {conclude: listed, reject: refused}}
                  - {id: listed, title: 纳入目录, end: listed}
                  - {id: refused, title: 未通过, end: refused}
              - id: to-province
                title: 省级纳入
                clause: 一
                lists: {kind: model-base, level: province}
                start: report
                stages:
                  - {id: report, title: 县级推荐, by: county-agriculture, acts: {submit: review}}
                  - {id: review, title: 市级审核, by: city-agriculture, acts: {pass: decide, reject: refused}}
                  - {id: decide, title: 省级决定, by: province-agriculture, acts: {conclude: listed, reject: refused}}
                  - {id: listed, title: 纳入目录, end: listed}
                  - {id: refused, title: 未通过, end: refused}
              - id: revocation
                title: 逐级上报取消
                clause: 二
                start: report
                stages:
                  - {id: report, title: 县级上报, by: county-agriculture, acts: {submit: verify}}
                  - {id: verify, title: 市级核实, by: city-agriculture, acts: {pass: decide, reject: kept}}
                  - {id: decide, title: 省级决定, by: province-agriculture, acts: {conclude: removed, reject: kept}}
                  - {id: removed, title: 取消资格, end: removed}
                  - {id: kept, title: 保留资格, end: kept}
            """);

    @Autowired
    DivisionLoader divisions;

    @Autowired
    Offices offices;

    @Autowired
    Bases bases;

    @Autowired
    Cases cases;

    @Autowired
    CasePapers papers;

    @Autowired
    Catalogue catalogue;

    @Autowired
    Conclusions conclusions;

    @Autowired
    DynamicManagement management;

    @Autowired
    Listings listings;

    @Autowired
    Revocations revocations;

    @Autowired
    Reserves reserves;

    @Autowired
    Clocks.Movable clock;

    @Autowired
    JsonMapper json;

    private Actor county;
    private Actor clerk;
    private Actor city;
    private Actor province;
    private Actor neighbour;

    @BeforeEach
    void people() {
        rewind();
        divisions.loadOnce();
        sql.insertInto(SCHEMES)
                .set(SCHEMES.ID, RULES.id())
                .set(SCHEMES.VERSION, RULES.version())
                .set(SCHEMES.TITLE, "每县两个示范基地办法（测试）")
                .set(SCHEMES.ISSUER, "山西省农业农村厅")
                .set(SCHEMES.REGION_CODE, "140000")
                .set(SCHEMES.PERIOD_FROM, LocalDate.of(2021, 1, 1))
                .set(SCHEMES.PERIOD_TO, LocalDate.of(2030, 12, 31))
                .set(SCHEMES.FILES, JSONB.valueOf(json.writeValueAsString(FILES)))
                .set(SCHEMES.FINGERPRINT, "test")
                .execute();
        county = person(101, "140423", "襄垣县农业农村局", Role.REVIEWER, Role.CLERK);
        clerk = person(105, "140423", "襄垣县农业农村局", Role.CLERK);
        city = person(102, "140400", "长治市农业农村局", Role.REVIEWER);
        province = person(103, "140000", "山西省农业农村厅", Role.REVIEWER);
        neighbour = person(104, "140200", "大同市农业农村局", Role.REVIEWER);
    }

    @AfterEach
    void now() {
        clock.release();
    }

    private Actor person(long id, String region, String office, Role... roles) {
        var of = offices.establish(new RegionCode(region), "agriculture", office, "0351-5550100", true);
        return new Actor(id, "person" + id, "测试员" + id, of, of.region(), null, Set.of(roles), true);
    }

    private String base(String name) {
        var producer = sql.insertInto(PRODUCERS)
                .set(PRODUCERS.KIND, "cooperative")
                .set(PRODUCERS.NAME, name + "合作社（演示）")
                .set(PRODUCERS.REGION_CODE, "140423")
                .set(PRODUCERS.IDENTITY_DIGEST, name)
                .set(PRODUCERS.CONTACT_NAME, "刘测试")
                .set(PRODUCERS.PHONE, "13800000000")
                .set(PRODUCERS.CREATED_BY, 101L)
                .returning(PRODUCERS.ID)
                .fetchSingle()
                .getId();
        var form = new BaseForm(
                String.valueOf(producer),
                name,
                "140423",
                "西营镇",
                "谷子",
                "grain",
                "1260",
                "刘测试",
                "0355-5550101",
                "绿色防控",
                "",
                "",
                "",
                "",
                "",
                List.of(),
                List.of());
        return String.valueOf(bases.register(county, form).orElseThrow().id());
    }

    private Case started(String procedure, String base) {
        return cases.start(county, new NewCase(RULES, procedure, "model-base", "base", base, "grain"))
                .orElseThrow();
    }

    private Decision<Case> act(Actor actor, Case theCase, Act act) {
        var revision = cases.find(actor.scope(), theCase.id()).orElseThrow().revision();
        return cases.act(actor, theCase.id(), new ActForm(act, revision, "同意，材料和现场一致"));
    }

    private void submitted(Case theCase) {
        papers.saveForm(county, theCase.id(), Map.of("class", "grain", "commitment", "true"), Map.of())
                .orElseThrow();
        act(county, theCase, Act.SUBMIT).orElseThrow();
    }

    private Listing cityListed(String base) {
        var theCase = started("to-city", base);
        submitted(theCase);
        act(city, theCase, Act.CONCLUDE).orElseThrow();
        return standing(base);
    }

    private Listing standing(String base) {
        return listings.of(province.scope(), "base", base, false).getFirst();
    }

    private Listing again(Listing listing) {
        return listings.find(province.scope(), listing.id()).orElseThrow();
    }

    private static MeasureForm because(Listing listing, String reason) {
        return new MeasureForm(listing.status(), reason, null, null);
    }

    private static String key(Decision<?> decision) {
        return switch (decision) {
            case Decision.Done<?> done -> "done " + done.value();
            case Decision.Refused<?>(var refusal) -> refusal.key();
        };
    }

    @Test
    @DisplayName("办结即纳入，三年有效；再申报省级办结即升级，原来那行留作历史")
    void listedThenPromoted() {
        var base = base("虒亭谷子基地");
        var first = cityListed(base);
        assertThat(first.level()).isEqualTo(Level.CITY);
        assertThat(first.number())
                .startsWith("JD-140423-" + LocalDate.now(clock).getYear() + "-");
        assertThat(first.validTo()).isEqualTo(LocalDate.now(clock).plusYears(3).minusDays(1));
        assertThat(first.classId()).isEqualTo("grain");
        assertThat(first.publicCode()).hasSize(12);
        reserves.add(city, first.id(), "产量稳").orElseThrow();

        var theCase = started("to-province", base);
        submitted(theCase);
        act(city, theCase, Act.PASS).orElseThrow();
        act(province, theCase, Act.CONCLUDE).orElseThrow();
        var second = standing(base);
        assertThat(second.level()).isEqualTo(Level.PROVINCE);
        assertThat(second.promotedFrom()).isEqualTo(first.id());
        assertThat(again(first).status()).isEqualTo(ListingStatus.PROMOTED);
        assertThat(listings.successor(province.scope(), first).map(Listing::id)).contains(second.id());
        assertThat(reserves.of(first)).isEmpty();
        countsEqualARecount();
    }

    @Test
    @DisplayName("地点就是登记的基地，主体在主体名册里：都能申报、列入，改名以后目录跟着改")
    void sitesAndProducersAreListedToo() {
        var base = base("示范点基地");
        var producer =
                bases.find(province.scope(), Long.parseLong(base)).orElseThrow().producerId();
        for (var subject :
                Map.of("site", base, "producer", String.valueOf(producer)).entrySet()) {
            var started = cases.start(
                            county,
                            new NewCase(
                                    RULES,
                                    "of-county",
                                    "model-" + subject.getKey(),
                                    subject.getKey(),
                                    subject.getValue(),
                                    null))
                    .orElseThrow();
            act(county, started, Act.ADOPT).orElseThrow();
            var listing = listings.of(province.scope(), subject.getKey(), subject.getValue(), false)
                    .getFirst();
            assertThat(listing.kind()).isEqualTo("model-" + subject.getKey());
            assertThat(listing.producerId()).isEqualTo(producer);
            assertThat(listing.baseId()).isEqualTo(subject.getKey().equals("site") ? Long.valueOf(base) : null);
            assertThat(key(cases.start(
                            neighbour,
                            new NewCase(
                                    RULES,
                                    "of-county",
                                    "model-" + subject.getKey(),
                                    subject.getKey(),
                                    subject.getValue(),
                                    null))))
                    .as("别的市的人看不到它")
                    .isEqualTo("case.not-subject");
        }
        countsEqualARecount();
    }

    @Test
    @DisplayName("每县两个：第三个办结时拒绝，说清名额和条款")
    void quotaIsRefused() {
        cityListed(base("一号基地"));
        cityListed(base("二号基地"));
        var third = started("to-city", base("三号基地"));
        submitted(third);
        var refused = act(city, third, Act.CONCLUDE);
        assertThat(key(refused)).isEqualTo("catalogue.quota-full");
        assertThat(((Decision.Refused<Case>) refused).refusal().message()).contains("襄垣县已有 2 个");
        assertThat(cases.find(city.scope(), third.id()).orElseThrow().open()).isTrue();
    }

    @Test
    @DisplayName("每个产品一个，列入工程的两个：条件是申报时说的，不合条件的名额不管它")
    void quotasWithACondition() {
        core("一号基地", "false", true);
        core("二号基地", "false", false);
        var first = core("三号基地", "true", true);
        assertThat(first).singleElement().asString().contains("谷子已有 0 个");
        core("四号基地", "true", true);
        var third = core("五号基地", "true", false);
        assertThat(third).singleElement().asString().contains("谷子已有 2 个");
    }

    /// @return what the deciding office is told of the quotas
    private List<String> core(String name, String protectedBase, boolean fits) {
        var theCase = cases.start(county, new NewCase(RULES, "to-core", "core-base", "base", base(name), null))
                .orElseThrow();
        papers.saveForm(
                        county,
                        theCase.id(),
                        Map.of("commitment", "true", "fact.base.protected", protectedBase),
                        Map.of())
                .orElseThrow();
        act(county, theCase, Act.SUBMIT).orElseThrow();
        var remarks = conclusions.remarks(cases.find(city.scope(), theCase.id()).orElseThrow(), End.LISTED);
        var decision = act(city, theCase, Act.CONCLUDE);
        assertThat(decision).as(name).isInstanceOf(fits ? Decision.Done.class : Decision.Refused.class);
        if (decision instanceof Decision.Refused<Case>(var refusal))
            assertThat(refusal.all()).extracting(Refusal::key).containsExactly("catalogue.quota-full");
        return remarks;
    }

    @Test
    @DisplayName("暂停的不计入指标，名额给它留着：说的数和指标一样，另有几个暂停也说清")
    void aSuspendedEntryKeepsItsPlace() {
        var first = cityListed(base("一号基地"));
        cityListed(base("二号基地"));
        management.suspend(city, first.id(), because(first, "停用期间不得使用标识")).orElseThrow();
        var third = started("to-city", base("三号基地"));
        submitted(third);
        var refused = act(city, third, Act.CONCLUDE);
        assertThat(key(refused)).isEqualTo("catalogue.quota-full");
        assertThat(((Decision.Refused<Case>) refused).refusal().message())
                .contains("襄垣县已有 1 个，另有 1 个暂停（不计入指标，名额保留），文件要求");
    }

    @Test
    @DisplayName("警告、限期整改、超期、解除；上级作出的下级不能解除；旧页面上的决定不算")
    void dynamicManagement() {
        var listing = cityListed(base("动态基地"));
        assertThat(key(management.warn(clerk, listing.id(), because(listing, "抽查发现记录不全"))))
                .isEqualTo("catalogue.not-your-right");
        assertThat(key(management.warn(county, listing.id(), because(listing, "短"))))
                .isEqualTo("catalogue.reason-short");
        var warned = management
                .warn(county, listing.id(), because(listing, "抽查发现记录不全"))
                .orElseThrow();
        assertThat(warned.status()).isEqualTo(ListingStatus.WARNED);
        assertThat(key(management.suspend(city, listing.id(), because(listing, "拿着旧页面来暂停"))))
                .isEqualTo("catalogue.changed-meanwhile");
        assertThat(key(management.orderRectification(city, listing.id(), because(warned, "没有写期限不行"))))
                .isEqualTo("catalogue.due-missing");
        var due = LocalDate.now(clock).plusDays(10);
        var rectifying = management
                .orderRectification(city, listing.id(), new MeasureForm(warned.status(), "十天内补齐用药记录", null, due))
                .orElseThrow();
        assertThat(rectifying.rectifyBy()).isEqualTo(due);
        assertThat(rectifying.overdue(due)).isFalse();
        assertThat(rectifying.overdue(due.plusDays(1))).isTrue();
        assertThat(key(management.lift(county, listing.id(), because(rectifying, "县里看过已经改好"))))
                .isEqualTo("catalogue.measure-of-higher");
        var suspended = management
                .suspend(province, listing.id(), because(rectifying, "逾期没有整改到位"))
                .orElseThrow();
        assertThat(suspended.rectifyBy()).isNull();
        var lifted = management
                .lift(province, listing.id(), because(suspended, "复查合格，记录补齐"))
                .orElseThrow();
        assertThat(lifted.status()).isEqualTo(ListingStatus.LISTED);
        assertThat(listings.measures(lifted))
                .extracting(Measure::kind)
                .containsExactly(
                        MeasureKind.LIFTING, MeasureKind.SUSPENSION, MeasureKind.RECTIFICATION, MeasureKind.WARNING);
        assertThat(listings.measures(lifted))
                .allSatisfy(measure -> assertThat(measure.noticeId()).isNotNull());
        countsEqualARecount();
    }

    @Test
    @DisplayName("取消要三级逐级上报：县启动、市核实、省决定；中途仍在目录")
    void revokedLevelByLevel() {
        var base = base("取消基地");
        var listing = cityListed(base);
        var theCase =
                revocations.start(county, listing.id(), "violation", "查实使用禁用农药").orElseThrow();
        assertThat(key(revocations.start(county, listing.id(), "violation", "查实使用禁用农药")))
                .isEqualTo("catalogue.revocation-open");
        submitted(theCase);
        act(city, theCase, Act.PASS).orElseThrow();
        assertThat(again(listing).status()).isEqualTo(ListingStatus.LISTED);
        act(province, theCase, Act.CONCLUDE).orElseThrow();
        assertThat(again(listing).status()).isEqualTo(ListingStatus.REMOVED);
        assertThat(listings.measures(listing).getFirst().reason()).isEqualTo("查实使用禁用农药");
        assertThat(listings.of(province.scope(), "base", base, false)).isEmpty();
        countsEqualARecount();
    }

    @Test
    @DisplayName("有效期过了：先从日期看出来，夜里再记下")
    void expires() {
        var listing = cityListed(base("到期基地"));
        clock.set(Objects.requireNonNull(listing.validTo())
                .plusDays(1)
                .atTime(9, 0)
                .atZone(clock.getZone())
                .toInstant());
        assertThat(again(listing).status()).isEqualTo(ListingStatus.EXPIRED);
        assertThat(catalogue.expirePast()).isEqualTo(1);
        assertThat(catalogue.expirePast()).isZero();
        assertThat(listings.measures(listing).getFirst().kind()).isEqualTo(MeasureKind.EXPIRY);
        countsEqualARecount();
    }

    @Test
    @DisplayName("公布的名单由省厅直接登记；同一个不登记两次，市局不能登")
    void adopted() {
        var adoption = new Adoption(
                RULES,
                "model-base",
                Level.PROVINCE,
                null,
                null,
                "公布名单里的基地",
                new RegionCode("140423"),
                "",
                "小米",
                null,
                LocalDate.of(2024, 3, 1),
                "某公布名单（测试），2024年");
        assertThat(key(catalogue.adopt(city, adoption))).isEqualTo("catalogue.adopt-not-keeper");
        var listing = catalogue.adopt(province, adoption).orElseThrow();
        assertThat(listing.source()).isEqualTo("某公布名单（测试），2024年");
        assertThat(key(catalogue.adopt(province, adoption))).isEqualTo("catalogue.already");
    }

    @Test
    @DisplayName("标识牌的字体缺字：打印以前页面上说清是哪个字，印出来的也说")
    void charactersThatCannotBePrinted() throws Exception {
        var rare = cityListed(base("李\uD86D\uDC07谷子基地"));
        assertThat(page(county, "/catalogue/" + rare.id())).contains("标识牌的字体里没有“\uD86D\uDC07”这个字");
        assertThat(text(county, "/catalogue/" + rare.id() + "/signboard"))
                .contains("谷子基地", "U+2B407")
                .doesNotContain("\uD86D\uDC07");
        var plain = cityListed(base("平常谷子基地"));
        assertThat(page(county, "/catalogue/" + plain.id())).doesNotContain("标识牌的字体里没有");
        assertThat(text(county, "/catalogue/" + plain.id() + "/signboard")).doesNotContain("字体里没有");
    }

    @Test
    @DisplayName("页面：目录、详情、处理、申报、储备、登记、标识牌、打印、公开")
    void pages() throws Exception {
        var base = base("页面基地");
        var listing = cityListed(base);
        assertThat(page(city, "/catalogue?kind=two-a-county/model-base")).contains("页面基地", "市级 1 个", "襄垣县");
        assertThat(page(city, "/catalogue?kind=two-a-county/model-base&q=页面")).contains("页面基地");
        assertThat(page(city, "/catalogue?kind=two-a-county/model-base&q=没有")).contains("没有符合这 1 个条件的");
        assertThat(page(neighbour, "/catalogue?kind=two-a-county/model-base")).doesNotContain("页面基地");
        mvc.perform(get("/catalogue/" + listing.id()).with(SignedInAs.actor(neighbour)))
                .andExpect(status().isNotFound());
        assertThat(page(county, "/catalogue/" + listing.id()))
                .contains("作出处理并公布", "启动取消程序", "建议警告：没有立标识牌", "襄垣县已有 1 个");
        var refused = mvc.perform(post("/catalogue/" + listing.id() + "/measures")
                        .param("measure", "rectification")
                        .param("status", "listed")
                        .param("reason", "写好的原因在这里")
                        .with(SignedInAs.actor(county)))
                .andExpect(status().isUnprocessableContent())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(refused).contains("写上整改期限", "写好的原因在这里");
        assertThat(page(county, "/apply")).contains("市级示范基地", "县农业农村局发起");
        assertThat(page(county, "/apply?way=two-a-county/model-base/province/to-province&q=页面"))
                .contains("页面基地", "现在是市级，在目录", "登记新基地");
        mvc.perform(post("/apply")
                        .param("way", "two-a-county/model-base/province/to-province")
                        .param("subject", base)
                        .param("class", "grain")
                        .with(SignedInAs.actor(county)))
                .andExpect(status().is3xxRedirection());
        assertThat(page(city, "/reserves")).contains("还没有储备");
        assertThat(page(province, "/catalogue/adopt?kind=two-a-county/model-base"))
                .contains("公布的名称", "长治市");
        assertThat(text(county, "/catalogue/" + listing.id() + "/signboard"))
                .contains("页面基地", "谷子", "刘测试", "0355-5550101", listing.number());
        assertThat(text(county, "/catalogue/" + listing.id() + "/signboard?size=large"))
                .contains("页面基地");
        assertThat(text(county, "/catalogue/print?kind=two-a-county/model-base"))
                .contains("示范基地目录", "第 1 页，共 1 页");
        for (var path : List.of(
                "/public",
                "/public/catalogue",
                "/public/bases/" + listing.publicCode(),
                "/b/" + listing.publicCode(),
                "/public/notices")) {
            mvc.perform(get(path)).andExpect(status().isOk());
        }
        mvc.perform(get("/b/AAAAAAAAAAAA")).andExpect(status().isNotFound());
    }

    private String text(Actor actor, String path) throws Exception {
        var bytes = mvc.perform(get(path).with(SignedInAs.actor(actor)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        try (var document = Loader.loadPDF(bytes)) {
            return new PDFTextStripper().getText(document);
        }
    }

    /// The log of differences adds up to the rows, before and after it is folded.
    private void countsEqualARecount() {
        for (int fold = 0; fold < 2; fold++) {
            var counted = listings.byLevel(Scope.within(new RegionCode("140000")), ListingFilter.NONE);
            var recounted =
                    sql.selectFrom(LISTINGS).where(LISTINGS.STATUS.in(ListingStatus.standingCodes())).fetch().stream()
                            .collect(Collectors.groupingBy(
                                    row -> Level.ofCode(row.getLevel()).orElseThrow(),
                                    Collectors.groupingBy(
                                            row -> ListingStatus.ofCode(row.getStatus())
                                                    .orElseThrow(),
                                            Collectors.counting())));
            assertThat(counted).isEqualTo(recounted);
            listings.fold();
        }
    }
}
