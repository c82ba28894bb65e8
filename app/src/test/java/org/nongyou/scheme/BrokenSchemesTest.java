package org.nongyou.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nongyou.scheme.SchemeLoader.Loaded;

/// What a scheme's author is told. Each case breaks one thing in a sound folder; the reader must name the file, the
/// line and the column, and say in Chinese what to write instead.
class BrokenSchemesTest {

    private static final FactCatalogue FACTS = FactCatalogue.platform();

    /// A small sound folder: one kind, one procedure, one checklist, one score sheet, one target table, one rule.
    static Map<String, String> sound() {
        var files = new LinkedHashMap<String, String>();
        files.put("scheme.yaml", """
                id: example
                version: 1
                title: 示例方案
                issuer: 某省农业农村厅
                region: 140000
                period: {from: 2024-01-01, to: 2025-12-31}
                offices:
                  province: {title: 省厅, level: province}
                  city: {title: 市局, level: city}
                  county: {title: 县局, level: county}
                carried_out_by: [county]
                areas:
                  core: {title: 核心区, clause: 一, regions: [140105]}
                facts:
                  base.grade: {title: 等次, type: choice, choices: [甲, 乙]}
                clauses:
                  - {section: 一, title: 目标, text: 建基地。, responsible: [province]}
                  - {section: 二, title: 程序, text: 县报、市审、省定。}
                rosters:
                  - {id: group, title: 专班, clause: 一, levels: [city]}
                discrepancies:
                  - {id: sums, clause: 一, title: 合计不符, unit: 个, printed: 10, parts: [4, 5], found: 9, use: printed}
                """);
        files.put("catalogue.yaml", """
                kinds:
                  - id: farm
                    title: 基地
                    clause: 一
                    subject: base
                    levels: [province]
                    validity: open
                    entry: {province: listing}
                    classes:
                      - {id: organic, title: 有机, when: "'organic' in base.certificates"}
                    quotas:
                      - {per: county, between: [3, 5], enforce: show, clause: 一}
                    exits:
                      - {id: incident, title: 事件, when: "base.major_incidents > 0", effect: remove, decided_by: province, clause: 二}
                """);
        files.put("procedures.yaml", """
                procedures:
                  - id: listing
                    title: 入目录
                    clause: 二
                    lists: {kind: farm, level: province}
                    separate: [review, decision]
                    start: application
                    stages:
                      - {id: application, title: 申报, by: [applicant, county], acts: {submit: review}}
                      - {id: review, title: 市审, by: city, checklist: standard, acts: {pass: decision, return: application, reject: refused}}
                      - {id: decision, title: 省定, by: province, score: {sheet: points, experts: 5, pass: by-office}, acts: {conclude: listed, return: review}}
                      - {id: listed, title: 已列, end: listed}
                      - {id: refused, title: 未列, end: refused}
                """);
        files.put("checklists.yaml", """
                checklists:
                  - id: standard
                    title: 验收
                    clause: 一
                    for: farm
                    pass: {compulsory: all}
                    items:
                      - {id: area, title: 面积, compulsory: true, fact: "base.area_mu >= 50"}
                      - {id: site, title: 现场, compulsory: true, evidence: [照片]}
                """);
        files.put("scores.yaml", """
                scores:
                  - id: points
                    title: 评分
                    clause: 一
                    subject: base
                    total: 10
                    decimals: 1
                    sections:
                      - id: one
                        title: 一部分
                        max: 10
                        items:
                          - {id: judged, title: 看现场, points: 6, judge: true}
                          - {id: rate, title: 合格率, points: 4, ratio: {done: base.samples_passed, target: base.samples_taken}}
                """);
        files.put("targets.yaml", """
                indicators:
                  - {id: farms, title: 基地数, unit: 个, better: more, count: {kind: farm}}
                targets:
                  - {indicator: farms, region: 140000, by: 2025, at_least: 9, clause: 一}
                tables:
                  - id: plan
                    title: 计划表
                    clause: 一
                    columns:
                      - {id: year, indicator: farms, year: 2025, means: at_least}
                    rows:
                      140100: [4]
                      140200: [5]
                    printed_total:
                      140000: [9]
                """);
        files.put("subsidies.yaml", """
                subsidies:
                  - id: per-mu
                    title: 每亩补助
                    clause: 一
                    applicants: [cooperative]
                    item: base
                    amount: {per: 亩, of: base.area_mu, count: exact, pay: 300.00}
                    paid_by: {city: 200.00, county: 100.00, last_fen: county}
                    repeat: once
                    proof: [验收结论]
                    procedure: claim
                """);
        files.put("tasks.yaml", """
                tasks:
                  - {id: patrol, title: 巡查, clause: 一, each: base, every: month}
                """);
        files.put("cases.yaml", """
                cases:
                  - {id: road, title: 一路通过, procedure: listing, acts: [submit, pass, conclude], expect: {stage: listed}}
                """);
        files.put("procedures.yaml", files.get("procedures.yaml") + CLAIM);
        return files;
    }

    private static final String CLAIM = """
              - id: claim
                title: 补助
                clause: 一
                pays: [per-mu]
                start: claim
                stages:
                  - {id: claim, title: 申请, by: applicant, acts: {submit: pay}}
                  - {id: pay, title: 拨付, by: county, acts: {conclude: paid}}
                  - {id: paid, title: 已拨, end: paid}
            """;

    private static final String ALLOCATION = """
            allocations:
              - id: funds
                title: 资金
                clause: 一
                kind: farm
                source: 省级
                printed_total: 10.00
                rows: [{product: 梨, amount: 10.00}]
                through: [province, county]
                purposes:
                  - {id: works, title: 建设, clause: 一}
                  - {id: brand, title: 品牌, clause: 一}
            """;

    /// One thing broken in the sound folder.
    /// @param broken  what stands instead of the original; `¦` marks the place that must be named
    /// @param atFile  where the marked text stands when it is not `broken` itself
    /// @param marked  that text
    record Break(
            String name, String file, String original, String broken, String atFile, String marked, List<String> says) {

        Break(String name, String file, String original, String broken, String... says) {
            this(name, file, original, broken, file, broken, List.of(says));
        }

        Break at(String file, String text) {
            return new Break(name, this.file, original, broken, file, text, says);
        }
    }

    static List<Break> breaks() {
        return List.of(
                new Break(
                        "不提要求的条款没有说明",
                        "scheme.yaml",
                        "text: 县报、市审、省定。}",
                        "text: 县报、市审、省定。, asks: ¦false}",
                        "note",
                        "为什么"),
                new Break("键写错", "scheme.yaml", "title: 示例方案", "¦tittle: 示例方案", "没有“tittle”", "title"),
                new Break("少了必写的键", "procedures.yaml", "    start: application\n", "", "缺少“start”")
                        .at("procedures.yaml", "- ¦id: listing"),
                new Break("键写了两次", "scheme.yaml", "version: 1\n", "version: 1\n¦version: 2\n", "写了两次", "第 2 行"),
                new Break("id 和文件夹名不同", "scheme.yaml", "id: example", "id: ¦other", "文件夹名“example”"),
                new Break("版本号不是整数", "scheme.yaml", "version: 1", "version: ¦一", "要写整数"),
                new Break("行政区划代码少一位", "scheme.yaml", "region: 140000", "region: ¦14000", "不是行政区划代码", "6 位"),
                new Break("区划在方案之外", "scheme.yaml", "regions: [140105]", "regions: [¦430102]", "不在方案的区域 140000"),
                new Break("日期不存在", "scheme.yaml", "to: 2025-12-31", "to: ¦2025-02-30", "不是日期", "2021-11-30"),
                new Break("期间颠倒", "scheme.yaml", "to: 2025-12-31", "to: ¦2023-12-31", "早于开始日期"),
                new Break("级别不认识", "scheme.yaml", "level: city}", "level: ¦citty}", "不是这里的选项", "city"),
                new Break("事实名带连字符", "scheme.yaml", "base.grade:", "¦base.my-grade:", "不能作事实名", "下划线"),
                new Break("重定义平台的事实", "scheme.yaml", "base.grade:", "¦base.area_mu:", "平台已有的事实"),
                new Break("事实的主题不认识", "scheme.yaml", "base.grade:", "¦bose.grade:", "没有“bose”这个主题", "base"),
                new Break("矛盾处的和算错", "scheme.yaml", "found: 9,", "found: ¦8,", "之和是 9"),
                new Break("并没有矛盾", "scheme.yaml", "printed: 10,", "printed: 9,", "没有矛盾")
                        .at("scheme.yaml", "found: ¦9,"),
                new Break("条款重复", "scheme.yaml", "section: 二,", "section: ¦一,", "重复了", "第 17 行"),
                new Break(
                        "负责机构不存在",
                        "scheme.yaml",
                        "responsible: [province]",
                        "responsible: [¦provinse]",
                        "没有“provinse”这个机构",
                        "province"),
                new Break("条款不存在", "catalogue.yaml", "clause: 一\n    subject", "clause: ¦三\n    subject", "没有“三”这个条款"),
                new Break("id 用了大写", "catalogue.yaml", "- id: farm", "- id: ¦Farm", "不能作 id"),
                new Break("进入程序的级别不符", "procedures.yaml", "level: province}", "level: city}", "纳入的是市级")
                        .at("catalogue.yaml", "entry: {province: ¦listing"),
                new Break(
                        "进入程序不存在",
                        "catalogue.yaml",
                        "{province: listing}",
                        "{province: ¦listings}",
                        "没有“listings”这个程序",
                        "listing"),
                new Break("进入程序纳入别的类别", "procedures.yaml", "kind: farm", "kind: ¦form", "没有“form”这个类别", "farm"),
                new Break("有一级没有进入程序", "catalogue.yaml", "levels: [province]", "levels: [province, city]", "没有写市级")
                        .at("catalogue.yaml", "entry: ¦{province"),
                new Break("有效期写错", "catalogue.yaml", "validity: open", "validity: ¦forever", "长期有效写 open"),
                new Break("数量要求写了两种", "catalogue.yaml", "between: [3, 5]", "between: [3, 5], ¦at_least: 3", "只能写一个"),
                new Break(
                        "数量要求没有写",
                        "catalogue.yaml",
                        "{per: county, between: [3, 5]",
                        "¦{per: county",
                        "要写其中一个",
                        "between"),
                new Break("between 只写一个数", "catalogue.yaml", "[3, 5]", "¦[3]", "要写两个数"),
                new Break(
                        "事实写错",
                        "catalogue.yaml",
                        "base.major_incidents > 0",
                        "¦base.major_incident > 0",
                        "没有“base.major_incident”",
                        "base.major_incidents"),
                new Break(
                        "这里用不到的事实",
                        "catalogue.yaml",
                        "base.major_incidents > 0",
                        "¦site.area_mu > 0",
                        "用不到“site.area_mu”"),
                new Break("没有这个选项", "catalogue.yaml", "'organic' in", "¦'organc' in", "没有“organc”这一项", "organic"),
                new Break("文字没有加单引号", "catalogue.yaml", "'organic' in", "¦organic in", "单引号"),
                new Break("小数和文字比", "checklists.yaml", "base.area_mu >= 50", "base.area_mu ¦>= '50'", "小数和文字", "不要加引号"),
                new Break("结果不是判断", "checklists.yaml", "\"base.area_mu >= 50\"", "\"¦base.area_mu\"", "结果要是是否", "小数"),
                new Break("只写了一个等号", "checklists.yaml", "base.area_mu >= 50", "base.area_mu ¦= 50", "两个等号"),
                new Break("表达式没有写完", "checklists.yaml", "base.area_mu >= 50", "base.area_mu >=¦", "没有写完"),
                new Break("用了 and", "checklists.yaml", "base.area_mu >= 50", "base.area_mu >= 50 ¦and true", "&&"),
                new Break("用了中文符号", "checklists.yaml", "base.area_mu >= 50", "base.area_mu ¦≥ 50", "中文符号"),
                new Break(
                        "没有这个函数",
                        "checklists.yaml",
                        "base.area_mu >= 50",
                        "¦mim(base.area_mu, 5) >= 50",
                        "没有“mim”这个函数",
                        "min"),
                new Break(
                        "自己的事实选项写错", "checklists.yaml", "base.area_mu >= 50", "base.grade == ¦'丙'", "没有“丙”这一项", "甲、乙"),
                new Break(
                        "日期直接写成文字",
                        "checklists.yaml",
                        "base.area_mu >= 50",
                        "today ¦>= '2024-01-01'",
                        "date('2021-11-30')"),
                new Break(
                        "date 里的日期不存在",
                        "checklists.yaml",
                        "base.area_mu >= 50",
                        "today >= date(¦'2024-02-30')",
                        "不是日期"),
                new Break("整数和小数用 ==", "checklists.yaml", "base.area_mu >= 50", "base.area_mu ¦== 50", "100.0"),
                new Break(
                        "算不算必备没有写",
                        "checklists.yaml",
                        "{id: site, title: 现场, compulsory: true,",
                        "¦{id: site, title: 现场,",
                        "算不算必备"),
                new Break("项目重复", "checklists.yaml", "id: site", "id: ¦area", "重复了"),
                new Break("必备项写错", "checklists.yaml", "{compulsory: all}", "{compulsory: ¦most}", "只能写 all"),
                new Break(
                        "通过分数够不到", "checklists.yaml", "{compulsory: all}", "{compulsory: all, points: ¦60}", "够不到 60"),
                new Break(
                        "是否写成 yes",
                        "checklists.yaml",
                        "compulsory: true, evidence",
                        "compulsory: ¦yes, evidence",
                        "true（是）或 false（否）"),
                new Break("各项与部分的分不等", "scores.yaml", "points: 6,", "points: 5,", "之和是 9")
                        .at("scores.yaml", "max: ¦10"),
                new Break("部分与总分不等", "scores.yaml", "total: 10\n", "total: ¦100\n", "之和是 10"),
                new Break("没写怎么得分", "scores.yaml", "points: 6, judge: true}", "points: 6}", "怎么得分")
                        .at("scores.yaml", "- ¦{id: judged"),
                new Break(
                                "环节走不到",
                                "procedures.yaml",
                                "return: application, reject: refused",
                                "return: application",
                                "走不到环节“refused”")
                        .at("procedures.yaml", "id: ¦refused"),
                new Break(
                                "没有结束",
                                "procedures.yaml",
                                "title: 已拨, end: paid}",
                                "title: 已拨, by: county, acts: {return: pay}}",
                                "走不到任何结束")
                        .at("procedures.yaml", "id: ¦claim, title: 申请"),
                new Break(
                        "办到不存在的环节",
                        "procedures.yaml",
                        "pass: decision,",
                        "pass: ¦decison,",
                        "没有“decison”这个环节",
                        "decision"),
                new Break("开始的环节不存在", "procedures.yaml", "start: application", "start: ¦apply", "没有“apply”这个环节"),
                new Break(
                        "越级",
                        "procedures.yaml",
                        "acts: {submit: review}",
                        "acts: {¦submit: decision}",
                        "跳过了市级",
                        "skips: [city]"),
                new Break("并没有越级", "procedures.yaml", "by: city,", "by: city, skips: ¦[county],", "并没有跳过县级"),
                new Break("同一机构办两次", "procedures.yaml", "by: province,", "by: city,", "不同机构")
                        .at("procedures.yaml", "separate: [review, ¦decision]"),
                new Break(
                                "两个名字其实是一个机构",
                                "scheme.yaml",
                                "city: {title: 市局, level: city}",
                                "city: {title: 省厅另一处, level: province}",
                                "不同机构")
                        .at("procedures.yaml", "separate: [review, ¦decision]"),
                new Break(
                        "取消资格的程序取消不了",
                        "catalogue.yaml",
                        "decided_by: province, clause",
                        "decided_by: province, procedure: ¦claim, clause",
                        "没有 end: removed"),
                new Break(
                        "比例绕回自己",
                        "targets.yaml",
                        "count: {kind: farm}}",
                        "count: {kind: farm}}\n  - {id: share, title: 占比, unit: '%', better: more, ratio: ¦{of: share, to: farms}}",
                        "绕回了自己"),
                new Break(
                        "结束还有办理",
                        "procedures.yaml",
                        "{id: refused, title: 未列, end: refused}",
                        "{id: refused, title: 未列, end: refused, ¦by: city}",
                        "是结束"),
                new Break("环节没有人办", "procedures.yaml", "title: 市审, by: city,", "title: 市审,", "缺少“by”")
                        .at("procedures.yaml", "- ¦{id: review"),
                new Break("没有这种办理", "procedures.yaml", "reject: refused", "¦refuse: refused", "不是这里的选项", "reject"),
                new Break(
                        "清单不存在",
                        "procedures.yaml",
                        "checklist: standard",
                        "checklist: ¦standart",
                        "没有“standart”这个清单",
                        "standard"),
                new Break("列入却没有写 lists", "procedures.yaml", "    lists: {kind: farm, level: province}\n", "", "lists:")
                        .at("procedures.yaml", "end: ¦listed}"),
                new Break("目标没有条款", "targets.yaml", ", at_least: 9, clause: 一}", ", at_least: 9}", "缺少“clause”")
                        .at("targets.yaml", "- ¦{indicator: farms, region"),
                new Break(
                        "目标的指标不存在",
                        "targets.yaml",
                        "indicator: farms, region",
                        "indicator: ¦farm, region",
                        "没有“farm”这个指标",
                        "farms"),
                new Break("数字有千位逗号", "targets.yaml", "at_least: 9", "at_least: ¦'1,000'", "不要写千位逗号"),
                new Break("数字带百分号", "targets.yaml", "at_least: 9", "at_least: ¦30%", "不要写百分号"),
                new Break("表的合计不等", "targets.yaml", "140000: [9]", "140000: [10]", "各行之和是 9")
                        .at("targets.yaml", "¦140000: ["),
                new Break(
                        "说有差错其实没有",
                        "targets.yaml",
                        "      140000: [9]\n",
                        "      140000: [9]\n    differences:\n      - {column: ¦year, printed: 9, sum: 8, use: printed}\n",
                        "并没有差错"),
                new Break("表的一行缺数", "targets.yaml", "140200: [5]", "140200: ¦[]", "有 0 个数，表有 1 列"),
                new Break("年份不对", "targets.yaml", "by: 2025, at", "by: ¦25, at", "不是年份"),
                new Break(
                        "资金往上下达",
                        "subsidies.yaml",
                        "    procedure: claim\n",
                        "    procedure: claim\n" + ALLOCATION.replace("[province, county]", "¦[county, province]"),
                        "从上往下逐级下达"),
                new Break(
                        "资金只写一级",
                        "subsidies.yaml",
                        "    procedure: claim\n",
                        "    procedure: claim\n" + ALLOCATION.replace("[province, county]", "¦[county]"),
                        "至少写两级"),
                new Break(
                        "用途写了两次",
                        "subsidies.yaml",
                        "    procedure: claim\n",
                        "    procedure: claim\n" + ALLOCATION.replace("id: brand", "id: ¦works"),
                        "写了两次"),
                new Break("单位对不上", "subsidies.yaml", "{per: 亩", "{per: ¦公顷", "单位对不上"),
                new Break("分担加不起来", "subsidies.yaml", "city: 200.00", "city: 150.00", "应当是 300.00")
                        .at("subsidies.yaml", "paid_by: ¦{city"),
                new Break(
                        "少了进位写法",
                        "subsidies.yaml",
                        "{per: 亩, of: base.area_mu, count: exact, pay: 300.00}",
                        "¦{percent: 50, of: yuan(300)}",
                        "没有默认值"),
                new Break("金额有三位小数", "subsidies.yaml", "pay: 300.00", "pay: ¦300.001", "最多两位小数"),
                new Break("补助不在程序的 pays 里", "procedures.yaml", "pays: [per-mu]", "pays: [¦permu]", "没有“permu”这个补助规则"),
                new Break("任务没有期限", "tasks.yaml", ", every: month}", "}", "什么时候完成").at("tasks.yaml", "- ¦{id: patrol"),
                new Break("任务的频次不认识", "tasks.yaml", "every: month", "every: ¦monthly", "不是这里的选项"),
                new Break("算例的办理不认识", "cases.yaml", "[submit, pass,", "[submit, ¦passed,", "不是这里的选项"),
                new Break("缩进用了制表符", "tasks.yaml", "  - {id: patrol", "¦\t- {id: patrol", "制表符"),
                new Break("用了锚点", "tasks.yaml", "  - {id: patrol", "  - ¦&one {id: patrol", "& 给内容起名"),
                new Break("花括号没有写完", "tasks.yaml", "every: month}\n", "every: month\n¦", "花括号没有写完"),
                new Break("引号没有收尾", "cases.yaml", "title: 一路通过", "title: ¦\"一路通过", "引号没有收尾"),
                new Break("两份内容", "tasks.yaml", "tasks:", "tasks:\n¦---\ntasks:", "只能有一份内容"),
                new Break(
                        "列表写成文字",
                        "scheme.yaml",
                        "rosters:\n  - {id: group, title: 专班, clause: 一, levels: [city]}",
                        "rosters: ¦专班",
                        "要写成列表"),
                new Break("键后面是空的", "scheme.yaml", "issuer: 某省农业农村厅", "¦issuer:", "后面是空的"));
    }

    @TestFactory
    @DisplayName("写错的方案：文件、行、列和一句话")
    Stream<DynamicTest> tellsWhereAndWhat() {
        return breaks().stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> check(one)));
    }

    private static void check(Break one) {
        var files = sound();
        var text = files.getOrDefault(one.file(), "");
        assertThat(text).as("the original stands in " + one.file()).contains(one.original());
        int at = text.indexOf(one.original());
        var broken = text.substring(0, at)
                + one.broken().replace("¦", "")
                + text.substring(at + one.original().length());
        files.put(one.file(), broken);

        int start = one.marked().equals(one.broken())
                ? at
                : files.getOrDefault(one.atFile(), "").indexOf(one.marked().replace("¦", ""));
        assertThat(start).as("the marked text stands in " + one.atFile()).isNotNegative();
        int offset = start + one.marked().indexOf('¦');
        var before = files.getOrDefault(one.atFile(), "").substring(0, offset);
        int line = (int) before.chars().filter(sign -> sign == '\n').count() + 1;
        int column = offset - before.lastIndexOf('\n');

        var problems = problems("example", files);
        assertThat(problems).as(one.name()).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo(one.atFile());
            assertThat(problem.message()).contains(one.says());
            assertThat(problem.line() + ":" + problem.column()).isEqualTo(line + ":" + column);
        });
    }

    @Test
    @DisplayName("没有写错的方案读得出来，算例也对")
    void theUnbrokenFolderIsSound() {
        assertThat(problems("example", sound())).isEmpty();
        var scheme = SchemeLoader.read("example", sound(), FACTS).orElseThrow();
        assertThat(new CaseRunner(scheme).run().failures()).isEmpty();
    }

    @Test
    @DisplayName("一次读出全部错处，不是改一处报一处")
    void tellsAllProblemsAtOnce() {
        var files = sound();
        files.compute(
                "scheme.yaml",
                (_, text) -> text.replace("version: 1", "version: x").replace("140105", "999999"));
        files.compute("tasks.yaml", (_, text) -> text.replace("month", "monthly"));
        assertThat(problems("example", files))
                .extracting(Problem::file)
                .containsExactly("scheme.yaml", "scheme.yaml", "tasks.yaml");
    }

    @Test
    @DisplayName("清单和评分表是给别的类别用的")
    void sheetsForAnotherKind() {
        var files = sound();
        files.compute(
                "catalogue.yaml",
                (_, text) -> text
                        + "  - {id: shed, title: 棚, clause: 一, subject: site, levels: [province], validity: open, entry:"
                        + " {province: listing}}\n");
        files.compute("procedures.yaml", (_, text) -> text.replace("kind: farm", "kind: [farm, shed]"));
        assertThat(problems("example", files))
                .extracting(Problem::toString)
                .containsExactly(
                        "procedures.yaml:10:54: 清单“standard”是给 farm 用的，这个程序办的是 shed",
                        "procedures.yaml:11:56: 评分表“points”评的是基地，“shed”是地点");
    }

    @Test
    @DisplayName("没有 scheme.yaml")
    void needsSchemeYaml() {
        var files = sound();
        files.remove("scheme.yaml");
        assertThat(problems("example", files))
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).startsWith("scheme.yaml:1:1: 缺少 scheme.yaml"));
    }

    @Test
    @DisplayName("空文件")
    void anEmptyFileIsAProblem() {
        var files = sound();
        files.put("tasks.yaml", "# 还没有写\n");
        assertThat(problems("example", files))
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).startsWith("tasks.yaml:1:1: 文件是空的"));
    }

    @Test
    @DisplayName("文件名写错")
    void aMisspeltFileName() {
        var files = sound();
        files.put("target.yaml", files.remove("targets.yaml"));
        assertThat(problems("example", files))
                .anySatisfy(
                        problem -> assertThat(problem.toString()).contains("target.yaml:1:1:", "是不是“targets.yaml”"));
    }

    @Test
    @DisplayName("多行的表达式，行和列也准")
    void placesInsideALiteralBlock() {
        var files = sound();
        files.compute(
                "checklists.yaml",
                (_, text) -> text.replace(
                        "      - {id: area, title: 面积, compulsory: true, fact: \"base.area_mu >= 50\"}\n", """
                              - id: area
                                title: 面积
                                compulsory: true
                                fact: |
                                  base.area_mu >= 50
                                    && base.areamu < 900
                        """));
        assertThat(problems("example", files))
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .startsWith("checklists.yaml:13:16: 没有“base.areamu”这个事实，是不是“base.area_mu”？"));
    }

    private static List<Problem> problems(String id, Map<String, String> files) {
        return switch (SchemeLoader.read(id, files, FACTS)) {
            case Loaded.Sound _ -> List.of();
            case Loaded.Broken(var problems) -> problems;
        };
    }
}
