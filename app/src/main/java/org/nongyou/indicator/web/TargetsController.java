package org.nongyou.indicator.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.indicator.FigureReport;
import org.nongyou.indicator.Progress;
import org.nongyou.indicator.Reporting;
import org.nongyou.indicator.SchemeProgress;
import org.nongyou.indicator.TargetStanding;
import org.nongyou.indicator.TargetState;
import org.nongyou.print.Pdf;
import org.nongyou.print.Spreadsheet;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Indicator;
import org.nongyou.scheme.Scheme;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.Templates;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The targets with what is reached, by region down to the county, on the screen, as Excel and on paper.
@Controller
@Requires(Verb.READ)
class TargetsController {

    private final Progress progress;
    private final Reporting reporting;
    private final Places places;
    private final Divisions divisions;
    private final Templates templates;
    private final Pdf pdf;
    private final Clock clock;

    TargetsController(
            Progress progress,
            Reporting reporting,
            Places places,
            Divisions divisions,
            Templates templates,
            Pdf pdf,
            Clock clock) {
        this.progress = progress;
        this.reporting = reporting;
        this.places = places;
        this.divisions = divisions;
        this.templates = templates;
        this.pdf = pdf;
        this.clock = clock;
    }

    @GetMapping("/targets")
    ModelAndView list(
            Actor actor,
            @RequestParam(required = false) @Nullable String scheme,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable Integer year) {
        return Page.of("indicator/targets", page(actor, scheme, region, year));
    }

    @GetMapping("/targets/print")
    void print(
            Actor actor,
            @RequestParam(required = false) @Nullable String scheme,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable Integer year,
            HttpServletResponse response)
            throws IOException {
        var page = page(actor, scheme, region, year);
        var document = templates.text("indicator/paper", new TargetsPaper(page, actor.name(), Ui.today(), Pdf.FOOTER));
        response.setContentType("application/pdf");
        response.setHeader(
                "Content-Disposition", "inline; filename*=UTF-8''" + encoded(page.regionName() + "指标进度.pdf"));
        pdf.render(document, response.getOutputStream());
    }

    @GetMapping("/targets/export")
    @Requires(Verb.EXCHANGE)
    void export(
            Actor actor,
            @RequestParam(required = false) @Nullable String scheme,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable Integer year,
            HttpServletResponse response)
            throws IOException {
        var found = places.scheme(actor, scheme);
        var standing = progress.targets(places.scope(actor, found, region), found, on(found, year));
        var lines = new ArrayList<List<? extends @Nullable Object>>();
        for (var one : standing.standings()) {
            var view = TargetView.of(standing, one);
            lines.add(Arrays.asList(
                    view.title(),
                    one.regionName(),
                    one.period(),
                    view.aim(),
                    one.indicator().unit(),
                    one.measured().amount(),
                    view.state(),
                    view.how(),
                    view.clause()));
            for (var part : one.each()) {
                lines.add(Arrays.asList(
                        view.title(),
                        part.name(),
                        one.period(),
                        part.bound().text(),
                        one.indicator().unit(),
                        part.measured().amount(),
                        state(one, part),
                        part.measured().source().title(),
                        view.clause()));
            }
        }
        response.setContentType(Spreadsheet.MEDIA_TYPE);
        response.setHeader(
                "Content-Disposition",
                "attachment; filename*=UTF-8''" + encoded(divisions.name(standing.region()) + "指标进度.xlsx"));
        Spreadsheet.write(
                response.getOutputStream(),
                "指标进度",
                List.of("指标", "地区", "时间", "目标", "单位", "现状", "判断", "怎样得来", "条款"),
                lines.stream());
    }

    @GetMapping("/targets/{scheme}/{indicator}")
    ModelAndView open(
            Actor actor,
            @PathVariable String scheme,
            @PathVariable String indicator,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable Integer year) {
        var found = places.scheme(actor, scheme);
        var measure = found.indicator(indicator).orElseThrow(NotFound::new);
        var scope = places.scope(actor, found, region);
        var on = on(found, year);
        var area = scope.region();
        if (area == null) throw new NotFound();
        var standings = progress.targets(scope, found, on);
        var mine = standings.current().stream()
                .filter(one -> one.indicator().equals(measure))
                .toList();
        var parts = progress.byDivision(scope, found, measure, on);
        var each = mine.stream().filter(one -> !one.each().isEmpty()).findFirst();
        var base = href(found, measure);
        var rows = new ArrayList<IndicatorPage.Row>();
        parts.stream().skip(1).forEach(part -> rows.add(row(measure, part, base, null)));
        each.ifPresent(one -> {
            rows.removeIf(
                    row -> one.each().stream().anyMatch(part -> part.name().equals(row.name())));
            one.each().stream()
                    .sorted(Comparator.comparing(TargetStanding.Part::reached)
                            .thenComparing(TargetStanding.Part::region))
                    .forEach(part -> rows.add(row(measure, part, base, one)));
        });
        var own = parts.getFirst().measured();
        var view = mine.stream().findFirst().map(one -> TargetView.of(standings, one));
        var figure = own.amount() == null ? "还没有数" : Ui.number(own.amount()) + " " + measure.unit();
        var say = divisions.name(area) + "“" + measure.title() + "”" + figure
                + view.map(one -> "，" + one.state()).orElse("，没有设目标") + "。";
        var entries = mine.stream()
                .flatMap(one -> one.entries().stream())
                .distinct()
                .sorted(Comparator.comparing(FigureReport::region))
                .map(entry -> entry(found, entry))
                .toList();
        return Page.of(
                "indicator/indicator",
                new IndicatorPage(
                        found.title(),
                        found.id(),
                        found.version(),
                        mine.isEmpty()
                                ? measure.clauses()
                                : mine.getFirst().target().clauses(),
                        measure.title(),
                        measure.unit(),
                        divisions.name(area),
                        area.value(),
                        places.way(actor, area, base + "{}", Map.of()),
                        say,
                        view.map(TargetView::tone).orElse("plain"),
                        own.source().title() + view.map(one -> "。" + one.how()).orElse(""),
                        rows,
                        entries,
                        reporting.level(found, measure).isPresent() || measure.how() instanceof Indicator.How.Ratio
                                ? "/figures?scheme=" + Ui.query(found.id()) + "&region=" + area
                                : null));
    }

    /// The page of an indicator in a region: who brings what.
    static String href(Scheme scheme, Indicator indicator, RegionCode region) {
        return href(scheme, indicator) + region;
    }

    private static String href(Scheme scheme, Indicator indicator) {
        return "/targets/" + Ui.query(scheme.id()) + "/" + Ui.query(indicator.id()) + "?region=";
    }

    private IndicatorPage.Row row(
            Indicator indicator, TargetStanding.Part part, String base, @Nullable TargetStanding standing) {
        var amount = part.measured().amount();
        return new IndicatorPage.Row(
                part.name(),
                base + part.region(),
                amount == null ? "未上报" : Ui.number(amount) + " " + indicator.unit(),
                part.measured().link(),
                standing == null ? "" : part.bound().text() + " " + indicator.unit(),
                standing == null ? "" : part.reached() ? "ok" : part.state().tone(),
                standing == null ? "" : state(standing, part),
                part.measured().expected() > 0
                        ? part.measured().entered() + "/" + part.measured().expected() + " 个单位已报"
                        : part.measured().source().title());
    }

    private IndicatorPage.Entry entry(Scheme scheme, FigureReport entry) {
        var indicator = scheme.indicator(entry.indicator());
        return new IndicatorPage.Entry(
                indicator.map(Indicator::title).orElse(entry.indicator()),
                divisions.name(entry.region()),
                entry.period(),
                Ui.number(entry.value()) + " " + indicator.map(Indicator::unit).orElse(""),
                entry.officeName() + " " + entry.accountName(),
                Ui.time(entry.reportedAt()),
                entry.note(),
                entry.fileId() == null ? null : "/files/" + entry.fileId(),
                entry.replaces() != null,
                entry.demo());
    }

    private static String state(TargetStanding standing, TargetStanding.Part part) {
        var gap = part.gap();
        return switch (part.state()) {
                    case MET -> "达到";
                    case SHORT -> gap == null ? "没有达到" : "差 " + Ui.number(gap);
                    case OVER -> gap == null ? "达到" : "多 " + Ui.number(gap);
                    case NOT_STARTED, UNKNOWN, SHARE, NOT_HELD -> part.state().title();
                }
                + (part.state() == TargetState.SHORT || part.state() == TargetState.OVER
                        ? " " + standing.indicator().unit()
                        : "");
    }

    private TargetsPage page(Actor actor, @Nullable String schemeId, @Nullable String region, @Nullable Integer asked) {
        var scheme = places.scheme(actor, schemeId);
        var scope = places.scope(actor, scheme, region);
        var area = scope.region();
        if (area == null) throw new NotFound();
        var on = on(scheme, asked);
        var standing = progress.targets(scope, scheme, on);
        var views = standing.current().stream()
                .map(one -> TargetView.of(standing, one))
                .toList();
        int today = LocalDate.now(clock).getYear();
        var years = IntStream.rangeClosed(scheme.period().from().getYear(), Math.max(today, on.getYear()))
                .map(i -> scheme.period().from().getYear() + Math.max(today, on.getYear()) - i)
                .boxed()
                .toList();
        var query = "scheme=" + Ui.query(scheme.id()) + "&region=" + area + "&year=" + on.getYear();
        return new TargetsPage(
                places.schemes(actor).stream()
                        .map(one -> new TargetsPage.Choice(one.id(), one.title()))
                        .toList(),
                scheme.id(),
                scheme.version(),
                scheme.title(),
                area.value(),
                divisions.name(area),
                places.way(
                        actor,
                        area,
                        "/targets?scheme=" + Ui.query(scheme.id()) + "&region={}&year=" + on.getYear(),
                        notes(standing)),
                on.getYear(),
                years,
                on.getYear() == today ? "今天" : on.getYear() + " 年底",
                views,
                say(divisions.name(area), views),
                lack(views),
                tone(views),
                actor.may(Verb.REPORT),
                actor.may(Verb.EXCHANGE),
                query);
    }

    /// 山西省 13 项指标达到 5 项，还差 8 项。
    static String say(String region, List<TargetView> views) {
        var judged = views.stream().filter(view -> view.standing().judged()).toList();
        if (judged.isEmpty()) return region + "没有单独设目标，这里是计入上级的数。";
        long met = judged.stream().filter(view -> view.standing().met()).count();
        long unknown = judged.stream()
                .filter(view -> view.standing().state() == TargetState.UNKNOWN)
                .count();
        return region + " " + judged.size() + " 项指标达到 " + met + " 项"
                + (met == judged.size() ? "，全部达到。" : "，还差 " + (judged.size() - met) + " 项")
                + (met == judged.size() ? "" : unknown > 0 ? "，其中 " + unknown + " 项没有上报。" : "。");
    }

    static String lack(List<TargetView> views) {
        var lacking = views.stream()
                .filter(view -> view.standing().judged() && !view.standing().met())
                .filter(view -> view.standing().state() != TargetState.UNKNOWN)
                .toList();
        return lacking.isEmpty() ? "" : "没有达到：" + String.join("，", TargetView.lacks(lacking)) + "。";
    }

    static String tone(List<TargetView> views) {
        var judged = views.stream().filter(view -> view.standing().judged()).toList();
        if (judged.isEmpty()) return "info";
        return judged.stream().allMatch(view -> view.standing().met()) ? "ok" : "warn";
    }

    /// Behind each city how many of its counties reach the first target set for each county; behind each county its
    /// figure.
    static Map<RegionCode, String> notes(SchemeProgress progress) {
        var notes = new HashMap<RegionCode, String>();
        progress.current().stream()
                .filter(one -> !one.each().isEmpty())
                .findFirst()
                .ifPresent(one -> {
                    var reached = new HashMap<RegionCode, int[]>();
                    for (var part : one.each()) {
                        var amount = part.measured().amount();
                        if (amount != null) notes.put(part.region(), Ui.number(amount));
                        part.region().parent().ifPresent(city -> {
                            var count = reached.computeIfAbsent(city, _ -> new int[2]);
                            if (part.reached()) count[0]++;
                            count[1]++;
                        });
                    }
                    reached.forEach((city, count) -> notes.putIfAbsent(city, count[0] + "/" + count[1]));
                });
        return notes;
    }

    /// Today for this year, the last day for an earlier one.
    private LocalDate on(Scheme scheme, @Nullable Integer year) {
        var today = LocalDate.now(clock);
        if (year == null
                || year >= today.getYear()
                || year < scheme.period().from().getYear()) return today;
        return LocalDate.of(year, 12, 31);
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
