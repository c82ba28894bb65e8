package org.nongyou.subsidy;

import static nongyoudb.base.Tables.BASES;
import static nongyoudb.identity.Tables.ACCOUNTS;
import static nongyoudb.producer.Tables.PRODUCERS;
import static nongyoudb.scheme.Tables.SCHEMES;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.JSONB;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.nongyou.ApplicationTest;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.procedure.ActForm;
import org.nongyou.procedure.Case;
import org.nongyou.procedure.CasePapers;
import org.nongyou.procedure.Cases;
import org.nongyou.procedure.Upload;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Act;
import org.nongyou.scheme.SchemeRef;
import org.nongyou.scheme.Schemes;
import org.nongyou.web.Clocks;
import org.nongyou.web.Ui;
import org.springframework.beans.factory.annotation.Autowired;

/// The words that the scenarios are told in: offices of Zhangye, cooperatives, bases, and what is done to their claims.
abstract class ClaimScenario extends ApplicationTest {

    /// The document as it is in force.
    SchemeRef zhangye = new SchemeRef("zhangye-organic-2025", 1);

    static final SchemeRef FORMS = new SchemeRef("subsidy-forms", 1);

    private static int told;

    @Autowired
    Claims claims;

    @Autowired
    ClaimLists lists;

    @Autowired
    Trial trial;

    @Autowired
    Cases cases;

    @Autowired
    CasePapers papers;

    @Autowired
    Schemes schemes;

    @Autowired
    Offices offices;

    @Autowired
    Accounts accounts;

    @Autowired
    Journal journal;

    @Autowired
    Clocks.Movable clock;

    Actor clerk;
    Actor county;
    Actor finance;
    Actor city;
    Actor cityOffice;
    Actor neighbour;

    @BeforeEach
    void people() throws IOException {
        rewind();
        told++;
        clerk = TestPeople.of(sql, offices, accounts, "gz-clerk", "620702", Role.CLERK);
        county = TestPeople.of(sql, offices, accounts, "gz-review", "620702", Role.REVIEWER);
        city = TestPeople.of(sql, offices, accounts, "zy-review", "620700", Role.REVIEWER);
        neighbour = TestPeople.of(sql, offices, accounts, "ml-clerk", "620722", Role.CLERK);
        finance = of("620702", "finance", "gz-finance");
        cityOffice = of("620700", "government", "zy-office");
        TestPeople.division(sql, new RegionCode("620702107"));
        TestPeople.division(sql, new RegionCode("620702100"));
        TestPeople.division(sql, new RegionCode("620722101"));
        loadForms();
        zhangye = schemes.current(zhangye.id()).orElseThrow().ref();
        on(2026, 6, 1);
    }

    @AfterEach
    void timeGoesOn() {
        clock.release();
    }

    private Actor of(String region, String department, String username) {
        var office = offices.establish(new RegionCode(region), department, region + department, null, false);
        sql.insertInto(ACCOUNTS)
                .set(ACCOUNTS.USERNAME, username)
                .set(ACCOUNTS.PASSWORD_HASH, "-")
                .set(ACCOUNTS.NAME, username)
                .set(ACCOUNTS.OFFICE_ID, office.id())
                .set(ACCOUNTS.REGION_CODE, region)
                .set(ACCOUNTS.ROLES, new String[] {Role.REVIEWER.code()})
                .execute();
        return accounts.actor(username).orElseThrow();
    }

    /// The test scheme of all amount forms, put into force in Zhangye.
    private void loadForms() throws IOException {
        var files = new TreeMap<String, String>();
        try (var list = Files.list(Path.of("src/test/resources/scheme-folders/subsidy-forms"))) {
            for (var file : list.toList())
                files.put(
                        file.getFileName().toString(),
                        Files.readString(file)
                                .replace("140423", "620702")
                                .replace("140427", "620722")
                                .replace("140400", "620700"));
        }
        sql.insertInto(SCHEMES)
                .set(SCHEMES.ID, FORMS.id())
                .set(SCHEMES.VERSION, FORMS.version())
                .set(SCHEMES.TITLE, "某市补助办法（测试）")
                .set(SCHEMES.ISSUER, "某市农业农村局")
                .set(SCHEMES.REGION_CODE, "620700")
                .set(SCHEMES.PERIOD_FROM, LocalDate.of(2025, 1, 1))
                .set(SCHEMES.FILES, JSONB.valueOf(ClaimStore.JSON.writeValueAsString(files)))
                .set(SCHEMES.FINGERPRINT, "test")
                .onConflictDoNothing()
                .execute();
        schemes.forget();
    }

    /// A next version of the Zhangye document that pays 2,500 a mu: 1,500 from the city.
    SchemeRef aCheaperVersion() {
        var ref = new SchemeRef(zhangye.id(), zhangye.version() + 1);
        var files = new TreeMap<>(schemes.files(zhangye));
        files.remove("cases.yaml");
        files.replaceAll((_, text) -> text.replaceAll("(?m)^version: \\d+", "version: " + ref.version())
                .replace("pay: 3000.00", "pay: 2500.00")
                .replace("city: 2000.00, county: 1000.00", "city: 1500.00, county: 1000.00"));
        sql.insertInto(SCHEMES)
                .set(SCHEMES.ID, ref.id())
                .set(SCHEMES.VERSION, ref.version())
                .set(SCHEMES.TITLE, "张掖方案第二版（测试）")
                .set(SCHEMES.ISSUER, "张掖市人民政府")
                .set(SCHEMES.REGION_CODE, "620700")
                .set(SCHEMES.PERIOD_FROM, LocalDate.of(2025, 1, 1))
                .set(SCHEMES.FILES, JSONB.valueOf(ClaimStore.JSON.writeValueAsString(files)))
                .set(SCHEMES.FINGERPRINT, "test")
                .execute();
        schemes.forget();
        return ref;
    }

    void on(int year, int month, int day) {
        clock.set(LocalDate.of(year, month, day).atTime(9, 30).atZone(Ui.ZONE).toInstant());
    }

    private int made;

    long cooperative(String name, String region) {
        return sql.insertInto(PRODUCERS)
                .set(PRODUCERS.KIND, "cooperative")
                .set(PRODUCERS.NAME, name)
                .set(PRODUCERS.IDENTITY_DIGEST, name + told + made++)
                .set(PRODUCERS.REGION_CODE, region)
                .set(PRODUCERS.CONTACT_NAME, "刘测试")
                .set(PRODUCERS.PHONE, "13800000000")
                .set(PRODUCERS.MAIN_CROPS, new String[] {"vegetable"})
                .returning(PRODUCERS.ID)
                .fetchSingle()
                .getId();
    }

    long base(long producer, String name, String region, String mu) {
        return sql.insertInto(BASES)
                .set(BASES.NUMBER, "620702-" + told + "-" + made++)
                .set(BASES.PRODUCER_ID, producer)
                .set(BASES.PRODUCER_NAME, "主体")
                .set(BASES.NAME, name)
                .set(BASES.REGION_CODE, region)
                .set(BASES.PRODUCT, "娃娃菜")
                .set(BASES.AREA_MU, new BigDecimal(mu))
                .set(BASES.RESPONSIBLE_NAME, "刘测试")
                .set(BASES.SUPERVISION_PHONE, "13800000000")
                .returning(BASES.ID)
                .fetchSingle()
                .getId();
    }

    /// A site of so many mu, listed and accepted, with everything that is asked for.
    Claim siteClaim(Actor who, long producer, long base) {
        var claim =
                claims.open(who, new NewClaim(zhangye, "site-per-mu", producer)).orElseThrow();
        claims.save(
                        who,
                        claim.id(),
                        Map.of(),
                        Map.of(1, NewItem.base(base)),
                        Map.of(1, Map.of("site.listed_as_demo", "是", "site.accepted", "是")),
                        true)
                .orElseThrow();
        proofs(who, claim.id());
        return claims.find(who.scope(), claim.id()).orElseThrow();
    }

    /// Organic certificates, one a line.
    Claim certificateClaim(Actor who, long producer, String... numbers) {
        var claim = claims.open(who, new NewClaim(zhangye, "certified-variety", producer))
                .orElseThrow();
        for (int i = 1; i < numbers.length; i++)
            claims.addLine(who, claim.id(), "certified-variety").orElseThrow();
        var items = new TreeMap<Integer, NewItem>();
        var facts = new TreeMap<Integer, Map<String, String>>();
        for (int i = 0; i < numbers.length; i++) {
            items.put(i + 1, NewItem.numbered(numbers[i]));
            facts.put(i + 1, Map.of("certification.type", "organic"));
        }
        claims.save(who, claim.id(), Map.of(), items, facts, true).orElseThrow();
        proofs(who, claim.id());
        return claims.find(who.scope(), claim.id()).orElseThrow();
    }

    void proofs(Actor who, long claim) {
        for (var title :
                claims.assess(claims.find(who.scope(), claim).orElseThrow()).wanted())
            claims.attach(who, claim, title, title + ".pdf", pdf(title)).orElseThrow();
    }

    static ByteArrayInputStream pdf(String text) {
        return new ByteArrayInputStream(("%PDF-1.7\n" + text).getBytes(StandardCharsets.UTF_8));
    }

    Claim again(Claim claim) {
        return claims.find(Scope.within(RegionCode.COUNTRY), claim.id()).orElseThrow();
    }

    Case caseOf(Claim claim) {
        return cases.find(
                        Scope.within(RegionCode.COUNTRY),
                        java.util.Objects.requireNonNull(again(claim).caseId()))
                .orElseThrow();
    }

    Decision<Case> act(Actor actor, Claim claim, Act act, String opinion) {
        var theCase = caseOf(claim);
        return cases.act(actor, theCase.id(), new ActForm(act, theCase.revision(), opinion));
    }

    /// Through review, check and publicity to the office that pays.
    void toPayment(Claim claim) {
        act(county, claim, Act.PASS, "材料齐全").orElseThrow();
        act(city, claim, Act.PASS, "核查属实").orElseThrow();
        publicise(city, claim);
    }

    void publicise(Actor actor, Claim claim) {
        var theCase = caseOf(claim);
        cases.publicise(actor, theCase.id(), theCase.revision(), 5, "").orElseThrow();
        on(2026, 6, 20);
        act(actor, claim, Act.CONCLUDE, "公示无异议").orElseThrow();
        var voucher = new Upload("拨付凭证", "", "凭证.pdf", pdf("voucher" + claim.id()));
        papers.attach(finance, caseOf(claim).id(), voucher).orElseThrow();
    }

    void settle(String rule) {
        for (var doubt : schemes.at(zhangye).doubtsOn("subsidies." + rule))
            if (doubt.explicit() && !schemes.settlements(zhangye).containsKey(doubt.path()))
                schemes.settle(cityOffice, zhangye, doubt.path(), null, "按现在的读法", null)
                        .orElseThrow();
    }

    static List<String> reasons(Decision<?> decision) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        var refusal = ((Decision.Refused<?>) decision).refusal();
        assertThat(refusal.all())
                .allSatisfy(reason -> assertThat(reason.message()).doesNotContainPattern("\\{\\d}"));
        return refusal.all().stream().map(Refusal::key).toList();
    }

    static Refusal refusal(Decision<?> decision) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        return ((Decision.Refused<?>) decision).refusal();
    }
}
