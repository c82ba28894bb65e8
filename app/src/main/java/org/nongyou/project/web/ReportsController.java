package org.nongyou.project.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.notice.Workdays;
import org.nongyou.project.Report;
import org.nongyou.project.ReportFilter;
import org.nongyou.project.ReportFilter.Standing;
import org.nongyou.project.ReportState;
import org.nongyou.project.Reports;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Doubt;
import org.nongyou.scheme.Schemes;
import org.nongyou.web.Address;
import org.nongyou.web.Entered;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The reports of projects: who owes which, what is late, and each with its form.
@Controller
@Requires(Verb.READ)
class ReportsController {

    private final Reports reports;
    private final Schemes schemes;
    private final Divisions divisions;
    private final Workdays workdays;
    private final Clock clock;

    ReportsController(Reports reports, Schemes schemes, Divisions divisions, Workdays workdays, Clock clock) {
        this.reports = reports;
        this.schemes = schemes;
        this.divisions = divisions;
        this.workdays = workdays;
        this.clock = clock;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }

    @GetMapping("/projects/reports")
    ModelAndView list(
            Actor actor,
            @RequestParam Map<String, String> query,
            @RequestParam(required = false) @Nullable Long after) {
        var filter = ReportFilter.of(query);
        var last = after == null ? null : reports.find(actor.scope(), after).orElse(null);
        var found = reports.list(actor.scope(), filter, last, Reports.PAGE + 1);
        boolean more = found.size() > Reports.PAGE;
        var shown = more ? found.subList(0, Reports.PAGE) : found;
        var counts = new EnumMap<Standing, Integer>(Standing.class);
        for (var standing : Standing.values())
            counts.put(
                    standing,
                    reports.count(actor.scope(), new ReportFilter(filter.region(), standing, filter.projectId())));
        var today = today();
        var places = new HashMap<RegionCode, String>();
        var rows = shown.stream()
                .map(one -> new ReportListPage.Row(
                        one,
                        reports.task(one).title(),
                        places.computeIfAbsent(one.region(), divisions::path),
                        one.owed() ? workdays.due(today, one.dueOn()) : null,
                        one.late(today)))
                .toList();
        int late = counts.getOrDefault(Standing.LATE, 0);
        int soon = counts.getOrDefault(Standing.SOON, 0);
        var address = Address.of("/projects/reports")
                .with("standing", filter.standing().code())
                .with("region", filter.region())
                .with("project", filter.projectId());
        return Page.of(
                "project/reports",
                new ReportListPage(
                        late > 0
                                ? Ui.number(late) + " 份报告过期没报" + (soon > 0 ? "，" + Ui.number(soon) + " 份快到期" : "") + "。"
                                : soon > 0 ? Ui.number(soon) + " 份报告快到期，没有过期的。" : "没有过期没报的报告。",
                        late > 0 ? "bad" : soon > 0 ? "warn" : "ok",
                        filter,
                        rows,
                        counts,
                        doubts(shown),
                        address,
                        more ? address.with("after", shown.getLast().id()).toString() : null,
                        after == null));
    }

    private List<String> doubts(List<Report> shown) {
        var doubts = new LinkedHashSet<String>();
        for (var one : shown) {
            var scheme = schemes.at(one.scheme());
            var settled = schemes.settlements(scheme.ref());
            for (var doubt : scheme.doubtsOn(reports.task(one).path()))
                if (doubt.settles() == Doubt.Settles.DAYS && !settled.containsKey(doubt.path()))
                    doubts.add(doubt.title());
        }
        return new ArrayList<>(doubts);
    }

    @GetMapping("/projects/reports/{id}")
    ModelAndView show(Actor actor, @PathVariable long id) {
        return Page.of("project/report", page(actor, id, Entered.NOTHING));
    }

    @PostMapping("/projects/reports/{id}")
    ModelAndView file(
            Actor actor,
            @PathVariable long id,
            @RequestParam(defaultValue = "0") int revision,
            @RequestParam Map<String, String> typed) {
        var report = reports.find(actor.scope(), id).orElseThrow(NotFound::new);
        var titles = reports.task(report).report();
        var fields = new HashMap<String, String>();
        for (int i = 0; i < titles.size(); i++) fields.put(titles.get(i), typed.getOrDefault("field-" + i, ""));
        return answer(actor, id, typed, reports.file(actor, id, revision, fields));
    }

    @PostMapping("/projects/reports/{id}/accept")
    ModelAndView accept(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        return answer(actor, id, typed, reports.accept(actor, id, typed.getOrDefault("answer", "")));
    }

    @PostMapping("/projects/reports/{id}/return")
    ModelAndView giveBack(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        return answer(actor, id, typed, reports.giveBack(actor, id, typed.getOrDefault("answer", "")));
    }

    private ModelAndView answer(Actor actor, long id, Map<String, String> typed, Decision<Report> decision) {
        return switch (decision) {
            case Decision.Done<Report> _ -> Page.redirect("/projects/reports/" + id);
            case Decision.Refused<Report>(var refusal) ->
                Page.again("project/report", page(actor, id, Entered.of(typed, refusal)));
        };
    }

    private ReportPage page(Actor actor, long id, Entered entered) {
        var report = reports.find(actor.scope(), id).orElseThrow(NotFound::new);
        var task = reports.task(report);
        var today = today();
        boolean mayFile = reports.barred(actor, report).isEmpty();
        boolean mayAnswer = reports.mayAnswer(actor, report);
        var values = new ArrayList<String>();
        for (int i = 0; i < task.report().size(); i++)
            values.add(
                    entered.values().containsKey("field-" + i)
                            ? entered.value("field-" + i)
                            : report.fields().getOrDefault(task.report().get(i), ""));
        return new ReportPage(
                report,
                schemes.at(report.scheme()),
                task,
                divisions.path(report.region()),
                say(report, mayFile, mayAnswer, today),
                report.owed() && report.late(today)
                        ? "bad"
                        : report.state() == ReportState.ACCEPTED ? "ok" : report.owed() ? "warn" : "info",
                report.owed() ? workdays.due(today, report.dueOn()) : null,
                values,
                report.figures(),
                mayFile,
                mayAnswer,
                entered);
    }

    private static String say(Report report, boolean mayFile, boolean mayAnswer, LocalDate today) {
        var due = Ui.day(report.dueOn());
        return switch (report.state()) {
            case DUE ->
                report.period().from().isAfter(today)
                        ? report.spanTitle() + "还没开始，" + due + "前报。"
                        : report.late(today) ? due + "到期，还没有报。" : "还没有报，" + due + "前报。";
            case FILED ->
                Ui.day(report.filedOn()) + "已报" + (report.late(today) ? "，过了 " + due : "")
                        + (mayAnswer ? "，等你审定。" : "，等上级审定。");
            case RETURNED -> report.answeredBy() + "退回：" + report.answer() + (mayFile ? "。改好再报。" : "。");
            case ACCEPTED -> report.answeredBy() + "已审定" + (report.late(today) ? "，报送过了 " + due : "，按时报送") + "。";
        };
    }
}
