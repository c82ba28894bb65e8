package org.nongyou.project;

import static nongyoudb.project.Tables.VOUCHERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Money;
import org.nongyou.web.NotFound;

@DisplayName("项目资金：立项、下达、预算、合同、支出")
class ProjectFundsTest extends ProjectScenario {

    @Test
    @DisplayName("十二个产品都立项：2 个 270 万、10 个 300 万，合计 3540 万元，一分不差")
    void theTwelve() {
        var allocation = scheme.allocation("product-funds").orElseThrow();
        for (var row : allocation.rows()) {
            var open = row.region() == null;
            TestPeople.division(sql, new org.nongyou.region.RegionCode("141022"));
            var project = establish(province, row.product(), open ? "141022" : "", open ? "登记证书写明" : "")
                    .orElseThrow();
            assertThat(project.sums().funds()).isEqualTo(row.amount());
            assertThat(project.region().value()).isEqualTo(open ? "141022" : row.region());
        }
        var sums = lists.sums(province.scope(), ProjectFilter.NONE);
        assertThat(sums.stream().mapToInt(ProjectLists.Sum::projects).sum()).isEqualTo(12);
        assertThat(sums.stream().map(one -> one.sums().funds()).reduce(Money.ZERO, Money::plus))
                .isEqualTo(Money.yuan("35400000.00"));
    }

    @Test
    @DisplayName("立项：只由发文机关办；文件没写县的要选县、写依据；不在资金安排里的、立过的都不行")
    void establishing() {
        refused(establish(county, "灵石酸枣仁", "", ""), "project.not-issuer", "山西省农业农村厅");
        refused(establish(city, "灵石酸枣仁", "", ""), "project.not-issuer");
        var leader = TestPeople.of(sql, offices, accounts, "p-leader", "140000", Role.LEADER);
        refused(establish(leader, "灵石酸枣仁", "", ""), "project.no-right");
        refused(establish(province, "阳澄湖大闸蟹", "", ""), "project.not-funded", "阳澄湖大闸蟹");
        var open = establish(province, "隆化小米", "", "");
        refused(open, "project.county-missing", "隆化小米", "文件没有写");
        refused(open, "project.text-missing", "依据");
        assertThat(clauses(open)).contains("一、二");
        refused(establish(province, "隆化小米", "140700", "证书"), "project.county-missing");
        refused(establish(province, "隆化小米", "620702", "证书"), "project.county-missing");
        // The document's county stands, whatever is typed.
        assertThat(establish(province, "灵石酸枣仁", "140121", "别处")
                        .orElseThrow()
                        .region()
                        .value())
                .isEqualTo("140729");
        refused(establish(province, "灵石酸枣仁", "", ""), "project.established-already", "一个产品一个项目");
    }

    @Test
    @DisplayName("下达：省到市、市到县，超了、重了、越级都不受理；收回要没用过")
    void handingDown() {
        var project = lingshi();
        var leader = TestPeople.of(sql, offices, accounts, "jz-leader", "140700", Role.LEADER);
        refused(hand(leader, project, "1", "文"), "project.no-right");
        refused(hand(county, project, "1", "文"), "project.wrong-office", "农业农村部门办");
        var over = hand(province, project, "3000000.01", "晋1");
        refused(over, "project.transfer-over", "3,000,000.00", "3,000,000.01");
        assertThat(clauses(over)).containsExactly("四");
        refused(hand(city, project, "1", "市1"), "project.transfer-over", "市级有 0.00 元");
        hand(province, project, "2,000,000", "晋1").orElseThrow();
        refused(hand(province, project, "1000000", "晋1"), "project.transfer-again", "晋1");
        for (var wrong : List.of("-5", "0", "0.00"))
            refused(hand(province, project, wrong, "晋2"), "project.amount-not-positive");
        for (var wrong : List.of("", "三百万", "1.234", "1e9", "NaN"))
            refused(hand(province, project, wrong, "晋2"), "project.amount-wrong");
        refused(hand(province, project, "99999999999999999999", "晋2"), "project.amount-huge", "超过 1 万亿元");
        refused(
                funds.transfer(province, project.id(), new NewTransfer("1", "晋2", " ")),
                "project.day-missing",
                "填上下达日期");
        refused(funds.transfer(province, project.id(), new NewTransfer("1", "晋2", "2021-06-19")), "project.day-future");
        refused(funds.transfer(province, project.id(), new NewTransfer("1", "晋2", "2020-12-31")), "project.day-before");
        refused(funds.transfer(province, project.id(), new NewTransfer("1", "晋2", "六月")), "project.day-wrong");
        refused(hand(city, project, "2000000.01", "市1"), "project.transfer-over");
        hand(city, project, "1500000", "市1").orElseThrow();
        assertThat(find(project).sums().received()).isEqualTo(Money.yuan("1500000"));
        var first = funds.transfers(project).getFirst();
        refused(funds.voidTransfer(province, project.id(), first.id(), "错了"), "project.transfer-used");
        refused(funds.voidTransfer(city, project.id(), first.id(), "错了"), "project.wrong-office");
        var second = funds.transfers(project).getLast();
        refused(funds.voidTransfer(city, project.id(), second.id(), " "), "project.text-missing");
        funds.voidTransfer(city, project.id(), second.id(), "文号错了").orElseThrow();
        refused(funds.voidTransfer(city, project.id(), second.id(), "再收"), "project.void-gone");
        funds.voidTransfer(province, project.id(), first.id(), "重发").orElseThrow();
        assertThat(funds.standing(project)).containsEntry(Level.CITY, Money.ZERO);
    }

    @Test
    @DisplayName("预算：不超过资金，不少于已签已付；用途只能是方案写明的")
    void planning() {
        var project = funded();
        refused(plan(project, "多出来", "capacity", "900000.01"), "project.plan-over", "900,000.00");
        refused(plan(project, "吃饭", "dinner", "1"), "project.purpose-unknown");
        refused(plan(project, "冷库", "capacity", "1"), "project.line-again");
        refused(plan(project, "x".repeat(61), "capacity", "1"), "project.text-long");
        refused(funds.addLine(city, project.id(), new NewLine("冷库二", "capacity", "1")), "project.wrong-office");
        assertThatThrownBy(() -> funds.addLine(neighbour, project.id(), new NewLine("冷库二", "capacity", "1")))
                .isInstanceOf(NotFound.class);
        pay(project, "记-1", "60000").orElseThrow();
        refused(funds.changeLine(county, project.id(), line(project, "技术培训"), "59999.99"), "project.line-below-spent");
        funds.changeLine(county, project.id(), line(project, "技术培训"), "60000").orElseThrow();
        assertThat(find(project).sums().planned()).isEqualTo(Money.yuan("2060000"));
    }

    @Test
    @DisplayName("支出：超预算、超到账、不是这个用途、明天的、项目开始前的、一张凭证两次，都不受理")
    void payments() {
        var project = funded();
        pay(project, "记-1", "60000").orElseThrow();
        var over = pay(project, "记-2", "40000.01");
        refused(over, "project.voucher-over-line", "还剩 40,000.00 元", "超了 0.01 元");
        assertThat(clauses(over)).containsExactly("四");
        refused(pay(project, "记-1", "1"), "project.voucher-again", "60,000.00", "一张凭证只能列支一次");
        var off = pay(county, project, voucher(project, "技术培训", "capacity", "记-2", "2021-06-10", "1"));
        refused(off, "project.voucher-off-purpose", "提升质量和特色品质", "增强综合生产能力");
        assertThat(clauses(off)).containsExactly("四、三（一）、三（二）、三（三）、三（四）");
        refused(
                pay(county, project, voucher(project, "技术培训", "other", "记-2", "2021-06-10", "1")),
                "project.voucher-outside",
                "不能用项目资金");
        refused(
                pay(county, project, voucher(project, "技术培训", "quality", "记-2", "2021-06-19", "1")),
                "project.day-future");
        refused(
                pay(county, project, voucher(project, "技术培训", "quality", "记-2", "2020-12-31", "1")),
                "project.day-before",
                "2021-01-01");
        refused(pay(project, "记-2", "-1"), "project.amount-not-positive");
        refused(
                pay(city, project, voucher(project, "技术培训", "quality", "记-2", "2021-06-10", "1")),
                "project.wrong-office");
        assertThatThrownBy(() -> pay(neighbour, project, voucher(project, "技术培训", "quality", "记-2", "2021-06-10", "1")))
                .isInstanceOf(NotFound.class);
        // Everything that is wrong is told at once.
        var many = payments.pay(county, project.id(), new NewVoucher("", "", "", "", "", "", "", ""), null);
        // From the top of the form to its end.
        assertThat(refusal(many).all())
                .extracting("field")
                .containsExactly("line", "number", "paidOn", "amount", "payee", "content");
        refused(many, "project.day-missing", "填上支出日期");
        var both = pay(county, project, voucher(project, "技术培训", "capacity", "记-2", "2021-06-10", "40000.01"));
        assertThat(refusal(both).all()).extracting("field").containsExactly("purpose", "amount");
        assertThat(find(project).sums().spent()).isEqualTo(Money.yuan("60000"));
        assertThat(sql.fetchCount(VOUCHERS)).isEqualTo(1);
    }

    @Test
    @DisplayName("项目结束以后才付的，要写明为什么；写了照付，说明看得到")
    void afterTheProject() {
        var project = funded();
        on(2022, 3, 1);
        var late = voucher(project, "技术培训", "quality", "记-9", "2022-02-01", "100");
        var refused = pay(county, project, late);
        refused(refused, "project.voucher-after", "2022-02-01", "2021-12-31", "说明");
        assertThat(clauses(refused)).containsExactly("四");
        pay(county, project, voucher(project, "技术培训", "quality", "记-8", "2021-12-31", "100"))
                .orElseThrow();
        var why = new NewVoucher(
                late.line(), "quality", "", "记-9", "2022-02-01", late.payee(), late.content(), "100", "质保金到期");
        pay(county, project, why).orElseThrow();
        assertThat(payments.vouchers(project, 0, 10)).extracting("note").containsExactly("质保金到期", "");
    }

    @Test
    @DisplayName("没有专账不能支出；到账多少才能付多少；支出过就不能换账号")
    void theAccount() {
        var project = lingshi();
        plan(project, "技术培训", "quality", "100000").orElseThrow();
        refused(pay(project, "记-1", "1"), "project.account-missing", "专账核算");
        refused(projects.setAccount(county, project.id(), "行", "12", "王"), "project.account-number");
        projects.setAccount(county, project.id(), "灵石农商行", "62000000", "王会计").orElseThrow();
        refused(pay(project, "记-1", "1"), "project.voucher-over-received", "到账 0.00 元");
        hand(province, project, "3000000", "晋1").orElseThrow();
        hand(city, project, "50000", "市1").orElseThrow();
        refused(pay(project, "记-1", "50000.01"), "project.voucher-over-received");
        pay(project, "记-1", "50000").orElseThrow();
        refused(projects.setAccount(county, project.id(), "别行", "62000001", "王"), "project.account-in-use");
        projects.setAccount(county, project.id(), "灵石农商行", "62000000", "李会计").orElseThrow();
    }

    @Test
    @DisplayName("一个专账里的凭证号，别的项目也不能再用；别的专账可以")
    void oneVoucherInTheWholeAccount() {
        var project = funded();
        pay(project, "记-1", "100").orElseThrow();
        // However it is written.
        for (var spelled : List.of("记－1", "记- 1 ", "记—１", "记1", "记-1."))
            refused(pay(project, spelled, "1"), "project.voucher-again-spelled", "“记-1”", "2021-06-10", "1月13号");
        refused(pay(project, "——", "1"), "project.voucher-no-sign");
        var other = establish(province, "隆化小米", "140729", "测试用").orElseThrow();
        hand(province, other, "1000", "晋9").orElseThrow();
        hand(city, other, "1000", "市9").orElseThrow();
        plan(other, "技术培训", "quality", "1000").orElseThrow();
        projects.setAccount(county, other.id(), "灵石农商行", "6200000012345678", "王会计")
                .orElseThrow();
        refused(pay(other, "记 — 1", "100"), "project.voucher-elsewhere");
        projects.setAccount(county, other.id(), "灵石农商行", "6200000099999999", "王会计")
                .orElseThrow();
        pay(other, "记-1", "100").orElseThrow();
    }

    @Test
    @DisplayName("合同：不超过预算行；付款不超过合同、不早于签订、不换预算行；付过就不能作废")
    void contracts() {
        var project = funded();
        projects.addImplementer(county, project.id(), "示例合作社", "证书持有人").orElseThrow();
        refused(projects.addImplementer(county, project.id(), "示例合作社", "用标企业"), "project.implementer-again");
        var with = String.valueOf(funds.implementers(project).getFirst().id());
        var line = String.valueOf(line(project, "冷库"));
        refused(
                funds.contract(
                        county,
                        project.id(),
                        new NewContract(with, line, "合1", "建冷库", "2000000.01", "2021-05-01"),
                        null),
                "project.contract-over");
        refused(
                funds.contract(county, project.id(), new NewContract("99", "77", "合1", "建冷库", "1", "2021-05-01"), null),
                "project.implementer-unknown");
        var scan = new Attachment("合同.pdf", new ByteArrayInputStream("%PDF-1.7 合同".getBytes(StandardCharsets.UTF_8)));
        funds.contract(county, project.id(), new NewContract(with, line, "合1", "建冷库", "1200000", "2021-05-01"), scan)
                .orElseThrow();
        refused(
                funds.contract(county, project.id(), new NewContract(with, line, "合1", "再来", "1", "2021-05-01"), null),
                "project.contract-again");
        var contract = funds.contracts(project).getFirst();
        assertThat(contract.file()).isNotNull();
        // Without the contract: not to whom it is with, and not out of what it still needs.
        for (var payee : List.of("示例合作社", " 示例 合作社。")) {
            var beside = payments.pay(
                    county,
                    project.id(),
                    new NewVoucher(line, "capacity", "", "记-0", "2021-05-02", payee, "首付", "1"),
                    null);
            refused(beside, "project.voucher-contracted", "合1", "1,200,000.00");
            assertThat(clauses(beside)).containsExactly("四");
        }
        var eaten = pay(county, project, voucher(project, "冷库", "capacity", "记-0", "2021-05-02", "800000.01"));
        refused(eaten, "project.voucher-over-contracts", "1,200,000.00 元要留给", "最多还能付 800,000.00 元");
        assertThat(clauses(eaten)).containsExactly("四");
        pay(county, project, voucher(project, "冷库", "capacity", "记-0", "2021-05-02", "800000"))
                .orElseThrow();
        refused(
                funds.contract(county, project.id(), new NewContract(with, line, "合2", "再建", "1", "2021-05-01"), null),
                "project.contract-over",
                "合同以外支出 800,000.00 元",
                "最多还能签 0.00 元");
        refused(
                funds.changeLine(county, project.id(), Long.parseLong(line), "1999999.99"),
                "project.line-below-needs",
                "不能少于 2,000,000.00 元");
        var pay = new NewVoucher(line, "capacity", String.valueOf(contract.id()), "记-1", "2021-04-30", "", "首付", "1");
        refused(payments.pay(county, project.id(), pay, null), "project.voucher-before-contract");
        refused(
                payments.pay(
                        county,
                        project.id(),
                        new NewVoucher(line, "capacity", pay.contract(), "记-1", "2021-05-02", "", "首付", "1200000.01"),
                        null),
                "project.voucher-over-contract");
        refused(
                payments.pay(
                        county,
                        project.id(),
                        new NewVoucher(
                                String.valueOf(line(project, "技术培训")),
                                "quality",
                                pay.contract(),
                                "记-1",
                                "2021-05-02",
                                "",
                                "首付",
                                "1"),
                        null),
                "project.voucher-other-line");
        payments.pay(
                        county,
                        project.id(),
                        new NewVoucher(line, "capacity", pay.contract(), "记-1", "2021-05-02", "", "首付", "1200000"),
                        null)
                .orElseThrow();
        assertThat(payments.vouchers(project, 0, 10).getFirst().payee()).isEqualTo("示例合作社");
        refused(funds.voidContract(county, project.id(), contract.id(), "不做了"), "project.contract-paid");
        payments.reverse(
                        county,
                        project.id(),
                        payments.vouchers(project, 0, 10).getFirst().id(),
                        "付错了")
                .orElseThrow();
        funds.voidContract(county, project.id(), contract.id(), "不做了").orElseThrow();
        assertThat(find(project).sums().contracted()).isEqualTo(Money.ZERO);
        assertThat(funds.implementers(project).getFirst().contracts()).isZero();
    }

    @Test
    @DisplayName("冲销以后钱回到预算行，凭证号不能再用；市里认定没有专款专用，冲销才消")
    void reversing() {
        var project = funded();
        pay(project, "记-1", "60000").orElseThrow();
        var voucher = payments.vouchers(project, 0, 10).getFirst().id();
        refused(payments.markOffPurpose(county, project.id(), voucher, "查到"), "project.wrong-office");
        payments.markOffPurpose(city, project.id(), voucher, "买了办公桌").orElseThrow();
        assertThat(find(project).sums().offPurpose()).isEqualTo(Money.yuan("60000"));
        refused(payments.markOffPurpose(province, project.id(), voucher, "再认定"), "project.void-gone");
        refused(payments.reverse(county, project.id(), voucher, ""), "project.text-missing");
        payments.reverse(county, project.id(), voucher, "退回专账").orElseThrow();
        assertThat(find(project).sums().offPurpose()).isEqualTo(Money.ZERO);
        assertThat(find(project).sums().spent()).isEqualTo(Money.ZERO);
        refused(payments.reverse(county, project.id(), voucher, "再冲"), "project.void-gone");
        refused(pay(project, "记-1", "1"), "project.voucher-again");
        pay(project, "记-2", "100000").orElseThrow();
        assertThat(journal.of(province.scope(), "project", String.valueOf(project.id()), 50))
                .extracting("act")
                .contains("project.establish", "project.pay", "project.reverse", "project.off-purpose");
    }

    @Test
    @DisplayName("十笔同时付同一行，只过得去装得下的；同一张凭证同时点两次只记一笔")
    void atTheSameTime() throws Exception {
        var project = funded();
        var payments = new ArrayList<Callable<Decision<Project>>>();
        for (int i = 0; i < 10; i++) {
            var voucher = voucher(project, "技术培训", "quality", "记-" + i, "2021-06-10", "30000");
            payments.add(() -> pay(county, project, voucher));
        }
        assertThat(together(payments)).isEqualTo(3);
        assertThat(find(project).sums().spent()).isEqualTo(Money.yuan("90000"));
        var same = voucher(project, "冷库", "capacity", "双击", "2021-06-10", "1000");
        assertThat(together(List.of(
                        () -> pay(county, project, same),
                        () -> pay(county, project, same),
                        () -> pay(county, project, same))))
                .isEqualTo(1);
        assertThat(find(project).sums().spent()).isEqualTo(Money.yuan("91000"));
    }

    /// How many were done.
    private static long together(List<Callable<Decision<Project>>> all) throws Exception {
        var barrier = new CyclicBarrier(all.size());
        try (var threads = Executors.newFixedThreadPool(all.size())) {
            var results = threads.invokeAll(all.stream()
                    .map(one -> (Callable<Decision<Project>>) () -> {
                        barrier.await();
                        return one.call();
                    })
                    .toList());
            long done = 0;
            for (var one : results) if (one.get() instanceof Decision.Done<Project>) done++;
            return done;
        }
    }
}
