package org.nongyou.indicator.web;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nongyou.file.Files;
import org.nongyou.file.StoredFile;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.indicator.Closings;
import org.nongyou.indicator.FigureCheck;
import org.nongyou.indicator.FigureChecks;
import org.nongyou.indicator.FigureReport;
import org.nongyou.indicator.ReportedFigures;
import org.nongyou.indicator.ReportingPeriod;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.Division;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Indicator;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Target;
import org.nongyou.web.Entered;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/// Figures that offices enter by period: what is due, who is late, entry and correction.
@Controller
@Requires(Verb.READ)
class FiguresController {

    private static final int NAMES = 200;
    private static final int CHECKS_PAGE = 100;

    private final ReportedFigures figures;
    private final FigureChecks checks;
    private final Places places;
    private final Divisions divisions;
    private final Files files;
    private final Clock clock;

    FiguresController(
            ReportedFigures figures,
            FigureChecks checks,
            Places places,
            Divisions divisions,
            Files files,
            Clock clock) {
        this.figures = figures;
        this.checks = checks;
        this.places = places;
        this.divisions = divisions;
        this.files = files;
        this.clock = clock;
    }

    @GetMapping("/figures")
    ModelAndView list(
            Actor actor,
            @RequestParam(required = false) @Nullable String scheme,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable Integer year) {
        var found = places.scheme(actor, scheme);
        var scope = places.scope(actor, found, region);
        var area = scope.region();
        if (area == null) throw new NotFound();
        int today = LocalDate.now(clock).getYear();
        int first = found.period().from().getYear();
        int shown = year == null || year > today || year < first ? today : year;
        var lines = figures.lines(scope, found, shown);
        var closed = figures.closed(found, area, lines);
        var own = lines.stream()
                .map(line -> row(actor, found, line, closed.get(line.cell().period())))
                .toList();
        var below = lines.stream()
                .filter(line -> line.expected() > 0)
                .map(line -> below(found, shown, line))
                .toList();
        long due = lines.stream()
                .filter(line -> line.must() && line.current() == null)
                .count();
        long late = lines.stream().filter(line -> line.must() && line.late()).count();
        long lateBelow =
                lines.stream().filter(line -> !line.must() && line.late()).count();
        var name = divisions.name(area);
        var must = lines.stream().filter(ReportedFigures.Line::must).count();
        var say = must > 0
                ? name + " " + shown + " 年要填 " + must + " 个数，"
                        + (due == 0 ? "都填了。" : "还差 " + due + " 个" + (late > 0 ? "，其中 " + late + " 个已过填报期。" : "。"))
                : below.isEmpty()
                        ? name + " " + shown + " 年没有要填的数。"
                        : name + " " + shown + " 年："
                                + below.stream()
                                        .filter(one -> one.missing().isEmpty())
                                        .count() + " 项下级全部报齐，"
                                + below.stream()
                                        .filter(one -> !one.missing().isEmpty())
                                        .count() + " 项还没有报齐"
                                + (lateBelow > 0 ? "，其中 " + lateBelow + " 项已过填报期。" : "。");
        var base = "/figures?scheme=" + Ui.query(found.id()) + "&region={}&year=" + shown;
        return Page.of(
                "indicator/figures",
                new FiguresPage(
                        places.schemes(actor).stream()
                                .map(one -> new TargetsPage.Choice(one.id(), one.title()))
                                .toList(),
                        found.id(),
                        found.title(),
                        area.value(),
                        name,
                        places.way(actor, area, base, Map.of()),
                        shown,
                        IntStream.rangeClosed(first, today)
                                .map(i -> first + today - i)
                                .boxed()
                                .toList(),
                        say,
                        must > 0 && !actor.may(Verb.REPORT) ? "你可以看，填报由经办或审核人员办。" : "",
                        late + lateBelow > 0 ? "warn" : due > 0 ? "info" : "ok",
                        own,
                        below,
                        below.isEmpty() ? 0 : checks.count(scope, found)));
    }

    /// What the offices below entered and nobody has looked at yet.
    @GetMapping("/figures/checks")
    ModelAndView unchecked(
            Actor actor,
            @RequestParam(required = false) @Nullable String scheme,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable Long after) {
        var found = places.scheme(actor, scheme);
        return Page.of("indicator/checks", checksPage(actor, found, places.scope(actor, found, region), after, null));
    }

    @PostMapping("/figures/checks")
    @Requires(Verb.DECIDE)
    ModelAndView confirmAll(
            Actor actor, @RequestParam String scheme, @RequestParam(required = false) @Nullable List<Long> reports) {
        var found = places.scheme(actor, scheme);
        var chosen = reports == null
                ? List.<Long>of()
                : reports.stream().limit(CHECKS_PAGE).toList();
        var together = checks.confirmAll(actor, found, chosen);
        if (!chosen.isEmpty() && together.refused().isEmpty())
            return Page.redirect("/figures/checks?scheme=" + Ui.query(scheme));
        return Page.again(
                "indicator/checks", checksPage(actor, found, places.scope(actor, found, null), null, together));
    }

    private ChecksPage checksPage(
            Actor actor, Scheme scheme, Scope scope, @Nullable Long after, FigureChecks.@Nullable Together together) {
        var area = scope.region();
        if (area == null) throw new NotFound();
        var found = checks.list(scope, scheme, after, CHECKS_PAGE + 1);
        var shown = found.subList(0, Math.min(found.size(), CHECKS_PAGE));
        var base = "/figures/checks?scheme=" + Ui.query(scheme.id());
        var refused = together == null
                ? List.<Refusal>of()
                : together.confirmed() == 0 && together.refused().isEmpty()
                        ? List.of(Refusal.of("indicator.check.none-chosen").at("reports"))
                        : together.refused();
        return new ChecksPage(
                scheme.id(),
                scheme.title(),
                divisions.name(area),
                places.way(actor, area, base + "&region={}", Map.of()),
                checks.count(scope, scheme),
                together == null ? 0 : together.confirmed(),
                refused,
                shown.stream().map(one -> checkRow(actor, scheme, one)).toList(),
                found.size() > CHECKS_PAGE
                        ? base + "&region=" + area + "&after="
                                + shown.getLast().report().id()
                        : null);
    }

    private ChecksPage.Row checkRow(Actor actor, Scheme scheme, FigureChecks.Unchecked one) {
        var report = one.report();
        var period = ReportingPeriod.parse(report.period()).orElseThrow();
        var cell = new ReportedFigures.Cell(report.indicator(), report.region(), period);
        var indicator = scheme.indicator(report.indicator());
        return new ChecksPage.Row(
                report.id(),
                divisions.name(report.region()),
                indicator.map(Indicator::title).orElse(report.indicator()),
                indicator.map(Indicator::unit).orElse(""),
                period.title(),
                Ui.number(report.value()),
                one.before() == null ? "" : Ui.number(one.before()),
                one.before() == null ? "" : change(one.before(), report.value()),
                report.officeName() + " " + report.accountName() + "，" + Ui.time(report.reportedAt()),
                report.replaces() != null,
                report.fileId(),
                report.demo(),
                path(scheme, cell),
                checks.mayCheck(actor, scheme, cell));
    }

    /// How much more or less than before, in hundredths.
    private static String change(BigDecimal before, BigDecimal now) {
        if (before.signum() == 0) return "";
        var percent =
                now.subtract(before).multiply(BigDecimal.valueOf(100)).divide(before.abs(), 1, RoundingMode.HALF_UP);
        return percent.signum() == 0 ? "持平" : (percent.signum() > 0 ? "多 " : "少 ") + Ui.number(percent.abs()) + "%";
    }

    private FiguresPage.Row row(
            Actor actor, Scheme scheme, ReportedFigures.Line line, Closings.@Nullable Closed closed) {
        var current = line.current();
        boolean may = closed == null && figures.mayEnter(actor, scheme, line.cell());
        var check = line.check();
        return new FiguresPage.Row(
                line.indicator().title(),
                line.indicator().unit(),
                line.cell().period().title(),
                current == null ? "未填" : Ui.number(current.value()),
                current == null
                        ? ""
                        : current.officeName() + " " + current.accountName() + "，" + Ui.time(current.reportedAt()),
                check != null && !check.confirmed()
                        ? "bad"
                        : current != null ? "ok" : line.late() && line.must() ? "bad" : line.must() ? "warn" : "idle",
                current != null
                        ? (current.replaces() == null ? "已报" : "已更正") + found(check)
                        : line.must() ? (line.late() ? "已过填报期" : "没有填") : "可以不填",
                may || current != null ? path(scheme, line.cell()) : null,
                may ? (current == null ? "填报" : "更正") : "看记录",
                closed == null
                        ? ""
                        : Ui.date(closed.on()) + " 已关，请" + closed.rule().officeName() + "或上级单位重新打开",
                !line.must());
    }

    private static String found(@Nullable FigureCheck check) {
        if (check == null) return "";
        return check.confirmed() ? "，核对过" : "，被" + check.officeName() + "退回：" + check.reason();
    }

    private static FiguresPage.Below below(Scheme scheme, int year, ReportedFigures.Line line) {
        return new FiguresPage.Below(
                line.indicator().title(),
                line.indicator().unit(),
                line.cell().period().title(),
                line.entered(),
                line.expected(),
                Ui.percent(BigDecimal.valueOf(line.entered()), BigDecimal.valueOf(line.expected())),
                line.missing().stream().limit(NAMES).map(Division::name).toList(),
                line.late(),
                line.inTime(),
                line.confirmed(),
                line.givenBack(),
                TargetsController.href(scheme, line.indicator(), line.cell().region()) + "&year=" + year);
    }

    @GetMapping("/figures/{scheme}/{indicator}/{region}/{period}")
    ModelAndView show(
            Actor actor,
            @PathVariable String scheme,
            @PathVariable String indicator,
            @PathVariable String region,
            @PathVariable String period) {
        var found = places.scheme(actor, scheme);
        return Page.of("indicator/figure", page(actor, found, cell(actor, indicator, region, period), Entered.NOTHING));
    }

    @PostMapping("/figures/{scheme}/{indicator}/{region}/{period}")
    @Requires(Verb.REPORT)
    ModelAndView enter(
            Actor actor,
            @PathVariable String scheme,
            @PathVariable String indicator,
            @PathVariable String region,
            @PathVariable String period,
            @RequestParam(defaultValue = "") String value,
            @RequestParam(defaultValue = "") String note,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(required = false) @Nullable Long replaces,
            @RequestParam(required = false) @Nullable Long kept,
            @RequestParam(required = false) @Nullable MultipartFile proof)
            throws IOException {
        var found = places.scheme(actor, scheme);
        var cell = cell(actor, indicator, region, period);
        var typed = new HashMap<>(Map.of("value", value, "note", note, "reason", reason));
        var fileId = kept == null
                ? null
                : files.find(actor.scope(), kept).map(StoredFile::id).orElse(null);
        if (proof != null && !proof.isEmpty()) {
            var name = proof.getOriginalFilename();
            try (var content = proof.getInputStream()) {
                switch (files.store(actor, cell.region(), null, name == null ? "证明材料" : name, content)) {
                    case Decision.Done<StoredFile>(var file) -> fileId = file.id();
                    case Decision.Refused<StoredFile>(var refusal) -> {
                        return again(actor, found, cell, typed, refusal.at("proof"));
                    }
                }
            }
        }
        // An upload is not lost when the rest is refused.
        if (fileId != null) typed.put("kept", fileId.toString());
        var entry = new ReportedFigures.Entry(cell, value, note, fileId, reason, replaces);
        var decision = replaces == null ? figures.report(actor, found, entry) : figures.correct(actor, found, entry);
        return switch (decision) {
            case Decision.Done<FigureReport> _ ->
                Page.redirect("/figures?scheme=" + Ui.query(scheme) + "&year="
                        + cell.period().year());
            case Decision.Refused<FigureReport>(var refusal) -> again(actor, found, cell, typed, refusal);
        };
    }

    @PostMapping("/figures/{scheme}/{indicator}/{region}/{period}/check")
    @Requires(Verb.DECIDE)
    ModelAndView check(
            Actor actor,
            @PathVariable String scheme,
            @PathVariable String indicator,
            @PathVariable String region,
            @PathVariable String period,
            @RequestParam long report,
            @RequestParam(defaultValue = "") String found,
            @RequestParam(defaultValue = "") String why) {
        var known = places.scheme(actor, scheme);
        var cell = cell(actor, indicator, region, period);
        var decision = found.equals("confirm")
                ? checks.confirm(actor, known, report)
                : checks.giveBack(actor, known, report, why);
        return switch (decision) {
            case Decision.Done<FigureReport> _ -> Page.redirect("/figures/checks?scheme=" + Ui.query(scheme));
            case Decision.Refused<FigureReport>(var refusal) ->
                again(
                        actor,
                        known,
                        cell,
                        Map.of("why", why),
                        "reason".equals(refusal.field()) ? refusal.at("why") : refusal);
        };
    }

    private ModelAndView again(
            Actor actor, Scheme scheme, ReportedFigures.Cell cell, Map<String, String> typed, Refusal refusal) {
        return Page.again("indicator/figure", page(actor, scheme, cell, Entered.of(typed, refusal)));
    }

    private ReportedFigures.Cell cell(Actor actor, String indicator, String region, String period) {
        var code = RegionCode.parse(region).orElseThrow(NotFound::new);
        if (!actor.scope().covers(code)) throw new NotFound();
        return new ReportedFigures.Cell(
                indicator, code, ReportingPeriod.parse(period).orElseThrow(NotFound::new));
    }

    private FigurePage page(Actor actor, Scheme scheme, ReportedFigures.Cell cell, Entered entered) {
        var indicator = scheme.indicator(cell.indicator()).orElseThrow(NotFound::new);
        var history = figures.history(actor.scope(), scheme, cell);
        var current = history.stream().filter(FigureReport::current).findFirst().orElse(null);
        return new FigurePage(
                scheme.id(),
                scheme.title(),
                scheme.version(),
                clauses(scheme, indicator),
                indicator.id(),
                indicator.title(),
                indicator.unit(),
                cell.region().value(),
                divisions.name(cell.region()),
                cell.period().code(),
                cell.period().title(),
                current,
                history,
                checks.of(history),
                figures.closed(scheme, cell).orElse(null),
                figures.mayEnter(actor, scheme, cell),
                current != null && !current.checked() && checks.mayCheck(actor, scheme, cell),
                entered,
                "/figures?scheme=" + Ui.query(scheme.id()) + "&region=" + cell.region() + "&year="
                        + cell.period().year());
    }

    private static List<String> clauses(Scheme scheme, Indicator indicator) {
        if (!indicator.clauses().isEmpty()) return indicator.clauses();
        var clauses = new ArrayList<String>();
        scheme.targetsOf(indicator.id()).stream().map(Target::clauses).forEach(clauses::addAll);
        return clauses.stream().distinct().toList();
    }

    private static String path(Scheme scheme, ReportedFigures.Cell cell) {
        return "/figures/" + Ui.query(scheme.id()) + "/" + Ui.query(cell.indicator()) + "/" + cell.region() + "/"
                + cell.period().code();
    }
}
