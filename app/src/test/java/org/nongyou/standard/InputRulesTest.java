package org.nongyou.standard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nongyou.ApplicationTest;
import org.nongyou.standard.UseAnswer.Verdict;
import org.springframework.beans.factory.annotation.Autowired;

/// The sample rows, judged: what a grower would ask.
@DisplayName("用药查询按样例数据回答")
class InputRulesTest extends ApplicationTest {

    @Autowired
    RuleBooks books;

    private RuleBook book;
    private InputRules rules;

    @BeforeAll
    void read() {
        book = books.current();
        rules = new InputRules(book);
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    @ParameterizedTest
    @DisplayName("禁限用按使用那天算")
    @CsvSource({
        "氧乐果,   小麦, 2026-05-31, RESTRICTED",
        "氧乐果,   小麦, 2026-06-01, BANNED",
        "氧乐果,   甘蓝, 2026-05-31, BANNED_HERE",
        "氧乐果,   橘子, 2020-01-01, BANNED_HERE",
        "氧化乐果, 豇豆, 2026-11-22, BANNED",
        "克百威,   豇豆, 2026-05-31, BANNED_HERE",
        "呋喃丹,   玉米, 2026-06-01, BANNED",
        "灭多威,   花椰菜, 2024-01-01, BANNED_HERE",
        "灭多威,   大白菜, 2024-01-01, BANNED_HERE",
        "灭多威,   豇豆, 2024-01-01, RESTRICTED",
        "涕灭威,   西瓜, 2026-05-31, RESTRICTED",
        "甲拌磷,   玉米, 2024-08-31, RESTRICTED",
        "甲拌磷,   玉米, 2024-09-01, BANNED",
        "3911,     韭菜, 2024-08-31, BANNED_HERE",
        "乐果,     茶叶, 2019-07-31, RESTRICTED",
        "乐果,     茶叶, 2019-08-01, BANNED_HERE",
        "乐果,     小麦, 2020-01-01, RESTRICTED",
        "乙酰甲胺磷, 苹果, 2019-08-01, BANNED_HERE",
        "乙酰甲胺磷, 苹果, 2019-07-31, UNKNOWN",
        "六六六,   水稻, 2002-05-01, BANNED",
        "DDT,      水稻, 2026-11-22, BANNED",
        "甲胺磷,   水稻, 2026-11-22, BANNED",
        "毒死蜱,   芹菜, 2026-11-22, BANNED_HERE",
        "乐斯本,   豇豆, 2026-11-22, BANNED_HERE",
        "毒死蜱,   小麦, 2026-11-22, RESTRICTED",
        "氟虫腈,   玉米, 2026-11-22, RESTRICTED",
        "氟虫腈,   韭菜, 2026-11-22, BANNED_HERE",
        "丁酰肼,   花生, 2026-11-22, BANNED_HERE",
        "三氯杀螨醇, 柑橘, 2018-09-30, UNKNOWN",
        "三氯杀螨醇, 柑橘, 2018-10-01, BANNED",
        "氟苯虫酰胺, 早稻, 2018-10-01, BANNED_HERE",
        "百草枯水剂, 玉米, 2016-07-01, BANNED",
        "阿维菌素, 豇豆, 2026-11-22, LIMITED",
        "阿维菌素, 烟草, 2026-11-22, UNKNOWN",
        "没有的药, 豇豆, 2026-11-22, UNKNOWN",
        "氧乐果, 没有的作物, 2026-11-22, UNKNOWN",
    })
    void bans(String drug, String crop, String day, Verdict verdict) {
        var answer = rules.mayUse(drug, crop, day(day));
        assertThat(answer.verdict()).as(answer.say()).isEqualTo(verdict);
        if (verdict.forbids() || verdict == Verdict.RESTRICTED) {
            assertThat(answer.grounds())
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(row.provenance().document()).isNotBlank());
            assertThat(answer.clauses()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @DisplayName("间隔期：自己的先于大类的，几份资料取最长的")
    @CsvSource({
        "阿维菌素,           豇豆, 5, 2026-11-23",
        "1.8%阿维菌素乳油,   豇豆, 5, 2026-11-23",
        "阿维菌素 1.8% 乳油, 豆角, 5, 2026-11-23",
        "爱福丁,             菠菜, 7, 2026-11-25",
        "阿维菌素,           砂糖橘子, ,",
        "阿维菌素,           橘子, 14, 2026-12-02",
        "啶虫脒,             黄瓜, 2, 2026-11-20",
        "20%啶虫脒可溶粉剂,  黄瓜, 1, 2026-11-19",
        "3%啶虫脒乳油,       烟草, 15, 2026-12-03",
        "三唑锡,             柑橘, 30, 2026-12-18",
        "联苯菊酯,           西红柿, 4, 2026-11-22",
        "联苯菊酯,           茶叶, 7, 2026-11-25",
        "天王星,             茶树, 7, 2026-11-25",
        "吡虫啉,             茶叶, 12, 2026-11-30",
        "百菌清,             芹菜, 7, 2026-11-25",
        "百菌清,             水稻, 10, 2026-11-28",
        "稻瘟灵,             早稻, 14, 2026-12-02",
        "稻瘟灵,             水稻, 28, 2026-12-16",
        "氯氰菊酯,           韭菜, 5, 2026-11-23",
        "土霉素片,           肉牛, 7, 2026-11-25",
        "土霉素注射液,       肉羊, 28, 2026-12-16",
        "土霉素,             肉牛, 28, 2026-12-16",
        "土霉素片,           乌鸡, 5, 2026-11-23",
        "土霉素片,           鸡蛋, 2, 2026-11-20",
        "土霉素注射液,       奶, 7, 2026-11-25",
        "马杜霉素,           乌鸡, 5, 2026-11-23",
        "甲砜霉素,           大口黑鲈, ,",
    })
    void intervals(String drug, String crop, Integer days, LocalDate earliest) {
        var used = day("2026-11-18");
        var waiting = rules.interval(drug, crop, null, used);
        assertThat(waiting.flatMap(Waiting::days).orElse(null)).isEqualTo(days);
        assertThat(waiting.flatMap(found -> found.earliest(used)).orElse(null)).isEqualTo(earliest);
    }

    @Test
    @DisplayName("资料不一样时都摆出来，取最长的；禁令先于间隔期；产蛋期禁用；度日不算天数")
    void explained() {
        var tea = rules.interval("吡虫啉", "茶叶", null, day("2026-11-18")).orElseThrow();
        assertThat(tea.disagree()).isTrue();
        assertThat(tea.same()).singleElement().extracting(Interval::length).isEqualTo("7—10 天");
        var cowpea = rules.interval("阿维菌素", "豇豆", null, day("2026-11-18")).orElseThrow();
        assertThat(cowpea.disagree()).isFalse();
        assertThat(cowpea.broader()).singleElement().extracting(Interval::place).isEqualTo("蔬菜(未分种类)");

        var dimethoate = rules.mayUse("乐果", "茶叶", day("2026-11-18"));
        assertThat(dimethoate.waiting()).isNull();
        assertThat(dimethoate.idle())
                .singleElement()
                .extracting(Interval::longest)
                .isEqualTo(10);
        assertThat(dimethoate.say()).isEqualTo("不能用：乐果不准用于蔬菜、瓜果、茶叶、菌类、中草药材，2019-08-01 起，农业部公告第2552号。");

        assertThat(rules.mayUse("氧乐果", "小麦", day("2026-05-31")).notices())
                .anySatisfy(row -> assertThat(row.fromText()).isEqualTo("2026-06-01"));
        assertThat(rules.mayUse("氧乐果", "蔬菜", day("2026-05-31")).notices())
                .anySatisfy(row -> assertThat(row.places()).contains("甘蓝"));
        assertThat(rules.mayUse("氧乐果", "小麦", day("2026-06-01")).say())
                .isEqualTo("不能用：氧乐果 2026-06-01 起禁用（销售和使用），农业农村部公告第736号。");

        var eggs = rules.mayUse("马杜霉素", "鸡蛋", day("2026-11-18"));
        assertThat(eggs.verdict()).isEqualTo(Verdict.BANNED_HERE);
        assertThat(eggs.say()).startsWith("不能用：马杜霉素产蛋期禁用");
        assertThat(rules.mayUse("土霉素片", "鸡蛋", day("2026-11-18")).say()).isEqualTo("可以用：停药后 2 天内的蛋不能卖，2026-11-20 起可以卖。");
        assertThat(rules.mayUse("甲砜霉素散", "大黄鱼", day("2026-11-18")).say()).contains("满 500 度日");
        assertThat(rules.mayUse("1.8%阿维菌素乳油", "豇豆", day("2026-11-18")).say())
                .isEqualTo("可以用：打药后等 5 天，最早 2026-11-23 采收。");
    }

    @ParameterizedTest
    @DisplayName("禁用兽药：肉、蛋、鱼都不能用")
    @CsvSource({
        "克仑特罗, 肉牛",
        "沙丁胺醇, 肉羊",
        "氯霉素, 乌鸡",
        "琥珀氯霉素, 鸡蛋",
        "呋喃唑酮, 大口黑鲈",
        "孔雀石绿, 乌鳢",
        "双甲脒, 大黄鱼",
        "替硝唑, 鳊鱼",
    })
    void veterinary(String drug, String animal) {
        var answer = rules.mayUse(drug, animal, day("2026-11-18"));
        assertThat(answer.verdict()).as(answer.say()).isEqualTo(Verdict.BANNED_HERE);
        assertThat(answer.grounds().getFirst().provenance().note()).contains("250号");
        assertThat(rules.mayUse("双甲脒", "肉牛", day("2026-11-18")).verdict()).isNotEqualTo(Verdict.BANNED_HERE);
        assertThat(rules.mayUse("甲硝唑", "乌鸡", day("2026-11-18")).verdict()).isEqualTo(Verdict.RESTRICTED);
    }

    @Test
    @DisplayName("11 个重点品种都认得，每个至少有一条规则管得到")
    void keyVarieties() {
        var keys = book.rows().produce().stream().filter(Produce::keyVariety).toList();
        assertThat(keys)
                .extracting(Produce::name)
                .containsExactlyInAnyOrder("豇豆", "韭菜", "芹菜", "鸡蛋", "乌鸡", "肉牛", "肉羊", "大口黑鲈", "乌鳢", "鳊鱼", "大黄鱼");
        for (var key : keys) {
            assertThat(key.keySource()).as(key.name()).startsWith("http");
            assertThat(rules.bansOn(key)).as(key.name()).isNotEmpty();
            assertThat(rules.known(key)).as(key.name()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @DisplayName("限量：版本按抽样日期，食品先于小类和大类，例外不算")
    @CsvSource({
        "腐霉利,   韭菜,     2020-06-01, 0.2,   GB 2763-2019",
        "腐霉利,   韭菜,     2021-09-02, 0.2,   GB 2763-2019",
        "腐霉利,   韭菜,     2021-09-03, ,",
        "腐霉利,   韭菜,     2023-05-10, ,",
        "腐霉利,   韭菜,     2023-05-11, 5,     GB 2763.1-2022",
        "腐霉利,   韭菜,     2026-02-28, 5,     GB 2763.1-2022",
        "腐霉利,   韭菜,     2026-03-01, ,",
        "草甘膦,   苹果,     2024-01-01, 0.5,   GB 2763-2021",
        "草甘膦,   梨,       2024-01-01, 0.1,   GB 2763-2021",
        "草甘膦,   柠檬,     2024-01-01, 0.1,   GB 2763-2021",
        "草甘膦,   橙子,     2024-01-01, ,",
        "草甘膦,   沃柑,     2024-01-01, ,",
        "苯醚甲环唑, 沃柑,   2025-08-01, 0.2,   GB 2763-2021",
        "啶虫脒,   青椒,     2024-10-16, 0.2,   GB 2763-2021",
        "啶虫脒,   辣椒,     2024-10-16, 0.2,   GB 2763-2021",
        "啶虫脒,   甜椒,     2024-10-16, ,",
        "啶虫脒,   西红柿,   2024-10-16, ,",
        "甲基异柳磷, 豇豆,   2024-06-06, 0.01,  GB 2763-2021",
        "高效氯氟氰菊酯, 豆角, 2022-11-30, 0.2, GB 2763-2021",
        "甲维盐,   豇豆,     2022-11-30, 0.015, GB 2763-2021",
        "噻虫嗪,   生姜,     2024-10-16, 0.3,   GB 2763-2021",
        "噻虫胺,   胡萝卜,   2024-10-16, 0.2,   GB 2763-2021",
        "毒死蜱,   芹菜,     2024-10-16, 0.05,  GB 2763-2021",
        "吡虫啉,   香蕉,     2024-10-16, 0.05,  GB 2763-2021",
        "唑螨酯,   茶叶,     2026-02-28, ,",
        "唑螨酯,   茶叶,     2026-03-01, 8,     GB 2763-2026",
        "多杀霉素, 橘子,     2018-01-01, 0.3,   GB 2763-2016",
        "多杀霉素, 小麦,     2018-01-01, 1,     GB 2763-2016",
        "氟唑菌酰胺, 绿豆,   2020-06-01, 0.3,   GB 2763-2019",
        "氟唑菌酰胺, 鹰嘴豆, 2020-06-01, 0.4,   GB 2763-2019",
        "氟唑菌酰胺, 豌豆,   2020-06-01, ,",
        "氟唑菌酰胺, 胡萝卜, 2020-06-01, ,",
        "多菌灵,   韭菜,     2012-01-01, 2,     GB 26130-2010",
        "多菌灵,   韭菜,     2024-01-01, ,",
        "多菌灵,   韭菜,     2010-01-01, ,",
    })
    void limits(String drug, String food, String day, String limit, String standard) {
        var answer = rules.residueLimit(drug, food, day(day));
        var taken = answer.taken();
        assertThat(taken == null ? null : taken.limit().toPlainString())
                .as(answer.say())
                .isEqualTo(limit);
        assertThat(taken == null ? null : taken.standard()).isEqualTo(standard);
        assertThat(answer.say()).contains(taken == null ? "数据里没有" : "mg/kg");
    }

    @Test
    @DisplayName("别的版本只作比较；国外的限量从不拿来判；兽药限量换算成 mg/kg")
    void compared() {
        var chives = rules.residueLimit("腐霉利", "韭菜", day("2026-11-22"));
        assertThat(chives.editions()).extracting(Edition::standard).containsExactly("GB 2763-2026");
        assertThat(chives.others()).extracting(ResidueLimit::standard).contains("GB 2763-2019", "GB 2763.1-2022");
        for (var year : List.of(2010, 2012, 2018, 2020, 2022, 2024, 2026))
            assertThat(rules.inForce(LocalDate.of(year, 6, 1)))
                    .as("" + year)
                    .noneMatch(one -> one.part() == Edition.Part.FOREIGN)
                    .hasSize(year == 2010 ? 0 : year == 2024 ? 2 : 1);
        assertThat(rules.veterinaryLimits("阿苯达唑", "肉牛"))
                .anySatisfy(row -> assertThat(row.tissue() + row.amount()).isEqualTo("肝5 mg/kg"));
    }

    @Test
    @DisplayName("每一条都有出处；作物、动物、食品的名字分类里都有")
    void whole() {
        assertThat(book.rows().restrictions()).hasSizeGreaterThan(150).allSatisfy(row -> {
            assertThat(row.provenance().address()).isNotBlank();
            assertThat(row.places())
                    .allSatisfy(
                            place -> assertThat(book.produce(place)).as(place).isPresent());
        });
        assertThat(book.rows().intervals())
                .hasSizeGreaterThan(70)
                .allSatisfy(row ->
                        assertThat(book.produce(row.place())).as(row.place()).isPresent());
        assertThat(book.rows().limits()).hasSize(169).allSatisfy(row -> {
            assertThat(book.produce(row.food().group())).as(row.food().group()).isPresent();
            assertThat(row.food().except())
                    .allSatisfy(one -> assertThat(book.produce(one)).as(one).isPresent());
        });
        assertThat(book.rows().veterinaryLimits()).hasSize(55);
        assertThat(book.inputsLike(InputKind.PESTICIDE, "阿维菌")).contains("阿维菌素");
        assertThat(book.produceLike("虹豆")).contains("豇豆");
    }
}
