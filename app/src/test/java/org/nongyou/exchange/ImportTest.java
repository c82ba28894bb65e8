package org.nongyou.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nongyou.ApplicationTest;
import org.nongyou.FiveLevels;
import org.nongyou.base.BaseFilter;
import org.nongyou.base.BaseLists;
import org.nongyou.base.Bases;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.identity.web.SignedInAs;
import org.nongyou.job.Job;
import org.nongyou.job.Jobs;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.producer.CreditCode;
import org.nongyou.producer.ProducerFilter;
import org.nongyou.producer.ProducerForm;
import org.nongyou.producer.ProducerLists;
import org.nongyou.producer.Producers;
import org.nongyou.region.DivisionLoader;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;

@DisplayName("批量导入：错在哪一行哪一列说得出，没错的一行不落，有错的一行不进")
class ImportTest extends ApplicationTest {

    @Autowired
    Imports imports;

    @Autowired
    Jobs jobs;

    @Autowired
    Producers producers;

    @Autowired
    ProducerLists producerLists;

    @Autowired
    Bases bases;

    @Autowired
    BaseLists baseLists;

    @Autowired
    Offices offices;

    @Autowired
    Accounts accounts;

    @Autowired
    DivisionLoader divisions;

    @Autowired
    Divisions known;

    Actor clerk;

    @BeforeAll
    void people() {
        divisions.loadOnce();
        clerk = TestPeople.of(sql, offices, accounts, "import-clerk", "140423", Role.CLERK);
        producers
                .register(
                        clerk,
                        new ProducerForm(
                                "cooperative",
                                "早就登记的社",
                                code(900),
                                "",
                                "140423",
                                "",
                                "张示例",
                                "13800000000",
                                List.of(),
                                false,
                                false))
                .orElseThrow();
    }

    static String code(int n) {
        var body = "93140423MB%07d".formatted(n);
        return body + CreditCode.checkCharacter(body);
    }

    static List<Object> producer(int n) {
        return new ArrayList<>(Arrays.asList(
                "农民专业合作社", "导入示例社" + n, code(n), "", "襄垣县", "示例村", "张示例", "13800000000", "粮食、蔬菜", "是", "否"));
    }

    static byte[] table(ImportKind kind, List<List<Object>> rows) {
        return table(kind, sheet -> {
            for (int r = 0; r < rows.size(); r++) {
                for (int c = 0; c < rows.get(r).size(); c++) {
                    switch (rows.get(r).get(c)) {
                        case Number number -> sheet.value(r + 1, c, number);
                        case Boolean yes -> sheet.value(r + 1, c, yes);
                        default -> sheet.value(r + 1, c, rows.get(r).get(c).toString());
                    }
                }
            }
        });
    }

    static byte[] table(ImportKind kind, Consumer<Worksheet> fill) {
        return book(kind.title(), sheet -> {
            for (int c = 0; c < kind.columns().size(); c++)
                sheet.value(0, c, kind.columns().get(c).head());
            fill.accept(sheet);
        });
    }

    static byte[] book(String name, Consumer<Worksheet> fill) {
        var out = new ByteArrayOutputStream();
        try (var book = new Workbook(out, "test", "1.0")) {
            fill.accept(book.newWorksheet(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private Preview preview(ImportKind kind, byte[] content) {
        var id = imports.handIn(clerk, kind, "表.xlsx", content).orElseThrow();
        return imports.preview(clerk, kind, id).orElseThrow().orElseThrow();
    }

    private Job finished(long id) {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> jobs.find(clerk, id).orElseThrow(), Job::isOver);
    }

    /// Files that cannot be imported at all.
    static Stream<Arguments> unusable() {
        var kind = ImportKind.PRODUCERS;
        return Stream.of(
                Arguments.of("空文件", new byte[0], "没有选文件"),
                Arguments.of("文字", "名称,类型".getBytes(StandardCharsets.UTF_8), "这不是 Excel 表格"),
                Arguments.of(
                        "老的 xls",
                        new byte[] {
                            (byte) 0xD0,
                            (byte) 0xCF,
                            0x11,
                            (byte) 0xE0,
                            (byte) 0xA1,
                            (byte) 0xB1,
                            0x1A,
                            (byte) 0xE1,
                            0,
                            0
                        },
                        "老的 .xls 格式"),
                Arguments.of("只传了一半", Arrays.copyOf(table(kind, List.of(producer(1))), 900), "文件打不开"),
                Arguments.of("不是表格的压缩包", zip("a.txt", "x"), "文件打不开"),
                Arguments.of("表格里面坏了", zip("xl/workbook.xml", "<broken"), "文件打不开"),
                Arguments.of("别的表", book("收支", sheet -> sheet.value(0, 0, "日期")), "没有“生产主体”这张工作表"),
                Arguments.of("空表", book("生产主体", sheet -> {}), "第 1 列应该是“类型”，这里是“空的”"),
                Arguments.of("用了基地的模板", rename(ImportKind.BASES, "生产主体"), "第 1 列应该是“类型”，这里是“基地名称*”"),
                Arguments.of(
                        "少一列",
                        book("生产主体", sheet -> {
                            for (int c = 0; c < 5; c++)
                                sheet.value(
                                        0,
                                        c,
                                        kind.columns().get(c < 2 ? c : c + 1).head());
                        }),
                        "第 3 列应该是“统一社会信用代码”，这里是“身份证号”"),
                Arguments.of(
                        "合并了单元格", table(kind, sheet -> sheet.range(1, 0, 2, 1).merge()), "有合并的单元格（A2:B3）"));
    }

    private static byte[] rename(ImportKind columns, String name) {
        return book(name, sheet -> {
            for (int c = 0; c < columns.columns().size(); c++)
                sheet.value(0, c, columns.columns().get(c).head());
        });
    }

    private static byte[] zip(String name, String content) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    @DisplayName("收不下的文件")
    void unusable(String what, byte[] content, String sentence) throws Exception {
        mvc.perform(multipart("/import/producers")
                        .file(new MockMultipartFile("file", what + ".xlsx", null, content))
                        .with(SignedInAs.actor(clerk)))
                .andExpect(status().isUnprocessableContent())
                .andExpect(content().string(containsString(sentence)));
    }

    /// One cell changed in a good row: what is said of it, and in which column.
    static Stream<Arguments> brokenCells() {
        return Stream.of(
                Arguments.of(0, "合作社", "A", "“合作社”不在选项里"),
                Arguments.of(0, "", "A", "选一个主体类型"),
                Arguments.of(1, "", "B", "填主体名称"),
                Arguments.of(1, "长".repeat(101), "B", "名称有 101 个字"),
                Arguments.of(2, "", "C", "填统一社会信用代码"),
                Arguments.of(2, "93140423MB000000", "C", "少 2 位"),
                Arguments.of(2, code(1).replace('M', 'N'), "C", "校验码对不上"),
                Arguments.of(2, 931404230000000001L, "C", "被 Excel 当成了数字"),
                Arguments.of(2, code(900), "C", "已经登记过：早就登记的社（襄垣县）"),
                Arguments.of(4, "", "E", "选所在的县"),
                Arguments.of(4, "壶关县", "E", "“壶关县”在你的辖区里找不到"),
                Arguments.of(4, "140427", "E", "不在你的辖区"),
                Arguments.of(4, "东山里", "E", "“东山里”在你的辖区里找不到"),
                Arguments.of(6, "", "G", "填负责人"),
                Arguments.of(7, "1380000000", "H", "少 1 位，手机号是 11 位"),
                Arguments.of(7, 1380000000, "H", "少 1 位，手机号是 11 位"),
                Arguments.of(8, "粮食、汽车", "I", "“汽车”不在主营的选项里"),
                Arguments.of(9, "已注册", "J", "“已注册”不在选项里，只能是：是、否"));
    }

    @ParameterizedTest(name = "{1} → {3}")
    @MethodSource
    @DisplayName("一格填错，说得出第几行第几列、错在哪里")
    void brokenCells(int column, Object value, String letter, String part) {
        var wrong = producer(1);
        wrong.set(column, value);
        var preview =
                preview(ImportKind.PRODUCERS, table(ImportKind.PRODUCERS, List.of(producer(2), wrong, producer(3))));
        assertThat(preview.rows()).isEqualTo(3);
        assertThat(preview.good()).isEqualTo(2);
        assertThat(preview.problems()).anySatisfy(problem -> {
            assertThat(problem.row()).isEqualTo(3);
            assertThat(problem.column()).isEqualTo(letter);
            assertThat(problem.sentence()).contains(part);
        });
    }

    @Test
    @DisplayName("公式、错误值、文件里重复，都指到那一格；空行跳过；数字电话、区划代码照收")
    void otherFaults() {
        var content = table(ImportKind.PRODUCERS, sheet -> {
            var rows = List.of(producer(11), producer(12), producer(11), producer(14));
            for (int r = 0; r < rows.size(); r++) {
                for (int c = 0; c < rows.get(r).size(); c++)
                    sheet.value(r * 2 + 1, c, rows.get(r).get(c).toString());
            }
            sheet.formula(3, 1, "B2");
            sheet.value(7, 7, 13800000000L);
            sheet.value(7, 4, 140423);
        });
        var preview = preview(ImportKind.PRODUCERS, content);
        assertThat(preview.rows()).isEqualTo(4);
        assertThat(preview.good()).isEqualTo(2);
        assertThat(preview.problems())
                .extracting(problem -> problem.row() + problem.column() + " " + problem.sentence())
                .containsExactly("4B 这一格是公式，复制后选择性粘贴成数值再传", "6C 和第 2 行重复");
    }

    @Test
    @DisplayName("没错的进名录并记一笔，有错的在文件里，改好能直接再传")
    void importsAndGivesBackTheRest() throws Exception {
        var rows = new ArrayList<List<Object>>();
        for (int n = 1000; n < 2300; n++) rows.add(producer(n));
        rows.get(7).set(7, "123");
        rows.get(1200).set(2, rows.get(3).get(2));
        var id = imports.handIn(clerk, ImportKind.PRODUCERS, "名单.xlsx", table(ImportKind.PRODUCERS, rows))
                .orElseThrow();
        var before = producerLists.count(clerk.scope(), ProducerFilter.NONE);
        var job = finished(imports.start(clerk, ImportKind.PRODUCERS, id).orElseThrow());
        assertThat(job.message()).isEqualTo("导入 1,298 家，2 行有错没有导入，在文件里写了错在哪里，改好可以直接再传。");
        assertThat(job.state()).isEqualTo(Job.State.DONE);
        assertThat(producerLists.count(clerk.scope(), ProducerFilter.NONE)).isEqualTo(before + 1298);
        assertThat(imports.preview(clerk, ImportKind.PRODUCERS, id)).isEmpty();
        assertThat(
                        sql.fetchValue(
                                "select count(*) from journal.entries where act = 'producer.register' and summary like '批量登记%' and subject_title ~ '^导入示例社(1...|2...)$'"))
                .isEqualTo(1298L);
        var faults = jobs.result(clerk, job.id()).orElseThrow();
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(faults.content()))) {
            var read = book.findSheet("生产主体").orElseThrow().read();
            assertThat(read).hasSize(3);
            assertThat(read.get(1).getCellText(11)).isEqualTo("联系电话：少 8 位，手机号是 11 位");
            assertThat(read.get(2).getCellText(11)).startsWith("统一社会信用代码：和第 5 行重复");
        }
        // Handed in again as it is: the same two rows, told again.
        assertThat(preview(ImportKind.PRODUCERS, faults.content()).rows()).isEqualTo(2);
        // The whole table once more: everybody is registered already.
        assertThat(preview(ImportKind.PRODUCERS, table(ImportKind.PRODUCERS, rows))
                        .good())
                .isZero();
    }

    @Test
    @DisplayName("中途断电，接着做完，一行不重一行不漏")
    void resumesAfterAStop() {
        var rows = new ArrayList<List<Object>>(
                IntStream.range(5000, 6200).mapToObj(ImportTest::producer).toList());
        var id = imports.handIn(clerk, ImportKind.PRODUCERS, "断电.xlsx", table(ImportKind.PRODUCERS, rows))
                .orElseThrow();
        var before = producerLists.count(clerk.scope(), ProducerFilter.NONE);
        // As if the server had died after the first batch was committed: its rows and the checkpoint are there.
        var first = rows.subList(0, 500).stream()
                .map(row -> new ProducerForm(
                        "cooperative",
                        row.get(1).toString(),
                        row.get(2).toString(),
                        "",
                        "140423",
                        "",
                        "张示例",
                        "13800000000",
                        List.of(),
                        true,
                        false))
                .toList();
        producers.registerAll(clerk, first);
        var job = sql.transactionResult(configuration -> {
            var number = imports.start(clerk, ImportKind.PRODUCERS, id).orElseThrow();
            sql.execute(
                    "update job.jobs set state = 'running', checkpoint = '501 500 0' where id = ? and state = 'waiting'",
                    number);
            return number;
        });
        var done = finished(job);
        assertThat(done.state()).isEqualTo(Job.State.DONE);
        assertThat(producerLists.count(clerk.scope(), ProducerFilter.NONE)).isEqualTo(before + 1200);
        assertThat(done.message()).startsWith("导入 1,200 家");
    }

    @Test
    @DisplayName("基地：主体要在名录里，同名的不重登，日期和小数照 Excel 的来")
    void basesToo() {
        var owner = code(900);
        List<Object> good = Arrays.asList(
                "导入基地一", owner, "140423", "", "谷子", "粮食", 1260.5, "张示例", "0355-5550188", "", 46191, 98, 2, "", "有");
        List<Object> unknown = Arrays.asList(
                "导入基地二", code(777), "140423", "", "谷子", "粮食", "十亩", "张示例", "0355-5550188", "", "", "", "", "", "");
        List<Object> again = new ArrayList<>(good);
        var content = table(ImportKind.BASES, List.of(good, unknown, again));
        var preview = preview(ImportKind.BASES, content);
        assertThat(preview.problems())
                .extracting(problem -> problem.row() + problem.column() + " " + problem.sentence())
                .containsExactly("3B “" + code(777) + "”不在你辖区的主体名录里，先登记主体", "3G 要填数字，如 1260", "4A 和第 2 行重复");
        finished(imports.start(clerk, ImportKind.BASES, preview.id()).orElseThrow());
        var base = baseLists
                .list(clerk.scope(), new BaseFilter(null, null, null, null, "导入基地一", false), 0, 10)
                .getFirst();
        assertThat(base.areaMu()).isEqualByComparingTo("1260.5");
        assertThat(bases.find(clerk.scope(), base.id()).orElseThrow().signboardOn())
                .isEqualTo("2026-06-18");
        assertThat(preview(ImportKind.BASES, table(ImportKind.BASES, List.of(good)))
                        .problems())
                .extracting(RowProblem::sentence)
                .containsExactly("“早就登记的社”已经有叫“导入基地一”的基地");
    }

    static List<Object> certificate(int n) {
        return new ArrayList<>(Arrays.asList(
                "有机产品",
                "001OP26%05d".formatted(n),
                code(900),
                "谷子、小米",
                1260.5,
                360,
                "示例认证中心",
                "2026-01-10",
                "",
                "2027-01-09",
                "",
                "",
                ""));
    }

    static List<Object> support(int n) {
        return new ArrayList<>(Arrays.asList(
                "贴息贷款",
                code(900),
                "",
                "流动资金贷款",
                "示例农商行",
                "HT-" + n,
                500_000,
                12_500.5,
                "2026-01-10",
                "2027-01-09",
                "四.16",
                ""));
    }

    /// One cell of a good row changed to something absurd: which sentence, in which column; the rest stays importable.
    static Stream<Arguments> absurdCells() {
        return Stream.of(
                Arguments.of(ImportKind.BASES, 6, -12, "G", "面积要大于 0，填的是 -12"),
                Arguments.of(ImportKind.BASES, 6, 0, "G", "面积要大于 0，填的是 0"),
                Arguments.of(ImportKind.BASES, 6, 9.9e11, "G", "面积太大"),
                Arguments.of(ImportKind.BASES, 12, 3, "M", null),
                Arguments.of(ImportKind.BASES, 13, 1e9, "N", "填的是 1000000000，不会有这么多"),
                Arguments.of(ImportKind.BASES, 12, -3, "M", "不能小于 0，填的是 -3"),
                Arguments.of(ImportKind.BASES, 11, 250, "L", "填 0 到 100 之间的数"),
                Arguments.of(ImportKind.BASES, 10, "2099-01-01", "K", "立牌日期还没到"),
                Arguments.of(ImportKind.BASES, 10, 1e12, "K", "“1000000000000”不是日期"),
                Arguments.of(ImportKind.BASES, 10, -5, "K", "“-5”不是日期"),
                Arguments.of(ImportKind.CERTIFICATES, 0, "有机证", "A", "“有机证”不在选项里"),
                Arguments.of(ImportKind.CERTIFICATES, 0, "绿色食品", "B", "绿色食品的编号不是这个样子"),
                Arguments.of(ImportKind.CERTIFICATES, 1, "", "B", "填证书编号"),
                Arguments.of(ImportKind.CERTIFICATES, 1, 12345678901234567.0, "B", "被 Excel 当成了数字"),
                Arguments.of(ImportKind.CERTIFICATES, 2, code(777), "C", "不在你辖区的主体名录里"),
                Arguments.of(ImportKind.CERTIFICATES, 3, " ", "D", "填证书范围里的产品"),
                Arguments.of(ImportKind.CERTIFICATES, 4, -1, "E", "“面积”要大于 0，填的是 -1"),
                Arguments.of(ImportKind.CERTIFICATES, 5, 1e9, "F", "“产量”填的是 1000000000，超过 10,000,000"),
                Arguments.of(ImportKind.CERTIFICATES, 7, "2099-01-01", "H", "2099-01-01 还没有到"),
                Arguments.of(ImportKind.CERTIFICATES, 7, "去年", "H", "“去年”不是日期"),
                Arguments.of(ImportKind.CERTIFICATES, 7, "2026/1/10", "H", null),
                Arguments.of(ImportKind.CERTIFICATES, 7, "2026年1月10日", "H", null),
                Arguments.of(ImportKind.CERTIFICATES, 7, 46032, "H", null),
                Arguments.of(ImportKind.CERTIFICATES, 9, "2025-12-31", "J", "早于起"),
                Arguments.of(ImportKind.CERTIFICATES, 9, "", "J", "有机产品要填有效期止"),
                Arguments.of(ImportKind.CERTIFICATES, 10, "2025-01-01", "K", "只有有机转换证书填"),
                Arguments.of(ImportKind.SUPPORTS, 0, "借款", "A", "“借款”不在选项里"),
                Arguments.of(ImportKind.SUPPORTS, 1, code(777), "B", "不在你辖区的主体名录里"),
                Arguments.of(ImportKind.SUPPORTS, 2, "没有的基地", "C", "没有“没有的基地”这个基地"),
                Arguments.of(ImportKind.SUPPORTS, 5, "HT-70", "F", "和第 2 行重复"),
                Arguments.of(ImportKind.SUPPORTS, 6, -1, "G", "不能小于 0，填的是“-1”"),
                Arguments.of(ImportKind.SUPPORTS, 6, 1e12, "G", "超过 100 亿"),
                Arguments.of(ImportKind.SUPPORTS, 6, 0.001, "G", "最多两位小数"),
                Arguments.of(ImportKind.SUPPORTS, 7, 500_000.01, "H", "不能超过总额 500,000.00 元"),
                Arguments.of(ImportKind.SUPPORTS, 8, "去年", "I", "“去年”不是日期"),
                Arguments.of(ImportKind.SUPPORTS, 9, "2025-01-01", "J", "不能早于起日"),
                Arguments.of(ImportKind.SUPPORTS, 9, "2126-01-01", "J", "看看年份有没有写错"));
    }

    @ParameterizedTest(name = "{0} {3}：{2} → {4}")
    @MethodSource
    @DisplayName("离谱的数和日期：说得出哪一格、怎么改，别的行照样能导，库里一行不多")
    void absurdCells(ImportKind kind, int column, Object value, String letter, @Nullable String part) {
        var rows = new ArrayList<List<Object>>();
        for (int n = 0; n < 3; n++)
            rows.add(
                    kind == ImportKind.CERTIFICATES
                            ? certificate(70 + n)
                            : kind == ImportKind.SUPPORTS
                                    ? support(70 + n)
                                    : new ArrayList<>(Arrays.asList(
                                            "离谱基地" + n,
                                            code(900),
                                            "140423",
                                            "",
                                            "谷子",
                                            "粮食",
                                            10,
                                            "张示例",
                                            "0355-5550188",
                                            "",
                                            "",
                                            "",
                                            "",
                                            "",
                                            "")));
        rows.get(1).set(column, value);
        long before = sql.fetchCount(nongyoudb.certification.Tables.CERTIFICATES);
        var preview = preview(kind, table(kind, rows));
        assertThat(sql.fetchCount(nongyoudb.certification.Tables.CERTIFICATES)).isEqualTo((int) before);
        if (part == null) {
            assertThat(preview.problems()).isEmpty();
            return;
        }
        assertThat(preview.good()).isEqualTo(2);
        assertThat(preview.problems())
                .extracting(RowProblem::row, RowProblem::column)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(3, letter));
        assertThat(preview.problems().getFirst().sentence()).contains(part);
    }

    @Test
    @DisplayName("认证证书：没错的进台账并记一笔，编号重复的、公式的留下来；再传一次一张也不多")
    void certificatesToo() throws Exception {
        var rows = new ArrayList<List<Object>>();
        for (int n = 0; n < 620; n++) rows.add(certificate(1000 + n));
        rows.get(600).set(1, " 001op2601003 ");
        rows.get(5).set(4, -8);
        var content = table(ImportKind.CERTIFICATES, sheet -> {
            for (int r = 0; r < rows.size(); r++)
                for (int c = 0; c < rows.get(r).size(); c++)
                    if (rows.get(r).get(c) instanceof Number number) sheet.value(r + 1, c, number);
                    else sheet.value(r + 1, c, rows.get(r).get(c).toString());
            sheet.formula(11, 5, "E12*2");
        });
        var preview = preview(ImportKind.CERTIFICATES, content);
        assertThat(preview.problems())
                .extracting(problem -> problem.row() + problem.column() + " " + problem.sentence())
                .containsExactlyInAnyOrder("7E “面积”要大于 0，填的是 -8；没有就空着", "12F 这一格是公式，复制后选择性粘贴成数值再传", "602B 和第 5 行重复");
        var job = finished(
                imports.start(clerk, ImportKind.CERTIFICATES, preview.id()).orElseThrow());
        assertThat(job.message()).startsWith("导入 617 张，3 行有错没有导入");
        assertThat(
                        sql.fetchValue(
                                "select count(*) from journal.entries where act = 'certificate.record' and summary like '登记“早就登记的社”的有机产品证书 001OP2601%'"))
                .isEqualTo(617L);
        assertThat(preview(ImportKind.CERTIFICATES, content).good()).isZero();
        var faults = jobs.result(clerk, job.id()).orElseThrow();
        assertThat(preview(ImportKind.CERTIFICATES, faults.content()).rows()).isEqualTo(3);
        mvc.perform(get("/certificates").with(SignedInAs.actor(clerk)))
                .andExpect(content().string(containsString("台账里有证书 617 张")));
    }

    @Test
    @DisplayName("贷款、保险和项目资金：登过的不再登，金额到分；再传一次一笔也不多")
    void supportsToo() {
        var content = table(ImportKind.SUPPORTS, List.of(support(1), support(2), support(1)));
        var preview = preview(ImportKind.SUPPORTS, content);
        assertThat(preview.good()).isEqualTo(2);
        finished(imports.start(clerk, ImportKind.SUPPORTS, preview.id()).orElseThrow());
        assertThat(sql.fetchValue("select count(*) || ' ' || sum(public_fen) from subsidy.supports"))
                .isEqualTo("2 2500100");
        assertThat(preview(ImportKind.SUPPORTS, content).problems())
                .extracting(problem -> problem.row() + problem.column() + " " + problem.sentence())
                .contains("2F 示例农商行的 HT-1 已经登记过，同一笔不登两次", "3F 示例农商行的 HT-2 已经登记过，同一笔不登两次");
    }

    @Test
    @DisplayName("同时点两次开始，只导一次，两次都到同一个任务；回到预览也到那个任务")
    void startedOnce() throws Exception {
        var id = imports.handIn(
                        clerk, ImportKind.PRODUCERS, "表.xlsx", table(ImportKind.PRODUCERS, List.of(producer(81))))
                .orElseThrow();
        var started = new HashSet<Long>();
        Callable<Long> start =
                () -> imports.start(clerk, ImportKind.PRODUCERS, id).orElseThrow();
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var one : threads.invokeAll(Collections.nCopies(2, start))) started.add(one.get());
        }
        assertThat(started).hasSize(1);
        mvc.perform(get("/import/producers/" + id).with(SignedInAs.actor(clerk)))
                .andExpect(redirectedUrl("/jobs/" + started.iterator().next()));
        mvc.perform(get("/import/producers/9999999").with(SignedInAs.actor(clerk)))
                .andExpect(status().isNotFound());
    }

    /// The same files that cannot be imported at all, for every template.
    @Test
    @DisplayName("每种模板：空表、别的模板、合并单元格、不是表格的文件，都收不下，说明白")
    void everyTemplateRefusesAlike() {
        for (var kind : ImportKind.values()) {
            var other = kind == ImportKind.PRODUCERS ? ImportKind.BASES : ImportKind.PRODUCERS;
            assertThat(refusal(kind, imports.template(other).content())).contains("没有“" + kind.title() + "”这张工作表");
            assertThat(refusal(kind, rename(other, kind.title()))).contains("第 1 列应该是");
            assertThat(refusal(
                            kind, table(kind, sheet -> sheet.range(2, 0, 3, 1).merge())))
                    .contains("有合并的单元格（A3:B4）");
            for (var text : List.of("%PDF-1.7 and more", "hello", "1"))
                assertThat(refusal(kind, text.getBytes(StandardCharsets.UTF_8))).contains("这不是 Excel 表格");
            var empty = imports.handIn(
                            clerk, kind, "空.xlsx", imports.template(kind).content())
                    .orElseThrow();
            assertThat(imports.preview(clerk, kind, empty).orElseThrow())
                    .isInstanceOfSatisfying(
                            Decision.Refused.class,
                            one -> assertThat(one.refusal().message()).isEqualTo("表里一行也没有填"));
        }
    }

    private String refusal(ImportKind kind, byte[] content) {
        return switch (imports.handIn(clerk, kind, "表.xlsx", content)) {
            case Decision.Done<Long> _ -> "taken";
            case Decision.Refused<Long>(var refusal) -> refusal.message();
        };
    }

    @Test
    @DisplayName("只导得进自己辖区的：五级用户，每个地方一行，辖区外的都指出来；基地也只挂得上辖区内的主体")
    void onlyOnesOwnArea() {
        var places = FiveLevels.PLACES.stream()
                .map(RegionCode::new)
                .filter(place -> !place.level().isAbove(Level.COUNTY))
                .filter(place -> known.find(place).isPresent())
                .map(RegionCode::value)
                .toList();
        assertThat(places).hasSizeGreaterThan(6);
        int n = 7000;
        for (var area : FiveLevels.AREAS) {
            var scope = Scope.within(new RegionCode(area));
            var person = new Actor(
                    n, "import" + area, "测试员", clerk.office(), new RegionCode(area), null, Set.of(Role.CLERK), true);
            var rows = new ArrayList<List<Object>>();
            for (var place : places) {
                var row = producer(n++);
                row.set(4, place);
                rows.add(row);
            }
            var id = imports.handIn(person, ImportKind.PRODUCERS, "表.xlsx", table(ImportKind.PRODUCERS, rows))
                    .orElseThrow();
            var preview = imports.preview(person, ImportKind.PRODUCERS, id)
                    .orElseThrow()
                    .orElseThrow();
            var outside = new ArrayList<String>();
            for (int r = 0; r < places.size(); r++)
                if (!FiveLevels.sees(scope, places.get(r), null)) outside.add((r + 2) + "E");
            assertThat(preview.problems().stream().map(one -> one.row() + one.column()))
                    .as(area)
                    .containsExactlyElementsOf(outside);
            assertThat(preview.good()).as(area).isEqualTo(places.size() - outside.size());
            // Of another person nobody sees the table, whatever his area.
            assertThat(imports.preview(clerk, ImportKind.PRODUCERS, id)).isEmpty();

            List<Object> base = Arrays.asList(
                    "辖区基地" + n, code(900), "140423", "", "谷子", "粮食", 10, "张示例", "0355-5550188", "", "", "", "", "", "");
            var bases = imports.handIn(person, ImportKind.BASES, "表.xlsx", table(ImportKind.BASES, List.of(base)))
                    .orElseThrow();
            assertThat(imports.preview(person, ImportKind.BASES, bases)
                            .orElseThrow()
                            .orElseThrow()
                            .good())
                    .as(area)
                    .isEqualTo(FiveLevels.sees(scope, "140423", null) ? 1 : 0);
        }
    }

    @Test
    @DisplayName("模板能打开，填上例子就能导入；预览只有自己看得到")
    void templates() throws Exception {
        for (var kind : ImportKind.values()) {
            var template = imports.template(kind);
            assertThat(imports.handIn(clerk, kind, "模板.xlsx", template.content()))
                    .isInstanceOf(Decision.Done.class);
            var filled = preview(
                    kind,
                    table(
                            kind,
                            List.of(kind.columns().stream()
                                    .<Object>map(org.nongyou.print.SheetColumn::example)
                                    .toList())));
            assertThat(filled.problems())
                    .filteredOn(problem -> !problem.sentence().contains("不在你辖区的主体名录里"))
                    .isEmpty();
        }
        var id = imports.handIn(
                        clerk, ImportKind.PRODUCERS, "表.xlsx", table(ImportKind.PRODUCERS, List.of(producer(1))))
                .orElseThrow();
        var other = TestPeople.of(sql, offices, accounts, "import-other", "140423", Role.CLERK);
        mvc.perform(get("/import/producers/" + id).with(SignedInAs.actor(clerk)))
                .andExpect(status().isOk());
        mvc.perform(get("/import/producers/" + id).with(SignedInAs.actor(other)))
                .andExpect(status().isNotFound());
        var leader = TestPeople.of(sql, offices, accounts, "import-leader", "140423", Role.LEADER);
        mvc.perform(get("/import/producers").with(SignedInAs.actor(leader))).andExpect(status().isForbidden());
    }
}
