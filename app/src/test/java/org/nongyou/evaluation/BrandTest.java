package org.nongyou.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.base.Base;
import org.nongyou.base.BaseForm;
import org.nongyou.base.Bases;
import org.nongyou.catalogue.Exits;
import org.nongyou.catalogue.ListingFilter;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.producer.CreditCode;
import org.nongyou.producer.ProducerForm;
import org.nongyou.producer.Producers;
import org.nongyou.scheme.Score;
import org.nongyou.web.NotFound;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("基地质量评价和品牌目录：县推荐、市按八个方面评、排名公布、列入目录、写来历")
class BrandTest extends EvaluationScenario {

    @Autowired
    Bases bases;

    @Autowired
    Producers producers;

    @Autowired
    Brands brands;

    @Autowired
    Exits exits;

    Actor clerk;
    Actor reviewer;
    Actor zhangye;
    Base first;
    Base second;
    Round round;

    @BeforeEach
    void organic() {
        clerk = TestPeople.of(sql, offices, accounts, "gz-clerk", "620702", Role.CLERK);
        reviewer = TestPeople.of(sql, offices, accounts, "gz-review", "620702", Role.REVIEWER);
        zhangye = TestPeople.of(sql, offices, accounts, "zy-review", "620700", Role.REVIEWER);
        TestPeople.division(sql, new org.nongyou.region.RegionCode("620702107"));
        divisions.forget();
        first = base("惠民蔬菜基地", 1);
        second = base("绿源药材基地", 2);
        round = rounds.open(
                        zhangye,
                        new NewRound(
                                schemes.current("zhangye-organic-2025")
                                        .orElseThrow()
                                        .ref(),
                                "brand-selection",
                                "2025",
                                "1",
                                List.of(),
                                "60",
                                "",
                                "brand"))
                .orElseThrow();
    }

    private Base base(String name, int number) {
        var producer = producers
                .register(
                        clerk,
                        new ProducerForm(
                                "cooperative",
                                name + "合作社",
                                code(number),
                                "",
                                "620702107",
                                "",
                                "张示例",
                                "1390000000" + number,
                                List.of("vegetable"),
                                true,
                                true))
                .orElseThrow();
        return bases.register(clerk, form(producer.id(), name)).orElseThrow();
    }

    private static String code(int number) {
        var body = "93620702MA%07d".formatted(number);
        return body + CreditCode.checkCharacter(body);
    }

    private static BaseForm form(long producer, String name) {
        return new BaseForm(
                Long.toString(producer),
                name,
                "620702107",
                "示例村",
                "娃娃菜",
                "vegetable",
                "120",
                "张示例",
                "13900000009",
                "轮作、有机肥",
                "",
                "2",
                "",
                "yes",
                "",
                List.of(),
                List.of());
    }

    private EvaluationSheet scored(Base base, String points, String passed) {
        var sheet = rounds.nominate(clerk, round.id(), Long.toString(base.id())).orElseThrow();
        for (var need : List.of("推荐表", "佐证材料"))
            handedIn.attach(clerk, sheet.id(), need, need + ".pdf", pdf(need)).orElseThrow();
        var all = new HashMap<String, String>();
        for (var item : rounds.way(round).sheet().items()) all.put(item.id(), points);
        var facts = Map.of("base.samples_taken", "20", "base.samples_passed", passed);
        // What is stated wants a proof.
        assertThat(reasons(sheets.handOn(clerk, sheet.id(), new Filling(revision(sheet), all, Map.of(), facts), "")))
                .containsOnly("evaluation.fact-proof");
        for (var fact : facts.keySet())
            handedIn.attach(clerk, sheet.id(), fact, "抽检报告.pdf", pdf(fact)).orElseThrow();
        sheets.handOn(clerk, sheet.id(), new Filling(revision(sheet), all, Map.of(), facts), "")
                .orElseThrow();
        return sheets.handOn(zhangye, sheet.id(), new Filling(revision(sheet), all, Map.of(), Map.of()), "")
                .orElseThrow();
    }

    private int revision(EvaluationSheet sheet) {
        return lists.find(zhangye.scope(), sheet.id()).orElseThrow().revision();
    }

    @Test
    @DisplayName("八个方面：抽检合格率按比例算，其他打分；第一名列入目录，来历写上，公开看得到")
    void intoTheDirectory() {
        assertThat(lists.list(zhangye.scope(), round, SheetLists.Filter.NONE, 0, 10))
                .isEmpty();
        assertThat(reasons(rounds.nominate(clerk, round.id(), "999999"))).containsExactly("evaluation.no-subject");
        assertThat(reasons(rounds.nominate(zhangye, round.id(), Long.toString(first.id()))))
                .containsExactly("evaluation.nominate-not-yours");
        assertThatThrownBy(() -> rounds.nominate(county, round.id(), Long.toString(first.id())))
                .isInstanceOf(NotFound.class);
        var best = scored(first, "10", "19");
        // 7 × 10 and 12.5 × 19/20 = 11.875
        assertThat(best.total()).isEqualByComparingTo("81.88");
        assertThat(reasons(rounds.nominate(clerk, round.id(), Long.toString(first.id()))))
                .containsExactly("evaluation.nominated");
        var poor = scored(second, "6", "20");
        assertThat(poor.total()).isEqualByComparingTo("54.50");
        assertThat(reasons(directory.enter(zhangye, best.id()))).containsExactly("evaluation.list-unpublished");
        ranking.confirm(zhangye, round.id(), 1, "5").orElseThrow();
        on(2026, 3, 16);
        ranking.publish(zhangye, round.id(), 2).orElseThrow();
        assertThat(reasons(directory.enter(zhangye, poor.id()))).containsExactly("evaluation.below-pass");
        assertThat(refusal(directory.enter(zhangye, poor.id())).clause()).contains("三（二）7");
        assertThat(reasons(directory.enter(reviewer, best.id()))).containsExactly("evaluation.other-office");
        var listing = directory.enter(zhangye, best.id()).orElseThrow();

        var directory = brands.catalogues();
        assertThat(directory).extracting(one -> one.kind().id()).containsExactly("brand");
        assertThat(brands.list(zhangye.scope(), directory.getFirst(), ListingFilter.NONE, 0, 10))
                .singleElement()
                .satisfies(brand -> {
                    assertThat(brand.rank()).isEqualTo(1);
                    assertThat(brand.points()).isEqualByComparingTo("81.88");
                });
        assertThat(brands.list(province.scope(), directory.getFirst(), ListingFilter.NONE, 0, 10))
                .isEmpty();
        assertThat(brands.count(Brands.everywhere(), directory.getFirst(), ListingFilter.NONE.saying("没有")))
                .isZero();

        assertThat(reasons(brands.tell(clerk, listing.id(), 0, "二百年", "", "")))
                .containsExactly("evaluation.brand-since", "evaluation.brand-story");
        brands.tell(clerk, listing.id(), 0, "1987", "党寨镇", "合作社带着农户种。").orElseThrow();
        assertThat(reasons(brands.tell(reviewer, listing.id(), 0, "", "", "另一个人写的")))
                .containsExactly("evaluation.brand-changed");
        var shown = brands.byCode(listing.publicCode()).orElseThrow();
        assertThat(shown.story()).isEqualTo("合作社带着农户种。");
        assertThat(shown.since()).isEqualTo(1987);
        assertThatThrownBy(() -> brands.tell(county, listing.id(), 1, "", "", "外地的"))
                .isInstanceOf(NotFound.class);
        assertThat(exits.removals(listing)).extracting(one -> one.id()).containsExactly("mark-misused");
    }

    @Test
    @DisplayName("合格多于抽检也只得满分；没有抽检就没有分，不能交")
    void ratioEdges() {
        var sheet = rounds.way(round).sheet();
        assertThat(Score.of(
                                sheet,
                                Map.of("base.samples_passed", 30L, "base.samples_taken", 20L),
                                Map.of("brand", new BigDecimal("1.25")))
                        .points())
                .isEqualByComparingTo("13.75");
        assertThat(Score.of(sheet, Map.of("base.samples_passed", 0L, "base.samples_taken", 0L), Map.of())
                        .complete())
                .isFalse();
    }
}
