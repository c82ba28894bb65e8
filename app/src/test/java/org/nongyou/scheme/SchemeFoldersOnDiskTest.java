package org.nongyou.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nongyou.Command;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Money;

/// The folders of the repository and those of the tests, read as an author or operator would have them checked.
class SchemeFoldersOnDiskTest {

    private static final Path TESTS = Path.of("src/test/resources/scheme-folders");
    private static final Path SCHEMES = Path.of("../schemes");
    private static final Path SHANXI = SCHEMES.resolve("shanxi-quality-bases");

    private static Scheme load(Path folder) {
        return SchemeLoader.load(folder, FactCatalogue.platform()).orElseThrow();
    }

    @ParameterizedTest
    @DisplayName("每个方案都读得出来，算例都对")
    @ValueSource(
            strings = {
                "../schemes/shanxi-quality-bases",
                "src/test/resources/scheme-folders/shanxi-quality-bases",
                "../schemes/zhangye-organic-2025",
                "../schemes/shanxi-gi-protection-2021",
                "../schemes/shanxi-quality-safety-145",
                "../schemes/hunan-quality-bases",
                "../schemes/published-lists",
                "src/test/resources/scheme-folders/star-farms",
                "src/test/resources/scheme-folders/subsidy-forms"
            })
    void isSoundAndItsExamplesComeOut(String folder) {
        var scheme = load(Path.of(folder));
        var outcome = new CaseRunner(scheme).run();
        assertThat(outcome.failures()).isEmpty();
        assertThat(outcome.passed()).isPositive();
    }

    @Test
    @DisplayName("山西方案：目标、八类基地、六大类、两条链，一项不少")
    void theShanxiDocumentIsComplete() {
        var scheme = load(SHANXI);
        assertThat(scheme.kind("quality-base").orElseThrow().classes()).hasSize(8);
        assertThat(scheme.facts().stream()
                        .filter(fact -> fact.definition().name().equals("base.product_class"))
                        .findFirst()
                        .orElseThrow()
                        .definition()
                        .choices())
                .containsExactly("晋粮", "晋菜", "晋果", "晋药", "晋酿", "晋肉");
        assertThat(bound(scheme, "key-cities")).isEqualTo("至少 1");
        assertThat(bound(scheme, "key-counties")).isEqualTo("至少 11");
        assertThat(bound(scheme, "national-bases")).isEqualTo("至少 150");
        assertThat(bound(scheme, "green-products")).isEqualTo("至少 2000");
        assertThat(bound(scheme, "green-share")).isEqualTo("至少 30");
        assertThat(bound(scheme, "base-standards")).isEqualTo("至少 6");
        assertThat(bound(scheme, "county-bases")).isEqualTo("3—5");
        assertThat(bound(scheme, "local-standards")).isEqualTo("至少 100");

        var chain = scheme.procedure("provincial-base").orElseThrow();
        assertThat(chain.stages().stream().map(Stage::id))
                .containsSubsequence("application", "first-review", "acceptance", "recheck", "publicity", "listed");
        assertThat(chain.stage("publicity").orElseThrow().notice()).isInstanceOf(Days.ByOffice.class);
        var national = scheme.procedure("national-base")
                .orElseThrow()
                .stage("ministry-recheck")
                .orElseThrow();
        assertThat(national.enteredBy()).containsExactly("province-agriculture");
        assertThat(national.offices()).containsExactly("ministry");
    }

    @Test
    @DisplayName("山西方案：文件里每一条提要求的条款都有东西引用它")
    void everyClauseIsUsed() {
        var scheme = load(SHANXI);
        var cited = new HashSet<String>();
        scheme.tasks().forEach(one -> cited.addAll(one.clauses()));
        scheme.targets().forEach(one -> cited.addAll(one.clauses()));
        scheme.procedures().forEach(one -> cited.addAll(one.clauses()));
        scheme.kinds().forEach(one -> cited.addAll(one.clauses()));
        scheme.checklists().forEach(one -> one.items().forEach(item -> cited.addAll(item.clauses())));
        assertThat(cited)
                .containsAll(List.of(
                        "三", "四（一）", "四（二）", "四（三）", "四（四）", "四（五）", "四（六）", "四（七）", "五（一）", "五（二）", "五（三）", "六（一）",
                        "六（二）", "六（三）", "六（四）"));
    }

    private static String bound(Scheme scheme, String indicator) {
        return scheme.targetsOf(indicator).getFirst().bound().text();
    }

    @Test
    @DisplayName("张掖方案：附件的每个数都是目标，合计对不上的照样留着")
    void tablesBecomeTargets() {
        var scheme = load(SCHEMES.resolve("zhangye-organic-2025"));
        var table = scheme.tables().getFirst();
        assertThat(table.differences()).singleElement().satisfies(difference -> {
            assertThat(difference.printed()).isEqualByComparingTo("2.55");
            assertThat(difference.sum()).isEqualByComparingTo("2.60");
        });
        assertThat(scheme.everyTarget())
                .hasSize(scheme.targets().size() + 6 * 7)
                .anySatisfy(target -> {
                    assertThat(target.path()).isEqualTo("tables.annual-plan.area-2025.620702");
                    assertThat(target.bound()).isEqualTo(Bound.atLeast(new BigDecimal("1.55")));
                });
        assertThat(scheme.subsidy("site-per-mu").orElseThrow().amount())
                .isInstanceOfSatisfying(
                        Subsidy.Amount.PerUnit.class,
                        amount -> assertThat(amount.pay()).isEqualTo(new Subsidy.Rate.One<>(Money.yuan("3000"))));
    }

    @Test
    @DisplayName("地标工程：2 个 270 万、10 个 300 万，合计 3540 万元，一分不差")
    void theFundsOfTheTwelveProducts() {
        var scheme = load(SCHEMES.resolve("shanxi-gi-protection-2021"));
        var funds = scheme.allocations().getFirst();
        assertThat(funds.printedTotal()).isEqualTo(Money.yuan("35400000.00"));
        assertThat(funds.difference()).isNull();
        assertThat(funds.rows())
                .filteredOn(row -> row.amount().equals(Money.yuan("2700000.00")))
                .extracting(Subsidy.Allocation.Row::product)
                .containsExactly("斗山杏仁", "王官屯京杏");
        assertThat(funds.rows())
                .filteredOn(row -> row.amount().equals(Money.yuan("3000000.00")))
                .hasSize(10);
        assertThat(funds.rows().stream().mapToLong(row -> row.amount().fen()).sum())
                .isEqualTo(funds.printedTotal().fen());
    }

    @Test
    @DisplayName("五份文件：每条提要求的条款都有东西执行，不提要求的写明为什么")
    void everyAskingClauseIsExecuted() {
        for (var id : List.of(
                "shanxi-quality-bases",
                "hunan-quality-bases",
                "shanxi-gi-protection-2021",
                "shanxi-quality-safety-145",
                "zhangye-organic-2025")) {
            var scheme = load(SCHEMES.resolve(id));
            var execution = SchemeExecution.of(scheme);
            assertThat(execution.open()).as(id).isEmpty();
            assertThat(scheme.clauses())
                    .as(id)
                    .filteredOn(clause -> !clause.asks())
                    .allSatisfy(clause -> assertThat(scheme.notes())
                            .anyMatch(note -> note.path().equals(clause.path())));
        }
    }

    @Test
    @DisplayName("第六个方案：别的类别、级别和步骤，不改 Java")
    void anotherDocumentNeedsNoJava() {
        var scheme = load(TESTS.resolve("star-farms"));
        assertThat(scheme.ref()).isEqualTo(new SchemeRef("star-farms", 3));
        var province = scheme.procedure("province-star").orElseThrow();
        assertThat(province.first().skips()).containsExactly(Level.CITY);
        var scoring = province.stage("scoring").orElseThrow().scoring();
        assertThat(scoring)
                .isEqualTo(new Stage.Scoring(
                        "farm-points",
                        new Figure.Fixed(new BigDecimal("5")),
                        new Figure.Fixed(new BigDecimal("60")),
                        true));
        assertThat(province.stage("notice").orElseThrow().notice()).isEqualTo(new Days.Fixed(7, Days.Count.WORKING));
        var kind = scheme.kind("star-farm").orElseThrow();
        assertThat(kind.quotas().getFirst().enforce()).isEqualTo(Kind.Quota.Enforce.REFUSE);
        assertThat(kind.entryAt(Level.PROVINCE)).containsExactly("province-star", "bank-result");
        assertThat(kind.exit("sold").orElseThrow().concerns(Level.COUNTY)).isFalse();
        assertThat(scheme.office("bank").orElseThrow().outside()).isTrue();
        assertThat(kind.require()
                        .getLast()
                        .that()
                        .holds(Map.of("producer.income", Money.yuan("60001.50"), "producer.family_workers", 3L)))
                .isTrue();
    }

    @Test
    @DisplayName("没有给出的数字成为待定项，题目说清是哪个数")
    void openNumbersAreDoubts() {
        var scheme = load(SHANXI);
        var open = scheme.doubtsOn("procedures.provincial-base.stages.publicity");
        assertThat(open)
                .anySatisfy(doubt -> {
                    assertThat(doubt.path()).isEqualTo("procedures.provincial-base.stages.publicity.notice.days");
                    assertThat(doubt.settles()).isEqualTo(Doubt.Settles.DAYS);
                    assertThat(doubt.title()).isEqualTo("公示：公示期（个工作日）");
                    assertThat(doubt.explicit()).isFalse();
                })
                .anySatisfy(doubt -> assertThat(doubt.explicit()).isTrue());
        assertThat(scheme.doubtsOn("tasks.patrol"))
                .extracting(Doubt::path)
                .contains("tasks.yaml", "tasks.patrol.every");
        assertThat(scheme.doubtsOn("rosters.leading-body"))
                .extracting(Doubt::path)
                .containsExactly("scheme.yaml");
    }

    @Test
    @DisplayName("事实不全的项目是“待填”，不是“不符合”，也不算通过")
    void missingFactsAreUnknown() {
        var scheme = load(SHANXI);
        var checklist = scheme.checklist("base-standard").orElseThrow();
        var assessment = Assessment.of(
                scheme, checklist, Map.of("listing.classes", List.of("organic")), Map.of("clean-site", true));
        assertThat(assessment.passed()).isFalse();
        assertThat(assessment.finding("inputs")).satisfies(finding -> {
            assertThat(finding.result()).isEqualTo(Assessment.Result.UNKNOWN);
            assertThat(finding.missing()).containsExactly("base.unpermitted_inputs");
        });
        assertThat(assessment.findings())
                .filteredOn(finding -> finding.result() == Assessment.Result.MET)
                .extracting(finding -> finding.item().id())
                .containsExactly("clean-site");
        assertThat(assessment.findings())
                .filteredOn(finding -> finding.result() == Assessment.Result.NOT_APPLICABLE)
                .extracting(finding -> finding.item().id())
                .contains("gi-certificate", "market-link");
        assertThat(Assessment.factsOf(scheme, checklist)).contains("base.product_class", "listing.classes", "today");
    }

    @Test
    @DisplayName("平均分：去掉一个最高、一个最低；不到三人不去")
    void means() {
        var points =
                List.of(new BigDecimal("60"), new BigDecimal("91.5"), new BigDecimal("80"), new BigDecimal("80.25"));
        assertThat(Score.mean(points, true, 2)).isEqualByComparingTo("80.13");
        assertThat(Score.mean(points, false, 2)).isEqualByComparingTo("77.94");
        assertThat(Score.mean(points.subList(0, 2), true, 1)).isEqualByComparingTo("75.8");
    }

    @Test
    @DisplayName("检查命令：好的一行 OK，错的写明文件、行、列，返回 1")
    void theCheckCommand(@TempDir Path folder) throws IOException {
        assertThat(check(SHANXI.toString())).startsWith("0\nOK ../schemes/shanxi-quality-bases: 山西省");
        assertThat(check(SCHEMES.resolve("zhangye-organic-2025").toString()))
                .startsWith("0\n")
                .contains("个算例通过");
        var copy = Files.createDirectory(folder.resolve("star-farms"));
        for (var file : SchemeLoader.files(TESTS.resolve("star-farms")).entrySet()) {
            Files.writeString(copy.resolve(file.getKey()), file.getValue().replace("points: 73.55", "points: 73.5"));
        }
        assertThat(check(copy.toString()))
                .startsWith("1\n")
                .contains("cases.yaml:23:1: 算例“各种得分")
                .contains("期望 73.5 分，实际 73.55 分");
        Files.writeString(copy.resolve("tasks.yaml"), "tasks: [{id: a}]\n");
        assertThat(check(copy.toString())).startsWith("1\n").contains("tasks.yaml:1:9: 缺少“title”");
        assertThat(check(folder.resolve("none").toString())).startsWith("1\n").contains("没有这个文件夹");
        assertThat(check()).startsWith("1\n").contains("用法");
    }

    private static String check(String... folders) {
        var bytes = new ByteArrayOutputStream();
        int code = SchemeCheck.run(List.of(folders), new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return code + "\n" + bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("./run scheme check 找得到这个命令，写错用法返回 2")
    void theCommandIsFound() {
        var command = ServiceLoader.load(Command.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(one -> one.name().equals("scheme"))
                .findFirst()
                .orElseThrow();
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        assertThat(command.run(List.of("check", SHANXI.toString()), out)).isZero();
        assertThat(command.run(List.of(), out)).isEqualTo(2);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("OK ", "用法：./run scheme check");
    }

    @Test
    @DisplayName("事实表：名字不重复，每条有中文名，选项都有中文名")
    void theFactTable() {
        var facts = FactCatalogue.platform();
        assertThat(facts.all()).allSatisfy(fact -> {
            assertThat(facts.subjects()).containsKey(fact.subject());
            assertThat(fact.title()).matches(".*\\p{IsHan}.*");
            fact.choices()
                    .forEach(choice ->
                            assertThat(facts.choiceTitle(fact.name(), choice)).matches(".*\\p{IsHan}.*"));
        });
        assertThat(Set.copyOf(facts.of("applicant").stream()
                        .map(fact -> FactCatalogue.suppliedAs(fact.name()))
                        .toList()))
                .isEqualTo(Set.copyOf(
                        facts.of("producer").stream().map(fact -> fact.name()).toList()));
    }
}
