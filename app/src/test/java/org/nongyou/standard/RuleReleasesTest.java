package org.nongyou.standard;

import static nongyoudb.journal.Tables.ENTRIES;
import static nongyoudb.standard.Tables.PRODUCTS;
import static nongyoudb.standard.Tables.RELEASES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.nongyou.ApplicationTest;
import org.nongyou.SentStatements;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.identity.web.SignedInAs;
import org.nongyou.kernel.Decision;
import org.nongyou.standard.UseAnswer.Verdict;
import org.nongyou.web.Ui;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("规则数据换批：导入名录，另一个人批准，到日子生效")
class RuleReleasesTest extends ApplicationTest {

    @Autowired
    Proposals proposals;

    @Autowired
    RuleBooks books;

    @Autowired
    Offices offices;

    @Autowired
    Accounts accounts;

    @Autowired
    Clock clock;

    private Actor bearer;
    private Actor approver;
    private Actor county;
    private LocalDate today;

    @BeforeAll
    void people() {
        bearer = TestPeople.of(sql, offices, accounts, "rulesbearer", "140000", Role.REVIEWER);
        approver = TestPeople.of(sql, offices, accounts, "rulesapprover", "140000", Role.REVIEWER);
        county = TestPeople.of(sql, offices, accounts, "rulescounty", "140423", Role.CLERK, Role.REVIEWER);
        today = LocalDate.ofInstant(clock.instant(), Ui.ZONE);
        books.current();
    }

    private static byte[] sheet(String name, Consumer<Worksheet> fill) {
        var out = new ByteArrayOutputStream();
        try (var book = new Workbook(out, "test", "1.0")) {
            fill.accept(book.newWorksheet(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] table(RuleTable table, List<List<Object>> rows) {
        return table(table, sheet -> {
            for (int r = 0; r < rows.size(); r++)
                for (int c = 0; c < rows.get(r).size(); c++)
                    if (rows.get(r).get(c) instanceof Number number) sheet.value(r + 1, c, number);
                    else sheet.value(r + 1, c, rows.get(r).get(c).toString());
        });
    }

    private static byte[] table(RuleTable table, Consumer<Worksheet> fill) {
        return sheet(table.title(), sheet -> {
            for (int c = 0; c < table.columns().size(); c++)
                sheet.value(0, c, table.columns().get(c).head());
            fill.accept(sheet);
        });
    }

    /// A made-up registration: no product has it.
    private static List<Object> product(String number, String crop, int days) {
        return List.of(
                number, "演示乳油", "阿维菌素", "1.8%乳油", crop, "30-40毫升/亩", "2", days, "2026-01-01", "2027-12-31", "演示数据");
    }

    private static List<Object> ban(String name, String measure, String scope, String places, String day) {
        return List.of("农药", name, measure, scope, places, day, "示例公告第1号", "示例");
    }

    private static String key(Decision<?> decision) {
        return switch (decision) {
            case Decision.Done<?> _ -> "done";
            case Decision.Refused<?>(var refusal) -> refusal.key();
        };
    }

    private Proposal prepared(RuleTable table, boolean whole, byte[] content) {
        var id = proposals.prepare(bearer, table, whole, "名录.xlsx", content).orElseThrow();
        return proposals.find(bearer, id).orElseThrow();
    }

    private Proposal approved(Proposal proposal, LocalDate from) {
        proposals.handIn(bearer, proposal.id(), "示例名录").orElseThrow();
        return proposals
                .approve(approver, proposal.id(), proposal.base(), from, "逐条核对过")
                .orElseThrow();
    }

    @Test
    @DisplayName("登记产品：预览不动规则；交的人不能自己批；批准要理由和日期；到那天标签优先；都记日志")
    void takesForceByTwo() {
        var number = "PD99990001";
        var proposal =
                prepared(RuleTable.PRODUCTS, false, table(RuleTable.PRODUCTS, List.of(product(number, "豇豆", 9))));
        assertThat(proposal.added()).isEqualTo(1);
        var replay = Objects.requireNonNull(proposal.replay());
        assertThat(replay.differ()).isPositive();
        assertThat(replay.first().getFirst().after()).contains("PD99990001", "等 9 天");
        assertThat(books.current().products(number)).isEmpty();
        assertThat(proposals.find(approver, proposal.id())).isEmpty();
        assertThat(key(proposals.approve(approver, proposal.id(), proposal.base(), today, "好")))
                .isEqualTo("standard.proposal-decided");

        assertThat(key(proposals.handIn(bearer, proposal.id(), " "))).isEqualTo("standard.proposal-document");
        proposals.handIn(bearer, proposal.id(), "示例名录").orElseThrow();
        assertThat(key(proposals.approve(bearer, proposal.id(), proposal.base(), today, "好")))
                .isEqualTo("standard.proposal-own");
        assertThat(key(proposals.refuse(bearer, proposal.id(), "不"))).isEqualTo("standard.proposal-own");
        assertThat(key(proposals.approve(county, proposal.id(), proposal.base(), today, "好")))
                .isEqualTo("standard.proposal-no-right");
        assertThat(key(proposals.approve(approver, proposal.id(), proposal.base(), today, " ")))
                .isEqualTo("standard.proposal-reason");
        assertThat(key(proposals.approve(approver, proposal.id(), proposal.base(), null, "好")))
                .isEqualTo("standard.day-wrong");
        assertThat(key(proposals.approve(approver, proposal.id(), proposal.base(), today.minusDays(1), "好")))
                .isEqualTo("standard.proposal-day");
        assertThat(key(proposals.approve(approver, proposal.id(), proposal.base() - 1, today, "好")))
                .isEqualTo("standard.proposal-outdated");
        var done = proposals
                .approve(approver, proposal.id(), proposal.base(), today, "逐条核对过")
                .orElseThrow();
        assertThat(done.state()).isEqualTo(Proposal.State.APPROVED);
        assertThat(key(proposals.refuse(approver, proposal.id(), "再想想"))).isEqualTo("standard.proposal-decided");

        var rules = new InputRules(books.current());
        var answer = rules.mayUse("演示乳油", number, "豆角", today);
        assertThat(answer.verdict()).isEqualTo(Verdict.LIMITED);
        assertThat(answer.say()).contains("按登记打药后等 9 天", "最早 " + today.plusDays(9));
        assertThat(answer.mostUses()).contains(2);
        assertThat(rules.mayUse("演示乳油", number, "韭菜", today).verdict()).isEqualTo(Verdict.OFF_LABEL);
        assertThat(rules.mayUse("演示乳油", number, "韭菜", today).say()).contains("没有登记韭菜，不能扩大使用范围");
        assertThat(rules.mayUse("演示乳油", number, "豇豆", LocalDate.of(2028, 1, 1)).warning())
                .contains("2027-12-31 到期");
        assertThat(rules.label(number, "豇豆", today)
                        .orElseThrow()
                        .dose()
                        .orElseThrow()
                        .toString())
                .isEqualTo("30—40 毫升/亩");
        assertThat(rules.substancesOf(InputKind.PESTICIDE, "随便", number)).containsExactly("阿维菌素");
        assertThat(books.on(today.minusDays(1)).products(number)).isEmpty();
        assertThat(sql.select(ENTRIES.ACT)
                        .from(ENTRIES)
                        .where(ENTRIES.SUBJECT_KIND.eq("rule-proposal"))
                        .and(ENTRIES.SUBJECT_ID.eq(Long.toString(proposal.id())))
                        .orderBy(ENTRIES.ID)
                        .fetch(ENTRIES.ACT))
                .containsExactly("rules.hand-in", "rules.approve");
    }

    /// The last: days of force only go forward.
    @Test
    @Order(Integer.MAX_VALUE)
    @DisplayName("整张名录：没有列出的作废，别类的不动；将来生效的那天才变；两批交错要重新比对；日期不能倒着来")
    void wholeListAndFutureDay() {
        var drugs = IntStream.range(0, 3)
                .mapToObj(n -> ban("示例物质" + n, "禁用", "销售和使用", "", "2026-01-01"))
                .toList();
        var rows = new java.util.ArrayList<>(drugs);
        rows.add(ban("克百威", "禁用", "销售和使用", "", "2026-06-01"));
        var content = table(RuleTable.RESTRICTIONS, rows);
        var first = prepared(RuleTable.RESTRICTIONS, true, content);
        assertThat(first.added()).isEqualTo(3);
        assertThat(first.ended()).isGreaterThan(50);
        assertThat(first.same() + first.changed()).isEqualTo(1);
        var second = prepared(
                RuleTable.WITHDRAWAL,
                false,
                table(RuleTable.WITHDRAWAL, List.of(List.of("示例片", "示例兽药", "片", "肉牛", "天数", 12, "示例公告", "示例"))));
        var vets = books.current().rows().restrictions().stream()
                .filter(row -> row.kind() == InputKind.VETERINARY)
                .count();
        var inForce = today.plusDays(10);
        var day = approved(first, inForce).from();
        assertThat(day).isEqualTo(inForce);

        // Until then the old book counts.
        assertThat(new InputRules(books.current()).mayUse("六六六", "水稻", today).verdict())
                .isEqualTo(Verdict.BANNED);
        assertThat(new InputRules(books.current()).mayUse("示例物质1", "水稻", today).verdict())
                .isEqualTo(Verdict.UNKNOWN);
        var then = books.on(inForce);
        assertThat(new InputRules(then).mayUse("示例物质1", "水稻", inForce).verdict())
                .isEqualTo(Verdict.BANNED);
        assertThat(new InputRules(then).mayUse("六六六", "水稻", inForce).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(then.rows().restrictions().stream()
                        .filter(row -> row.kind() == InputKind.VETERINARY)
                        .count())
                .isEqualTo(vets);
        // What the file says is what the book then has.
        assertThat(Difference.between(
                                RuleTable.RESTRICTIONS.of(then.rows()),
                                RuleTable.RESTRICTIONS.of(then.rows()),
                                true,
                                RuleTable.RESTRICTIONS::part)
                        .changes())
                .isEmpty();
        assertThat(prepared(RuleTable.RESTRICTIONS, true, content).changes()).isZero();

        // The other one was held against the book before.
        proposals.handIn(bearer, second.id(), "示例").orElseThrow();
        assertThat(key(proposals.approve(approver, second.id(), second.base(), inForce, "好")))
                .isEqualTo("standard.proposal-outdated");
        var again = proposals.compareAgain(approver, second.id()).orElseThrow();
        assertThat(key(proposals.approve(approver, again.id(), again.base(), today, "好")))
                .isEqualTo("standard.proposal-day");
        proposals.approve(approver, again.id(), again.base(), inForce, "好").orElseThrow();
        assertThat(new InputRules(books.on(inForce))
                        .interval("示例兽药", "肉牛", null, inForce)
                        .orElseThrow()
                        .days())
                .contains(12);
    }

    @Test
    @DisplayName("限量、兽药产品、允许名单：导入后查得到；新标准连同实施日期一起进来")
    void otherTables() {
        var day = today;
        approved(
                prepared(
                        RuleTable.LIMITS,
                        true,
                        table(
                                RuleTable.LIMITS,
                                List.of(
                                        List.of("GB 99999-2026", "增补", "2026-03-01", "示例物质", "韭菜", 0.25, "否", "示例"),
                                        List.of(
                                                "GB 99999-2026",
                                                "增补",
                                                "2026-03-01",
                                                "示例物质",
                                                "蔬菜（韭菜除外）",
                                                "0.5",
                                                "是",
                                                "示例")))),
                day);
        approved(
                prepared(
                        RuleTable.VETERINARY,
                        false,
                        table(
                                RuleTable.VETERINARY,
                                List.of(List.of(
                                        "兽药字990000001",
                                        "示例片",
                                        "土霉素",
                                        "片",
                                        "鸡蛋",
                                        "",
                                        "产蛋期禁用",
                                        "",
                                        "2026-01-01",
                                        "",
                                        "示例")))),
                day);
        approved(
                prepared(
                        RuleTable.PERMITTED,
                        true,
                        table(
                                RuleTable.PERMITTED,
                                List.of(List.of(
                                        "有机", "示例类", "示例物质", "只在温室", "GB/T 19630-2019 附录A", "2020-01-01", "", "示例")))),
                day);
        var rules = new InputRules(books.on(day));
        var limit = Objects.requireNonNull(
                rules.residueLimit("示例物质", "韭菜", LocalDate.of(2026, 5, 1)).taken());
        assertThat(limit.limit()).isEqualByComparingTo("0.25");
        var other = Objects.requireNonNull(
                rules.residueLimit("示例物质", "芹菜", LocalDate.of(2026, 5, 1)).taken());
        assertThat(other.amount()).isEqualTo("0.5 mg/kg（临时限量）");
        assertThat(rules.residueLimit("示例物质", "韭菜", LocalDate.of(2026, 2, 1)).taken())
                .isNull();
        assertThat(rules.mayUse("示例片", "兽药字990000001", "鸡蛋", today).say()).contains("产蛋期禁用，按登记的标签");
        assertThat(rules.permitted(Permitted.List.ORGANIC, "示例物质", today))
                .singleElement()
                .extracting(Permitted::conditions)
                .isEqualTo("只在温室");
        assertThat(rules.permitted(Permitted.List.GREEN, "示例物质", today)).isEmpty();
    }

    @Test
    @DisplayName("不是这种表的文件：一句话说清楚，什么也不进来")
    void wrongFiles() {
        record Wrong(String what, byte[] content, String key) {}
        for (var wrong : List.of(
                new Wrong("空文件", new byte[0], "exchange.file.empty"),
                new Wrong("文字", "不是表".getBytes(StandardCharsets.UTF_8), "exchange.file.not-xlsx"),
                new Wrong("坏的压缩包", new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0}, "exchange.file.broken"),
                new Wrong("别的名录的模板", table(RuleTable.LIMITS, List.of()), "exchange.sheet.missing"),
                new Wrong("改了工作表名字的别的模板", sheet("登记农药", sheet -> sheet.value(0, 0, "标准号*")), "exchange.sheet.columns"),
                new Wrong("没有填", table(RuleTable.PRODUCTS, List.of()), "exchange.sheet.no-rows"),
                new Wrong(
                        "合并单元格",
                        table(RuleTable.PRODUCTS, sheet -> {
                            sheet.value(1, 0, "PD99990009");
                            sheet.range(1, 0, 2, 0).merge();
                        }),
                        "exchange.sheet.merged")))
            assertThat(key(proposals.prepare(bearer, RuleTable.PRODUCTS, false, "表.xlsx", wrong.content())))
                    .as(wrong.what())
                    .isEqualTo(wrong.key());
        assertThat(key(proposals.prepare(
                        county,
                        RuleTable.PRODUCTS,
                        false,
                        "表.xlsx",
                        table(RuleTable.PRODUCTS, List.of(product("PD99990002", "豇豆", 5))))))
                .isEqualTo("standard.proposal-no-right");
    }

    @Test
    @DisplayName("有错的行：每一处说在第几行哪一列；有错不能交审；改好的整张表可以下载")
    void faultyRows() {
        var content = table(RuleTable.PRODUCTS, sheet -> {
            var good = product("PD99990003", "豇豆", 5);
            for (int r = 1; r <= 6; r++)
                for (int c = 0; c < good.size(); c++)
                    sheet.value(r, c, good.get(c).toString());
            for (int r = 1; r <= 6; r++) sheet.value(r, 4, "作物" + r);
            sheet.formula(1, 7, "1+1");
            sheet.value(2, 7, "五天");
            sheet.value(3, 9, "2025-12-31");
            sheet.value(4, 8, "昨天");
            sheet.value(5, 0, "");
            sheet.value(6, 4, "作物4");
            sheet.value(4, 4, "作物4");
        });
        var proposal = prepared(RuleTable.PRODUCTS, false, content);
        assertThat(proposal.faulty()).isEqualTo(5);
        assertThat(proposal.changes()).isZero();
        assertThat(proposals.faults(proposal, 100))
                .extracting(Proposals.Fault::row, Proposals.Fault::sentence)
                .contains(
                        org.assertj.core.groups.Tuple.tuple(2, "这一格是公式，复制后选择性粘贴成数值再传"),
                        org.assertj.core.groups.Tuple.tuple(3, "“五天”要写 0 到 3650 的整数"),
                        org.assertj.core.groups.Tuple.tuple(4, "止在起的前面"),
                        org.assertj.core.groups.Tuple.tuple(5, "“昨天”不是日期，写成 2026-06-18 这样"),
                        org.assertj.core.groups.Tuple.tuple(6, "要填"));
        assertThat(key(proposals.handIn(bearer, proposal.id(), "名录"))).isEqualTo("standard.proposal-faulty");
        var mending = proposals.mending(proposal);
        assertThat(prepared(RuleTable.PRODUCTS, false, mending).rows()).isEqualTo(6);
    }

    @Test
    @DisplayName("页面：导入、差异、试算、批准；县里不能导入；别人的草稿看不到")
    void pages() throws Exception {
        assertThat(text(bearer, "/standards/rules")).contains("导入官方名录", "登记农药", "批准过的各批");
        assertThat(text(county, "/standards/rules")).doesNotContain("导入官方名录");
        assertThat(status(county, "/standards/rules/import/products")).isEqualTo(403);
        assertThat(status(bearer, "/standards/rules/import/unknown")).isEqualTo(404);
        assertThat(text(bearer, "/standards/rules/import/products")).contains("登记证号", "只增改");
        assertThat(status(bearer, "/standards/rules/import/limits/template")).isEqualTo(200);
        var file = new MockMultipartFile(
                "file",
                "名录.xlsx",
                "application/octet-stream",
                table(RuleTable.PRODUCTS, List.of(product("PD99990004", "芹菜", 8))));
        var refused = mvc.perform(
                        multipart("/standards/rules/import/products").file(file).with(SignedInAs.actor(bearer)))
                .andReturn()
                .getResponse();
        assertThat(refused.getContentAsString(StandardCharsets.UTF_8)).contains("选整张名录还是只增改");
        var path = Objects.requireNonNull(mvc.perform(multipart("/standards/rules/import/products")
                        .file(file)
                        .param("whole", "no")
                        .with(SignedInAs.actor(bearer)))
                .andReturn()
                .getResponse()
                .getRedirectedUrl());
        assertThat(text(bearer, path)).contains("新增 1、改动 0、作废 0 条", "试算：哪些回答会变", "PD99990004");
        assertThat(status(approver, path)).isEqualTo(404);
        mvc.perform(post(path + "/hand-in").param("document", "示例名录").with(SignedInAs.actor(bearer)));
        assertThat(text(bearer, path)).contains("你自己不能批").doesNotContain("批准还是不批准");
        assertThat(text(approver, path)).contains("批准还是不批准");
        mvc.perform(post(path + "/refuse").param("reason", "不是最新的名录").with(SignedInAs.actor(approver)));
        assertThat(text(bearer, path)).contains("没有批准：不是最新的名录");
        assertThat(text(county, path + "?change=ADDED&page=7")).contains("差异");
    }

    @Test
    @DisplayName("十万条登记产品：列表和查询都在内存里，只问数据库一次")
    void manyProducts() throws Exception {
        int release = sql.select(org.jooq.impl.DSL.max(RELEASES.ID))
                        .from(RELEASES)
                        .fetchSingle()
                        .value1()
                + 1;
        sql.execute(
                "insert into standard.releases (id, title, in_force_from) select ?, '十万条', max(in_force_from)"
                        + " from standard.releases",
                release);
        sql.execute(
                "insert into standard.products (kind, registration, crop, name, substances, formulation, max_uses, rule,"
                        + " interval_days, valid_from, source, release_id) select 'pesticide', 'PD98' || lpad(n::text, 6, '0'),"
                        + " '豇豆', '示例' || n % 500, array['阿维菌素'], '乳油', 2, 'days', n % 30, '2026-01-01', '示例', ?"
                        + " from generate_series(1, 100000) n",
                release);
        sql.execute("update standard.releases set in_force_from = ? where id = ?", today, release);
        books.current();
        for (var path : List.of(
                "/standards/products?q=PD98099",
                "/standards/products?page=1000",
                "/standards/inputs?crop=豇豆&registration=PD98099999")) {
            var sent = SentStatements.of(sql, () -> text(county, path));
            assertThat(sent.texts())
                    .as(path)
                    .filteredOn(said -> said.contains("standard"))
                    .hasSizeLessThanOrEqualTo(1);
        }
        assertThat(text(county, "/standards/products?q=PD98099")).contains("1,000 条", "PD98099001");
        assertThat(text(county, "/standards/inputs?crop=豇豆&registration=PD98099999"))
                .contains("按登记");
        sql.deleteFrom(PRODUCTS).where(PRODUCTS.RELEASE_ID.eq(release)).execute();
        sql.deleteFrom(RELEASES).where(RELEASES.ID.eq(release)).execute();
    }

    private String text(Actor who, String path) throws Exception {
        return mvc.perform(get(java.net.URI.create(encoded(path))).with(SignedInAs.actor(who)))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private int status(Actor who, String path) throws Exception {
        return mvc.perform(get(path).with(SignedInAs.actor(who)))
                .andReturn()
                .getResponse()
                .getStatus();
    }

    private static String encoded(String path) {
        return java.net
                .URI
                .create(path.replace("豇豆", java.net.URLEncoder.encode("豇豆", StandardCharsets.UTF_8)))
                .toString();
    }
}
