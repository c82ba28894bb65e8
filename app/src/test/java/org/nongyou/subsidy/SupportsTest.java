package org.nongyou.subsidy;

import static nongyoudb.subsidy.Tables.SUPPORTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.nongyou.FiveLevels.PLACES;
import static org.nongyou.FiveLevels.pick;
import static org.nongyou.FiveLevels.scopes;
import static org.nongyou.FiveLevels.sees;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.ApplicationTest;
import org.nongyou.SentStatements;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.identity.web.SignedInAs;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Money;
import org.nongyou.kernel.Refusal;
import org.nongyou.producer.CreditCode;
import org.nongyou.producer.Producer;
import org.nongyou.producer.ProducerForm;
import org.nongyou.producer.Producers;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;

@DisplayName("贴息贷款、农业保险、其他项目资金：到分，一笔一次，按年按地合计")
class SupportsTest extends ApplicationTest {

    private static final long SEED = 20261123;

    @Autowired
    Supports supports;

    @Autowired
    SupportLists lists;

    @Autowired
    Producers producers;

    @Autowired
    Offices offices;

    @Autowired
    Accounts accounts;

    private Actor clerk;
    private Actor neighbour;
    private Actor leader;
    private Producer coop;
    private LocalDate today;

    @BeforeEach
    void people() {
        rewind();
        today = LocalDate.now(Ui.ZONE);
        clerk = TestPeople.of(sql, offices, accounts, "gz", "620702", Role.CLERK);
        neighbour = TestPeople.of(sql, offices, accounts, "ml", "620722", Role.CLERK);
        leader = TestPeople.of(sql, offices, accounts, "gz-leader", "620702", Role.LEADER);
        var body = "93620702MB0000001";
        coop = producers
                .register(
                        clerk,
                        new ProducerForm(
                                "cooperative",
                                "碱滩合作社",
                                body + CreditCode.checkCharacter(body),
                                "",
                                "620702107",
                                "",
                                "张示例",
                                "13800000000",
                                List.of(),
                                true,
                                false))
                .orElseThrow();
    }

    private SupportForm form(String number, String amount, String publicMoney) {
        return new SupportForm(
                "loan",
                "" + coop.id(),
                "",
                "有机蔬菜贷款",
                "示例农商行",
                number,
                amount,
                publicMoney,
                today.minusDays(30).toString(),
                today.plusDays(330).toString(),
                "四.16",
                "");
    }

    private Support recorded(String number, String amount, String publicMoney) {
        return supports.record(clerk, form(number, amount, publicMoney), "", null)
                .orElseThrow();
    }

    @Test
    @DisplayName("登记到分；同一编号只登一次；作废写原因，不再算进合计，编号可以重登")
    void recordedOnceAndStruck() {
        var one = recorded("HT-1", "500,000.05", "12345.67");
        assertThat(one.amount()).isEqualTo(new Money(50_000_005));
        assertThat(one.region()).isEqualTo(new RegionCode("620702107"));
        assertThat(said(supports.record(clerk, form("HT- 1", "1", ""), "", null)))
                .containsExactly("示例农商行的 HT-1 已经登记过，同一笔不登两次");
        recorded("HT-2", "100000", "");
        var filter = new SupportFilter(null, null, null, "");
        assertThat(lists.sums(clerk.scope(), filter)).singleElement().satisfies(sum -> {
            assertThat(sum.supports()).isEqualTo(2);
            assertThat(sum.amount()).isEqualTo(new Money(60_000_005));
            assertThat(sum.publicMoney()).isEqualTo(new Money(1_234_567));
        });
        assertThat(said(supports.strike(clerk, one.id(), " "))).containsExactly("写上为什么作废，120 字以内");
        assertThatThrownBy(() -> supports.strike(neighbour, one.id(), "错")).isInstanceOf(NotFound.class);
        supports.strike(clerk, one.id(), "本金填错").orElseThrow();
        assertThat(said(supports.strike(clerk, one.id(), "再来")))
                .singleElement()
                .asString()
                .contains("已经作废");
        assertThat(lists.sums(clerk.scope(), filter).getFirst().amount()).isEqualTo(new Money(10_000_000));
        recorded("HT-1", "50000", "");
        assertThat(lists.list(clerk.scope(), filter, null, 10)).hasSize(3);
    }

    @Test
    @DisplayName("填错的一次说全，每个一句话；领导不能登；别的县的主体登不了")
    void wrongInput() {
        var wrong = new SupportForm("gift", "" + coop.id(), "没有的基地", "", "", "", "-5", "1e9", "2026-02-30", "", "", "");
        assertThat(said(supports.record(clerk, wrong, "", null)))
                .containsExactly(
                        "选贴息贷款、农业保险或者其他项目资金",
                        "碱滩合作社没有“没有的基地”这个基地",
                        "写上名称",
                        "写上谁给的",
                        "写上编号",
                        "金额不能小于 0，填的是“-5”",
                        "财政资金要填金额，最多两位小数，填的是“1e9”",
                        "“2026-02-30”不是日期，照 2026-12-31 的样子写",
                        "填上哪天");
        assertThat(said(supports.record(clerk, form("X", "100", "100.01"), "", null)))
                .containsExactly("财政资金 100.01 元不能超过总额 100.00 元");
        for (var huge : List.of("99999999999", "12345678901234567890"))
            assertThat(said(supports.record(clerk, form("X", huge, ""), "", null)))
                    .singleElement()
                    .asString()
                    .contains("是不是多打了几个零");
        assertThat(said(supports.record(leader, form("X", "1", ""), "", null)))
                .containsExactly("登记贷款、保险和项目资金由辖区机构的经办或审核办");
        assertThat(said(supports.record(neighbour, form("X", "1", ""), "", null)))
                .containsExactly("这个主体不在你辖区的名录里，先登记主体");
        assertThat(sql.fetchCount(SUPPORTS)).isZero();
    }

    @Test
    @DisplayName("页面：登记带扫描件，报错了填的还在；同年的补助申请摆在旁边")
    void pages() throws Exception {
        assertThat(page(clerk, "/subsidies/supports")).contains("还没有登记贴息贷款");
        assertThat(page(clerk, "/subsidies/supports/new?producer=" + coop.id())).contains("碱滩合作社");
        var proof = new MockMultipartFile(
                "file", "合同.pdf", "application/pdf", "%PDF-1.7 x".getBytes(StandardCharsets.UTF_8));
        var refused = mvc.perform(multipart("/subsidies/supports/new")
                        .file(proof)
                        .param("kind", "insurance")
                        .param("producerId", "" + coop.id())
                        .param("title", "蔬菜保险")
                        .with(SignedInAs.actor(clerk)))
                .andExpect(status().isUnprocessableContent())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(refused).contains("写上编号", "value=\"蔬菜保险\"");
        mvc.perform(multipart("/subsidies/supports/new")
                        .file(proof)
                        .param("kind", "insurance")
                        .param("producerId", "" + coop.id())
                        .param("title", "蔬菜保险")
                        .param("provider", "示例财险")
                        .param("number", "BD-9")
                        .param("amount", "80000")
                        .param("publicMoney", "1200.50")
                        .param("from", today.minusDays(1).toString())
                        .param("to", today.plusDays(100).toString())
                        .with(SignedInAs.actor(clerk)))
                .andExpect(status().is3xxRedirection());
        var one = lists.list(clerk.scope(), new SupportFilter(null, null, null, ""), null, 1)
                .getFirst();
        assertThat(page(clerk, "/subsidies/supports/" + one.id())).contains("1,200.50", "看扫描件", "已登记。", "没有补助申请");
        sql.execute("""
                with made as (
                    insert into subsidy.claims (number, scheme_id, scheme_version, procedure_id, producer_id,
                        producer_name, title, region_code, claimed_on, claim_year, created_by, created_at, updated_at)
                    select 'S-1', id, version, 'site-subsidy', ?, '碱滩合作社', '示范点补助', '620702107', ?, ?, 1, now(), now()
                      from scheme.schemes where id = 'zhangye-organic-2025' order by version desc limit 1
                    returning id, claimed_on)
                insert into subsidy.lines (claim_id, line, rule, item_group, spoken_for, scheme_id, producer_id,
                    claimed_on, region_code, full_fen, granted_fen)
                select id, 1, 'site-per-mu', 'site', true, 'zhangye-organic-2025', ?, claimed_on, '620702107', 100, 100
                  from made""", coop.id(), today, today.getYear(), coop.id());
        assertThat(page(clerk, "/subsidies/supports")).contains("1 项同年补助");
        assertThat(page(clerk, "/subsidies/supports/" + one.id())).contains("S-1", "是不是同一件事");
        mvc.perform(get("/subsidies/supports/" + one.id()).with(SignedInAs.actor(neighbour)))
                .andExpect(status().isNotFound());
    }

    private record Kept(long id, String place, long producer, boolean struck, long fen) {}

    @Test
    @DisplayName("清单和合计：五级用户和蛮力答案一致；十万笔也只读一页")
    void everyReadAndSpeed() throws Exception {
        var random = new Random(SEED);
        var all = new ArrayList<Kept>();
        for (int n = 0; n < 60; n++) {
            var place = pick(random, PLACES);
            long producer = 1 + random.nextInt(3);
            boolean struck = random.nextInt(5) == 0;
            long fen = 1 + random.nextInt(1_000_000);
            long id = sql.insertInto(SUPPORTS)
                    .set(SUPPORTS.KIND, pick(random, List.of("loan", "insurance", "programme")))
                    .set(SUPPORTS.PRODUCER_ID, producer)
                    .set(SUPPORTS.PRODUCER_NAME, "社")
                    .set(SUPPORTS.REGION_CODE, place)
                    .set(SUPPORTS.TITLE, "名")
                    .set(SUPPORTS.PROVIDER, "行")
                    .set(SUPPORTS.NUMBER, "n" + n)
                    .set(SUPPORTS.AMOUNT_FEN, fen)
                    .set(SUPPORTS.PUBLIC_FEN, 0L)
                    .set(SUPPORTS.FROM_ON, today)
                    .set(SUPPORTS.TO_ON, today)
                    .set(SUPPORTS.YEAR, today.getYear())
                    .set(SUPPORTS.VOIDED_ON, struck ? today : null)
                    .set(SUPPORTS.VOIDED_BECAUSE, struck ? "错" : "")
                    .set(SUPPORTS.RECORDED_BY, 1L)
                    .set(SUPPORTS.RECORDED_BY_NAME, "某人")
                    .set(SUPPORTS.OFFICE_NAME, "局")
                    .set(SUPPORTS.RECORDED_AT, java.time.Instant.now())
                    .returning(SUPPORTS.ID)
                    .fetchSingle()
                    .getId();
            all.add(new Kept(id, place, producer, struck, fen));
        }
        var filter = new SupportFilter(null, null, null, "");
        for (var scope : scopes(1, 2)) {
            var mine = all.stream()
                    .filter(one -> sees(scope, one.place(), one.producer()))
                    .sorted(Comparator.comparing(Kept::id).reversed())
                    .toList();
            assertThat(lists.list(scope, filter, null, 100))
                    .as(scope::toString)
                    .extracting(Support::id)
                    .isEqualTo(mine.stream().map(Kept::id).toList());
            assertThat(lists.sums(scope, filter).stream()
                            .mapToLong(sum -> sum.amount().fen())
                            .sum())
                    .as(scope::toString)
                    .isEqualTo(mine.stream()
                            .filter(one -> !one.struck())
                            .mapToLong(Kept::fen)
                            .sum());
        }
        sql.execute("""
                insert into subsidy.supports (kind, producer_id, producer_name, region_code, title, provider, number,
                    amount_fen, public_fen, from_on, to_on, year, recorded_by, recorded_by_name, office_name, recorded_at)
                select 'loan', n % 900, '社', '14' || lpad((n % 11 + 1)::text, 2, '0') || lpad((n % 17 + 1)::text, 2, '0'),
                       '名', '行', 's' || n, 100, 1, current_date, current_date, 2026, 1, '某人', '局', now()
                  from generate_series(1, 100000) n""");
        afterANight();
        for (var code : List.of("140000", "140400", "140404")) {
            var scope = Scope.within(new RegionCode(code));
            var read = SentStatements.of(sql, () -> lists.list(scope, filter, null, 100));
            assertThat(read.count()).isEqualTo(1);
            assertThat(read.buffers(sql)).as(code).isLessThan(1_500);
        }
    }

    private static List<String> said(Decision<?> decision) {
        return decision instanceof Decision.Refused<?>(var refusal)
                ? refusal.all().stream().map(Refusal::message).toList()
                : List.of("done");
    }
}
