package org.nongyou.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nongyou.ApplicationTest;
import org.nongyou.compliance.GateAnswer.State;
import org.nongyou.producer.Producer;
import org.nongyou.producer.ProducerKind;
import org.nongyou.production.Batch;
import org.nongyou.production.BatchDossier;
import org.nongyou.production.InputKind;
import org.nongyou.production.InputUse;
import org.nongyou.region.RegionCode;
import org.nongyou.standard.Measure;
import org.nongyou.standard.RuleBook;
import org.nongyou.standard.RuleBooks;
import org.nongyou.standard.WaitRule;
import org.springframework.beans.factory.annotation.Autowired;

/// The gate by the sample rows: the 11 key products, the listed intervals and the listed bans.
@DisplayName("开具关按样例数据：11 个重点品种、列出的间隔期、列出的禁用药")
class GateTableTest extends ApplicationTest {

    @Autowired
    RuleBooks books;

    @Autowired
    IssueBook issueBook;

    private RuleBook book;

    @BeforeAll
    void read() {
        book = books.current();
    }

    private GateAnswer judge(String produce, String input, LocalDate used, LocalDate harvested) {
        var animal = book.produce(produce).map(one -> one.animal()).orElse(false);
        return Gate.judge(new GateFacts(
                new Producer(
                        7,
                        ProducerKind.COOPERATIVE,
                        "某社",
                        null,
                        null,
                        new RegionCode("140423"),
                        "",
                        "",
                        "",
                        List.of(),
                        false,
                        false,
                        true,
                        null,
                        1,
                        false,
                        Instant.EPOCH,
                        Instant.EPOCH),
                null,
                null,
                new BatchDossier(
                        new Batch(
                                1,
                                "PC-1",
                                7,
                                "某社",
                                3,
                                "某基地",
                                new RegionCode("140423"),
                                produce,
                                "",
                                harvested,
                                BigDecimal.TEN,
                                BigDecimal.ZERO,
                                List.of(),
                                false),
                        List.of(new InputUse(
                                1,
                                used,
                                animal ? InputKind.VETERINARY : InputKind.PESTICIDE,
                                input,
                                null,
                                List.of(),
                                List.of(),
                                BigDecimal.ONE,
                                "克",
                                null)),
                        List.of(),
                        3,
                        List.of(),
                        null,
                        used,
                        false),
                null,
                null,
                harvested,
                book,
                issueBook.rules()));
    }

    private static State state(GateAnswer answer, GateRule rule) {
        return answer.of(rule).orElseThrow().state();
    }

    @ParameterizedTest
    @DisplayName("11 个重点品种：能不能开、最早哪天，一句话说清")
    @CsvSource({
        "豇豆, 1.8%阿维菌素乳油, 2026-06-15, 2026-06-17, 不能开具，因为豇豆的安全间隔期没过，最早 6月20日采收。",
        "豇豆, 1.8%阿维菌素乳油, 2026-06-15, 2026-06-20, 可以开具：豇豆 PC-1，还剩 10 公斤。",
        "豇豆, 氧乐果, 2026-06-01, 2026-06-20, 不能开具，因为6月1日用了氧乐果，不准用在豇豆上。",
        "豇豆, 毒死蜱, 2026-06-01, 2026-06-20, 不能开具，因为6月1日用了毒死蜱，不准用在豇豆上。",
        "韭菜, 甲拌磷, 2024-05-01, 2024-06-20, 不能开具，因为5月1日用了甲拌磷，不准用在韭菜上。",
        "芹菜, 毒死蜱, 2026-06-01, 2026-06-20, 不能开具，因为6月1日用了毒死蜱，不准用在芹菜上。",
        "鸡蛋, 氯霉素, 2026-06-01, 2026-06-20, 不能开具，因为6月1日用了氯霉素，不准用在鸡蛋上。",
        "乌鸡, 土霉素片, 2026-06-16, 2026-06-20, 不能开具，因为乌鸡的休药期没过，最早 6月21日出栏、上市。",
        "肉牛, 乙酰甲喹片, 2026-05-20, 2026-06-20, 不能开具，因为肉牛的休药期没过，最早 6月24日出栏、上市。",
        "肉羊, 土霉素片, 2026-06-10, 2026-06-20, 可以开具：肉羊 PC-1，还剩 10 公斤。",
        "大口黑鲈, 孔雀石绿, 2026-06-01, 2026-06-20, 不能开具，因为6月1日用了孔雀石绿，不准用在大口黑鲈上。",
        "乌鳢, 甲砜霉素散, 2026-06-10, 2026-06-20, 不能开具，因为乌鳢的休药期没过，最早 6月27日出栏、上市。",
        "鳊鱼, 甲砜霉素散, 2026-06-03, 2026-06-20, 可以开具：鳊鱼 PC-1，还剩 10 公斤。",
        "大黄鱼, 呋喃唑酮, 2026-06-01, 2026-06-20, 不能开具，因为6月1日用了呋喃唑酮，不准用在大黄鱼上。",
        "小麦, 氧乐果, 2026-05-31, 2026-06-20, 可以开具：小麦 PC-1，还剩 10 公斤。",
        "小麦, 氧乐果, 2026-06-01, 2026-06-20, 不能开具，因为6月1日用了氧乐果，不准用在小麦上。"
    })
    void keyProducts(String produce, String input, LocalDate used, LocalDate harvested, String says) {
        assertThat(judge(produce, input, used, harvested).say()).isEqualTo(says);
    }

    @Test
    @DisplayName("列出的每一条间隔期：差一天不能开，满了才能开（禁用的和等得更久的除外）")
    void everyListedInterval() {
        var used = LocalDate.of(2026, 5, 1);
        int judged = 0;
        for (var row : book.rows().intervals()) {
            var longest = row.longest();
            if (row.rule() != WaitRule.DAYS || longest == null || longest == 0) continue;
            if (book.produce(row.place()).isEmpty()) continue;
            var name = row.substance();
            var first = judge(row.place(), name, used, used.plusDays(400));
            if (state(first, GateRule.INPUTS) == State.NOT_MET) continue;
            judged++;
            var early = judge(row.place(), name, used, used.plusDays(longest - 1));
            assertThat(state(early, GateRule.WAITING)).as(row.toString()).isEqualTo(State.NOT_MET);
            var from = early.of(GateRule.WAITING).orElseThrow().from();
            assertThat(from).as(row.toString()).isNotNull().isAfterOrEqualTo(used.plusDays(longest));
            assertThat(state(judge(row.place(), name, used, or(from)), GateRule.WAITING))
                    .as(row.toString())
                    .isEqualTo(State.MET);
        }
        assertThat(judged).isGreaterThan(60);
    }

    private static LocalDate or(@Nullable LocalDate day) {
        return day == null ? LocalDate.MAX : day;
    }

    @Test
    @DisplayName("列出的每一条全面禁用：从生效那天起不能开，条款和出处都写着")
    void everyListedBan() {
        int judged = 0;
        for (var row : book.rows().restrictions()) {
            var substance = row.substance();
            if (row.measure() != Measure.BANNED || substance == null) continue;
            var produce = row.kind() == org.nongyou.standard.InputKind.PESTICIDE ? "黄瓜" : "猪";
            var from = row.from() == null ? LocalDate.of(2026, 3, 1) : row.from();
            var answer = judge(produce, substance, from, from.plusDays(300));
            assertThat(state(answer, GateRule.INPUTS)).as(row.toString()).isEqualTo(State.NOT_MET);
            var finding = answer.of(GateRule.INPUTS).orElseThrow();
            assertThat(finding.cited()).startsWith("《");
            assertThat(finding.rows()).isNotEmpty();
            judged++;
        }
        assertThat(judged).isGreaterThan(30);
    }
}
