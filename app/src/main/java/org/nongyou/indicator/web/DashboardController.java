package org.nongyou.indicator.web;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.indicator.Overview;
import org.nongyou.indicator.Progress;
import org.nongyou.indicator.SchemeProgress;
import org.nongyou.indicator.TargetStanding;
import org.nongyou.indicator.TargetState;
import org.nongyou.kernel.Level;
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
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;

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
    private final JsonMapper json;
    private final Clock clock;

    DashboardController(
            Progress progress, Overview overview, Places places, Divisions divisions, JsonMapper json, Clock clock) {
        this.progress = progress;
        this.overview = overview;
        this.places = places;
        this.divisions = divisions;
        this.json = json;
        this.clock = clock;
    }

    @GetMapping("/dashboard")
    ModelAndView show(
            Actor actor,
            @RequestParam(required = false) @Nullable String scheme,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(defaultValue = "") String theme) {
        boolean dark = theme.equals("dark");
        var found = places.scheme(actor, scheme);
        var scope = places.scope(actor, found, region);
        var area = scope.region();
        if (area == null) throw new NotFound();
        var today = LocalDate.now(clock);
        var standing = progress.targets(scope, found, today);
        var views = standing.current().stream()
                .map(one -> TargetView.of(standing, one))
                .toList();
        var each = standing.current().stream()
                .filter(DashboardController::ofCounties)
                .findFirst();
        var grown = grown(standing);
        var aim = grown.flatMap(one -> Optional.ofNullable(one.target().bound().least()));
        var growth =
                grown.map(one -> growth(scope, found, one.indicator(), today)).orElse(List.of());
        var attention = attention(scope, found, today, each.orElse(null));
        var base = "/dashboard?scheme=" + Ui.query(found.id()) + "&region={}" + (dark ? "&theme=dark" : "");
        return Page.of(
                "indicator/dashboard",
                new DashboardPage(
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
                        area.level().isAbove(Level.CITY)
                                ? "各市：达到的县"
                                : "各县："
                                        + each.map(one -> one.indicator().title())
                                                .orElse(""),
                        each.map(one -> one.target().bound().text() + " "
                                        + one.indicator().unit())
                                .orElse(""),
                        each.map(one -> ranks(one, found, area, base)).orElse(List.of()),
                        each.map(one -> one.each().size() + " 个县的"
                                        + one.indicator().title())
                                .orElse(divisions.name(area) + "所在位置"),
                        each.map(DashboardController::total).orElse(""),
                        map(each.orElse(null), found, area, attention.first()),
                        each.map(one -> one.lacking().isEmpty()
                                        ? "每个县都达到了"
                                        : "没有达到的 " + one.lacking().size() + " 个县")
                                .orElse(""),
                        each.map(one -> lacking(one, found)).orElse(List.of()),
                        grown.map(one -> one.indicator().title() + "累计").orElse("目录累计"),
                        growth.stream()
                                .map(point ->
                                        new DashboardPage.Growth(point.quarter().title(), point.total()))
                                .toList(),
                        aim.map(Ui::number).orElse(null),
                        attention.first().stream().map(Marked::line).toList(),
                        attention.all(),
                        late(scope, found, today),
                        "scheme=" + Ui.query(found.id()) + "&region=" + area));
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

    private List<Overview.Point> growth(Scope scope, Scheme scheme, Indicator indicator, LocalDate today) {
        return indicator.how() instanceof Indicator.How.Count count
                ? overview.growth(scope, scheme.id(), count.kind(), count.level(), today)
                : List.of();
    }

    private static String total(TargetStanding standing) {
        var amount = standing.measured().amount();
        return amount == null
                ? ""
                : "共 " + Ui.number(amount) + " " + standing.indicator().unit();
    }

    /// Cities by the share of their counties that reach the target, or counties by their figure; the best first.
    private List<DashboardPage.Rank> ranks(TargetStanding each, Scheme scheme, RegionCode area, String base) {
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

    private String map(@Nullable TargetStanding each, Scheme scheme, RegionCode area, List<Marked> marks) {
        var options = new LinkedHashMap<String, Object>();
        options.put("region", area.value());
        if (each != null) {
            var values = new LinkedHashMap<String, BigDecimal>();
            for (var part : each.each())
                values.put(part.region().value(), number(part.measured().amount()));
            options.put("values", values);
            steps(each.target().bound()).ifPresent(breaks -> options.put("breaks", breaks));
            options.put("unit", each.indicator().unit());
            options.put(
                    "legend",
                    "每县应有 " + each.target().bound().text() + " "
                            + each.indicator().unit());
            options.put(
                    "href",
                    "/targets/" + Ui.query(scheme.id()) + "/"
                            + Ui.query(each.indicator().id()) + "?region={code}");
        }
        var points = new ArrayList<Map<String, Object>>();
        for (var mark : marks) {
            var division = divisions.find(mark.region());
            if (division.isEmpty()) continue;
            var longitude = division.get().longitude();
            var latitude = division.get().latitude();
            if (longitude == null || latitude == null) continue;
            points.add(Map.of(
                    "n",
                    String.valueOf(mark.line().number()),
                    "lng",
                    longitude,
                    "lat",
                    latitude,
                    "title",
                    mark.line().place() + " " + mark.line().what(),
                    "href",
                    mark.line().href(),
                    "tone",
                    mark.line().tone()));
        }
        options.put("points", points);
        return json.writeValueAsString(options);
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
