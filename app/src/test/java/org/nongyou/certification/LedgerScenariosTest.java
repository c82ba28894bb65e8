package org.nongyou.certification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.certification.CertificateFilter.Standing;
import org.nongyou.kernel.Decision;
import org.nongyou.region.RegionCode;
import org.nongyou.web.NotFound;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("认证台账：登记、续展、暂停、撤销、用标、证后检查")
class LedgerScenariosTest extends LedgerScenario {

    @Autowired
    CertificateFacts facts;

    @Test
    @DisplayName("一张有机证书的一生：登记、该续展、续展、暂停、恢复、撤销，每一期都留着")
    void aLife() {
        var coop = cooperative(clerk, "禾丰合作社", true);
        var one = organic(clerk, coop, "001OP2600123", "2026-01-10");
        assertThat(one.state(LocalDate.of(2026, 6, 1))).isEqualTo(CertificateState.VALID);
        assertThat(one.region()).isEqualTo(new RegionCode("140423"));

        on(2026, 11, 1);
        assertThat(now(one).state(LocalDate.of(2026, 11, 1))).isEqualTo(CertificateState.RENEWAL_DUE);
        assertThat(lists.desk(clerk.scope())).isEqualTo(new CertificateLists.Desk(0, 1, 0, 0, 0));
        var gap = new Amendments.Renewal("001OP2600123", "2026-10-30", "2027-02-01", "2028-01-31", "谷子", "", "");
        assertThat(sentences(amendments.renew(clerk, one.id(), 1, gap)))
                .containsExactly("证书到 2027-01-09 才到期，新的一期最晚从 2027-01-10 起，中间不能断");
        var joined =
                new Amendments.Renewal("001OP2700088", "2026-10-30", "2027-01-10", "2028-01-09", "谷子", "900", "270");
        var renewed = amendments.renew(clerk, one.id(), 1, joined).orElseThrow();
        assertThat(renewed.number()).isEqualTo("001OP2700088");
        assertThat(renewed.validFrom()).as("unbroken").isEqualTo("2026-01-10");
        assertThat(renewed.state(LocalDate.of(2026, 11, 1))).isEqualTo(CertificateState.VALID);
        assertThat(certificates.periods(renewed))
                .extracting(CertificatePeriod::number)
                .containsExactly("001OP2700088", "001OP2600123");
        // The number before is still its own: nobody else gets it.
        for (var spelled : List.of("001op 2600123", "001OP-2600123", "001OP—2600123", "001.OP_2600123"))
            assertThat(sentences(
                            certificates.record(clerk, form("organic", spelled, coop, "2026-10-01", "2027-09-30"))))
                    .singleElement()
                    .asString()
                    .startsWith("这个编号已经在台账里：有机产品 ")
                    .endsWith("，持有人是禾丰合作社。续展到那张证书上办");
        assertThat(sentences(certificates.record(clerk, form("organic", "O-12", coop, "2026-10-01", "2027-09-30"))))
                .anySatisfy(said -> assertThat(said).contains("太短，至少要有 4 个字母或数字"));

        assertThat(sentences(stops.suspend(clerk, one.id(), 1, "2026-11-01", "抽检不合格")))
                .containsExactly("别人刚改过这张证书，先看清楚现在的内容，再办一次");
        var stopped =
                stops.suspend(reviewer, one.id(), 2, "2026-11-01", "抽检不合格").orElseThrow();
        assertThat(stopped.state(LocalDate.of(2026, 11, 1))).isEqualTo(CertificateState.SUSPENDED);
        on(2026, 12, 1);
        assertThat(sentences(stops.resume(reviewer, one.id(), 3, "2026-10-01", "复检合格")))
                .containsExactly("不能早于 2026-11-01");
        stops.resume(reviewer, one.id(), 3, "2026-12-01", "复检合格").orElseThrow();
        assertThat(sentences(stops.withdraw(reviewer, one.id(), 4, "", " "))).containsExactly("填上哪天", "写上原因");
        var gone = stops.withdraw(reviewer, one.id(), 4, "2026-12-01", "不再做有机").orElseThrow();
        assertThat(gone.state(LocalDate.of(2026, 12, 1))).isEqualTo(CertificateState.WITHDRAWN);
        assertThat(sentences(amendments.renew(clerk, one.id(), 5, joined)))
                .containsExactly("证书从 2026-12-01 起已经撤销，不能再办");
        assertThat(journal.of(EVERYWHERE, Certificates.SUBJECT, Long.toString(one.id()), 20))
                .extracting(row -> row.act())
                .containsExactly(
                        "certificate.withdraw",
                        "certificate.resume",
                        "certificate.suspend",
                        "certificate.renew",
                        "certificate.record");
        assertThat(certificates.suspensions(gone))
                .containsExactly(new Suspension(
                        LocalDate.of(2026, 11, 1),
                        "抽检不合格",
                        reviewer.name(),
                        LocalDate.of(2026, 12, 1),
                        "复检合格",
                        reviewer.name()));
    }

    @Test
    @DisplayName("填错的一次全说出来，指到那一格，写依据")
    void wrongInput() {
        var coop = cooperative(clerk, "禾丰合作社", true);
        var wrong = new CertificateForm(
                "green-food",
                "GF14042325001",
                Long.toString(coop.id()),
                List.of("999"),
                "、",
                "-3",
                "1000000000",
                "",
                "2026-06-02",
                "",
                "2030-01-01",
                "",
                "",
                "");
        assertThat(sentences(certificates.record(clerk, wrong)))
                .containsExactly(
                        "2026-06-02 还没有到，最晚填今天（2026-06-01）",
                        "绿色食品的编号不是这个样子：GF14042325001。应该是GF 加 12 位数字（6 位县级区划、2 位年份、4 位顺序号），如 GF140423250012；或者 LB- 加 2 位类别，再加 - 和 10 位数字，末尾可以有 A 或 AA，如 LB-03-2504140123A",
                        "填证书范围里的产品，几个用顿号隔开",
                        "“面积”要大于 0，填的是 -3；没有就空着",
                        "“产量”填的是 1000000000，超过 10,000,000，看看是不是多打了几个零",
                        "填发证机构，照证书上写的");
        var late = form("green-food", "GF140423260012", coop, "2026-05-01", "2029-05-02");
        assertThat(refused(certificates.record(clerk, late)).clause()).isEqualTo("绿色食品标志管理办法：有效期三年");
        assertThat(sentences(certificates.record(clerk, late))).containsExactly("标志使用权三年，最晚到 2029-04-30");
        assertThat(sentences(
                        certificates.record(clerk, form("gi", "AGI2010-03-00248", coop, "2010-03-08", "2030-03-07"))))
                .containsExactly("农产品地理标志的登记证书长期有效，有效期止空着");
        assertThat(sentences(certificates.record(clerk, form("organic", "001OP2600123", coop, "2026-05-01", ""))))
                .containsExactly("有机产品要填有效期止：有效期一年");
        // What is not sure refuses nothing and is told.
        var odd = recorded(clerk, form("organic", "有机0001", coop, "2026-05-01", "2027-04-30"));
        assertThat(certificates.findings(odd)).singleElement().asString().contains("编号和常见的样子不同", "没有查实");
        assertThat(sql.fetchCount(nongyoudb.certification.Tables.CERTIFICATES)).isEqualTo(1);
    }

    @Test
    @DisplayName("更正写原因，留下改了什么；抄错的编号让出来")
    void correction() {
        var coop = cooperative(clerk, "禾丰合作社", true);
        var one = organic(clerk, coop, "001OP2600123", "2026-01-10");
        var right = form("organic", "001OP2600132", coop, "2026-01-10", "2027-01-09");
        assertThat(sentences(amendments.correct(clerk, one.id(), 1, right, ""))).containsExactly("写上原因");
        var corrected = amendments.correct(clerk, one.id(), 1, right, "编号抄错").orElseThrow();
        assertThat(corrected.number()).isEqualTo("001OP2600132");
        assertThat(journal.of(EVERYWHERE, Certificates.SUBJECT, Long.toString(one.id()), 1)
                        .getFirst()
                        .summary())
                .contains("编号由“001OP2600123”改为“001OP2600132”");
        organic(clerk, coop, "001OP2600123", "2026-02-10");
        assertThat(sentences(amendments.correct(
                        clerk, one.id(), 2, form("organic", "001OP2600123", coop, "2026-01-10", "2027-01-09"), "改回去")))
                .singleElement()
                .asString()
                .startsWith("这个编号已经在台账里");
        assertThat(now(one).number()).isEqualTo("001OP2600132");
    }

    @Test
    @DisplayName("别县的看不到也动不了；领导、主体只能看")
    void elsewhere() {
        var coop = cooperative(clerk, "禾丰合作社", true);
        var one = organic(clerk, coop, "001OP2600123", "2026-01-10");
        assertThat(certificates.find(neighbour.scope(), one.id())).isEmpty();
        assertThat(certificates.find(city.scope(), one.id())).isPresent();
        assertThat(certificates.find(new org.nongyou.region.Scope.Own(coop.id()), one.id()))
                .isPresent();
        assertThatThrownBy(() -> stops.withdraw(neighbour, one.id(), 1, "2026-06-01", "试试"))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> marks.sell(neighbour, one.id(), new MarkUses.NewSale("", "2026-Q1", "1", "", "", "")))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> checks.record(
                        neighbour,
                        one.id(),
                        new AfterChecks.NewCheck("2026-06-01", "某人", "没有", "passed", false, "", key())))
                .isInstanceOf(NotFound.class);
        assertThat(sentences(certificates.record(
                        neighbour, form("organic", "001OP2600124", coop, "2026-01-10", "2027-01-09"))))
                .containsExactly("选持有证书的主体；主体要先在你辖区的主体名录里");
        assertThat(refused(stops.withdraw(leader, one.id(), 1, "2026-06-01", "试试"))
                        .key())
                .isEqualTo("certification.no-right-decide");
        assertThat(refused(certificates.record(city, form("organic", "001OP2600124", coop, "2026-01-10", "2027-01-09")))
                        .key())
                .isEqualTo("certification.no-right");
    }

    @Test
    @DisplayName("同一个编号两个人同时登记，只进一张")
    void race() throws Exception {
        var coop = cooperative(clerk, "禾丰合作社", true);
        var work = new ArrayList<Callable<Decision<Certificate>>>();
        for (int i = 0; i < 6; i++)
            work.add(() ->
                    certificates.record(clerk, form("organic", "001OP2600123", coop, "2026-01-10", "2027-01-09")));
        try (var people = Executors.newFixedThreadPool(6)) {
            int done = 0;
            for (var one : people.invokeAll(work)) if (one.get() instanceof Decision.Done<Certificate>) done++;
            assertThat(done).isEqualTo(1);
        }
        assertThat(lists.total(EVERYWHERE, CertificateFilter.NONE).certificates())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("地理标志：授权用标不超产量，带标销售不超授权、不超产量，改要写原因")
    void marks() {
        var holder = cooperative(clerk, "襄垣县特产协会", false);
        var user = cooperative(neighbour, "邻县加工厂", false);
        var one = recorded(clerk, form("gi", "AGI2010-03-00248", holder, "2010-03-08", ""));
        assertThat(refused(marks.allow(
                                clerk,
                                organic(clerk, holder, "001OP2600123", "2026-01-10")
                                        .id(),
                                new MarkUses.NewUse("某厂", "谷子", "", "2026-01-01", "2026-12-31", "10", key())))
                        .message())
                .isEqualTo("有机产品的标志只由持有人自己用，不授权给别人");
        var allowed = marks.allow(
                        clerk,
                        one.id(),
                        new MarkUses.NewUse(
                                java.util.Objects.requireNonNull(user.creditCode()),
                                "谷子",
                                "襄标〔2026〕1 号",
                                "2026-01-01",
                                "2026-12-31",
                                "200",
                                key()))
                .orElseThrow();
        assertThat(allowed.userName()).isEqualTo("邻县加工厂");
        assertThat(sentences(marks.allow(
                        clerk, one.id(), new MarkUses.NewUse("另一家", "谷子", "", "2010-03-07", "2010-12-31", "1", key()))))
                .containsExactly("证书 2010-03-08 才有，授权不能早于这一天");
        assertThat(sentences(marks.allow(
                        clerk,
                        one.id(),
                        new MarkUses.NewUse("另一家", "谷子、黄豆", "", "2026-07-01", "2027-06-30", "", key()))))
                .containsExactly("“黄豆”不在证书范围里，证书上有：谷子、小米", "填每年最多用标多少吨");
        assertThat(sentences(marks.allow(
                        clerk,
                        one.id(),
                        new MarkUses.NewUse("另一家", "谷子", "", "2026-07-01", "2027-06-30", "161", key()))))
                .containsExactly("证书上每年产量 360 吨，同一时间已经授权 200 吨，最多还能授权 160 吨");

        var use = Long.toString(allowed.id());
        marks.sell(clerk, one.id(), new MarkUses.NewSale(use, "2026-Q1", "120", "960000", "", ""))
                .orElseThrow();
        assertThat(sentences(marks.sell(clerk, one.id(), new MarkUses.NewSale(use, "2026-Q2", "80.5", "", "", ""))))
                .containsExactly("2026 年授权 200 吨，已经报了 120 吨，最多还能报 80 吨");
        marks.sell(clerk, one.id(), new MarkUses.NewSale("", "2026-Q1", "200", "", "", ""))
                .orElseThrow();
        assertThat(sentences(marks.sell(clerk, one.id(), new MarkUses.NewSale(use, "2026-Q2", "60", "", "", ""))))
                .containsExactly("2026 年证书上的产量是 360 吨，已经报了带标销售 320 吨，最多还能报 40 吨。产量变了，先更正证书");
        assertThat(sentences(marks.sell(clerk, one.id(), new MarkUses.NewSale(use, "2026-Q2", "-1", "", "0.5", ""))))
                .containsExactly("“带标销量”要大于 0，填的是 -1", "“用标枚数”要填整数，填的是 0.5");
        assertThat(sentences(marks.sell(clerk, one.id(), new MarkUses.NewSale(use, "2026-Q3", "1", "", "", ""))))
                .containsExactly("这个季度从 2026-07-01 才开始，还不能报");
        assertThat(sentences(marks.sell(clerk, one.id(), new MarkUses.NewSale(use, "2025-Q4", "1", "", "", ""))))
                .containsExactly("“邻县加工厂”的授权从 2026-01-01 到 2026-12-31，这个季度不在里面");
        assertThat(sentences(marks.sell(clerk, one.id(), new MarkUses.NewSale("", "2026-Q1", "150", "", "", ""))))
                .containsExactly("2026年第1季度已经报了 200 吨，要改，写上原因");
        marks.sell(clerk, one.id(), new MarkUses.NewSale("", "2026-Q1", "150", "", "", "多算一车"))
                .orElseThrow();
        assertThat(marks.soldIn(one, 2026)).isEqualByComparingTo("270");
        assertThat(marks.sales(one)).hasSize(3).filteredOn(MarkSale::current).hasSize(2);
        marks.end(clerk, one.id(), allowed.id(), "2026-06-01", "协议解除").orElseThrow();
        assertThat(marks.of(one).getFirst().stateTitle(LocalDate.of(2026, 6, 1)))
                .isEqualTo("已终止");
        var taken = new MarkUses.NewUse("另一家", "谷子", "", "2030-01-01", "2030-12-31", "1", key());
        marks.allow(clerk, one.id(), taken).orElseThrow();
        var second = recorded(clerk, form("gi", "AGI2010-03-00249", holder, "2010-03-08", ""));
        assertThat(refused(marks.allow(clerk, second.id(), taken)).key()).isEqualTo("certification.form-taken");
    }

    @Test
    @DisplayName("证后检查：限期整改、反馈认证机构、认证机构答复、改好，一步一步有日期；超期看得到")
    void afterCertification() {
        var coop = cooperative(clerk, "禾丰合作社", true);
        var field = base(clerk, coop, "襄垣县禾丰谷子基地");
        var form = form("organic", "001OP2600123", coop, "2026-01-10", "2027-01-09");
        var one = recorded(
                clerk,
                new CertificateForm(
                        form.kind(),
                        form.number(),
                        form.producerId(),
                        List.of(Long.toString(field.id())),
                        form.products(),
                        form.areaMu(),
                        form.outputTonnes(),
                        form.certifier(),
                        form.issuedOn(),
                        "",
                        form.validTo(),
                        "",
                        "",
                        ""));
        assertThat(lists.ofBase(field.id())).extracting(Certificate::id).containsExactly(one.id());
        assertThat(sentences(checks.record(
                        clerk,
                        one.id(),
                        new AfterChecks.NewCheck("2026-06-02", "", " ", "mend", true, "2026-05-01", key()))))
                .containsExactly("2026-06-02 还没有到，最晚填今天（2026-06-01）", "写上谁检查的", "写上发现了什么；没有问题就写“未发现问题”");
        assertThat(sentences(checks.record(
                        clerk,
                        one.id(),
                        new AfterChecks.NewCheck("2026-01-09", "李示例", "未发现问题", "passed", false, "", key()))))
                .containsExactly("证书 2026-01-10 才有，证后检查不能早于这一天");
        var formKey = key();
        var check =
                new AfterChecks.NewCheck("2026-05-20", "李示例、王示例", "包装上的产品超出证书范围", "mend", true, "2026-06-10", formKey);
        var found = checks.record(clerk, one.id(), check).orElseThrow();
        assertThat(checks.record(clerk, one.id(), check).orElseThrow().id())
                .as("sent twice")
                .isEqualTo(found.id());
        var other = organic(clerk, coop, "001OP2600124", "2026-01-10");
        assertThat(refused(checks.record(clerk, other.id(), check)).key()).isEqualTo("certification.form-taken");
        assertThat(told(
                                facts.values(
                                        "base",
                                        Long.toString(field.id()),
                                        Set.of("base.mark_misuse_cases"),
                                        LocalDate.of(2026, 6, 1)),
                                "base.mark_misuse_cases")
                        .value())
                .isEqualTo(1L);
        assertThat(refused(checks.answered(clerk, one.id(), found.id(), 1, "2026-06-01", "知道了"))
                        .key())
                .isEqualTo("certification.not-told");
        checks.tell(clerk, one.id(), found.id(), 1, "2026-05-25", "请核实标志使用").orElseThrow();
        assertThat(sentences(checks.answered(clerk, one.id(), found.id(), 2, "2026-05-24", "已暂停供标")))
                .containsExactly("不能早于 2026-05-25");
        checks.answered(clerk, one.id(), found.id(), 2, "2026-05-28", "已暂停供标").orElseThrow();
        assertThat(lists.desk(clerk.scope()).mend()).isEqualTo(1);
        on(2026, 6, 11);
        assertThat(lists.desk(clerk.scope())).isEqualTo(new CertificateLists.Desk(0, 0, 0, 1, 1));
        checks.mended(clerk, one.id(), found.id(), 3, "2026-06-11", "旧包装全部销毁").orElseThrow();
        assertThat(lists.desk(clerk.scope()).mend()).isZero();
        assertThat(refused(checks.mended(clerk, one.id(), found.id(), 4, "2026-06-11", "再来"))
                        .key())
                .isEqualTo("certification.nothing-to-mend");
        assertThat(journal.of(EVERYWHERE, Certificates.SUBJECT, Long.toString(one.id()), 9))
                .extracting(row -> row.act())
                .containsExactly(
                        "certificate.mended",
                        "certificate.answer",
                        "certificate.tell",
                        "certificate.check",
                        "certificate.record");
    }

    @Test
    @DisplayName("指标要的数：有效的绿色有机地标产品、有机主体和入追溯的，和清单一样")
    void counted() {
        var traced = cooperative(clerk, "入平台的社", true);
        var not = cooperative(neighbour, "没入平台的社", false);
        organic(clerk, traced, "001OP2600001", "2026-01-10");
        organic(neighbour, not, "001OP2600002", "2026-01-10");
        recorded(clerk, form("organic-conversion", "001OP2600003", traced, "2026-01-10", "2027-01-09"));
        recorded(clerk, form("gi", "AGI2010-03-00248", traced, "2010-03-08", ""));
        recorded(clerk, form("green-food", "GF140423230001", traced, "2023-04-01", "2026-03-31"));
        var stopped = recorded(clerk, form("shenzhen", "圳品0001", traced, "2026-01-10", "2027-01-09"));
        stops.suspend(reviewer, stopped.id(), 1, "2026-06-01", "检查").orElseThrow();
        var today = LocalDate.of(2026, 6, 1);
        for (var place : List.of("140423", "140427", "140400", "140000", "140423100", "000000")) {
            var told = facts.values("region", place, facts.supplies(), today);
            var link = java.util.Objects.requireNonNull(
                    told(told, "region.quality_products").link());
            var filter = CertificateFilter.of(query(link));
            assertThat(lists.total(EVERYWHERE, filter).products())
                    .as(place)
                    .isEqualTo(told(told, "region.quality_products").value());
        }
        var inCity = facts.values("region", "140400", facts.supplies(), today);
        assertThat(told(inCity, "region.quality_products").value())
                .as("two organic, one GI, two products each")
                .isEqualTo(6L);
        assertThat(told(inCity, "region.organic_producers").value()).isEqualTo(2L);
        assertThat(told(inCity, "region.organic_producers_traced").value()).isEqualTo(1L);
        var claimed = facts.values(
                "certification", " 001op2600003", Set.of("certification.type", "certification.issued_on"), today);
        assertThat(told(claimed, "certification.type").value()).isEqualTo("organic-conversion");
        assertThat(told(claimed, "certification.issued_on").value()).isEqualTo(LocalDate.of(2026, 1, 10));
        assertThat(facts.values("certification", "没有的", Set.of("certification.type"), today))
                .isEmpty();
        assertThat(lists.list(EVERYWHERE, CertificateFilter.NONE.standing(Standing.CONVERSION), 0, 9))
                .singleElement()
                .satisfies(one ->
                        assertThat(one.stateTitle(LocalDate.of(2026, 6, 1))).isEqualTo("转换期第 1 年"));
    }

    static java.util.Map<String, String> query(String link) {
        var query = new java.util.HashMap<String, String>();
        for (var part : link.substring(link.indexOf('?') + 1).split("&")) {
            var equals = part.indexOf('=');
            query.put(part.substring(0, equals), part.substring(equals + 1));
        }
        return query;
    }
}
