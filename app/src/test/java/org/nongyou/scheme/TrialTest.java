package org.nongyou.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the rules of the real documents give on made-up facts, and what two versions say differently.
class TrialTest {

    private static final FactCatalogue FACTS = FactCatalogue.platform();
    private static final LocalDate TODAY = LocalDate.of(2025, 10, 20);

    private static Scheme scheme(String id) {
        return SchemeLoader.load(Path.of("../schemes").resolve(id), FACTS).orElseThrow();
    }

    private static Trial attempt(String scheme, String rule, Map<String, String> told) {
        return Trial.of(scheme(scheme), rule, FACTS, TODAY, told).orElseThrow();
    }

    private static final Map<String, String> SITE = Map.of(
            "fact:applicant.kind", "cooperative",
            "fact:applicant.main_crops", "vegetable",
            "fact:site.listed_as_demo", "true",
            "fact:site.accepted", "true",
            "fact:site.region", "620702107",
            "fact:site.area_mu", "30");

    @Test
    @DisplayName("没填事实时只问，不给结果")
    void asksFirst() {
        var trial = attempt("zhangye-organic-2025", "subsidies.site-per-mu", Map.of());
        assertThat(trial.answer()).isNull();
        assertThat(trial.fields())
                .extracting(Trial.Field::name)
                .containsExactly(
                        "applicant.kind",
                        "applicant.main_crops",
                        "claim.date",
                        "site.accepted",
                        "site.area_mu",
                        "site.listed_as_demo",
                        "site.region");
    }

    @Test
    @DisplayName("30 亩：9 万元，市 6 万、县 3 万；超过上限写明怎么减")
    void money() {
        var thirty = attempt("zhangye-organic-2025", "subsidies.site-per-mu", SITE);
        assertThat(thirty.answer()).isEqualTo("补 90,000.00 元。");
        assertThat(thirty.findings()).extracting(Trial.Finding::result).contains("60,000.00 元", "30,000.00 元");
        var capped = attempt("zhangye-organic-2025", "subsidies.site-per-mu", with(SITE, "fact:site.area_mu", "200"));
        assertThat(capped.answer()).isEqualTo("补 500,000.00 元。");
        assertThat(capped.findings()).extracting(Trial.Finding::result).contains("600,000.00 元减到 500,000.00 元");
    }

    @ParameterizedTest
    @DisplayName("不补的写明为什么，读不懂的指出是哪一项")
    @CsvSource({
        "fact:site.region, 620702100, 核心区域",
        "fact:site.accepted, false, 先建后补",
        "fact:applicant.kind, household, 不补",
        "fact:site.area_mu, 三十亩, 不补",
        "fact:site.region, 党寨镇, 不补"
    })
    void refusals(String field, String value, String says) {
        var trial = attempt("zhangye-organic-2025", "subsidies.site-per-mu", with(SITE, field, value));
        assertThat(trial.good()).isFalse();
        assertThat(trial.answer()).startsWith("不补：").contains(says);
        if (value.equals("三十亩")) assertThat(trial.unread()).containsExactly("fact:site.area_mu");
        // A name lies nowhere: it says that it was not understood, not that the place is outside.
        if (value.equals("党寨镇")) {
            assertThat(trial.unread()).containsExactly("fact:site.region");
            assertThat(trial.answer()).doesNotContain("核心区域");
        }
    }

    @Test
    @DisplayName("清单和评分表：逐项说结果")
    void checklistAndSheet() {
        var city = attempt(
                "shanxi-quality-safety-145",
                "checklists.safety-city",
                Map.of("fact:region.counties_fit_percent", "79.99", "fact:region.major_incidents", "0"));
        assertThat(city.answer()).startsWith("不通过");
        assertThat(city.findings()).extracting(Trial.Finding::result).containsExactly("不符合", "符合");

        var sheet = attempt(
                "zhangye-organic-2025",
                "scores.base-evaluation",
                Map.of(
                        "fact:base.samples_passed", "19",
                        "fact:base.samples_taken", "20",
                        "answer:construction", "12.5",
                        "answer:brand", "99"));
        assertThat(sheet.answer()).isEqualTo("已有 24.38 分，满分 100 分，还有没打分的项。");
        assertThat(sheet.unread()).containsExactly("answer:brand");
    }

    @Test
    @DisplayName("类别：属于哪一类，有没有提请退出的情形")
    void kinds() {
        var base = attempt(
                "shanxi-quality-bases",
                "kinds.quality-base",
                Map.of(
                        "fact:base.certificates", "organic",
                        "fact:base.major_incidents", "1",
                        "fact:base.failed_inspections", "0",
                        "fact:base.violations", "0"));
        assertThat(base.good()).isFalse();
        assertThat(base.answer()).startsWith("有 2 种情形");
        assertThat(Trial.of(scheme("shanxi-quality-bases"), "kinds.nothing", FACTS, TODAY, Map.of()))
                .isEmpty();
    }

    @Test
    @DisplayName("每条能试的规则，不填、乱填都有回答")
    void everyRuleAnswers() {
        for (var id : new String[] {
            "shanxi-quality-bases",
            "hunan-quality-bases",
            "shanxi-gi-protection-2021",
            "shanxi-quality-safety-145",
            "zhangye-organic-2025"
        }) {
            var scheme = scheme(id);
            assertThat(Trial.choices(scheme)).isNotEmpty();
            for (var choice : Trial.choices(scheme)) {
                var asked =
                        Trial.of(scheme, choice.rule(), FACTS, TODAY, Map.of()).orElseThrow();
                var told = new TreeMap<String, String>();
                for (var field : asked.fields()) told.put((field.fact() ? "fact:" : "answer:") + field.name(), "乱写的");
                var wild = Trial.of(scheme, choice.rule(), FACTS, TODAY, told).orElseThrow();
                assertThat(wild.answer()).as(id + " " + choice.rule()).isNotBlank();
            }
        }
    }

    @Test
    @DisplayName("两个版本的不同：改了、新增、删去，按项说；挪位置不算")
    void changes() {
        var before = BrokenSchemesTest.sound();
        assertThat(SchemeChange.between(before, before)).isEmpty();
        var after = new TreeMap<>(before);
        after.compute(
                "scheme.yaml",
                (_, text) -> text.replace("version: 1", "version: 2")
                        .replace("  - {section: 二, title: 程序, text: 县报、市审、省定。}\n", "")
                        .replace("clauses:\n", "clauses:\n  - {section: 二, title: 程序, text: 县报、市审、省定。}\n"));
        after.compute(
                "procedures.yaml",
                (_, text) -> text.replace("by: city,", "by: county,")
                        .replace("      - {id: refused, title: 未列, end: refused}\n", ""));
        after.compute("tasks.yaml", (_, text) -> text + "  - {id: more, title: 再巡, clause: 一, every: year}\n");
        after.remove("subsidies.yaml");
        assertThat(SchemeChange.between(before, after))
                .extracting(SchemeChange::item, SchemeChange::key, SchemeChange::before, SchemeChange::after)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("", "version", "1", "2"),
                        org.assertj.core.groups.Tuple.tuple("procedures.listing.stages.review", "by", "city", "county"),
                        org.assertj.core.groups.Tuple.tuple("procedures.listing.stages.refused", "", "删去", null),
                        org.assertj.core.groups.Tuple.tuple("subsidies.per-mu", "", "删去", null),
                        org.assertj.core.groups.Tuple.tuple("tasks.more", "", null, "新增"));
    }

    private static Map<String, String> with(Map<String, String> told, String field, String value) {
        var more = new TreeMap<>(told);
        more.put(field, value);
        return more;
    }
}
