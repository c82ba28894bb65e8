package org.nongyou.subsidy;

import static nongyoudb.journal.Tables.ENTRIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.identity.Actor;
import org.nongyou.identity.TestPeople;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Money;
import org.nongyou.kernel.PaperNumber;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Act;
import org.nongyou.scheme.Entitlement;
import org.nongyou.web.NotFound;

@DisplayName("补助申请：从填写到拨付")
class ClaimScenariosTest extends ClaimScenario {

    @Test
    @DisplayName("示范点 30 亩：申请、县审、市核、公示、拨付；9 万元，市 6 万、县 3 万；每一步进日志")
    void fromClaimToPayment() {
        long coop = cooperative("党寨示例合作社", "620702107");
        long site = base(coop, "党寨一号", "620702107", "30");
        var claim = siteClaim(clerk, coop, site);
        var assessed = claims.assess(claim);
        assertThat(assessed.standing()).isEmpty();
        assertThat(assessed.entitlement().total()).isEqualTo(Money.yuan("90000"));
        // The area comes from the register with its page; what no module tells was stated.
        assertThat(assessed.lines().getFirst().known())
                .anySatisfy(fact -> {
                    assertThat(fact.name()).isEqualTo("site.area_mu");
                    assertThat(fact.stated()).isFalse();
                    assertThat(fact.link()).contains("/bases/" + site);
                })
                .anySatisfy(fact -> {
                    assertThat(fact.name()).isEqualTo("site.accepted");
                    assertThat(fact.stated()).isTrue();
                });

        var handedIn = claims.submit(clerk, claim.id()).orElseThrow();
        assertThat(handedIn.state()).isEqualTo(ClaimState.OPEN);
        assertThat(handedIn.stageTitle()).isEqualTo("县级审核");
        assertThat(handedIn.shares().at(Level.CITY)).isEqualTo(Money.yuan("60000"));
        assertThat(handedIn.shares().at(Level.COUNTY)).isEqualTo(Money.yuan("30000"));
        toPayment(claim);
        assertThat(again(claim).state()).isEqualTo(ClaimState.PAYABLE);

        // What the document leaves open has to be settled before money is paid.
        assertThat(reasons(act(finance, claim, Act.CONCLUDE, "已拨付"))).containsOnly("subsidy.doubt-open");
        settle("site-per-mu");
        act(finance, claim, Act.CONCLUDE, "已拨付").orElseThrow();
        var paid = again(claim);
        assertThat(paid.state()).isEqualTo(ClaimState.PAID);
        assertThat(paid.paidOn()).isEqualTo("2026-06-20");
        assertThat(sql.select(ENTRIES.SUMMARY)
                        .from(ENTRIES)
                        .where(ENTRIES.SUBJECT_KIND.eq("subsidy"))
                        .and(ENTRIES.SUBJECT_ID.eq(String.valueOf(claim.id())))
                        .orderBy(ENTRIES.ID)
                        .fetch(ENTRIES.SUMMARY))
                .satisfiesExactly(
                        first -> assertThat(first).contains("申请示范点每亩补助", "90,000.00 元"),
                        second -> assertThat(second).contains("拨付", "市级 60,000.00 元", "县级 30,000.00 元"));
        assertThat(lists.payments(city.scope(), ClaimFilter.NONE, null, 10))
                .extracting(Claim::id)
                .containsExactly(claim.id());
        assertThat(lists.sums(city.scope(), ClaimFilter.NONE)).singleElement().satisfies(sum -> {
            assertThat(sum.county().value()).isEqualTo("620702");
            assertThat(sum.shares().at(Level.CITY)).isEqualTo(Money.yuan("60000"));
        });
    }

    @Test
    @DisplayName("不能申请的，每一条写明为什么、依据哪一条")
    void refusalsCiteTheClause() {
        long coop = cooperative("长安示例合作社", "620702100");
        long site = base(coop, "长安一号", "620702100", "50");
        var claim = siteClaim(clerk, coop, site);
        var outside = refusal(claims.submit(clerk, claim.id()));
        assertThat(outside.key()).isEqualTo("subsidy.rule.area");
        assertThat(outside.clause()).isEqualTo("四.14");
        assertThat(outside.message()).contains("核心区域七个乡镇");
        assertThat(again(claim).state()).isEqualTo(ClaimState.DRAFT);

        // Everything that is missing is said at once.
        var empty = claims.open(clerk, new NewClaim(zhangye, "certified-variety", coop))
                .orElseThrow();
        assertThat(reasons(claims.submit(clerk, empty.id())))
                .contains("subsidy.facts-missing", "subsidy.document-missing", "subsidy.commitment-missing");
        assertThat(sql.fetchCount(nongyoudb.procedure.Tables.CASES)).isZero();
    }

    @Test
    @DisplayName("三个品种封顶 10 万元；同一张证书第二次不补，换个写法、换个主体也不行")
    void certificates() {
        long coop = cooperative("三品示例合作社", "620702107");
        var claim = certificateClaim(clerk, coop, "COFCC-1", "COFCC-2", "COFCC-3");
        var done = claims.submit(clerk, claim.id()).orElseThrow();
        assertThat(done.shares().total()).isEqualTo(Money.yuan("100000"));
        assertThat(claims.lines(done))
                .extracting(
                        line -> java.util.Objects.requireNonNull(line.judged()).granted())
                .containsExactly(Money.yuan("50000"), Money.yuan("50000"), Money.ZERO);

        long other = cooperative("另一示例合作社", "620702107");
        for (var spelled : List.of(" cofcc-１ ", "COFCC—1", "COFCC 1", "COFCC_1", "cofcc·1", "COFCC1")) {
            var twice = certificateClaim(clerk, other, spelled);
            assertThat(reasons(claims.submit(clerk, twice.id()))).as(spelled).containsExactly("subsidy.rule.repeat");
            // It is under review: nothing was paid yet, and nobody says so.
            assertThat(refusal(claims.submit(clerk, twice.id())).message())
                    .contains("已经申请（" + done.number() + "，审核中，50,000.00 元）")
                    .doesNotContain("补过");
        }
        var begun = claims.open(clerk, new NewClaim(zhangye, "certified-variety", other))
                .orElseThrow();
        for (var tooShort : List.of("E-1", "——", "．1２3 "))
            assertThat(refusal(claims.save(
                                    clerk, begun.id(), Map.of(), Map.of(1, NewItem.numbered(tooShort)), Map.of(), true))
                            .message())
                    .contains(tooShort.strip(), "至少要有 4 个字母或数字");
        // A certificate that a cap left with nothing is not used up.
        var third = certificateClaim(clerk, other, "COFCC-3");
        claims.submit(clerk, third.id()).orElseThrow();
        // The first one has reached his limit for good.
        var fourth = certificateClaim(clerk, coop, "COFCC-4");
        assertThat(reasons(claims.submit(clerk, fourth.id()))).containsExactly("subsidy.nothing-left");
    }

    @Test
    @DisplayName("旧的编号按同一个规则重算：SQL 和程序写出来的一样")
    void keysOfTheMigration() throws Exception {
        for (var migration : List.of(
                "V0083__paper_numbers_of_claims",
                "V0084__paper_numbers_of_vouchers",
                "V0085__paper_numbers_of_certificates")) {
            String text;
            try (var file = getClass().getResourceAsStream("/db/migration/" + migration + ".sql")) {
                text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            }
            var rule = Pattern.compile(
                            "upper\\(regexp_replace\\(normalize\\(\\w+(, nfkc\\),.*?collate \"C\"\\))", Pattern.DOTALL)
                    .matcher(text);
            assertThat(rule.find()).as(migration).isTrue();
            for (var written :
                    List.of(" cofcc-１ ", "DEMO—ORG—0001", "999OP-2600104", "记－3 号", "鲁农（2024）〇五号", "Ⅳ·①", "——", "😀")) {
                assertThat(sql.fetchValue("select upper(regexp_replace(normalize(?" + rule.group(1), written))
                        .as(migration + " " + written)
                        .isEqualTo(PaperNumber.key(written));
            }
        }
    }

    @Test
    @DisplayName("开始的表单同时送两次只开一件；填过以后再开就是另一件")
    void oneFormOneDraft() throws Exception {
        long coop = cooperative("双击示例合作社", "620702107");
        var wanted = new NewClaim(zhangye, "site-per-mu", coop);
        var start = new CyclicBarrier(4);
        var begun = new java.util.HashSet<Long>();
        try (var pool = Executors.newFixedThreadPool(4)) {
            Callable<Claim> open = () -> {
                start.await();
                return claims.open(clerk, wanted).orElseThrow();
            };
            for (var one : pool.invokeAll(List.of(open, open, open, open)))
                begun.add(one.get().id());
        }
        assertThat(begun).hasSize(1);
        // Another rule is another claim.
        assertThat(claims.open(clerk, new NewClaim(zhangye, "certified-variety", coop))
                        .orElseThrow()
                        .id())
                .isNotIn(begun);
        long first = begun.iterator().next();
        claims.save(clerk, first, Map.of(), Map.of(), Map.of(), true).orElseThrow();
        assertThat(claims.open(clerk, wanted).orElseThrow().id()).isNotEqualTo(first);
    }

    @Test
    @DisplayName("同一个基地按另一个文件再申请：拒绝，写明是哪个文件、哪一件")
    void duplicatesAcrossSchemes() {
        long coop = cooperative("两头示例合作社", "620702107");
        long site = base(coop, "两头基地", "620702107", "200");
        claims.submit(clerk, siteClaim(clerk, coop, site).id()).orElseThrow();
        var other = claims.open(clerk, new NewClaim(FORMS, "by-crop", coop)).orElseThrow();
        claims.save(clerk, other.id(), Map.of("claim.crop", "蔬菜"), Map.of(1, NewItem.base(site)), Map.of(), true)
                .orElseThrow();
        proofs(clerk, other.id());
        var refused = refusal(claims.submit(clerk, other.id()));
        assertThat(refused.key()).isEqualTo("subsidy.duplicate");
        assertThat(refused.message()).contains("两头基地", "张掖市加快有机农产品基地建设实施方案", "示范点每亩补助");
    }

    @Test
    @DisplayName("不予补助或撤回以后，额度和证书都退回来")
    void whatIsRefusedIsFreeAgain() {
        long coop = cooperative("退回示例合作社", "620702107");
        var claim = certificateClaim(clerk, coop, "FREE-1", "FREE-2");
        claims.submit(clerk, claim.id()).orElseThrow();
        act(county, claim, Act.REJECT, "证书不实").orElseThrow();
        assertThat(again(claim).state()).isEqualTo(ClaimState.REFUSED);
        var next = certificateClaim(clerk, coop, "FREE-1", "FREE-3");
        assertThat(claims.submit(clerk, next.id()).orElseThrow().shares().total())
                .isEqualTo(Money.yuan("100000"));
    }

    @Test
    @DisplayName("退回以后改了内容：重新提交时重算；从办理页面直接提交不受理")
    void returnedAndChanged() {
        long coop = cooperative("补正示例合作社", "620702107");
        long big = base(coop, "大基地", "620702107", "120.5");
        long small = base(coop, "小基地", "620702107", "100");
        var claim = siteClaim(clerk, coop, big);
        assertThat(claims.submit(clerk, claim.id()).orElseThrow().shares().total())
                .isEqualTo(Money.yuan("361500"));
        assertThat(reasons(claims.save(clerk, claim.id(), Map.of(), Map.of(), Map.of(), true)))
                .containsExactly("subsidy.not-editable");
        act(county, claim, Act.RETURN, "面积不符").orElseThrow();
        assertThat(again(claim).returned()).isTrue();
        claims.save(clerk, claim.id(), Map.of(), Map.of(1, NewItem.base(small)), Map.of(), true)
                .orElseThrow();
        assertThat(reasons(act(clerk, claim, Act.SUBMIT, ""))).containsExactly("subsidy.changed");
        var second = claims.submit(clerk, claim.id()).orElseThrow();
        assertThat(second.shares().total()).isEqualTo(Money.yuan("300000"));
        assertThat(second.returned()).isFalse();
        assertThat(caseOf(claim).stage()).isEqualTo("county-review");
    }

    @Test
    @DisplayName("只看得到、办得了自己的辖区；主体只看得到自己的")
    void jurisdiction() {
        long coop = cooperative("党寨示例合作社", "620702107");
        long site = base(coop, "党寨一号", "620702107", "30");
        var claim = siteClaim(clerk, coop, site);
        assertThat(claims.find(neighbour.scope(), claim.id())).isEmpty();
        assertThatThrownBy(() -> claims.submit(neighbour, claim.id())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> claims.save(neighbour, claim.id(), Map.of(), Map.of(), Map.of(), true))
                .isInstanceOf(NotFound.class);
        assertThat(reasons(claims.open(neighbour, new NewClaim(zhangye, "site-per-mu", coop))))
                .containsExactly("subsidy.no-producer");
        assertThat(lists.list(neighbour.scope(), ClaimFilter.NONE, null, 10)).isEmpty();
        assertThat(lists.sums(neighbour.scope(), ClaimFilter.NONE)).isEmpty();
        assertThat(lists.list(city.scope(), ClaimFilter.NONE, null, 10)).hasSize(1);
        var owner = TestPeople.producer(accounts, "owner", coop, "620702107");
        assertThat(claims.find(owner.scope(), claim.id())).isPresent();
        long another = cooperative("别的合作社", "620702107");
        var stranger = TestPeople.producer(accounts, "stranger", another, "620702107");
        assertThat(claims.find(stranger.scope(), claim.id())).isEmpty();
        assertThat(reasons(claims.open(stranger, new NewClaim(zhangye, "site-per-mu", coop))))
                .containsExactly("subsidy.no-producer");
        // Another's base is nobody's to claim for.
        var his = claims.open(stranger, new NewClaim(zhangye, "site-per-mu", another))
                .orElseThrow();
        assertThat(reasons(claims.save(stranger, his.id(), Map.of(), Map.of(1, NewItem.base(site)), Map.of(), true)))
                .containsExactly("subsidy.not-his-base");
    }

    @Test
    @DisplayName("主体自己申请")
    void theProducerClaimsHimself() {
        long coop = cooperative("自办示例合作社", "620702107");
        long site = base(coop, "自办基地", "620702107", "166.67");
        var owner = TestPeople.producer(accounts, "self", coop, "620702107");
        var claim = siteClaim(owner, coop, site);
        var done = claims.submit(owner, claim.id()).orElseThrow();
        assertThat(done.shares().at(Level.CITY)).isEqualTo(Money.yuan("333333.33"));
        assertThat(done.shares().at(Level.COUNTY)).isEqualTo(Money.yuan("166666.67"));
    }

    @Test
    @DisplayName("八个人同时提交：主体的上限、同一张证书、县区的上限，一起也突不破")
    void togetherTheyCannotPassACap() throws Exception {
        long coop = cooperative("并发示例合作社", "620702107");
        var ids = new ArrayList<Long>();
        for (int i = 0; i < 8; i++)
            ids.add(certificateClaim(clerk, coop, "RACE-" + i).id());
        var outcomes = atOnce(ids, clerk);
        assertThat(outcomes.stream().filter(Decision.Done.class::isInstance)).hasSize(2);
        assertThat(granted(ids)).isEqualTo(Money.yuan("100000"));

        var same = new ArrayList<Long>();
        for (int i = 0; i < 8; i++)
            same.add(certificateClaim(clerk, cooperative("同证合作社" + i, "620702107"), "SAME-1")
                    .id());
        var second = atOnce(same, clerk);
        assertThat(second.stream().filter(Decision.Done.class::isInstance)).hasSize(1);

        // 300,000 for the county over certificates and awards: eight gold awards of 50,000 each.
        var awards = new ArrayList<Long>();
        for (int i = 0; i < 8; i++) awards.add(award("GOLD-" + i, cooperative("金奖合作社" + i, "620702107")));
        atOnce(awards, clerk);
        assertThat(granted(awards)).isEqualTo(Money.yuan("300000"));
    }

    private long award(String number, long producer) {
        var claim = claims.open(clerk, new NewClaim(FORMS, "award", producer)).orElseThrow();
        claims.save(
                        clerk,
                        claim.id(),
                        Map.of(),
                        Map.of(1, NewItem.numbered(number)),
                        Map.of(1, Map.of("award.grade", "gold", "award.date", "2026-05-01")),
                        true)
                .orElseThrow();
        proofs(clerk, claim.id());
        return claim.id();
    }

    private List<Decision<Claim>> atOnce(List<Long> ids, Actor who) throws Exception {
        var start = new CyclicBarrier(ids.size());
        try (var pool = Executors.newFixedThreadPool(ids.size())) {
            var tasks = ids.stream()
                    .map(id -> (Callable<Decision<Claim>>) () -> {
                        start.await();
                        return claims.submit(who, id);
                    })
                    .toList();
            var outcomes = new ArrayList<Decision<Claim>>();
            for (var future : pool.invokeAll(tasks)) outcomes.add(future.get());
            return outcomes;
        }
    }

    private Money granted(List<Long> ids) {
        return ids.stream()
                .map(id -> claims.find(Scope.within(RegionCode.COUNTRY), id).orElseThrow())
                .map(claim -> claim.shares().total())
                .reduce(Money.ZERO, Money::plus);
    }

    @Test
    @DisplayName("试算：每亩改成 2,000 元、上限改成 20 万，今年少花多少；先看后改，什么也不写")
    void dryRun() {
        long coop = cooperative("试算示例合作社", "620702107");
        for (var mu : List.of("30", "120.5", "166.67"))
            claims.submit(
                            clerk,
                            siteClaim(clerk, coop, base(coop, "基地" + mu, "620702107", mu))
                                    .id())
                    .orElseThrow();
        var same = trial.run(city, zhangye, 2026, Map.of()).orElseThrow();
        assertThat(same.run()).isEqualTo(3);
        assertThat(same.now().total()).isEqualTo(Money.yuan("951500"));
        assertThat(same.then()).isEqualTo(same.now());
        assertThat(same.changedInAll()).isZero();

        var cheaper = trial.run(
                        city,
                        zhangye,
                        2026,
                        Map.of("site-per-mu", Map.of("pay", new BigDecimal("2000"), "cap.0", new BigDecimal("200000"))))
                .orElseThrow();
        assertThat(cheaper.then().total()).isEqualTo(Money.yuan("460000"));
        assertThat(cheaper.then().at(Level.CITY).plus(cheaper.then().at(Level.COUNTY)))
                .isEqualTo(cheaper.then().total());
        assertThat(cheaper.changedInAll()).isEqualTo(3);
        assertThat(cheaper.rules())
                .filteredOn(rule -> rule.title().equals("示范点每亩补助"))
                .singleElement()
                .isEqualTo(new Trial.RuleCost("示范点每亩补助", Money.yuan("951500"), Money.yuan("460000")));
        var second = trial.run(city, aCheaperVersion(), 2026, Map.of()).orElseThrow();
        assertThat(second.then().total()).isEqualTo(Money.yuan("792925"));
        assertThat(second.then().at(Level.CITY)).isEqualTo(Money.yuan("475755"));
        assertThat(second.scheme().version()).isEqualTo(zhangye.version() + 1);
        // Nothing is written, and nobody sees more than his own area.
        assertThat(granted(lists.list(city.scope(), ClaimFilter.NONE, null, 10).stream()
                        .map(Claim::id)
                        .toList()))
                .isEqualTo(Money.yuan("951500"));
        assertThat(trial.run(neighbour, zhangye, 2026, Map.of()).orElseThrow().run())
                .isZero();
        assertThat(reasons(
                        trial.run(city, zhangye, 2026, Map.of("site-per-mu", Map.of("pay", new BigDecimal("0.005"))))))
                .containsExactly("subsidy.trial-fen");
        // What no document would say.
        var senseless = trial.run(
                city,
                zhangye,
                2026,
                Map.of("site-per-mu", Map.of("pay", new BigDecimal("1"), "cap.0", BigDecimal.ZERO)));
        assertThat(reasons(senseless)).containsExactly("subsidy.trial-cap");
        assertThat(refusal(senseless).clause()).isEqualTo("四.14");
        assertThat(reasons(trial.run(city, FORMS, 2026, Map.of("facility", Map.of("percent", new BigDecimal("150"))))))
                .containsExactly("subsidy.trial-percent");
        assertThat(trial.run(city, FORMS, 2026, Map.of("facility", Map.of("percent", new BigDecimal("100")))))
                .isInstanceOf(Decision.Done.class);
    }

    @Test
    @DisplayName("试算：上限仍按先后次序用，第三张证书现在也有钱")
    void dryRunKeepsTheOrder() {
        long coop = cooperative("次序示例合作社", "620702107");
        claims.submit(
                        clerk,
                        certificateClaim(clerk, coop, "TRY-1", "TRY-2", "TRY-3").id())
                .orElseThrow();
        var raised = trial.run(
                        city, zhangye, 2026, Map.of("certified-variety", Map.of("cap.0", new BigDecimal("120000"))))
                .orElseThrow();
        assertThat(raised.now().total()).isEqualTo(Money.yuan("100000"));
        assertThat(raised.then().total()).isEqualTo(Money.yuan("120000"));
    }

    @Test
    @DisplayName("已经到上限的一行，说明写得出是哪一条上限、已经用了多少")
    void aCutIsExplained() {
        long coop = cooperative("说明示例合作社", "620702107");
        claims.submit(clerk, certificateClaim(clerk, coop, "CUT-1").id()).orElseThrow();
        var claim = certificateClaim(clerk, coop, "CUT-2", "CUT-3");
        var lines = claims.assess(claim).entitlement().granted();
        assertThat(lines.get(0).cuts()).isEmpty();
        assertThat(lines.get(1).cuts()).singleElement().satisfies(cut -> {
            assertThat(cut.title()).isEqualTo("每个主体累计不超过 100,000.00 元");
            assertThat(cut.clauses()).containsExactly("四.15");
            assertThat(cut.before()).isEqualTo(Money.yuan("100000"));
            assertThat(cut.to()).isEqualTo(Money.ZERO);
        });
        assertThat(lines.get(0)).isInstanceOf(Entitlement.Line.Granted.class);
    }
}
