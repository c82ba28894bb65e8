package org.nongyou.evaluation;

import static nongyoudb.region.Tables.DIVISIONS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
import org.nongyou.region.Divisions;
import org.nongyou.scheme.SchemeRef;
import org.nongyou.scheme.Schemes;
import org.nongyou.web.Clocks;
import org.nongyou.web.Ui;
import org.springframework.beans.factory.annotation.Autowired;

/// The words that the scenarios are told in: three counties in two cities of Shanxi, their cities and the province.
abstract class EvaluationScenario extends ApplicationTest {

    static final Map<String, String> GOOD = Map.of(
            "standards", "18", "supervision", "15.5", "monitoring", "19", "innovation", "12.25", "satisfaction", "17");

    @Autowired
    Rounds rounds;

    @Autowired
    Ranking ranking;

    @Autowired
    EvaluationSheets sheets;

    @Autowired
    SheetViews views;

    @Autowired
    SheetProofs handedIn;

    @Autowired
    SheetRulings rulings;

    @Autowired
    SheetLists lists;

    @Autowired
    Corrections corrections;

    @Autowired
    Directory directory;

    @Autowired
    Schemes schemes;

    @Autowired
    Offices offices;

    @Autowired
    Accounts accounts;

    @Autowired
    Divisions divisions;

    @Autowired
    Journal journal;

    @Autowired
    Clocks.Movable clock;

    SchemeRef plan = new SchemeRef("shanxi-quality-safety-145", 1);
    Actor county;
    Actor colleague;
    Actor neighbour;
    Actor other;
    Actor city;
    Actor otherCity;
    Actor province;

    @BeforeEach
    void people() {
        rewind();
        county = TestPeople.of(sql, offices, accounts, "xy-clerk", "140423", Role.CLERK);
        colleague = TestPeople.of(sql, offices, accounts, "xy-review", "140423", Role.REVIEWER);
        neighbour = TestPeople.of(sql, offices, accounts, "hg-clerk", "140427", Role.CLERK);
        other = TestPeople.of(sql, offices, accounts, "xd-clerk", "140105", Role.CLERK);
        city = TestPeople.of(sql, offices, accounts, "cz-review", "140400", Role.REVIEWER);
        otherCity = TestPeople.of(sql, offices, accounts, "ty-review", "140100", Role.REVIEWER);
        province = TestPeople.of(sql, offices, accounts, "sx-review", "140000", Role.REVIEWER);
        // Shanxi is made small: two cities with three counties.
        sql.update(DIVISIONS)
                .set(DIVISIONS.VALID_TO, LocalDate.of(2020, 1, 1))
                .where(DIVISIONS.CODE.like("14____"))
                .and(DIVISIONS.CODE.notIn("140000", "140100", "140400", "140105", "140423", "140427"))
                .execute();
        divisions.forget();
        plan = schemes.current(plan.id()).orElseThrow().ref();
        on(2026, 3, 2);
    }

    @AfterEach
    void timeGoesOn() {
        clock.release();
    }

    void on(int year, int month, int day) {
        clock.set(LocalDate.of(year, month, day).atTime(9, 30).atZone(Ui.ZONE).toInstant());
    }

    NewRound of(int year) {
        return new NewRound(
                plan,
                "county-evaluation",
                Integer.toString(year),
                "1",
                List.of(),
                "60",
                "",
                UUID.randomUUID().toString());
    }

    Round opened() {
        return rounds.open(province, of(2025)).orElseThrow();
    }

    EvaluationSheet sheetOf(Round round, Actor who) {
        return lists.list(province.scope(), round, SheetLists.Filter.NONE, 0, 10).stream()
                .filter(one -> one.region().equals(who.region()))
                .findFirst()
                .orElseThrow();
    }

    EvaluationSheet now(EvaluationSheet sheet) {
        return lists.find(province.scope(), sheet.id()).orElseThrow();
    }

    Filling points(EvaluationSheet sheet, Map<String, String> points) {
        return new Filling(now(sheet).revision(), points, Map.of(), Map.of());
    }

    static Map<String, String> but(String item, String points) {
        var all = new HashMap<>(GOOD);
        all.put(item, points);
        return all;
    }

    void proofs(Actor who, EvaluationSheet sheet) {
        for (var need : List.of("自评报告", "佐证材料"))
            handedIn.attach(who, sheet.id(), need, need + ".pdf", pdf(need)).orElseThrow();
    }

    /// From the self-evaluation to the province's score.
    EvaluationSheet scored(Round round, Actor clerk, Actor reviewer, Map<String, String> points) {
        var sheet = sheetOf(round, clerk);
        proofs(clerk, sheet);
        sheets.handOn(clerk, sheet.id(), points(sheet, GOOD), "").orElseThrow();
        sheets.handOn(reviewer, sheet.id(), points(sheet, GOOD), "属实").orElseThrow();
        return sheets.handOn(province, sheet.id(), points(sheet, points), "").orElseThrow();
    }

    Round published() {
        var round = opened();
        scored(round, county, city, GOOD);
        scored(round, neighbour, city, but("satisfaction", "20"));
        rulings.leaveOut(
                        province,
                        sheetOf(round, other).id(),
                        now(sheetOf(round, other)).revision(),
                        "当年新设，不参评")
                .orElseThrow();
        ranking.confirm(province, round.id(), 1, "5").orElseThrow();
        on(2026, 3, 16);
        return ranking.publish(province, round.id(), 2).orElseThrow();
    }

    static ByteArrayInputStream pdf(String text) {
        return new ByteArrayInputStream(("%PDF-1.7\n" + text).getBytes(StandardCharsets.UTF_8));
    }

    static List<String> reasons(Decision<?> decision) {
        var refusal = refusal(decision);
        assertThat(refusal.all())
                .allSatisfy(reason -> assertThat(reason.message()).doesNotContainPattern("\\{\\d}"));
        return refusal.all().stream().map(Refusal::key).toList();
    }

    static Refusal refusal(Decision<?> decision) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        return ((Decision.Refused<?>) decision).refusal();
    }
}
