package org.nongyou.demo;

import java.time.LocalDate;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.nongyou.base.Base;
import org.nongyou.catalogue.Adoption;
import org.nongyou.catalogue.Catalogue;
import org.nongyou.catalogue.DynamicManagement;
import org.nongyou.catalogue.Listing;
import org.nongyou.catalogue.Listings;
import org.nongyou.catalogue.MeasureForm;
import org.nongyou.catalogue.Reserves;
import org.nongyou.demo.DemoPeople.Staff;
import org.nongyou.demo.DemoPlan.Fate;
import org.nongyou.demo.DemoPlan.Plan;
import org.nongyou.identity.Actor;
import org.nongyou.indicator.FigureChecks;
import org.nongyou.indicator.ReportedFigures;
import org.nongyou.indicator.ReportedFigures.Cell;
import org.nongyou.indicator.ReportedFigures.Entry;
import org.nongyou.indicator.ReportingPeriod;
import org.nongyou.kernel.Level;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.SchemeRef;
import org.nongyou.scheme.Schemes;
import org.springframework.stereotype.Component;

/// What happens beside and after the cases: published lists, management of listings, reported figures.
@Component
class DemoAfterwards {

    private static final String LISTS = "published-lists";
    /// A list's name to the kind that keeps it.
    private static final Map<String, String> KINDS = Map.of(
            "国家农产品质量安全县", "safety-county",
            "全国名特优新农产品", "famous-special",
            "中国特色农产品优势区", "advantage-area");

    private final Schemes schemes;
    private final Catalogue catalogue;
    private final DynamicManagement management;
    private final Listings listings;
    private final Reserves reserves;
    private final ReportedFigures figures;
    private final FigureChecks checks;

    DemoAfterwards(
            Schemes schemes,
            Catalogue catalogue,
            DynamicManagement management,
            Listings listings,
            Reserves reserves,
            ReportedFigures figures,
            FigureChecks checks) {
        this.schemes = schemes;
        this.catalogue = catalogue;
        this.management = management;
        this.listings = listings;
        this.reserves = reserves;
        this.figures = figures;
        this.checks = checks;
    }

    /// The published lists are real: each row says where it was read. What a list only announces, or took back, is left
    /// out.
    void takeOverLists(Actor province) {
        var scheme = schemes.current(LISTS).orElseThrow();
        for (var line : DemoPlan.lines("honours.tsv")) {
            var field = line.split("\t", -1);
            var kind = KINDS.get(field[0]);
            if (kind == null || field[4].isBlank()) continue;
            boolean place = scheme.kind(kind).orElseThrow().subject().code().equals("region");
            adopt(
                    province,
                    scheme.ref(),
                    kind,
                    place && kind.equals("safety-county") ? field[4] : null,
                    field[1],
                    field[4],
                    "",
                    field[0] + (field[5].isBlank() ? "" : "，" + field[5]) + "，" + field[6]);
        }
        for (var line : DemoPlan.lines("gi.tsv")) {
            var field = line.split("\t", -1);
            if (!field[4].startsWith("registered") || field[3].isBlank()) continue;
            adopt(
                    province,
                    scheme.ref(),
                    "gi-product",
                    null,
                    field[0],
                    field[3],
                    field[0],
                    "农产品地理标志登记" + (field[5].isBlank() ? "" : "，" + field[5]) + "，" + field[10]);
        }
    }

    private void adopt(
            Actor province,
            SchemeRef scheme,
            String kind,
            @org.jspecify.annotations.Nullable String subject,
            String title,
            String region,
            String product,
            String source) {
        catalogue
                .adopt(
                        province,
                        new Adoption(
                                scheme,
                                kind,
                                Level.NATIONAL,
                                null,
                                subject,
                                title,
                                RegionCode.of(region),
                                "",
                                product,
                                null,
                                LocalDate.of(2022, 3, 1),
                                source))
                .orElseThrow();
    }

    /// The province's first list is invented, and says so.
    void firstList(Actor province, Scheme scheme, Plan plan, Base base, LocalDate day) {
        catalogue
                .adopt(
                        province,
                        new Adoption(
                                scheme.ref(),
                                "quality-base",
                                Level.PROVINCE,
                                plan.classId(),
                                String.valueOf(base.id()),
                                base.name(),
                                base.region(),
                                base.producerName(),
                                base.product(),
                                base.areaMu(),
                                day,
                                "演示数据：首批省级目录"))
                .orElseThrow();
    }

    /// What becomes of a base after it was listed by the province.
    void manage(Staff staff, Plan plan, Base base, Consumer<LocalDate> toDay) {
        var listing = listings.of(staff.province().scope(), "base", String.valueOf(base.id()), false)
                .getFirst();
        if (plan.fate() == Fate.RESERVED) {
            reserves.add(staff.province(), listing.id(), "产品和管理都好，列入升级储备（演示）").orElseThrow();
        } else if (plan.fate() == Fate.RECTIFYING) {
            var today = LocalDate.now(org.nongyou.web.Ui.ZONE);
            toDay.accept(today.minusDays(20));
            management
                    .orderRectification(
                            staff.province(),
                            listing.id(),
                            form(listing, "巡查发现用药记录不全，补齐后复查（演示）", today.plusDays(plan.slot() % 2 == 0 ? -3 : 12)))
                    .orElseThrow();
        } else if (plan.fate() == Fate.SUSPENDED) {
            management
                    .suspend(staff.province(), listing.id(), form(listing, "监督抽查一次不合格，暂停资格并上报（演示）", null))
                    .orElseThrow();
        }
    }

    private static MeasureForm form(Listing listing, String reason, @org.jspecify.annotations.Nullable LocalDate due) {
        return new MeasureForm(listing.status(), reason, null, due);
    }

    /// Figures that nothing computes yet, for the last three years; some counties are late, as in life.
    void reportFigures(Staff staff, LocalDate today) {
        var scheme = schemes.current("shanxi-quality-bases").orElseThrow();
        var random = new SplittableRandom(99);
        for (int year = today.getYear() - 2; year < today.getYear(); year++) {
            int index = 0;
            for (var county : staff.counties().entrySet()) {
                index++;
                if (year == today.getYear() - 1 && index % 13 == 4) continue;
                var total = 20 + random.nextInt(180);
                var share = 26 + random.nextInt(11);
                report(scheme, county.getValue(), "total-output", county.getKey(), year, "%d.0".formatted(total));
                report(
                        scheme,
                        county.getValue(),
                        "green-output",
                        county.getKey(),
                        year,
                        "%.2f".formatted(total * share / 100.0));
            }
            report(
                    scheme,
                    staff.province(),
                    "dry-farming-standards",
                    "140000",
                    year,
                    year == today.getYear() - 1 ? "17" : "12");
            report(scheme, staff.province(), "base-standards", "140000", year, year == today.getYear() - 1 ? "4" : "2");
        }
        checkFigures(staff.province(), scheme, today.getYear() - 1);
    }

    /// One city's figures of the year before last have been looked at; one was given back to the county whose clerk is
    /// among the demo accounts.
    private void checkFigures(Actor province, Scheme scheme, int lastYear) {
        for (var one : checks.list(Scope.within(RegionCode.of("140400")), scheme, null, 100)) {
            var report = one.report();
            if (Integer.parseInt(report.period()) >= lastYear) continue;
            if (report.region().value().equals("140423") && report.indicator().equals("green-output"))
                checks.giveBack(province, scheme, report.id(), "和统计年报对不上，附上年报那一页再报（演示）")
                        .orElseThrow();
            else checks.confirm(province, scheme, report.id()).orElseThrow();
        }
    }

    private void report(Scheme scheme, Actor actor, String indicator, String region, int year, String value) {
        figures.report(
                        actor,
                        scheme,
                        new Entry(
                                new Cell(indicator, RegionCode.of(region), ReportingPeriod.ofYear(year)),
                                value,
                                "演示数据",
                                null,
                                null,
                                null))
                .orElseThrow();
    }
}
