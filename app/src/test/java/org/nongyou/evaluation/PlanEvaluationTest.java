package org.nongyou.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.kernel.Decision;
import org.nongyou.web.NotFound;

@DisplayName("规划实施评价：县自评、市核实、省打分，排名公示以后公布")
class PlanEvaluationTest extends EvaluationScenario {

    @Test
    @DisplayName("从开始到公布：每县一份评分表，一步一步走，排名、公示、公布")
    void fromOpeningToPublication() {
        var round = opened();
        var all = lists.list(province.scope(), round, SheetLists.Filter.NONE, 0, 10);
        assertThat(all).extracting(EvaluationSheet::subjectId).containsExactlyInAnyOrder("140423", "140427", "140105");
        assertThat(all).allSatisfy(one -> assertThat(one.stageTitle()).isEqualTo("县级自评"));
        var sheet = sheetOf(round, county);
        assertThat(sheet.officeId()).isEqualTo(county.officeId());

        // Without what the stage needs, all that is wanting is told at once.
        assertThat(reasons(sheets.handOn(county, sheet.id(), points(sheet, Map.of("standards", "18")), "")))
                .containsOnly("evaluation.item-open", "evaluation.need")
                .hasSize(6);
        assertThat(refusal(sheets.handOn(county, sheet.id(), points(sheet, Map.of()), ""))
                        .clause())
                .contains("十四五", "专栏1");
        proofs(county, sheet);
        sheets.handOn(county, sheet.id(), points(sheet, GOOD), "").orElseThrow();
        assertThat(now(sheet).ownPoints()).isEqualByComparingTo("81.75");
        assertThat(now(sheet).stageTitle()).isEqualTo("市级核实");
        assertThat(now(sheet).officeId()).isEqualTo(city.officeId());

        sheets.handOn(city, sheet.id(), points(sheet, but("standards", "16")), "两项标准没有证明")
                .orElseThrow();
        assertThat(now(sheet).reviewPoints()).isEqualByComparingTo("79.75");
        var done = sheets.handOn(province, sheet.id(), points(sheet, but("standards", "17")), "")
                .orElseThrow();
        assertThat(done.state()).isEqualTo(EvaluationSheet.State.SCORED);
        assertThat(done.total()).isEqualByComparingTo("80.75");

        assertThat(refusal(ranking.confirm(province, round.id(), 1, "5")).key()).isEqualTo("evaluation.not-all-scored");
        scored(round, neighbour, city, but("satisfaction", "20"));
        scored(round, other, otherCity, but("standards", "17"));
        assertThat(refusal(ranking.confirm(province, round.id(), 1, "")).key()).isEqualTo("evaluation.days");
        assertThat(refusal(ranking.confirm(city, round.id(), 1, "5")).key()).isEqualTo("evaluation.other-office");
        var confirmed = ranking.confirm(province, round.id(), 1, "5").orElseThrow();
        assertThat(confirmed.state()).isEqualTo(Round.State.CONFIRMED);
        assertThat(lists.list(province.scope(), confirmed, SheetLists.Filter.NONE, 0, 10))
                .extracting(EvaluationSheet::rank)
                .containsExactly(1, 2, 2);
        assertThat(refusal(ranking.publish(province, round.id(), 2)).key()).isEqualTo("evaluation.notice-open");
        assertThat(rounds.published(round.id())).isEmpty();
        on(2026, 3, 16);
        var published = ranking.publish(province, round.id(), 2).orElseThrow();
        assertThat(rounds.published(round.id())).contains(published);
        assertThat(lists.published(published, 10))
                .extracting(EvaluationSheet::title)
                .first()
                .isEqualTo("壶关县");
        assertThat(journal.of(province.scope(), "evaluation", Long.toString(round.id()), 10))
                .extracting(row -> row.act())
                .contains("evaluation.open", "evaluation.confirm", "evaluation.publish");
    }

    @Test
    @DisplayName("县里只能自评：不能替市里核实、替省里打分；别的市的评分表等于没有；被拒的也记下来")
    void nobodyScoresHimself() {
        var round = opened();
        var sheet = sheetOf(round, county);
        proofs(county, sheet);
        sheets.handOn(county, sheet.id(), points(sheet, GOOD), "").orElseThrow();
        var refused = refusal(sheets.handOn(county, sheet.id(), points(sheet, GOOD), ""));
        assertThat(refused.key()).isEqualTo("evaluation.not-your-turn");
        assertThat(refused.clause()).contains("四（四）");
        assertThat(reasons(sheets.save(county, sheet.id(), points(sheet, GOOD), "")))
                .containsExactly("evaluation.not-your-turn");
        assertThat(reasons(sheets.handOn(province, sheet.id(), points(sheet, GOOD), "")))
                .containsExactly("evaluation.not-your-turn");
        for (var stranger : List.of(neighbour, otherCity)) {
            assertThatThrownBy(() -> views.view(stranger, sheet.id())).isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> sheets.save(stranger, sheet.id(), points(sheet, GOOD), ""))
                    .isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> handedIn.attach(stranger, sheet.id(), "自评报告", "a.pdf", pdf("a")))
                    .isInstanceOf(NotFound.class);
        }
        sheets.handOn(city, sheet.id(), points(sheet, GOOD), "").orElseThrow();
        assertThat(reasons(sheets.handOn(city, sheet.id(), points(sheet, GOOD), "")))
                .containsExactly("evaluation.not-your-turn");
        sheets.handOn(province, sheet.id(), points(sheet, GOOD), "").orElseThrow();
        // Before the ranking is confirmed nobody below knows the points.
        assertThat(views.view(county, sheet.id()).sheet().total()).isNull();
        assertThat(views.view(city, sheet.id()).scores()).isEmpty();
        assertThat(lists.list(county.scope(), round, SheetLists.Filter.NONE, 0, 10))
                .singleElement()
                .satisfies(one -> assertThat(one.total()).isNull());
        assertThat(views.view(province, sheet.id()).sheet().total()).isEqualByComparingTo("81.75");
        assertThat(journal.of(province.scope(), "evaluation-sheet", Long.toString(sheet.id()), 30))
                .anySatisfy(row -> assertThat(row.act()).isEqualTo("evaluation.refused"));
    }

    @Test
    @DisplayName("退回改了再交；两个人同时填，后存的知道前面是谁，自己填的不丢")
    void backAndTogether() {
        var round = opened();
        var sheet = sheetOf(round, county);
        proofs(county, sheet);
        var seen = points(sheet, Map.of("standards", "10"));
        sheets.save(colleague, sheet.id(), points(sheet, Map.of("supervision", "11")), "")
                .orElseThrow();
        var late = refusal(sheets.save(county, sheet.id(), seen, ""));
        assertThat(late.key()).isEqualTo("evaluation.changed");
        assertThat(late.message()).contains("测试xy-review", "你填的都还在");
        sheets.save(county, sheet.id(), points(sheet, Map.of("standards", "10")), "")
                .orElseThrow();
        var marks = views.view(county, sheet.id()).marks();
        assertThat(marks).extracting(Mark::item).containsExactlyInAnyOrder("standards", "supervision");

        sheets.save(county, sheet.id(), points(sheet, Map.of()), "证明在补").orElseThrow();
        assertThat(views.view(colleague, sheet.id()).words()).isEqualTo("证明在补");
        sheets.handOn(county, sheet.id(), points(sheet, GOOD), "证明都补了").orElseThrow();
        assertThat(journal.of(province.scope(), "evaluation-sheet", Long.toString(sheet.id()), 1))
                .extracting(row -> row.reason())
                .containsExactly("证明都补了");
        assertThat(views.view(city, sheet.id()).words())
                .as("each stage has its own")
                .isEmpty();
        assertThat(reasons(sheets.sendBack(city, sheet.id(), now(sheet).revision(), "不")))
                .containsExactly("evaluation.reason");
        assertThat(reasons(sheets.sendBack(county, sheet.id(), now(sheet).revision(), "想再改改")))
                .containsExactly("evaluation.not-your-turn");
        sheets.sendBack(city, sheet.id(), now(sheet).revision(), "监测批次没有证明").orElseThrow();
        assertThat(now(sheet).stageTitle()).isEqualTo("县级自评");
        sheets.handOn(county, sheet.id(), points(sheet, GOOD), "补了").orElseThrow();
        assertThat(now(sheet).stageTitle()).isEqualTo("市级核实");
    }

    @Test
    @DisplayName("几位专家评：只有请来的能打分，各打各的，交齐取平均；交了不能改；专家看不到别的")
    void byExperts() {
        var first = TestPeople.of(sql, offices, accounts, "expert-1", "140000", Role.EXPERT);
        var second = TestPeople.of(sql, offices, accounts, "expert-2", "140000", Role.EXPERT);
        var uninvited = TestPeople.of(sql, offices, accounts, "expert-3", "140000", Role.EXPERT);
        var round = rounds.open(
                        province,
                        new NewRound(
                                plan,
                                "county-evaluation",
                                "2025",
                                "",
                                List.of(first.accountId(), second.accountId()),
                                "",
                                "",
                                UUID.randomUUID().toString()))
                .orElseThrow();
        var sheet = sheetOf(round, county);
        assertThatThrownBy(() -> views.view(first, sheet.id())).isInstanceOf(NotFound.class);
        proofs(county, sheet);
        sheets.handOn(county, sheet.id(), points(sheet, GOOD), "").orElseThrow();
        sheets.handOn(city, sheet.id(), points(sheet, GOOD), "").orElseThrow();
        assertThat(lists.waiting(first, 10)).extracting(EvaluationSheet::id).containsExactly(sheet.id());
        assertThat(lists.waiting(province, 10)).isEmpty();
        assertThat(reasons(sheets.handOn(province, sheet.id(), points(sheet, GOOD), "")))
                .containsExactly("evaluation.experts-score");
        assertThatThrownBy(() -> views.view(uninvited, sheet.id())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> views.view(first, sheetOf(round, neighbour).id()))
                .isInstanceOf(NotFound.class);
        sheets.handOn(first, sheet.id(), points(sheet, GOOD), "").orElseThrow();
        assertThat(lists.waiting(first, 10)).isEmpty();
        assertThat(reasons(sheets.handOn(first, sheet.id(), points(sheet, GOOD), "")))
                .containsExactly("evaluation.scored-already");
        assertThat(views.view(second, sheet.id()).marks()).noneMatch(mark -> mark.scorer() == first.accountId());
        assertThat(now(sheet).state()).isEqualTo(EvaluationSheet.State.OPEN);
        // 81.75 and 80.50
        sheets.handOn(second, sheet.id(), points(sheet, but("satisfaction", "15.75")), "")
                .orElseThrow();
        assertThat(now(sheet).total()).isEqualByComparingTo("81.13");
        assertThat(views.view(province, sheet.id()).scores())
                .extracting(GivenScore::points)
                .allSatisfy(points -> assertThat(points).isBetween(new BigDecimal("80"), new BigDecimal("82")));
    }

    @Test
    @DisplayName("公布以后更正：写原因，总分和名次重算，原来的数留着；没有公布的用重评")
    void corrected() {
        var round = published();
        var first = sheetOf(round, neighbour);
        assertThat(first.rank()).isEqualTo(1);
        assertThat(reasons(corrections.correct(city, first.id(), first.revision(), "satisfaction", "10", "核实有误")))
                .containsExactly("evaluation.other-office");
        assertThat(reasons(corrections.correct(province, first.id(), first.revision(), "satisfaction", "20.01", "")))
                .containsExactly("evaluation.points", "evaluation.reason");
        corrections
                .correct(province, first.id(), first.revision(), "satisfaction", "10.5", "问卷算错了，按原始问卷改正")
                .orElseThrow();
        assertThat(now(first).total()).isEqualByComparingTo("75.25");
        assertThat(now(first).rank()).isEqualTo(2);
        assertThat(sheetOf(round, county).rank()).isEqualTo(1);
        assertThat(lists.corrections(round)).singleElement().satisfies(one -> {
            assertThat(one.before()).isEqualTo("20");
            assertThat(one.totalBefore()).isEqualByComparingTo("84.75");
            assertThat(one.totalAfter()).isEqualByComparingTo("75.25");
            assertThat(one.reason()).contains("问卷");
        });
        assertThat(reasons(rulings.scoreAnew(province, first.id(), now(first).revision(), "想重评")))
                .containsExactly("evaluation.not-now");
    }

    @Test
    @DisplayName("结果列入目录：公布以后、达到分数线的，一次；来源写着名次和得分")
    void intoTheCatalogue() {
        var round = published();
        var sheet = sheetOf(round, county);
        assertThat(reasons(directory.enter(city, sheet.id()))).containsExactly("evaluation.other-office");
        var listing = directory.enter(province, sheet.id()).orElseThrow();
        assertThat(listing.kind()).isEqualTo("evaluation-result");
        assertThat(listing.source()).contains("第 2 名", "81.75 分");
        assertThat(now(sheet).listingId()).isEqualTo(listing.id());
        assertThat(reasons(directory.enter(province, sheet.id()))).containsExactly("evaluation.listed-already");
        assertThat(reasons(directory.enter(province, sheetOf(round, other).id())))
                .containsExactly("evaluation.list-unscored");
        corrections
                .correct(
                        province,
                        sheetOf(round, neighbour).id(),
                        now(sheetOf(round, neighbour)).revision(),
                        "standards",
                        "0",
                        "弄虚作假，取消得分")
                .orElseThrow();
        corrections
                .correct(
                        province,
                        sheetOf(round, neighbour).id(),
                        now(sheetOf(round, neighbour)).revision(),
                        "satisfaction",
                        "0",
                        "弄虚作假，取消得分")
                .orElseThrow();
        assertThat(reasons(directory.enter(province, sheetOf(round, neighbour).id())))
                .containsExactly("evaluation.below-pass");
    }

    @Test
    @DisplayName("异议成立：不能公布，收回排名、重评以后再来")
    void upheld() {
        var round = opened();
        scored(round, county, city, GOOD);
        scored(round, neighbour, city, GOOD);
        scored(round, other, otherCity, GOOD);
        ranking.confirm(province, round.id(), 1, "5").orElseThrow();
        assertThat(reasons(rulings.scoreAnew(
                        province,
                        sheetOf(round, county).id(),
                        now(sheetOf(round, county)).revision(),
                        "要重评")))
                .containsExactly("evaluation.not-now");
        assertThat(reasons(ranking.reopen(province, round.id(), 2, "改"))).containsExactly("evaluation.reason");
        ranking.reopen(province, round.id(), 2, "异议成立，襄垣县重评").orElseThrow();
        var sheet = sheetOf(round, county);
        assertThat(sheet.rank()).isNull();
        rulings.scoreAnew(province, sheet.id(), sheet.revision(), "异议成立，重评").orElseThrow();
        sheets.handOn(province, sheet.id(), points(sheet, but("innovation", "2.25")), "")
                .orElseThrow();
        assertThat(now(sheet).total()).isEqualByComparingTo("71.75");
        ranking.confirm(province, round.id(), 3, "5").orElseThrow();
        assertThat(now(sheet).rank()).isEqualTo(3);
    }

    @Test
    @DisplayName("开始评价：只有评分的单位能开，一年一次，年度在方案里，点两下只开一次")
    void opening() {
        assertThat(refusal(rounds.open(city, of(2025))).key()).isEqualTo("evaluation.open-not-yours");
        assertThat(refusal(rounds.open(city, of(2025))).clause()).contains("四（四）");
        assertThat(reasons(rounds.open(province, of(2026)))).containsExactly("evaluation.year-outside");
        assertThat(reasons(rounds.open(province, of(2019)))).containsExactly("evaluation.year-outside");
        assertThat(reasons(rounds.open(
                        province,
                        new NewRound(
                                plan,
                                "county-evaluation",
                                "二五",
                                "99",
                                List.of(county.accountId()),
                                "101",
                                "2026-01-01",
                                "key"))))
                .containsExactly("evaluation.year", "evaluation.expert-not", "evaluation.pass", "evaluation.due-past");
        var wanted = of(2025);
        var round = rounds.open(province, wanted).orElseThrow();
        assertThat(rounds.open(province, wanted).orElseThrow().id()).isEqualTo(round.id());
        assertThat(reasons(rounds.open(province, of(2025)))).containsExactly("evaluation.open-already");
        assertThat(reasons(rounds.nominate(county, round.id(), "1"))).containsExactly("evaluation.everyone");
        assertThat(rounds.open(province, of(2024))).isInstanceOf(Decision.Done.class);
    }
}
