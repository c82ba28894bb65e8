package org.nongyou.indicator.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.indicator.Measured;
import org.nongyou.indicator.Overview;
import org.nongyou.indicator.Progress;
import org.nongyou.indicator.ReportingPeriod;
import org.nongyou.indicator.SchemeProgress;
import org.nongyou.indicator.TargetStanding;
import org.nongyou.indicator.TargetState;
import org.nongyou.indicator.Totals;
import org.nongyou.kernel.Level;
import org.nongyou.print.Pdf;
import org.nongyou.print.Spreadsheet;
import org.nongyou.region.Division;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Bound;
import org.nongyou.scheme.Indicator;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Target;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.Templates;
import org.nongyou.web.Ui;
import org.springframework.http.ContentDisposition;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The dashboard (驾驶舱): how things stand, where, since when, and what to look after, on one screen.
@Controller
@Requires(Verb.READ)
class DashboardController {

    private static final int FIGURES = 7;
    private static final int ATTENTION = 5;

    private final Progress progress;
    private final Overview overview;
    private final Places places;
    private final Divisions divisions;
    private final Totals totals;
    private final CellMap cells;
    private final Templates templates;
    private final Pdf pdf;
    private final Clock clock;

    DashboardController(
            Progress progress,
            Overview overview,
            Places places,
            Divisions divisions,
            Totals totals,
            CellMap cells,
            Templates templates,
            Pdf pdf,
            Clock clock) {
        this.progress = progress;
        this.overview = overview;
        this.places = places;
        this.divisions = divisions;
        this.totals = totals;
        this.cells = cells;
        this.templates = templates;
        this.pdf = pdf;
        this.clock = clock;
    }

    @GetMapping("/dashboard")
    ModelAndView show(
            Actor actor,
            @RequestParam(required = false) @Nullable String scheme,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable String indicator,
            @RequestParam(defaultValue = "") String theme) {
        return Page.of("indicator/dashboard", page(actor, scheme, region, indicator, theme.equals("dark")));
    }

    /// The same page on paper.
    @GetMapping("/dashboard/print")
    void print(
            Actor actor,
            @RequestParam(required = false) @Nullable String scheme,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable String indicator,
            HttpServletResponse response)
            throws IOException {
        var page = page(actor, scheme, region, indicator, false);
        var document = templates.text(
                "indicator/dashboardPaper", new DashboardPaper(page, actor.name(), Ui.today(), Pdf.FOOTER));
        response.setContentType("application/pdf");
        response.setHeader("Content-Disposition", named("inline", page.regionName() + "驾驶舱.pdf"));
        pdf.render(document, response.getOutputStream());
    }

    /// The same page as a table.
    @GetMapping("/dashboard/export")
    @Requires(Verb.EXCHANGE)
    void export(
            Actor actor,
            @RequestParam(required = false) @Nullable String scheme,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable String indicator,
            HttpServletResponse response)
            throws IOException {
        var page = page(actor, scheme, region, indicator, false);
        response.setContentType(Spreadsheet.MEDIA_TYPE);
        response.setHeader("Content-Disposition", named("attachment", page.regionName() + "驾驶舱.xlsx"));
        Spreadsheet.write(response.getOutputStream(), "驾驶舱", DashboardPaper.HEADS, DashboardPaper.lines(page));
    }

    private static String named(String how, String file) {
        return ContentDisposition.builder(how)
                .filename(file, StandardCharsets.UTF_8)
                .build()
                .toString();
    }

    private DashboardPage page(
            Actor actor, @Nullable String scheme, @Nullable String region, @Nullable String asked, boolean dark) {
        var found = places.scheme(actor, scheme);
        var scope = places.scope(actor, found, region);
        var area = scope.region();
        if (area == null) throw new NotFound();
        var today = LocalDate.now(clock);
        var standing = progress.targets(scope, found, today);
        var views = standing.current().stream()
                .map(one -> TargetView.of(standing, one))
                .toList();
        var focus = focus(scope, found, standing, asked, today);
        var each = focus == null ? null : focus.each();
        var grown = focus != null && asked != null
                ? focus.indicator()
                : grown(standing).map(TargetStanding::indicator).orElse(null);
        var aim = standing.current().stream()
                .filter(one -> one.indicator().equals(grown) && one.each().isEmpty() && one.judged())
                .map(one -> one.target().bound().least())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        var growth = grown == null ? List.<TrendLine.Point>of() : trend(scope, found, grown, today);
        var attention = attention(scope, found, today, each);
        var chosen = asked == null || focus == null
                ? ""
                : "&indicator=" + Ui.query(focus.indicator().id());
        var base = "/dashboard?scheme=" + Ui.query(found.id()) + "&region={}" + chosen + (dark ? "&theme=dark" : "");
        var ranks = focus == null
                ? List.<DashboardPage.Rank>of()
                : each != null ? ranks(each, area, base) : ranks(focus, found, base);
        return new DashboardPage(
                places.schemes(actor).stream()
                        .map(one -> new TargetsPage.Choice(one.id(), one.title()))
                        .toList(),
                found.id(),
                found.version(),
                found.title(),
                area.value(),
                divisions.name(area),
                places.way(actor, area, base, TargetsController.notes(standing)),
                dark,
                Ui.time(clock.instant()),
                TargetsController.say(divisions.name(area), views),
                TargetsController.lack(views),
                views.stream().limit(FIGURES).toList(),
                views.stream().skip(FIGURES).toList(),
                focus == null
                        ? ""
                        : each == null
                                ? "各地：" + focus.indicator().title()
                                : area.level().isAbove(Level.CITY)
                                        ? "各市：达到的县"
                                        : "各县：" + focus.indicator().title(),
                focus == null
                        ? ""
                        : each == null
                                ? focus.indicator().unit()
                                : "每县应有 " + each.target().bound().text() + " "
                                        + each.indicator().unit(),
                ranks,
                each != null,
                focus == null
                        ? divisions.name(area) + "所在位置"
                        : each != null
                                ? each.each().size() + " 个县的"
                                        + focus.indicator().title()
                                : "各地的" + focus.indicator().title(),
                focus == null ? "" : total(focus),
                map(focus, found, area, attention.first()),
                each == null
                        ? ""
                        : each.lacking().isEmpty()
                                ? "每个县都达到了"
                                : "没有达到的 " + each.lacking().size() + " 个县",
                each == null ? List.of() : lacking(each, found),
                grown == null ? "目录累计" : grown.title() + (grown.how() instanceof Indicator.How.Count ? "累计" : "各期"),
                grown == null ? "" : grown.unit(),
                growth.isEmpty() ? null : TrendLine.of(growth, aim),
                aim == null ? null : Ui.number(aim),
                attention.first().stream().map(Marked::line).toList(),
                attention.all(),
                late(scope, found, today),
                actor.may(Verb.EXCHANGE),
                focus == null || asked == null ? "" : focus.indicator().id(),
                "scheme=" + Ui.query(found.id()) + "&region=" + area + chosen);
    }

    /// What the map and the ranking tell.
    /// @param parts the divisions with their figures
    /// @param whole of the region itself
    /// @param each  the target set for each county, or null where the places are not judged one by one
    private record Focus(
            Indicator indicator,
            List<TargetStanding.Part> parts,
            Measured whole,
            @Nullable TargetStanding each) {}

    /// The asked indicator; else the first target that counts for each county; else the first figure that is known.
    private @Nullable Focus focus(
            Scope scope, Scheme scheme, SchemeProgress standing, @Nullable String asked, LocalDate today) {
        var of = standing.current().stream()
                .filter(one -> asked == null || one.indicator().id().equals(asked))
                .toList();
        var each = of.stream().filter(DashboardController::ofCounties).findFirst();
        if (each.isPresent())
            return new Focus(
                    each.get().indicator(), each.get().each(), each.get().measured(), each.get());
        var first = of.stream()
                .filter(one -> one.measured().amount() != null)
                .findFirst()
                .or(() -> of.stream().findFirst());
        if (first.isEmpty()) return null;
        var region = scope.region();
        // Below the county there are no places to compare.
        var parts = region != null && region.level().isAbove(Level.COUNTY)
                ? progress.byDivision(scope, scheme, first.get().indicator(), today)
                : List.<TargetStanding.Part>of();
        return new Focus(
                first.get().indicator(),
                parts.stream().skip(1).toList(),
                first.get().measured(),
                null);
    }

    private static boolean ofCounties(TargetStanding standing) {
        return !standing.each().isEmpty()
                && standing.each().getFirst().region().level() == Level.COUNTY
                && standing.indicator().how() instanceof Indicator.How.Count;
    }

    /// The line follows the largest count that has a target of its own here or above.
    private static Optional<TargetStanding> grown(SchemeProgress progress) {
        return progress.current().stream()
                .filter(one -> one.indicator().how() instanceof Indicator.How.Count)
                .filter(one -> one.target().where() instanceof Target.Where.Region)
                .filter(one -> one.target().bound().least() != null)
                .max(Comparator.comparing(
                        one -> Optional.ofNullable(one.target().bound().least()).orElse(BigDecimal.ZERO)));
    }

    /// Entries of the catalogue by quarter; what offices enter by span.
    private List<TrendLine.Point> trend(Scope scope, Scheme scheme, Indicator indicator, LocalDate today) {
        if (indicator.how() instanceof Indicator.How.Count count && count.where() == null) {
            return overview.growth(scope, scheme.id(), count.kind(), count.level(), today).stream()
                    .map(point -> new TrendLine.Point(point.quarter().title(), BigDecimal.valueOf(point.total())))
                    .toList();
        }
        if (!totals.indicators(scheme).contains(indicator)) return List.of();
        var asked = new Totals.Asked(scheme, ReportingPeriod.ofYear(today.getYear()), null);
        var points = totals.byPeriod(scope, asked, indicator).stream()
                .map(one -> new TrendLine.Point(one.spans().getFirst().title(), one.amount()))
                .toList();
        return points.stream().allMatch(point -> point.value() == null) ? List.of() : points;
    }

    private static String total(Focus focus) {
        var amount = focus.whole().amount();
        return amount == null
                ? ""
                : "共 " + Ui.number(amount) + " " + focus.indicator().unit();
    }

    /// Places by their figure, the most first; those without one last.
    private static List<DashboardPage.Rank> ranks(Focus focus, Scheme scheme, String base) {
        var most = focus.parts().stream()
                .map(part -> number(part.measured().amount()))
                .max(Comparator.naturalOrder())
                .orElse(BigDecimal.ONE);
        return focus.parts().stream()
                .sorted(Comparator.comparing(
                                (TargetStanding.Part part) -> part.measured().amount() == null)
                        .thenComparing(part -> number(part.measured().amount()), Comparator.reverseOrder())
                        .thenComparing(TargetStanding.Part::region))
                .map(part -> new DashboardPage.Rank(
                        part.name(),
                        base.replace("{}", part.region().value()),
                        Ui.percent(number(part.measured().amount()), most),
                        false,
                        "",
                        part.measured().expected() > 0
                                ? part.measured().entered() + "/"
                                        + part.measured().expected()
                                : "",
                        part.measured().amount() == null
                                ? "没有数"
                                : Ui.number(part.measured().amount()),
                        part.measured().amount() == null ? null : rows(scheme, focus.indicator(), part)))
                .toList();
    }

    /// The rows behind a place's figure: of the catalogue, or its entries.
    private static String rows(Scheme scheme, Indicator indicator, TargetStanding.Part part) {
        var link = part.measured().link();
        return link != null
                ? link
                : "/targets/" + Ui.query(scheme.id()) + "/" + Ui.query(indicator.id()) + "?region=" + part.region();
    }

    /// Cities by the share of their counties that reach the target, or counties by their figure; the best first.
    private List<DashboardPage.Rank> ranks(TargetStanding each, RegionCode area, String base) {
        if (!area.level().isAbove(Level.CITY)) {
            var most = each.each().stream()
                    .map(part -> number(part.measured().amount()))
                    .max(Comparator.naturalOrder())
                    .orElse(BigDecimal.ONE);
            return each.each().stream()
                    .sorted(Comparator.comparing((TargetStanding.Part part) ->
                                    number(part.measured().amount()))
                            .reversed()
                            .thenComparing(TargetStanding.Part::region))
                    .map(part -> new DashboardPage.Rank(
                            part.name(),
                            base.replace("{}", part.region().value()),
                            Ui.percent(number(part.measured().amount()), most),
                            !part.reached(),
                            part.reached() ? "达到" : "差 " + Ui.number(number(part.gap())),
                            "",
                            Ui.number(number(part.measured().amount())),
                            part.measured().link()))
                    .toList();
        }
        record City(RegionCode code, int reached, int counties, BigDecimal total) {
            BigDecimal share() {
                return BigDecimal.valueOf(reached * 100L)
                        .divide(BigDecimal.valueOf(Math.max(1, counties)), 4, java.math.RoundingMode.HALF_UP);
            }
        }
        var cities = new LinkedHashMap<RegionCode, City>();
        for (var part : each.each()) {
            var code = part.region().parent().orElse(area);
            cities.merge(
                    code,
                    new City(
                            code,
                            part.reached() ? 1 : 0,
                            1,
                            number(part.measured().amount())),
                    (a, b) -> new City(
                            code,
                            a.reached() + b.reached(),
                            a.counties() + b.counties(),
                            a.total().add(b.total())));
        }
        var link = each.measured().link();
        return cities.values().stream()
                .sorted(Comparator.comparing(City::share).reversed().thenComparing(City::code))
                .map(city -> new DashboardPage.Rank(
                        divisions.name(city.code()),
                        base.replace("{}", city.code().value()),
                        Ui.percent(BigDecimal.valueOf(city.reached()), BigDecimal.valueOf(city.counties())),
                        city.reached() * 10 < city.counties() * 7,
                        city.share().setScale(0, java.math.RoundingMode.DOWN).toPlainString() + "%",
                        city.reached() + "/" + city.counties(),
                        Ui.number(city.total()),
                        link == null ? null : link.replace("region=" + area, "region=" + city.code())))
                .toList();
    }

    private List<DashboardPage.Group> lacking(TargetStanding each, Scheme scheme) {
        var groups = new LinkedHashMap<RegionCode, List<DashboardPage.Lack>>();
        for (var part : each.lacking()) {
            var amount = number(part.measured().amount());
            groups.computeIfAbsent(part.region().parent().orElse(part.region()), _ -> new ArrayList<>())
                    .add(new DashboardPage.Lack(
                            part.name(),
                            Ui.number(amount),
                            "/targets/" + Ui.query(scheme.id()) + "/"
                                    + Ui.query(each.indicator().id()) + "?region=" + part.region(),
                            amount.compareTo(BigDecimal.ONE) <= 0));
        }
        return groups.entrySet().stream()
                .map(group -> new DashboardPage.Group(divisions.name(group.getKey()), group.getValue()))
                .toList();
    }

    /// Null where no cells of the area are known.
    private @Nullable MapView map(@Nullable Focus focus, Scheme scheme, RegionCode area, List<Marked> marks) {
        var level = focus != null
                        && focus.parts().stream().anyMatch(part -> part.region().level() == Level.CITY)
                ? Level.CITY
                : Level.COUNTY;
        var found = cells.ground(area, level);
        if (found.isEmpty()) return null;
        var ground = found.get();
        var values = new HashMap<RegionCode, BigDecimal>();
        var tips = new HashMap<RegionCode, String>();
        var hrefs = new HashMap<RegionCode, String>();
        if (focus != null) {
            var parts = new ArrayList<>(focus.parts());
            if (parts.isEmpty())
                parts.add(new TargetStanding.Part(
                        area, divisions.name(area), new Bound(null, null), focus.whole(), TargetState.SHARE, null));
            for (var part : parts) {
                var amount = part.measured().amount();
                if (amount != null) values.put(part.region(), amount);
                tips.put(
                        part.region(),
                        part.name() + " "
                                + (amount == null
                                        ? "没有数"
                                        : Ui.number(amount) + " "
                                                + focus.indicator().unit()));
                hrefs.put(
                        part.region(),
                        "/targets/" + Ui.query(scheme.id()) + "/"
                                + Ui.query(focus.indicator().id()) + "?region=" + part.region());
            }
        }
        var breaks = focus == null || focus.each() == null
                ? Optional.<List<BigDecimal>>empty()
                : steps(focus.each().target().bound());
        var names = new ArrayList<MapView.Name>();
        var named = area.level() == Level.PROVINCE && level == Level.COUNTY
                ? cells.ground(area, Level.CITY).map(CellMap.Ground::inside).orElse(List.of())
                : ground.inside();
        for (var shape : named) names.add(new MapView.Name(shape.x(), shape.y(), divisions.name(shape.code())));
        var pins = new ArrayList<MapView.Mark>();
        for (var mark : marks) {
            var division = divisions.find(mark.region());
            if (division.isEmpty()) continue;
            var longitude = division.get().longitude();
            var latitude = division.get().latitude();
            if (longitude == null || latitude == null) continue;
            int x = ground.projection().x(longitude.doubleValue());
            int y = ground.projection().y(latitude.doubleValue());
            // Marks of one place stand beside each other.
            while (taken(pins, x, y)) x += 26;
            pins.add(new MapView.Mark(
                    x,
                    y,
                    String.valueOf(mark.line().number()),
                    mark.line().tone(),
                    mark.line().place() + " " + mark.line().what(),
                    mark.line().href()));
        }
        return MapView.of(
                ground, values, CellMap.steps(values.values(), breaks.orElse(null)), tips, hrefs, names, pins);
    }

    private static boolean taken(List<MapView.Mark> pins, int x, int y) {
        return pins.stream().anyMatch(one -> Math.abs(one.x() - x) < 25 && Math.abs(one.y() - y) < 25);
    }

    /// The map's colours change where the rule does: 0—1, 2 / 3, 4, 5 for 3—5.
    private static Optional<List<BigDecimal>> steps(Bound bound) {
        var least = bound.least();
        var most = bound.most();
        if (least == null || most == null || least.compareTo(BigDecimal.ONE) <= 0) return Optional.empty();
        var second = least.add(BigDecimal.ONE);
        if (second.compareTo(most) >= 0) return Optional.empty();
        return Optional.of(List.of(least.subtract(BigDecimal.ONE), least, second, most));
    }

    private record Marked(RegionCode region, DashboardPage.Attention line) {}

    private record Marks(int all, List<Marked> first) {}

    /// Overdue cases, then rectifications, then counties that have nothing.
    private Marks attention(Scope scope, Scheme scheme, LocalDate today, @Nullable TargetStanding each) {
        var overdue = overview.overdue(scope, scheme.id(), today, ATTENTION);
        var rectifications = overview.rectifications(scope, scheme.id(), ATTENTION);
        var empty = each == null
                ? List.<TargetStanding.Part>of()
                : each.each().stream()
                        .filter(part -> part.state() == TargetState.NOT_STARTED)
                        .toList();
        var marks = new ArrayList<Marked>();
        int cases = Math.min(overdue.first().size(), rectifications.count() > 0 ? 3 : 4);
        for (var one : overdue.first().subList(0, cases)) {
            add(
                    marks,
                    one.region(),
                    "bad",
                    one.what() + "：" + one.title(),
                    "应在 " + Ui.day(one.due()) + "前办完",
                    one.link());
        }
        for (var one : rectifications.first()) {
            if (marks.size() == ATTENTION) break;
            boolean over = one.due().isBefore(today);
            add(
                    marks,
                    one.region(),
                    over ? "bad" : "warn",
                    "限期整改：" + one.title(),
                    over ? Ui.day(one.due()) + "已到期" : Ui.day(one.due()) + "前改完",
                    one.link());
        }
        for (var part : empty) {
            if (marks.size() == ATTENTION) break;
            if (each == null) break;
            var link = part.measured().link();
            add(
                    marks,
                    part.region(),
                    "warn",
                    each.indicator().title() + "一个也没有",
                    "应有 " + part.bound().text() + " " + each.indicator().unit(),
                    link == null ? "/targets" : link);
        }
        return new Marks(overdue.count() + rectifications.count() + empty.size(), marks);
    }

    private void add(List<Marked> marks, RegionCode region, String tone, String what, String when, String href) {
        var place = region.at(Level.COUNTY).map(divisions::name).orElse(divisions.name(region));
        marks.add(new Marked(
                region.at(Level.COUNTY).orElse(region),
                new DashboardPage.Attention(marks.size() + 1, tone, place, what, when, href)));
    }

    private List<DashboardPage.Late> late(Scope scope, Scheme scheme, LocalDate today) {
        var counts = new HashMap<>(overview.overdueByDivision(scope, scheme.id(), today));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<RegionCode, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(one -> new DashboardPage.Late(
                        divisions.find(one.getKey()).map(Division::name).orElse("其他"),
                        one.getValue(),
                        "/cases?procedure=" + Ui.query(scheme.id() + "/") + "&region=" + one.getKey() + "&due=overdue"))
                .toList();
    }

    private static BigDecimal number(@Nullable BigDecimal amount) {
        return amount == null ? BigDecimal.ZERO : amount;
    }
}
