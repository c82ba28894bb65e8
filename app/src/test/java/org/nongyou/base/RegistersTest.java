package org.nongyou.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.ApplicationTest;
import org.nongyou.base.BaseForm.CertificateForm;
import org.nongyou.base.BaseForm.PlotForm;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.identity.web.SignedInAs;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.FactSource;
import org.nongyou.producer.CreditCode;
import org.nongyou.producer.IdentityNumber;
import org.nongyou.producer.Producer;
import org.nongyou.producer.ProducerForm;
import org.nongyou.producer.ProducerLists;
import org.nongyou.producer.Producers;
import org.nongyou.region.DivisionLoader;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("登记主体和基地")
class RegistersTest extends ApplicationTest {

    @Autowired
    Producers producers;

    @Autowired
    ProducerLists producerLists;

    @Autowired
    Bases bases;

    @Autowired
    BaseFindings findings;

    @Autowired
    Offices offices;

    @Autowired
    Accounts accounts;

    @Autowired
    DivisionLoader divisions;

    @Autowired
    Journal journal;

    @Autowired
    List<FactSource> facts;

    Actor xiangyuan;
    Actor huguan;
    Actor changzhi;
    private int codes;

    @BeforeAll
    void people() {
        divisions.loadOnce();
        xiangyuan = TestPeople.of(sql, offices, accounts, "xiangyuan", "140423", Role.CLERK);
        huguan = TestPeople.of(sql, offices, accounts, "huguan", "140427", Role.CLERK);
        changzhi = TestPeople.of(sql, offices, accounts, "changzhi", "140400", Role.REVIEWER);
    }

    private String freshCode() {
        var body = "93140423MA%07d".formatted(++codes);
        return body + CreditCode.checkCharacter(body);
    }

    private static ProducerForm cooperative(String code, String name, String region) {
        return new ProducerForm(
                "cooperative", name, code, "", region, "示例村", "张示例", "13800000000", List.of("grain"), true, false);
    }

    private Producer aCooperative(String name) {
        return producers
                .register(xiangyuan, cooperative(freshCode(), name, "140423"))
                .orElseThrow();
    }

    private static BaseForm form(Producer producer, String name, List<PlotForm> plots) {
        return new BaseForm(
                String.valueOf(producer.id()),
                name,
                "140423",
                "示例镇",
                "谷子",
                "grain",
                "1260",
                "张示例",
                "0355-5550188",
                "轮作倒茬",
                "98",
                "2",
                "120",
                "yes",
                "2026-06-18",
                plots,
                List.of());
    }

    private static PlotForm square(String name, double west, double south, double size) {
        return new PlotForm(
                name,
                "plot",
                "",
                "谷子",
                "%f,%f\n%f,%f\n%f,%f\n%f,%f"
                        .formatted(west, south, west + size, south, west + size, south + size, west, south + size));
    }

    private static List<String> sentences(Decision<?> decision) {
        return decision instanceof Decision.Refused<?>(var refusal)
                ? refusal.all().stream()
                        .map(one -> one.field() + "：" + one.message())
                        .toList()
                : List.of();
    }

    @Test
    @DisplayName("登记过的代码：本县的说出是谁，别县的说找哪个局")
    void doublesAreRefused() {
        var code = freshCode();
        producers.register(xiangyuan, cooperative(code, "示例一社", "140423")).orElseThrow();
        assertThat(sentences(producers.register(xiangyuan, cooperative(code, "又是一社", "140423"))))
                .containsExactly("creditCode：已经登记过：示例一社（襄垣县），不用再登");
        assertThat(sentences(producers.register(huguan, cooperative(code, "又是一社", "140427"))))
                .containsExactly("creditCode：已在别处登记，请联系140423农业农村局（000-0000000）");
    }

    @Test
    @DisplayName("农户的身份证号不落库，只留摘要和头 3 末 4；同一个人登不了两次")
    void identityNumbersAreNotKept() {
        var body = "14042319800101001";
        var number = body + IdentityNumber.checkCharacter(body);
        var household = new ProducerForm(
                "household", "李示例", "", number, "140423100", "", "李示例", "13800000001", List.of(), false, false);
        var kept = producers.register(xiangyuan, household).orElseThrow();
        assertThat(kept.identityMasked()).isEqualTo("140***********" + number.substring(14));
        assertThat(sql.fetch("select p::text from producer.producers p").format())
                .doesNotContain(number);
        assertThat(sql.fetch("select e::text from journal.entries e").format()).doesNotContain(number);
        assertThat(sentences(producers.register(
                        huguan,
                        new ProducerForm(
                                "person",
                                "李示例",
                                "",
                                number,
                                "140427",
                                "",
                                "李示例",
                                "13800000001",
                                List.of(),
                                false,
                                false))))
                .hasSize(1)
                .allMatch(sentence -> sentence.startsWith("identityNumber：已在别处登记"));
        // A change without the number typed again keeps it.
        var changed = producers.change(xiangyuan, kept.id(), kept.revision(), ProducerForm.of(kept));
        assertThat(changed).isInstanceOf(Decision.Done.class);
    }

    @Test
    @DisplayName("一次说出所有要改的地方，什么也没登记")
    void allFaultsAtOnce() {
        var before = producerLists.count(xiangyuan.scope(), org.nongyou.producer.ProducerFilter.NONE);
        var wrong =
                new ProducerForm("cooperative", "", "91", "", "140427", "", "", "1385550126", List.of(), false, false);
        assertThat(sentences(producers.register(xiangyuan, wrong)))
                .containsExactly(
                        "name：填主体名称，和证照上一样",
                        "creditCode：少 16 位，统一社会信用代码是 18 位",
                        "region：不在你的辖区（山西省·长治市·襄垣县）内",
                        "contactName：填负责人或联系人的姓名",
                        "phone：少 1 位，手机号是 11 位");
        assertThat(producerLists.count(xiangyuan.scope(), org.nongyou.producer.ProducerFilter.NONE))
                .isEqualTo(before);
    }

    @Test
    @DisplayName("别人先改过，后改的不会盖掉；每次改动都有记录")
    void nobodyOverwrites() {
        var producer = aCooperative("示例二社");
        var form = new ProducerForm(
                "cooperative",
                "示例二社",
                producer.identifier(),
                "",
                "140423",
                "",
                "王示例",
                "13800000000",
                List.of(),
                false,
                false);
        var after = producers
                .change(xiangyuan, producer.id(), producer.revision(), form)
                .orElseThrow();
        assertThat(producers.change(xiangyuan, producer.id(), producer.revision(), form))
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.refusal().key()).isEqualTo("producer.changed-meanwhile"));
        assertThat(producers.find(xiangyuan.scope(), producer.id())).contains(after);
        assertThat(journal.of(xiangyuan.scope(), "producer", String.valueOf(producer.id()), 10))
                .extracting(row -> row.summary())
                .containsExactly("修改“示例二社”：地址、负责人、主营、追溯注册", "登记农民专业合作社“示例二社”");
    }

    @Test
    @DisplayName("主体自己的账号只看只改自己的，名称和代码改不动")
    void ownAccount() throws Exception {
        var mine = aCooperative("示例三社");
        var other = aCooperative("示例四社");
        var person = TestPeople.producer(accounts, "sanshe", mine.id(), "140423");
        assertThat(producerLists.list(person.scope(), org.nongyou.producer.ProducerFilter.NONE, 0, 100))
                .containsExactly(mine);
        assertThat(producers.find(person.scope(), other.id())).isEmpty();
        var typed = cooperative(freshCode(), "改成大公司", "140427");
        var after = producers.change(person, mine.id(), mine.revision(), typed).orElseThrow();
        assertThat(after.name()).isEqualTo("示例三社");
        assertThat(after.creditCode()).isEqualTo(mine.creditCode());
        assertThat(after.region()).isEqualTo(mine.region());
        assertThat(producers.change(person, other.id(), other.revision(), typed))
                .isEqualTo(Decision.refused("producer.unknown"));
        assertThat(producers.register(person, typed)).isEqualTo(Decision.refused("producer.register.not-yours"));
        mvc.perform(get("/producers/" + other.id()).with(SignedInAs.actor(person)))
                .andExpect(status().isNotFound());
        mvc.perform(get("/producers").with(SignedInAs.actor(person)))
                .andExpect(redirectedUrl("/producers/" + mine.id()));
        mvc.perform(get("/bases/new").with(SignedInAs.actor(person)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("示例三社")));
    }

    @Test
    @DisplayName("主体迁到别的县，它的账号归迁入县管")
    void accountsMoveWithTheProducer() throws Exception {
        var mine = aCooperative("迁走的合作社");
        TestPeople.producer(accounts, "qianzou", mine.id(), "140423");
        var typed = cooperative(java.util.Objects.requireNonNull(mine.creditCode()), "迁走的合作社", "140427");
        assertThat(producers.change(xiangyuan, mine.id(), mine.revision(), typed))
                .as("the old county cannot hand it to another")
                .isInstanceOf(Decision.Refused.class);
        var cityClerk = TestPeople.of(sql, offices, accounts, "changzhi.clerk", "140400", Role.CLERK);
        producers.change(cityClerk, mine.id(), mine.revision(), typed).orElseThrow();
        var moved = accounts.actor("qianzou").orElseThrow();
        assertThat(moved.region()).isEqualTo(org.nongyou.region.RegionCode.of("140427"));
        assertThat(moved.producerId()).isEqualTo(mine.id());
    }

    @Test
    @DisplayName("改了名，基地上的主体名称跟着改")
    void renamingReachesTheBases() {
        var producer = aCooperative("旧名合作社");
        var base = bases.register(xiangyuan, form(producer, "改名基地", List.of())).orElseThrow();
        producers
                .change(
                        xiangyuan,
                        producer.id(),
                        producer.revision(),
                        new ProducerForm(
                                "cooperative",
                                "新名合作社",
                                producer.identifier(),
                                "",
                                "140423",
                                "",
                                "张示例",
                                "13800000000",
                                List.of(),
                                true,
                                false))
                .orElseThrow();
        assertThat(bases.find(xiangyuan.scope(), base.id()).orElseThrow().producerName())
                .isEqualTo("新名合作社");
    }

    @Test
    @DisplayName("12 块地圈好登记：面积系统量，重叠、差得多、离得远都提示，不拦")
    void aBaseWithItsPlace() {
        var producer = aCooperative("示例五社");
        var plots = new java.util.ArrayList<PlotForm>();
        for (int i = 0; i < 12; i++) plots.add(square((i + 1) + " 号", 112.84 + i * 0.004, 36.66, 0.003));
        var base = bases.register(xiangyuan, form(producer, "襄垣谷子基地", plots)).orElseThrow();
        assertThat(base.plots()).hasSize(12);
        assertThat(base.number()).matches("140423-\\d{6}");
        assertThat(base.measuredMu())
                .isEqualByComparingTo(base.plots().stream()
                        .map(Plot::measuredMu)
                        .reduce(BigDecimal.ZERO, (sum, mu) -> sum.add(mu == null ? BigDecimal.ZERO : mu)));
        assertThat(findings.of(xiangyuan.scope(), base))
                .extracting(Finding::sentence)
                .anyMatch(sentence -> sentence.startsWith("申报面积 1,260 亩，图上量得"))
                .anyMatch(sentence -> sentence.startsWith("各地块加起来"));

        var second = bases.register(xiangyuan, form(producer, "挨着的基地", List.of(square("1 号", 112.8415, 36.66, 0.002))))
                .orElseThrow();
        assertThat(findings.of(xiangyuan.scope(), second))
                .extracting(Finding::sentence)
                .anyMatch(sentence -> sentence.startsWith("和“襄垣谷子基地”重叠"));
        // Another county is not told the name.
        var theirs = producers
                .register(huguan, cooperative(freshCode(), "壶关示例社", "140427"))
                .orElseThrow();
        var third = bases.register(
                        huguan,
                        new BaseForm(
                                String.valueOf(theirs.id()),
                                "壶关基地",
                                "140427",
                                "",
                                "谷子",
                                "grain",
                                "100",
                                "张示例",
                                "0355-5550188",
                                "",
                                "",
                                "",
                                "",
                                "",
                                "",
                                List.of(square("1 号", 112.8405, 36.6605, 0.002)),
                                List.of()))
                .orElseThrow();
        assertThat(findings.of(huguan.scope(), third))
                .extracting(Finding::sentence)
                .anyMatch(sentence -> sentence.startsWith("和襄垣县的一个基地重叠"))
                .noneMatch(sentence -> sentence.contains("襄垣谷子基地"));
        assertThat(findings.of(xiangyuan.scope(), second))
                .noneMatch(finding -> finding.sentence().contains("公里"));
        var far = bases.register(xiangyuan, form(producer, "圈错的基地", List.of(square("1 号", 111.0, 35.0, 0.002))))
                .orElseThrow();
        assertThat(findings.of(xiangyuan.scope(), far))
                .anyMatch(finding -> finding.sentence().contains("公里，看看是不是圈错了地方"));
    }

    @Test
    @DisplayName("同一个基地里两块地重叠，不收")
    void plotsMustNotOverlap() {
        var producer = aCooperative("示例六社");
        assertThat(sentences(bases.register(
                        xiangyuan,
                        form(
                                producer,
                                "重叠基地",
                                List.of(square("东", 112.5, 36.5, 0.01), square("西", 112.505, 36.5, 0.01))))))
                .hasSize(1)
                .allMatch(sentence -> sentence.startsWith("place：第 1 块和第 2 块重叠"));
    }

    @Test
    @DisplayName("规则要的事实：证书按那一天算，标识牌缺一样就不齐")
    void factsOfTheBase() {
        var producer = aCooperative("示例七社");
        var certificates = List.of(
                new CertificateForm("organic", "12345678901234567", "2026-01-01", "2026-12-31", ""),
                new CertificateForm("gi", "AGI2010-09-00509", "", "", ""),
                new CertificateForm("green-food", "随便写的", "2020-01-01", "2022-12-31", ""));
        var plain = form(producer, "事实基地", List.of());
        var base = bases.register(
                        xiangyuan,
                        new BaseForm(
                                plain.producerId(),
                                plain.name(),
                                plain.region(),
                                "",
                                plain.product(),
                                plain.productClass(),
                                "1260.5",
                                plain.responsibleName(),
                                plain.supervisionPhone(),
                                "",
                                "",
                                "2",
                                "",
                                "",
                                "2026-06-18",
                                List.of(),
                                certificates))
                .orElseThrow();
        var on = LocalDate.of(2026, 12, 1);
        var values = facts.stream()
                .flatMap(source ->
                        source.values("base", String.valueOf(base.id()), source.supplies(), on).entrySet().stream())
                .collect(java.util.stream.Collectors.toMap(
                        java.util.Map.Entry::getKey, entry -> entry.getValue().value()));
        assertThat(values)
                .containsEntry("base.area_mu", new BigDecimal("1260.50"))
                .containsEntry("base.signboard_complete", false)
                .containsEntry("base.internal_inspectors", 2L)
                .containsEntry("base.certificates", List.of("organic", "gi"))
                .containsEntry("base.certificate_valid_to", LocalDate.of(2026, 12, 31))
                .containsEntry("base.days_to_expiry", 30L)
                .doesNotContainKeys("base.good_variety_percent", "base.households_led", "base.operating_procedure");
        assertThat(findings.of(xiangyuan.scope(), base))
                .extracting(Finding::sentence)
                .containsExactly("绿色食品编号“随便写的”看着不像：绿色食品是 GF 加 12 位数字，或 LB-类别-10 位数字。");
        var applicant = facts.stream()
                .flatMap(source ->
                        source
                                .values("applicant", String.valueOf(producer.id()), source.supplies(), on)
                                .entrySet()
                                .stream())
                .collect(java.util.stream.Collectors.toMap(
                        java.util.Map.Entry::getKey, entry -> entry.getValue().value()));
        assertThat(applicant)
                .containsEntry("applicant.kind", "cooperative")
                .containsEntry("applicant.main_crops", List.of("grain"))
                .containsEntry("applicant.traceability_registered", true)
                .containsEntry("applicant.credit_filed", false);
    }

    @Test
    @DisplayName("页面：填错回到原页，填过的都在；别县的基地打不开")
    void pages() throws Exception {
        var producer = aCooperative("示例八社");
        mvc.perform(post("/bases")
                        .param("producerId", String.valueOf(producer.id()))
                        .param("name", "没填完的基地")
                        .param("areaMu", "一千二")
                        .param("plots.0.name", "东地")
                        .param("plots.0.outline", "112.84,36.66\n112.85,36.67\n112.85,36.66\n112.84,36.67")
                        .with(SignedInAs.actor(xiangyuan)))
                .andExpect(status().isUnprocessableContent())
                .andExpect(content().string(containsString("没填完的基地")))
                .andExpect(content().string(containsString("一千二")))
                .andExpect(content().string(containsString("要填数字，如 1260")))
                .andExpect(content().string(containsString("地块“东地”：边线在东经 112.845、北纬 36.665")))
                .andExpect(content().string(containsString("112.84,36.66")));
        var base = bases.register(xiangyuan, form(producer, "页面基地", List.of(square("1 号", 112.1, 36.2, 0.004))))
                .orElseThrow();
        mvc.perform(get("/bases/" + base.id()).with(SignedInAs.actor(xiangyuan)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("页面基地")))
                .andExpect(content().string(containsString("data-map=")));
        mvc.perform(get("/bases/" + base.id()).with(SignedInAs.actor(changzhi)))
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString("/edit"))));
        mvc.perform(get("/bases/" + base.id()).with(SignedInAs.actor(huguan))).andExpect(status().isNotFound());
        mvc.perform(get("/bases/" + base.id() + "/edit").with(SignedInAs.actor(xiangyuan)))
                .andExpect(status().isOk());
        for (var page : List.of(
                "/bases",
                "/bases?q=页面&class=grain&drawn=yes",
                "/bases?closed=yes",
                "/bases/new",
                "/producers",
                "/producers?kind=cooperative&q=示例",
                "/producers/new",
                "/producers/" + producer.id(),
                "/producers/" + producer.id() + "/edit",
                "/search?q=示例八社",
                "/jobs",
                "/import/producers",
                "/import/bases")) {
            mvc.perform(get(page).with(SignedInAs.actor(xiangyuan))).andExpect(status().isOk());
        }
        mvc.perform(get("/search?q=八社").with(SignedInAs.actor(xiangyuan)))
                .andExpect(content().string(containsString("示例八社")));
        mvc.perform(get("/export/bases").with(SignedInAs.actor(xiangyuan)))
                .andExpect(status().isOk())
                .andExpect(content().contentType(org.nongyou.job.JobFile.XLSX));
        mvc.perform(post("/bases/" + base.id() + "/close").param("reason", "").with(SignedInAs.actor(xiangyuan)))
                .andExpect(status().isUnprocessableContent())
                .andExpect(content().string(containsString("写明原因")));
        mvc.perform(post("/bases/" + base.id() + "/close")
                        .param("reason", "土地到期")
                        .with(SignedInAs.actor(xiangyuan)))
                .andExpect(redirectedUrl("/bases/" + base.id()));
        assertThat(bases.find(xiangyuan.scope(), base.id()).orElseThrow().active())
                .isFalse();
    }

    @Test
    @DisplayName("没有登记权限的人改不了")
    void rightsAreAsked() throws Exception {
        var producer = aCooperative("示例九社");
        assertThat(producers.register(changzhi, cooperative(freshCode(), "市里登的", "140423")))
                .isEqualTo(Decision.refused("producer.register.not-yours"));
        assertThat(producers.change(changzhi, producer.id(), 1, ProducerForm.of(producer)))
                .isEqualTo(Decision.refused("producer.register.not-yours"));
        assertThat(bases.register(changzhi, form(producer, "市里登的基地", List.of())))
                .isEqualTo(Decision.refused("base.register.not-yours"));
        mvc.perform(get("/producers/new").with(SignedInAs.actor(changzhi))).andExpect(status().isForbidden());
        assertThat(Set.of(Role.REVIEWER)).isEqualTo(changzhi.roles());
    }
}
