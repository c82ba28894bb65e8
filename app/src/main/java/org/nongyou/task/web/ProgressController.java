package org.nongyou.task.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Level;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Schemes;
import org.nongyou.task.AssignmentFilter;
import org.nongyou.task.AssignmentFilter.Standing;
import org.nongyou.task.AssignmentFilter.Whose;
import org.nongyou.task.AssignmentLists;
import org.nongyou.task.AssignmentLists.Count;
import org.nongyou.task.Dispatches;
import org.nongyou.web.Address;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.RegionChips;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The progress table (进度表): by place and by task, each number opening to its rows.
@Controller
@Requires(Verb.READ)
class ProgressController {

    private final AssignmentLists lists;
    private final Dispatches dispatches;
    private final Schemes schemes;
    private final Divisions divisions;
    private final Clock clock;

    ProgressController(
            AssignmentLists lists, Dispatches dispatches, Schemes schemes, Divisions divisions, Clock clock) {
        this.lists = lists;
        this.dispatches = dispatches;
        this.schemes = schemes;
        this.divisions = divisions;
        this.clock = clock;
    }

    @GetMapping("/tasks/progress")
    ModelAndView progress(Actor actor, @RequestParam Map<String, String> query) {
        int thisYear = LocalDate.ofInstant(clock.instant(), Ui.ZONE).getYear();
        var asked = AssignmentFilter.of(query);
        var schemeId = asked.schemeId();
        var scheme = schemeId == null ? null : schemes.current(schemeId).orElse(null);
        var filter = new AssignmentFilter(
                Whose.AREA,
                asked.region(),
                scheme == null ? null : scheme.id(),
                asked.taskKey(),
                asked.year() == null ? (Integer) thisYear : asked.year(),
                null,
                "");
        var area = actor.scope().narrowedTo(filter.region()).region();
        if (area == null) throw new NotFound();
        var counts = lists.counts(actor.scope(), filter, true);
        var titles = scheme == null ? Map.<String, String>of() : lists.tasks(actor.scope(), scheme.id(), filter.year());
        var all = line("全部", "", "", TaskController.address("/tasks", filter), counts);
        var address = Address.of("/tasks/progress")
                .with("scheme", filter.schemeId())
                .with("year", filter.year())
                .with("task", filter.taskKey())
                .with("region", filter.region());
        var byCounty = new TreeMap<String, Long>();
        for (var one : filter.region() == null ? counts : lists.counts(actor.scope(), filter.in(null), false))
            if (one.standing() != Standing.CANCELLED && one.standing() != Standing.LATER)
                byCounty.merge(one.county().value(), (long) one.tasks(), Long::sum);
        return Page.of(
                "task/progress",
                new ProgressPage(
                        say(all, divisions.name(area), filter),
                        all.overdue() > 0 ? "bad" : all.due() == 0 ? "plain" : all.done() == all.due() ? "ok" : "info",
                        filter,
                        TaskController.options(dispatches.documents(actor), filter.schemeId()),
                        List.of(thisYear + 1, thisYear, thisYear - 1),
                        RegionChips.of(
                                divisions,
                                actor.scope(),
                                filter.region(),
                                byCounty,
                                code -> address.with("region", code).toString()),
                        places(area, counts, filter, address),
                        scheme == null || filter.taskKey() != null
                                ? List.of()
                                : tasks(scheme, counts, filter, address, titles),
                        all,
                        totals(actor, filter, titles),
                        address,
                        TaskController.address("/export/tasks", filter).toString(),
                        filter.taskKey() == null ? "" : titles.getOrDefault(filter.taskKey(), "")));
    }

    private static String say(ProgressPage.Line all, String area, AssignmentFilter filter) {
        if (all.due() == 0)
            return area + " " + filter.year() + " 年没有到时候的任务"
                    + (all.later() > 0 ? "，还有 " + Ui.number(all.later()) + " 项没到时候。" : "。");
        return area + " " + filter.year() + " 年到时候的任务 " + Ui.number(all.due()) + " 项，办结 " + Ui.number(all.done()) + " 项"
                + (all.overdue() > 0 ? "，超期没办 " + Ui.number(all.overdue()) + " 项，点数字看是谁" : "，没有超期的")
                + (all.reported() > 0 ? "；等确认 " + Ui.number(all.reported()) + " 项" : "") + "。";
    }

    private List<ProgressPage.Line> places(
            RegionCode area, List<Count> counts, AssignmentFilter filter, Address address) {
        var next = area.level() == Level.NATIONAL
                ? Level.PROVINCE
                : area.level() == Level.PROVINCE ? Level.CITY : Level.COUNTY;
        var groups = new TreeMap<RegionCode, List<Count>>();
        for (var one : counts)
            groups.computeIfAbsent(one.county().at(next).orElse(one.county()), _ -> new ArrayList<>())
                    .add(one);
        return groups.entrySet().stream()
                .map(group -> line(
                        group.getKey().equals(area) && area.level() != Level.COUNTY
                                ? divisions.name(area) + "本级"
                                : divisions.name(group.getKey()),
                        "",
                        group.getKey().level() == Level.COUNTY || group.getKey().equals(area)
                                ? ""
                                : address.with("region", group.getKey()).toString(),
                        TaskController.address("/tasks", filter.in(group.getKey())),
                        group.getValue()))
                .toList();
    }

    private static List<ProgressPage.Line> tasks(
            Scheme scheme, List<Count> counts, AssignmentFilter filter, Address address, Map<String, String> titles) {
        var groups = new LinkedHashMap<String, List<Count>>();
        for (var task : scheme.tasks()) groups.put(task.id(), new ArrayList<>());
        for (var one : counts)
            groups.computeIfAbsent(one.taskKey(), _ -> new ArrayList<>()).add(one);
        return groups.entrySet().stream()
                .filter(group -> !group.getValue().isEmpty())
                .map(group -> line(
                        titles.getOrDefault(group.getKey(), "调度的任务"),
                        scheme.task(group.getKey())
                                .map(task -> String.join("、", task.clauses()))
                                .orElse("调度"),
                        address.with("task", group.getKey()).toString(),
                        TaskController.address("/tasks", filter).with("task", group.getKey()),
                        group.getValue()))
                .toList();
    }

    private List<ProgressPage.Total> totals(Actor actor, AssignmentFilter filter, Map<String, String> titles) {
        return lists.totals(actor.scope(), filter).stream()
                .map(total -> new ProgressPage.Total(
                        titles.getOrDefault(total.taskKey(), "调度的任务"),
                        total,
                        TaskController.address("/tasks", filter)
                                .with("task", total.taskKey())
                                .toString()))
                .toList();
    }

    private static ProgressPage.Line line(String title, String clause, String href, Address rows, List<Count> counts) {
        var by = new TreeMap<Standing, Integer>();
        for (var one : counts) by.merge(one.standing(), one.tasks(), Integer::sum);
        int done = by.getOrDefault(Standing.DONE, 0);
        int reported = by.getOrDefault(Standing.REPORTED, 0);
        int waiting = by.getOrDefault(Standing.WAITING, 0);
        int overdue = by.getOrDefault(Standing.OVERDUE, 0);
        return new ProgressPage.Line(
                title,
                clause,
                href,
                rows,
                done + reported + waiting + overdue,
                done,
                reported,
                waiting,
                overdue,
                by.getOrDefault(Standing.LATER, 0));
    }
}
