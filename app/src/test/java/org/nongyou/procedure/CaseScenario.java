package org.nongyou.procedure;

import static nongyoudb.identity.Tables.ACCOUNTS;
import static nongyoudb.region.Tables.DIVISIONS;
import static nongyoudb.scheme.Tables.SCHEMES;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.JSONB;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.nongyou.ApplicationTest;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Office;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Role;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.notice.Notices;
import org.nongyou.notice.Objections;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Act;
import org.nongyou.scheme.SchemeRef;
import org.nongyou.web.Clocks;
import org.nongyou.web.Ui;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/// The words that the scenarios are told in: people, offices, an orchard, and what is done to its case.
@Import(CaseScenario.Orchards.class)
abstract class CaseScenario extends ApplicationTest {

    @TestConfiguration(proxyBeanMethods = false)
    static class Orchards {
        @Bean
        TestSites testSites() {
            return new TestSites();
        }

        /// The engine is tested alone: the register's own sites and the catalogue, which lists only those, step aside.
        @Bean
        static BeanDefinitionRegistryPostProcessor withoutCatalogue() {
            return registry -> List.of("siteSubjects", "conclusions").forEach(registry::removeBeanDefinition);
        }
    }

    static final SchemeRef ORCHARD = new SchemeRef("demo-orchard", 1);

    private static int told;

    /// Each scenario has a city of its own with two counties, since the rows of the others stay.
    String cityCode = "";

    String xiangyuan = "";
    String huguan = "";
    long producerId;

    @Autowired
    Cases cases;

    @Autowired
    CasePapers papers;

    @Autowired
    CaseLists lists;

    @Autowired
    CaseDesk desk;

    @Autowired
    ExpertScoring scoring;

    @Autowired
    TestSites sites;

    @Autowired
    Offices offices;

    @Autowired
    Accounts accounts;

    @Autowired
    Journal journal;

    @Autowired
    Notices notices;

    @Autowired
    Objections objections;

    @Autowired
    Clocks.Movable clock;

    Actor farmer;
    Actor county;
    Actor countyClerk;
    Actor neighbour;
    Actor city;
    Actor cityColleague;
    Actor province;
    private static int orchards;

    @BeforeEach
    void people() {
        told++;
        cityCode = "14%02d00".formatted(told + 10);
        xiangyuan = cityCode.substring(0, 4) + "23";
        huguan = cityCode.substring(0, 4) + "27";
        producerId = 7000 + told;
        division("000000", "national", null, "全国");
        division("140000", "province", "000000", "山西省");
        division(cityCode, "city", "140000", "长治市");
        division(xiangyuan, "county", cityCode, "襄垣县");
        division(huguan, "county", cityCode, "壶关县");
        loadScheme(ORCHARD, Path.of("src/test/resources/procedure/demo-orchard"));
        county = reviewer(xiangyuan, "county-wang");
        countyClerk = person(xiangyuan, "county-clerk", Role.CLERK);
        neighbour = reviewer(huguan, "huguan-li");
        city = reviewer(cityCode, "city-zhang");
        cityColleague = reviewer(cityCode, "city-zhao");
        province = reviewer("140000", "province-chen");
        farmer = producer(producerId, xiangyuan, "farmer-liu");
        sites.full = false;
        sites.concluded.clear();
        on(2026, 6, 1);
    }

    @AfterEach
    void timeGoesOn() {
        clock.release();
    }

    void on(int year, int month, int day) {
        clock.set(LocalDate.of(year, month, day).atTime(9, 30).atZone(Ui.ZONE).toInstant());
    }

    void division(String code, String level, @org.jspecify.annotations.Nullable String parent, String name) {
        sql.insertInto(DIVISIONS)
                .set(DIVISIONS.CODE, code)
                .set(DIVISIONS.LEVEL, level)
                .set(DIVISIONS.PARENT_CODE, parent)
                .set(DIVISIONS.NAME, name)
                .set(DIVISIONS.FULL_NAME, name)
                .set(DIVISIONS.VALID_FROM, LocalDate.of(1949, 10, 1))
                .onConflictDoNothing()
                .execute();
    }

    void loadScheme(SchemeRef ref, Path folder) {
        var files = new TreeMap<String, String>();
        try (var list = Files.list(folder)) {
            for (var file : list.toList()) files.put(file.getFileName().toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sql.insertInto(SCHEMES)
                .set(SCHEMES.ID, ref.id())
                .set(SCHEMES.VERSION, ref.version())
                .set(SCHEMES.TITLE, "示范果园评定办法（测试）")
                .set(SCHEMES.ISSUER, "山西省农业农村厅")
                .set(SCHEMES.REGION_CODE, "140000")
                .set(SCHEMES.PERIOD_FROM, LocalDate.of(2025, 1, 1))
                .set(SCHEMES.FILES, JSONB.valueOf(CaseStore.JSON.writeValueAsString(files)))
                .set(SCHEMES.FINGERPRINT, "test")
                .onConflictDoNothing()
                .execute();
    }

    Office office(String region) {
        return offices.establish(new RegionCode(region), "agriculture", region + "农业农村局", null, true);
    }

    Actor reviewer(String region, String username) {
        return person(region, username, Role.REVIEWER);
    }

    Actor person(String region, String username, Role... roles) {
        var office = office(region);
        return account(username, region, office.id(), null, roles);
    }

    Actor producer(long producer, String region, String username) {
        return account(username, region, null, producer, Role.PRODUCER);
    }

    private Actor account(
            String username,
            String region,
            @org.jspecify.annotations.Nullable Long office,
            @org.jspecify.annotations.Nullable Long producer,
            Role... roles) {
        var unique = username + "-" + told;
        sql.insertInto(ACCOUNTS)
                .set(ACCOUNTS.USERNAME, unique)
                .set(ACCOUNTS.PASSWORD_HASH, "-")
                .set(ACCOUNTS.NAME, username)
                .set(ACCOUNTS.OFFICE_ID, office)
                .set(ACCOUNTS.PRODUCER_ID, producer)
                .set(ACCOUNTS.REGION_CODE, region)
                .set(ACCOUNTS.ROLES, Arrays.stream(roles).map(Role::code).toArray(String[]::new))
                .set(ACCOUNTS.DEMO, true)
                .execute();
        return accounts.actor(unique).orElseThrow();
    }

    String anOrchard(String region) {
        var id = "orchard-" + ++orchards;
        sites.add(id, region + " 果园 " + orchards, region, producerId);
        sites.fact(id, "site.soil_passed", true);
        return id;
    }

    NewCase application(String procedure, String orchard) {
        return new NewCase(ORCHARD, procedure, null, "site", orchard, null);
    }

    /// An orchard's case at the county's desk.
    Case submitted(String region) {
        var theCase =
                cases.start(farmer, application("full", anOrchard(region))).orElseThrow();
        fillIn(farmer, theCase.id());
        return act(farmer, theCase.id(), Act.SUBMIT).orElseThrow();
    }

    void fillIn(Actor actor, long id) {
        papers.saveForm(actor, id, Map.of("class", "apple", "fact.site.trees", "260", "commitment", "true"), Map.of())
                .orElseThrow();
        attach(actor, id, "申报表", "");
    }

    void countyFindsAllRight(long id) {
        for (var item : List.of("trees", "road", "shed")) answer(county, id, item, true);
        attach(county, id, "照片", "road");
    }

    Case passedByCounty(String region) {
        var theCase = submitted(region);
        countyFindsAllRight(theCase.id());
        return act(county, theCase.id(), Act.PASS, "现场看过，同意").orElseThrow();
    }

    /// Through the experts to the city's desk.
    Case atAcceptance(String region) {
        var theCase = passedByCounty(region);
        var experts = List.of(
                expert("expert-a" + theCase.id()),
                expert("expert-b" + theCase.id()),
                expert("expert-c" + theCase.id()));
        invite(city, theCase.id(), 3, "60", experts).orElseThrow();
        int points = 50;
        for (var expert : experts)
            scoring.submit(expert, theCase.id(), Map.of("order", Integer.toString(points++), "plan", "1"))
                    .orElseThrow();
        scoring.close(city, theCase.id(), revision(theCase.id())).orElseThrow();
        return act(city, theCase.id(), Act.PASS).orElseThrow();
    }

    Case atPublicity(String region) {
        var id = atAcceptance(region).id();
        state(cityColleague, id, "site.input_ledger_complete", "是", "翻看 2025 年台账");
        attach(cityColleague, id, "验收意见", "");
        act(cityColleague, id, Act.PASS, "验收合格").orElseThrow();
        attach(province, id, "部级文件", "");
        return act(province, id, Act.PASS).orElseThrow();
    }

    Actor expert(String username) {
        return person("140000", username, Role.EXPERT);
    }

    Decision<Case> invite(Actor actor, long id, int number, String pass, List<Actor> experts) {
        return scoring.invite(
                actor,
                id,
                new InviteForm(
                        revision(id),
                        number,
                        new java.math.BigDecimal(pass),
                        experts.stream().map(Actor::accountId).toList()));
    }

    Decision<Case> answer(Actor actor, long id, String item, boolean met) {
        return papers.answer(actor, id, new AnswerForm(item, met, null, ""));
    }

    Decision<Case> state(Actor actor, long id, String fact, String value, String note) {
        return papers.answer(actor, id, new AnswerForm(fact, null, value, note));
    }

    Decision<CaseDocument> attach(Actor actor, long id, String need, String item) {
        var pdf = ("%PDF-1.7\n" + need + item + id).getBytes(StandardCharsets.UTF_8);
        return papers.attach(actor, id, new Upload(need, item, need + ".pdf", new ByteArrayInputStream(pdf)));
    }

    Decision<Case> act(Actor actor, long id, Act act) {
        return act(actor, id, act, "");
    }

    Decision<Case> act(Actor actor, long id, Act act, String opinion) {
        return cases.act(actor, id, new ActForm(act, revision(id), opinion));
    }

    int revision(long id) {
        return theCase(id).revision();
    }

    Case theCase(long id) {
        return cases.find(Scope.within(RegionCode.COUNTRY), id).orElseThrow();
    }

    static void refused(Decision<?> decision, String... keys) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        var refusal = ((Decision.Refused<?>) decision).refusal();
        assertThat(refusal.all().stream().map(Refusal::key)).contains(keys);
        // Every reason is a whole sentence with its gaps filled.
        assertThat(refusal.all())
                .allSatisfy(reason -> assertThat(reason.message()).doesNotContainPattern("\\{\\d}"));
    }
}
