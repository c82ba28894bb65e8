package org.nongyou.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.identity.web.SignedInAs;
import org.nongyou.standard.Gradings;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("生产记录的页面")
class ProductionPagesTest extends ProductionScenario {

    @Autowired
    Recoveries recoveries;

    @Autowired
    Measurements measurements;

    @Autowired
    Inspectors inspectors;

    @Autowired
    ProductionRules rules;

    @Autowired
    Gradings gradings;

    @Autowired
    BatchGrades batchGrades;

    private String sprayForm(Actor who, String drug, int status) throws Exception {
        return mvc.perform(multipart("/production/new")
                        .param("clientId", UUID.randomUUID().toString())
                        .param("base", Long.toString(base.id()))
                        .param("kind", "spray")
                        .param("plots", Long.toString(plot("1号棚")), Long.toString(plot("2号棚")))
                        .param("on", "2026-06-17")
                        .param("name1", drug)
                        .param("inputKind1", "pesticide")
                        .param("amount1", "60")
                        .param("unit1", "毫升")
                        .param("method1", "喷雾")
                        .param("purpose", "蓟马")
                        .with(SignedInAs.actor(who)))
                .andExpect(status().is(status))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("几个地块一次记打药；禁用的退回来，填的还在；清单、基地、工作台、手机都看得到间隔期")
    void fromFormToPages() throws Exception {
        assertThat(page(grower, "/production")).contains("还没有生产记录", "记一笔");
        assertThat(page(grower, "/production/new")).contains("1号棚", "2号棚", "哪天做的");
        assertThat(page(clerk, "/production/new")).contains("汾河大棚", "查实登记的说明");
        assertThat(sprayForm(grower, "氧乐果", 422)).contains("不能用", "农药管理条例", "value=\"氧乐果\"");
        sprayForm(grower, ABAMECTIN, 302);
        var act = log.list(grower.scope(), FarmActFilter.NONE, 0, 1).getFirst();
        assertThat(act.plots()).containsExactly("1号棚", "2号棚");
        assertThat(page(grower, "/production")).contains("1号棚、2号棚", ABAMECTIN);
        assertThat(page(grower, "/production/" + act.id())).contains("没有采购记录", "喷雾");
        assertThat(page(grower, "/production/" + act.id() + "/correct")).contains("为什么更正", ABAMECTIN);
        assertThat(page(grower, "/production/bases/" + base.id())).contains("6月22日前不能采收");
        assertThat(page(grower, "/bases/" + base.id())).contains("6月22日前不能采收");
        assertThat(page(grower, "/")).contains("6月22日前不能采收");
        assertThat(page(leader, "/production")).contains("汾河设施蔬菜专业合作社").doesNotContain("记一笔");
        mvc.perform(get("/production/" + act.id()).with(SignedInAs.actor(other)))
                .andExpect(status().isNotFound());
        mvc.perform(get("/production/" + act.id()).with(SignedInAs.actor(neighbour)))
                .andExpect(status().isNotFound());
        mvc.perform(get("/production/new").with(SignedInAs.actor(leader))).andExpect(status().isForbidden());
        mvc.perform(post("/production/" + act.id() + "/withdraw").with(SignedInAs.actor(grower)))
                .andExpect(status().isUnprocessableContent());
    }

    @Test
    @DisplayName("采购、台账、批次档案、检测、打印、导出")
    void ledgerAndBatches() throws Exception {
        var lot = bought("pesticide", ABAMECTIN, "1", "升");
        assertThat(page(grower, "/production/inputs")).contains(ABAMECTIN, "登记采购");
        assertThat(page(grower, "/production/inputs/" + lot.id())).contains("还剩 1 升", "10 个包装没交回");
        assertThat(page(township, "/production/new?base=" + base.id())).contains(ABAMECTIN + "，剩 1 升");
        assertThat(page(clerk, "/production/inputs/new")).contains("先找到是谁买的");
        assertThat(page(clerk, "/production/inputs/new?producer=" + cooperative.id()))
                .contains("标签上的名称");
        mvc.perform(multipart("/production/inputs/new")
                        .param("kind", "pesticide")
                        .param("name", "甲胺磷")
                        .param("dealer", "某店")
                        .param("boughtOn", "2026-06-01")
                        .param("quantity", "1")
                        .param("unit", "升")
                        .with(SignedInAs.actor(grower)))
                .andExpect(status().isUnprocessableContent());
        recorded(grower, entry(ActKind.SPRAY, "1号棚", day(5, 1), "豇豆", of(lot, "60", "毫升")));
        var batch = batch(recorded(grower, harvest("1号棚", day(6, 17), "豇豆", "420")));
        var path = "/production/batches/" + batch.id();
        assertThat(page(grower, "/production/batches")).contains(batch.code(), "420");
        assertThat(page(grower, path)).contains("字段齐全", "还没有检测", "打印生产记录");
        mvc.perform(multipart(path + "/tests")
                        .param("kind", "rapid")
                        .param("testedOn", "2026-06-17")
                        .param("passed", "yes")
                        .param("substances", "毒死蜱")
                        .with(SignedInAs.actor(grower)))
                .andExpect(status().is3xxRedirection());
        assertThat(page(grower, path)).contains("用过 阿维菌素，合格的检测里没有测");
        var paper = mvc.perform(get(path + "/record").with(SignedInAs.actor(grower)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        assertThat(new String(paper, 0, 5, StandardCharsets.ISO_8859_1)).isEqualTo("%PDF-");
        for (var export : new String[] {"production", "production-inputs", "production-batches"})
            assertThat(mvc.perform(get("/export/" + export).with(SignedInAs.actor(grower)))
                            .andExpect(status().isOk())
                            .andReturn()
                            .getResponse()
                            .getContentAsByteArray()
                            .length)
                    .isGreaterThan(1000);
        mvc.perform(post(path + "/close").param("closeReason", "自家留用").with(SignedInAs.actor(grower)))
                .andExpect(status().is3xxRedirection());
        assertThat(page(grower, path)).contains("批次已经关闭", "自家留用");
        mvc.perform(get(path).with(SignedInAs.actor(other))).andExpect(status().isNotFound());
    }

    @Test
    @DisplayName("台账：乡镇、村看得到有基地在本地的主体，也能代记；别的乡镇看不到")
    void ledgerOfTownships() throws Exception {
        var lot = bought("pesticide", ABAMECTIN, "1", "升");
        var elsewhere = TestPeople.of(sql, offices, accounts, "qx-town2", "140423101", Role.TOWNSHIP_SUPERVISOR);
        for (var who : List.of(township, village)) {
            assertThat(page(who, "/production/inputs")).contains(ABAMECTIN);
            assertThat(page(who, "/production/inputs/" + lot.id())).contains("还剩 1 升");
            assertThat(page(who, "/production/inputs/new")).contains("汾河设施蔬菜专业合作社", "汾河大棚");
        }
        assertThat(page(clerk, "/production/inputs?region=140423100")).contains(ABAMECTIN);
        assertThat(page(clerk, "/production/inputs?region=140423101")).doesNotContain(ABAMECTIN);
        assertThat(page(elsewhere, "/production/inputs")).doesNotContain(ABAMECTIN);
        assertThat(ledger.find(elsewhere.scope(), lot.id())).isEmpty();
        assertThat(ledger.buyers(elsewhere.scope(), "", 20)).isEmpty();
        assertThat(sentence(ledger.buy(elsewhere, purchase("pesticide", ABAMECTIN, "1", "升"))))
                .contains("没有找到这个主体");
        var more = ledger.buy(township, purchase("fertiliser", "有机肥", "2", "吨")).orElseThrow();
        assertThat(ledger.find(grower.scope(), more.id())).isPresent();
        assertThat(ledger.packages(township.scope(), null, 2026)).isEqualTo(new InputLedger.Packages(20, 0));
    }

    @Test
    @DisplayName("农膜、秸秆：先记产生再记去处，不会比产生的多，更正留着原来的，按地方算回收率")
    void filmAndStraw() throws Exception {
        assertThat(page(grower, "/production/recovery")).contains("还没有农膜、秸秆的记录");
        assertThat(page(clerk, "/production/recovery/new")).contains("汾河大棚");
        var form = recoveryForm("film", "120", "100", "kg", "point", "示例回收网点");
        recovery(grower, form, 302);
        var one = recoveries.list(grower.scope(), RecoveryFilter.NONE, 0, 1).getFirst();
        assertThat(one.percent()).isEqualByComparingTo("83.3");
        assertThat(recovery(grower, recoveryForm("film", "", "0.021", "t", "point", "示例回收网点"), 422))
                .contains("一共产生 120 公斤，回收利用不能到 121 公斤");
        assertThat(recovery(grower, recoveryForm("film", "", "1", "kg", "", ""), 422))
                .contains("怎么回收", "农用薄膜管理办法第十五条");
        assertThat(recovery(grower, recoveryForm("straw", "5", "1", "t", "sold", ""), 422))
                .contains("要写交给了谁");
        recovery(grower, form, 302);
        assertThat(recoveries.entries(one)).as("sent twice").hasSize(1);
        recovery(township, recoveryForm("straw", "5", "4.5", "t", "field", ""), 302);
        assertThat(page(leader, "/production/recovery?region=140423100&year=2026"))
                .contains("农膜回收利用 83.3%", "秸秆回收利用 90%", "500 公斤没有去处");
        assertThat(page(grower, "/production/recovery?kind=film&open=yes")).contains("83.3%");
        var path = "/production/recovery/" + one.id();
        long entry = recoveries.entries(one).getFirst().id();
        assertThat(page(grower, path)).contains("示例回收网点", "没有凭证");
        mvc.perform(multipart(path + "/entries/" + entry)
                        .param("do", "correct")
                        .param("arisen", "120")
                        .param("recovered", "120")
                        .param("unit", "kg")
                        .param("way", "point")
                        .param("handedTo", "示例回收网点")
                        .param("on", "2026-06-16")
                        .param("reason", "过磅单看错了")
                        .with(SignedInAs.actor(grower)))
                .andExpect(status().is3xxRedirection());
        assertThat(page(grower, path)).contains("都有去处", "更正过，不算数", "过磅单看错了");
        assertThat(sentence(recoveries.withdraw(grower, entry, "又错了"))).contains("已经更正或撤回过");
        long now = recoveries.entries(one).getFirst().id();
        assertThat(sentence(recoveries.withdraw(other, now, "不是我的"))).contains("没有找到这一笔");
        assertThat(recoveries.withdraw(grower, now, "记重了").orElseThrow().arisenKg())
                .isEqualByComparingTo("0");
        assertThat(page(grower, path)).contains("记录都撤回了");
        mvc.perform(get(path).with(SignedInAs.actor(neighbour))).andExpect(status().isNotFound());
        assertThat(recovery(leader, form, 403)).doesNotContain("记下来");
        mvc.perform(get("/export/production-recovery").with(SignedInAs.actor(grower)))
                .andExpect(status().isOk());
    }

    private String sampled(Actor who, String on, Map<String, String> values, int status) throws Exception {
        var request = multipart("/production/bases/" + base.id() + "/measurements/new")
                .param("medium", "soil")
                .param("plot", Long.toString(plot("1号棚")))
                .param("land", "field")
                .param("sampledOn", on)
                .param("lab", "示例检测中心");
        values.forEach(request::param);
        return mvc.perform(request.with(SignedInAs.actor(who)))
                .andExpect(status().is(status))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("产地监测：按地块成序列，按 pH 对限值，没有限值的说没有；没有测过的基地列得出来；更正留着原来的")
    void soil() throws Exception {
        var never = base(cooperative, "没测过的棚", "番茄");
        var path = "/production/bases/" + base.id() + "/measurements";
        assertThat(page(grower, path)).contains("还没有土壤的监测数据");
        assertThat(page(grower, path + "/new")).contains("有机质", "未检出");
        assertThat(page(grower, path + "/new?medium=water")).contains("六价铬");
        assertThat(sampled(grower, "2026-05-10", Map.of("ph", "20", "lead", "x"), 422))
                .contains("pH写 2 到 12 之间", "铅写 0 到 20,000 mg/kg 之间");
        assertThat(sampled(grower, "2026-05-10", Map.of(), 422)).contains("至少写一项结果");
        sampled(grower, "2025-05-10", Map.of("ph", "8.1", "organic", "14.2", "cadmium", "0.3"), 302);
        sampled(
                grower,
                "2026-05-10",
                Map.of("ph", "6", "organic", "16.5", "cadmium", "0.35", "mercury", "<0.002"),
                302);
        assertThat(page(leader, path))
                .contains(
                        "2026-05-10 1号棚：镉超过限值",
                        "14.2",
                        "16.5",
                        "GB 15618-2018",
                        "&lt;0.002",
                        "<svg class=\"ny-chart\"");
        assertThat(page(clerk, "/production/measurements")).contains("2 个基地，1 个测过土壤，1 个没有测过", "镉超过限值");
        assertThat(page(clerk, "/production/measurements?standing=never"))
                .contains(never.name())
                .doesNotContain(">汾河大棚<");
        assertThat(page(clerk, "/production/measurements?medium=water&standing=fresh"))
                .contains("没有符合条件的基地");
        var newest = measurements.ofBase(clerk.scope(), base.id(), Medium.SOIL).getFirst();
        var one = "/production/measurements/" + newest.id();
        assertThat(page(grower, one)).contains("0.35", "≤ 0.3", "没有限值", "还没有对照标准原文");
        mvc.perform(multipart(one + "/correct")
                        .param("land", "field")
                        .param("sampledOn", "2026-05-10")
                        .param("lab", "示例检测中心")
                        .param("cadmium", "0.25")
                        .param("reason", "小数点看错了")
                        .with(SignedInAs.actor(grower)))
                .andExpect(status().is3xxRedirection());
        assertThat(page(grower, one)).contains("更正过，不算数");
        var corrected =
                measurements.ofBase(clerk.scope(), base.id(), Medium.SOIL).getFirst();
        assertThat(page(grower, "/production/measurements/" + corrected.id())).contains("没有测 pH，对不了限值", "小数点看错了");
        assertThat(sentence(measurements.withdraw(other, corrected.id(), "不是我的")))
                .contains("没有找到这份监测");
        measurements.withdraw(grower, corrected.id(), "登错了基地").orElseThrow();
        assertThat(measurements.bases(grower.scope(), MeasuredFilter.NONE, 0, 10))
                .extracting(MeasuredBase::lastOn)
                .containsExactlyInAnyOrder(null, LocalDate.of(2025, 5, 10));
        assertThat(page(clerk, "/production/measurements?standing=old")).contains("超过 12 个月没有再测");
        mvc.perform(get(one).with(SignedInAs.actor(neighbour))).andExpect(status().isNotFound());
        mvc.perform(get(path).with(SignedInAs.actor(other))).andExpect(status().isNotFound());
        for (var export : new String[] {"production-measured", "production-measurements"})
            mvc.perform(get("/export/" + export).with(SignedInAs.actor(grower))).andExpect(status().isOk());
    }

    @Test
    @DisplayName("内检员：登记到人，培训过了多久看得出来，人数和基地资料对不上的列出来，走了的留着")
    void internalInspectors() throws Exception {
        var path = "/production/bases/" + base.id() + "/inspectors";
        var key = UUID.randomUUID();
        for (int twice = 0; twice < 2; twice++)
            mvc.perform(post(path)
                            .param("formKey", key.toString())
                            .param("name", "王示例")
                            .with(SignedInAs.actor(grower)))
                    .andExpect(status().is3xxRedirection());
        var one = inspectors.ofBase(grower.scope(), base.id()).getFirst();
        assertThat(sentence(inspectors.register(grower, base.id(), "王示例", UUID.randomUUID())))
                .contains("已经是这个基地的内检员");
        assertThat(page(clerk, "/production/inspectors")).contains("没有培训过", "1 个基地的人数对不上", "没有填");
        var train = "/production/inspectors/" + one.id();
        assertThat(mvc.perform(multipart(train)
                                .param("do", "train")
                                .param("trainedOn", "2026-07-01")
                                .param("days", "0.25")
                                .param("validUntil", "2020-01-01")
                                .with(SignedInAs.actor(grower)))
                        .andExpect(status().isUnprocessableContent())
                        .andReturn()
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8))
                .contains("还没到", "最多一位小数", "写谁办的培训");
        inspectors.train(grower, one.id(), training("2025-03-01", "")).orElseThrow();
        assertThat(page(grower, path)).contains("该再培训了", "县农安中心");
        inspectors.train(grower, one.id(), training("2026-03-01", "2026-06-16")).orElseThrow();
        assertThat(page(leader, "/production/inspectors?standing=expired")).contains("王示例", "证书过期");
        inspectors.train(grower, one.id(), training("2026-06-01", "2028-06-01")).orElseThrow();
        assertThat(page(grower, path)).contains("培训有效", "基地资料上写的是 没有填，对不上");
        assertThat(page(leader, "/production/inspectors?standing=expired")).doesNotContain("王示例");
        assertThat(sentence(inspectors.leave(other, one.id(), "2026-06-17", "不是我的")))
                .contains("没有找到这位内检员");
        inspectors.leave(grower, one.id(), "2026-06-17", "调走了").orElseThrow();
        assertThat(page(grower, path)).contains("调走了");
        assertThat(sentence(inspectors.train(grower, one.id(), training("2026-06-10", ""))))
                .contains("不做内检员了");
        assertThat(inspectors.differing(clerk.scope(), null, 10)).isEmpty();
        mvc.perform(get(path).with(SignedInAs.actor(neighbour))).andExpect(status().isNotFound());
        mvc.perform(get("/export/production-inspectors").with(SignedInAs.actor(grower)))
                .andExpect(status().isOk());
    }

    @Test
    @DisplayName("参数和常见产量：县里看，省里写依据改，原来的在日志里；改了就算数")
    void settings() throws Exception {
        var province = TestPeople.of(sql, offices, accounts, "sx-reviewer", "140000", Role.REVIEWER);
        assertThat(page(clerk, "/production/settings"))
                .contains("由省级审核人员改", "豇豆")
                .doesNotContain("改成多少");
        assertThat(page(province, "/production/settings")).contains("改成多少");
        mvc.perform(get("/production/settings").with(SignedInAs.actor(grower))).andExpect(status().isNotFound());
        assertThat(sentence(rules.change(clerk, "measure-months", "24", "想改"))).contains("省级审核人员");
        assertThat(mvc.perform(post("/production/settings")
                                .param("do", "setting")
                                .param("key", "measure-months")
                                .param("value", "1.5")
                                .with(SignedInAs.actor(province)))
                        .andExpect(status().isUnprocessableContent())
                        .andReturn()
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8))
                .contains("写整数", "写依据");
        rules.change(province, "measure-months", "24", "省厅 2026 年通知").orElseThrow();
        assertThat(measurements.since()).isEqualTo(LocalDate.of(2024, 6, 17));
        rules.changeYield(province, "豇豆", "2800", "省农技总站测产").orElseThrow();
        rules.changeYield(province, "人参果", "5000", "省农技总站测产").orElseThrow();
        assertThat(page(province, "/production/settings"))
                .contains("2,800", "人参果", "从 3,000 改为 2,800 公斤/亩", "从 12 个月改为 24 个月");
    }

    @Test
    @DisplayName("品质分级：平台不自带，单位照标准登记；批次的结果得出等级，说得出为什么不是更好的")
    void grades() throws Exception {
        var table = "/standards/grades";
        assertThat(page(grower, table)).contains("还没有登记分级");
        mvc.perform(get(table + "/new").with(SignedInAs.actor(grower))).andExpect(status().isForbidden());
        assertThat(graded(clerk, "可溶性固形物 % ≥12", 422)).contains("第 1 行看不懂");
        assertThat(graded(clerk, "可溶性固形物 % >12 ≥10", 422)).contains("第 1 行看不懂");
        assertThat(graded(clerk, "", 422)).contains("一行一项");
        graded(clerk, "可溶性固形物\t%\t≥ 6\t≥5\n荚长 厘米 50-70 40-80\n豆荚粗 - 不限 ≤ 2", 302);
        var one = gradings.list(clerk.scope(), "豇豆").getFirst();
        assertThat(page(leader, table + "/" + one.id())).contains("≥ 6", "50～70", "不限", "示例标准第四章");
        assertThat(gradings.find(neighbour.scope(), one.id())).isEmpty();
        var batch = batch(recorded(grower, harvest("1号棚", day(6, 17), "豇豆", "420")));
        var path = "/production/batches/" + batch.id() + "/grade";
        assertThat(page(grower, path)).contains("还没有定级", "特级 ≥ 6");
        mvc.perform(multipart(path)
                        .param("table", Long.toString(one.id()))
                        .param("measuredOn", "2026-06-17")
                        .param("value0", "5.5")
                        .param("value1", "60")
                        .param("value2", "1.8")
                        .with(SignedInAs.actor(grower)))
                .andExpect(status().is3xxRedirection());
        assertThat(page(grower, path)).contains("一级。不够特级：可溶性固形物 5.5，要 ≥ 6 %");
        var none = batchGrades
                .grade(
                        grower,
                        batch.id(),
                        one.id(),
                        new BatchGradeForm(UUID.randomUUID(), "2026-06-17", "", "", null, Map.of("value0", "7")))
                .orElseThrow();
        assertThat(none.grade()).isNull();
        assertThat(none.reasons().getFirst()).contains("荚长没有测");
        assertThat(sentence(gradings.end(neighbour, one.id(), "不是我的"))).contains("没有找到这份分级");
        gradings.end(clerk, one.id(), "标准换了").orElseThrow();
        assertThat(page(grower, path)).contains("没有可用的分级", "定过的级");
        mvc.perform(get(path).with(SignedInAs.actor(other))).andExpect(status().isNotFound());
    }

    private String graded(Actor who, String table, int status) throws Exception {
        return mvc.perform(post("/standards/grades/new")
                        .param("produce", "豇豆")
                        .param("grades", "特级、一级")
                        .param("table", table)
                        .param("source", "示例标准第四章")
                        .param("inForceFrom", "2026-01-01")
                        .with(SignedInAs.actor(who)))
                .andExpect(status().is(status))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private static TrainingForm training(String on, String until) {
        return new TrainingForm(UUID.randomUUID(), on, "1.5", "县农安中心", "快速检测", "示例证001", until, null);
    }

    private Map<String, String> recoveryForm(
            String kind, String arisen, String recovered, String unit, String way, String to) {
        return Map.ofEntries(
                Map.entry("formKey", UUID.randomUUID().toString()),
                Map.entry("base", Long.toString(base.id())),
                Map.entry("kind", kind),
                Map.entry("year", "2026"),
                Map.entry("produce", "豇豆"),
                Map.entry("arisen", arisen),
                Map.entry("recovered", recovered),
                Map.entry("unit", unit),
                Map.entry("way", way),
                Map.entry("handedTo", to),
                Map.entry("on", "2026-06-16"));
    }

    private String recovery(Actor who, Map<String, String> form, int status) throws Exception {
        var request = multipart("/production/recovery/new");
        form.forEach(request::param);
        return mvc.perform(request.with(SignedInAs.actor(who)))
                .andExpect(status().is(status))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("乱写的地址和表单：没有 500")
    void wrongInput() throws Exception {
        for (var path : new String[] {
            "/production?region=abc&kind=x&from=2026-99-99&to=x&page=-1&base=9999999999999999999&produce="
                    + "长".repeat(300),
            "/production/batches?region=1&code=%25&open=maybe&page=99999",
            "/production/inputs?kind=zzz&name=%25_&stock=1&producer=x",
            "/production/recovery?kind=x&year=99999&base=x&open=maybe&page=0&region=99",
            "/production/recovery/new?year=x&q=%25",
            "/production/inspectors?standing=x&name=%25&region=x",
            "/production/measurements?medium=x&standing=x&name=%25_&region=1&page=-3"
        }) page(grower, path);
        for (var path : new String[] {
            "/production/999999",
            "/production/batches/999999",
            "/production/inputs/999999",
            "/production/recovery/999999",
            "/production/measurements/999999",
            "/production/bases/999999/measurements",
            "/production/bases/999999/inspectors",
            "/production/recovery/new?base=999999",
            "/production/bases/999999",
            "/production/new?base=999999",
            "/production/999999/correct"
        }) mvc.perform(get(path).with(SignedInAs.actor(grower))).andExpect(status().isNotFound());
        mvc.perform(multipart("/production/new")
                        .param("base", Long.toString(base.id()))
                        .param("kind", "fly")
                        .param("on", "昨天")
                        .param("quantity", "1e9")
                        .param("amount1", "-5")
                        .param("name1", "x".repeat(5000))
                        .param("plots", "abc", "99999999999999999999999")
                        .with(SignedInAs.actor(grower)))
                .andExpect(status().isUnprocessableContent());
        mvc.perform(post("/production/seasons/1").param("do", "explode").with(SignedInAs.actor(grower)))
                .andExpect(status().isNotFound());
    }
}
