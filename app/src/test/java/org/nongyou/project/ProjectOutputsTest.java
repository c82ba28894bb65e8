package org.nongyou.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.scheme.Score;
import org.nongyou.web.NotFound;

@DisplayName("项目的产出任务和档案：有证明才算，比着目标看")
class ProjectOutputsTest extends ProjectScenario {

    @Test
    @DisplayName("带动 450 人、培训 380 人次、省级媒体缺一季、总结按时：按记的成果算出的考评分和方案算例一样，86.6")
    void theExampleOfTheDocument() {
        var project = lingshi();
        on(2021, 12, 20);
        for (var one : List.of(
                List.of("core_bases", "2021-06-01", "1"),
                List.of("scale_operators", "2021-06-01", "2"),
                List.of("farmers_led", "2021-06-01", "400"),
                List.of("farmers_led", "2021-09-01", "50"),
                List.of("income_growth_percent", "2021-06-01", "9"),
                List.of("income_growth_percent", "2021-12-01", "12.5"),
                List.of("trained", "2021-07-01", "380"),
                List.of("tests", "2021-07-01", "1"),
                List.of("films", "2021-07-01", "1"),
                List.of("national_reports", "2021-07-01", "1"),
                List.of("province_reports", "2021-01-05", "2"),
                List.of("province_reports", "2021-06-30", "1"),
                List.of("province_reports", "2021-07-01", "1")))
            output(project, one.get(0), one.get(1), one.get(2), "第" + one.get(1))
                    .orElseThrow();
        on(2021, 11, 30);
        var summary =
                reports.list(city.scope(), new ReportFilter(null, ReportFilter.Standing.OWED, null), null, 50).stream()
                        .filter(one -> one.projectId() == null)
                        .findFirst()
                        .orElseThrow();
        reports.file(city, summary.id(), summary.revision(), Map.of("实施成效", "好", "典型经验", "有", "存在问题", "有"))
                .orElseThrow();
        var values = new HashMap<String, Object>();
        var sheet = scheme.score("performance").orElseThrow();
        facts.values("project", String.valueOf(project.id()), Score.factsOf(sheet), reports.today())
                .forEach((name, value) -> values.put(name, value.value()));
        var score = Score.of(sheet, values, Map.of());
        assertThat(score.complete()).isTrue();
        assertThat(score.points()).isEqualByComparingTo("86.6");
        var progress = outputs.progress(find(project));
        assertThat(progress).hasSize(9);
        assertThat(progress)
                .filteredOn(one -> !one.met())
                .extracting(one -> one.indicator().id())
                .containsExactly("farmers-led", "trained", "province-reports");
        var media = progress.getLast();
        assertThat(media.quarters()).extracting(BigDecimal::intValue).containsExactly(2, 1, 1, 0);
        assertThat(media.goals()).extracting(OutputProgress.Goal::met).containsExactlyInAnyOrder(false, true);
    }

    @Test
    @DisplayName("没有证明、十亿人、负数、半个人、明天的、项目以外的、记两遍的、别的县的，都不受理")
    void refusals() {
        var project = lingshi();
        refused(
                outputs.add(county, project.id(), new NewOutput("project.trained", "2021-06-01", "10", "培训"), null),
                "project.output-no-proof",
                "没有证明不计");
        refused(output(project, "trained", "2021-06-01", "1000000000", "培训"), "project.output-many", "1,000,000,000");
        refused(output(project, "trained", "2021-06-01", "1e9", "培训"), "project.output-whole", "1e9");
        refused(output(project, "trained", "2021-06-01", "-5", "培训"), "project.output-not-positive");
        refused(output(project, "trained", "2021-06-01", "0", "培训"), "project.output-not-positive");
        refused(output(project, "trained", "2021-06-01", "10.5", "培训"), "project.output-whole");
        refused(output(project, "trained", "2021-06-19", "10", "培训"), "project.day-future");
        refused(output(project, "trained", "2020-12-31", "10", "培训"), "project.day-before");
        refused(output(project, "spent_off_purpose", "2021-06-01", "10", "培训"), "project.output-unknown");
        refused(
                outputs.add(city, project.id(), new NewOutput("project.trained", "2021-06-01", "10", "培训"), proof("a")),
                "project.wrong-office");
        assertThatThrownBy(() -> outputs.add(
                        neighbour,
                        project.id(),
                        new NewOutput("project.trained", "2021-06-01", "10", "培训"),
                        proof("a")))
                .isInstanceOf(NotFound.class);
        output(project, "trained", "2021-06-01", "10", "培训").orElseThrow();
        refused(output(project, "trained", "2021-06-01", "10", "培训"), "project.output-again");
        on(2022, 3, 1);
        refused(output(project, "trained", "2022-01-05", "10", "培训"), "project.output-after", "2021-12-31");
    }

    @Test
    @DisplayName("市里不计的成果不再算，理由留着；县里可以重新记")
    void striking() {
        var project = lingshi();
        output(project, "trained", "2021-06-01", "500", "培训").orElseThrow();
        var one = outputs.list(project).getFirst();
        refused(outputs.strike(city, project.id(), one.id(), " "), "project.text-missing");
        outputs.strike(city, project.id(), one.id(), "签到表是复印的").orElseThrow();
        refused(outputs.strike(city, project.id(), one.id(), "再来"), "project.void-gone");
        assertThat(outputs.list(project).getFirst().voidedBy()).contains("140700");
        assertThat(outputs.facts(project))
                .containsEntry("project.trained", 0L)
                .doesNotContainKey("project.income_growth_percent");
        output(project, "trained", "2021-06-01", "500", "培训").orElseThrow();
        assertThat(outputs.facts(project)).containsEntry("project.trained", 500L);
        assertThat(outputs.mayStrike(neighbour, project)).isFalse();
    }

    @Test
    @DisplayName("档案：按任务归，缺的列出来；撤出要写理由；双击只归一份")
    void theArchive() {
        var project = lingshi();
        assertThat(archive.tasks(project)).extracting("id").contains("facilities", "training", "archive");
        refused(archive.add(county, project.id(), "none", "照片", "2021-06-01", proof("a")), "project.archive-task");
        refused(archive.add(county, project.id(), "training", "照片", "2021-06-01", null), "project.archive-no-file");
        refused(archive.add(city, project.id(), "training", "照片", "2021-06-01", proof("a")), "project.wrong-office");
        archive.add(county, project.id(), "training", "签到表", "2021-06-01", proof("a"))
                .orElseThrow();
        refused(
                archive.add(county, project.id(), "training", "签到表", "2021-06-01", proof("a")),
                "project.archive-again");
        archive.add(county, project.id(), "", "别的", "2021-06-01", proof("b")).orElseThrow();
        var first = archive.list(project).getLast();
        refused(archive.strike(county, project.id(), first.id(), ""), "project.text-missing");
        archive.strike(county, project.id(), first.id(), "传错了").orElseThrow();
        refused(archive.strike(county, project.id(), first.id(), "再撤"), "project.void-gone");
        assertThat(archive.list(project)).extracting(Archived::holds).containsExactly(true, false);
    }
}
