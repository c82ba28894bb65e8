package org.nongyou.demo;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.nongyou.base.BaseFilter;
import org.nongyou.base.BaseLists;
import org.nongyou.catalogue.Adoption;
import org.nongyou.catalogue.Catalogue;
import org.nongyou.catalogue.Listing;
import org.nongyou.demo.DemoPeople.Staff;
import org.nongyou.demo.DemoPeople.Zhangye;
import org.nongyou.evaluation.Brands;
import org.nongyou.evaluation.Corrections;
import org.nongyou.evaluation.CountyChecks;
import org.nongyou.evaluation.Directory;
import org.nongyou.evaluation.EvaluationSheet;
import org.nongyou.evaluation.EvaluationSheets;
import org.nongyou.evaluation.Filling;
import org.nongyou.evaluation.NewCheck;
import org.nongyou.evaluation.NewRound;
import org.nongyou.evaluation.Ranking;
import org.nongyou.evaluation.Round;
import org.nongyou.evaluation.Rounds;
import org.nongyou.evaluation.SafetyCounties;
import org.nongyou.evaluation.SheetLists;
import org.nongyou.evaluation.SheetProofs;
import org.nongyou.evaluation.SheetRulings;
import org.nongyou.evaluation.SheetViews;
import org.nongyou.file.Files;
import org.nongyou.identity.Actor;
import org.nongyou.kernel.Level;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Schemes;
import org.nongyou.web.Clocks;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// Evaluations in Shanxi and Zhangye: one published, one on its way, brands that came of it, and named counties with
/// their checks. All points and findings are invented.
@Component
class DemoEvaluations {

    private static final String PLAN = "shanxi-quality-safety-145";
    private static final String ORGANIC = "zhangye-organic-2025";
    private static final List<String> NAMED = List.of(
            // Four of the five of one city, nine of the twelve of another.
            "140302",
            "140303",
            "140311",
            "140321",
            "140403",
            "140404",
            "140405",
            "140406",
            "140423",
            "140425",
            "140426",
            "140427",
            "140428");

    private final Schemes schemes;
    private final Rounds rounds;
    private final Ranking ranking;
    private final EvaluationSheets sheets;
    private final SheetViews views;
    private final SheetProofs handedIn;
    private final SheetRulings rulings;
    private final SheetLists lists;
    private final Corrections corrections;
    private final Directory directory;
    private final Brands brands;
    private final CountyChecks checks;
    private final Catalogue catalogue;
    private final BaseLists bases;
    private final DemoFiles files;
    private final Clocks.Movable clock;

    DemoEvaluations(
            Schemes schemes,
            Rounds rounds,
            Ranking ranking,
            EvaluationSheets sheets,
            SheetViews views,
            SheetProofs handedIn,
            SheetRulings rulings,
            SheetLists lists,
            Corrections corrections,
            Directory directory,
            Brands brands,
            CountyChecks checks,
            Catalogue catalogue,
            BaseLists bases,
            DemoFiles files,
            Clocks.Movable clock) {
        this.schemes = schemes;
        this.rounds = rounds;
        this.ranking = ranking;
        this.sheets = sheets;
        this.views = views;
        this.handedIn = handedIn;
        this.rulings = rulings;
        this.lists = lists;
        this.corrections = corrections;
        this.directory = directory;
        this.brands = brands;
        this.checks = checks;
        this.catalogue = catalogue;
        this.bases = bases;
        this.files = files;
        this.clock = clock;
    }

    void tell(Staff shanxi, Zhangye zhangye) {
        var today = LocalDate.now(Ui.ZONE);
        try {
            schemes.current(PLAN).ifPresent(scheme -> {
                counties(scheme, shanxi, today);
                plan(scheme, shanxi, today);
            });
            schemes.current(ORGANIC)
                    .filter(scheme -> scheme.period().contains(today))
                    .ifPresent(scheme -> brands(scheme, zhangye, today));
        } finally {
            clock.release();
        }
    }

    // --- Safety counties

    private void counties(Scheme scheme, Staff people, LocalDate today) {
        at(today.minusDays(300));
        Listing own = null;
        Listing other = null;
        for (var code : NAMED) {
            var listing = catalogue
                    .adopt(
                            people.province(),
                            new Adoption(
                                    scheme.ref(),
                                    SafetyCounties.KIND,
                                    Level.PROVINCE,
                                    null,
                                    code,
                                    "",
                                    new RegionCode(code),
                                    "",
                                    "",
                                    null,
                                    today.minusDays(310),
                                    "演示数据：省级质量安全县名单是编的"))
                    .orElseThrow();
            if (code.equals("140423")) own = listing;
            if (code.equals("140428")) other = listing;
        }
        at(today.minusDays(40));
        if (own != null)
            check(people.city(DemoPeople.CITY), own, "yes", "抽查三个乡镇，网格员、公示栏和检测记录都在（演示）", today.minusDays(41));
        if (other != null) {
            check(people.city(DemoPeople.CITY), other, "no", "两个乡镇的网格员没有公示，合格证抽查有空白（演示）", today.minusDays(42));
        }
    }

    private void check(Actor city, Listing listing, String passed, String finding, LocalDate on) {
        var made = files.of("核查报告");
        checks.record(
                        city,
                        new NewCheck(
                                listing.id(),
                                on.toString(),
                                passed,
                                finding,
                                "demo-check-" + listing.region().value()),
                        new Files.Incoming(made.name(), made.stream()))
                .orElseThrow();
    }

    // --- The plan, by county

    private void plan(Scheme scheme, Staff people, LocalDate today) {
        var random = new SplittableRandom(20_211_231);
        at(today.minusDays(330));
        var last = open(
                scheme, people.province(), "county-evaluation", 2024, "70", today.minusDays(270), "demo-plan-2024");
        at(today.minusDays(300));
        for (var sheet : all(people.province(), last)) {
            if (Math.floorMod(sheet.region().value().hashCode(), 10) > 2) {
                rulings.leaveOut(people.province(), sheet.id(), sheet.revision(), "第二批评价，这一批不参评（演示）")
                        .orElseThrow();
                continue;
            }
            self(people.county(sheet.region()), sheet, random);
            review(people.city(sheet.region()), sheet, random);
            score(people.province(), sheet, random);
        }
        at(today.minusDays(280));
        ranking.confirm(people.province(), last.id(), last.revision(), "5").orElseThrow();
        at(today.minusDays(260));
        ranking.publish(people.province(), last.id(), last.revision() + 1).orElseThrow();
        var first = lists.list(people.province().scope(), last, SheetLists.Filter.NONE, 0, 5)
                .getLast();
        at(today.minusDays(250));
        corrections
                .correct(
                        people.province(),
                        first.id(),
                        first.revision(),
                        "satisfaction",
                        "12",
                        "满意度问卷重复计了一个乡镇，按原始问卷更正（演示）")
                .orElseThrow();

        at(today.minusDays(25));
        var current =
                open(scheme, people.province(), "county-evaluation", 2025, "70", today.plusDays(30), "demo-plan-2025");
        int number = 0;
        for (var sheet : all(people.province(), current)) {
            // Xiangyuan has it still to do.
            if (sheet.region().equals(DemoPeople.COUNTY) || ++number % 3 == 0) continue;
            if (!DemoPeople.CITY.contains(sheet.region()) && number % 4 != 0) continue;
            self(people.county(sheet.region()), sheet, random);
            if (number % 2 == 0) continue;
            review(people.city(sheet.region()), sheet, random);
            if (number % 5 == 0) score(people.province(), sheet, random);
        }
    }

    private Round open(
            Scheme scheme, Actor office, String procedure, int year, String pass, LocalDate due, String key) {
        return rounds.open(
                        office,
                        new NewRound(
                                scheme.ref(),
                                procedure,
                                Integer.toString(year),
                                "1",
                                List.of(),
                                pass,
                                due.toString(),
                                key))
                .orElseThrow();
    }

    private List<EvaluationSheet> all(Actor office, Round round) {
        return lists.list(office.scope(), round, SheetLists.Filter.NONE, 0, 1000);
    }

    private void self(Actor county, EvaluationSheet sheet, RandomGenerator random) {
        var stage = rounds.way(rounds.find(county.scope(), sheet.roundId()).orElseThrow())
                .first();
        for (var need : stage.needs()) attach(county, sheet, need);
        hand(county, sheet, points(county, sheet, random, 12), Map.of());
    }

    private void review(Actor city, EvaluationSheet sheet, RandomGenerator random) {
        hand(city, sheet, points(city, sheet, random, 11), Map.of());
    }

    private void score(Actor office, EvaluationSheet sheet, RandomGenerator random) {
        hand(office, sheet, points(office, sheet, random, 11), Map.of());
    }

    /// Between a part and all of each item, in quarters.
    private Map<String, String> points(Actor actor, EvaluationSheet sheet, RandomGenerator random, int from) {
        var points = new HashMap<String, String>();
        var round = rounds.find(actor.scope(), sheet.roundId()).orElseThrow();
        for (var item : rounds.way(round).sheet().items()) {
            int quarters = item.points().intValue() * 4;
            points.put(
                    item.id(),
                    BigDecimal.valueOf(25L * random.nextInt(quarters * from / 20, quarters + 1), 2)
                            .toPlainString());
        }
        return points;
    }

    private void hand(Actor actor, EvaluationSheet sheet, Map<String, String> points, Map<String, String> facts) {
        var revision = views.view(actor, sheet.id()).sheet().revision();
        sheets.handOn(actor, sheet.id(), new Filling(revision, points, Map.of(), facts), "")
                .orElseThrow();
    }

    private void attach(Actor actor, EvaluationSheet sheet, String about) {
        var made = files.of(about.indexOf('.') > 0 ? "抽检报告" : about);
        handedIn.attach(actor, sheet.id(), about, made.name(), made.stream()).orElseThrow();
    }

    // --- Brands

    private void brands(Scheme scheme, Zhangye people, LocalDate today) {
        var random = new SplittableRandom(20_250_307);
        var county = bases.list(people.clerk().scope(), BaseFilter.NONE, 0, 5);
        if (county.isEmpty()) return;
        at(today.minusDays(55));
        var round = open(
                scheme, people.city(), "brand-selection", today.getYear(), "60", today.minusDays(30), "demo-brand");
        at(today.minusDays(50));
        int taken = 40;
        for (var base : county) {
            var sheet = rounds.nominate(people.clerk(), round.id(), Long.toString(base.id()))
                    .orElseThrow();
            for (var need : rounds.way(round).first().needs()) attach(people.clerk(), sheet, need);
            for (var fact : List.of("base.samples_passed", "base.samples_taken")) attach(people.clerk(), sheet, fact);
            taken += 7;
            hand(
                    people.clerk(),
                    sheet,
                    points(people.clerk(), sheet, random, 13),
                    Map.of(
                            "base.samples_taken",
                            Integer.toString(taken),
                            "base.samples_passed",
                            Integer.toString(taken - taken % 3)));
            score(people.city(), sheet, random);
        }
        at(today.minusDays(45));
        ranking.confirm(people.city(), round.id(), round.revision(), "5").orElseThrow();
        at(today.minusDays(25));
        ranking.publish(people.city(), round.id(), round.revision() + 1).orElseThrow();
        at(today.minusDays(24));
        int number = 0;
        for (var sheet : lists.list(people.city().scope(), round, SheetLists.Filter.NONE, 0, 3)) {
            var listing = directory.enter(people.city(), sheet.id()).orElseThrow();
            if (++number > 2) continue;
            brands.tell(
                            people.clerk(),
                            listing.id(),
                            0,
                            number == 1 ? "2009" : "",
                            "甘州区党寨镇，黑河灌区（演示）",
                            "当地种菜有些年头，合作社带着农户按有机规程种，轮作倒茬，不用化肥和化学农药。\n这一段来历是编的，只用来演示。")
                    .orElseThrow();
        }
    }

    private void at(LocalDate day) {
        clock.set(day.atTime(LocalTime.of(9, 40)).atZone(Ui.ZONE).toInstant());
    }
}
